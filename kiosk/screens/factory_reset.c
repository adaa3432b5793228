/* factory_reset - what will be gone, the PIN anew, the signed word on paper, and only then the second yes */
#include <string.h>

#include "screens/code_page.h"
#include "screens/errand_page.h"
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/pin_pad.h"
#include "screens/text_page.h"
#include "screens/typing.h"
#include "sys/text.h"
#include "visit/wiping.h"

enum stage { STAGE_WHAT, STAGE_CODE, STAGE_PIN, STAGE_SIGNED };
enum { CODE_ROOM = 24, STATEMENT_ROOM = 1100 };

static const float beside_keys = 2.6f;

struct reset_screen {
	struct pager pager;
	enum stage stage;
	char code[CODE_ROOM], statement[STATEMENT_ROOM];
	struct edit edit;
	struct keyboard_state keys;
	struct pin_pad pad;
	enum wiping_answer answer;
	enum desk_answer asked;
	bool printed;
};

static void go(struct reset_screen *me, struct scene *s, enum stage to)
{
	me->stage = to;
	me->pager = (struct pager){0};
	s->ui->reacted = true;
}

static void told(struct scene *s, struct flow *f, enum wiping_answer answer)
{
	static const char *const keys[] = {[WIPING_DENIED] = "staff.desk.denied",
	        [WIPING_PRACTICE] = "staff.desk.practice",
	        [WIPING_UNCONFIRMED] = "staff.reset.other_code",
	        [WIPING_WRONG_PIN] = "staff.pin.wrong",
	        [WIPING_WAIT] = "staff.pin.wait",
	        [WIPING_NO_UNIT] = "staff.unit.none",
	        [WIPING_TROUBLE] = "staff.desk.trouble"};

	if (answer != WIPING_DONE)
		text_note(s, f, true, visit_say(s->visit, keys[answer]));
}

/* ---- what will be gone ------------------------------------------------------------------------------ */

static void lost(struct scene *s, struct flow *f)
{
	static const char *const points[] = {
	        "staff.reset.records", "staff.reset.staff", "staff.reset.keys", "staff.reset.settings"};
	struct wiping_facts facts;

	(void)wiping_facts(&facts, s->visit);
	text_pair(s, f, visit_say(s->visit, "staff.reset.all"),
	        facts.known ? ui_printf(s->ui, "%lld", (long long)facts.records)
	                    : visit_say(s->visit, "staff.check.unknown"));
	text_pair(s, f, visit_say(s->visit, "staff.reset.unconfirmed"),
	        facts.known ? ui_printf(s->ui, "%lld", (long long)facts.unconfirmed)
	                    : visit_say(s->visit, "staff.check.unknown"));
	if (!facts.known || facts.unconfirmed > 0)
		text_note(s, f, true, visit_say(s->visit, "staff.reset.wait"));
	for (size_t i = 0; i < sizeof points / sizeof *points; i++)
		flow_point(f, 0, visit_say(s->visit, points[i]));
	flow_space(f, 2);
	flow_hint(f, visit_say(s->visit, "staff.reset.stays"));
}

static enum screen_id draw_what(struct reset_screen *me, struct scene *s)
{
	enum wiping_answer may = wiping_may(s->visit, "");
	struct frame frame = {.next = visit_say(s->visit, "nav.next"),
	        .next_closed = may != WIPING_DONE && may != WIPING_UNCONFIRMED,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	const char *page = NULL;
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.reset"));
	flow_space(&f, 2);
	if (may == WIPING_NO_UNIT)
		page = errand_page_none(s, &f);
	else if (frame.next_closed)
		told(s, &f, may);
	else
		text_note(s, &f, true, visit_say(s->visit, "staff.reset.gone"));
	if (may != WIPING_DENIED)
		lost(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT)
		go(me, s, may == WIPING_DONE ? STAGE_PIN : STAGE_CODE);
	if (page && act != FRAME_BACK)
		return code_page_open(s, page, SCREEN_FACTORY_RESET);
	return act == FRAME_BACK ? SCREEN_SERVICE_MENU : to;
}

/* ---- the station's code, where records would be lost ----------------------------------------------------- */

static enum screen_id draw_code(struct reset_screen *me, struct scene *s)
{
	const struct keyboard *k = s->ui->keyboards[KEYBOARD_LATIN];
	struct frame frame = {.next = visit_say(s->visit, "nav.next"), .keep_below_mm = typing_height(s->ui, k)};
	struct box area = frame_top(s, &frame);
	struct field field = {.id = "field:code",
	        .label = visit_say(s->visit, "staff.reset.code"),
	        .edit = &me->edit,
	        .wrong = me->answer == WIPING_UNCONFIRMED};
	enum frame_act act;
	enum screen_id to;

