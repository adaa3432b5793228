/* A concept read at the desk: who may, why, what is shown, what is logged, and what is left behind. */
#include <stdio.h>
#include <string.h>

#include "kiosk_desk.h"
#include "kiosk_memory.h"
#include "store/kinds.h"
#include "sys/buf.h"
#include "visit/desk_work_inside.h"

static struct world w;

static void open_desk(const char *more)
{
	world_open(&w, more);
	desk_enrol(&w);
}

/* A citizen's visit, with an answer that can be looked for. */
static void somebody_came(const char *brand)
{
	desk_log_out(&w);
	world_go(&w, SCREEN_QUESTION, "nl");
	for (int i = 0; i < 60 && w.app.screen == SCREEN_QUESTION; i++) {
		world_answer(&w);
		if (world_node(&w, "field:/data/brand")) {
			world_tap(&w, "field:/data/brand");
			for (; *brand; brand++) {
				char one[2] = {*brand, 0};

				world_type(&w, one);
			}
		}
		world_tap(&w, "next");
	}
	world_see(&w, "review");
	world_tap(&w, "next");
	world_tap(&w, "next");
	world_see(&w, "receipt");
	world_tap(&w, "next");
	world_advance(&w, 200 * 1000);
	world_see(&w, "idle");
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
}

static void to_reason(void)
{
	char id[RECORD_NUMBER_MAX + 20];

	desk_go(&w, "reading");
	CHECK_INT(desk_work_concept_count(w.app.visit), 1);
	snprintf(id, sizeof id, "concept:%s", desk_work_concept(w.app.visit, 0)->number);
	world_tap(&w, id);
	CHECK(world_says(&w, "Waarom leest u dit concept?"));
}

static uint32_t logged(struct access_entry *last)
{
	struct access_log *l = w.app.visit->duty->log;
	uint32_t n = access_log_length(l);

	if (n)
		CHECK_INT(access_log_read(last, l, n), 0);
	return n;
}

TEST(reading, shows_the_answers_as_the_citizen_saw_them)
{
	open_desk("--printer none");
	somebody_came("Gazelle Orange");
	to_reason();
	world_tap(&w, "reason:correct");
	CHECK(desk_finds(&w, "Wat u kwijt bent"));
	CHECK(desk_finds(&w, "Fiets"));
	CHECK(desk_finds(&w, "Gazelle Orange"));
	CHECK(desk_finds(&w, "14 maart"));
	CHECK(!desk_finds(&w, "uuid:"));
	world_close(&w);
}

TEST(reading, is_logged_with_its_reason_before_it_is_shown)
{
	struct access_entry e = {0};

	open_desk("--printer none");
	somebody_came("Gazelle");
	to_reason();
	CHECK_INT(logged(&e), 0); /* nothing was opened yet */
	world_tap(&w, "reason:complete_with_citizen");
	CHECK_INT(logged(&e), 1);
	CHECK_INT(e.action, ACCESS_CONSULT);
	CHECK_INT(e.reason, REASON_COMPLETE);
	CHECK_TEXT(e.record, desk_work_concept(w.app.visit, 0)->number);
	CHECK_TEXT(e.staff, duty_token(w.app.visit));
	world_close(&w);
}

TEST(reading, is_wiped_when_it_is_left_locked_or_stopped)
{
	open_desk("--printer none");
	somebody_came("Gazelle");
	to_reason();
	world_tap(&w, "reason:correct");
	CHECK(desk_work_is_reading(w.app.visit));
	world_tap(&w, "back");
	CHECK(!desk_work_is_reading(w.app.visit));
	CHECK(!w.app.visit->duty->work->reading);
	world_tap(&w, "back");
	to_reason();
	world_tap(&w, "reason:correct");
	desk_badge(&w, "");
	CHECK(!w.app.visit->duty->work->reading);
	desk_badge(&w, DESK_TOKEN);
	desk_pin(&w, DESK_PIN);
	world_see(&w, "desk_reading"); /* at the list: the reason is asked anew */
	CHECK(!world_says(&w, "Gazelle"));
	world_tap(&w, "back");
	to_reason();
	world_tap(&w, "reason:correct");
	world_tap(&w, "stop");
	CHECK(!w.app.visit->duty->work->reading);
	world_close(&w);
}

