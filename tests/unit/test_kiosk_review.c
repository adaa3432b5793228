/* A long form is looked through part by part, a short one as ever; and one stays where one was. */
#include <stdio.h>
#include <string.h>

#include "kiosk_geometry.h"
#include "kiosk_picture.h"
#include "kiosk_review.h"

#define LOW "800x480@154x86"

static struct world w;

/* ---- parts ------------------------------------------------------------------------------------------- */

TEST(review, of_a_long_form_shows_its_parts_with_how_much_was_answered)
{
	review_station(&w, LOW);
	review_begin(&w, "nl");
	review_size(&w, SIZE_L);
	world_see(&w, "review");
	CHECK(!review_shows(&w, "home_1"));
	CHECK(desk_finds(&w, "Andere vragen")); /* the first question stands in no group */
	CHECK(desk_finds(&w, "Thuis"));
	CHECK(desk_finds(&w, "(10)"));
	CHECK(desk_finds(&w, "Antwoorden: 8. Nog te doen: 2"));
	CHECK(desk_finds(&w, "(9)")); /* one is not asked: it counts for nothing */
	world_tap(&w, "part:4");
	CHECK(world_says(&w, "Geld"));
	CHECK(review_shows(&w, "money_1"));
	CHECK(!world_node(&w, "part:1") && !world_node(&w, "ledger"));
	world_close(&w);
}

TEST(review, leads_from_part_to_part_and_back_to_where_it_was_opened)
{
	review_station(&w, LOW);
	review_begin(&w, "nl");
	review_size(&w, SIZE_XL);
	world_tap(&w, "part:3");
	CHECK(review_shows(&w, "work_1"));
	world_tap(&w, "back");
	CHECK(world_node(&w, "part:3") != NULL);
	CHECK(review_page(&w) > 1);
	world_tap(&w, "part:4");
	world_tap(&w, "next");
	CHECK(review_shows(&w, "health_1"));
	world_tap(&w, "next");
	CHECK_INT(w.app.tour.review.open, true);
	while (!review_shows(&w, "last"))
		review_turn(&w, 1);
	world_tap(&w, "next"); /* there is no more: back among the parts, at the last one */
	CHECK(world_node(&w, "part:6") != NULL);
	world_tap(&w, "back");
	world_see(&w, "question");
	CHECK_TEXT(session_question(visit_session(w.app.visit), w.app.tour.question)->name, "last");
	world_close(&w);
}

TEST(review, comes_back_from_a_change_to_the_page_it_was_made_on)
{
	int page;

	review_station(&w, LOW);
	review_begin(&w, "nl");
	review_size(&w, SIZE_L);
	world_tap(&w, "part:2");
	while (!review_shows(&w, "home_7"))
		review_turn(&w, 1);
	page = review_page(&w);
	CHECK(page > 1);
	for (int way = 0; way < 2; way++) {
		world_tap(&w, "change:/data/home_7");
		world_see(&w, "question");
		world_tap(&w, way ? "next" : "back");
		world_see(&w, "review");
		CHECK_INT(review_page(&w), page);
		CHECK(review_shows(&w, "home_7"));
	}
	world_tap(&w, "back"); /* and that leads to the parts, as if nothing had been changed */
	CHECK(world_node(&w, "part:2") != NULL);
	world_close(&w);
}

TEST(review, asks_what_a_change_opened_and_then_goes_on_where_it_was)
{
	review_station(&w, LOW);
	review_begin(&w, "nl");
	review_size(&w, SIZE_L);
	world_tap(&w, "part:3");
	world_tap(&w, "change:/data/work_1");
	for (int i = 0; i < 40; i++)
		world_tap(&w, "key:back");
	world_type(&w, "more");
	world_tap(&w, "next");
	world_see(&w, "question");
	CHECK(world_node(&w, "field:/data/work_2") != NULL);
	world_tap(&w, "next");
	world_see(&w, "review"); /* what lacks elsewhere can wait: the list of parts tells it */
	CHECK(review_shows(&w, "work_1"));
	CHECK(review_shows(&w, "work_2") || world_node(&w, "more"));
	world_close(&w);
}

/* What is missing is asked, and nothing that was answered is walked through once more. */
TEST(review, leads_to_what_is_missing_and_comes_back_at_once)
{
	review_station(&w, LOW);
	review_begin(&w, "nl");
	world_tap(&w, "next");
	world_see(&w, "question");
	CHECK(world_node(&w, "field:/data/money_4") != NULL);
	CHECK(world_says(&w, "Geef een antwoord"));
	world_type(&w, "ja");
	world_tap(&w, "next");
	CHECK(world_node(&w, "field:/data/money_5") != NULL);
	world_type(&w, "ja");
	world_tap(&w, "next");
	world_see(&w, "review");
	CHECK(!desk_finds(&w, "Nog te doen"));
	world_tap(&w, "next");
	world_see(&w, "confirm");
	world_tap(&w, "back");
	world_see(&w, "review");
	world_close(&w);
}

TEST(review, of_few_pages_has_no_parts_and_costs_no_tap)
{
	review_station(&w, "1080x1920@268x476");
	review_begin(&w, "nl"); /* a tall panel holds many cards */
	world_see(&w, "review");
	CHECK(!world_node(&w, "part:1"));
	CHECK(review_shows(&w, "first"));
	world_close(&w);
}

TEST(review, of_a_report_by_a_citizen_has_no_parts_either)
{
	draft_station(&w, NULL);
	world_go(&w, SCREEN_REVIEW, "nl");
	CHECK(!world_node(&w, "part:1"));
	world_tap(&w, "next");
	world_see(&w, "confirm");
	world_close(&w);
}

/* ---- where one stands ---------------------------------------------------------------------------- */

