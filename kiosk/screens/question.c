/* question - the heading is the question; why we ask; one answer; what is wrong and how to mend it. */
#include "screens/question.h"

#include <string.h>

#include "ui/widgets.h"

static void enter(void *me, struct scene *s)
{
	struct asking *a = me;
	struct session *session = visit_session(s->visit);

	if (s->tour->question == 0 && session)
		s->tour->question = session_next(session, 0);
	a->error = s->tour->show_errors;
	s->tour->show_errors = false;
}

/* The words for what is wrong with the answer, "" when all is well. */
static const char *complaint(struct scene *s, const struct question *q)
{
	const char *text = "";

	switch (session_check(visit_session(s->visit), q->id)) {
	case SESSION_GOOD:
		return "";
	case SESSION_MISSING:
		text = *q->required_message ? q->required_message : visit_say(s->visit, "error.missing");
		break;
	case SESSION_BROKEN_RULE:
		text = *q->constraint_message ? q->constraint_message : visit_say(s->visit, "error.rule");
		break;
	case SESSION_BAD_TYPE:
		text = visit_say(s->visit, q->type == ANSWER_DATE || q->type == ANSWER_DATETIME ? "error.date"
		                           : q->type == ANSWER_INT                              ? "error.whole"
		                           : q->type == ANSWER_DECIMAL                          ? "error.number"
		                                                                                : "error.rule");
		break;
	}
	return ui_printf(s->ui, "%s %s", visit_say(s->visit, "error.prefix"), text);
}

static void note_in_flow(struct scene *s, struct flow *f, enum role role, enum icon icon, const char *text)
{
	struct box box;

	float h = note_height(s->ui, text, f->area.w);

	/* Above a keyboard a complaint makes itself small rather than go to the next page. */
	if (role == ROLE_ERROR && f->whole_mm < 48 && h > flow_left(f) && flow_left(f) > 10)
		h = flow_left(f);
	if (flow_take(f, h, &box))
		ui_note(s->ui, box, role, icon, text);
	flow_space(f, 2.5f);
}

/* The question; beside it the way to why it is asked. */
static void title(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	struct button b = {.id = "why",
	        .label = visit_say(s->visit, a->why_open ? "question.why_close" : "question.why"),
	        .icon = ICON_INFO,
	        .kind = BUTTON_PLAIN,
	        .cap_mm = ui_cap(s->ui) * 0.8f};
	float keep = *q->guidance ? button_width(s->ui, &b) : 0;
	struct box beside;

	flow_heading_beside(f, q->label, keep, &beside);
	if (keep > 0 && f->pager->page == 0 && ui_button(s->ui, beside, &b))
		a->why_open = !a->why_open;
	if (keep > 0 && f->y < beside.y + beside.h && f->page == 0)
		f->y = beside.y + beside.h;
	flow_space(f, 1.0f);
	if (a->why_open)
		note_in_flow(s, f, ROLE_TEXT, ICON_INFO, q->guidance);
}

/* The question and its complaint on one page: what is wrong must be told where the person is. */
static bool both_fit(struct scene *s, const struct flow *f, const struct question *q, const char *wrong)
{
	float cap = ui_cap(s->ui) * 1.2f;
	float title = ui_text_block(s->ui, q->label, cap, true, f->area.w)->height_mm + button_height(s->ui) * 0.5f;

	return title + note_height(s->ui, wrong, f->area.w) <= flow_left(f);
}

static const char *hint_of(struct scene *s, const struct question *q)
{
	bool optional = !q->required && q->kind != QUESTION_NOTE && !q->readonly;
	const char *skip = optional ? visit_say(s->visit, "question.optional") : "";

	if (*q->hint && *skip)
		return ui_printf(s->ui, "%s %s", q->hint, skip);
	return *skip ? skip : q->hint;
}

/* Where letters are large or the panel low, the answers come first. */
static bool hint_comes_last(const struct scene *s, const struct question *q)
{
	return q->n_choices > 0 && (ui_is_compact(s->ui) || ui_cap(s->ui) > 6);
}

static void words_above(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	const char *wrong = a->error ? complaint(s, q) : "";

	/* No room for both: complaints name what they are about. */
	if (!*wrong || (!asking_is_tight(s, q) && both_fit(s, f, q, wrong)))
		title(s, a, f, q);
	if (*wrong)
		note_in_flow(s, f, ROLE_ERROR, ICON_WARNING, wrong);
	else if (!asking_is_tight(s, q) && !hint_comes_last(s, q))
		flow_hint(f, hint_of(s, q));
	flow_space(f, 1.6f); /* with what title() left: "why" and the first answer are 2.6 mm apart */
}

