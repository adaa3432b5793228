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

enum { FINDS_MOST = 60, WANTED_BYTES = 120, LABEL_BYTES = 400, MINIMAL_MOST = 12 };

struct finds {
	size_t at[FINDS_MOST]; /* the best first */
	size_t n, all; /* shown; found */
};

static bool is_long(const struct question *q)
{
	bool select = q->kind == QUESTION_SELECT1 || q->kind == QUESTION_SELECT;
	size_t most = q->looks & LOOK_SEARCH ? 0 : q->looks & LOOK_MINIMAL ? MINIMAL_MOST : LONG_LIST;

	return select && !q->readonly && q->n_choices > most;
}

static void found(struct finds *out, size_t i)
{
	out->all++;
	if (out->n < FINDS_MOST)
		out->at[out->n++] = i;
}

/* Labels that begin with it, then those with it inside; of an empty search: what was chosen, then the list. */
static void look(struct finds *out, const struct question *q, const char *text, bool rest)
{
	char wanted[WANTED_BYTES], label[LABEL_BYTES];

	memset(out, 0, sizeof *out);
	fold(wanted, sizeof wanted, text);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < q->n_choices; i++) {
			enum fold_match m;

			if (!*wanted) {
				if (q->choices[i].chosen ? pass == 0 : pass == 1 && rest)
					found(out, i);
				continue;
			}
			fold(label, sizeof label, q->choices[i].label);
			m = fold_find(label, wanted);
			if (m == (pass == 0 ? FOLD_START : FOLD_INSIDE))
				found(out, i);
		}
	}
	wipe(wanted, sizeof wanted);
	wipe(label, sizeof label);
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

static void tell(struct scene *s, struct asking *a, struct flow *f, const struct finds *finds, size_t shown)
{
	if (a->list_open && finds->all > shown)
		flow_hint(f, visit_say(s->visit, "search.too_many"));
}

static bool draw(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	struct finds *finds = arena_alloc(s->ui->arena[s->ui->turn], sizeof *finds);
	size_t n;
	bool changed;

	if (!finds)
		return false;
	if (a->list_open)
		way_back(s, a, f, q);
	look(finds, q, a->text, a->list_open);
	n = a->list_open ? finds->n : that_fit(s, f, q, finds);
	if (finds->n == 0 && *a->text)
		flow_text(f, visit_say(s->visit, "search.none"), ui_cap(s->ui) * 0.9f, false, PAINT_INK);
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
	struct finds *finds = arena_alloc(s->ui->arena[s->ui->turn], sizeof *finds);
	struct box row = box_cut_top(&strip, strip.h - gap - keyboard_height(s->ui, k)), button;
	struct button b = {
	        .id = ui_printf(s->ui, "list:%s", q->ref), .icon = ICON_LIST, .cap_mm = ui_cap(s->ui) * 0.85f};
	size_t all = q->n_choices;
	float w;

	if (finds && *a->text) {
		look(finds, q, a->text, true);
		all = finds->all;
	}
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
