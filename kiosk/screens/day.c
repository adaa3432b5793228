/* day - the desk's day is opened and closed: seals read from the case, paper left, what was counted. */
#include <stdio.h>

#include "screens/counters.h"
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/typing.h"
#include "sys/text.h"

struct day_screen {
	struct pager pager;
	bool printed;
	char seals[DAY_SEALS_MAX + 1];
	struct edit edit;
	struct keyboard_state keys;
	bool typing, closed;
	enum desk_answer answer;
	struct desk_day day; /* as it was closed */
};

static const char *roll_words(struct scene *s, int64_t mm)
{
	if (mm < 0)
		return visit_say(s->visit, "staff.roll.unknown");
	return ui_printf(s->ui, "%d m", (int)(mm / 1000));
}

/* "2026-11-22" as people read it. */
static const char *date_words(struct scene *s, const char *date)
{
	int year, month, day;

	if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3)
		return ui_copy(s->ui, date);
	return ui_copy(s->ui, visit_say_with(s->visit, "date.long",
	                              (const char *const[]){"day", ui_printf(s->ui, "%d", day), "month",
	                                      visit_say(s->visit, ui_printf(s->ui, "month.%d", month)), "year",
	                                      ui_printf(s->ui, "%d", year), NULL}));
}

/* ---- how it stands -------------------------------------------------------------------- */

static void standing(struct scene *s, struct flow *f, struct day_screen *me, enum day_state state)
{
	struct text_page page = {.n = 0};
	struct desk_queue queue;
	char today[11];

	desk_work_today(s->visit, today);
	if (state == DAY_FORGOTTEN)
		text_note(s, f, true, visit_say(s->visit, "staff.day.forgotten"));
	text_row(&page, DESK_ROW_PAIR, visit_say(s->visit, "staff.day.date"),
	        date_words(s, state == DAY_CLOSED ? today : desk_work_day_date(s->visit)));
	if (desk_work_queue(&queue, s->visit))
		text_row(&page, DESK_ROW_PAIR, visit_say(s->visit, "staff.roll.left"), roll_words(s, queue.roll_mm));
	text_row(&page, DESK_ROW_PAIR, visit_say(s->visit, "staff.day.seals"),
	        *me->seals ? me->seals : visit_say(s->visit, "staff.field.open"));
	if (state != DAY_CLOSED && !counters_rows(s, &page, desk_work_day_date(s->visit)))
		text_row(&page, DESK_ROW_TEXT, NULL, visit_say(s->visit, "staff.day.will_be_zero"));
	text_page_draw(s, f, &page);
}

static enum screen_id overview(struct scene *s, struct day_screen *me)
{
	enum day_state state = desk_work_day(s->visit);
	struct frame frame = {.next = visit_say(s->visit, state == DAY_CLOSED ? "staff.day.open" : "staff.day.close"),
	        .next_icon = ICON_CHECK,
	        .practice = duty_is_practice(s->visit)};
	struct button seals = {.id = "seals", .label = visit_say(s->visit, "staff.day.type_seals"), .icon = ICON_EDIT};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, state == DAY_CLOSED ? "staff.day.is_closed"
	                                     : state == DAY_OPEN ? "staff.day.is_open"
	                                                         : "staff.day.is_forgotten"));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	if (grid_buttons(s, &f, &seals, 1) == 0)
		me->typing = true;
	flow_space(&f, 2);
	standing(s, &f, me, state);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_BACK)
		return SCREEN_STAFF_MENU;
	if (act != FRAME_NEXT)
		return to;
	if (state == DAY_CLOSED) {
		me->answer = desk_work_day_open(s->visit, me->seals);
	} else {
		me->answer = desk_work_day_close(&me->day, s->visit, me->seals);
		me->closed = me->answer == DESK_DONE;
	}
	edit_replace(&me->edit, me->answer == DESK_DONE ? "" : ui_copy(s->ui, me->seals));
	me->pager = (struct pager){0};
	return SCREEN_STAY;
}

/* ---- what was signed ---------------------------------------------------------------------- */

