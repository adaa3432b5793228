#include "form/xpath_function.h"

#include <math.h>

#include "form/xpath_regex.h"

#define FN(name) static struct value name(struct eval *ev, const struct focus *at, const struct ast *call)

FN(fn_true)
{
	(void)ev, (void)at, (void)call;
	return value_truth(true);
}

FN(fn_false)
{
	(void)ev, (void)at, (void)call;
	return value_truth(false);
}

FN(fn_boolean)
{
	return value_truth(arg_truth(ev, at, call, 0));
}

FN(fn_not)
{
	return value_truth(!arg_truth(ev, at, call, 0));
}

FN(fn_from_string)
{
	struct value v = arg_value(ev, at, call, 0);
	struct str s;

	if (v.type == VALUE_BOOLEAN)
		return v;
	if (v.type == VALUE_NUMBER)
		return value_truth(v.number == 1);
	s = value_to_text(ev, v);
	return value_truth(str_is(s, "true") || str_is(s, "1"));
}

FN(fn_if)
{
	return arg_value(ev, at, call, arg_truth(ev, at, call, 0) ? 1 : 2);
}

FN(fn_coalesce)
{
	struct value v = arg_value(ev, at, call, 0);

	return value_to_text(ev, v).n ? v : arg_value(ev, at, call, 1);
}

/* The value that stands there already, else the argument: so it is worked out once. */
FN(fn_once)
{
	struct str now = item_text(ev, at->item);

	return now.n ? value_text(now) : arg_value(ev, at, call, 0);
}

/* What a pattern costs, in nodes that are visited meanwhile: to compile, to try, and when it is given up as too slow. */
enum { REGEX_COMPILED = 200, REGEX_TRIED = 4, REGEX_GIVEN_UP = 100000 };

static bool is_found(struct eval *ev, const void *regex, struct str s)
{
	bool given_up = false, found = eval_spend(ev, REGEX_TRIED) && regex_found(regex, s, &given_up);

	if (given_up)
		(void)eval_spend(ev, REGEX_GIVEN_UP);
	return found;
}

FN(fn_regex)
{
	struct str s = arg_text(ev, at, call, 0), pattern;
	void *regex;
	bool found;

	if (call->regex)
		return value_truth(is_found(ev, call->regex, s));
	pattern = arg_text(ev, at, call, 1);
	regex = eval_spend(ev, REGEX_COMPILED + pattern.n) ? regex_new(pattern) : NULL;
	found = regex && is_found(ev, regex, s);
	regex_free(regex);
	return value_truth(found);
}

/* Is the sum between least and most? -1 is no bound. */
static struct value within(double sum, double least, double most)
{
	return value_truth((least < 0 || sum >= least) && (most < 0 || sum <= most));
}

/* Is it answered "yes"? Of a set of nodes each counts by itself, and is "yes" when something stands in it. */
static bool is_yes(struct eval *ev, struct value v, size_t i)
{
	return v.type == VALUE_NODES ? str_trim(item_text(ev, v.nodes.at[i])).n > 0 : value_to_truth(ev, v);
}

static size_t how_many(struct value v)
{
	return v.type == VALUE_NODES ? v.nodes.n : 1;
}

FN(fn_checklist)
{
	double least = arg_number(ev, at, call, 0), most = arg_number(ev, at, call, 1), n = 0;

	for (size_t i = 2; i < call->n_args; i++) {
		struct value v = arg_value(ev, at, call, i);

		for (size_t k = 0; k < how_many(v) && !ev->why; k++)
			n += is_yes(ev, v, k);
	}
	return within(n, least, most);
}

static double weight_at(struct eval *ev, struct value v, size_t i)
{
	return v.type == VALUE_NODES ? text_number(ev, item_text(ev, v.nodes.at[i])) : value_to_number(ev, v);
}

FN(fn_weighted)
{
	double least = arg_number(ev, at, call, 0), most = arg_number(ev, at, call, 1), sum = 0;

	for (size_t i = 2; i + 1 < call->n_args; i += 2) {
		struct value v = arg_value(ev, at, call, i), weight = arg_value(ev, at, call, i + 1);

		for (size_t k = 0; k < how_many(v) && k < how_many(weight) && !ev->why; k++)
			sum += is_yes(ev, v, k) ? weight_at(ev, weight, k) : 0;
	}
	return within(sum, least, most);
}

const struct function functions_boolean[] = {
        {"true", 0, 0, fn_true, 0},
        {"false", 0, 0, fn_false, 0},
        {"boolean", 1, 1, fn_boolean, 0},
        {"not", 1, 1, fn_not, 0},
        {"boolean-from-string", 1, 1, fn_from_string, 0},
        {"if", 3, 3, fn_if, 0},
        {"coalesce", 2, 2, fn_coalesce, 0},
        {"once", 1, 1, fn_once, 0},
        {"regex", 2, 2, fn_regex, 0},
        {"checklist", 2, -1, fn_checklist, 0},
        {"weighted-checklist", 2, -1, fn_weighted, 0},
        {0},
};
