/* manual - the page of one code, or all of them, a device after the other */
#include "visit/manual.h"

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "sys/text.h"
#include "visit/upkeep.h"

struct manual_screen {
	struct pager pager;
	bool printed;
};

/* The pages of one device, n of them; gives the one that was pressed, or NULL. */
static const struct manual_entry *group(struct scene *s, struct flow *f, const struct manual_entry *e, int n)
{
	struct option o[GRID_MAX] = {0};
	int pressed;

	grid_label(s, f, visit_say(s->visit, ui_printf(s->ui, "staff.manual.group.%c", e->code[0])));
	for (int i = 0; i < n; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "page:%s", e[i].code),
		        .label = ui_printf(s->ui, "%s  %s", e[i].code, e[i].title),
		        .icon = ICON_DOCUMENT,
		        .plain = true};
	pressed = grid_options(s, f, o, n, text_columns(s, 2));
	flow_space(f, 3);
	return pressed < 0 ? NULL : &e[pressed];
}

static void list(struct scene *s, struct flow *f)
{
	const struct manual_entry *all = NULL, *pressed = NULL;
	int n = manual_entries(&all, s->visit);

	flow_heading(f, visit_say(s->visit, "staff.work.manual"));
	flow_space(f, 2);
	if (n == 0)
		text_note(s, f, true,
		        visit_say(s->visit, upkeep_may(s->visit) ? "staff.manual.none" : "staff.desk.denied"));
	for (int i = 0, many; i < n; i += many) {
		const struct manual_entry *hit;

		for (many = 1; i + many < n && many < GRID_MAX && all[i + many].code[0] == all[i].code[0];)
			many++;
		hit = group(s, f, &all[i], many);
		pressed = hit ? hit : pressed;
	}
	if (pressed)
		(void)text_copy(s->tour->manual_page, sizeof s->tour->manual_page, pressed->code);
}

static void page(struct scene *s, struct flow *f, struct text_page *paper, const struct manual_page *p)
{
	const char *title = ui_printf(s->ui, "%s  %s", s->tour->manual_page, ui_copy(s->ui, p->rows[0].text));

	flow_heading(f, title);
	flow_space(f, 2);
	text_row(paper, DESK_ROW_TITLE, NULL, title);
	for (int i = 1; i < p->n; i++) {
		struct desk_row row = p->rows[i];

		row.text = ui_copy(s->ui, row.text);
		text_row(paper, row.kind, NULL, row.text);
		paper->rows[paper->n - 1].number = row.number;
	}
	text_page_draw(s, f, paper);
}

/* From a page to where it was opened, from the list to the menu. */
static enum screen_id back(struct scene *s, struct manual_screen *me)
{
	enum screen_id to = s->tour->from != SCREEN_STAY ? s->tour->from : SCREEN_SERVICE_MENU;

	if (*s->tour->manual_page && s->tour->from == SCREEN_STAY) {
		*s->tour->manual_page = '\0';
		*me = (struct manual_screen){0};
		return SCREEN_STAY;
	}
	*s->tour->manual_page = '\0';
	s->tour->from = SCREEN_STAY;
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct manual_screen *me = state;
	const struct manual_page *p = *s->tour->manual_page ? manual_page(s->visit, s->tour->manual_page) : NULL;
	struct frame frame = {.next = p ? visit_say(s->visit, "staff.print") : NULL,
	        .next_icon = ICON_PRINTER,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct text_page paper = {0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	if (p) {
		text_paper(s, &f, me->printed);
		page(s, &f, &paper, p);
	} else {
		list(s, &f);
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (!p && *s->tour->manual_page)
		*me = (struct manual_screen){0}; /* the page that was pressed begins at its start */
	if (act == FRAME_NEXT)
		return text_print(s, &me->printed, "manual", s->tour->manual_page, &paper);
	return act == FRAME_BACK ? back(s, me) : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_manual = {
        .name = "manual", .size = sizeof(struct manual_screen), .staff = true, .enter = enter, .draw = draw};
