/* access_log - who looked at what, when and why, for the auditor; and whether the chain of it holds. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/desk_work_access.h"

struct access_screen {
	struct pager pager;
	bool printed;
	enum desk_answer answer;
};

static void lines(struct scene *s, struct flow *f, const struct desk_access *a)
{
	char words[300];

	for (int i = 0; i < a->n; i++) {
		const struct desk_access_row *row = &a->rows[i];

		desk_work_access_words(words, s->visit, row);
		text_pair(s, f, ui_printf(s->ui, "%u  %s", row->seq, row->when), ui_copy(s->ui, words));
	}
}

/* Older and newer; 0 older, 1 newer, 2 print, -1 none. */
static int turns(struct scene *s, struct flow *f, const struct desk_access *a)
{
	struct button b[3] = {{.id = "older",
	                              .label = visit_say(s->visit, "staff.access.older"),
	                              .icon = ICON_BACK,
	                              .disabled = a->first <= ACCESS_PAGE},
	        {.id = "newer",
	                .label = visit_say(s->visit, "staff.access.newer"),
	                .icon = ICON_NEXT,
	                .disabled = a->first >= a->length},
	        {.id = "print", .label = visit_say(s->visit, "staff.print"), .icon = ICON_PRINTER}};

	return grid_buttons(s, f, b, 3);
}

static void state(struct scene *s, struct flow *f, const struct access_screen *me)
{
	const struct desk_access *a = desk_work_access(s->visit);
	char chain[200];

	if (a) {
		desk_work_access_chain(chain, s->visit);
		text_note(s, f, a->chain != CHAIN_HOLDS, ui_copy(s->ui, chain));
	}
	if (me->answer == DESK_TROUBLE)
		flow_text(f, visit_say(s->visit, "staff.access.closed"), 0, false, PAINT_INK);
	else
		text_answer(s, f, me->answer);
}

static enum screen_id draw(void *me_, struct scene *s)
{
	struct access_screen *me = me_;
	const struct desk_access *a = desk_work_access(s->visit);
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum screen_id to;
	struct flow f;
	int pressed = -1;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.access"));
	flow_space(&f, 2);
	state(s, &f, me);
	text_paper(s, &f, me->printed);
	if (a && a->n) {
		pressed = turns(s, &f, a);
		lines(s, &f, a);
		flow_hint(&f, visit_say(s->visit, "staff.access.logged"));
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed == 0 || pressed == 1) {
		desk_work_access_turn(s->visit, pressed == 0);
		me->pager = (struct pager){0};
	}
	if (pressed == 2) {
		me->answer = desk_work_access_print(s->visit);
		me->printed = me->answer == DESK_DONE;
		me->pager = (struct pager){0};
		return me->printed ? SCREEN_PRINTING : SCREEN_STAY;
	}
	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

static void enter(void *me_, struct scene *s)
{
	struct access_screen *me = me_;

	face_staff(s);
	me->answer = desk_work_access_open(s->visit);
}

const struct screen screen_access_log = {
        .name = "access_log", .size = sizeof(struct access_screen), .staff = true, .enter = enter, .draw = draw};
