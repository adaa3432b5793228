#include "screens/bench.h"

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/finding.h"
#include "visit/upkeep.h"

static bench_part_fn *const parts[BENCH_STEPS] = {
        [BENCH_PLACE] = bench_part_place,
        [BENCH_PANEL] = bench_part_panel,
        [BENCH_CALIBRATION] = bench_part_calibration,
        [BENCH_PAINT] = bench_part_paint,
        [BENCH_COLOURS] = bench_part_colours,
        [BENCH_SOUND] = bench_part_sound,
        [BENCH_SLIP] = bench_part_slip,
        [BENCH_KEYS] = bench_part_keys,
        [BENCH_BADGE] = bench_part_badge,
        [BENCH_LAMP] = bench_part_lamp,
        [BENCH_BELL] = bench_part_bell,
        [BENCH_TIME] = bench_part_time,
};

enum screen_id bench_screen_of(enum bench_run run)
{
	static const enum screen_id ids[BENCH_RUNS] = {SCREEN_INSTALLATION, SCREEN_ASSEMBLY, SCREEN_ACCEPTANCE};

	return ids[run];
}

static const char *step_words(struct scene *s, int step)
{
	return visit_say(s->visit, ui_printf(s->ui, "staff.bench.step.%s", bench_step_name((enum bench_step)step)));
}

static const char *run_words(struct scene *s, const struct bench_screen *me)
{
	return visit_say(s->visit, ui_printf(s->ui, "staff.bench.run.%s", bench_run_name(me->run)));
}

static const char *verdict_words(struct scene *s, enum bench_verdict v)
{
	return visit_say(s->visit, ui_printf(s->ui, "staff.bench.%s", bench_verdict_name(v)));
}

static const char *say_found(struct scene *s, const char *english)
{
	char said[FINDING_ROOM];

	finding_say(said, sizeof said, s->visit, english);
	return ui_copy(s->ui, said);
}

/* The next step of this run in that direction; BENCH_STEPS past the end, -1 before the start. */
static int beside(const struct bench_screen *me, int by)
{
	int step = me->step + by;

	while (step >= 0 && step < BENCH_STEPS && !bench_has(me->run, (enum bench_step)step))
		step += by;
	return step;
}

static void go(struct bench_screen *me, struct scene *s, int step)
{
	me->step = step;
	me->pager = (struct pager){0};
	me->lamp = -1;
	me->printed = false;
	bench_lamp(s->visit, -1);
	(void)bench_keys(s->visit, false);
	s->ui->follows = false;
	s->ui->reacted = true;
}

/* ---- a step --------------------------------------------------------------------------------------- */

static int nth(const struct bench_screen *me)
{
	int n = 0;

	for (int i = 0; i <= me->step; i++)
		n += bench_has(me->run, (enum bench_step)i);
	return n;
}

static void judge(struct scene *s, struct flow *f, struct bench_screen *me, enum check_verdict found)
{
	static const enum bench_verdict verdicts[] = {BENCH_PASSED, BENCH_FAILED, BENCH_SKIPPED};
	static const enum icon icons[] = {ICON_CHECK, ICON_CROSS, ICON_NEXT};
	struct button b[3] = {0};
	int pressed;

	for (int i = 0; i < 3; i++)
		b[i] = (struct button){.id = ui_printf(s->ui, "judge:%s", bench_verdict_name(verdicts[i])),
		        .label = verdict_words(s, verdicts[i]),
		        .icon = icons[i],
		        .disabled = i == 0 && found == CHECK_FAILED};
	pressed = grid_buttons(s, f, b, 3);
	if (pressed < 0)
		return;
	me->answer = bench_judge(s->visit, me->run, (enum bench_step)me->step, verdicts[pressed]);
	if (me->answer == DESK_DONE)
		go(me, s, beside(me, 1));
}

static enum screen_id draw_step(struct bench_screen *me, struct scene *s)
{
	struct frame frame = {.at = nth(me), .of = bench_count(me->run), .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum screen_id to = SCREEN_STAY, elsewhere;
	enum bench_step step = (enum bench_step)me->step;
	char found[BENCH_FOUND_ROOM];
	enum check_verdict verdict = bench_find(found, s->visit, me->run, step);
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, step_words(s, me->step));
	flow_hint(&f, visit_say(s->visit, ui_printf(s->ui, "staff.bench.about.%s", bench_step_name(step))));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	if (parts[step])
		to = parts[step](s, &f, me);
	if (*found) {
		flow_space(&f, 2);
		text_pair(s, &f,
		        visit_say(s->visit, verdict == CHECK_FAILED ? "staff.check.fail" : "staff.bench.found"),
		        say_found(s, found));
	}
	flow_space(&f, 2);
	judge(s, &f, me, verdict);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (frame_bar(s, &frame, &elsewhere) != FRAME_BACK)
		return to != SCREEN_STAY ? to : elsewhere;
	if (beside(me, -1) < 0)
		return SCREEN_SERVICE_MENU;
	go(me, s, beside(me, -1));
	return SCREEN_STAY;
}

