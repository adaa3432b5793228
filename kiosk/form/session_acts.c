/* session_acts - what answers make the kiosk do, and what of them the next form takes over. */
#include "form/deeds.h"
#include "form/session_parts.h"

struct wanted {
	const struct deed_rule *rules;
	unsigned deeds;
};

static void look(struct session *s, struct node *n, void *me)
{
	struct wanted *w = me;

	(void)s;
	for (const struct deed_rule *r = n->hidden ? NULL : w->rules; r; r = r->next)
		if (str_equal(n->value, r->value) || str_has_word(n->value, r->value))
			w->deeds |= r->deed;
}

unsigned session_deeds(const struct session *s)
{
	struct session *me = (struct session *)(uintptr_t)s; /* walked, not changed */
	struct wanted w = {0};

	for (const struct def *d = s->form->doing; d; d = d->next_doing) {
		w.rules = d->does;
		tree_each(me, d, NULL, look, &w);
	}
	return w.deeds;
}

bool form_after(struct form_after *out, const struct form *f)
{
	*out = f->after;
	return f->after.form != NULL;
}

/* The answer there, "" of what is not relevant; a session keeps it with its end. */
static struct str answer_at(const struct session *s, const char *ref)
{
	const struct node *n = tree_at(s, ref);

	return n && !n->hidden ? n->value : (struct str){"", 0};
}

bool form_follows(const struct form *f, const struct session *before)
{
	return f->after.form && strcmp(f->after.form, before->form->id) == 0 &&
	       str_has_word(answer_at(before, f->after.ref), str_of(f->after.value));
}

static const char *carried(const struct carry *c, const struct session *before)
{
	struct str was = answer_at(before, c->from);

	for (const struct carry_pair *p = c->pairs; p; p = p->next)
		if (str_equal(p->was, was))
			return p->is;
	return c->pairs || !was.n ? "" : session_value(before, c->from);
}

size_t form_carries(struct session_answer *out, size_t most, const struct form *f, const struct session *before)
{
	size_t n = 0;

	for (const struct carry *c = f->carries; c && n < most; c = c->next) {
		const char *value = carried(c, before);

		if (*value)
			out[n++] = (struct session_answer){.ref = c->def->path, .value = value};
	}
	return n;
}
