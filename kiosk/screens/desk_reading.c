/* desk_reading - today's concepts: first the reason, then the answers, read again with the citizen. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "sys/arena.h"
#include "visit/desk_work_reading.h"

struct reading_screen {
	struct pager pager;
	bool printed;
	enum { VIEW_LIST, VIEW_REASON, VIEW_ANSWERS } view;
	int row; /* of the list */
	int trouble; /* READING_*; 0: none */
};

static void see(struct reading_screen *me, int view)
{
	me->view = view;
	me->pager = (struct pager){0};
}

/* Why not, and how it is mended. */
static void trouble(struct scene *s, struct flow *f, int r)
{
	static const char *const keys[] = {
	        [READING_DENIED] = "staff.read.denied",
	        [READING_NO_KEY] = "staff.read.no_key",
	        [READING_GONE] = "staff.read.gone",
	        [READING_BROKEN] = "staff.read.broken",
	        [READING_NOT_LOGGED] = "staff.read.not_logged",
	        [READING_NO_STORE] = "staff.read.no_store",
	};

	if (r > 0 && r <= READING_NO_STORE)
		text_note(s, f, true,
		        visit_say(s->visit,
		                r == READING_DENIED && duty_is_practice(s->visit) ? "staff.desk.practice" : keys[r]));
}

/* ---- the list, and why --------------------------------------------------------------------- */

static void concepts(struct scene *s, struct flow *f, struct reading_screen *me)
{
	int n = desk_work_concept_count(s->visit);

	for (int i = 0; i < n; i++) {
		const struct reading_row *row = desk_work_concept(s->visit, i);
		struct option o = {.id = ui_printf(s->ui, "concept:%s", row->number),
		        .label = ui_printf(
		                s->ui, "%s  %s", desk_work_concept_time(s->visit, row), text_kind(s, row->type)),
		        .value = ui_copy(s->ui, row->number),
		        .icon = ICON_DOCUMENT,
		        .plain = true};

		if (grid_options(s, f, &o, 1, 1) == 0) {
			me->row = i;
			me->trouble = 0;
			see(me, VIEW_REASON);
		}
	}
	if (n == 0 && !me->trouble)
		flow_text(f, visit_say(s->visit, "staff.read.none"), 0, false, PAINT_INK);
}

static enum screen_id list(struct scene *s, struct reading_screen *me)
{
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.reading"));
	flow_space(&f, 2);
	trouble(s, &f, me->trouble);
	if (duty_badge_is_weak(s->visit))
		text_note(s, &f, false, visit_say(s->visit, "staff.weak_badge"));
	concepts(s, &f, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

static enum screen_id reason(struct scene *s, struct reading_screen *me)
{
	static const char *const keys[REASONS_GIVEN] = {
	        [REASON_COMPLETE] = "staff.read.reason.complete",
	        [REASON_PRINT_AGAIN] = "staff.read.reason.print",
	        [REASON_CORRECT] = "staff.read.reason.correct",
	        [REASON_LAWFULNESS] = "staff.read.reason.lawful",
	};
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct option o[REASONS_GIVEN] = {0};
	enum screen_id to;
	struct flow f;
	int pressed;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.read.why"));
	flow_space(&f, 2);
	for (int i = 0; i < REASONS_GIVEN; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "reason:%s", access_reason_name((enum access_reason)i)),
		        .label = visit_say(s->visit, keys[i])};
	pressed = grid_options(s, &f, o, REASONS_GIVEN, 1);
	flow_hint(&f, visit_say(s->visit, "staff.read.logged"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= 0) {
		me->trouble = desk_work_read(s->visit, me->row, (enum access_reason)pressed);
		see(me, me->trouble ? VIEW_LIST : VIEW_ANSWERS);
	}
	if (frame_bar(s, &frame, &to) == FRAME_BACK)
		see(me, VIEW_LIST);
	return to;
}

/* ---- the answers ------------------------------------------------------------------------------ */

static void answers(struct scene *s, struct flow *f)
{
	const struct desk_pair *p;

	for (int i = 0; (p = desk_work_pair(s->visit, i)); i++)
		text_pair(s, f, p->label, p->how == DESK_HIDDEN ? visit_say(s->visit, "staff.read.hidden") : p->text);
}

/* The screen turns to the citizen: all that was asked before counts as seen, what is new or missing is asked. */
static enum screen_id complete(struct scene *s, struct reading_screen *me)
{
	struct session *session;

	me->trouble = desk_work_complete(s->visit);
	if (me->trouble) {
		duty_speak_to_staff(s->visit);
		see(me, VIEW_LIST);
		return SCREEN_STAY;
	}
	session = visit_session(s->visit);
	face_citizen(s);
	tour_begin(s->tour, 0);
	for (uint32_t id = session_next(session, 0); id; id = session_next(session, id))
		tour_see(s->tour, id);
	return SCREEN_REVIEW;
}

static bool complete_pressed(struct scene *s, struct flow *f)
{
	struct button b = {.id = "complete", .label = visit_say(s->visit, "staff.read.complete"), .icon = ICON_EDIT};

	return desk_work_may_complete(s->visit) && grid_buttons(s, f, &b, 1) == 0;
}

static enum screen_id answers_view(struct scene *s, struct reading_screen *me)
{
	struct frame frame = {.next = visit_say(s->visit, "staff.read.print"), .next_icon = ICON_PRINTER};
	const struct reading_row *row = desk_work_concept(s->visit, me->row);
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	bool complete_now;
	struct flow f;

	if (!row || !desk_work_is_reading(s->visit)) {
		see(me, VIEW_LIST);
		s->ui->reacted = true;
		return SCREEN_STAY;
	}
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, text_kind(s, row->type));
	flow_space(&f, 1);
	flow_hint(&f, ui_copy(s->ui, row->number));
	flow_space(&f, 2);
	trouble(s, &f, me->trouble);
	text_paper(s, &f, me->printed);
	complete_now = complete_pressed(s, &f);
	answers(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (complete_now)
		return complete(s, me);
	if (act == FRAME_NEXT) {
		me->trouble = desk_work_read_print(s->visit);
		me->printed = me->trouble == 0;
		me->pager.page = 0; /* where the outcome is told */
		return me->printed ? SCREEN_PRINTING : SCREEN_STAY;
	}
	if (act == FRAME_BACK) {
		desk_work_read_end(s->visit);
		me->printed = false;
		see(me, VIEW_LIST);
	}
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct reading_screen *me = state;
	enum screen_id to;

	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	if (me->view == VIEW_LIST)
		to = list(s, me);
	else
		to = me->view == VIEW_REASON ? reason(s, me) : answers_view(s, me);
	return to;
}

static void enter(void *state, struct scene *s)
{
	struct reading_screen *me = state;

	desk_work_complete_leave(s->visit); /* who walks back out of it */
	face_staff(s);
	desk_work_read_end(s->visit);
	me->trouble = desk_work_concepts(s->visit);
}

const struct screen screen_desk_reading = {
        .name = "desk_reading", .size = sizeof(struct reading_screen), .staff = true, .enter = enter, .draw = draw};
