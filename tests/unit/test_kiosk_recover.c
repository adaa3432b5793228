/* Nobody can log in any more: from the login screen to a new first administrator, by an order of the owner. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kiosk_desk.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"
#include "visit/duty_recover.h"
#include "visit/upkeep.h"

static struct world w;
static struct key_secret *office;

static void open_all(void)
{
	world_open(&w, "--printer none");
	CHECK_OK(key_new(&office, KEY_RECOVERY, false));
	w.app.station.recovery_key = *key_public_part(office);
	w.app.station.has_recovery_key = true;
	desk_enrol(&w);
	desk_log_out(&w);
}

static void close_all(void)
{
	key_free(office);
	world_close(&w);
}

/* Lays an order for this code and station there; device: another one's when wrong. */
static void lay(const char *code, bool wrong)
{
	struct recovery_order o = {.until_ms = clock_wall_ms(&w.app.clock) + 1000, .by = "Politie Oost"};
	char path[4096];
	AUTO_BUF text;

	buf_init(&text, RECOVERY_FILE_MAX);
	memcpy(o.device, w.app.station.device, sizeof o.device);
	o.device[3] ^= wrong;
	CHECK(recovery_code_take(o.code, code));
	recovery_sign(&o, office);
	CHECK_OK(recovery_put(&text, &o));
	CHECK_OK(staff_recovery_path(path, sizeof path, w.data));
	CHECK_OK(file_replace(path, text.data, text.len, 0600));
}

/* With a card that nobody knows, as when the only administrator's was lost. */
static void to_recover(char code[RECOVERY_CODE_TEXT + 1])
{
	desk_badge(&w, DESK_OTHER);
	world_see(&w, "staff_login");
	world_tap(&w, "next");
	world_see(&w, "staff_recover");
	CHECK_INT(duty_recovery_code(w.app.visit, code), 0);
	CHECK(world_says(&w, code));
}

TEST(recovery, leads_from_a_lost_badge_to_a_new_administrator)
{
	char code[RECOVERY_CODE_TEXT + 1], path[4096], pin[16];

	open_all();
	to_recover(code);
	lay(code, false);
	world_tap(&w, "next");
	CHECK(world_says(&w, "Gelukt."));
	CHECK_OK(staff_recovery_path(path, sizeof path, w.data));
	CHECK(!file_exists(path));
	desk_badge(&w, "");
	world_see(&w, "staff_recover"); /* the words stay until a badge comes */
	desk_badge(&w, DESK_OTHER);
	world_see(&w, "enrol");
	world_type(&w, "B-200");
	world_tap(&w, "next");
	snprintf(pin, sizeof pin, "%s", desk_label(&w, "pin"));
	world_tap(&w, "next");
	desk_pin(&w, pin);
	desk_pin(&w, DESK_PIN);
	desk_pin(&w, DESK_PIN);
	world_see(&w, "staff_menu");
	CHECK_TEXT(duty_code(w.app.visit), "B-200");
	desk_log_out(&w);
	desk_badge(&w, DESK_TOKEN);
	CHECK_INT(duty_state(w.app.visit), SHIFT_UNKNOWN); /* the old one opens nothing */
	close_all();
}

TEST(recovery, tells_what_is_wrong_with_the_file_and_changes_nothing)
{
	char code[RECOVERY_CODE_TEXT + 1], path[4096];

	open_all();
	to_recover(code);
	world_tap(&w, "next");
	CHECK(world_says(&w, "Er ligt nog geen bestand klaar."));
	lay(code, true);
	world_tap(&w, "next");
	CHECK(world_says(&w, "Dit bestand is voor een andere zuil."));
	lay("0000-0000-0000-0000", false);
	world_tap(&w, "next");
	CHECK(world_says(&w, "Dit bestand hoort bij een andere code."));
	CHECK_OK(staff_recovery_path(path, sizeof path, w.data));
	CHECK_OK(file_replace(path, "garbage", 7, 0600));
	world_tap(&w, "next");
	CHECK(world_says(&w, "Dit bestand is niet heel."));
	lay(code, false);
	world_advance(&w, 2000);
	world_tap(&w, "next");
	CHECK(world_says(&w, "Dit bestand is te oud."));
	desk_badge(&w, "");
	desk_badge(&w, DESK_TOKEN);
	world_see(&w, "staff_login");
	desk_pin(&w, DESK_PIN);
	world_see(&w, "staff_menu");
	close_all();
}

