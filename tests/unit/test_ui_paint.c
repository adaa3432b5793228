/* Dots: where they fall, what covers what, what stays inside. */
#include <stdlib.h>

#include "ui_kit.h"
#include "ui/paint_shape.h"

static struct kit k;

static uint32_t dot(float x_mm, float y_mm)
{
	struct px_rect r = paint_px(&k.panel, (struct box){x_mm, y_mm, 1, 1});

	return k.canvas.pixels[r.y * k.canvas.width + r.x] & 0xffffff;
}

static uint32_t colour(enum paint p)
{
	return k.ui->theme.colour[p];
}

static void draw_shapes(struct kit *me)
{
	struct marks *m = ui_draw(me->ui);

	marks_fill(m, (struct box){10, 10, 40, 30}, 0, PAINT_MAIN);
	marks_fill(m, (struct box){30, 20, 40, 30}, 0, PAINT_STOP_DOWN);
	marks_fill(m, (struct box){100, 10, 40, 30}, 8, PAINT_MAIN);
	marks_edge(m, (struct box){150, 10, 40, 30}, 3, 2, PAINT_INK);
}

TEST(paint, later_marks_lie_on_top)
{
	kit_open(&k, &kit_panels[0]);
	k.draw = draw_shapes;
	kit_frame(&k);
	CHECK_INT(dot(5, 5), colour(PAINT_PAGE));
	CHECK_INT(dot(15, 15), colour(PAINT_MAIN));
	CHECK_INT(dot(35, 25), colour(PAINT_STOP_DOWN));
	CHECK_INT(dot(65, 45), colour(PAINT_STOP_DOWN));
}

TEST(paint, corners_are_round_and_edges_hollow)
{
	kit_open(&k, &kit_panels[0]);
	k.draw = draw_shapes;
	kit_frame(&k);
	CHECK_INT(dot(100.3f, 10.3f), colour(PAINT_PAGE)); /* the corner is cut off */
	CHECK_INT(dot(139, 39), colour(PAINT_PAGE));
	CHECK_INT(dot(120, 11), colour(PAINT_MAIN));
	CHECK_INT(dot(104, 14), colour(PAINT_MAIN));
	CHECK_INT(dot(170, 11), colour(PAINT_INK));
	CHECK_INT(dot(151, 25), colour(PAINT_INK));
	CHECK_INT(dot(170, 25), colour(PAINT_PAGE));
}

TEST(paint, the_same_on_every_side)
{
	struct px_rect r = paint_px(&kit_panels[0], (struct box){100, 10, 40, 30});

	kit_open(&k, &kit_panels[0]);
	k.draw = draw_shapes;
	kit_frame(&k);
	for (int y = 0; y < r.h; y++)
		for (int x = 0; x < r.w; x++) {
			uint32_t a = k.canvas.pixels[(r.y + y) * 1280 + r.x + x] & 0xffffff;

			CHECK_INT(a, k.canvas.pixels[(r.y + r.h - 1 - y) * 1280 + r.x + x] & 0xffffff);
			CHECK_INT(a, k.canvas.pixels[(r.y + y) * 1280 + r.x + r.w - 1 - x] & 0xffffff);
		}
}

TEST(paint, boxes_side_by_side_leave_no_gap_and_no_overlap)
{
	for (int p = 0; p < KIT_PANELS; p++)
		for (float w = 0.3f; w < 9; w += 0.37f) {
			int at = 0;

			for (int i = 0; i < 10; i++) {
				struct px_rect r =
				        paint_px(&kit_panels[p], (struct box){(float)i * w, (float)i * w, w, w});

				CHECK_INT(r.x, at);
				at = r.x + r.w;
			}
		}
}

static void draw_lines(struct kit *me)
{
	struct marks *m = ui_draw(me->ui);

	marks_line(m, 20, 20, 60, 50, 2, PAINT_INK);
	marks_line(m, 160, 20, 120, 50, 2, PAINT_INK);
	marks_line(m, 20, 90, 60, 90, 2, PAINT_INK);
	marks_line(m, 100, 90, 100, 90, 2, PAINT_INK);
}

TEST(paint, a_line_goes_from_point_to_point_and_nowhere_else)
{
	kit_open(&k, &kit_panels[0]);
	k.draw = draw_lines;
	kit_frame(&k);
	for (float t = 0; t <= 1; t += 0.05f) {
		CHECK_INT(dot(20 + 40 * t - 0.1f, 20 + 30 * t - 0.1f), colour(PAINT_INK));
		CHECK_INT(dot(160 - 40 * t - 0.1f, 20 + 30 * t - 0.1f), colour(PAINT_INK));
		CHECK_INT(dot(20 + 40 * t - 0.1f, 89.9f), colour(PAINT_INK));
	}
	CHECK_INT(dot(99.9f, 89.9f), colour(PAINT_INK)); /* the dot of an i */
	CHECK_INT(dot(58, 22), colour(PAINT_PAGE)); /* the other corners of its hull */
	CHECK_INT(dot(22, 48), colour(PAINT_PAGE));
	CHECK_INT(dot(122, 22), colour(PAINT_PAGE));
	CHECK_INT(dot(158, 48), colour(PAINT_PAGE));
	CHECK_INT(dot(62, 90), colour(PAINT_PAGE)); /* behind its end */
	CHECK_INT(dot(40, 92), colour(PAINT_PAGE));
}