#ifndef __SANITIZE_ADDRESS__
TEST_LIMIT(reading, leaves_no_answer_in_memory, 60)
{
	char word[MEMORY_WORD + 1] = "";

	open_desk("--printer none");
	for (int i = 0; i < MEMORY_WORD; i++)
		word[i] = (char)(memory_word[i] ^ MEMORY_TWIST);
	somebody_came(word);
	wipe(word, sizeof word);
	CHECK_INT(memory_copies(), 0);
	to_reason();
	world_tap(&w, "reason:correct");
	CHECK(memory_copies() > 0);
	desk_badge(&w, "");
	desk_badge(&w, DESK_TOKEN);
	desk_pin(&w, DESK_PIN);
	world_tap(&w, "stop");
	CHECK_INT(memory_copies(), 0);
	world_close(&w);
}
#endif

TEST(reading, is_not_for_who_may_not)
{
	const struct staff_person *who;

	open_desk("--printer none");
	somebody_came("Gazelle");
	who = desk_work_person(w.app.visit, 0);
	CHECK_INT(desk_work_roles(w.app.visit, who->staff, ROLE_ADMINISTRATOR | ROLE_VIK), 0);
	desk_go(&w, "reading");
	CHECK(world_says(&w, "Uw rol mag dit niet lezen."));
	CHECK_INT(desk_work_concept_count(w.app.visit), 0);
	CHECK_INT(desk_work_read(w.app.visit, 0, REASON_CORRECT), READING_DENIED);
	world_close(&w);
}

TEST(reading, is_real_and_so_not_for_practice)
{
	struct access_entry e = {0};

	open_desk("--printer none");
	somebody_came("Gazelle");
	world_tap(&w, "practice");
	to_reason();
	world_tap(&w, "reason:correct");
	CHECK(world_says(&w, "U oefent nu."));
	CHECK_INT(logged(&e), 0);
	world_close(&w);
}

TEST(reading, never_shows_what_belongs_to_vik_or_complaints)
{
	static const uint16_t kinds[] = {KIND_COMPLAINT, KIND_NOTICE_HANDOVER_AVG, KIND_NOTICE_HANDOVER_VIK};

	open_desk("--printer none");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct store_order order = {.type = kinds[i], .schema = 1, .json = "{}", .n = 2};
		struct store_kept kept;

		store_new_id(order.id);
		CHECK_INT(store_commit(&kept, w.app.store, &order), 0);
	}
	desk_go(&w, "reading");
	CHECK(world_says(&w, "Er zijn vandaag geen concepten"));
	CHECK_INT(desk_work_concept_count(w.app.visit), 0);
	world_close(&w);
}

TEST(reading, shows_a_handover_in_words)
{
	static const char json[] = "{\"notice\":{\"id\":\"N-VIC\",\"lang\":\"uk\"},\"situation\":\"victim\","
	                           "\"form\":\"paper\",\"inform_phone\":\"0612345678\",\"signature_path\":\"M1 2L3 4\","
	                           "\"reexplained_items\":[\"V-01\",\"V-02\"],\"counts\":true}";
	struct store_order order = {.type = KIND_NOTICE_HANDOVER, .schema = 1, .json = json, .n = sizeof json - 1};
	struct store_kept kept;

	open_desk("--printer none");
	store_new_id(order.id);
	CHECK_INT(store_commit(&kept, w.app.store, &order), 0);
	to_reason();
	world_tap(&w, "reason:lawfulness");
	CHECK(desk_finds(&w, "Uitreiking van rechten"));
	CHECK(desk_finds(&w, "N-VIC"));
	CHECK(desk_finds(&w, "V-02"));
	CHECK(!desk_finds(&w, "M1 2L3")); /* lines of a finger are no text */
	world_close(&w);
}

TEST(reading, tells_that_a_badge_is_only_a_number)
{
	world_open(&w, "--printer none");
	desk_badge(&w, "12345678");
	world_type(&w, "B-001");
	world_tap(&w, "next");
	{
		char pin[16];

		snprintf(pin, sizeof pin, "%s", desk_label(&w, "pin"));
		world_tap(&w, "next");
		desk_pin(&w, pin);
		desk_pin(&w, DESK_PIN);
		desk_pin(&w, DESK_PIN);
	}
	desk_go(&w, "reading");
	CHECK(world_says(&w, "Uw pas geeft alleen een nummer."));
	world_close(&w);
}

TEST(reading, logs_a_print_as_disclosed_to_the_citizen)
{
	struct access_entry e = {0};

	open_desk("--printer none");
	somebody_came("Gazelle");
	to_reason();
	world_tap(&w, "reason:print_again");
	CHECK_INT(desk_work_read_print(w.app.visit), 0);
	CHECK_INT(logged(&e), 2);
	CHECK_INT(e.action, ACCESS_DISCLOSE);
	CHECK_TEXT(e.recipient, "citizen");
	CHECK(desk_work_send_books(w.app.visit) >= 2);
	CHECK_INT(desk_records(&w, KIND_ACCESS_LOG), 2);
	world_close(&w);
}
