#include "staff/day.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/floor.h"
#include "sys/fault.h"
#include "sys/text.h"

struct day {
	struct day_world world;
	struct book *book;
	struct floor floor;
	bool is_open;
	char date[11], opened_by[STAFF_TOKEN_MAX + 1];
	int nth; /* how often that date was opened */
	const char *trouble; /* of the latest DAY_SICK that is not the book's */
};

/* ---- the book --------------------------------------------------------------------- */

static int take(void *me, const struct book_entry *e)
{
	struct day *d = me;
	json_t *json = json_loadb(e->json, e->n, JSON_REJECT_DUPLICATES, NULL);
	const char *what = json_string_value(json_object_get(json, "day"));
	const char *date = json_string_value(json_object_get(json, "date"));
	const char *by = json_string_value(json_object_get(json, "by"));
	bool good = what && date && by && strlen(date) == 10 && strlen(by) == STAFF_TOKEN_MAX;

	if (good) {
		d->is_open = text_is(what, "opened");
		if (d->is_open) {
			d->nth = text_is(date, d->date) ? d->nth + 1 : 1;
			memcpy(d->opened_by, by, sizeof d->opened_by);
		}
		memcpy(d->date, date, sizeof d->date);
	}
	json_decref(json);
	return good ? 0 : BOOK_BROKEN;
}

int day_open_book(struct day **out, const struct day_world *world)
{
	struct day *d = fault("day.memory", ENOMEM) ? NULL : calloc(1, sizeof *d);
	int r;

	if (!d)
		return err_new(ENOMEM, "no memory for the book of days");
	d->world = *world;
	floor_init(&d->floor);
	r = book_open(&d->book, BOOK_DAY, &world->book, take, d);
	if (r < 0) {
		day_free(d);
		return err_up(r);
	}
	if (r == BOOK_LOST)
		book_begin_anew(
		        d->book); /* its entries were records of their own already: the owner sees what is missing */
	*out = d;
	return 0;
}

void day_free(struct day *d)
{
	if (!d)
		return;
	book_close(d->book);
	free(d);
}

const char *day_why(const struct day *d)
{
	return *book_why(d->book) || !d->trouble ? book_why(d->book) : d->trouble;
}

struct book *day_book(struct day *d)
{
	return d->book;
}

enum day_state day_state(const struct day *d)
{
	char today[11];

	if (!d->is_open)
		return DAY_CLOSED;
	counters_today(today, d->world.counters);
	/* A clock that went back makes no day forgotten. */
	return strcmp(today, d->date) > 0 ? DAY_FORGOTTEN : DAY_OPEN;
}

const char *day_date(const struct day *d)
{
	return d->is_open ? d->date : "";
}

/* ---- opening and closing --------------------------------------------------------------- */

/* Seals are copied from the case: one line of text, without what would need escaping. */
static bool seals_are_plain(const char *seals)
{
	size_t n = strlen(seals);

	if (n > DAY_SEALS_MAX || !utf8_valid(seals, n))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)seals[i] < ' ' || seals[i] == 0x7f || seals[i] == '"' || seals[i] == '\\')
			return false;
	return true;
}

static void put_head(struct buf *json, struct day *d, const char *what, const char *date, const struct shift *shift,
        const struct day_count *count)
{
	struct stamp now;

	floor_stamp(&now, &d->floor, d->world.clock);
	buf_printf(json, "{\"day\":\"%s\",\"date\":\"%s\",\"at\":%lld,\"clock\":\"%s\",\"by\":\"%s\",\"seals\":\"",
	        what, date, (long long)now.created_ms, clock_state_name(now.state), shift_who(shift)->staff);
	buf_text(json, count->seals);
	buf_text(json, "\",\"roll_mm\":");
	if (count->roll_mm >= 0)
		buf_printf(json, "%lld", (long long)count->roll_mm);
	else
		buf_text(json, "null");
}

static int add(struct day *d, const struct buf *json)
{
	int r = buf_done(json);

	if (r == 0 && json->len > BOOK_ENTRY_MAX)
		r = err_new(EFBIG, "the counts of a day take more than %d bytes", BOOK_ENTRY_MAX);
	if (r)
		return err_up(r);
	r = book_add(d->book, buf_str(json));
	if (r < 0)
		return err_up(r);
	d->trouble = r == BOOK_FULL ? "the disk of this station is full: nothing was changed. Make room on it" : NULL;
	return r ? DAY_SICK : 0;
}

int day_open(struct day *d, const struct shift *shift, const struct day_count *count)
{
	enum day_state state = day_state(d);
	char today[11];
	AUTO_BUF json;
	int r;

	buf_init(&json, BOOK_ENTRY_MAX);
	if (!shift_may(shift, ACTION_OPEN_DAY, 0))
		return DAY_DENIED;
	if (state != DAY_CLOSED)
		return state == DAY_OPEN ? DAY_IS_OPEN : DAY_IS_FORGOTTEN;
	if (!seals_are_plain(count->seals))
		return DAY_TEXT_BAD;
	counters_today(today, d->world.counters);
	put_head(&json, d, "opened", today, shift, count);
	buf_char(&json, '}');
	r = add(d, &json);
	if (r)
		return r < 0 ? err_up(r) : r;
	d->nth = text_is(d->date, today) ? d->nth + 1 : 1;
	d->is_open = true;
	memcpy(d->date, today, sizeof d->date);
	memcpy(d->opened_by, shift_who(shift)->staff, sizeof d->opened_by);
	return 0;
}

int day_close(struct buf *json, struct day *d, const struct shift *shift, const struct day_count *count)
{
	enum day_state state = day_state(d);
	bool zero;
	int r;

	if (!shift_may(shift, ACTION_CLOSE_DAY, 0))
		return DAY_DENIED;
	if (state == DAY_CLOSED)
		return DAY_IS_CLOSED;
	if (!seals_are_plain(count->seals))
		return DAY_TEXT_BAD;
	buf_clear(json);
	put_head(json, d, "closed", d->date, shift, count);
	buf_printf(json, ",\"opened_by\":\"%s\",\"nth\":%d,\"late\":%s,\"counts\":", d->opened_by, d->nth,
	        state == DAY_FORGOTTEN ? "true" : "false");
	r = counters_of_day(json, &zero, d->world.counters, d->date);
	if (r < 0)
		return err_up(r);
	if (r) {
		d->trouble = "the counters can not be read: the disk of this station is in trouble";
		return DAY_SICK;
	}
	buf_printf(json, ",\"zero\":%s}", zero ? "true" : "false");
	r = add(d, json);
	if (r == 0)
		d->is_open = false;
	return r < 0 ? err_up(r) : r;
}
