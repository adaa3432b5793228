/* park - to go on later: at the desk, where a badge lies, or with a code on paper, which then is the only key. */
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/visit_draft.h"
#include "visit/visit_paper.h"

enum view { VIEW_CHOICE, VIEW_PRINTING, VIEW_ASK, VIEW_DONE };

struct park_screen {
	struct pager pager;
	enum view view;
	bool at_desk, failed; /* where it was parked; no paper came */
	bool officers; /* their own form: their badge lies there already */
	enum visit_parked trouble;
};

static void see(struct park_screen *me, enum view view)
{
	me->view = view;
	me->pager = (struct pager){0};
}

static void say(struct scene *s, struct flow *f, const char *key)
{
	flow_text(f, visit_say(s->visit, key), 0, false, PAINT_INK);
	flow_space(f, 3);
}

static void why_not(struct scene *s, struct flow *f, const struct park_screen *me)
{
	if (me->failed)
		text_note(s, f, true, visit_say(s->visit, "park.failed"));
	else if (me->trouble != PARK_DONE)
		text_note(s, f, true, visit_say(s->visit, me->trouble == PARK_FULL ? "park.full" : "park.trouble"));
}

/* ---- the two ways ------------------------------------------------------------------------------- */

static void park(struct scene *s, struct park_screen *me, bool at_desk)
{
	me->failed = false;
	me->at_desk = at_desk;
	me->trouble = at_desk ? visit_park_at_desk(s->visit) : visit_park_on_paper(s->visit, s->ui->size == SIZE_XL);
	if (me->trouble == PARK_DONE)
		see(me, at_desk ? VIEW_DONE : VIEW_PRINTING);
	s->ui->reacted = true;
}

static void draw_choice(struct scene *s, struct park_screen *me, struct flow *f)
{
	struct option o[2] = {{0}};
	bool desk[2], lies = s->tour->badge_lies || me->officers;
	int n = 0, pressed;

	flow_heading(f, visit_say(s->visit, "park.title"));
	flow_space(f, 2);
	why_not(s, f, me);
	if (!ui_is_compact(s->ui))
		say(s, f, "park.text");
	if (visit_may_park_on_paper(s->visit)) {
		desk[n] = false;
		o[n++] = (struct option){.id = "park:paper",
		        .label = visit_say(s->visit, "park.paper"),
		        .value = visit_say(s->visit, "park.paper_about"),
		        .icon = ICON_PAPER,
		        .plain = true};
	}
	if (visit_may_park_at_desk(s->visit)) {
		desk[n] = true;
		o[n++] = (struct option){.id = "park:desk",
		        .label = visit_say(s->visit, "park.desk"),
		        .value = visit_say(s->visit, lies ? "park.desk_about" : "park.desk_ask"),
		        .icon = ICON_HUMAN,
		        .disabled = !lies,
		        .plain = true};
	}
	pressed = n ? grid_options(s, f, o, n, 1) : -1;
	if (ui_is_compact(s->ui)) /* a low panel: the ways first */
		say(s, f, "park.text");
	if (pressed >= 0)
		park(s, me, desk[pressed]);
}

/* ---- the paper -------------------------------------------------------------------------------------- */

static void paper_is_there(struct scene *s, struct park_screen *me, bool yes)
{
	if (yes)
		visit_park_keep(s->visit);
	else
		visit_park_undo(s->visit);
	me->failed = !yes;
	see(me, yes ? VIEW_DONE : VIEW_CHOICE);
	s->ui->reacted = true;
}

/* A printer that can not tell leaves it to the person: the paper is the only key. */
static void look_at_paper(struct scene *s, struct park_screen *me)
{
	switch (visit_paper(s->visit)) {
	case PAPER_WAITING:
	case PAPER_PRINTING:
		return;
	case PAPER_PRINTED:
		paper_is_there(s, me, true);
		return;
	case PAPER_FAILED:
	case PAPER_NONE:
		paper_is_there(s, me, false);
		return;
	case PAPER_SENT:
	case PAPER_UNSURE:
		see(me, VIEW_ASK);
		s->ui->reacted = true;
	}
}

static void draw_printing(struct scene *s, struct park_screen *me, struct flow *f)
{
	struct box box;
	const char *title = visit_say(s->visit, "park.printing");

	flow_heading(f, title);
	flow_space(f, 4);
	if (flow_take(f, 4.0f, &box))
		ui_progress(s->ui, box, visit_paper_percent(s->visit), 100, title);
	flow_space(f, 4);
	say(s, f, "printing.wait");
	look_at_paper(s, me);
}

static void draw_ask(struct scene *s, struct park_screen *me, struct flow *f)
{
	struct option o[2] = {
	        {.id = "paper:yes", .label = visit_say(s->visit, "park.ask_yes"), .icon = ICON_CHECK, .plain = true},
	        {.id = "paper:no", .label = visit_say(s->visit, "park.ask_no"), .icon = ICON_CROSS, .plain = true}};
	int pressed;

	flow_heading(f, visit_say(s->visit, "park.ask"));
	flow_space(f, 3);
	pressed = grid_options(s, f, o, 2, 1);
	if (pressed >= 0)
		paper_is_there(s, me, pressed == 0);
}

static void draw_done(struct scene *s, struct park_screen *me, struct flow *f)
{
	flow_heading(f, visit_say(s->visit, "park.done"));
	flow_space(f, 3);
	say(s, f, me->at_desk ? "park.done_desk" : "park.done_paper");
}

/* ---- the screen ---------------------------------------------------------------------------------------- */

static enum screen_id draw(void *state, struct scene *s)
{
	struct park_screen *me = state;
	struct frame frame = {.no_back = me->view != VIEW_CHOICE};
	struct box area;
	struct flow f;
	enum screen_id to;

	if (me->view == VIEW_DONE) {
		frame.next = visit_say(s->visit, "receipt.done");
		frame.next_icon = ICON_CHECK;
	} else if (!visit_session(s->visit)) {
		return SCREEN_SERVICE;
	}
	area = frame_top(s, &frame);
	flow_begin(&f, s->ui, &me->pager, area);
	switch (me->view) {
	case VIEW_CHOICE:
		draw_choice(s, me, &f);
		break;
	case VIEW_PRINTING:
		draw_printing(s, me, &f);
		break;
	case VIEW_ASK:
		draw_ask(s, me, &f);
		break;
	case VIEW_DONE:
		draw_done(s, me, &f);
		break;
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (me->view == VIEW_PRINTING && visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
		return me->officers ? SCREEN_STAFF_MENU : SCREEN_IDLE;
	case FRAME_BACK:
		return SCREEN_QUESTION;
	default:
		return to;
	}
}

static void enter(void *state, struct scene *s)
{
	struct park_screen *me = state;

	me->officers = visit_is_at_desk(s->visit);
	s->tour->badge_lies = false; /* it must be laid down for this */
}

const struct screen screen_park = {
        .name = "park", .size = sizeof(struct park_screen), .in_visit = true, .enter = enter, .draw = draw};
