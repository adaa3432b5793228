/* update - new firmware and new content from a stick, and what the latest update came to */
#include "screens/code_page.h"
#include "screens/errand_page.h"
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/text_page.h"
#include "sys/text.h"
#include "sys/version.h"
#include "visit/duty.h"

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

/* The code whose page was pressed, in the frame, or NULL. */
static const char *news(struct scene *s, struct flow *f)
{
	struct upkeep_news n;
	const char *code;

	text_pair(s, f, visit_say(s->visit, "staff.update.runs"), LOKET_VERSION);
	if (!upkeep_news(&n, s->visit)) {
		flow_hint(f, visit_say(s->visit, "staff.update.never"));
		return NULL;
	}
	text_pair(s, f, visit_say(s->visit, "staff.update.latest"),
	        ui_printf(s->ui, "%s%s%s%s%s%s", n.version, *n.version ? ": " : "", outcome_words(s, n.outcome),
	                *n.code ? " (" : "", n.code, *n.code ? ")" : ""));
	code = ui_copy(s->ui, n.code);
	if (*n.why && duty_in_english(s->visit))
		flow_hint(f, ui_copy(s->ui, n.why));
	flow_space(f, 2);
	return code_page_button(s, f, NULL, code) ? code : NULL;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct update_screen *me = state;
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	const char *page;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.update"));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	page = news(s, &f);
	flow_space(&f, 3);
	if (!upkeep_has_units(s->visit)) {
		const char *pressed = errand_page_none(s, &f);

		page = pressed ? pressed : page;
	}
	for (int i = 0; i < PAGES && upkeep_has_units(s->visit); i++) {
		const char *pressed = errand_page_draw(s, &f, &pages[i], &me->answer);

		page = pressed ? pressed : page;
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (frame_bar(s, &frame, &to) == FRAME_BACK)
		return SCREEN_SERVICE_MENU;
	return page ? code_page_open(s, page, SCREEN_UPDATE) : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_update = {
        .name = "update", .size = sizeof(struct update_screen), .staff = true, .enter = enter, .draw = draw};
