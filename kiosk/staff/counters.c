#include "staff/counters.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff/counters_inside.h"
#include "staff/roles.h"
#include "store/floor.h"
#include "sys/fault.h"
#include "sys/text.h"

static const char tables[] = "CREATE TABLE IF NOT EXISTS counter(day TEXT NOT NULL, key TEXT NOT NULL,"
                             " n INTEGER NOT NULL, PRIMARY KEY(day, key)) WITHOUT ROWID";

static const char *const formats[] = {"paper", "card", "large", "side_by_side", "spoken", "refused"};
static const char *const firsts[] = {"yes", "no"};
static const char *const minutes[] = {"0-15", "16-60", "61-240", ">240", "unknown"};
static const char *const understood[] = {"full", "partly", "no", "not_determined"};
static const char *const waits[] = {"0-1", "2-3", "4-10", ">10"};
static const char *const prints[] = {"ok", "fail", "paper_low"};

const char *const *count_names(int *n, enum count_table table)
{
	static const struct {
		const char *const *names;
		int n;
	} lists[TABLES] = {
	        [TABLE_FORMAT] = {formats, 6},
	        [TABLE_FIRST] = {firsts, 2},
	        [TABLE_MINUTES] = {minutes, 5},
	        [TABLE_UNDERSTOOD] = {understood, 4},
	        [TABLE_PRINT] = {prints, 3},
	        [TABLE_WAITED] = {waits, 4},
	};

	*n = lists[table].n;
	return lists[table].names;
}

int counters_open(struct counters **out, const struct counters_world *world)
{
	struct counters *c = fault("counters.memory", ENOMEM) ? NULL : calloc(1, sizeof *c);
	int r;

	if (!c)
		return err_new(ENOMEM, "no memory for the counters");
	c->world = *world;
	r = desk_table(world->desk, tables); /* a sick desk makes it when it is well again */
	if (r < 0) {
		free(c);
		return err_up(r);
	}
	*out = c;
	return 0;
}

void counters_close(struct counters *c)
{
	free(c);
}

static void day_of_ms(char out[11], const struct counters *c, int64_t ms)
{
	struct civil day = zone_civil(c->world.zone, ms < FLOOR_BUILT_FOR_MS ? FLOOR_BUILT_FOR_MS : ms);

	(void)snprintf(out, 11, "%04u-%02u-%02u", (unsigned)day.year % 10000, (unsigned)day.month % 100,
	        (unsigned)day.day % 100);
}

void counters_today(char out[11], const struct counters *c)
{
	day_of_ms(out, c, clock_wall_ms(c->world.clock));
}

/* ---- counting -------------------------------------------------------------------- */

static bool is_of(const char *const *names, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (text_is(names[i], name))
			return true;
	return false;
}

/* "nl", "nl-easy", "zgh-Tfng": letters of a tag, so that nothing else can slip into a key. */
static bool is_lang(const char *lang)
{
	size_t n = lang ? strlen(lang) : 0, first = lang ? strspn(lang, "abcdefghijklmnopqrstuvwxyz") : 0;

	if (n < 2 || n > 11 || first < 2 || first > 3 || lang[n - 1] == '-')
		return false;
	return first == n ||
	       (lang[first] == '-' && strspn(lang + first, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                                                   "0123456789-") == n - first);
}

static int add(struct counters *c, int64_t n, const char *fmt, ...) PRINTF_LIKE(3, 4);
static int add(struct counters *c, int64_t n, const char *fmt, ...)
{
	char day[11], key[COUNTER_KEY_MAX + 1];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(key, sizeof key, fmt, args);
	va_end(args);
	assert(len > 0 && len <= COUNTER_KEY_MAX);
	counters_today(day, c);
	return desk_run(c->world.desk,
	        "INSERT INTO counter(day, key, n) VALUES(?, ?, ?) ON CONFLICT(day, key) DO UPDATE SET n = n + excluded.n",
	        "tti", day, key, n);
}

