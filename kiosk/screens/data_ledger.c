/* data_ledger - what happens with these answers: to read, to hear, to take along. */
#include "visit/data_ledger.h"

#include "screens/frame.h"
#include "screens/grid.h"

struct ledger_screen {
	struct pager pager;
	bool printed;
};

/* Small and close: it is to be read at a glance, and it says nothing that must not be overlooked. */
static void rows(struct scene *s, struct flow *f)
{
	struct ledger_row row[LEDGER_ROWS_MAX];
	int n = data_ledger_rows(s->visit, row, LEDGER_ROWS_MAX, s->ui->arena[s->ui->turn]);
	const bool little = ui_is_compact(s->ui) && ui_cap(s->ui) > 6; /* a page would hold half a sentence */
	const float cap = ui_cap(s->ui) * (little ? 0.62f : 0.8f);

	for (int i = 0; i < n; i++) {
		if (row[i].label && !row[i].text) {
			flow_keep(f, cap * 9);
			flow_space(f, cap * 0.6f);
			flow_text(f, row[i].label, cap, true, PAINT_MAIN);
			continue;
		}
		flow_keep(f, row[i].label ? cap * (little ? 3.6f : 5) : cap * 2);
		if (row[i].label)
			flow_text(f, row[i].label, cap, true, PAINT_INK);
		flow_text(f, row[i].text, cap, false, PAINT_INK);
		flow_space(f, cap * 0.5f);
	}
}

static void voice(struct scene *s)
{
	if (visit_is_speaking(s->visit))
		visit_hush(s->visit);
	else
		data_ledger_say(s->visit);
}

static void listen(struct scene *s, struct flow *f)
{
	bool speaking = visit_is_speaking(s->visit);
	struct button b = {.id = speaking ? "silence" : "listen",
	        .label = visit_say(s->visit, speaking ? "notice.silence" : "notice.listen"),
	        .icon = speaking ? ICON_SPEAKER_OFF : ICON_SPEAKER};

	if (visit_has_voice(s->visit) && grid_buttons(s, f, &b, 1) == 0)
		voice(s);
}

static void paper(struct scene *s, struct flow *f)
{
	enum visit_paper p = visit_paper(s->visit);
	bool good = p == PAPER_PRINTED || p == PAPER_SENT;

	if (p == PAPER_PRINTING || p == PAPER_WAITING)
		return;
	flow_note(f, good ? ROLE_TEXT : ROLE_ERROR, good ? ICON_PRINTER : ICON_PAPER_OUT,
	        visit_say(s->visit, p == PAPER_PRINTED ? "paper.printed"
	                            : p == PAPER_SENT  ? "paper.sent"
	                                               : "paper.failed"));
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct ledger_screen *me = state;
	struct frame frame = {.next = visit_say(s->visit, "notice.print"), .next_icon = ICON_PRINTER};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	if (!visit_session(s->visit))
		return SCREEN_SERVICE;
	if (me->printed && visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "ledger.title"));
	flow_space(&f, 2);
	listen(s, &f);
	if (me->printed)
		paper(s, &f);
	flow_space(&f, 2);
	rows(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT && data_ledger_print(s->visit, s->ui->size == SIZE_XL)) {
		me->printed = true;
		me->pager.page = 0;
		return SCREEN_PRINTING;
	}
	if (act != FRAME_BACK)
		return to;
	visit_hush(s->visit);
	return visit_is_saved(s->visit) ? SCREEN_RECEIPT : SCREEN_REVIEW;
}

const struct screen screen_data_ledger = {
        .name = "data_ledger", .size = sizeof(struct ledger_screen), .in_visit = true, .draw = draw};
