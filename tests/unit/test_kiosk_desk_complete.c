/* A concept of today, completed with its citizen: a new record that names the first, and nothing left behind. */
#include <stdio.h>
#include <string.h>

#include "kiosk_complete.h"
#include "kiosk_desk.h"
#include "kiosk_memory.h"
#include "store/envelope.h"
#include "store/kinds.h"
#include "store/store_read.h"
#include "sys/arena.h"
#include "sys/buf.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"

static struct world w;

static void confirm(void)
{
	world_tap(&w, "next");
	world_see(&w, "confirm");
	world_tap(&w, "next");
}

static uint32_t logged(struct access_entry *last)
{
	struct access_log *l = w.app.visit->duty->log;
	uint32_t n = access_log_length(l);

	if (n)
		CHECK_INT(access_log_read(last, l, n), 0);
	return n;
}

/* The nth record of that kind, as it lies in the store. */
static void record_at(struct store_row *out, struct store_read *r, int nth)
{
	struct record_header h;

	for (uint32_t seq = 1; store_read_from(out, r, 1, seq) == 0; seq = out->seq + 1) {
		CHECK_INT(record_header_take(&h, out->record.header), 0);
		if (h.type == KIND_SELF_REPORT && nth-- == 0)
			return;
	}
	CHECK(!"there is no such record");
}

/* What the nth self-report holds, read with the desk's key of the session. */
static void opened(struct buf *json, int nth)
{
	struct envelope_inside inside;
	struct store_read *r;
	struct store_row row;

	CHECK_OK(store_read_open(&r, w.data));
	record_at(&row, r, nth);
	CHECK_INT(envelope_open(&inside, &row.record, shift_desk_key(w.app.visit->duty->shift)), 0);
	buf_add(json, inside.json.data, inside.json.len);
	buf_fini(&inside.json);
	store_read_close(r);
}

TEST(completing, begins_at_the_answers_of_the_citizen_in_their_language)
{
	complete_begin(&w, "Gazelle Orange", "en");
	CHECK(world_says(&w, "Check your answers"));
	CHECK(desk_finds(&w, "Gazelle Orange"));
	CHECK(!desk_work_is_reading(w.app.visit));
	CHECK(!w.app.visit->duty->work->reading);
	world_close(&w);
}

TEST(completing, makes_a_new_record_that_names_the_first)
{
	char first[RECORD_NUMBER_MAX + 1], want[200], hash[2 * RECORD_HASH_BYTES + 1];
	struct access_entry e = {0};
	AUTO_BUF json;

	buf_init(&json, 1 << 20);
	complete_begin(&w, "Gazelle", "nl");
	(void)text_copy(first, sizeof first, visit_completes(w.app.visit));
	hex_put(hash, w.app.visit->completing.hash, RECORD_HASH_BYTES);
	confirm();
	world_see(&w, "receipt");
	CHECK(strcmp(visit_number(w.app.visit), first) != 0);
	CHECK(world_says(&w, "Aanvulling op") && world_says(&w, first));
	CHECK_INT(desk_records(&w, KIND_SELF_REPORT), 2);
	opened(&json, 1);
	(void)snprintf(want, sizeof want, "\"completes\":{\"number\":\"%s\",\"hash\":\"%s\"}", first, hash);
	CHECK(strstr(buf_str(&json), want) != NULL);
	CHECK(strstr(buf_str(&json), "Gazelle") != NULL);
	CHECK_INT(logged(&e), 3); /* read, about to be completed, completed */
	CHECK_INT(e.action, ACCESS_ALTER);
	CHECK_INT(e.reason, REASON_COMPLETED);
	CHECK_TEXT(e.record, first);
	CHECK_TEXT(e.made, visit_number(w.app.visit));
	CHECK_TEXT(e.staff, duty_token(w.app.visit));
	CHECK_TEXT(e.role, "desk");
	world_close(&w);
}

static void hash_of_first(uint8_t out[RECORD_HASH_BYTES])
{
	struct store_row row;
	struct store_read *r;

	CHECK_OK(store_read_open(&r, w.data));
	record_at(&row, r, 0);
	record_hash(out, row.record.header);
	store_read_close(r);
}

