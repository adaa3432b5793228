/* desk_work_day - the day is opened and closed: a signed entry, a record of kind 19, and what was counted. */
#include <jansson.h>

#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"

enum day_state desk_work_day(const struct visit *v)
{
	return v->duty ? day_state(v->duty->day) : DAY_CLOSED;
}

const char *desk_work_day_date(const struct visit *v)
{
	return v->duty ? day_date(v->duty->day) : "";
}

static int64_t roll_mm(struct visit *v)
{
	const struct roll *r = visit_roll(v);
	int mm;

	return r && roll_left_mm(&mm, r) == 0 ? mm : -1;
}

static enum desk_answer answer_of(struct visit *v, int r)
{
	switch (r) {
	case 0:
		return DESK_DONE;
	case DAY_DENIED:
		return DESK_DENIED;
	case DAY_TEXT_BAD:
		return DESK_BAD_TEXT;
	case DAY_IS_OPEN:
	case DAY_IS_CLOSED:
	case DAY_IS_FORGOTTEN:
		return DESK_NOT_NOW;
	case DAY_SICK:
		return desk_work_trouble(v, day_why(v->duty->day));
	default:
		return desk_work_surprise(v, r);
	}
}

enum desk_answer desk_work_day_open(struct visit *v, const char *seals)
{
	struct day_count count = {seals, roll_mm(v)};

	if (!duty_may(v, ACTION_OPEN_DAY, 0))
		return DESK_DENIED;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	return answer_of(v, day_open(v->duty->day, v->duty->shift, &count));
}

/* What was signed says how the day stood; nothing is told from memory. */
static void understand(struct desk_day *out, const struct buf *json)
{
	json_t *o = json_loadb((const char *)json->data, json->len, 0, NULL);
	const char *date = json_string_value(json_object_get(o, "date"));

	if (date)
		(void)text_copy(out->date, sizeof out->date, date);
	out->nth = (int)json_integer_value(json_object_get(o, "nth"));
	out->zero = json_is_true(json_object_get(o, "zero"));
	out->late = json_is_true(json_object_get(o, "late"));
	json_decref(o);
}

/* The closing is the last entry of the book: once all are records, the latest record is its own. */
static void send(struct desk_day *out, struct visit *v)
{
	struct store_kept kept;
	enum desk_sent sent;
	bool any = false;

	while ((sent = desk_work_send_entry(&kept, v, day_book(v->duty->day))) == DESK_SENT)
		any = true;
	if (sent == DESK_ALL_SENT && any)
		(void)text_copy(out->number, sizeof out->number, kept.number);
}

enum desk_answer desk_work_day_close(struct desk_day *out, struct visit *v, const char *seals)
{
	struct day_count count = {seals, roll_mm(v)};
	struct desk_day d = {.roll_mm = count.roll_mm};
	AUTO_BUF json;
	enum desk_answer r;

	buf_init(&json, BOOK_ENTRY_MAX + 1);
	if (!duty_may(v, ACTION_CLOSE_DAY, 0))
		return DESK_DENIED;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	r = answer_of(v, day_close(&json, v->duty->day, v->duty->shift, &count));
	if (r)
		return r;
	understand(&d, &json);
	(void)text_copy(d.seals, sizeof d.seals, seals);
	(void)text_copy(d.by, sizeof d.by, duty_code(v));
	send(&d, v);
	*out = d;
	return DESK_DONE;
}