TEST(recovery, a_used_order_works_no_second_time)
{
	char code[RECOVERY_CODE_TEXT + 1], again[RECOVERY_CODE_TEXT + 1];

	open_all();
	to_recover(code);
	lay(code, false);
	CHECK_INT(duty_recover(w.app.visit), 0);
	lay(code, false);
	CHECK_INT(duty_recover(w.app.visit), RECOVERY_OTHER_CODE);
	CHECK_INT(duty_recovery_code(w.app.visit, again), 0);
	CHECK(strcmp(code, again) != 0);
	close_all();
}

TEST(recovery, is_not_for_who_can_log_in)
{
	char code[RECOVERY_CODE_TEXT + 1];

	open_all();
	desk_badge(&w, DESK_TOKEN);
	CHECK(!world_node(&w, "next"));
	desk_pin(&w, DESK_PIN);
	CHECK_INT(duty_recovery_code(w.app.visit, code), RECOVERY_REFUSED);
	CHECK_INT(duty_recover(w.app.visit), RECOVERY_REFUSED);
	close_all();
}

TEST(recovery, lets_a_stick_be_asked_for_and_nothing_else_of_a_technician)
{
	char code[RECOVERY_CODE_TEXT + 1];

	open_all();
	CHECK_OK(dir_make("errands/ask", 0700));
	w.app.visit->world.errands = "errands";
	to_recover(code);
	for (int task = 0; task < UPKEEP_TASKS; task++)
		if (task != UPKEEP_IMPORT)
			CHECK_INT(upkeep_begin(w.app.visit, task), DESK_DENIED);
	world_tap(&w, "task:import");
	CHECK(file_exists("errands/ask/stick-import"));
	CHECK_INT(upkeep_errand(w.app.visit, UPKEEP_IMPORT)->state, ERRAND_ASKED);
	w.app.station.has_recovery_key = false;
	CHECK_INT(upkeep_begin(w.app.visit, UPKEEP_IMPORT), DESK_DENIED);
	close_all();
}

TEST(recovery, without_a_key_says_so)
{
	open_all();
	w.app.station.has_recovery_key = false;
	desk_badge(&w, DESK_OTHER);
	world_tap(&w, "next");
	CHECK(world_says(&w, "Deze zuil heeft geen herstelsleutel."));
	CHECK(!world_node(&w, "next"));
	close_all();
}

TEST(recovery, of_a_register_that_is_not_sound_and_its_entry_is_sent)
{
	char code[RECOVERY_CODE_TEXT + 1];

	open_all();
	CHECK_INT(desk_run(w.app.desk, "UPDATE book SET signature = zeroblob(64) WHERE book = 0", ""), 0);
	duty_free(w.app.visit);
	desk_badge(&w, DESK_TOKEN);
	CHECK_INT(duty_state(w.app.visit), SHIFT_REFUSED);
	world_tap(&w, "next");
	world_see(&w, "staff_recover");
	CHECK_INT(duty_recovery_code(w.app.visit, code), 0);
	lay(code, false);
	world_tap(&w, "next");
	CHECK(world_says(&w, "Gelukt."));
	CHECK(desk_work_send_books(w.app.visit) >= 1);
	desk_badge(&w, "");
	desk_badge(&w, DESK_TOKEN);
	world_see(&w, "enrol");
	close_all();
}
