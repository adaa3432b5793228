/* rules - every rule by which Loket proposes and checks, topic by topic; the whole sheet on paper. */
#include "notice/rules.h"

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/handing.h"

enum { ALL_TOPICS = -1, RULE_TEXT_MAX = 200 };

struct rules_screen {
	struct pager pager;
	bool printed;
	int open; /* topic + 1; 0: the list */
};

/* Who may do what stands in a table of its own. */
static void role_rows(struct scene *s, struct text_page *p)
{
	for (size_t i = 0; i < role_rules(); i++) {
		char text[RULE_TEXT_MAX];

		role_rule_text(text, sizeof text, i, !duty_in_english(s->visit));
		text_row(p, DESK_ROW_TEXT, NULL, ui_copy(s->ui, text));
	}
}

static void rule_row_to(struct scene *s, struct text_page *p, const struct rule_row *r)
{
	switch (r->kind) {
	case RULE_ROW_TITLE:
		text_row(p, DESK_ROW_TITLE, NULL, r->text);
		break;
	case RULE_ROW_TOPIC:
		text_row(p, DESK_ROW_HEADING, NULL, r->text);
		break;
	case RULE_ROW_TEXT:
		text_row(p, DESK_ROW_TEXT, NULL,
		        *r->law ? ui_printf(s->ui, "%s  %s (%s)", r->id, r->text, r->law)
		                : ui_printf(s->ui, "%s  %s", r->id, r->text));
		break;
	case RULE_ROW_NOT:
	case RULE_ROW_WHO:
		text_row(p, DESK_ROW_STRONG, NULL, r->text);
		break;
	}
}

static void rows_of(struct scene *s, struct text_page *p, int wanted)
{
	struct rule_row r;
	int topic = -1;

	for (int i = 0; rules_row(&r, i, duty_in_english(s->visit)); i++) {
		if (r.kind == RULE_ROW_TOPIC && topic == TOPIC_ROLES && wanted == ALL_TOPICS)
			role_rows(s, p);
		topic += r.kind == RULE_ROW_TOPIC;
		if (wanted == ALL_TOPICS || (topic == wanted && r.kind != RULE_ROW_TOPIC))
			rule_row_to(s, p, &r);
	}
	if (wanted == TOPIC_ROLES)
		role_rows(s, p);
}

static const char *topic_title(struct scene *s, int topic)
{
	const struct rule_topic_words *w = rule_topic_words((enum rule_topic)topic);

	return handing_words(s->visit, w->nl, w->en);
}

static enum screen_id list(struct scene *s, struct rules_screen *me)
{
	struct frame frame = {.next = visit_say(s->visit, "staff.print"), .next_icon = ICON_PRINTER};
	struct box area = frame_top(s, &frame);
	struct option o[TOPICS] = {0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;
	int pressed;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.rules"));
	flow_space(&f, 2);
	text_paper(s, &f, me->printed);
	for (int i = 0; i < TOPICS; i++)
		o[i] = (struct option){
		        .id = ui_printf(s->ui, "topic:%d", i), .label = topic_title(s, i), .plain = true};
	pressed = grid_options(s, &f, o, TOPICS, 2);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= 0) {
		me->open = pressed + 1;
		me->pager = (struct pager){0};
	}
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT) {
		struct text_page page = {.n = 0};

		rows_of(s, &page, ALL_TOPICS);
		return text_print(s, &me->printed, "rules", "", &page);
	}
	return act == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

static void leave_topic(struct rules_screen *me)
{
	me->open = 0;
	me->printed = false;
	me->pager = (struct pager){0};
}

/* Long, so the bar turns its pages, both ways. */
static enum screen_id one_topic(struct scene *s, struct rules_screen *me)
{
	bool at_end = me->pager.page + 1 >= me->pager.pages;
	struct frame frame = {.at = me->pager.page + 1,
	        .of = me->pager.pages,
	        .part = "notice.part",
	        .next = visit_say(s->visit, at_end ? "staff.done" : "nav.more")};
	struct box area = frame_top(s, &frame);
	struct pager bar = {.page = me->pager.page};
	struct text_page page = {.n = 0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &bar, area);
	flow_heading(&f, topic_title(s, me->open - 1));
	flow_space(&f, 2);
	rows_of(s, &page, me->open - 1);
	text_page_draw(s, &f, &page);
	flow_end_in_bar(&f);
	if (me->pager.pages != bar.pages)
		s->ui->reacted = true; /* the bar did not know yet */
	me->pager = bar;
	act = frame_bar(s, &frame, &to);
	if ((act == FRAME_BACK && bar.page == 0) || (act == FRAME_NEXT && at_end))
		leave_topic(me);
	else if (act == FRAME_BACK || act == FRAME_NEXT)
		me->pager.page += act == FRAME_NEXT ? 1 : -1;
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct rules_screen *me = state;

	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	return me->open ? one_topic(s, me) : list(s, me);
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_rules = {
        .name = "rules", .size = sizeof(struct rules_screen), .staff = true, .enter = enter, .draw = draw};
