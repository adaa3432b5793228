#include "form/xpath_value.h"

#include <math.h>
#include <stdlib.h>

#include "form/number.h"
#include "form/xpath_eval.h"

struct value value_number(double n)
{
	return (struct value){.type = VALUE_NUMBER, .number = n};
}

struct value value_text(struct str s)
{
	return (struct value){.type = VALUE_TEXT, .text = s};
}

struct value value_truth(bool b)
{
	return (struct value){.type = VALUE_BOOLEAN, .truth = b};
}

struct value value_date(struct date d)
{
	return (struct value){.type = VALUE_DATE, .date = d};
}

struct value value_nodes(struct nodes n)
{
	return (struct value){.type = VALUE_NODES, .nodes = n};
}

struct value value_empty(void)
{
	return value_text((struct str){"", 0});
}

/* Bytes of all leaves and runs below. */
static size_t gather(char *out, const struct node *n)
{
	size_t total = 0;

	for (const struct node *c = n->first; c; c = c->next)
		total += gather(out ? out + total : NULL, c);
	if (n->first || n->hidden)
		return total;
	if (out && n->value.n)
		memcpy(out, n->value.p, n->value.n);
	return n->value.n;
}

struct str item_text(struct eval *ev, struct item i)
{
	size_t n;
	char *text;

	if (i.attr)
		return str_of(i.attr->value);
	if (i.node->hidden)
		return (struct str){"", 0};
	if (!i.node->first)
		return i.node->value;
	n = gather(NULL, i.node);
	text = n <= ev->budget ? eval_alloc(ev, n + 1) : NULL;
	if (!text)
		return (struct str){"", 0};
	ev->budget -= n;
	return (struct str){text, gather(text, i.node)};
}

double text_number(const struct eval *ev, struct str s)
{
	double n = number_parse(s);
	struct date d;

	if (isnan(n) && s.n >= 8 && date_parse(&d, s, ev->env->zone))
		n = date_number(d);
	return n;
}

struct str value_to_text(struct eval *ev, struct value v)
{
	char room[DATE_ROOM]; /* a number needs less */

	switch (v.type) {
	case VALUE_TEXT:
		return v.text;
	case VALUE_BOOLEAN:
		return str_of(v.truth ? "true" : "false");
	case VALUE_NODES:
		return v.nodes.n ? item_text(ev, v.nodes.at[0]) : (struct str){"", 0};
	case VALUE_NUMBER:
		return eval_keep(ev, room, number_format(room, v.number));
	case VALUE_DATE:
		return eval_keep(ev, room, date_format(room, v.date, ev->env->zone));
	}
	return (struct str){"", 0};
}

double value_to_number(struct eval *ev, struct value v)
{
	switch (v.type) {
	case VALUE_NUMBER:
		return v.number;
	case VALUE_BOOLEAN:
		return v.truth;
	case VALUE_DATE:
		return date_number(v.date);
	default:
		return text_number(ev, value_to_text(ev, v));
	}
}

bool value_to_truth(struct eval *ev, struct value v)
{
	(void)ev;
	switch (v.type) {
	case VALUE_NUMBER:
		return v.number != 0 && !isnan(v.number);
	case VALUE_BOOLEAN:
		return v.truth;
	case VALUE_TEXT:
		return v.text.n > 0;
	case VALUE_NODES:
		return v.nodes.n > 0;
	case VALUE_DATE:
		return true;
	}
	return false;
}

bool value_to_date(struct eval *ev, struct value v, struct date *out)
{
	struct str s;
	double n;

	if (v.type == VALUE_DATE) {
		*out = v.date;
		return true;
	}
	if (v.type == VALUE_BOOLEAN)
		return false;
	if (v.type != VALUE_NUMBER) {
		s = value_to_text(ev, v);
		if (date_parse(out, s, ev->env->zone))
			return true;
		n = number_parse(s);
	} else {
		n = v.number;
	}
	/* Years 0 to 9999 only. */
	if (isnan(n) || n < -719528 || n > 2932896)
		return false;
	if (n == floor(n))
		*out = date_of_day((int64_t)n, ev->env->zone);
	else
		*out = date_of_ms((int64_t)round(n * 86400000), ev->env->zone);
	return true;
}
