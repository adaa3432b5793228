/* question_answer - the fields of a question, from what is stored and back. */
#include <stdio.h>
#include <string.h>

#include "screens/question.h"
#include "sys/buf.h"
#include "sys/text.h"

static bool is_split(const struct question *q)
{
	return q->type == ANSWER_DATE || q->type == ANSWER_DATETIME || q->type == ANSWER_TIME;
}

bool asking_has_keyboard(const struct question *q)
{
	return (q->kind == QUESTION_INPUT || q->kind == QUESTION_RANGE) && !q->readonly;
}

/* The small fields of an answer in the order of people: the day stands first in every language of ours. */
static void parts_of(struct parts *p, const struct question *q)
{
	static const enum part all[] = {PART_DAY, PART_MONTH, PART_YEAR, PART_HOUR, PART_MINUTE};
	bool date = q->type == ANSWER_DATE || q->type == ANSWER_DATETIME;
	int from = date && q->looks & LOOK_YEAR         ? 2
	           : date && q->looks & LOOK_MONTH_YEAR ? 1
	           : q->type == ANSWER_TIME             ? 3
	                                                : 0;
	int to = q->type == ANSWER_DATE ? 3 : 5;

	if (q->type == ANSWER_DATETIME && q->looks & (LOOK_YEAR | LOOK_MONTH_YEAR))
		to = 3;
	p->n = is_split(q) ? to - from : 0;
	for (int i = 0; i < p->n; i++)
		p->kind[i] = all[from + i];
}

/* Digits up to that sign go into that part, as people write them; gives what stands behind it, NULL for what is no date.
 * None at all is fine: a date that is only begun has its day. */
static const char *fill_part(struct parts *p, enum part kind, const char *digits, const char *ends)
{
	size_t n = digits ? strspn(digits, "0123456789") : 0;
	const char *from = digits;

	if (!digits || n >= PART_BYTES || !strchr(ends, digits[n]))
		return NULL;
	while (kind < PART_HOUR && kind != PART_YEAR && n > 1 && *from == '0') {
		from++;
		n--;
	}
	for (int i = 0; i < p->n; i++) {
		if (p->kind[i] == kind)
			(void)snprintf(p->text[i], PART_BYTES, "%.*s", (int)n, from);
	}
	return from[n] ? from + n + 1 : from + n;
}

/* "2026-03-14T11:20:00.000+01:00" into 14, 3, 2026, 11, 20, and "2026--14" into 14 and 2026. */
static void take_parts(struct asking *a, const struct question *q)
{
	struct parts *p = &a->parts;
	const char *at = q->value;

	parts_of(p, q);
	p->in_hand = 0;
	for (int i = 0; i < p->n; i++)
		edit_init(&p->edit[i], p->text[i], PART_BYTES);
	if (!*at)
		return;
	if (q->type != ANSWER_TIME) {
		at = fill_part(p, PART_YEAR, at, "-");
		at = fill_part(p, PART_MONTH, at, "-");
		at = fill_part(p, PART_DAY, at, "T");
	}
	at = fill_part(p, PART_HOUR, at, ":");
	(void)fill_part(p, PART_MINUTE, at, ":");
}

static bool is_number(const struct question *q)
{
	return q->type == ANSWER_DECIMAL || q->type == ANSWER_INT;
}

/* The answer as it stands in its field; out has room bytes. */
static void shown_value(const struct scene *s, const struct question *q, char *out, size_t room)
{
	const char *text = q->value;

	if (is_number(q))
		text = visit_number_text(s->visit, text, q->looks & LOOK_THOUSANDS);
	(void)text_copy(out, room, text);
}

void asking_take(const struct scene *s, struct asking *a, const struct question *q)
{
	bool first = a->id == 0, error = a->error && first, named = a->named && first;

	wipe(a, sizeof *a);
	a->id = q->id;
	a->error = error;
	a->named = named;
	if (q->n_choices == 0 || q->kind == QUESTION_RANK)
		shown_value(s, q, a->text, sizeof a->text);
	if (q->kind == QUESTION_RANK)
		asking_take_half(s, a, q);
	edit_init(&a->edit, a->text, sizeof a->text);
	a->edit.multiline = q->looks & LOOK_MULTILINE;
	a->edit.max_points = q->n_choices ? 0 : q->max_points;
	take_parts(a, q);
	for (int i = 0; i < a->parts.n; i++)
		a->parts.edit[i].caret = strlen(a->parts.text[i]);
}

/* Two digits where people write one. Anything else goes as it is: the check complains. */
static void padded(char *out, size_t room, const char *text, int digits)
{
	int64_t n;

	if (*text && text_i64(text, 0, 9999, &n))
		(void)snprintf(out, room, "%0*d", digits, (int)n);
	else
		(void)text_copy(out, room, text);
}

