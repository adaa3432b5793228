/* review - all answers that count: of a short form page after page, of a long one part by part. */
#include "screens/review.h"

#include "screens/frame.h"
#include "sys/arena.h"
#include "sys/text.h"
#include "visit/visit_draft.h"

struct review_screen {
	struct pager pager;
	bool seek; /* turn to the page where the tour says that somebody stands */
	bool known, parted; /* for letters of this size, in this language */
	enum text_size size;
	const char *lang;
};

/* One pass of it. */
struct look {
	struct scene *s;
	struct review_screen *me;
	struct session *session;
	struct review_parts parts;
	struct review_place *place;
	struct frame frame;
	struct flow flow;
	int before; /* pages known when the pass began */
	uint32_t change;
	int part; /* pressed; -1 */
	bool ledger;
};

static void enter(void *state, struct scene *s)
{
	struct review_screen *me = state;

	(void)s;
	me->seek = true;
}

/* ---- where one stands ---------------------------------------------------------------------------- */

/* What has no card now stands where the card before it does. */
static uint32_t card_at(struct session *session, uint32_t id)
{
	if (id == REVIEW_END)
		return id;
	while (id && !review_has_card(session, id))
		id = session_previous(session, id);
	return id;
}

/* Turns to the page that is sought, once pages are known; else the place follows what is shown. page: of it, -1. */
static void settle(struct look *l, int page, uint32_t at)
{
	struct pager *p = &l->me->pager;

	if (l->me->seek) {
		page = l->place->at == REVIEW_END ? p->pages - 1 : page < 0 ? 0 : page;
		l->me->seek = l->before != p->pages;
		l->s->ui->reacted |= p->page != page || l->me->seek;
		p->page = page < p->pages ? page : p->pages - 1;
		return;
	}
	if (at)
		l->place->at = at;
	else if (!l->place->open)
		l->place->at = p->page > 0 && p->page == p->pages - 1 ? REVIEW_END : 0;
}

/* What stands first on the page goes into the draft; the end of a repeat goes by the name of the repeat. */
static void tell_draft(struct look *l)
{
	uint32_t at = l->place->at;
	const struct question *q = at && at != REVIEW_END ? session_question(l->session, at) : NULL;
	struct visit_spot spot = {.ref = at == REVIEW_END ? "." : "", .in_review = true, .part_open = l->place->open};

	if (q)
		spot.ref = q->kind == QUESTION_REPEAT ? q->repeat : q->ref;
	visit_draft_at(l->s->visit, &spot);
}

/* ---- what is shown ------------------------------------------------------------------------------- */

static void above(struct scene *s, struct flow *f)
{
	flow_heading(f, visit_say(s->visit, "review.title"));
	flow_space(f, 2);
	if (visit_is_completing(s->visit)) {
		flow_hint(f, visit_say(s->visit, "review.completing"));
		flow_space(f, 2);
	}
}

/* So many pages that nobody finds an answer by turning them? Counted without drawing. */
static bool is_long(struct scene *s, struct box area)
{
	struct arena *frame = s->ui->arena[s->ui->turn];
	struct pager nowhere = {.page = -1, .pages = 2};
	struct review_cards c = {.under = ""};
	size_t mark = arena_mark(frame);
	struct flow f;

	flow_begin(&f, s->ui, &nowhere, area);
	above(s, &f);
	review_draw_cards(s, &f, &c);
	arena_rewind(frame, mark);
	return f.page + 1 > REVIEW_FLAT_MOST;
}

/* Other letters are other pages: whether they are parted is settled anew, and one stays where one stood. */
static void know(struct look *l, struct box area)
{
	struct review_screen *me = l->me;
	const char *lang = visit_language(l->s->visit);

	if (me->known && me->size == l->s->ui->size && me->lang == lang)
		return;
	me->seek = me->seek || me->known;
	me->known = true;
	me->size = l->s->ui->size;
	me->lang = lang;
	me->parted = l->parts.good && is_long(l->s, area);
	me->pager = (struct pager){0};
}

static void end(struct look *l)
{
	flow_end(&l->flow, visit_say(l->s->visit, "nav.more"));
}

/* Under all answers, or all parts. */
static void ledger(struct look *l)
{
	struct button b = {.id = "ledger", .label = visit_say(l->s->visit, "ledger.open"), .icon = ICON_INFO};

	flow_space(&l->flow, 2);
	l->ledger = grid_buttons(l->s, &l->flow, &b, 1) == 0;
	end(l);
}

static void draw_all(struct look *l)
{
	struct review_cards c = {.under = "", .seek = l->place->at};

	l->place->open = false;
	above(l->s, &l->flow);
	review_draw_cards(l->s, &l->flow, &c);
	ledger(l);
	l->change = c.pressed;
	settle(l, c.page, c.at);
}

