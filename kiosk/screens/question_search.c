/*
 * question_search - a long list: what is typed finds choices by the beginning of their words
 *
 * While keys are on the screen, as many finds stand above them as there is room for; "list" puts the keys away and
 * shows all finds in pages. What was chosen stands first. Case, accents and marks make no difference (ui/fold.h).
 */
#include <string.h>

#include "screens/question.h"
#include "screens/typing.h"
#include "sys/buf.h"
#include "sys/text.h"
#include "ui/fold.h"

static const float gap = 2.6f;

enum { LABEL_BYTES = 400, MINIMAL_MOST = 12 };

static bool is_long(const struct question *q)
{
	bool select = q->kind == QUESTION_SELECT1 || q->kind == QUESTION_SELECT;
	size_t most = q->looks & LOOK_SEARCH ? 0 : q->looks & LOOK_MINIMAL ? MINIMAL_MOST : LONG_LIST;

	return select && !q->readonly && q->n_choices > most;
}

struct row {
	size_t at[FINDS_MOST], n, all;
};

static void found(struct row *out, size_t i)
{
	out->all++;
	if (out->n < FINDS_MOST)
		out->at[out->n++] = i;
}

/* Of an empty search what was chosen comes first, then the list. */
static void look_at_all(struct row *first, struct row *then, const struct question *q, bool rest)
{
	if (!rest && !*q->value)
		return;
	for (size_t i = 0; i < q->n_choices; i++) {
		if (q->choices[i].chosen)
			found(first, i);
		else if (rest)
			found(then, i);
	}
}

/* Labels that begin with it, then those with it inside. */
static void look_for(struct row *first, struct row *then, const struct question *q, const char *wanted)
{
	char label[LABEL_BYTES];

	for (size_t i = 0; i < q->n_choices; i++) {
		enum fold_match m;

		fold(label, sizeof label, q->choices[i].label);
		m = fold_find(label, wanted);
		if (m != FOLD_NONE)
			found(m == FOLD_START ? first : then, i);
	}
	wipe(label, sizeof label);
}

static const struct finds *look(struct asking *a, const struct question *q, bool rest)
{
	struct finds *out = &a->finds;
	struct row first = {.n = 0}, then = {.n = 0};
	char wanted[sizeof out->wanted];

	fold(wanted, sizeof wanted, a->text);
	if (out->of == q->made && out->rest == rest && text_is(out->wanted, wanted))
		return out;
	if (*wanted)
		look_for(&first, &then, q, wanted);
	else
		look_at_all(&first, &then, q, rest);
	*out = (struct finds){.of = q->made, .rest = rest, .n = first.n, .all = first.all + then.all};
	memcpy(out->wanted, wanted, sizeof wanted);
	memcpy(out->at, first.at, first.n * sizeof *first.at);
	for (size_t i = 0; i < then.n && out->n < FINDS_MOST; i++)
		out->at[out->n++] = then.at[i];
	wipe(wanted, sizeof wanted);
	return out;
}

/* How many of them stand above the keys without another page. */
static size_t that_fit(struct scene *s, const struct flow *f, const struct question *q, const struct finds *finds)
{
	float left = flow_left(f);
	size_t n = 0;

	while (n < finds->n) {
		struct option o = {.label = q->choices[finds->at[n]].label, .many = q->kind == QUESTION_SELECT};

		left -= option_height(s->ui, &o, f->area.w) + (n ? gap : 0);
		if (left < 0)
			break;
		n++;
	}
	return n;
}

/* Back to the keys: a field that looks like the one above them. */
static void way_back(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	struct button b = {.id = ui_printf(s->ui, "search:%s", q->ref),
	        .label = visit_say(s->visit, "search.again"),
	        .icon = ICON_SEARCH};
	struct box row;
	float w = button_width(s->ui, &b);

	if (flow_take(f, button_height(s->ui), &row) &&
	        ui_button(s->ui, box_cut_start(&row, w < row.w ? w : row.w, ui_rtl(s->ui)), &b)) {
		a->list_open = false;
		a->pager = (struct pager){0};
	}
	flow_space(f, gap);
}

