/* diagnostics - every device: pass, fail or unknown, what was found, how to mend it, and which page of the manual */
#include "screens/code_page.h"
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/text_page.h"
#include "sys/text.h"
#include "visit/finding.h"
#include "visit/manual.h"
#include "visit/upkeep.h"

struct diagnostics_screen {
	struct pager pager;
	bool printed;
	char page[MANUAL_CODE_ROOM]; /* of the manual, to be opened */
};

static const char *verdict_words(struct scene *s, enum check_verdict v)
{
	return visit_say(s->visit, v == CHECK_PASSED   ? "staff.check.pass"
	                           : v == CHECK_FAILED ? "staff.check.fail"
	                                               : "staff.check.unknown");
}

static bool is_first(const struct check_list *l, size_t at)
{
	for (size_t i = 0; i < l->n; i++)
		if (i != at && text_is(l->rows[i].code, l->rows[at].code) &&
		        (l->rows[i].verdict == l->rows[at].verdict ? i < at : l->rows[i].verdict == CHECK_FAILED))
			return false;
	return true;
}

static const char *say(struct scene *s, const char *english)
{
	char said[FINDING_ROOM];

	finding_say(said, sizeof said, s->visit, english);
	return ui_copy(s->ui, said);
}

/* What fails stands in a frame with its mend; the rest is one line. */
static void row(struct scene *s, struct flow *f, struct text_page *page, const struct check *c)
{
	const char *label = ui_printf(s->ui, "%s  %s", verdict_words(s, c->verdict), finding_row(s->visit, c->name));
	const char *found = say(s, c->found);

	text_pair(s, f, label, found);
	text_row(page, DESK_ROW_PAIR, label, found);
	if (c->verdict == CHECK_PASSED || !*c->mend)
		return;
	label = ui_printf(s->ui, "%s%s%s", c->code, *c->code ? ": " : "", say(s, c->mend));
	text_note(s, f, c->verdict == CHECK_FAILED, label);
	text_row(page, DESK_ROW_STRONG, NULL, label);
}

static void rows(struct scene *s, struct flow *f, struct text_page *page, const struct check_list *l,
        struct diagnostics_screen *me)
{
	static const enum check_verdict order[] = {CHECK_FAILED, CHECK_UNKNOWN, CHECK_PASSED};

	for (size_t v = 0; v < sizeof order / sizeof *order; v++)
		for (size_t i = 0; i < l->n; i++)
			if (l->rows[i].verdict == order[v]) {
				row(s, f, page, &l->rows[i]);
				if (is_first(l, i) &&
				        code_page_button(s, f, NULL, l->rows[i].code)) /* its page, once */
					(void)text_copy(me->page, sizeof me->page, l->rows[i].code);
			}
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct diagnostics_screen *me = state;
	const struct check_list *l = upkeep_checks(s->visit);
	struct frame frame = {.next = visit_say(s->visit, "staff.print"),
	        .next_icon = ICON_PRINTER,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct text_page page = {0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.diagnostics"));
	flow_space(&f, 2);
	text_row(&page, DESK_ROW_TITLE, NULL, visit_say(s->visit, "staff.work.diagnostics"));
	text_paper(s, &f, me->printed);
	rows(s, &f, &page, l, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (*me->page)
		return code_page_open(s, me->page, SCREEN_DIAGNOSTICS);
	if (act == FRAME_NEXT)
		return text_print(s, &me->printed, "checks", "checks", &page);
	return act == FRAME_BACK ? SCREEN_SERVICE_MENU : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_diagnostics = {
        .name = "diagnostics", .size = sizeof(struct diagnostics_screen), .staff = true, .enter = enter, .draw = draw};