	ui_heading_in(
	        s->ui, area, visit_say(s->visit, field.wrong ? "staff.reset.other_code" : "staff.reset.code_why"));
	typing_draw(s, frame_below(s, &frame), &field, k, &me->keys);
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT) {
		me->answer = wiping_may(s->visit, me->code);
		if (me->answer == WIPING_DONE)
			go(me, s, STAGE_PIN);
		s->ui->reacted = true;
	}
	if (act == FRAME_BACK)
		go(me, s, STAGE_WHAT);
	return to;
}

/* ---- the PIN anew, then paper ------------------------------------------------------------------------------ */

static enum screen_id print(struct reset_screen *me, struct scene *s)
{
	struct text_page page = {0};
	char lines[STATEMENT_ROOM], *rest = lines, *line;

	(void)text_copy(lines, sizeof lines, me->statement);
	text_row(&page, DESK_ROW_TITLE, NULL, visit_say(s->visit, "staff.work.reset"));
	text_row(&page, DESK_ROW_TEXT, NULL, visit_say(s->visit, "staff.reset.paper"));
	while ((line = strsep(&rest, "\n")))
		if (*line)
			text_row(&page, DESK_ROW_SMALL, NULL, line);
	return text_print(s, &me->printed, "reset", "reset", &page);
}

static enum screen_id sign(struct reset_screen *me, struct scene *s)
{
	const char *text = "";

	me->answer = wiping_sign(&text, s->visit, me->code, me->pad.digits);
	pin_pad_clear(&me->pad);
	s->ui->reacted = true;
	if (me->answer != WIPING_DONE)
		return SCREEN_STAY;
	(void)text_copy(me->statement, sizeof me->statement, text);
	go(me, s, STAGE_SIGNED);
	return print(me, s);
}

static enum screen_id draw_pin(struct reset_screen *me, struct scene *s)
{
	struct frame frame = {0};
	struct box area = frame_top(s, &frame), pad = pin_pad_place(s->ui, &area);
	const char *label = visit_say(s->visit, "staff.pin");
	enum text_size kept = s->ui->size;
	enum frame_act act;
	enum screen_id to, printing = SCREEN_STAY;
	struct flow f;
	bool whole;

	area.w -= area.w < s->ui->panel.width_mm * 0.8f ? beside_keys : 0;
	s->ui->size = SIZE_S; /* beside the keys there is room for that */
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, label);
	told(s, &f, me->answer);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	s->ui->size = kept;
	whole = pin_pad_draw(s, pad, &me->pad, duty_pin_digits(s->visit), label);
	act = frame_bar(s, &frame, &to);
	if (whole)
		printing = sign(me, s);
	if (act == FRAME_BACK) {
		pin_pad_clear(&me->pad);
		go(me, s, STAGE_WHAT);
	}
	return printing != SCREEN_STAY ? printing : to;
}

static enum screen_id draw_signed(struct reset_screen *me, struct scene *s)
{
	struct frame frame = {.next = visit_say(s->visit, "staff.print"), .next_icon = ICON_PRINTER};
	struct box area = frame_top(s, &frame);
	static const struct errand_page last = {
	        UPKEEP_RESET, "task:wipe", "staff.reset.now", "staff.reset.last", ICON_WARNING};
	const char *page;
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.reset.signed"));
	flow_space(&f, 2);
	text_paper(s, &f, me->printed);
	text_answer(s, &f, me->asked);
	page = errand_page_draw(s, &f, &last, &me->asked);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT)
		return print(me, s);
	if (act == FRAME_BACK || to == SCREEN_STOPPED)
		wiping_turn_back(s->visit);
	if (page && act != FRAME_BACK)
		return code_page_open(s, page, SCREEN_FACTORY_RESET);
	return act == FRAME_BACK ? SCREEN_SERVICE_MENU : to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	static enum screen_id (*const stages[])(struct reset_screen *, struct scene *) = {
	        draw_what, draw_code, draw_pin, draw_signed};
	struct reset_screen *me = state;

	return stages[me->stage](me, s);
}

static void enter(void *state, struct scene *s)
{
	struct reset_screen *me = state;

	face_staff(s);
	wiping_turn_back(s->visit);
	edit_init(&me->edit, me->code, sizeof me->code);
}

const struct screen screen_factory_reset = {
        .name = "factory_reset", .size = sizeof(struct reset_screen), .staff = true, .enter = enter, .draw = draw};
