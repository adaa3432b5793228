/* queue - what waits and what was printed today; a person says what became of a print; a new roll is declared. */
#include <string.h>

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "sys/text.h"
#include "visit/handing.h"

struct queue_screen {
	struct pager pager;
	enum { VIEW_ALL, VIEW_JUDGE, VIEW_ROLL } view;
	int64_t job; /* VIEW_JUDGE */
	int metres; /* VIEW_ROLL */
	enum desk_answer answer;
};

static void see(struct queue_screen *me, int view)
{
	me->view = view;
	me->pager = (struct pager){0};
}

/* ---- words ------------------------------------------------------------------------------ */

static const char *time_of(struct scene *s, int64_t at_ms)
{
	const char *when = handing_when(s->visit, at_ms);

	return ui_copy(s->ui, strlen(when) > 11 ? when + 11 : when);
}

static const char *kind_words(struct scene *s, const struct journal_row *row)
{
	const char *kind = visit_say(s->visit, text_is(row->kind, "receipt")   ? "staff.print.receipt"
	                                       : text_is(row->kind, "notice")  ? "staff.print.notice"
	                                       : text_is(row->kind, "count")   ? "staff.print.count"
	                                       : text_is(row->kind, "concept") ? "staff.print.concept"
	                                                                       : "staff.print.other");

	return ui_printf(s->ui, "%s  %s %s", time_of(s, row->created_ms), kind, row->title);
}

/* What is claimed is what was proved. */
static const char *state_words(struct scene *s, const struct journal_row *row)
{
	static const char *const levels[] = {
	        "staff.level.0", "staff.level.1", "staff.level.2", "staff.level.3", "staff.level.4", "staff.level.5"};
	static const char *const judged[] = {[JOURNAL_UNJUDGED] = "staff.print.unknown",
	        [JOURNAL_CAME_OUT] = "staff.print.came_out",
	        [JOURNAL_DID_NOT] = "staff.print.did_not",
	        [JOURNAL_TORN] = "staff.print.torn"};

	switch (row->state) {
	case JOURNAL_QUEUED:
		return visit_say(s->visit, "staff.print.queued");
	case JOURNAL_PRINTING:
		return visit_say(s->visit, "staff.print.printing");
	case JOURNAL_DONE:
		return visit_say(s->visit, levels[row->level < 0 ? 0 : row->level > 5 ? 5 : row->level]);
	case JOURNAL_VOID:
		return visit_say(s->visit, "staff.print.void");
	case JOURNAL_UNKNOWN:
		break;
	}
	return visit_say(s->visit, judged[row->judgement]);
}

static const char *sensed(struct scene *s, enum desk_sense sense, const char *well, const char *out)
{
	return visit_say(s->visit, sense == DESK_SENSED_WELL  ? well
	                           : sense == DESK_SENSED_LOW ? "staff.printer.low"
	                           : sense == DESK_SENSED_OUT ? out
	                                                      : "staff.printer.not_sensed");
}

static const char *age_words(struct scene *s, int64_t seconds)
{
	const char *hour = visit_say(s->visit, "staff.time.hour"), *minute = visit_say(s->visit, "staff.time.minute");

	if (seconds >= 3600)
		return ui_printf(s->ui, "%lld %s", (long long)seconds / 3600, hour);
	return ui_printf(s->ui, "%lld %s", (long long)seconds / 60, minute);
}

/* ---- all ----------------------------------------------------------------------------------- */

static void records(struct scene *s, struct flow *f, const struct desk_queue *q)
{
	const char *text = visit_say(s->visit, "staff.queue.not_known");

	if (q->store_known)
		text = q->waiting + q->sent == 0
		               ? visit_say(s->visit, "staff.queue.nothing")
		               : ui_printf(s->ui, "%lld  (%s %s)", (long long)q->waiting + q->sent,
		                         visit_say(s->visit, "staff.queue.oldest"), age_words(s, q->oldest_s));
	text_pair(s, f, visit_say(s->visit, "staff.queue.waiting"), text);
}

static void printer(struct scene *s, struct flow *f, const struct desk_queue *q)
{
	const char *roll = visit_say(s->visit, "staff.roll.unknown");

	if (q->printer != DESK_PRINTER_THERE) {
		text_pair(s, f, visit_say(s->visit, "staff.printer"),
		        visit_say(s->visit,
		                q->printer == DESK_PRINTER_NONE ? "staff.printer.none" : "staff.printer.gone"));
	} else {
		text_pair(s, f, visit_say(s->visit, "staff.printer.paper"),
		        sensed(s, q->paper, "staff.printer.there", "staff.printer.out"));
		text_pair(s, f, visit_say(s->visit, "staff.printer.cover"),
		        sensed(s, q->cover, "staff.printer.closed", "staff.printer.open"));
	}
	if (q->roll_mm >= 0)
		roll = ui_printf(
		        s->ui, "%d mm, %d %s", q->roll_mm, q->notices, visit_say(s->visit, "staff.roll.notices"));
	text_pair(s, f, visit_say(s->visit, "staff.roll.left"), roll);
}

