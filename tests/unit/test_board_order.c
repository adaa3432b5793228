/* The order of a factory reset: a signed statement, a mark, and the keys go first. */
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

#include "board/update_floor.h"
#include "board_image.h"
#include "store/reset_statement.h"
#include "sys/beacon.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"

/* ---- keys ----------------------------------------------------------------------------------------------------------- */

TEST(erase, the_bytes_are_overwritten_where_they_lie)
{
	char bytes[9000];
	int fd;

	CHECK(sodium_init() >= 0);
	CHECK_OK(dir_make("keys", 0700));
	memset(bytes, 'K', sizeof bytes);
	CHECK_OK(file_replace("keys/device.key", bytes, sizeof bytes, 0600));
	CHECK_OK(file_replace("keys/empty", "", 0, 0600));
	CHECK_OK(file_replace("precious", "precious", 8, 0600));
	CHECK(symlink("../precious", "keys/link") == 0);
	fd = open("keys/device.key", O_RDONLY); /* the same blocks, also when the name is gone */
	CHECK(fd >= 0);
	CHECK_OK(reset_erase_folder("keys"));
	CHECK(!file_exists("keys"));
	CHECK_INT(pread(fd, bytes, sizeof bytes, 0), sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++)
		CHECK(bytes[i] == 0);
	CHECK(file_exists("precious"));
	CHECK_OK(reset_erase_folder("keys"));
	(void)close(fd);
}

TEST(erase, every_failing_step_is_told)
{
	CHECK(sodium_init() >= 0);
	FAULT_SWEEP(n)
	{
		int r;

		fault_pause(true);
		CHECK_OK(dir_make("keys", 0700));
		CHECK_OK(file_replace("keys/device.key", "key", 3, 0600));
		fault_pause(false);
		r = reset_erase_folder("keys");
		CHECK_INT(r < 0, fault_fired());
		fault_pause(true);
		CHECK_OK(dir_remove("keys"));
		fault_pause(false);
	}
}

/* ---- the order ---------------------------------------------------------------------------------------------------------- */

struct stand {
	struct station station;
	struct key_secret *key;
	struct reset_statement s;
	char text[RESET_STATEMENT_MAX + 1];
};

static struct stand *stand_new(void)
{
	struct stand *t = calloc(1, sizeof *t);

	CHECK(sodium_init() >= 0);
	CHECK_OK(key_new(&t->key, KEY_DEVICE, true));
	CHECK_OK(dir_make("data", 0700));
	CHECK_OK(key_write(t->key, "data/keys"));
	t->station = (struct station){.code = "DEMO-01", .hub = "https://localhost:1", .keyset = 1, .epoch = 1};
	station_device_of(t->station.device, key_public_part(t->key)->bytes);
	CHECK_OK(station_write(&t->station, "data"));
	t->s = (struct reset_statement){
	        .station = "DEMO-01", .boot = "boot-1", .at_ms = 5, .confirmed = 41, .unconfirmed = 1};
	memcpy(t->s.device, t->station.device, sizeof t->s.device);
	return t;
}

static void stand_free(struct stand *t)
{
	key_free(t->key);
	free(t);
}

static void sign(struct stand *t)
{
	AUTO_BUF text;

	buf_init(&text, RESET_STATEMENT_MAX);
	CHECK_OK(reset_statement_make(&text, &t->s, t->key));
	CHECK(text_copy(t->text, sizeof t->text, buf_str(&text)));
}

static int check(struct stand *t, const char *boot)
{
	struct reset_statement out;

	return reset_statement_check(&out, t->text, strlen(t->text), &t->station, key_public_part(t->key)->bytes, boot);
}

TEST(statement, is_read_as_it_was_signed)
{
	struct stand *t = stand_new();
	struct reset_statement out;

	sign(t);
	CHECK_OK(reset_statement_check(
	        &out, t->text, strlen(t->text), &t->station, key_public_part(t->key)->bytes, "boot-1"));
	CHECK_INT(out.confirmed, 41);
	CHECK_INT(out.unconfirmed, 1);
	CHECK_HAS(t->text, "station = DEMO-01\n");
	stand_free(t);
}

