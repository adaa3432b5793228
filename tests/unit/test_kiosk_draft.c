/* A visit that is not finished: followed, cut off, parked, brought back; and gone with whatever ends it. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "kiosk_desk.h"
#include "kiosk_geometry.h"
#include "store/draft.h"
#include "store/kinds.h"
#include "visit/duty.h"
#include "visit/visit_draft.h"

static struct world w;
static int drafts_before; /* of an earlier visit to the same station */

static int files(void)
{
	char folder[700];
	DIR *dir;
	int n = 0;

	snprintf(folder, sizeof folder, "%s/drafts", w.data);
	dir = opendir(folder);
	if (!dir)
		return 0;
	for (struct dirent *e; (e = readdir(dir));)
		n += e->d_name[0] != '.';
	closedir(dir);
	return n;
}

/* A station with a desk key, and nobody at it. */
static void begin(const char *more)
{
	static bool enrolled;

	world_open(&w, more);
	if (!enrolled) {
		desk_enrol(&w);
		desk_log_out(&w);
	}
	enrolled = true;
	world_advance(&w, 1000);
	CHECK_INT(files(), drafts_before);
}

/* Four questions far, in that language; *id is the one that is on the screen then. */
static void tell(const char *lang)
{
	world_go(&w, SCREEN_QUESTION, lang);
	for (int i = 0; i < 4; i++) {
		world_answer(&w);
		world_tap(&w, "next");
	}
	world_see(&w, "question");
	world_advance(&w, 2000);
}

static const char *question(void)
{
	static char ref[200];
	const struct question *q = session_question(visit_session(w.app.visit), w.app.tour.question);

	snprintf(ref, sizeof ref, "%s", q ? q->ref : "");
	return ref;
}

/* The first of the list, with the reason that goes into the log. */
static void bring_back(void)
{
	world_tap(&w, "draft:0");
	world_see(&w, "staff_drafts");
	CHECK(visit_session(w.app.visit) == NULL);
	world_tap(&w, "reason:complete_with_citizen");
}

static int answered(void)
{
	struct session *s = visit_session(w.app.visit);
	int n = 0;

	for (uint32_t id = session_next(s, 0); id; id = session_next(s, id))
		n += *session_question(s, id)->value != 0;
	return n;
}

/* Parked behind the back of the screen: it notices at the first touch. */
static void leave(void)
{
	world_tap(&w, "stop");
	if (w.app.screen == SCREEN_SERVICE)
		world_tap(&w, "stop");
	world_see(&w, "stopped");
	world_advance(&w, 60000);
	world_see(&w, "idle");
}

static void again(void)
{
	world_close(&w);
	world_open(&w, NULL);
	world_advance(&w, 1000);
}