/* What the person is not asked for is the first of its kind: a year alone begins on its first of January. */
static void parts_value(const struct asking *a, const struct question *q, char *out, size_t room)
{
	char t[PARTS_MAX][PART_BYTES + 4] = {"01", "01", "", "00", "00"};
	bool any = false;

	for (int i = 0; i < a->parts.n; i++) {
		enum part kind = a->parts.kind[i];

		if (kind == PART_YEAR) /* 80 is no year of anybody's: as it was typed, so that the check complains */
			(void)text_copy(t[kind], sizeof t[kind], a->parts.text[i]);
		else
			padded(t[kind], sizeof t[kind], a->parts.text[i], 2);
		any |= *a->parts.text[i] != 0;
	}
	out[0] = 0;
	if (!any)
		return;
	if (q->type == ANSWER_DATE)
		(void)snprintf(out, room, "%s-%s-%s", t[PART_YEAR], t[PART_MONTH], t[PART_DAY]);
	else if (q->type == ANSWER_TIME)
		(void)snprintf(out, room, "%s:%s:00.000", t[PART_HOUR], t[PART_MINUTE]);
	else
		(void)snprintf(out, room, "%s-%s-%sT%s:%s:00.000", t[PART_YEAR], t[PART_MONTH], t[PART_DAY],
		        t[PART_HOUR], t[PART_MINUTE]);
	wipe(t, sizeof t);
}

/* Digits of other scripts, and the signs that part their numbers, as ours. */
static void latin_digits(const char *text, char *out, size_t room)
{
	size_t n = 0;
	uint32_t p;

	while ((p = utf8_next(&text)) && n + 5 < room) {
		if (p >= 0x660 && p <= 0x669)
			out[n++] = (char)('0' + (p - 0x660));
		else if (p >= 0x6f0 && p <= 0x6f9)
			out[n++] = (char)('0' + (p - 0x6f0));
		else if (p == 0x66b)
			out[n++] = ',';
		else if (p != 0x66c && p != 0xa0 && p != 0x202f)
			n += utf8_put(out + n, p);
	}
	out[n] = 0;
}

/*
 * People write 450,50 and 1.000 and 1.000,50 where XForms wants 450.50, 1000 and
 * 1000.50. The last comma or point parts the fraction, unless just three digits
 * follow it: nobody writes tenths of cents, so it parts thousands.
 */
static void decimal_value(const char *text, char *out, size_t room)
{
	const char *last = NULL;
	size_t n = 0;

	for (const char *p = text; *p; p++)
		if (*p == ',' || *p == '.')
			last = p;
	if (last && strspn(last + 1, "0123456789") == 3 && last[4] == 0)
		last = NULL;
	for (; *text && n + 1 < room; text++) {
		if (text == last)
			out[n++] = '.';
		else if (*text != ' ' && *text != ',' && *text != '.')
			out[n++] = *text;
	}
	out[n] = 0;
}

/* Spaces around an answer are never meant. */
static void trimmed(const char *text, char *out, size_t room)
{
	size_t n;

	text += strspn(text, " \n");
	(void)text_copy(out, room, text);
	n = strlen(out);
	while (n && (out[n - 1] == ' ' || out[n - 1] == '\n'))
		out[--n] = 0;
}

/* Where we group thousands ourselves, their sign is never a fraction. */
static void number_value(const struct scene *s, const struct question *q, const char *text, char *out, size_t room)
{
	const char *part = q->looks & LOOK_THOUSANDS ? visit_say(s->visit, "number.thousands") : "";
	char latin[256], plain[256];
	size_t n = 0, skip = strlen(part);

	for (const char *p = text; *p && n + 1 < sizeof plain;) {
		if (skip && strncmp(p, part, skip) == 0)
			p += skip;
		else
			plain[n++] = *p++;
	}
	plain[n] = 0;
	latin_digits(plain, latin, sizeof latin);
	if (skip && strchr(latin, *visit_say(s->visit, "number.point"))) {
		*strchr(latin, *visit_say(s->visit, "number.point")) = '.';
		(void)text_copy(out, room, latin);
	} else {
		decimal_value(latin, out, room);
	}
	wipe(latin, sizeof latin);
	wipe(plain, sizeof plain);
}

void asking_value(const struct scene *s, const struct asking *a, const struct question *q, char *out, size_t room)
{
	char before[256];
	bool same;

	if (is_split(q)) {
		parts_value(a, q, out, room);
		return;
	}
	if (!is_number(q)) {
		trimmed(a->text, out, room);
		return;
	}
	/* Nobody touched it: 450,125 of the store is not read as 450 thousand. */
	shown_value(s, q, before, sizeof before);
	same = text_is(before, a->text);
	wipe(before, sizeof before);
	if (same)
		(void)text_copy(out, room, q->value);
	else
		number_value(s, q, a->text, out, room);
}

void asking_group(const struct scene *s, struct asking *a, const struct question *q)
{
	char value[256];
	const char *text;
	size_t n = strlen(a->text);

	if (!(q->looks & LOOK_THOUSANDS) || !is_number(q) || !n || n > 60 || a->edit.caret != n)
		return;
	number_value(s, q, a->text, value, sizeof value);
	text = visit_number_text(s->visit, value, true);
	if (strspn(value, "0123456789") == strlen(value) && !text_is(text, a->text)) {
		edit_replace(&a->edit, text);
		s->ui->reacted = true;
	}
	wipe(value, sizeof value);
}