/* q is gone once the session has changed: only a->id is used behind that. */
static bool store_answer(struct scene *s, struct asking *a, const struct question *q)
{
	char value[STORY_BYTES];
	int r = 0;

	if (q->kind == QUESTION_NOTE || q->readonly)
		return true;
	if (asking_has_keyboard(q)) {
		asking_value(a, q, value, sizeof value);
		r = session_set(visit_session(s->visit), a->id, value);
		wipe(value, sizeof value);
	}
	a->error = r != 0 || session_check(visit_session(s->visit), a->id) != SESSION_GOOD;
	if (a->error)
		a->pager = (struct pager){0};
	return !a->error;
}

static bool was_seen(const struct tour *t, uint32_t id)
{
	return id >= 8 * sizeof t->seen || t->seen[id / 8] >> (id % 8) & 1;
}

static uint32_t first_unseen(const struct scene *s, const struct session *session)
{
	uint32_t id = session_next(session, 0);

	while (id && was_seen(s->tour, id))
		id = session_next(session, id);
	return id;
}

static enum screen_id go_on(struct scene *s, struct asking *a)
{
	struct session *session = visit_session(s->visit);
	uint32_t next = session_next(session, a->id);

	/* A change may open other questions; after those, back to the review. */
	if (s->tour->from_review) {
		next = first_unseen(s, session);
		next = next ? next : visit_first_bad(s->visit);
		s->tour->from_review = next != 0;
	}
	if (next == 0)
		return SCREEN_REVIEW;
	s->tour->question = next;
	return SCREEN_QUESTION;
}

static enum screen_id question_came_from(const struct scene *s)
{
	if (visit_is_at_desk(s->visit))
		return SCREEN_STAFF_FORMS;
	return visit_is_completing(s->visit) ? SCREEN_DESK_READING : SCREEN_SERVICE;
}

/* Going back keeps what was typed, right or wrong. */
static enum screen_id go_back(struct scene *s, struct asking *a, const struct question *q)
{
	struct session *session = visit_session(s->visit);
	uint32_t before = session_previous(session, a->id);

	(void)store_answer(s, a, q);
	if (s->tour->from_review) {
		s->tour->from_review = false;
		return SCREEN_REVIEW;
	}
	if (before == 0)
		return question_came_from(s);
	s->tour->question = before;
	return SCREEN_QUESTION;
}

static void draw_middle(struct scene *s, struct asking *a, const struct question *q, struct box area, bool *quick)
{
	struct flow f;

	flow_begin(&f, s->ui, &a->pager, area);
	words_above(s, a, &f, q);
	if (q->n_choices || q->kind == QUESTION_TRIGGER) {
		if (asking_draw_choices(s, &f, q)) {
			a->error = false;
			*quick = q->looks & LOOK_QUICK && q->kind == QUESTION_SELECT1;
		}
		q = session_question(visit_session(s->visit), a->id); /* a choice may have changed it */
	}
	if (q && hint_comes_last(s, q))
		flow_hint(&f, hint_of(s, q));
	flow_end(&f, visit_say(s->visit, "nav.more"));
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct asking *a = me;
	struct session *session = visit_session(s->visit);
	const struct question *q = session ? session_question(session, s->tour->question) : NULL;
	struct frame frame = {.next = visit_say(s->visit, "nav.next")};
	size_t at = 0, of = 0;
	bool quick = false;
	enum screen_id to;

	if (!q)
		return SCREEN_SERVICE;
	if (a->id != q->id)
		asking_take(a, q);
	tour_see(s->tour, q->id);
	session_progress(session, q->id, &at, &of);
	/* A note that the form never lets pass is an end: a human, or stop, is the way on. */
	frame.next_closed = q->kind == QUESTION_NOTE && session_check(session, q->id) != SESSION_GOOD;
	frame.at = (int)at;
	frame.of = (int)of;
	frame.keep_below_mm = asking_below(s, a, q);
	draw_middle(s, a, q, frame_top(s, &frame), &quick);
	q = session_question(session, s->tour->question); /* a choice may have changed it */
	if (!q)
		return SCREEN_SERVICE;
	if (frame.keep_below_mm > 0)
		asking_draw_below(s, a, q, frame_below(s, &frame));
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
		return store_answer(s, a, q) ? go_on(s, a) : SCREEN_STAY;
	case FRAME_BACK:
		return go_back(s, a, q);
	case FRAME_ELSEWHERE:
		if (to == SCREEN_HELP)
			(void)store_answer(s, a, q);
		a->error = false;
		return to;
	case FRAME_NONE:
		break;
	}
	return quick ? go_on(s, a) : SCREEN_STAY;
}

const struct screen screen_question = {
        .name = "question", .size = sizeof(struct asking), .in_visit = true, .enter = enter, .draw = draw};