TEST(drafts, follow_a_visit_a_moment_behind)
{
	begin(NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	CHECK_INT(files(), 0);
	world_advance(&w, 2000);
	CHECK_INT(files(), 1);
	world_tap(&w, "stop");
	CHECK_INT(files(), 0);
	world_close(&w);
}

TEST(drafts, go_with_stop_with_time_and_with_saving)
{
	begin(NULL);
	tell("nl");
	CHECK_INT(files(), 1);
	world_tap(&w, "stop");
	CHECK_INT(files(), 0);
	world_advance(&w, 60000);
	CHECK_INT(files(), 0);
	tell("nl");
	CHECK_INT(files(), 1);
	world_advance(&w, 200 * 1000); /* nobody is there any more */
	world_see(&w, "idle");
	CHECK_INT(files(), 0);
	world_go(&w, SCREEN_CONFIRM, "nl");
	world_advance(&w, 2000);
	CHECK_INT(files(), 1);
	world_tap(&w, "next");
	world_see(&w, "receipt");
	CHECK_INT(files(), 0);
	world_advance(&w, 5000);
	CHECK_INT(files(), 0);
	world_close(&w);
}

TEST(drafts, bring_a_visit_back_at_the_same_question_for_badge_and_pin_alone)
{
	char before[200];
	int told;

	begin(NULL);
	tell("en");
	snprintf(before, sizeof before, "%s", question());
	told = answered();
	CHECK(told >= 3);
	again(); /* an orderly end is a power cut to whoever stood here */
	CHECK_INT(files(), 1);
	world_see(&w, "idle");
	world_go(&w, SCREEN_SERVICE, "nl");
	CHECK(world_node(&w, "service:resume") == NULL); /* no code opens it */
	world_tap(&w, "stop");
	world_advance(&w, 60000);
	CHECK_INT(files(), 1);
	desk_badge(&w, DESK_TOKEN);
	CHECK(world_node(&w, "work:drafts") == NULL);
	desk_pin(&w, "0000");
	CHECK(world_node(&w, "work:drafts") == NULL);
	desk_pin(&w, DESK_PIN);
	desk_go(&w, "drafts");
	bring_back();
	world_see(&w, "question");
	CHECK_TEXT(question(), before);
	CHECK_INT(answered(), told);
	CHECK_TEXT(visit_language(w.app.visit), "en");
	CHECK_INT(files(), 1); /* it is followed again */
	desk_badge(&w, ""); /* the citizen goes on alone */
	world_see(&w, "question");
	CHECK_TEXT(question(), before);
	world_tap(&w, "stop");
	CHECK_INT(files(), 0);
	world_close(&w);
}

TEST(drafts, are_parked_where_a_badge_lies)
{
	char before[200];

	begin(NULL);
	tell("nl");
	snprintf(before, sizeof before, "%s", question());
	world_tap(&w, "help");
	world_tap(&w, "park");
	world_see(&w, "park");
	CHECK(!world_node(&w, "park:desk")->enabled);
	desk_badge(&w, "not a badge of ours");
	CHECK(!world_node(&w, "park:desk")->enabled);
	desk_badge(&w, DESK_TOKEN);
	world_see(&w, "park");
	world_tap(&w, "park:desk");
	CHECK(visit_session(w.app.visit) == NULL);
	CHECK_INT(files(), 1);
	world_tap(&w, "next");
	desk_badge(&w, "");
	world_see(&w, "idle");
	CHECK_INT(files(), 1);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "drafts");
	CHECK(strstr(world_node(&w, "draft:0")->value, "later") != NULL);
	bring_back();
	CHECK_TEXT(question(), before);
	world_close(&w);
}

TEST(drafts, turned_back_from_leave_the_visit_as_it_was)
{
	char before[200];

	begin(NULL);
	tell("nl");
	snprintf(before, sizeof before, "%s", question());
	world_tap(&w, "help");
	world_tap(&w, "park");
	world_tap(&w, "back");
	world_see(&w, "question");
	CHECK_TEXT(question(), before);
	world_close(&w);
}

TEST(drafts, die_after_a_day_and_the_desk_is_told)
{
	begin(NULL);
	tell("nl");
	world_tap(&w, "help");
	world_tap(&w, "park");
	desk_badge(&w, DESK_TOKEN);
	world_tap(&w, "park:desk");
	world_tap(&w, "next");
	desk_badge(&w, "");
	world_advance(&w, 60000);
	clock_manual(&w.app.clock, clock_wall_ms(&w.app.clock) + DRAFT_LIFE_MS);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "drafts");
	CHECK(world_node(&w, "draft:0") == NULL);
	CHECK(world_says(&w, "24 uur: 1"));
	world_close(&w);
}

TEST(drafts, are_kept_of_no_practice_and_without_a_desk_key_of_nothing)
{
	world_open(&w, NULL);
	world_advance(&w, 1000);
	tell("nl");
	CHECK_INT(files(), 0);
	CHECK(!visit_may_park_at_desk(w.app.visit));
	world_close(&w);
}

/* The paper is the only key; who says that there is none has lost nothing. */
TEST(drafts, on_paper_wait_for_the_person_to_have_it)
{
	begin("--printer file:paper --printer-profile tm-t88v");
	tell("nl");
	CHECK_INT(visit_park_on_paper(w.app.visit, false), PARK_DONE);
	CHECK(visit_session(w.app.visit) != NULL);
	CHECK_INT(files(), 2); /* the visit goes on until the paper is there */
	CHECK(visit_has_codes(w.app.visit));
	visit_park_undo(w.app.visit);
	CHECK_INT(files(), 1);
	CHECK(!visit_has_codes(w.app.visit));
	CHECK(visit_session(w.app.visit) != NULL);
	CHECK_INT(visit_park_on_paper(w.app.visit, false), PARK_DONE);
	CHECK_INT(visit_park_on_paper(w.app.visit, false), PARK_NOT_NOW);
	visit_park_keep(w.app.visit);
	CHECK(visit_session(w.app.visit) == NULL);
	CHECK_INT(files(), 1);
	CHECK(visit_has_codes(w.app.visit));
	leave();
	CHECK_INT(files(), 1); /* that one was taken along */
	world_close(&w);
}