static void draw_parts(struct look *l)
{
	int page[REVIEW_PARTS_MOST], first = -1;

	above(l->s, &l->flow);
	if (!ui_is_compact(l->s->ui) || l->s->ui->size < SIZE_XL) { /* else it would have a page of its own */
		flow_hint(&l->flow, visit_say(l->s->visit, "review.parts_hint"));
		flow_space(&l->flow, 2);
	}
	l->part = review_draw_parts(l->s, &l->flow, &l->parts, page);
	ledger(l);
	for (int i = l->parts.n - 1; i >= 0; i--)
		first = page[i] == l->me->pager.page ? i : first;
	settle(l, l->parts.here < 0 ? 0 : page[l->parts.here], first < 0 ? 0 : l->parts.all[first].first);
}

static void draw_one(struct look *l)
{
	const struct review_part *p = &l->parts.all[l->parts.here];
	const char *name = review_part_name(l->s, p);
	struct review_cards c = {.first = p->first, .last = p->last, .under = p->name, .seek = l->place->at};

	flow_heading(&l->flow, name);
	flow_space(&l->flow, 2);
	review_draw_cards(l->s, &l->flow, &c);
	end(l);
	l->change = c.pressed;
	settle(l, c.page, c.at);
}

/* ---- ways on and back -------------------------------------------------------------------------------- */

static uint32_t last_question(const struct session *session)
{
	uint32_t last = 0;

	for (uint32_t id = session_next(session, 0); id; id = session_next(session, id))
		last = id;
	return last;
}

static enum screen_id go_to_part(struct look *l, int i, bool open)
{
	*l->place = (struct review_place){.at = l->parts.all[i].first, .open = open};
	return SCREEN_REVIEW;
}

/* A question, and then back here. */
static enum screen_id go_to_question(struct look *l, uint32_t id, bool wrong)
{
	struct tour *t = l->s->tour;

	t->question = id;
	t->from_review = true;
	t->mends = wrong;
	t->alone = !wrong;
	t->show_errors = wrong;
	t->stop = 0;
	return SCREEN_QUESTION;
}

/* Out of a part. */
static enum screen_id leave_part(struct look *l, bool on)
{
	int here = l->parts.here;

	return on && here + 1 < l->parts.n ? go_to_part(l, here + 1, true) : go_to_part(l, here, false);
}

static enum screen_id leave(struct look *l, bool on)
{
	uint32_t bad = on ? visit_first_bad(l->s->visit) : 0;

	if (bad)
		return go_to_question(l, bad, true);
	if (on)
		return SCREEN_CONFIRM;
	*l->place = (struct review_place){0};
	l->s->tour->question = last_question(l->session);
	l->s->tour->alone = l->s->tour->from_review = false;
	return SCREEN_QUESTION;
}

static enum screen_id act(struct look *l)
{
	enum screen_id to;
	enum frame_act pressed = frame_bar(l->s, &l->frame, &to);

	if (l->ledger)
		return SCREEN_DATA_LEDGER;
	if (l->part >= 0)
		return go_to_part(l, l->part, true);
	if (l->change) {
		l->place->at = l->change;
		return go_to_question(l, l->change, false);
	}
	if (pressed != FRAME_NEXT && pressed != FRAME_BACK)
		return to;
	return l->place->open ? leave_part(l, pressed == FRAME_NEXT) : leave(l, pressed == FRAME_NEXT);
}

static void bar_of_part(struct look *l)
{
	bool last = l->parts.here + 1 == l->parts.n;

	l->frame.next = visit_say(l->s->visit, last ? "review.parts" : "review.part_next");
	l->frame.at = l->parts.here + 1;
	l->frame.of = l->parts.n;
	l->frame.part = "review.part_of";
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct look l = {
	        .s = s, .me = state, .session = visit_session(s->visit), .place = &s->tour->review, .part = -1};
	struct box area;

	if (!l.session)
		return SCREEN_SERVICE;
	l.place->at = card_at(l.session, l.place->at);
	review_parts(&l.parts, s, l.place->at);
	l.frame = (struct frame){.next = visit_say(s->visit, "review.next")};
	l.place->open = l.place->open && l.parts.here >= 0;
	if (l.place->open &&
	        (l.me->known ? l.me->parted : l.parts.good)) /* the first pass guesses, the next one knows */
		bar_of_part(&l);
	area = frame_top(s, &l.frame);
	know(&l, area);
	l.before = l.me->pager.pages;
	flow_begin(&l.flow, s->ui, &l.me->pager, area);
	if (!l.me->parted)
		draw_all(&l);
	else if (l.place->open)
		draw_one(&l);
	else
		draw_parts(&l);
	if (!l.me->seek)
		tell_draft(&l);
	return act(&l);
}

const struct screen screen_review = {
        .name = "review", .size = sizeof(struct review_screen), .in_visit = true, .enter = enter, .draw = draw};
