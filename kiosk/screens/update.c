/* update - new firmware and new content from a stick, and what the latest update came to */
#include "screens/errand_page.h"
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/text_page.h"
#include "sys/text.h"
#include "sys/version.h"

struct update_screen {
	struct pager pager;
	enum desk_answer answer;
};

static const struct errand_page pages[] = {
        {UPKEEP_UPDATE, "task:update", "staff.update.firmware", "staff.update.firmware.about", ICON_SHIELD},
        {UPKEEP_CONTENT, "task:content", "staff.update.content", "staff.update.content.about", ICON_DOCUMENT},
        {UPKEEP_RESTART, "task:restart", "staff.update.restart", "staff.update.restart.about", ICON_WAIT},
};
enum { PAGES = sizeof pages / sizeof *pages };

/* Outcomes of board/update_journal.h in the technician's language; one that is not known here is told as it is. */
static const char *outcome_words(struct scene *s, const char *outcome)
{
	static const char *const known[] = {"installed", "confirmed", "fell_back", "cut_off", "sick", "foreign",
	        "damaged", "older", "same", "other_device", "unreadable", "no_space", "no_service", "busy", "failed"};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (text_is(known[i], outcome))
			return visit_say(s->visit, ui_printf(s->ui, "staff.update.%s", outcome));
	return ui_copy(s->ui, outcome);
}

static void news(struct scene *s, struct flow *f)
{
	struct upkeep_news n;

	text_pair(s, f, visit_say(s->visit, "staff.update.runs"), LOKET_VERSION);
	if (!upkeep_news(&n, s->visit)) {
		flow_hint(f, visit_say(s->visit, "staff.update.never"));
		return;
	}
	text_pair(s, f, visit_say(s->visit, "staff.update.latest"),
	        ui_printf(s->ui, "%s: %s", n.version, outcome_words(s, n.outcome)));
	if (*n.why)
		flow_hint(f, ui_copy(s->ui, n.why));
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct update_screen *me = state;
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.update"));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	news(s, &f);
	flow_space(&f, 3);
	if (!upkeep_has_units(s->visit))
		text_note(s, &f, true, visit_say(s->visit, "staff.unit.none"));
	for (int i = 0; i < PAGES && upkeep_has_units(s->visit); i++)
		errand_page_draw(s, &f, &pages[i], &me->answer);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_SERVICE_MENU : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_update = {
        .name = "update", .size = sizeof(struct update_screen), .staff = true, .enter = enter, .draw = draw};
