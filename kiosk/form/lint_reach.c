#include "form/lint.h"
#include "form/lint_reason.h"

/* Rules that nothing satisfies, and questions that nobody is ever asked. */

struct reach {
	struct lint *lint;
	struct reason reason;
	bool *broken; /* by def index: the rule of this one is told already */
	bool *hidden; /* seems never to be shown */
	bool *pardoned;
};

static void add(struct reason *r, const struct expr *e, const struct def *d)
{
	if (r->n_conditions < REASON_CONDITIONS)
		r->conditions[r->n_conditions++] = (struct condition){e->ast, d};
}

static bool rule_is_broken(struct reach *x, const struct def *d)
{
	x->reason.n_conditions = 0;
	x->reason.filled = d;
	add(&x->reason, d->constraint, d);
	return reason_never(&x->reason);
}

static bool is_never_shown(struct reach *x, const struct def *d)
{
	x->reason.n_conditions = 0;
	x->reason.filled = NULL;
	for (const struct def *p = d; p; p = p->parent) {
		if (p->relevant && !x->pardoned[p->index])
			add(&x->reason, p->relevant, p);
	}
	return reason_never(&x->reason);
}

static bool is_asked(const struct def *d)
{
	if (d->control)
		return true;
	for (d = d->first; d; d = d->next) {
		if (is_asked(d))
			return true;
	}
	return false;
}

/* A note that is hidden outright only carries a text, for a purpose or a receiver: pyxform has no other place for it. */
static bool carries_text(const struct def *d)
{
	return d->control && !lint_is_field(d) && str_is(str_trim(str_of(d->relevant->text)), "false()");
}

static void find_broken(struct reach *x)
{
	const struct form *f = x->lint->form;

	for (size_t i = 0; i < f->n_defs; i++) {
		const struct def *d = f->defs[i];

		x->broken[i] = d->constraint && lint_is_field(d) && rule_is_broken(x, d);
		if (x->broken[i])
			lint_say(x->lint, true, d->constraint->line,
			        "no answer satisfies the constraint of %s; mend what contradicts itself", d->path);
	}
	/* What has such a rule is told once: from here on the rule does not count. */
	memcpy(x->pardoned, x->broken, f->n_defs * sizeof *x->pardoned);
}

/* A question hidden only because another is: that one is told. */
static void tell_hidden(struct reach *x)
{
	const struct form *f = x->lint->form;

	for (size_t i = 0; i < f->n_defs; i++) {
		const struct def *d = f->defs[i];

		if (!x->hidden[i])
			continue;
		for (size_t k = 0; k < f->n_defs; k++)
			x->pardoned[k] = x->broken[k] || (x->hidden[k] && k != i);
		if (is_never_shown(x, d))
			lint_say(x->lint, true, d->relevant->line,
			        "%s is never asked: no answers make its relevance true; mend or remove it", d->path);
	}
}

static void look(struct reach *x)
{
	const struct form *f = x->lint->form;

	find_broken(x);
	for (size_t i = 0; i < f->n_defs; i++)
		x->hidden[i] = f->defs[i]->relevant && is_asked(f->defs[i]) && !carries_text(f->defs[i]) &&
		               is_never_shown(x, f->defs[i]);
	tell_hidden(x);
}

void lint_reach(struct lint *l)
{
	size_t n = l->form->n_defs;
	struct reach x = {.lint = l, .reason = {.form = l->form, .steps = REASON_STEPS_FORM}};
	struct arena *arena;

	if (arena_new(&arena, 64 << 20, false) < 0)
		return;
	x.reason.arena = arena;
	x.broken = arena_alloc(arena, n * sizeof *x.broken);
	x.hidden = arena_alloc(arena, n * sizeof *x.hidden);
	x.pardoned = arena_alloc(arena, n * sizeof *x.pardoned);
	x.reason.pardoned = x.pardoned;
	if (x.broken && x.hidden && x.pardoned)
		look(&x);
	arena_free(arena);
}
