/* bench_hands - what a hand and an eye test: painting the panel, its colours, the keys, the lamp */
#include "screens/bench.h"
#include "screens/grid.h"
#include "screens/text_page.h"

static const float paint_least = 34.0f, gap = 0.6f, stripe = 8.0f;

static int painted(const struct bench_screen *me)
{
	int n = 0;

	for (int y = 0; y < PAINT_ROWS; y++)
		for (int x = 0; x < PAINT_COLUMNS; x++)
			n += me->painted[y][x];
	return n;
}

/* Which of n cells over that length; rounding at its end is the last one. */
static int cell_of(float at, float length, int n)
{
	int i = (int)(at / length * (float)n);

	return i < 0 ? 0 : i >= n ? n - 1 : i;
}

/* A field that takes colour where a finger was. */
enum screen_id bench_part_paint(struct scene *s, struct flow *f, struct bench_screen *me)
{
	float half = f->whole_mm * 0.5f, high = half > paint_least ? half : paint_least, x, y;
	struct box at, cell;

	if (!flow_take(f, high < flow_page(f) ? high : flow_page(f), &at))
		return SCREEN_STAY;
	if (ui_finger(s->ui, &x, &y) && box_has(at, x, y))
		me->painted[cell_of(y - at.y, at.h, PAINT_ROWS)][cell_of(x - at.x, at.w, PAINT_COLUMNS)] = true;
	for (int i = 0; i < PAINT_ROWS * PAINT_COLUMNS; i++) {
		int row = i / PAINT_COLUMNS;

		cell = (struct box){at.x + at.w / PAINT_COLUMNS * (float)(i % PAINT_COLUMNS),
		        at.y + at.h / PAINT_ROWS * (float)row, at.w / PAINT_COLUMNS - gap, at.h / PAINT_ROWS - gap};
		marks_fill(ui_draw(s->ui), cell, 0.5f, me->painted[row][i % PAINT_COLUMNS] ? PAINT_MAIN : PAINT_LINE);
	}
	(void)ui_node(s->ui, (struct node){.role = ROLE_IMAGE,
	                             .label = visit_say(s->visit, "staff.bench.step.paint"),
	                             .value = ui_printf(s->ui, "%d / %d", painted(me), PAINT_ROWS * PAINT_COLUMNS),
	                             .box = at});
	return SCREEN_STAY;
}

/* Every colour of the theme, edge to edge, and lines as fine as they come. */
enum screen_id bench_part_colours(struct scene *s, struct flow *f, struct bench_screen *me)
{
	static const enum paint paints[] = {PAINT_INK, PAINT_INK_SOFT, PAINT_LINE, PAINT_MAIN, PAINT_ERROR};
	enum { N = sizeof paints / sizeof *paints };
	struct box all;

	(void)me;
	if (!flow_take(f, stripe * 2, &all))
		return SCREEN_STAY;
	for (int i = 0; i < N; i++)
		marks_fill(ui_draw(s->ui), (struct box){all.x + all.w / N * (float)i, all.y, all.w / N, stripe}, 0,
		        paints[i]);
	for (int i = 0; (float)i * 1.0f < all.w - 0.5f; i++)
		marks_fill(ui_draw(s->ui), (struct box){all.x + (float)i, all.y + stripe, 0.3f, stripe}, 0, PAINT_INK);
	(void)ui_node(s->ui,
	        (struct node){
	                .role = ROLE_IMAGE, .label = visit_say(s->visit, "staff.bench.step.colours"), .box = all});
	return SCREEN_STAY;
}

/* Keys in the order of drivers/keypad.h: each lights up once it was pressed. */
enum screen_id bench_part_keys(struct scene *s, struct flow *f, struct bench_screen *me)
{
	static const char *const names[] = {"next", "prev", "select", "back", "help", "repeat", "faster", "slower",
	        "louder", "softer", "switch1", "switch2"};
	enum { N = sizeof names / sizeof *names };
	unsigned pressed = bench_keys(s->visit, true);

	(void)me;
	for (int i = 0; i < N; i++)
		text_pair(s, f, names[i],
		        visit_say(s->visit, pressed & 1u << i ? "staff.check.pass" : "staff.bench.key.not"));
	return SCREEN_STAY;
}

enum screen_id bench_part_lamp(struct scene *s, struct flow *f, struct bench_screen *me)
{
	static const char *const names[] = {"off", "ready", "busy", "help", "trouble"};
	enum { N = sizeof names / sizeof *names };
	struct option o[N] = {0};
	int pressed;

	for (int i = 0; i < N; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "lamp:%s", names[i]),
		        .label = visit_say(s->visit, ui_printf(s->ui, "staff.bench.lamp.%s", names[i])),
		        .chosen = me->lamp == i};
	pressed = grid_options(s, f, o, N, text_columns(s, 2));
	if (pressed >= 0) {
		me->lamp = pressed;
		bench_lamp(s->visit, pressed);
	}
	return SCREEN_STAY;
}
