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

static int parts_of(const struct question *q)
{
	switch (q->type) {
	case ANSWER_DATE:
		return 3;
	case ANSWER_DATETIME:
		return 5;
	case ANSWER_TIME:
		return 2;
	default:
		return 0;
	}
}

/* "2026-03-14T11:20:00.000+01:00" into 14, 3, 2026, 11, 20; what is no date stands in the year as it was typed. */
static void take_parts(struct asking *a, const struct question *q)
{
	struct parts *p = &a->parts;
	int y, m, d, h = 0, min = 0, at = 0;

	p->n = parts_of(q);
	p->in_hand = 0;
	for (int i = 0; i < p->n; i++)
		edit_init(&p->edit[i], p->text[i], PART_BYTES);
	if (!*q->value)
		return;
	if (q->type == ANSWER_TIME && sscanf(q->value, "%2d:%2d", &h, &min) == 2) {
		(void)snprintf(p->text[0], PART_BYTES, "%02d", h);
		(void)snprintf(p->text[1], PART_BYTES, "%02d", min);
		return;
	}
	if (sscanf(q->value, "%4d-%2d-%2d%n", &y, &m, &d, &at) != 3)
		return;
	(void)snprintf(p->text[0], PART_BYTES, "%d", d);
	(void)snprintf(p->text[1], PART_BYTES, "%d", m);
	(void)snprintf(p->text[2], PART_BYTES, "%d", y);
	if (p->n == 5 && sscanf(q->value + at, "T%2d:%2d", &h, &min) == 2) {
		(void)snprintf(p->text[3], PART_BYTES, "%02d", h);
		(void)snprintf(p->text[4], PART_BYTES, "%02d", min);
	}
}

void asking_take(struct asking *a, const struct question *q)
{
	bool error = a->error && a->id == 0;

	wipe(a, sizeof *a);
	a->id = q->id;
	a->error = error;
	(void)text_copy(a->text, sizeof a->text, q->value);
	edit_init(&a->edit, a->text, sizeof a->text);
	a->edit.multiline = q->looks & LOOK_MULTILINE;
	a->edit.max_points = q->max_points;
	take_parts(a, q);
	for (int i = 0; i < a->parts.n; i++)
		a->parts.edit[i].caret = strlen(a->parts.text[i]);
}

/* Two digits where people write one; a year as they wrote it. Anything else goes as it is: the check complains. */
static void padded(char *out, size_t room, const char *text, int digits)
{
	int64_t n;

	if (*text && text_i64(text, 0, 9999, &n))
		(void)snprintf(out, room, "%0*d", digits, (int)n);
	else
		(void)text_copy(out, room, text);
}

static void parts_value(const struct asking *a, const struct question *q, char *out, size_t room)
{
	char t[PARTS_MAX][PART_BYTES + 4];
	bool any = false;

	for (int i = 0; i < a->parts.n; i++) {
		padded(t[i], sizeof t[i], a->parts.text[i], i == 2 && q->type != ANSWER_TIME ? 4 : 2);
		any |= *a->parts.text[i] != 0;
	}
	out[0] = 0;
	if (!any)
		return;
	if (q->type == ANSWER_DATE)
		(void)snprintf(out, room, "%s-%s-%s", t[2], t[1], t[0]);
	else if (q->type == ANSWER_TIME)
		(void)snprintf(out, room, "%s:%s:00.000", t[0], t[1]);
	else
		(void)snprintf(out, room, "%s-%s-%sT%s:%s:00.000", t[2], t[1], t[0], t[3], t[4]);
	wipe(t, sizeof t);
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

void asking_value(const struct asking *a, const struct question *q, char *out, size_t room)
{
	if (is_split(q))
		parts_value(a, q, out, room);
	else if (q->type == ANSWER_DECIMAL || q->type == ANSWER_INT)
		decimal_value(a->text, out, room);
	else
		trimmed(a->text, out, room);
}
