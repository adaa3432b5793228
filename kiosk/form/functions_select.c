#include "form/xpath_function.h"

#include <math.h>

#define FN(name) static struct value name(struct eval *ev, const struct focus *at, const struct ast *call)

FN(fn_selected)
{
	struct str list = arg_text(ev, at, call, 0), word = str_trim(arg_text(ev, at, call, 1));

	/* Of nothing, nothing is selected: so both other engines say, and authors ask. */
	if (!word.n)
		return value_truth(str_trim(list).n == 0);
	return value_truth(str_has_word(list, word));
}

FN(fn_selected_at)
{
	struct str list = arg_text(ev, at, call, 0), word;
	double place = trunc(arg_number(ev, at, call, 1));

	for (double i = 0; str_word(&list, &word); i++) {
		if (i == place)
			return value_text(word);
	}
	return value_empty();
}

FN(fn_count_selected)
{
	struct str list = arg_text(ev, at, call, 0), word;
	double n = 0;

	while (str_word(&list, &word))
		n++;
	return value_number(n);
}

/* jr:choice-name(name, 'path of the question'): the label that the question shows for it now. */
FN(fn_choice_name)
{
	struct str name = arg_text(ev, at, call, 0), path;
	struct xpath_parse how = {.arena = ev->env->scratch};
	const struct ast *to = call->args[1];
	struct xpath_error error;
	struct value v;

	if (to->kind != AST_PATH) {
		path = arg_text(ev, at, call, 1);
		to = xpath_parse(&how, path, &error);
		if (!to)
			return value_empty();
	}
	v = eval_ast(ev, at, to);
	if (v.type != VALUE_NODES || !v.nodes.n || !ev->env->choice_label)
		return value_empty();
	return value_text(ev->env->choice_label(ev->env->me, ev, v.nodes.at[0].node, name));
}

const struct function functions_select[] = {
        {"selected", 2, 2, fn_selected, 0},
        {"selected-at", 2, 2, fn_selected_at, 0},
        {"count-selected", 1, 1, fn_count_selected, 0},
        {"jr:choice-name", 2, 2, fn_choice_name, FUNCTION_LANGUAGE},
        {"choice-name", 2, 2, fn_choice_name, FUNCTION_LANGUAGE},
        {0},
};