static struct box word_box;
static const char *word;
static enum mark_align align;

static void draw_word(struct kit *me)
{
	marks_text(ui_draw(me->ui), word_box, ui_text_block(me->ui, word, 8, false, 0), align, PAINT_INK);
}

/* Dots that are not page, outside that box. */
static int strays(struct box b)
{
	struct px_rect r = paint_px(&k.panel, b);
	int n = 0;

	for (int y = 0; y < k.canvas.height; y++)
		for (int x = 0; x < k.canvas.width; x++)
			if (x < r.x || y < r.y || x >= r.x + r.w || y >= r.y + r.h)
				n += (k.canvas.pixels[y * k.canvas.width + x] & 0xffffff) != colour(PAINT_PAGE);
	return n;
}

TEST(paint, words_are_cut_at_the_sides_of_their_box)
{
	kit_open(&k, &kit_panels[0]);
	k.draw = draw_word;
	word = "Wijnjewoude jfgy";
	word_box = (struct box){50, 50, 20, 6};
	kit_frame(&k);
	CHECK_INT(strays((struct box){50, 50 - 2.4f, 20, 6 + 4.8f}), 0); /* tails may reach out by 0.3 capitals */
	CHECK(strays((struct box){0, 0, 1, 1}) > 50);
}

static void draw_tight(struct kit *me)
{
	const struct text_block *b = ui_tight_block(me->ui, word, 8.5f, false, 0);

	marks_text(ui_draw(me->ui), (struct box){20, 40, 190, b->height_mm}, b, ALIGN_START, PAINT_INK);
}

static void draw_roomy(struct kit *me)
{
	const struct text_block *b = ui_tight_block(me->ui, word, 8.5f, false, 0);

	marks_text(ui_draw(me->ui), (struct box){20, 40, 190, b->height_mm + 30}, b, ALIGN_START, PAINT_INK);
}

/* Lines that stand close cut no tail and no accent. */
TEST(paint, tails_and_accents_are_whole_in_tight_lines)
{
	static const char *const words[] = {"gjpqy,;Q", "ÉÅÖÇ", "جعىيحخ", "أإآّ", "щцд"};

	kit_open(&k, &kit_panels[0]);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		int tight;

		word = words[i];
		k.dir = i == 2 || i == 3 ? DIR_RTL : DIR_LTR;
		k.draw = draw_tight;
		kit_frame(&k);
		tight = strays((struct box){0, 0, 0, 0});
		k.draw = draw_roomy;
		k.ui->all_new = true;
		kit_frame(&k);
		CHECK(tight > 100);
		if (strays((struct box){0, 0, 0, 0}) != tight)
			test_fail(__FILE__, __LINE__, "'%s' loses %d dots", word,
			        strays((struct box){0, 0, 0, 0}) - tight);
	}
}

TEST(paint, words_off_the_panel_do_no_harm)
{
	static const struct box far[] = {{-30, 50, 60, 16}, {200, 50, 60, 16}, {50, -8, 60, 16}, {50, 130, 60, 16},
	        {-500, -500, 60, 16}, {5000, 5000, 60, 16}};

	kit_open(&k, &kit_panels[0]);
	k.draw = draw_word;
	word = "Wijnjewoude";
	for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
		word_box = far[i];
		kit_frame(&k);
		CHECK_INT(kit_wrong_dots(&k), 0);
	}
}

/* Middle of the ink, in millimetres from the left. */
static float ink_middle(void)
{
	double sum = 0, n = 0;

	for (int y = 0; y < k.canvas.height; y++)
		for (int x = 0; x < k.canvas.width; x++)
			if ((k.canvas.pixels[y * k.canvas.width + x] & 0xffffff) != colour(PAINT_PAGE)) {
				sum += x;
				n++;
			}
	CHECK(n > 0);
	return (float)(sum / n) * k.panel.width_mm / (float)k.panel.width_px;
}

