/* What contact sheets showed once, held: screens of the desk and of a technician that one looked at page by page. */
#include <stdio.h>
#include <string.h>

#include "kiosk_review.h"
#include "kiosk_tech.h"
#include "staff/roles.h"

static struct world w;

TEST(sheets, the_queue_leads_back_to_where_it_was_opened)
{
	tech_open(&w, NULL, ROLE_TECHNICIAN | ROLE_DESK);
	tech_go(&w, "queue");
	world_see(&w, "queue");
	world_tap(&w, "back");
	world_see(&w, "service_menu");
	world_tap(&w, "back");
	desk_go(&w, "queue");
	world_see(&w, "queue");
	world_tap(&w, "back");
	world_see(&w, "staff_menu");
	world_close(&w);
}

/* Each measure stands on the page of the buttons that change it. */
static void measures_stand_with_their_buttons(void)
{
	const struct access *all = ui_access(w.app.ui);
	int words = 0, buttons = 0;

	for (int i = 0; i < all->n; i++) {
		const char *id = all->all[i].id;

		words += strstr(all->all[i].label, " mm (") != NULL && !*id;
		buttons += strlen(id) > 5 && strcmp(id + strlen(id) - 5, ":+100") == 0;
	}
	CHECK_INT(words, buttons);
}

TEST(sheets, a_measure_of_the_place_is_never_parted_from_its_buttons)
{
	tech_open(&w, NULL, ROLE_TECHNICIAN);
	for (int size = SIZE_S; size < SIZE_COUNT; size++) {
		tech_go(&w, "installation");
		tech_resize(&w, (enum text_size)size);
		for (int page = 1; page < 30; page++) {
			measures_stand_with_their_buttons();
			if (!world_node(&w, "more"))
				break;
			world_tap(&w, "more");
			if (review_page(&w) == 1)
				break;
		}
		world_tap(&w, "back");
		world_see(&w, "service_menu");
		world_tap(&w, "back");
	}
	world_close(&w);
}

TEST(sheets, a_parked_visit_is_told_by_what_it_is_and_then_when)
{
	draft_station(&w, NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	world_answer(&w);
	world_tap(&w, "next");
	world_advance(&w, 4000);
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "drafts");
	CHECK_TEXT(desk_label(&w, "draft:0"), "Melding of concept");
	CHECK(strstr(world_node(&w, "draft:0")->value, " uur. Afgebroken") != NULL);
	world_close(&w);
}

/* A row of a repeat is counted before its name: "2. Slachtofferhulp" is no number of anything. */
TEST(sheets, a_row_in_the_review_has_its_number_before_its_name)
{
	struct session *s;

	review_station(&w, "");
	review_begin(&w, "nl");
	s = visit_session(w.app.visit);
	CHECK_INT(session_add(s, "/data/kid"), 0);
	CHECK_INT(session_set_ref(s, "/data/kid[1]/kname", "Anna"), 0);
	world_tap(&w, "part:5");
	CHECK(desk_finds(&w, "1. \u2068Uw kinderen\u2069"));
	world_close(&w);
}
