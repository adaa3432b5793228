#include "form/xpath_function.h"

/* Bytes of text that are read in the time of one node. */
enum { TEXT_A_STEP = 64 };

const struct function *function_find(struct str name)
{
	static const struct function *const families[] = {functions_text, functions_number, functions_boolean,
	        functions_nodes, functions_repeat, functions_date, functions_select, functions_geo, functions_digest};

	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		for (const struct function *f = families[i]; f->name; f++) {
			if (name.n && *name.p == *f->name && str_is(name, f->name))
				return f;
		}
	}
	return NULL;
}

struct value arg_value(struct eval *ev, const struct focus *at, const struct ast *call, size_t i)
{
	return i < call->n_args ? eval_ast(ev, at, call->args[i]) : value_empty();
}

struct str arg_text(struct eval *ev, const struct focus *at, const struct ast *call, size_t i)
{
	struct str s = value_to_text(ev, arg_value(ev, at, call, i));

	/* Reading a long text takes its time too. */
	return eval_spend(ev, s.n / TEXT_A_STEP) ? s : (struct str){"", 0};
}

double arg_number(struct eval *ev, const struct focus *at, const struct ast *call, size_t i)
{
	return value_to_number(ev, arg_value(ev, at, call, i));
}

bool arg_truth(struct eval *ev, const struct focus *at, const struct ast *call, size_t i)
{
	return i < call->n_args && value_to_truth(ev, eval_ast(ev, at, call->args[i]));
}

static bool texts_add(struct eval *ev, struct texts *t, size_t *room, struct str s)
{
	if (t->n == *room) {
		size_t more = *room ? 2 * *room : 8;
		struct str *bigger = eval_alloc(ev, more * sizeof *bigger);

		if (!bigger)
			return false;
		if (t->n)
			memcpy(bigger, t->at, t->n * sizeof *bigger);
		t->at = bigger;
		*room = more;
	}
	t->at[t->n++] = s;
	return true;
}

struct texts arg_texts(struct eval *ev, const struct focus *at, const struct ast *call, size_t i)
{
	struct texts t = {0};
	size_t room = 0;

	for (; i < call->n_args && !ev->why; i++) {
		struct value v = eval_ast(ev, at, call->args[i]);

		if (v.type != VALUE_NODES) {
			(void)texts_add(ev, &t, &room, value_to_text(ev, v));
			continue;
		}
		for (size_t k = 0; k < v.nodes.n; k++) {
			if (!texts_add(ev, &t, &room, item_text(ev, v.nodes.at[k])))
				break;
		}
	}
	return t;
}
