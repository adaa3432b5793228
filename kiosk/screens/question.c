/* question - the heading is the question; why we ask; its answer; what is wrong and how to mend it. */
#include "screens/question_deeds.h"

#include <string.h>

#include "screens/question_hint.h"
#include "sys/text.h"
#include "visit/visit_draft.h"

static void enter(void *me, struct scene *s)
{
	struct asking *a = me;
	struct session *session = visit_session(s->visit);

	if (s->tour->question == 0 && session)
		s->tour->question = session_next(session, 0);
	a->error = a->seek = a->named = s->tour->show_errors;
	s->tour->show_errors = false;
}

/* ---- words ------------------------------------------------------------------------------------------ */

static const char *bad_type(const struct question *q)
{
	switch (q->type) {
	case ANSWER_DATE:
	case ANSWER_DATETIME:
		return q->looks & LOOK_YEAR ? "error.year" : q->looks & LOOK_MONTH_YEAR ? "error.month" : "error.date";
	case ANSWER_TIME:
		return "error.time";
	case ANSWER_INT:
		return "error.whole";
	case ANSWER_DECIMAL:
		return "error.number";
	default:
		return "error.rule";
	}
}

/* How the answer is mended; "" when all is well. */
static const char *mend(struct scene *s, const struct asking *a, const struct question *q)
{
	if (!a->page && q->kind == QUESTION_RANK && *a->text && !*q->value)
		return visit_say(s->visit, "error.rank");
	switch (session_check(visit_session(s->visit), q->id)) {
	case SESSION_MISSING:
		return *q->required_message ? q->required_message : visit_say(s->visit, "error.missing");
	case SESSION_BROKEN_RULE:
		return *q->constraint_message ? q->constraint_message : visit_say(s->visit, "error.rule");
	case SESSION_BAD_TYPE:
		return visit_say(s->visit, bad_type(q));
	case SESSION_GOOD:
		break;
	}
	return "";
}

/* "Fout:", or "Fout bij 'Straat':". */
static const char *prefix(struct scene *s, const struct question *q, bool named)
{
	const char *name = *q->short_label ? q->short_label : q->label;

	if (!named || !*name)
		return visit_say(s->visit, "error.prefix");
	name = ui_printf(s->ui, "\u2068%s\u2069", name);
	return ui_copy(s->ui, visit_say_with(s->visit, "error.named", (const char *const[]){"name", name, NULL}));
}

const char *asking_complaint(struct scene *s, struct asking *a, const struct question *q, bool named)
{
	const char *text = mend(s, a, q);

	if (!*text)
		return "";
	return ui_printf(s->ui, "%s %s", prefix(s, q, named || a->named || a->page), text);
}

const char *asking_hint(struct scene *s, const struct question *q)
{
	bool optional = !q->required && q->kind != QUESTION_NOTE && q->kind != QUESTION_REPEAT && !q->readonly;
	const char *skip = optional ? visit_say(s->visit, "question.optional") : "";
	const char *hint = q->hint;

	if (q->kind == QUESTION_RANK && !*hint)
		hint = visit_say(s->visit, "question.rank");
	if (*hint && *skip)
		return ui_printf(s->ui, "%s %s", hint, skip);
	return *skip ? skip : hint;
}

const char *asking_answer(struct scene *s, const struct question *q)
{
	if (!*q->value)
		return "";
	if (q->looks & LOOK_MASKED)
		return "\u2022\u2022\u2022\u2022\u2022\u2022";
	if (q->kind == QUESTION_TRIGGER)
		return visit_say(s->visit, "review.yes");
	return ui_copy(s->ui, visit_value_text(s->visit, q, q->shown));
}

enum { COMPLAINT_LOW_MM = 11 };

void asking_note(struct scene *s, struct flow *f, enum role role, const char *text)
{
	struct box box;
	float h = note_height(s->ui, text, f->area.w);

	/* On a low panel a complaint leaves the answers that it is about their room. */
	if (role == ROLE_ERROR && ui_is_compact(s->ui) && ui_cap(s->ui) < 6 && h > COMPLAINT_LOW_MM)
		h = COMPLAINT_LOW_MM;
	/* Above a keyboard a complaint makes itself small rather than go to the next page. */
	if (role == ROLE_ERROR && f->whole_mm < 48 && h > flow_left(f) && flow_left(f) > 10)
		h = flow_left(f);
	h = h > flow_page(f) && flow_page(f) > 10 ? flow_page(f) : h;
	if (flow_take(f, h, &box))
		ui_note(s->ui, box, role, role == ROLE_ERROR ? ICON_WARNING : ICON_INFO, text);
	flow_space(f, 2.5f);
}

