/* load_acts - loket:does, loket:from and loket:after: what the kiosk does with an answer, and what a form takes over. */
#include <stdlib.h>

#include "form/load.h"

/* In the order of enum form_deed. */
static const char *const deed_names[DEEDS] = {"voice", "large", "contrast", "easy", "call", "alone", "child"};

static unsigned deed_of(struct str name)
{
	for (int i = 0; i < DEEDS; i++)
		if (str_is(name, deed_names[i]))
			return 1u << i;
	return 0;
}

static struct str before(struct str word, char sign, struct str *behind)
{
	size_t n = str_find(word, (struct str){&sign, 1});

	*behind = n < word.n ? (struct str){word.p + n + 1, word.n - n - 1} : (struct str){word.p + n, 0};
	return (struct str){word.p, n};
}

static int shown(struct str word)
{
	return (int)(word.n > 60 ? 60 : word.n);
}

static void take_does(struct load *l, struct def *d, const struct node *bind)
{
	struct str rest = str_of(node_attr(bind, NS_LOKET, "does")), word, name;
	int line = node_attr_line(bind, NS_LOKET, "does");

	while (str_word(&rest, &word)) {
		struct str value = before(word, ':', &name);
		struct deed_rule *rule = load_alloc(l, sizeof *rule);

		if (!rule)
			return;
		*rule = (struct deed_rule){value, deed_of(name), line, d->does};
		if (!value.n || !rule->deed)
			load_error(l, line,
			        "loket:does says \"%.*s\"; it must be VALUE:DEED with voice, large, contrast, easy, call, alone or "
			        "child",
			        shown(word), word.p);
		d->does = rule;
	}
	if (d->does) {
		d->next_doing = l->form->doing;
		l->form->doing = d;
	}
}

/* "name,phone" is two choices. */
static const char *words_of(struct load *l, struct str text)
{
	char *out = load_alloc(l, text.n + 1);

	for (size_t i = 0; out && i < text.n; i++)
		out[i] = text.p[i];
	for (size_t i = 0; out && i < text.n; i++)
		out[i] = (char)(text.p[i] == ',' ? ' ' : text.p[i]);
	if (out)
		out[text.n] = 0;
	return out;
}

static struct carry_pair *pair_of(struct load *l, struct str word)
{
	struct carry_pair *p = load_alloc(l, sizeof *p);
	struct str is;

	if (!p)
		return NULL;
	*p = (struct carry_pair){.was = before(word, '=', &is)};
	p->is = words_of(l, is);
	return p->is && *p->is && p->was.n ? p : NULL;
}

static void take_from(struct load *l, struct def *d, const struct node *bind)
{
	struct str rest = str_of(node_attr(bind, NS_LOKET, "from")), word;
	int line = node_attr_line(bind, NS_LOKET, "from");
	struct carry *c;

	if (!rest.n)
		return;
	c = load_alloc(l, sizeof *c);
	if (!c)
		return;
	*c = (struct carry){.def = d, .next = l->form->carries};
	if (str_word(&rest, &word) && word.p[0] == '/')
		c->from = arena_text(l->form->arena, word.p, word.n);
	while (c->from && str_word(&rest, &word)) {
		struct carry_pair *p = pair_of(l, word);

		if (!p) {
			c->from = NULL;
			break;
		}
		p->next = c->pairs;
		c->pairs = p;
	}
	if (!c->from && !l->full)
		load_error(l, line,
		        "loket:from is \"%.60s\"; it must be a path of the form before, and VALUE=ANSWER where the two differ",
		        node_attr(bind, NS_LOKET, "from"));
	l->form->carries = c;
}

void load_acts(struct load *l, struct def *d, const struct node *bind)
{
	take_does(l, d, bind);
	take_from(l, d, bind);
}

void load_after(struct load *l)
{
	const struct node *on = l->form->primary;
	const char *text = on ? node_attr(on, NS_LOKET, "after") : NULL;
	struct str rest = str_of(text), word[4] = {{0}};
	int n = 0;

	if (!text)
		return;
	while (n < 4 && str_word(&rest, &word[n]))
		n++;
	if (n != 3 || word[1].p[0] != '/') {
		load_error(l, node_attr_line(on, NS_LOKET, "after"),
		        "loket:after is \"%.60s\"; it must be FORM PATH VALUE: the form before, and the answer that this one "
		        "follows on",
		        text);
		return;
	}
	l->form->after.form = arena_text(l->form->arena, word[0].p, word[0].n);
	l->form->after.ref = arena_text(l->form->arena, word[1].p, word[1].n);
	l->form->after.value = arena_text(l->form->arena, word[2].p, word[2].n);
	l->full = l->full || !l->form->after.form || !l->form->after.ref || !l->form->after.value;
}
