/* signal_card - a situation, and what to do in five lines, in the officer's language. */
#include "notice/rules_card.h"

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/duty.h"
#include "visit/handing.h"

struct signal_screen {
	struct pager pager;
	bool printed;
	int open; /* situation + 1; 0: the list */
};

static enum screen_id list(struct scene *s, struct signal_screen *me)
{
	struct frame frame = {.practice = false};
	struct box area = frame_top(s, &frame);
	struct option o[SITUATIONS] = {0};
	enum screen_id to;
	struct flow f;
	int pressed;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.card.which"));
	flow_space(&f, 2);
	for (int i = 0; i < SITUATIONS; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "situation:%s", situation_name((enum situation)i)),
		        .label = handing_words(
		                s->visit, situation_nl((enum situation)i), situation_en((enum situation)i)),
		        .plain = true};
	pressed = grid_options(s, &f, o, SITUATIONS, 2);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= 0) {
		me->open = pressed + 1;
		me->pager = (struct pager){0};
	}
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

static void rows_of(struct scene *s, struct text_page *p, const struct signal_card *card)
{
	const char *ids = "";

	text_row(p, DESK_ROW_TITLE, NULL, card->title);
	for (int i = 0; i < SIGNAL_CARD_LINES; i++) {
		text_row(p, DESK_ROW_POINT, NULL, card->lines[i]);
		p->rows[p->n - 1].number = i + 1;
		if (card->rules[i] != RULE_NONE)
			ids = ui_printf(s->ui, "%s  %s", ids, rule_id(card->rules[i]));
	}
	if (*ids)
		text_row(p, DESK_ROW_SMALL, NULL,
		        ui_printf(s->ui, "%s:%s", visit_say(s->visit, "staff.work.rules"), ids));
}

static enum screen_id one(struct scene *s, struct signal_screen *me)
{
	enum situation situation = (enum situation)(me->open - 1);
	struct signal_card own = duty_in_english(s->visit) ? signal_card_en(situation) : *signal_card(situation);
	const struct signal_card *card = &own;
	struct frame frame = {.next = visit_say(s->visit, "staff.print"), .next_icon = ICON_PRINTER};
	struct box area = frame_top(s, &frame);
	struct text_page page = {.n = 0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, card->title);
	flow_space(&f, 3);
	text_paper(s, &f, me->printed);
	rows_of(s, &page, card);
	text_page_draw(s, &f, &page);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT)
		return text_print(s, &me->printed, "card", situation_name(card->situation), &page);
	if (act == FRAME_BACK) {
		me->open = 0;
		me->printed = false;
		me->pager = (struct pager){0};
	}
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct signal_screen *me = state;

	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	return me->open ? one(s, me) : list(s, me);
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_signal_card = {
        .name = "signal_card", .size = sizeof(struct signal_screen), .staff = true, .enter = enter, .draw = draw};
