/* stick - records leave on a stick where there is no network, and receipts come back on one */
#include "screens/code_page.h"
#include "screens/errand_page.h"
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/text_page.h"

struct stick_screen {
	struct pager pager;
	enum desk_answer answer;
};

static const struct errand_page pages[] = {
        {UPKEEP_EXPORT, "task:export", "staff.stick.export", "staff.stick.export.about", ICON_NEXT},
        {UPKEEP_IMPORT, "task:import", "staff.stick.import", "staff.stick.import.about", ICON_BACK},
};

static enum screen_id draw(void *state, struct scene *s)
{
	struct stick_screen *me = state;
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	const char *page = NULL;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.stick"));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	if (!upkeep_has_units(s->visit))
		page = errand_page_none(s, &f);
	for (size_t i = 0; i < sizeof pages / sizeof *pages && upkeep_has_units(s->visit); i++) {
		const char *pressed = errand_page_draw(s, &f, &pages[i], &me->answer);

		page = pressed ? pressed : page;
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (frame_bar(s, &frame, &to) == FRAME_BACK)
		return SCREEN_SERVICE_MENU;
	return page ? code_page_open(s, page, SCREEN_STICK) : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_stick = {
        .name = "stick", .size = sizeof(struct stick_screen), .staff = true, .enter = enter, .draw = draw};