void asking_title(struct scene *s, struct asking *a, struct flow *f, const char *title, const char *why)
{
	struct button b = {.id = "why",
	        .label = visit_say(s->visit, a->why_open ? "question.why_close" : "question.why"),
	        .icon = ICON_INFO,
	        .kind = BUTTON_PLAIN,
	        .cap_mm = why_cap(s, f)};
	struct box beside;
	float keep;

	keep = *why ? button_width(s->ui, &b) : 0;
	flow_heading_beside(f, title, keep, &beside);
	if (keep > 0 && f->pager->page == 0 && ui_button(s->ui, beside, &b))
		a->why_open = !a->why_open;
	if (keep > 0 && f->y < beside.y + beside.h && f->page == 0)
		f->y = beside.y + beside.h;
	flow_space(f, 1.0f);
}

/* The question and its complaint on one page: what is wrong must be told where the person is. */
static bool both_fit(struct scene *s, const struct flow *f, const struct question *q, const char *wrong)
{
	float cap = ui_cap(s->ui) * 1.2f;
	float title = ui_text_block(s->ui, q->label, cap, true, f->area.w)->height_mm + button_height(s->ui) * 0.5f;

	return title + note_height(s->ui, wrong, f->area.w) <= flow_left(f);
}

/* Finds of a long list are worth more than the heading, where only one of them has room above the keys. */
static bool gives_way(struct scene *s, const struct asking *a, const struct flow *f, const struct question *q)
{
	float title = ui_tight_block(s->ui, q->label, ui_heading_cap(s->ui), true, f->area.w)->height_mm;

	if (a->why_open || asking_widget(q) != &widget_search)
		return false;
	if (a->list_open)
		return ui_is_compact(s->ui);
	return (*a->text || *q->value) && title + 3 + TARGET_TENTH_MM / 10.0f > flow_left(f);
}

static void words_above(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	const char *wrong = a->error ? asking_complaint(s, a, q, false) : "";
	const char *title = *q->label ? q->label : visit_say(s->visit, "repeat.title");
	bool tight = !a->why_open && (asking_is_tight(s, q) || asking_widget(q) == &widget_search);
	bool both = !*wrong || (!tight && both_fit(s, f, q, wrong));

	if (!*wrong && gives_way(s, a, f, q))
		return;
	if (both) {
		asking_title(s, a, f, title, q->guidance);
		if (a->why_open && *q->guidance)
			asking_note(s, f, ROLE_TEXT, q->guidance);
	}
	if (*wrong) /* no room for both: the complaint names what it is about */
		asking_note(s, f, ROLE_ERROR, both ? wrong : asking_complaint(s, a, q, true));
	else if (!tight)
		hint_draw(s, f, q);
	flow_space(f, 1.6f); /* with what the title left: "why" and the first answer are 2.6 mm apart */
}

/* ---- the screen ------------------------------------------------------------------------------------------ */

static void draw_question(struct scene *s, struct asking *a, struct flow *f, const struct question *q, bool *quick)
{
	const struct widget *w = asking_widget(q);

	words_above(s, a, f, q);
	if (a->why_open && w->below)
		return;
	if (w->draw && w->draw(s, a, f, q)) {
		s->ui->reacted = true;
		q = session_question(visit_session(s->visit), a->id); /* a choice may have changed it */
		*quick = q && q->looks & LOOK_QUICK && q->kind == QUESTION_SELECT1;
	}
	if (q && hint_comes_last(s, q) && !(w->below && w->below(s, a, q) > 0))
		hint_draw_last(s, f, q, a->error && *mend(s, a, q));
}

static void draw_middle(struct scene *s, struct asking *a, const struct question *q, struct box area, bool *quick)
{
	struct flow f;

	flow_begin(&f, s->ui, &a->pager, area);
	if (a->page)
		asking_draw_page(s, a, &f);
	else
		draw_question(s, a, &f, q, quick);
	flow_end(&f, visit_say(s->visit, "nav.more"));
}

