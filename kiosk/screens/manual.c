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

static bool is_page(const char *wanted)
{
	return wanted[0] && wanted[1];
}

/* One card each, by id and words; gives the one that was pressed, or -1. */
static int cards(struct scene *s, struct flow *f, struct option *o, int n)
{
	for (int i = 0; i < n; i++) {
		o[i].icon = ICON_DOCUMENT;
		o[i].plain = true;
	}
	return grid_options(s, f, o, n, text_columns(s, 2));
}

/* The pages of one device. */
static const char *pages_of(struct scene *s, struct flow *f, const struct manual_entry *all, int n, char letter)
{
	const char *codes[GRID_MAX] = {0};
	struct option o[GRID_MAX] = {0};
	int many = 0, pressed;

	for (int i = 0; i < n && many < GRID_MAX; i++)
		if (all[i].code[0] == letter) {
			o[many].id = ui_printf(s->ui, "page:%s", all[i].code);
			o[many].label = ui_printf(s->ui, "%s  %s", all[i].code, all[i].title);
			codes[many++] = all[i].code;
		}
	pressed = cards(s, f, o, many);
	return pressed < 0 ? NULL : codes[pressed];
}

/* The devices that have pages; each is named by the letter of its codes. */
static const char *devices(struct scene *s, struct flow *f, const struct manual_entry *all, int n)
{
	const char *letters[GRID_MAX] = {0};
	struct option o[GRID_MAX] = {0};
	int many = 0, pressed;

	for (int i = 0; i < n && many < GRID_MAX; i++)
		if (i == 0 || all[i].code[0] != all[i - 1].code[0]) {
			letters[many] = ui_printf(s->ui, "%c", all[i].code[0]);
			o[many].id = ui_printf(s->ui, "group:%s", letters[many]);
			o[many].label = visit_say(s->visit, ui_printf(s->ui, "staff.manual.group.%s", letters[many]));
			many++;
		}
	pressed = cards(s, f, o, many);
	return pressed < 0 ? NULL : letters[pressed];
}

static void list(struct scene *s, struct flow *f)
{
	const char *wanted = s->tour->manual_page, *pressed = NULL;
	const struct manual_entry *all = NULL;
	int n = manual_entries(&all, s->visit);

	flow_heading(
	        f, visit_say(s->visit, *wanted && !is_page(wanted) ? ui_printf(s->ui, "staff.manual.group.%s", wanted)
	                                                           : "staff.work.manual"));
	flow_space(f, 2);
	if (n == 0)
		text_note(s, f, true,
		        visit_say(s->visit, upkeep_may(s->visit) ? "staff.manual.none" : "staff.desk.denied"));
	else if (*wanted && !is_page(wanted))
		pressed = pages_of(s, f, all, n, *wanted);
	else
		pressed = devices(s, f, all, n);
	if (pressed)
		(void)text_copy(s->tour->manual_page, sizeof s->tour->manual_page, pressed);
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

/* From a page to its device, from there to all of them; a page that another screen opened leads back there. */
static enum screen_id back(struct scene *s, struct manual_screen *me)
{
	enum screen_id to = s->tour->from != SCREEN_STAY ? s->tour->from : SCREEN_SERVICE_MENU;
	char *wanted = s->tour->manual_page;

	if (*wanted && s->tour->from == SCREEN_STAY) {
		wanted[is_page(wanted) ? 1 : 0] = '\0';
		*me = (struct manual_screen){0};
		return SCREEN_STAY;
	}
	*wanted = '\0';
	s->tour->from = SCREEN_STAY;
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct manual_screen *me = state;
	const struct manual_page *p = manual_page(s->visit, s->tour->manual_page);
	struct frame frame = {.next = p ? visit_say(s->visit, "staff.print") : NULL,
	        .next_icon = ICON_PRINTER,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct text_page paper = {0};
	char before = s->tour->manual_page[0];
	bool was_page = is_page(s->tour->manual_page);
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
	if (s->tour->manual_page[0] != before || is_page(s->tour->manual_page) != was_page)
		*me = (struct manual_screen){0}; /* what was pressed begins at its start */
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
