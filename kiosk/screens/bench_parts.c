/* bench_parts - what steps of a run show that are measured, heard or printed */
#include "screens/bench.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/upkeep.h"

enum { LOUDNESS_STEP = 10 };

static const int steps_mm[] = {-100, -10, 10, 100};
enum { STEPS = sizeof steps_mm / sizeof *steps_mm };

static int pressed_step(struct scene *s, struct flow *f, const char *name)
{
	struct button b[STEPS] = {0};
	int pressed;

	for (int i = 0; i < STEPS; i++) {
		b[i].id = ui_printf(s->ui, "%s:%+d", name, steps_mm[i]);
		b[i].label = ui_printf(s->ui, "%+d", steps_mm[i]);
	}
	pressed = grid_buttons(s, f, b, STEPS);
	flow_space(f, 2);
	return pressed < 0 ? 0 : steps_mm[pressed];
}

/* "Onderkant scherm: 820 mm (800 - 1600)", marked where it does not pass. */
enum screen_id bench_part_place(struct scene *s, struct flow *f, struct bench_screen *me)
{
	for (int i = 0; i < PLACES; i++) {
		const struct bench_limit *l = bench_limit((enum bench_place)i);
		int mm = bench(s->visit, me->run)->place_mm[i], by;
		bool well = mm >= l->least_mm && mm <= l->most_mm;

		flow_keep(f, ui_cap(s->ui) * 2.4f + button_height(s->ui)); /* a measure stands above its buttons */
		grid_label(s, f,
		        ui_printf(s->ui, "%s: %d mm (%d - %d) %s",
		                visit_say(s->visit, ui_printf(s->ui, "staff.place.%s", l->name)), mm, l->least_mm,
		                l->most_mm, visit_say(s->visit, well ? "staff.check.pass" : "staff.check.fail")));
		by = pressed_step(s, f, l->name);
		if (by != 0 && mm + by >= 0 && mm + by <= BENCH_PLACE_MOST_MM)
			me->answer = bench_set_place(s->visit, me->run, (enum bench_place)i, mm + by);
	}
	return SCREEN_STAY;
}

static bool one_button(struct scene *s, struct flow *f, const char *id, const char *label, enum icon icon)
{
	struct button b = {.id = id, .label = visit_say(s->visit, label), .icon = icon};

	return grid_buttons(s, f, &b, 1) == 0;
}

static enum screen_id lead(struct scene *s, const struct bench_screen *me, bool pressed, enum screen_id to)
{
	if (!pressed)
		return SCREEN_STAY;
	s->tour->from = bench_screen_of(me->run);
	return to;
}

enum screen_id bench_part_panel(struct scene *s, struct flow *f, struct bench_screen *me)
{
	return lead(s, me, one_button(s, f, "open:ruler", "staff.work.ruler", ICON_TEXT_SIZE), SCREEN_RULER);
}

enum screen_id bench_part_calibration(struct scene *s, struct flow *f, struct bench_screen *me)
{
	return lead(s, me, one_button(s, f, "open:calibrate", "staff.work.calibrate", ICON_EDIT), SCREEN_CALIBRATE);
}

/* Louder or softer by a step: heard, and kept for every visit to come. */
static void set_loudness(struct scene *s, struct bench_screen *me, int by)
{
	int loudness = me->loudness + by;

	if (loudness < BENCH_LOUDNESS_LEAST || loudness > BENCH_LOUDNESS_MOST)
		return;
	me->loudness = loudness;
	me->answer = bench_keep_loudness(s->visit, loudness);
}

enum screen_id bench_part_sound(struct scene *s, struct flow *f, struct bench_screen *me)
{
	struct button b[] = {
	        {.id = "say", .label = visit_say(s->visit, "staff.bench.say"), .icon = ICON_SPEAKER},
	        {.id = "left", .label = visit_say(s->visit, "staff.bench.ear_left"), .icon = ICON_SPEAKER},
	        {.id = "right", .label = visit_say(s->visit, "staff.bench.ear_right"), .icon = ICON_SPEAKER},
	        {.id = "softer", .label = visit_say(s->visit, "staff.bench.softer"), .icon = ICON_DOWN},
	        {.id = "louder", .label = visit_say(s->visit, "staff.bench.louder"), .icon = ICON_UP},
	};
	static const enum bench_ear ears[] = {
	        BENCH_BOTH_EARS, BENCH_LEFT_EAR, BENCH_RIGHT_EAR, BENCH_BOTH_EARS, BENCH_BOTH_EARS};
	int pressed;

	grid_label(s, f, ui_printf(s->ui, "%d %%", me->loudness));
	pressed = grid_buttons(s, f, b, 5);
	if (pressed >= 3)
		set_loudness(s, me, pressed == 3 ? -LOUDNESS_STEP : LOUDNESS_STEP);
	if (pressed >= 0)
		bench_say(s->visit, visit_say(s->visit, "staff.bench.sample"), me->loudness, ears[pressed]);
	return SCREEN_STAY;
}

enum screen_id bench_part_badge(struct scene *s, struct flow *f, struct bench_screen *me)
{
	(void)f;
	(void)me;
	bench_card_wanted(s->visit);
	return SCREEN_STAY;
}

enum screen_id bench_part_slip(struct scene *s, struct flow *f, struct bench_screen *me)
{
	struct text_page page = {0};

	text_paper(s, f, me->printed);
	if (!one_button(s, f, "slip", "staff.bench.print", ICON_PRINTER))
		return SCREEN_STAY;
	text_row(&page, DESK_ROW_TITLE, NULL, visit_say(s->visit, "staff.bench.step.slip"));
	text_row(&page, DESK_ROW_TEXT, NULL, visit_say(s->visit, "staff.bench.slip.first"));
	text_row(&page, DESK_ROW_TEXT, NULL, "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789");
	text_row(&page, DESK_ROW_TEXT, NULL,
	        "\u00c0\u00cb\u00d1\u00d6\u00df\u00e7\u00f8 \u20ac \u0105\u0142\u017c \u0130\u011f\u015f \u0416\u0407\u0404");
	text_row(&page, DESK_ROW_PAIR, visit_say(s->visit, "staff.update.runs"), upkeep_version());
	text_row(&page, DESK_ROW_STRONG, NULL, visit_say(s->visit, "staff.bench.slip.last"));
	return text_print(s, &me->printed, "slip", "slip", &page);
}

enum screen_id bench_part_bell(struct scene *s, struct flow *f, struct bench_screen *me)
{
	(void)me;
	if (visit_human_is_called(s->visit)) {
		if (one_button(s, f, "quiet", "staff.bench.quiet", ICON_BELL))
			visit_dismiss_human(s->visit);
	} else if (one_button(s, f, "ring", "staff.bench.ring", ICON_BELL)) {
		visit_call_human(s->visit);
	}
	return SCREEN_STAY;
}

enum screen_id bench_part_time(struct scene *s, struct flow *f, struct bench_screen *me)
{
	(void)me;
	flow_text(f, ui_copy(s->ui, bench_time(s->visit)), ui_heading_cap(s->ui), true, PAINT_MAIN);
	flow_space(f, 2);
	flow_hint(f,
	        visit_say(s->visit, bench_time_is_sure(s->visit) ? "staff.bench.time.sure" : "staff.bench.time.own"));
	return SCREEN_STAY;
}