TEST(statement, every_changed_byte_another_start_and_another_station_are_refused)
{
	struct stand *t = stand_new();
	struct key_secret *stranger;

	sign(t);
	for (size_t i = 0; t->text[i]; i++) {
		t->text[i] ^= 1;
		CHECK_INT(check(t, "boot-1"), RESET_STATEMENT_REFUSED);
		t->text[i] ^= 1;
	}
	CHECK_INT(check(t, "boot-2"), RESET_STATEMENT_REFUSED);
	CHECK_INT(check(t, ""), RESET_STATEMENT_REFUSED);
	t->station.device[0] ^= 1;
	CHECK_INT(check(t, "boot-1"), RESET_STATEMENT_REFUSED);
	t->station.device[0] ^= 1;
	CHECK_OK(key_new(&stranger, KEY_DEVICE, true));
	key_free(t->key);
	t->key = stranger; /* signed by the one before */
	CHECK_INT(check(t, "boot-1"), RESET_STATEMENT_REFUSED);
	stand_free(t);
}

TEST(order, without_a_statement_of_this_start_nothing_happens)
{
	struct stand *t = stand_new();
	struct reset_disk d;
	bool ordered;

	image_make();
	d = image_open();
	CHECK_INT(reset_order_checked(&d, "data", "boot-1", FLOOR), RESET_REFUSED);
	sign(t);
	CHECK_OK(file_replace("data/reset.statement", t->text, strlen(t->text), 0600));
	CHECK_INT(reset_order_checked(&d, "data", "boot-2", FLOOR), RESET_REFUSED);
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(!ordered);
	CHECK(file_exists("data/keys/device.key"));
	d.close(d.me);
	stand_free(t);
}

TEST(order, with_it_the_mark_stands_and_the_keys_are_gone)
{
	struct stand *t = stand_new();
	struct reset_report report;
	struct reset_disk d;
	bool ordered;

	image_make();
	d = image_open();
	sign(t);
	CHECK_OK(file_replace("data/reset.statement", t->text, strlen(t->text), 0600));
	CHECK_OK(reset_order_checked(&d, "data", "boot-1", FLOOR));
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(ordered);
	CHECK(!file_exists("data/keys"));
	CHECK_OK(reset_run(&report, &d, NULL, NULL));
	CHECK_INT(strlen(report.statement), 64);
	d.close(d.me);
	CHECK_INT(image_canaries(), 0);
	stand_free(t);
}

/* ---- what the screen asks ----------------------------------------------------------------------------------------------- */

/* A program's words may be changed by it: they are copies. */
static int run_words(const char *const *words)
{
	char text[14][80], *argv[15];
	int n = 0;

	for (; words[n]; n++) {
		CHECK(n < 14 && text_copy(text[n], sizeof text[0], words[n]));
		argv[n] = text[n];
	}
	argv[n] = NULL;
	return reset_main(n, argv);
}

static int run_errand(void)
{
	return run_words((const char *const[]){"loket-reset", "--data", "data", "--disk", IMAGE, "--errands", "e",
	        "--state", "state", "--os-release", "os-release", "errand", NULL});
}

static struct errand asked(void)
{
	struct errand e;

	CHECK_OK(dir_make("e/ask", 0755));
	CHECK_OK(dir_make("e/told", 0755));
	CHECK_OK(errand_ask(&e, "e", "reset", "", 1));
	return e;
}

static bool is_ordered(void)
{
	struct reset_disk d = image_open();
	bool ordered;

	CHECK_OK(reset_is_ordered(&ordered, &d));
	d.close(d.me);
	return ordered;
}

/* A station whose technician signed in this start of the machine. */
static struct stand *signed_now(void)
{
	struct stand *t = stand_new();

	image_make();
	CHECK(boot_id_read(t->s.boot));
	sign(t);
	CHECK_OK(file_replace("data/reset.statement", t->text, strlen(t->text), 0600));
	return t;
}

