/* new_station - a device that is no station yet: what is on the office's stick, and whether it is to become that. */
#include <inttypes.h>
#include <stdio.h>

#include "screens/errand_page.h"
#include "screens/frame.h"
#include "screens/text_page.h"
#include "ui/widgets.h"
#include "visit/newcomer.h"

struct newcomer_screen {
	struct pager pager;
	enum desk_answer look, take;
	bool found;
};

static const struct errand_page look = {UPKEEP_COMMISSION_LOOK, "task:look", "staff.new.look", "staff.new.look_about",
                                        ICON_INFO},
                                take = {UPKEEP_COMMISSION_TAKE, "task:take", "staff.new.take", "staff.new.take_about",
                                        ICON_CHECK};

static void wiped(struct scene *s, struct flow *f)
{
	char number[24];
	int64_t bytes;

	if (!newcomer_was_wiped(&bytes, s->visit))
		return;
	(void)snprintf(number, sizeof number, "%" PRId64, bytes >> 20);
	text_note(s, f, false,
	        ui_copy(s->ui,
	                visit_say_with(s->visit, "staff.new.wiped", (const char *const[]){"mib", number, NULL})));
	flow_space(f, 3);
}

static void ask(struct scene *s, struct flow *f, struct newcomer_screen *me)
{
	flow_heading(f, visit_say(s->visit, "staff.new.title"));
	flow_space(f, 2);
	flow_text(f, visit_say(s->visit, "staff.new.public"), 0, false, PAINT_INK);
	flow_space(f, 3);
	wiped(s, f);
	flow_text(f, visit_say(s->visit, "staff.new.how"), 0, false, PAINT_INK);
	flow_space(f, 2);
	text_answer(s, f, me->look);
	errand_page_draw(s, f, &look, &me->look);
}

static void compare(struct scene *s, struct flow *f, struct newcomer_screen *me, const struct station *found)
{
	flow_heading(f, visit_say(s->visit, "staff.new.found"));
	flow_space(f, 2);
	text_pair(s, f, visit_say(s->visit, "staff.new.station"), ui_copy(s->ui, found->code));
	text_pair(s, f, visit_say(s->visit, "staff.new.hub"), ui_copy(s->ui, found->hub));
	for (size_t i = 0; i < found->n_authorities; i++) {
		char print[KEY_PRINT_CHARS + 1];

		key_print(print, &found->authorities[i]);
		text_pair(s, f, visit_say(s->visit, "staff.new.owner"), ui_copy(s->ui, print));
	}
	if (found->n_authorities == 0)
		text_pair(s, f, visit_say(s->visit, "staff.new.owner"), visit_say(s->visit, "staff.new.no_owner"));
	flow_space(f, 2);
	flow_text(f, visit_say(s->visit, "staff.new.compare"), 0, false, PAINT_INK);
	flow_space(f, 2);
	text_answer(s, f, me->take);
	errand_page_draw(s, f, &take, &me->take);
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct newcomer_screen *me = state;
	struct frame frame = {.no_back = true};
	struct box area = frame_top(s, &frame);
	struct station found;
	enum screen_id to;
	struct flow f;
	bool is_found;

	if (!newcomer_is_offered(s->visit) && upkeep_errand(s->visit, UPKEEP_COMMISSION_TAKE)->state != ERRAND_DONE)
		return SCREEN_IDLE;
	is_found = newcomer_found(&found, s->visit);
	if (is_found != me->found)
		me->pager = (struct pager){0};
	me->found = is_found;
	flow_begin(&f, s->ui, &me->pager, area);
	if (is_found)
		compare(s, &f, me, &found);
	else
		ask(s, &f, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	(void)frame_bar(s, &frame, &to);
	return to == SCREEN_STOPPED ? SCREEN_STAY : to;
}

const struct screen screen_new_station = {.name = "new_station", .size = sizeof(struct newcomer_screen), .draw = draw};