TEST(completing, never_changes_the_first)
{
	uint8_t before[RECORD_HASH_BYTES], after[RECORD_HASH_BYTES];
	AUTO_BUF first, then;

	buf_init(&first, 1 << 20);
	buf_init(&then, 1 << 20);
	complete_begin(&w, "Gazelle", "nl");
	opened(&first, 0);
	hash_of_first(before);
	CHECK(memcmp(before, w.app.visit->completing.hash, sizeof before) == 0);
	confirm();
	opened(&then, 0);
	CHECK_TEXT(buf_str(&then), buf_str(&first));
	hash_of_first(after);
	CHECK(memcmp(before, after, sizeof before) == 0);
	world_close(&w);
}

TEST(completing, takes_what_the_citizen_adds)
{
	AUTO_BUF json;

	buf_init(&json, 1 << 20);
	complete_begin(&w, "Gazelle", "nl");
	for (int page = 0; page < 9 && !world_node(&w, "change:/data/brand"); page++)
		world_tap(&w, "more");
	world_tap(&w, "change:/data/brand");
	world_see(&w, "question");
	complete_type_brand(&w, " Orange");
	world_tap(&w, "next");
	world_see(&w, "review"); /* what was asked before is not asked again */
	confirm();
	world_see(&w, "receipt");
	opened(&json, 1);
	CHECK(strstr(buf_str(&json), "Gazelle Orange") != NULL);
	world_close(&w);
}

TEST(completing, ends_at_the_menu_of_the_officer_with_nothing_left)
{
	complete_begin(&w, "Gazelle", "en");
	confirm();
	world_see(&w, "receipt");
	world_tap(&w, "next");
	world_see(&w, "staff_menu");
	CHECK(!visit_is_completing(w.app.visit));
	CHECK(visit_session(w.app.visit) == NULL);
	CHECK_TEXT(visit_completes(w.app.visit), "");
	CHECK_TEXT(visit_language(w.app.visit), "nl"); /* the officer's again */
	world_close(&w);
}

TEST(completing, again_shows_which_record_it_completes)
{
	char first[RECORD_NUMBER_MAX + 1], id[RECORD_NUMBER_MAX + 20];

	complete_begin(&w, "Gazelle", "nl");
	(void)text_copy(first, sizeof first, visit_completes(w.app.visit));
	confirm();
	world_tap(&w, "next");
	desk_go(&w, "reading");
	CHECK_INT(desk_work_concept_count(w.app.visit), 2);
	snprintf(id, sizeof id, "concept:%s", desk_work_concept(w.app.visit, 0)->number);
	world_tap(&w, id);
	world_tap(&w, "reason:correct");
	CHECK(desk_finds(&w, first));
	world_close(&w);
}

TEST(completing, is_offered_only_to_who_said_so)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	complete_somebody_came(&w, "Gazelle", "nl");
	complete_read(&w, "lawfulness");
	CHECK(desk_work_is_reading(w.app.visit));
	CHECK(!world_node(&w, "complete"));
	CHECK_INT(desk_work_complete(w.app.visit), READING_DENIED);
	world_close(&w);
}

TEST(completing, is_not_for_a_handover)
{
	static const char json[] = "{\"notice\":{\"id\":\"N-VIC\",\"lang\":\"uk\"},\"form\":\"loss_report\"}";
	struct store_order order = {.type = KIND_NOTICE_HANDOVER, .schema = 1, .json = json, .n = sizeof json - 1};
	struct store_kept kept;

	world_open(&w, "--printer none");
	desk_enrol(&w);
	store_new_id(order.id);
	CHECK_INT(store_commit(&kept, w.app.store, &order), 0);
	complete_read(&w, "complete_with_citizen");
	CHECK(!world_node(&w, "complete"));
	CHECK_INT(desk_work_complete(w.app.visit), READING_DENIED);
	world_close(&w);
}

/* Not even when somebody gets past the screens. */
TEST(completing, is_refused_without_a_session_or_when_it_can_not_be_logged)
{
	complete_begin(&w, "Gazelle", "nl");
	duty_set_practice(w.app.visit, true);
	CHECK_INT(visit_submit(w.app.visit), VISIT_NOT_SAVED);
	CHECK_INT(desk_records(&w, KIND_SELF_REPORT), 1);
	duty_set_practice(w.app.visit, false);
	CHECK_INT(visit_submit(w.app.visit), 0);
	world_close(&w);
}

/* ---- left, locked, stopped ---------------------------------------------------------------- */