TEST(drafts, on_paper_go_with_who_stops_before_the_paper_is_there)
{
	begin("--printer file:paper --printer-profile tm-t88v");
	tell("nl");
	CHECK_INT(visit_park_on_paper(w.app.visit, false), PARK_DONE);
	world_tap(&w, "stop");
	CHECK_INT(files(), 0);
	world_close(&w);
}

TEST(drafts, open_with_no_other_code)
{
	begin("--printer file:paper --printer-profile tm-t88v");
	tell("nl");
	CHECK_INT(visit_park_on_paper(w.app.visit, false), PARK_DONE);
	visit_park_keep(w.app.visit);
	leave();
	world_go(&w, SCREEN_SERVICE, "nl");
	world_tap(&w, "service:resume");
	world_see(&w, "resume");
	world_type(&w, "7K3D9-QMZ4T-7K3D9-QMZ4T");
	world_tap(&w, "next");
	world_see(&w, "resume");
	CHECK(world_says(&w, "past nergens bij"));
	CHECK(visit_session(w.app.visit) == NULL);
	world_tap(&w, "back");
	world_see(&w, "service");
	world_close(&w);
}

/* ---- on every panel ------------------------------------------------------------------------------ */

static int measured(const char *panel, const char *lang, int size)
{
	char arg[200], where[120], id[16];
	int faults = 0;

	snprintf(arg, sizeof arg, "--printer file:paper --printer-profile tm-t88v --panel %s", panel);
	begin(arg);
	world_tap(&w, "next");
	snprintf(id, sizeof id, "size:%s", size_name((enum text_size)size));
	world_tap(&w, id);
	tell(lang);
	snprintf(where, sizeof where, "%.9s %s %s park", panel, lang, size_name((enum text_size)size));
	world_tap(&w, "help");
	faults += geometry_faults(&w, "help");
	world_tap(&w, "park");
	faults += geometry_faults(&w, where);
	desk_badge(&w, DESK_TOKEN);
	faults += geometry_faults(&w, where);
	world_tap(&w, "park:desk");
	faults += geometry_faults(&w, where);
	world_tap(&w, "next");
	desk_badge(&w, "");
	tell(lang);
	CHECK_INT(visit_park_on_paper(w.app.visit, false), PARK_DONE);
	visit_park_keep(w.app.visit);
	leave();
	world_tap(&w, "next");
	world_tap(&w, id);
	world_go(&w, SCREEN_SERVICE, lang);
	faults += geometry_faults(&w, "service");
	world_tap(&w, "service:resume");
	snprintf(where, sizeof where, "%.9s %s %s resume", panel, lang, size_name((enum text_size)size));
	faults += geometry_faults(&w, where);
	world_type(&w, "A");
	world_tap(&w, "next");
	faults += geometry_faults(&w, where);
	world_tap(&w, "stop");
	world_advance(&w, 60000);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "drafts");
	faults += geometry_faults(&w, "staff_drafts");
	desk_log_out(&w);
	drafts_before = files();
	world_close(&w);
	return faults;
}

TEST_LIMIT(drafts, stand_on_the_wide_panel, 120)
{
	CHECK_INT(measured("1280x800@217x136", "nl", SIZE_M), 0);
	CHECK_INT(measured("1280x800@217x136", "ar", SIZE_XL), 0);
}

TEST_LIMIT(drafts, stand_on_the_small_panel, 120)
{
	CHECK_INT(measured("800x480@154x86", "nl", SIZE_XL), 0);
	CHECK_INT(measured("800x480@154x86", "ar", SIZE_M), 0);
}