TEST(paint, centred_words_stand_in_the_middle)
{
	kit_open(&k, &kit_panels[0]);
	k.draw = draw_word;
	align = ALIGN_CENTRE;
	word_box = (struct box){40, 40, 120, 20};
	for (int dir = 0; dir < 2; dir++) {
		k.dir = dir ? DIR_RTL : DIR_LTR;
		word = "HOH";
		kit_frame(&k);
		CHECK(ink_middle() > 99 && ink_middle() < 101);
		k.ui->all_new = true;
	}
}

static void draw_rtl_lines(struct kit *me)
{
	marks_text(
	        ui_draw(me->ui), word_box, ui_text_block(me->ui, "ض\nضضضضضض", 8, false, word_box.w), align, PAINT_INK);
}

TEST(paint, centred_lines_of_a_right_to_left_block_stand_in_the_middle)
{
	kit_open(&k, &kit_panels[0]);
	k.draw = draw_rtl_lines;
	k.dir = DIR_RTL;
	align = ALIGN_CENTRE;
	word_box = (struct box){40, 40, 120, 40};
	kit_frame(&k);
	CHECK(ink_middle() > 98 && ink_middle() < 102);
}

static enum icon sign;
static bool mirrored;

static void draw_icon(struct kit *me)
{
	marks_icon(ui_draw(me->ui), (struct box){40, 40, 20, 20}, sign, mirrored, PAINT_INK);
}

static int ink_dots(void)
{
	return strays((struct box){0, 0, 0, 0});
}

TEST_LIMIT(icons, are_all_there_and_stay_in_their_box, 60)
{
	kit_open(&k, &kit_panels[0]);
	k.draw = draw_icon;
	for (int i = ICON_NONE + 1; i < ICON_COUNT; i++) {
		sign = (enum icon)i;
		kit_frame(&k);
		if (ink_dots() < 100)
			test_fail(__FILE__, __LINE__, "icon %d shows nothing", i);
		CHECK_INT(strays((struct box){40, 40, 20, 20}), 0);
	}
}

TEST(icons, are_mirrored_dot_for_dot)
{
	struct px_rect r = paint_px(&kit_panels[0], (struct box){40, 40, 20, 20});
	struct canvas plain;
	int side = r.w < r.h ? r.w : r.h, x0 = r.x + (r.w - side) / 2;

	kit_open(&k, &kit_panels[0]);
	k.draw = draw_icon;
	sign = ICON_BACK;
	kit_frame(&k);
	plain = kit_whole(&k);
	mirrored = true;
	kit_frame(&k);
	CHECK_INT(kit_wrong_dots(&k), 0);
	for (int y = r.y; y < r.y + r.h; y++)
		for (int x = 0; x < side; x++)
			CHECK_INT(k.canvas.pixels[y * 1280 + x0 + x] & 0xffffff,
			        plain.pixels[y * 1280 + x0 + side - 1 - x] & 0xffffff);
	free(plain.pixels);
}

TEST(icons, can_be_asked_for_by_name)
{
	CHECK_INT(icon_named("bicycle"), ICON_BICYCLE);
	CHECK_INT(icon_named("id-card"), ICON_ID_CARD);
	CHECK_INT(icon_named("no such icon"), ICON_NONE);
	CHECK_INT(icon_named(""), ICON_NONE);
	CHECK(icon_mirrors(ICON_BACK) && icon_mirrors(ICON_NEXT));
	CHECK(!icon_mirrors(ICON_CHECK) && !icon_mirrors(ICON_NONE));
}

/* More looks than are remembered: they are made anew, and look the same. */
TEST(painter, remembers_no_more_than_it_may)
{
	struct painter *p;
	int size = 0;

	CHECK_OK(painter_new(&p));
	for (int round = 0; round < 2; round++) {
		for (int side = 4; side < 100; side++)
			CHECK(painter_icon(p, ICON_BELL, side, side & 1) != NULL);
		for (uint32_t rgb = 0; rgb < 100; rgb++)
			CHECK(painter_ink(p, rgb * 0x010203) != NULL);
	}
	CHECK(painter_icon(p, ICON_NONE, 20, false) == NULL);
	CHECK(painter_icon(p, ICON_BELL, 0, false) == NULL);
	CHECK(icon_alpha(ICON_NONE, &size) == NULL && size == 0);
	painter_free(p);
	painter_free(NULL);
}

static float radius;

static void draw_many_corners(struct kit *me)
{
	for (int i = 1; i < 40; i++)
		marks_fill(ui_draw(me->ui), (struct box){(float)i * 4, 10, 3.5f, 3.5f}, (float)i * 0.1f + radius,
		        PAINT_INK);
}

TEST(painter, draws_more_radii_than_it_remembers)
{
	kit_open(&k, &kit_panels[0]);
	k.draw = draw_many_corners;
	for (radius = 0; radius < 2; radius += 0.3f) {
		kit_frame(&k);
		CHECK_INT(kit_wrong_dots(&k), 0);
	}
}