static void signed_rows(struct scene *s, struct text_page *p, const struct desk_day *d)
{
	text_row(p, DESK_ROW_TITLE, NULL, visit_say(s->visit, "staff.day.sheet"));
	if (d->zero)
		text_row(p, DESK_ROW_STRONG, NULL, visit_say(s->visit, "staff.day.zero"));
	if (d->late)
		text_row(p, DESK_ROW_STRONG, NULL, visit_say(s->visit, "staff.day.late"));
	text_row(p, DESK_ROW_PAIR, visit_say(s->visit, "staff.day.date"), date_words(s, d->date));
	text_row(p, DESK_ROW_PAIR, visit_say(s->visit, "staff.day.by"), ui_copy(s->ui, d->by));
	text_row(p, DESK_ROW_PAIR, visit_say(s->visit, "staff.day.seals"),
	        *d->seals ? ui_printf(s->ui, "\u2068%s\u2069", d->seals) : "-");
	text_row(p, DESK_ROW_PAIR, visit_say(s->visit, "staff.roll.left"), roll_words(s, d->roll_mm));
	text_row(p, *d->number ? DESK_ROW_NUMBER : DESK_ROW_PAIR, visit_say(s->visit, "staff.day.number"),
	        *d->number ? ui_copy(s->ui, d->number) : visit_say(s->visit, "staff.day.later"));
	if (!d->zero)
		(void)counters_rows(s, p, d->date);
}

static enum screen_id outcome(struct scene *s, struct day_screen *me)
{
	struct frame frame = {.next = visit_say(s->visit, "staff.done"), .next_icon = ICON_CHECK, .no_back = true};
	struct button print = {.id = "print", .label = visit_say(s->visit, "staff.print"), .icon = ICON_PRINTER};
	struct box area = frame_top(s, &frame);
	struct text_page page = {.n = 0};
	bool wanted;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.day.sheet"));
	flow_space(&f, 2);
	signed_rows(s, &page, &me->day);
	text_paper(s, &f, me->printed);
	text_page_draw(s, &f, &page);
	wanted = grid_buttons(s, &f, &print, 1) == 0;
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (wanted)
		return text_print(s, &me->printed, "count", me->day.date, &page);
	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	if (frame_bar(s, &frame, &to) != FRAME_NEXT)
		return to;
	me->closed = false;
	me->pager = (struct pager){0};
	return me->day.late ? SCREEN_STAY : SCREEN_STAFF_MENU; /* today is still to be opened */
}

/* ---- the seals ------------------------------------------------------------------------------ */

static enum screen_id type_seals(struct scene *s, struct day_screen *me)
{
	const struct keyboard *k = s->ui->keyboards[KEYBOARD_LATIN];
	struct frame frame = {.next = visit_say(s->visit, "nav.next"), .keep_below_mm = typing_height(s->ui, k)};
	struct field field = {.id = "field:seals",
	        .label = visit_say(s->visit, "staff.day.seals"),
	        .ghost = "A104 A105",
	        .edit = &me->edit};
	struct box area = frame_top(s, &frame);
	struct pager pager = {0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.day.type_seals"));
	flow_space(&f, 2);
	flow_hint(&f, visit_say(s->visit, "staff.day.seals_hint"));
	flow_end_in_bar(&f);
	typing_draw(s, frame_below(s, &frame), &field, k, &me->keys);
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT || act == FRAME_BACK)
		me->typing = false;
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct day_screen *me = state;
	bool was_closed = me->closed;
	enum screen_id to;

	if (me->typing)
		to = type_seals(s, me);
	else
		to = me->closed ? outcome(s, me) : overview(s, me);
	if (me->closed && !was_closed) { /* the count comes out by itself */
		struct text_page page = {.n = 0};

		signed_rows(s, &page, &me->day);
		return text_print(s, &me->printed, "count", me->day.date, &page);
	}
	return to;
}

static void enter(void *state, struct scene *s)
{
	struct day_screen *me = state;

	face_staff(s);
	edit_init(&me->edit, me->seals, sizeof me->seals);
}

const struct screen screen_day = {
        .name = "day", .size = sizeof(struct day_screen), .staff = true, .enter = enter, .draw = draw};