TEST(errand, orders_tells_and_asks_for_a_new_start)
{
	struct stand *t = signed_now();
	struct errand e = asked();

	CHECK_INT(run_errand(), 0);
	CHECK(is_ordered());
	CHECK(!file_exists("data/keys"));
	CHECK(file_exists("e/ask/restart"));
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK_HAS(e.say, "next start");
	CHECK_TEXT(e.code, "Z01");
	stand_free(t);
}

/* The slot that was confirmed broke, an older one runs: the mark brings the higher of the two. */
TEST(errand, lays_the_floor_in_the_mark)
{
	struct stand *t = signed_now();
	struct reset_report report;
	struct reset_disk d;

	(void)asked();
	CHECK_OK(file_replace("os-release", "IMAGE_VERSION=0.4.0\n", 20, 0644));
	CHECK_OK(update_floor_lay("state", "0.5.0"));
	CHECK_INT(run_errand(), 0);
	d = image_open();
	CHECK_OK(reset_run(&report, &d, NULL, NULL));
	CHECK_TEXT(report.floor, "0.5.0");
	d.close(d.me);
	stand_free(t);
}

TEST(errand, that_nobody_asked_does_nothing)
{
	struct stand *t = signed_now();

	CHECK_OK(dir_make("e/ask", 0755));
	CHECK_INT(run_errand(), 0);
	CHECK(!is_ordered());
	CHECK(file_exists("data/keys/device.key"));
	CHECK(!file_exists("e/ask/restart"));
	stand_free(t);
}

TEST(errand, that_was_told_to_its_end_is_not_done_again)
{
	struct stand *t = signed_now();

	(void)asked();
	CHECK_INT(run_errand(), 0);
	CHECK(unlink("e/ask/restart") == 0);
	CHECK_INT(run_errand(), 0);
	CHECK(!file_exists("e/ask/restart"));
	stand_free(t);
}

TEST(errand, without_a_signed_word_is_refused_and_starts_nothing)
{
	struct stand *t = signed_now();
	struct errand e = asked();

	t->text[40] ^= 1;
	CHECK_OK(file_replace("data/reset.statement", t->text, strlen(t->text), 0600));
	CHECK_INT(run_errand(), 1);
	CHECK(!is_ordered());
	CHECK(file_exists("data/keys/device.key"));
	CHECK(!file_exists("e/ask/restart"));
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "technician");
	CHECK_TEXT(e.code, "Z02");
	stand_free(t);
}

/* Half of the keys can not be reached: the next start takes what is left with everything else. */
TEST(errand, once_the_mark_stands_the_machine_starts_anew_whatever_is_in_the_way)
{
	struct stand *t = signed_now();
	struct errand e = asked();

	CHECK_OK(dir_make("data/keys/device.d/deeper", 0700));
	CHECK_INT(run_errand(), 0);
	CHECK(is_ordered());
	CHECK(file_exists("e/ask/restart"));
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "device.d");
	CHECK_TEXT(e.code, "Z04");
	stand_free(t);
}

TEST_LIMIT(errand, every_failing_place_is_told_or_made_up_for, 120)
{
	FAULT_SWEEP(n)
	{
		struct stand *t;
		bool fired;
		int r;

		fault_pause(true);
		CHECK_OK(dir_remove("data"));
		CHECK_OK(dir_remove("e"));
		t = signed_now();
		(void)asked();
		fault_pause(false);
		r = run_errand();
		fired = fault_fired();
		fault_pause(true);
		/* The keys never go without the mark, and the mark never stands without a new start or a word that it failed. */
		CHECK(is_ordered() || file_exists("data/keys/device.key"));
		CHECK(!is_ordered() || file_exists("e/ask/restart") || (fired && r == 1));
		CHECK(fired || (r == 0 && is_ordered()));
		stand_free(t);
		fault_pause(false);
	}
}

TEST(errand, words_that_can_not_be_meant_are_refused)
{
	CHECK_INT(run_words((const char *const[]){"loket-reset", NULL}), 2);
	CHECK_INT(run_words((const char *const[]){"loket-reset", "run", NULL}), 2);
	CHECK_INT(run_words((const char *const[]){"loket-reset", "order", "errand", NULL}), 2);
}
