#include "screens/counters.h"

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "sys/text.h"
#include "visit/handing.h"

struct counters_screen {
	struct pager pager;
	bool printed;
	bool month;
};

/* Names of a closed list have words; minutes and languages are names themselves. */
static const char *column_words(struct scene *s, const struct count_shown *shown, int column)
{
	const char *name = shown->column[column];

	if (shown->table == TABLE_MISSING)
		return visit_name_of_language(s->visit, name);
	if ((shown->table == TABLE_MINUTES && !text_is(name, "unknown")) || shown->table == TABLE_WAITED)
		return ui_printf(s->ui, "%s %s", name, visit_say(s->visit, "staff.time.minute"));
	return ui_copy(s->ui,
	        visit_say(s->visit, ui_printf(s->ui, "staff.count.%s_%s", count_table_name(shown->table), name)));
}

/* "nl 12, uk <5, samen 15" */
static void notice_row(struct scene *s, struct text_page *p, const struct count_shown *shown, int r)
{
	const char *line = "", *total = visit_say(s->visit, "staff.count.total");

	for (int c = 0; c < shown->columns; c++)
		if (!text_is(shown->cell[r][c], "0"))
			line = ui_printf(s->ui, "%s%s %s,  ", line, shown->column[c], shown->cell[r][c]);
	line = ui_printf(s->ui, "%s%s %s", line, total, shown->cell[r][shown->columns]);
	text_row(p, DESK_ROW_PAIR, r < shown->rows ? ui_copy(s->ui, shown->row[r]) : total, line);
}

static void table(struct scene *s, struct text_page *p, const struct count_shown *shown)
{
	text_row(p, DESK_ROW_HEADING, NULL, count_table_meaning(shown->table, !duty_in_english(s->visit)));
	if (shown->table == TABLE_HANDED) {
		for (int r = 0; r < shown->rows + (shown->rows > 1); r++)
			notice_row(s, p, shown, r);
		return;
	}
	for (int c = 0; c < shown->columns; c++)
		if (!text_is(shown->cell[0][c], "0"))
			text_row(p, DESK_ROW_PAIR, column_words(s, shown, c), ui_copy(s->ui, shown->cell[0][c]));
}

bool counters_rows(struct scene *s, struct text_page *p, const char *day)
{
	bool any = false;

	for (int t = 0; t < TABLES; t++) {
		const struct count_shown *shown = desk_work_counts(s->visit, (enum count_table)t, day);

		if (!shown || shown->rows == 0)
			continue;
		table(s, p, shown);
		any = true;
	}
	if (any)
		text_row(p, DESK_ROW_SMALL, NULL, visit_say(s->visit, "staff.count.hidden"));
	else
		text_row(p, DESK_ROW_TEXT, NULL, visit_say(s->visit, "staff.count.none"));
	return any;
}

/* Today or this month; true when the page is to be printed. */
static bool choose(struct scene *s, struct flow *f, struct counters_screen *me)
{
	bool may_print = duty_may(s->visit, ACTION_EXPORT, 0);
	struct button b[2] = {
	        {.id = "period",
	                .label = visit_say(s->visit, me->month ? "staff.count.to_today" : "staff.count.to_month"),
	                .icon = ICON_CALENDAR},
	        {.id = "print", .label = visit_say(s->visit, "staff.print"), .icon = ICON_PRINTER}};
	int pressed = grid_buttons(s, f, b, may_print ? 2 : 1);

	if (pressed == 0) {
		me->month = !me->month;
		me->pager = (struct pager){0};
	}
	return pressed == 1;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct counters_screen *me = state;
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct text_page page = {.n = 0};
	char today[11];
	enum screen_id to;
	struct flow f;
	bool print;

	desk_work_today(s->visit, today);
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, me->month ? "staff.count.month" : "staff.count.today"));
	flow_space(&f, 2);
	print = choose(s, &f, me);
	text_paper(s, &f, me->printed);
	text_row(&page, DESK_ROW_TITLE, NULL,
	        visit_say(s->visit, me->month ? "staff.count.month" : "staff.count.today"));
	(void)counters_rows(s, &page, me->month ? "" : today);
	text_page_draw(s, &f, &page);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (print)
		return text_print(s, &me->printed, "count", me->month ? "month" : "today", &page);
	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_counters = {
        .name = "counters", .size = sizeof(struct counters_screen), .staff = true, .enter = enter, .draw = draw};
