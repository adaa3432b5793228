/* notice_understood - did we explain it well: one question at a time, no score, always free to skip. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/reader.h"
#include "visit/handing.h"
#include "visit/duty.h"

struct understood_screen {
	struct pager pager;
	bool said_right;
};

static void ask(struct scene *s, struct flow *f, struct teach_back *t)
{
	const struct notice_question *q = teach_question(t);
	struct option o[NOTICE_OPTIONS_MAX] = {0};
	int pressed;

	flow_heading(f, q->text);
	flow_space(f, 3);
	for (int i = 0; i < q->n_options; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "answer:%d", i),
		        .label = q->options[i].label,
		        .value = "",
		        .icon = q->options[i].unsure ? ICON_UNKNOWN : ICON_NONE};
	pressed = grid_options(s, f, o, q->n_options, 1);
	if (pressed >= 0)
		teach_answer(t, pressed);
}

static void explain(struct scene *s, struct flow *f, struct teach_back *t)
{
	struct teach_help help = teach_help(t);

	flow_heading(f, visit_say(s->visit, "understood.explain"));
	flow_space(f, 3);
	if (help.item)
		reader_item(s, f, help.item, help.core_only);
}

static void human(struct scene *s, struct flow *f, struct teach_back *t)
{
	struct teach_help help = teach_help(t);

	flow_heading(f, visit_say(s->visit, "understood.human"));
	flow_space(f, 3);
	if (help.item)
		reader_item(s, f, help.item, help.core_only);
}

static const char *way_on(const struct scene *s, const struct teach_back *t)
{
	switch (teach_state(t)) {
	case TEACH_ASK:
		return visit_say(s->visit, "understood.skip");
	case TEACH_EXPLAIN:
		return visit_say(s->visit, "understood.again");
	case TEACH_HUMAN:
	case TEACH_DONE:
		break;
	}
	return visit_say(s->visit, "nav.next");
}

/* The way on, by where the walk stands. */
static void go_on(struct teach_back *t)
{
	switch (teach_state(t)) {
	case TEACH_ASK:
		teach_stop(t);
		break;
	case TEACH_EXPLAIN:
		teach_explained(t);
		break;
	case TEACH_HUMAN:
		teach_human(t, false); /* the officer may say on the next screen that it is clear now */
		break;
	case TEACH_DONE:
		break;
	}
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct understood_screen *me = state;
	struct teach_back *t = handing_teach(s->visit);
	struct frame frame = {.next = way_on(s, t), .practice = duty_is_practice(s->visit)};
	enum frame_act act;
	struct box area;
	struct flow f;
	enum screen_id to;

	if (teach_state(t) != TEACH_DONE) {
		frame.at = teach_number(t);
		frame.of = teach_total(t);
	}
	area = frame_top(s, &frame);
	flow_begin(&f, s->ui, &me->pager, area);
	switch (teach_state(t)) {
	case TEACH_ASK:
		flow_hint(&f, ui_printf(s->ui, "%s %s", visit_say(s->visit, "understood.title"),
		                      visit_say(s->visit, "understood.intro")));
		flow_space(&f, 2);
		ask(s, &f, t);
		break;
	case TEACH_EXPLAIN:
		explain(s, &f, t);
		break;
	case TEACH_HUMAN:
		human(s, &f, t);
		break;
	case TEACH_DONE:
		flow_heading(&f, visit_say(s->visit, "understood.done"));
		break;
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT) {
		go_on(t);
		me->pager.page = 0;
	}
	if (act == FRAME_BACK)
		return SCREEN_NOTICE_SHOW;
	if (act == FRAME_NEXT && teach_state(t) == TEACH_DONE) {
		handing_taught(s->visit);
		return SCREEN_NOTICE_HANDOVER;
	}
	return to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_person(s);
}

const struct screen screen_notice_understood = {.name = "notice_understood",
        .size = sizeof(struct understood_screen),
        .in_visit = true,
        .enter = enter,
        .draw = draw};
