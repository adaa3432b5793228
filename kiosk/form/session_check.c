#include "form/session_parts.h"

#include <math.h>

#include "form/number.h"

bool is_required(struct session *s, const struct node *n)
{
	return session_truth(s, n->def->required, n, false);
}

/* What stands in something read-only is read-only too. */
bool is_readonly(struct session *s, const struct node *n)
{
	for (; n && n->def; n = n->parent) {
		if (session_truth(s, n->def->readonly, n, false))
			return true;
	}
	return false;
}

static bool is_place(struct str s)
{
	struct str word;
	size_t n = 0;
	double v[4];

	while (str_word(&s, &word)) {
		if (n == 4 || isnan(v[n] = number_parse(word)))
			return false;
		n++;
	}
	return n >= 2 && fabs(v[0]) <= 90 && fabs(v[1]) <= 180;
}

/* "lat lon alt acc; lat lon alt acc; ..." with at least so many places. */
static bool is_line(struct str s, size_t least, bool closed)
{
	struct str first = {0}, one = {0};
	size_t n = 0;

	while (str_trim(s).n) {
		size_t end = str_find(s, (struct str){";", 1});

		one = str_trim((struct str){s.p, end});
		if (!is_place(one))
			return false;
		first = n++ ? first : one;
		s.p += end + (end < s.n);
		s.n -= end + (end < s.n);
	}
	return n >= least && (!closed || str_equal(first, one));
}

static bool is_whole(struct str s)
{
	size_t i = s.n && s.p[0] == '-';
	size_t digits = s.n - i;

	if (!digits || digits > 18)
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	}
	return true;
}

bool check_type(enum answer_type type, struct str value, const struct zone *zone)
{
	struct date d;
	double n;

	switch (type) {
	case ANSWER_INT:
		return is_whole(value);
	case ANSWER_DECIMAL:
		return !isnan(number_parse(value));
	case ANSWER_BOOLEAN:
		return str_is(value, "true") || str_is(value, "false") || str_is(value, "1") || str_is(value, "0");
	case ANSWER_DATE:
		return date_parse(&d, value, zone);
	case ANSWER_DATETIME:
		return date_parse(&d, value, zone) && d.has_time;
	case ANSWER_TIME:
		return time_parse(&n, value, zone);
	case ANSWER_GEOPOINT:
		return is_place(value);
	case ANSWER_GEOTRACE:
		return is_line(value, 2, false);
	case ANSWER_GEOSHAPE:
		return is_line(value, 4, true);
	default:
		return true;
	}
}

enum session_verdict check_node(struct session *s, const struct node *n)
{
	if (n->hidden || n->first)
		return SESSION_GOOD;
	if (!n->value.n)
		return is_required(s, n) ? SESSION_MISSING : SESSION_GOOD;
	if (!check_type(n->def->type, n->value, s->xpath.zone))
		return SESSION_BAD_TYPE;
	return session_truth(s, n->def->constraint, n, true) ? SESSION_GOOD : SESSION_BROKEN_RULE;
}

enum session_verdict session_check(struct session *s, uint32_t id)
{
	const struct asked *a = walk_by_id(s, id);

	return a ? check_node(s, a->node) : SESSION_GOOD;
}

uint32_t session_check_all(struct session *s, enum session_verdict *verdict)
{
	for (size_t i = 0; i < s->n_questions; i++) {
		enum session_verdict v = check_node(s, s->questions[i]->node);

		if (v == SESSION_GOOD)
			continue;
		if (verdict)
			*verdict = v;
		return s->questions[i]->id;
	}
	if (verdict)
		*verdict = SESSION_GOOD;
	return 0;
}

size_t session_count_bad(struct session *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_questions; i++)
		n += check_node(s, s->questions[i]->node) != SESSION_GOOD;
	return n;
}