/* Not even one has room in these letters: the best of them in smaller ones. */
static bool draw_best(struct scene *s, struct flow *f, const struct question *q, size_t i)
{
	struct option o = {.label = q->choices[i].label,
	        .chosen = q->choices[i].chosen,
	        .many = q->kind == QUESTION_SELECT,
	        .id = ui_printf(s->ui, "choice:%s:%s", q->ref, q->choices[i].name)};
	struct box row;

	for (o.cap_mm = ui_cap(s->ui); o.cap_mm > 2.9f && option_height(s->ui, &o, f->area.w) > flow_left(f);)
		o.cap_mm -= 0.3f;
	if (option_height(s->ui, &o, f->area.w) > flow_left(f))
		return false;
	return flow_take(f, option_height(s->ui, &o, f->area.w), &row) && ui_option(s->ui, row, &o) &&
	       asking_choose(s, q, i);
}

/* Above keys a page with the button "more" has room for nothing else: what does not fit is left to the "(0)" of "list". */
static void tell_none(struct scene *s, const struct asking *a, struct flow *f)
{
	const char *text = visit_say(s->visit, "search.none");
	float cap = ui_cap(s->ui) * 0.9f;

	while (!a->list_open && ui_text_block(s->ui, text, cap, false, f->area.w)->height_mm > flow_left(f)) {
		if (cap <= 2.9f)
			return;
		cap = cap > 3.2f ? cap - 0.3f : 2.9f;
	}
	flow_text(f, text, cap, false, PAINT_INK);
}

static void tell(struct scene *s, struct asking *a, struct flow *f, const struct finds *finds, size_t shown)
{
	if (a->list_open && finds->all > shown)
		flow_hint(f, visit_say(s->visit, "search.too_many"));
}

static bool draw(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	const struct finds *finds;
	size_t n;
	bool changed;

	if (a->list_open)
		way_back(s, a, f, q);
	finds = look(a, q, a->list_open || *a->text);
	n = a->list_open ? finds->n : that_fit(s, f, q, finds);
	if (finds->n == 0 && *a->text)
		tell_none(s, a, f);
	if (n == 0 && finds->n > 0 && (*a->text || q->choices[finds->at[0]].chosen))
		changed = draw_best(s, f, q, finds->at[0]);
	else
		changed = n > 0 && asking_grid(s, f, q, finds->at, n);
	tell(s, a, f, finds, n);
	if (!changed)
		return false;
	a->error = false;
	edit_replace(&a->edit, "");
	return true;
}

/* ---- field and keys ------------------------------------------------------------------------------ */

static float below(const struct scene *s, const struct asking *a, const struct question *q)
{
	return a->list_open ? 0 : typing_height(s->ui, asking_keyboard(s, a, q));
}

static void draw_below(struct scene *s, struct asking *a, const struct question *q, struct box strip)
{
	const struct keyboard *k = asking_keyboard(s, a, q);
	struct box row = box_cut_top(&strip, strip.h - gap - keyboard_height(s->ui, k)), button;
	struct button b = {
	        .id = ui_printf(s->ui, "list:%s", q->ref), .icon = ICON_LIST, .cap_mm = ui_cap(s->ui) * 0.85f};
	size_t all = *a->text ? look(a, q, true)->all : q->n_choices;
	float w;

	b.label = ui_printf(s->ui, "%s (%zu)", visit_say(s->visit, "search.list"), all);
	b.disabled = all == 0;
	w = button_width(s->ui, &b);
	w = w > row.w * 0.45f ? row.w * 0.45f : w;
	button = box_cut_end(&row, w, ui_rtl(s->ui));
	(void)box_cut_end(&row, gap, ui_rtl(s->ui));
	(void)asking_field(s, a, q, visit_say(s->visit, "search.ghost"), row);
	if (ui_button(s->ui, button, &b)) {
		a->list_open = true;
		a->pager = (struct pager){0};
	}
	(void)box_cut_top(&strip, gap);
	if (k && ui_keyboard(s->ui, strip, k, &a->keys, &a->edit))
		a->error = false;
}

const struct widget widget_search = {.fits = is_long, .draw = draw, .below = below, .draw_below = draw_below};