/* ---- the summary ---------------------------------------------------------------------------------- */

static void rows(struct scene *s, struct text_page *page, const struct bench_screen *me, const struct bench *b)
{
	enum bench_verdict result = bench_result(b, me->run);

	text_row(page, DESK_ROW_TITLE, NULL, run_words(s, me));
	if (me->signed_now)
		text_row(page, DESK_ROW_PAIR, visit_say(s->visit, "staff.bench.number"),
		        ui_printf(s->ui, "%04d", me->number));
	text_row(page, DESK_ROW_PAIR, visit_say(s->visit, "staff.bench.by"), ui_copy(s->ui, duty_code(s->visit)));
	text_row(page, DESK_ROW_PAIR, visit_say(s->visit, "staff.update.runs"), upkeep_version());
	text_row(page, DESK_ROW_STRONG, NULL,
	        ui_printf(s->ui, "%s: %s", visit_say(s->visit, "staff.bench.result"),
	                result == BENCH_SKIPPED ? visit_say(s->visit, "staff.bench.gaps") : verdict_words(s, result)));
	for (int i = 0; i < BENCH_STEPS; i++) {
		if (!bench_has(me->run, (enum bench_step)i))
			continue;
		text_row(page, DESK_ROW_PAIR, step_words(s, i), verdict_words(s, b->verdicts[i]));
		if (b->found[i][0])
			text_row(page, DESK_ROW_SMALL, NULL, say_found(s, b->found[i]));
	}
}

static enum screen_id sign(struct bench_screen *me, struct scene *s, const struct bench *b)
{
	struct text_page page = {0};

	me->done = *b;
	me->answer = bench_finish(&me->number, s->visit, me->run);
	if (me->answer != DESK_DONE)
		return SCREEN_STAY;
	me->signed_now = true;
	me->pager = (struct pager){0};
	rows(s, &page, me, &me->done);
	return text_print(s, &me->printed, "bench", bench_run_name(me->run), &page);
}

static enum screen_id draw_summary(struct bench_screen *me, struct scene *s)
{
	const struct bench *b = me->signed_now ? &me->done : bench(s->visit, me->run);
	bool open = bench_open_step(b, me->run) != BENCH_STEPS;
	struct frame frame = {.next = visit_say(s->visit, me->signed_now ? "staff.print" : "staff.bench.sign"),
	        .next_icon = me->signed_now ? ICON_PRINTER : ICON_EDIT,
	        .next_closed = open,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct text_page page = {0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, run_words(s, me));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	text_paper(s, &f, me->printed);
	if (me->signed_now)
		text_note(s, &f, false, visit_say(s->visit, "staff.bench.signed"));
	else if (open)
		text_note(s, &f, true, visit_say(s->visit, "staff.bench.left"));
	rows(s, &page, me, b);
	text_page_draw(s, &f, &page);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT && me->signed_now)
		return text_print(s, &me->printed, "bench", bench_run_name(me->run), &page);
	if (act == FRAME_NEXT)
		return sign(me, s, b);
	if (act != FRAME_BACK)
		return to;
	if (me->signed_now)
		return SCREEN_SERVICE_MENU;
	go(me, s, open ? bench_open_step(b, me->run) : beside(me, -1));
	return SCREEN_STAY;
}

static enum screen_id draw_denied(struct bench_screen *me, struct scene *s)
{
	struct frame frame = {0};
	struct box area = frame_top(s, &frame);
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	text_note(s, &f, true, visit_say(s->visit, "staff.desk.denied"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct bench_screen *me = state;

	if (!bench(s->visit, me->run))
		return draw_denied(me, s);
	return me->step == BENCH_STEPS ? draw_summary(me, s) : draw_step(me, s);
}

static void begin(struct bench_screen *me, struct scene *s, enum bench_run run)
{
	const struct bench *b = bench(s->visit, run);

	face_staff(s);
	s->tour->from = SCREEN_STAY;
	me->run = run;
	me->loudness = bench_loudness(s->visit);
	me->lamp = -1;
	me->step = b ? bench_open_step(b, run) : BENCH_STEPS;
}

static void enter_installation(void *me, struct scene *s)
{
	begin(me, s, BENCH_INSTALLATION);
}

static void enter_assembly(void *me, struct scene *s)
{
	begin(me, s, BENCH_ASSEMBLY);
}

static void enter_acceptance(void *me, struct scene *s)
{
	begin(me, s, BENCH_ACCEPTANCE);
}

const struct screen screen_installation = {.name = "installation",
        .size = sizeof(struct bench_screen),
        .staff = true,
        .enter = enter_installation,
        .draw = draw};
const struct screen screen_assembly = {
        .name = "assembly", .size = sizeof(struct bench_screen), .staff = true, .enter = enter_assembly, .draw = draw};
const struct screen screen_acceptance = {.name = "acceptance",
        .size = sizeof(struct bench_screen),
        .staff = true,
        .enter = enter_acceptance,
        .draw = draw};