static void nothing_is_left(const char *screen)
{
	world_see(&w, screen);
	CHECK(!visit_is_completing(w.app.visit));
	CHECK(w.app.visit->session == NULL);
	CHECK_TEXT(visit_completes(w.app.visit), "");
	CHECK_INT(desk_records(&w, KIND_SELF_REPORT), 1);
}

TEST(completing, card_away_wipes_all_and_does_not_come_back)
{
	complete_begin(&w, "Gazelle", "en");
	desk_badge(&w, "");
	nothing_is_left("idle");
	desk_badge(&w, DESK_TOKEN);
	desk_pin(&w, DESK_PIN);
	nothing_is_left("staff_menu");
	CHECK(!world_says(&w, "Gazelle"));
	world_close(&w);
}

/* In the same call that takes the key, before any screen is left. */
TEST(completing, the_answers_go_with_the_key)
{
	complete_begin(&w, "Gazelle", "nl");
	CHECK(w.app.visit->session != NULL);
	duty_badge(w.app.visit, "");
	CHECK(w.app.visit->session == NULL);
	CHECK_INT(visit_submit(w.app.visit), VISIT_NOT_SAVED);
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
	nothing_is_left("idle");
	world_close(&w);
}

TEST(completing, a_quiet_session_wipes_all)
{
	complete_begin(&w, "Gazelle", "nl");
	world_advance(&w, 301 * 1000);
	nothing_is_left("idle");
	world_close(&w);
}

TEST(completing, stop_wipes_all_and_locks)
{
	complete_begin(&w, "Gazelle", "nl");
	world_tap(&w, "stop");
	nothing_is_left("stopped");
	CHECK(!duty_is_open(w.app.visit));
	world_close(&w);
}

TEST(completing, another_card_wipes_all)
{
	complete_begin(&w, "Gazelle", "nl");
	desk_badge(&w, DESK_OTHER);
	CHECK(!visit_is_completing(w.app.visit) && !w.app.visit->session);
	CHECK_INT(desk_records(&w, KIND_SELF_REPORT), 1);
	world_close(&w);
}

TEST(completing, walking_back_leads_to_the_reading_and_leaves_nothing)
{
	complete_begin(&w, "Gazelle", "nl");
	world_tap(&w, "back");
	for (int i = 0; i < 60 && w.app.screen == SCREEN_QUESTION; i++)
		world_tap(&w, "back");
	nothing_is_left("desk_reading");
	world_close(&w);
}

/* A number that a citizen gave hidden (class K4) is asked anew: it never comes to a screen by an officer's hand. */
TEST(completing, asks_anew_what_an_officer_does_not_see)
{
	static const char json[] =
	        "{\"form\":\"loss_report\",\"version\":\"1\",\"lang\":\"nl\",\"answers\":{\"/data/bsn\":"
	        "\"111222333\",\"/data/brand\":\"Gazelle\"}}";
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1, .json = json, .n = sizeof json - 1};
	struct store_kept kept;
	struct session *s;

	world_open(&w, "--printer none");
	desk_enrol(&w);
	store_new_id(order.id);
	CHECK_INT(store_commit(&kept, w.app.store, &order), 0);
	complete_read(&w, "complete_with_citizen");
	CHECK(!desk_finds(&w, "111222333"));
	CHECK_INT(desk_work_complete(w.app.visit), 0);
	s = visit_session(w.app.visit);
	CHECK(s && text_is(session_value(s, "/data/bsn"), ""));
	world_close(&w);
}

#ifndef __SANITIZE_ADDRESS__
static void begin_with_the_word(void)
{
	char word[MEMORY_WORD + 1] = "";

	for (int i = 0; i < MEMORY_WORD; i++)
		word[i] = (char)(memory_word[i] ^ MEMORY_TWIST);
	complete_begin(&w, word, "nl");
	wipe(word, sizeof word);
	CHECK(memory_copies() > 0);
}

TEST_LIMIT(completing, leaves_no_answer_in_memory, 90)
{
	begin_with_the_word();
	desk_badge(&w, "");
	world_see(&w, "idle");
	CHECK_INT(memory_copies(), 0);
	world_close(&w);
}

TEST_LIMIT(completing, leaves_no_answer_in_memory_when_it_was_saved, 90)
{
	begin_with_the_word();
	confirm();
	world_tap(&w, "next");
	world_see(&w, "staff_menu");
	CHECK_INT(memory_copies(), 0);
	world_close(&w);
}
#endif