/* Takes up the question that the tour names: with those of its page, or alone. */
static const struct question *take(struct scene *s, struct asking *a)
{
	struct session *session = visit_session(s->visit);
	const struct question *q = session ? session_question(session, s->tour->question) : NULL;
	bool page = q && !s->tour->alone && asking_is_page(session, q);
	uint32_t id = !q ? 0 : page ? q->page : q->id;

	if (!q || (a->id == id && a->page == page))
		return page ? session_question(session, id) : q;
	q = session_question(session, id);
	if (q)
		asking_take(s, a, q);
	a->page = page;
	a->seek = a->error;
	tour_see(s->tour, id);
	return q;
}

/* From a page to one of its questions, from a repeat into an instance. */
static enum screen_id go_into(struct scene *s, struct asking *a)
{
	if (a->page)
		s->tour->alone = true;
	else
		s->tour->stop = a->id;
	s->tour->question = a->go;
	a->go = 0;
	return SCREEN_QUESTION;
}

static enum screen_id act(struct scene *s, struct asking *a, enum frame_act pressed, enum screen_id to, bool quick)
{
	if (a->go)
		return go_into(s, a);
	switch (pressed) {
	case FRAME_NEXT:
		if (!asking_settle(s, a))
			return SCREEN_STAY;
		asking_deeds(s, true);
		return asking_go_on(s, a);
	case FRAME_BACK:
		return asking_go_back(s, a);
	case FRAME_ELSEWHERE:
		if (to == SCREEN_HELP)
			(void)asking_settle(s, a);
		a->error = false;
		return to;
	case FRAME_NONE:
		break;
	}
	if (quick)
		asking_deeds(s, true);
	return quick ? asking_go_on(s, a) : SCREEN_STAY;
}

/* What stands in the fields goes into the draft before it is an answer. */
static void tell_draft(struct scene *s, const struct asking *a, const struct question *q, const struct widget *w)
{
	bool repeats = q->kind == QUESTION_REPEAT; /* its end is no node: it goes by the name of the repeat */
	struct visit_spot spot = {
	        .ref = repeats ? q->repeat : q->ref, .alone = s->tour->alone, .from_review = s->tour->from_review};
	char typed[STORY_BYTES];

	if (w == &widget_rank) {
		spot.typed = a->text;
	} else if (w == &widget_typed && asking_has_keyboard(q)) {
		asking_value(s, a, q, typed, sizeof typed);
		spot.typed = typed;
	}
	visit_draft_at(s->visit, &spot);
	if (spot.typed == typed)
		wipe(typed, sizeof typed);
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct asking *a = me;
	struct session *session = visit_session(s->visit);
	const struct question *q = take(s, a);
	struct frame frame = {.next = visit_say(s->visit, s->tour->alone ? "question.done" : "nav.next")};
	const struct widget *w;
	enum screen_id to = SCREEN_STAY;
	enum frame_act pressed;
	size_t at = 0, of = 0;
	bool quick = false;

	if (!q)
		return SCREEN_SERVICE;
	w = a->page ? NULL : asking_widget(q);
	session_progress(session, a->page ? asking_page_last(session, q->id) : q->id, &at, &of);
	/* A note that the form never lets pass is an end: a human, or stop, is the way on. */
	frame.next_closed = q->kind == QUESTION_NOTE && !a->page && session_check(session, q->id) != SESSION_GOOD;
	frame.at = (int)at;
	frame.of = (int)of;
	frame.keep_below_mm = w && w->below && !a->why_open ? w->below(s, a, q) : 0; /* keys give way to a reason */
	draw_middle(s, a, q, frame_top(s, &frame), &quick);
	asking_deeds(s, false);
	q = session_question(session, a->id); /* a choice may have changed it */
	if (!q)
		return SCREEN_SERVICE;
	asking_aloud(s, a, q);
	if (w && frame.keep_below_mm > 0)
		w->draw_below(s, a, q, frame_below(s, &frame));
	tell_draft(s, a, q, w);
	pressed = frame_bar(s, &frame, &to);
	return act(s, a, pressed, to, quick);
}

const struct screen screen_question = {
        .name = "question", .size = sizeof(struct asking), .in_visit = true, .enter = enter, .draw = draw};