/* Each print a line; one that nobody knows the end of is a card to tap. */
static void prints(struct scene *s, struct flow *f, struct queue_screen *me, const struct desk_queue *q)
{
	grid_label(s, f, visit_say(s->visit, "staff.queue.prints"));
	for (int i = 0; i < q->n; i++) {
		const struct journal_row *row = &q->rows[i];
		struct option o = {.id = ui_printf(s->ui, "judge:%lld", (long long)row->id),
		        .label = kind_words(s, row),
		        .value = visit_say(s->visit, "staff.print.judge"),
		        .icon = ICON_WARNING,
		        .plain = true};

		if (!desk_work_print_is_open(row)) {
			text_pair(s, f, kind_words(s, row), state_words(s, row));
		} else if (grid_options(s, f, &o, 1, 1) == 0) {
			me->job = row->id;
			see(me, VIEW_JUDGE);
		}
	}
	if (q->n == 0)
		flow_hint(f, visit_say(s->visit, "staff.queue.no_prints"));
}

static enum screen_id all(struct scene *s, struct queue_screen *me, const struct desk_queue *q)
{
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct button roll = {.id = "roll", .label = visit_say(s->visit, "staff.roll.new"), .icon = ICON_PAPER};
	struct box area = frame_top(s, &frame);
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.queue"));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	records(s, &f, q);
	printer(s, &f, q);
	if (grid_buttons(s, &f, &roll, 1) == 0) {
		me->metres = desk_work_roll_length_m(s->visit);
		see(me, VIEW_ROLL);
	}
	prints(s, &f, me, q);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (frame_bar(s, &frame, &to) != FRAME_BACK)
		return to;
	return s->tour->from == SCREEN_SERVICE_MENU ? SCREEN_SERVICE_MENU : SCREEN_STAFF_MENU;
}

/* ---- one print, one roll ------------------------------------------------------------------------ */

static enum screen_id judge(struct scene *s, struct queue_screen *me, const struct desk_queue *q)
{
	static const enum journal_judgement saw[] = {JOURNAL_CAME_OUT, JOURNAL_DID_NOT, JOURNAL_TORN};
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct option o[] = {{.id = "saw:came_out", .label = visit_say(s->visit, "staff.judge.came_out")},
	        {.id = "saw:did_not", .label = visit_say(s->visit, "staff.judge.did_not")},
	        {.id = "saw:torn", .label = visit_say(s->visit, "staff.judge.torn")}};
	struct box area = frame_top(s, &frame);
	enum screen_id to;
	struct flow f;
	int pressed;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.judge"));
	flow_space(&f, 2);
	for (int i = 0; i < q->n; i++)
		if (q->rows[i].id == me->job)
			text_note(s, &f, false, kind_words(s, &q->rows[i]));
	pressed = grid_options(s, &f, o, 3, 1);
	flow_hint(&f, visit_say(s->visit, "staff.judge.hint"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= 0) {
		me->answer = desk_work_judge(s->visit, me->job, saw[pressed]);
		see(me, VIEW_ALL);
	}
	if (frame_bar(s, &frame, &to) == FRAME_BACK)
		see(me, VIEW_ALL);
	return to;
}

static void move_metres(struct queue_screen *me, int by)
{
	int to = me->metres + by;

	me->metres = to < DESK_ROLL_LEAST_M ? DESK_ROLL_LEAST_M : to > DESK_ROLL_MOST_M ? DESK_ROLL_MOST_M : to;
}

static enum screen_id new_roll(struct scene *s, struct queue_screen *me)
{
	static const int steps[] = {-50, -10, -1, 1, 10, 50};
	enum { STEPS = sizeof steps / sizeof *steps };
	struct frame frame = {.next = visit_say(s->visit, "staff.roll.is_in"),
	        .next_icon = ICON_CHECK,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct button b[STEPS] = {0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;
	int pressed;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.roll.how_long"));
	flow_space(&f, 2);
	flow_text(&f, ui_printf(s->ui, "%d m", me->metres), ui_cap(s->ui) * 2, true, PAINT_INK);
	flow_space(&f, 3);
	for (int i = 0; i < STEPS; i++)
		b[i] = (struct button){
		        .id = ui_printf(s->ui, "step:%d", steps[i]), .label = ui_printf(s->ui, "%+d m", steps[i])};
	pressed = grid_buttons(s, &f, b, STEPS);
	if (pressed >= 0)
		move_metres(me, steps[pressed]);
	flow_hint(&f, visit_say(s->visit, "staff.roll.hint"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT)
		me->answer = desk_work_new_roll(s->visit, me->metres);
	if (act == FRAME_NEXT || act == FRAME_BACK)
		see(me, VIEW_ALL);
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct queue_screen *me = state;
	struct desk_queue q;

	if (!desk_work_queue(&q, s->visit))
		return SCREEN_STAFF_MENU;
	switch (me->view) {
	case VIEW_JUDGE:
		return judge(s, me, &q);
	case VIEW_ROLL:
		return new_roll(s, me);
	case VIEW_ALL:
		break;
	}
	return all(s, me, &q);
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_queue = {
        .name = "queue", .size = sizeof(struct queue_screen), .staff = true, .enter = enter, .draw = draw};
