#include "form/lint_reason_inside.h"

#include <math.h>

/* Against what is held already: conditions, and the rules of what has been answered. */
static enum maybe all_hold(struct thought *t)
{
	const struct reason *r = t->reason;
	enum maybe all = YES;

	/* Forgetting takes time too, in a form with thousands of fields. */
	t->steps -= t->steps < r->form->n_defs / 64 ? t->steps : r->form->n_defs / 64;
	memset(t->relevance, 0, r->form->n_defs);
	t->wanted = NULL;
	for (size_t i = 0; i < r->n_conditions; i++) {
		enum maybe one = thought_holds(t, &r->conditions[i]);

		if (one == NO)
			return NO;
		all = one == UNKNOWN ? UNKNOWN : all;
	}
	for (size_t i = 0; i < t->n_variables; i++) {
		const struct variable *v = &t->variables[i];
		const struct expr *rule = v->def->constraint;
		bool empty = !v->now || (v->kind == VARIABLE_VALUE ? !v->now->text.n : v->now->number == 0);

		if (empty || !rule || r->pardoned[v->def->index])
			continue;
		if (thought_holds(t, &(struct condition){rule->ast, v->def}) == NO)
			return NO;
	}
	return all;
}

/* Tries the values of what is asked for, one after the other; what can not hold already is not looked into. */
static enum maybe search(struct thought *t)
{
	enum maybe now = all_hold(t);
	struct variable *v = t->wanted;

	if (now != UNKNOWN || !v || t->steps == 0)
		return t->steps == 0 ? UNKNOWN : now;
	for (size_t i = 0; i < v->n; i++) {
		enum maybe found;

		v->now = &v->values[i];
		found = search(t);
		v->now = NULL;
		if (found != NO)
			return found;
	}
	return NO;
}

bool reason_never(struct reason *r)
{
	size_t mark = arena_mark(r->arena), n = r->form->n_defs;
	struct thought *t = arena_alloc(r->arena, sizeof *t);
	bool never = false;

	if (t) {
		t->reason = r;
		t->steps = r->steps < REASON_STEPS ? r->steps : REASON_STEPS;
		t->marks = arena_alloc(r->arena, n + 1);
		t->relevance = arena_alloc(r->arena, n + 1);
	}
	if (t && t->marks && t->relevance) {
		size_t before = t->steps;

		thought_gather(t);
		never = !t->crowded && search(t) == NO;
		r->steps -= before - t->steps;
	}
	arena_rewind(r->arena, mark);
	return never;
}
