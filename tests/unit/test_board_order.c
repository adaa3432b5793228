/* The order of a factory reset: a signed statement, a mark, and the keys go first. */
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

#include "board_image.h"
#include "store/reset_statement.h"
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
	CHECK_INT(reset_order_checked(&d, "data", "boot-1"), RESET_REFUSED);
	sign(t);
	CHECK_OK(file_replace("data/reset.statement", t->text, strlen(t->text), 0600));
	CHECK_INT(reset_order_checked(&d, "data", "boot-2"), RESET_REFUSED);
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
	CHECK_OK(reset_order_checked(&d, "data", "boot-1"));
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(ordered);
	CHECK(!file_exists("data/keys"));
	CHECK_OK(reset_run(&report, &d, NULL, NULL));
	CHECK_INT(strlen(report.statement), 64);
	d.close(d.me);
	CHECK_INT(image_canaries(), 0);
	stand_free(t);
}