TEST(review, is_at_its_end_again_when_the_ledger_was_read)
{
	review_station(&w, "1080x1920@268x476");
	review_begin(&w, "nl");
	review_turn(&w, 1);
	CHECK(review_shows(&w, "health_5") || review_shows(&w, "money_5") || review_shows(&w, "last"));
	while (!world_node(&w, "ledger"))
		review_turn(&w, 1);
	world_tap(&w, "ledger");
	world_see(&w, "data_ledger");
	world_tap(&w, "back");
	world_see(&w, "review");
	CHECK(world_node(&w, "ledger") != NULL);
	world_close(&w);
}

TEST(review, shows_the_same_answers_when_letters_grow)
{
	review_station(&w, LOW);
	review_begin(&w, "nl");
	review_size(&w, SIZE_L);
	world_tap(&w, "part:2");
	while (!review_shows(&w, "home_6"))
		review_turn(&w, 1);
	review_size(&w, SIZE_XL);
	CHECK(review_page(&w) > 2);
	CHECK(review_shows(&w, "home_6") || review_shows(&w, "home_5"));
	world_close(&w);
}

/* ---- a long answer ----------------------------------------------------------------------------------- */

static bool is_drawn(const char *words)
{
	const struct marks *m = ui_marks(w.app.ui);

	for (int i = 0; i < m->n; i++)
		for (int l = 0; m->all[i].kind == MARK_TEXT && l < m->all[i].text->n_lines; l++)
			for (int r = 0; r < m->all[i].text->lines[l].n_runs; r++) {
				const struct text_run *run = &m->all[i].text->lines[l].runs[r];

				if (memmem(run->text, run->n, words, strlen(words)))
					return true;
			}
	return false;
}

TEST(review, shows_the_beginning_of_a_long_answer_and_that_there_is_more)
{
	static char story[4000];

	review_station(&w, "1280x800@217x136");
	review_begin(&w, "nl");
	for (size_t i = 0; i + 10 < sizeof story; i += 9)
		memcpy(story + i, "caf\u00e9tje ", 9);
	CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/home_3", story), 0);
	world_tap(&w, "part:2");
	CHECK(!is_drawn("\u2026") || review_shows(&w, "home_3"));
	while (!review_shows(&w, "home_3"))
		review_turn(&w, 1);
	CHECK(is_drawn("\u2026"));
	CHECK(world_says(&w, story)); /* the voice has all of it */
	world_close(&w);
}

/* ---- keys, languages, sizes -------------------------------------------------------------------------- */

static void key(enum ui_key k)
{
	CHECK_OK(app_input(&w.app, &(struct ui_event){.kind = UI_KEYED, .key = k}));
}

TEST(review, is_gone_through_by_keys_alone)
{
	review_station(&w, LOW);
	review_begin(&w, "nl");
	for (int i = 0; i < 20 && strcmp(w.app.ui->focus, "part:1") != 0; i++)
		key(UI_KEY_NEXT);
	CHECK_TEXT(w.app.ui->focus, "part:1");
	key(UI_KEY_SELECT);
	CHECK(review_shows(&w, "first"));
	CHECK_TEXT(w.app.ui->focus, ""); /* another page: reading begins at its start */
	key(UI_KEY_NEXT);
	CHECK_TEXT(w.app.ui->focus, "change:/data/first");
	key(UI_KEY_BACK);
	CHECK(world_node(&w, "part:1") != NULL);
	world_close(&w);
}

static int measured(const char *where)
{
	struct box bar[GEOMETRY_BAR] = {{0}};
	int faults = 0;

	for (int page = 0; page < 60; page++) {
		picture_take(&w, where);
		faults += geometry_faults(&w, where) + geometry_bar_faults(&w, bar, where);
		if (!world_node(&w, "more"))
			break;
		world_tap(&w, "more");
		if (review_page(&w) == 1)
			break;
	}
	return faults;
}

/* Among the parts, and in each of them. */
static int all_parts(const char *panel, const char *lang, enum text_size size)
{
	char where[100], id[20];
	int faults = 0;

	snprintf(where, sizeof where, "%s %s %s", panel, lang, size_name(size));
	review_begin(&w, lang);
	review_size(&w, size);
	faults += measured(where);
	for (int i = 1; i <= 6; i++) {
		snprintf(id, sizeof id, "part:%d", i);
		CHECK(w.app.tour.review.open == false);
		if (i == 1 && !world_node(&w, id) && review_page(&w) == 1 && !world_node(&w, "more"))
			break;
		if (review_shows(&w, "first"))
			break; /* it has no parts in these letters */
		world_tap(&w, id);
		faults += measured(where);
		world_tap(&w, "back");
	}
	world_tap(&w, "stop");
	world_advance(&w, 60000);
	return faults;
}

static void fits(const char *panel)
{
	static const char *const langs[] = {"nl", "en", "ar"};
	int faults = 0;

	review_station(&w, panel);
	for (size_t l = 0; l < sizeof langs / sizeof *langs; l++)
		for (int size = SIZE_M; size < SIZE_COUNT; size++)
			faults += all_parts(panel, langs[l], (enum text_size)size);
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(review, fits_the_lowest_panel_in_every_size_from_either_side, 120)
{
	fits(LOW);
}

TEST_LIMIT(review, fits_a_small_panel_in_every_size_from_either_side, 120)
{
	fits("1024x600@222x125");
}

TEST_LIMIT(review, fits_a_desk_panel_in_every_size_from_either_side, 120)
{
	fits("1280x800@217x136");
}

TEST_LIMIT(review, fits_a_tall_panel_in_every_size_from_either_side, 120)
{
	fits("1080x1920@268x476");
}
