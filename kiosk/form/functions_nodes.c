#include "form/xpath_function.h"

#include <math.h>

#include "form/digest.h"
#include "form/model.h"
#include "form/row_index.h"

#define FN(name) static struct value name(struct eval *ev, const struct focus *at, const struct ast *call)

static struct nodes arg_nodes(struct eval *ev, const struct focus *at, const struct ast *call, size_t i)
{
	struct value v = arg_value(ev, at, call, i);

	return v.type == VALUE_NODES ? v.nodes : (struct nodes){0};
}

static struct value one_node(struct eval *ev, const struct node *n)
{
	struct nodes set = {0};

	if (n)
		(void)nodes_add(ev, &set, (struct item){n, NULL});
	return value_nodes(set);
}

FN(fn_count)
{
	return value_number((double)arg_nodes(ev, at, call, 0).n);
}

FN(fn_count_non_empty)
{
	struct nodes set = arg_nodes(ev, at, call, 0);
	double n = 0;

	for (size_t i = 0; i < set.n; i++)
		n += item_text(ev, set.at[i]).n > 0;
	return value_number(n);
}

/* Without an argument: the place in the set at hand; of a node: its place among its namesakes. */
FN(fn_position)
{
	const struct node *of;
	struct nodes set;
	size_t walked = 0;
	double place = 1;

	if (!call->n_args)
		return value_number((double)at->at);
	set = arg_nodes(ev, at, call, 0);
	if (!set.n)
		return value_number(NAN);
	of = set.at[0].node;
	for (const struct node *n = of->prev; n && eval_walk(ev, &walked); n = n->prev)
		place += n->name && (of->def ? n->def == of->def : strcmp(n->name, of->name) == 0);
	return value_number(place);
}

FN(fn_last)
{
	(void)ev, (void)call;
	return value_number((double)at->of);
}

FN(fn_name)
{
	struct nodes set;
	struct item i = at->item;

	if (call->n_args) {
		set = arg_nodes(ev, at, call, 0);
		if (!set.n)
			return value_empty();
		i = set.at[0];
	}
	if (strcmp(call->function->name, "name") == 0)
		return value_text(str_of(i.attr ? i.attr->qname : i.node->qname));
	return value_text(str_of(i.attr ? i.attr->name : i.node->name));
}

FN(fn_instance)
{
	struct str id = arg_text(ev, at, call, 0);

	return one_node(ev, ev->env->instance ? ev->env->instance(ev->env->me, id) : NULL);
}

FN(fn_current)
{
	struct nodes set = {0};

	(void)at, (void)call;
	if (ev->origin)
		(void)nodes_add(ev, &set, (struct item){ev->origin, ev->origin_attr});
	return value_nodes(set);
}

#define PARK_MILLER_MOST INT64_C(2147483647)

/* The generator of Park and Miller, as ODK fixes it, so that a seed gives the same order everywhere. */
static double park_miller(int64_t *state)
{
	*state = *state * 16807 % PARK_MILLER_MOST;
	return (double)(*state - 1) / (double)(PARK_MILLER_MOST - 1);
}

/* Words are a seed too; nothing answered yet is the seed 0. */
static int64_t seed_of_text(struct str s)
{
	uint8_t sum[64];
	int64_t seed = 0;

	if (!s.n)
		return 0;
	(void)digest_make(sum, DIGEST_SHA256, s.p, s.n);
	for (size_t i = 0; i < 8; i++)
		seed = (int64_t)((uint64_t)seed << 8 | sum[i]);
	return seed % PARK_MILLER_MOST;
}

static int64_t seed_of(struct eval *ev, const struct focus *at, const struct ast *call)
{
	struct value v = arg_value(ev, at, call, 1);
	double n = value_to_number(ev, v);
	int64_t seed;

	if (isnan(n))
		seed = seed_of_text(value_to_text(ev, v));
	else if (isinf(n))
		seed = (n > 0 ? INT64_MAX : INT64_MIN) % PARK_MILLER_MOST;
	else
		seed = (int64_t)fmod(trunc(n), PARK_MILLER_MOST);
	return seed <= 0 ? seed + PARK_MILLER_MOST - 1 : seed;
}

FN(fn_randomize)
{
	struct nodes set = arg_nodes(ev, at, call, 0), copy = {0};
	int64_t state;
	uint32_t bits = 1;

	if (call->n_args > 1)
		state = seed_of(ev, at, call);
	else if (ev->env->random)
		ev->env->random(ev->env->me, &bits, sizeof bits), state = bits % 2147483646 + 1;
	else
		state = 1;
	/* Fisher and Yates, inside out: each comes in at a random place of those before it. */
	for (size_t i = 0; i < set.n; i++) {
		size_t place = (size_t)floor(park_miller(&state) * (double)(i + 1));

		if (!nodes_add(ev, &copy, set.at[i]))
			break;
		copy.at[i] = copy.at[place];
		copy.at[place] = set.at[i];
	}
	return value_nodes(copy);
}

/* The first row that holds the text in that column, read row by row. */
static const struct node *first_row(struct eval *ev, const struct node *list, struct str column, struct str key)
{
	for (const struct node *n = list ? node_first(list) : NULL; n && ev->budget; n = node_next(n)) {
		ev->budget--;
		for (const struct node *c = node_first(n); c; c = node_next(c)) {
			if (str_is(column, c->name) && str_equal(c->value, key))
				return n;
		}
	}
	return NULL;
}

/* pulldata(list, column wanted, column to look in, text): of the first row that holds it. */
FN(fn_pulldata)
{
	struct str list = arg_text(ev, at, call, 0), want = arg_text(ev, at, call, 1), by = arg_text(ev, at, call, 2);
	struct str key = arg_text(ev, at, call, 3);
	const struct node *n = ev->env->instance ? ev->env->instance(ev->env->me, list) : NULL;
	uint32_t place;

	n = n ? node_first(n) : NULL;
	if (n && call->index && row_index_list(call->index) == n)
		n = row_index_first(call->index, key, &place);
	else
		n = first_row(ev, n, by, key);
	for (const struct node *c = n ? node_first(n) : NULL; c; c = node_next(c)) {
		if (str_is(want, c->name))
			return value_text(c->value);
	}
	return value_empty();
}

const struct function functions_nodes[] = {
        {"count", 1, 1, fn_count, 0},
        {"count-non-empty", 1, 1, fn_count_non_empty, 0},
        {"position", 0, 1, fn_position, 0},
        {"last", 0, 0, fn_last, 0},
        {"name", 0, 1, fn_name, 0},
        {"local-name", 0, 1, fn_name, 0},
        {"instance", 1, 1, fn_instance, 0},
        {"current", 0, 0, fn_current, 0},
        {"randomize", 1, 2, fn_randomize, FUNCTION_NODES},
        {"pulldata", 4, 4, fn_pulldata, 0},
        {0},
};
