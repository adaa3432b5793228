#include "form/session_words.h"

#include <math.h>
#include <stdio.h>

#include "form/number.h"
#include "sys/text.h"

/* Text that a person may have typed: UTF-8, and no control characters but line ends and tabs. */
static bool is_typed(struct str s)
{
	if (s.n > SESSION_MAX_VALUE || !utf8_valid(s.p, s.n))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7f)
			return false;
	}
	return true;
}

static bool is_offered(struct session *s, const struct control *c, const struct node *n, struct str value)
{
	struct offers offers = choices_now(s, c, n);
	struct str rest = value, word;
	bool all = true;

	if (c->question == QUESTION_SELECT1)
		return choices_offer(&offers, value);
	while (all && str_word(&rest, &word))
		all = choices_offer(&offers, word);
	return all;
}

static bool in_range(const struct control *c, struct str value)
{
	double from = number_parse(str_of(c->range_start)), to = number_parse(str_of(c->range_end));
	double n = number_parse(value), low = fmin(from, to), high = fmax(from, to);

	return isnan(n) || (n >= low && n <= high);
}

/* One of the controls of the node must take the value. */
static bool is_taken(struct session *s, const struct node *n, struct str value)
{
	size_t mark = arena_mark(s->scratch);
	bool taken = !n->def->control || !value.n;

	for (const struct control *c = n->def->control; c && !taken; c = c->also) {
		if (c->list)
			taken = is_offered(s, c, n, value);
		else
			taken = c->question != QUESTION_RANGE || in_range(c, value);
	}
	arena_rewind(s->scratch, mark);
	return taken;
}

struct str canonical_place(char out[200], struct str value)
{
	struct str rest = value, word;
	int at = 0, n = 0;

	for (; n < 4 && str_word(&rest, &word); n++) {
		char number[NUMBER_ROOM];
		double v = number_parse(word);

		if (isnan(v))
			return value;
		(void)number_format(number, v);
		at += snprintf(
		        out + at, 200 - (size_t)at, "%s%s%s", n ? " " : "", number, strpbrk(number, ".e") ? "" : ".0");
	}
	if (n < 2 || str_trim(rest).n)
		return value;
	for (; n < 4; n++)
		at += snprintf(out + at, 200 - (size_t)at, " 0.0");
	return (struct str){out, (size_t)at};
}

/* The value in the one form in which it is kept: an order names all that is offered, a place has four numbers. */
static struct str settled(struct session *s, const struct node *n, struct str value, char room[200])
{
	if (!value.n)
		return value;
	if (n->def->type == ANSWER_GEOPOINT)
		return canonical_place(room, value);
	for (const struct control *c = n->def->control; c; c = c->also) {
		if (c->question == QUESTION_RANK)
			return choices_keep(s, c, n, value);
	}
	return value;
}

static int why_not(struct session *s, const struct node *n, struct str value)
{
	if (n->first || !n->def)
		return SESSION_UNKNOWN;
	if (!is_typed(value))
		return SESSION_TOO_LONG;
	if (n->hidden)
		return SESSION_CLOSED;
	if (is_readonly(s, n))
		return SESSION_FIXED;
	return is_taken(s, n, value) ? 0 : SESSION_NOT_OFFERED;
}

static int set_node(struct session *s, struct node *n, struct str value)
{
	size_t mark = arena_mark(s->scratch);
	char room[200];
	bool same;
	int r;

	s->full = false;
	r = why_not(s, n, value);
	if (r)
		return r;
	session_stir(s);
	value = settled(s, n, value, room);
	same = str_equal(n->value, value);
	compute_set(s, n, value);
	arena_rewind(s->scratch, mark);
	if (same)
		return 0;
	event_fire(s, EVENT_VALUE_CHANGED, n);
	compute_dirty(s);
	return session_settle(s);
}

int session_set(struct session *s, uint32_t id, const char *value)
{
	const struct asked *a = walk_by_id(s, id);

	return a ? set_node(s, a->node, str_of(value)) : SESSION_UNKNOWN;
}

int session_set_ref(struct session *s, const char *ref, const char *value)
{
	struct node *n = tree_at(s, ref);

	return n ? set_node(s, n, str_of(value)) : SESSION_UNKNOWN;
}
