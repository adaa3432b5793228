/* visit_values - dates, times and numbers as people of the chosen language write them. Digits are Latin in all of them. */
#include <stdio.h>
#include <string.h>

#include "form/question.h"
#include "sys/text.h"
#include "sys/zone.h"
#include "visit/visit_inside.h"

enum { NUMBER_MOST = 48, GROUP = 3 };

/* ---- dates ------------------------------------------------------------------------------------ */

static void date_words(struct visit *v, const char *lang, char *out, size_t room, int year, int month, int day)
{
	char key[16], y[16], d[16];

	(void)snprintf(key, sizeof key, "month.%d", month);
	(void)snprintf(y, sizeof y, "%d", year);
	(void)snprintf(d, sizeof d, "%d", day);
	words_fill(out, room, visit_say_in(v, lang, day ? "date.long" : "date.month_year"),
	        (const char *const[]){"day", d, "month", visit_say_in(v, lang, key), "year", y, NULL});
}

/* "11:20:00.000+01:00" is twenty past eleven; false when it is no time. */
static bool time_words(struct visit *v, const char *value)
{
	unsigned hour, minute;

	if (sscanf(value, "%2u:%2u", &hour, &minute) != 2)
		return false;
	(void)snprintf(v->date, sizeof v->date, "%02u:%02u", hour % 100, minute % 100);
	return true;
}

/* A date without its day, or a year alone, is told as it was asked. */
static void whole_date(struct visit *v, unsigned looks, const int date[3])
{
	if (looks & LOOK_YEAR)
		(void)snprintf(v->date, sizeof v->date, "%d", date[0]);
	else
		date_words(v, visit_language(v), v->date, sizeof v->date, date[0], date[1],
		        looks & LOOK_MONTH_YEAR ? 0 : date[2]);
}

/* "2026-03-14" or "2026-03-14T11:20..." in words; false when it is neither. */
static bool moment_words(struct visit *v, const char *value, unsigned looks)
{
	int date[3], hour, minute, n = 0;
	char day[96], time[8];

	if (sscanf(value, "%4d-%2d-%2d%n", &date[0], &date[1], &date[2], &n) != 3 || date[1] < 1 || date[1] > 12)
		return false;
	if (looks & (LOOK_YEAR | LOOK_MONTH_YEAR) || sscanf(value + n, "T%2d:%2d", &hour, &minute) != 2) {
		whole_date(v, looks, date);
		return value[n] == 0 || value[n] == 'T';
	}
	date_words(v, visit_language(v), day, sizeof day, date[0], date[1], date[2]);
	(void)snprintf(time, sizeof time, "%02u:%02u", (unsigned)hour % 100, (unsigned)minute % 100);
	words_fill(v->date, sizeof v->date, visit_say(v, "date.moment"),
	        (const char *const[]){"date", day, "time", time, NULL});
	return true;
}

const char *visit_moment_in(struct visit *v, const char *lang, int64_t at_ms)
{
	struct civil c = zone_civil(v->world.zone, at_ms);
	char day[96], time[8];

	date_words(v, lang, day, sizeof day, c.year, c.month, c.day);
	(void)snprintf(time, sizeof time, "%02u:%02u", (unsigned)c.hour % 100, (unsigned)c.minute % 100);
	words_fill(v->date, sizeof v->date, visit_say_in(v, lang, "date.moment"),
	        (const char *const[]){"date", day, "time", time, NULL});
	return v->date;
}

/* ---- numbers ------------------------------------------------------------------------------------ */

static void put(struct visit *v, size_t *at, const char *text, size_t n)
{
	if (*at + n + 1 > sizeof v->date)
		return;
	memcpy(v->date + *at, text, n);
	*at += n;
	v->date[*at] = 0;
}

const char *visit_number_text(struct visit *v, const char *value, bool grouped)
{
	const char *digits = value + (*value == '-'), *part = visit_say(v, "number.thousands");
	size_t whole = strspn(digits, "0123456789"), at = 0;

	/* What is no number is told as it was typed. */
	if (strlen(value) > NUMBER_MOST || !whole ||
	        strspn(digits + whole + (digits[whole] == '.'), "0123456789") + (size_t)(digits[whole] == '.') !=
	                strlen(digits + whole))
		return value;
	v->date[0] = 0;
	put(v, &at, value, (size_t)(digits - value));
	for (size_t i = 0; i < whole; i++) {
		if (grouped && i && (whole - i) % GROUP == 0)
			put(v, &at, part, strlen(part));
		put(v, &at, digits + i, 1);
	}
	if (digits[whole] == '.') {
		put(v, &at, visit_say(v, "number.point"), strlen(visit_say(v, "number.point")));
		put(v, &at, digits + whole + 1, strlen(digits + whole + 1));
	}
	return v->date;
}

const char *visit_value_text(struct visit *v, const struct question *q, const char *shown)
{
	bool number = q->type == ANSWER_DECIMAL || q->type == ANSWER_INT;

	if (question_is_signature(q))
		return visit_say(v, "sign.given"); /* strokes are nothing to read */
	if ((q->type == ANSWER_DATE || q->type == ANSWER_DATETIME) && moment_words(v, q->value, q->looks))
		return v->date;
	if (q->type == ANSWER_TIME && time_words(v, q->value))
		return v->date;
	return number && q->n_choices == 0 ? visit_number_text(v, shown, q->looks & LOOK_THOUSANDS) : shown;
}