static const char *minutes_name(int m)
{
	return minutes[m < 0 ? 4 : m <= 15 ? 0 : m <= 60 ? 1 : m <= 240 ? 2 : 3];
}

static bool is_good(const struct count_handover *h)
{
	return role_handover_kind(h->notice) && is_lang(h->lang) && is_of(formats, 6, h->format) &&
	       h->first <= COUNT_FIRST_NO && h->understood <= COUNT_NOT_DETERMINED && h->copies >= 0;
}

int counters_handover_within(struct counters *c, const struct count_handover *h)
{
	int r;

	if (!is_good(h))
		return COUNTERS_BAD;
	if (h->practice)
		return 0;
	r = add(c, 1, "handed/%s/%s/%s", h->notice, h->lang, h->format);
	if (r == 0)
		r = add(c, 1, "first/%s", firsts[h->first]);
	if (r == 0)
		r = add(c, 1, "minutes/%s", minutes_name(h->minutes));
	if (r == 0)
		r = add(c, 1, "understood/%s", understood[h->understood]);
	if (r == 0 && h->copies)
		r = add(c, h->copies, "copies/%s/%s", h->notice, h->lang);
	return r;
}

int counters_handover(struct counters *c, const struct count_handover *h)
{
	int r = is_good(h) ? 0 : COUNTERS_BAD;

	if (r || h->practice)
		return r;
	r = desk_begin(c->world.desk);
	if (r)
		return r;
	r = counters_handover_within(c, h);
	if (r) {
		desk_rollback(c->world.desk);
		return r;
	}
	return desk_commit(c->world.desk);
}

int counters_missing(struct counters *c, const char *lang, bool practice)
{
	if (!is_lang(lang))
		return COUNTERS_BAD;
	return practice ? 0 : add(c, 1, "missing/%s", lang);
}

int counters_print(struct counters *c, const char *notice, const char *lang, enum count_print what, bool practice)
{
	if (!role_handover_kind(notice) || !is_lang(lang) || what > COUNT_PAPER_LOW)
		return COUNTERS_BAD;
	return practice ? 0 : add(c, 1, "print/%s/%s/%s", prints[what], notice, lang);
}

int counters_waited(struct counters *c, int64_t ms)
{
	int64_t m = ms / 60000;

	return add(c, 1, "waited/%s", waits[m <= 1 ? 0 : m <= 3 ? 1 : m <= 10 ? 2 : 3]);
}

int counters_idle(struct counters *c)
{
	char day[11];

	day_of_ms(day, c, clock_wall_ms(c->world.clock) - INT64_C(86400000) * COUNTER_DAYS);
	return desk_run(c->world.desk, "DELETE FROM counter WHERE day < ?", "t", day);
}

/* ---- reading ---------------------------------------------------------------------- */

int counters_each(struct counters *c, const char *from, const char *to, count_take *take, void *me)
{
	sqlite3_stmt *st;
	int r = desk_query(&st, c->world.desk,
	        "SELECT key, sum(n) FROM counter WHERE day BETWEEN ? AND ? GROUP BY key ORDER BY key", "tt", from, to);

	if (r)
		return r;
	while ((r = desk_step(c->world.desk, st)) == 0) {
		r = take(me, (const char *)sqlite3_column_text(st, 0), sqlite3_column_int64(st, 1));
		if (r)
			break;
	}
	(void)sqlite3_finalize(st);
	return r == DESK_END ? 0 : r;
}

struct of_day {
	struct buf *out;
	int64_t all;
};

static int put_key(void *me, const char *key, int64_t n)
{
	struct of_day *d = me;

	buf_printf(d->out, "%s\"%s\":%lld", d->all ? "," : "", key, (long long)n);
	d->all += n;
	return 0;
}

int counters_of_day(struct buf *out, bool *zero, struct counters *c, const char *day)
{
	struct of_day d = {.out = out};
	int r;

	buf_char(out, '{');
	r = counters_each(c, day, day, put_key, &d);
	if (r)
		return r;
	buf_char(out, '}');
	*zero = d.all == 0;
	return err_up(buf_done(out));
}
