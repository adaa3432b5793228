/* Pages: nothing scrolls, nothing is cut, every part is on one page. */
#include "ui/flow.h"
#include "ui_kit.h"

static struct kit k;
static struct pager pager;
static float heights[40];
static int n_parts, on_page[40]; /* drawn on the page shown */
static const char *story;
static float area_h;

static void draw(struct kit *me)
{
	struct box area = {5, 5, 120, area_h}, b;
	struct flow f;

	flow_begin(&f, me->ui, &pager, area);
	if (story) {
		flow_heading(&f, "Kop");
		flow_space(&f, 2);
		flow_text(&f, story, 0, false, PAINT_INK);
	}
	for (int i = 0; i < n_parts; i++) {
		on_page[i] = flow_take(&f, heights[i], &b);
		if (on_page[i]) {
			CHECK(b.y >= area.y && b.y + b.h <= area.y + area.h + 0.02f);
			marks_fill(ui_draw(me->ui), b, 0, PAINT_NOTE);
		}
		flow_space(&f, 2);
	}
	flow_end(&f, "Meer");
}

static void show(float height)
{
	kit_open(&k, &kit_panels[0]);
	memset(&pager, 0, sizeof pager);
	area_h = height;
	k.draw = draw;
	kit_frame(&k);
}

static void parts(int n, float height)
{
	n_parts = n;
	for (int i = 0; i < n; i++)
		heights[i] = height;
}

TEST(flow, what_fits_needs_no_button)
{
	parts(4, 20);
	show(90);
	CHECK_INT(pager.pages, 1);
	CHECK(access_of(ui_access(k.ui), "more") == NULL);
	for (int i = 0; i < 4; i++)
		CHECK(on_page[i]);
}

TEST(flow, what_does_not_fit_stands_on_the_next_page)
{
	parts(4, 25);
	show(80);
	CHECK(pager.pages > 1);
	CHECK_HAS(kit_node(&k, "more")->label, "Meer (1 / ");
	CHECK(on_page[0] && !on_page[3]);
	for (int i = 1; i < pager.pages; i++)
		kit_tap(&k, "more");
	CHECK_INT(pager.page, pager.pages - 1);
	CHECK(on_page[3] && !on_page[0]);
	kit_tap(&k, "more");
	CHECK_INT(pager.page, 0); /* around */
}

TEST(flow, every_part_is_on_just_one_page)
{
	uint64_t seed = 11;

	for (int round = 0; round < 40; round++) {
		int shown[40] = {0}, pages;

		n_parts = 1 + (int)(test_random(&seed) % 30);
		for (int i = 0; i < n_parts; i++)
			heights[i] = 5 + (float)(test_random(&seed) % 350) / 10;
		show(60 + (float)(test_random(&seed) % 60));
		pages = pager.pages;
		for (int p = 0; p < pages; p++) {
			CHECK_INT(pager.page, p);
			for (int i = 0; i < n_parts; i++)
				shown[i] += on_page[i];
			if (pages > 1)
				kit_tap(&k, "more");
		}
		for (int i = 0; i < n_parts; i++)
			CHECK_INT(shown[i], 1);
		kit_close(&k);
	}
}

TEST(flow, the_last_page_goes_when_its_parts_go)
{
	parts(6, 25);
	show(80);
	kit_tap(&k, "more");
	kit_tap(&k, "more");
	n_parts = 2;
	kit_frame(&k);
	CHECK_INT(pager.pages, 1);
	CHECK_INT(pager.page, 0);
	CHECK(on_page[0] && on_page[1]);
}

/* A strip above it that said something and went away: the button would have stayed for ever. */
TEST(flow, room_that_comes_back_is_one_page_again)
{
	parts(4, 20);
	show(80);
	CHECK_INT(pager.pages, 2);
	area_h = 90;
	kit_frame(&k);
	CHECK_INT(pager.pages, 1);
	CHECK(access_of(ui_access(k.ui), "more") == NULL);
	for (int i = 0; i < 4; i++)
		CHECK(on_page[i]);
	area_h = 85.9f; /* 86 mm of parts and space */
	kit_frame(&k);
	CHECK_INT(pager.pages, 2);
}

TEST(flow, space_at_the_top_of_a_page_is_swallowed)
{
	struct flow f;
	struct pager p = {0};
	struct box b;

	kit_open(&k, &kit_panels[0]);
	flow_begin(&f, k.ui, &p, (struct box){0, 10, 100, 100});
	flow_space(&f, 7);
	CHECK(flow_take(&f, 10, &b));
	CHECK(b.y == 10);
	flow_space(&f, 7);
	CHECK(flow_left(&f) == 83);
}

TEST(flow, a_long_text_goes_on_between_two_lines)
{
	static char text[2000];
	int lines = 0, pages, all;

	for (size_t n = 0; n + 7 < sizeof text; n += 6)
		memcpy(text + n, "woord ", 6);
	story = text;
	n_parts = 0;
	show(80);
	pages = pager.pages;
	CHECK(pages > 2);
	ui_begin(k.ui, DIR_LTR);
	all = ui_text_block(k.ui, text, 0, false, 120)->n_lines;
	ui_end(k.ui);
	for (int p = 0; p < pages; p++) {
		kit_frame(&k);
		for (int m = 0; m < ui_marks(k.ui)->n; m++) {
			const struct mark *mark = &ui_marks(k.ui)->all[m];

			if (mark->kind != MARK_TEXT || mark->text->style.bold)
				continue;
			lines += mark->text->n_lines;
			CHECK(mark->box.y + (float)mark->text->n_lines * mark->text->line_mm <= 85.02f);
		}
		kit_tap(&k, "more");
	}
	CHECK_INT(lines, all);
}

/* One part higher than the page gets a page of its own, and there is no endless turning. */
TEST(flow, a_part_higher_than_a_page_is_shown_all_the_same)
{
	struct flow f;
	struct pager p = {0};
	struct box b;

	kit_open(&k, &kit_panels[0]);
	flow_begin(&f, k.ui, &p, (struct box){0, 0, 100, 50});
	CHECK(flow_take(&f, 80, &b));
	CHECK(!flow_take(&f, 10, &b));
	CHECK_INT(f.page, 1);
}

TEST(flow, in_every_size_keeps_the_button_inside)
{
	parts(9, 25);
	show(90);
	for (int size = 0; size < SIZE_COUNT; size++) {
		struct box b;

		k.ui->size = (enum text_size)size;
		kit_frame(&k);
		b = kit_node(&k, "more")->box;
		CHECK(b.y + b.h <= 5 + 90 + 0.02f && b.h >= 12.7f);
	}
}
