/*
 * question_page - the questions of a field-list, as one calm page
 *
 * What a tap answers is answered here. What needs keys, or a list of its own, stands as a card with its answer, opens
 * alone, and comes back to this page: keys never cover a question, on no panel.
 */
#include <string.h>

#include "screens/question.h"

static const float pad = 2.8f, gap = 2.6f;

bool asking_is_page(struct session *session, const struct question *q)
{
	uint32_t next = session_next(session, q->page);

	return next && session_page(session, next) == q->page;
}

uint32_t asking_page_last(struct session *session, uint32_t id)
{
	uint32_t page = session_page(session, id), last = id;

	for (uint32_t next = session_next(session, id); next && session_page(session, next) == page;
	        next = session_next(session, next))
		last = next;
	return last;
}

static bool is_in_place(const struct question *q)
{
	const struct widget *w = asking_widget(q);

	return w->draw && !w->below && !w->store && q->n_choices <= IN_PLACE_MOST && !(q->looks & LOOK_MINIMAL);
}

/* An answer that is given elsewhere, laid out: what is asked, what was said or what is wrong, and a pencil. */
struct card {
	const struct question *q;
	const char *answer, *wrong;
	const struct text_block *name, *below;
	float side, height;
};

static struct card card_of(struct scene *s, const struct flow *f, const struct question *q, const char *wrong)
{
	struct card c = {.q = q, .answer = asking_answer(s, q), .wrong = wrong, .side = ui_cap(s->ui) * 1.3f};
	float room = f->area.w - 2 * pad - c.side - 2, least = TARGET_TENTH_MM / 10.0f;

	if (!*c.answer)
		c.answer = visit_say(s->visit, "question.fill_in");
	c.name = ui_tight_block(s->ui, q->label, ui_cap(s->ui) * 0.8f, true, room);
	c.below =
	        *wrong ? ui_tight_block(s->ui, wrong, ui_cap(s->ui) * 0.8f, true, room)
	               : ui_first_lines(s->ui, ui_tight_block(s->ui, c.answer, ui_cap(s->ui) * 0.95f, false, room), 2);
	if (*wrong && c.name->height_mm + c.below->height_mm + 2.8f > flow_page(f))
		c.name = ui_tight_block(s->ui, "", 0.1f, true, room); /* the complaint names it */
	c.height = c.name->height_mm + c.below->height_mm + 2.8f;
	c.height = c.height < least ? least : c.height;
	return c;
}

static bool draw_card(struct scene *s, struct box box, const struct card *c)
{
	const char *id = ui_printf(s->ui, "field:%s", c->q->ref);
	bool rtl = ui_rtl(s->ui), down = ui_is_down(s->ui, id), wrong = *c->wrong;
	struct box in = {box.x + pad, box.y + (box.h - c->name->height_mm - c->below->height_mm) / 2, box.w - 2 * pad,
	        c->name->height_mm};
	struct box sign = box_cut_end(&in, c->side, rtl);
	struct marks *m = ui_draw(s->ui);

	marks_fill(m, box, 1.6f, down ? PAINT_QUIET_DOWN : PAINT_CARD);
	marks_edge(m, box, 1.6f, wrong ? 0.7f : 0.4f, wrong ? PAINT_ERROR : PAINT_INK_SOFT);
	ui_ring(s->ui, id, box, 1.6f);
	(void)box_cut_end(&in, 2, rtl);
	marks_text(m, in, c->name, ALIGN_START, PAINT_INK);
	in.y += in.h;
	in.h = c->below->height_mm;
	marks_text(m, in, c->below, ALIGN_START, wrong ? PAINT_ERROR : *c->q->value ? PAINT_INK : PAINT_INK_SOFT);
	sign.y = box.y + (box.h - c->side) / 2;
	sign.h = c->side;
	marks_icon(m, sign, ICON_EDIT, false, PAINT_MAIN);
	if (wrong)
		(void)ui_node(s->ui, (struct node){.role = ROLE_ERROR, .label = c->wrong, .box = box});
	return ui_node(s->ui, (struct node){.id = id,
	                              .role = ROLE_BUTTON,
	                              .label = c->q->label,
	                              .value = c->answer,
	                              .enabled = true,
	                              .touchable = true,
	                              .box = box});
}

/* True when it is to be answered now. */
static bool card(struct scene *s, struct asking *a, struct flow *f, const struct question *q, const char *wrong)
{
	struct card c = card_of(s, f, q, wrong);
	struct box row;
	bool pressed = false;

	if (a->why_open && *q->guidance)
		asking_note(s, f, ROLE_TEXT, ui_printf(s->ui, "%s: %s", q->label, q->guidance));
	if (flow_take(f, c.height, &row))
		pressed = draw_card(s, row, &c);
	flow_space(f, gap);
	return pressed;
}

/* The label stays with what it is about: with all of it, where that is a page's worth. */
static void draw_words(struct scene *s, struct asking *a, struct flow *f, const struct question *q, const char *wrong)
{
	float cap = ui_cap(s->ui), h = ui_text_block(s->ui, q->label, cap, true, f->area.w)->height_mm;
	const char *hint = *wrong ? "" : asking_hint(s, q);
	float row = TARGET_TENTH_MM / 10.0f + 5, all = row * (float)(q->n_choices > 2 ? (q->n_choices + 1) / 2 : 1);

	if (*wrong)
		h += note_height(s->ui, wrong, f->area.w);
	if (*hint)
		h += ui_tight_block(s->ui, hint, cap * 0.88f, false, f->area.w)->height_mm;
	flow_keep(f, h + all < flow_page(f) ? h + all : h + row);
	if (*q->label)
		flow_text(f, q->label, cap, true, PAINT_INK);
	flow_space(f, 0.6f);
	if (*wrong)
		asking_note(s, f, ROLE_ERROR, wrong);
	else if (*hint)
		flow_hint(f, hint);
	if (a->why_open && *q->guidance)
		asking_note(s, f, ROLE_TEXT, q->guidance);
	flow_space(f, 1.2f);
}

/* Pages turn to the first thing that is wrong. */
static void seek(struct scene *s, struct asking *a, const struct flow *f)
{
	if (!a->seek)
		return;
	a->seek = false;
	s->ui->reacted = s->ui->reacted || a->pager.page != f->page;
	a->pager.page = f->page;
}

static void draw_one(struct scene *s, struct asking *a, struct flow *f, uint32_t id)
{
	struct session *session = visit_session(s->visit);
	const struct question *q = session_question(session, id);
	const char *wrong = "";
	bool error = a->error;

	if (!q)
		return;
	if (error)
		wrong = asking_complaint(s, a, q, true);
	if (asking_widget(q) != &widget_told && !is_in_place(q)) {
		if (card(s, a, f, q, wrong))
			a->go = id;
		if (*wrong)
			seek(s, a, f);
		return;
	}
	draw_words(s, a, f, q, wrong);
	if (*wrong)
		seek(s, a, f);
	if (asking_widget(q)->draw(s, a, f, q))
		s->ui->reacted = true;
	a->error = error; /* one that was mended does not silence the others */
	flow_space(f, gap);
}

/* The heading of the group; why we ask is opened for all of them at once. */
static void draw_heading(struct scene *s, struct asking *a, struct flow *f)
{
	struct session *session = visit_session(s->visit);
	const struct question *q = session_question(session, a->id);
	const char *title = q ? q->group : "", *why = "";

	for (uint32_t id = a->id; id && session_page(session, id) == a->id && !*why; id = session_next(session, id)) {
		const struct question *one = session_question(session, id);

		why = one ? one->guidance : "";
	}
	if (*title)
		asking_title(s, a, f, title, why);
	flow_space(f, 1.6f);
}

void asking_draw_page(struct scene *s, struct asking *a, struct flow *f)
{
	struct session *session = visit_session(s->visit);
	uint32_t next;

	draw_heading(s, a, f);
	for (uint32_t id = a->id; id; id = next) {
		tour_see(s->tour, id);
		draw_one(s, a, f, id);
		next = session_next(session, id);
		if (!next || session_page(session, next) != session_page(session, a->id))
			break;
	}
	a->seek = false;
}
