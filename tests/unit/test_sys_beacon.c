#include <stdio.h>

#include "harness.h"
#include "sys/beacon.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

static const struct beacon full = {.boot = "0b8d0d8e-1111-2222-3333-444455556666",
        .version = "0.5.0",
        .said_ms = 123456,
        .idle_since_ms = 120000,
        .technician = true,
        .parts = {BEACON_WELL, BEACON_SICK, BEACON_ABSENT, BEACON_UNKNOWN}};

static const char *path(void)
{
	return "beacon";
}

static int read_text(struct beacon *b, const char *text)
{
	CHECK_OK(file_replace(path(), text, strlen(text), 0644));
	return beacon_read(b, path());
}

TEST(beacon, says_what_was_written)
{
	struct beacon b;

	CHECK_OK(beacon_write(&full, path()));
	CHECK_OK(beacon_read(&b, path()));
	CHECK_TEXT(b.boot, full.boot);
	CHECK_TEXT(b.version, "0.5.0");
	CHECK_INT(b.said_ms, 123456);
	CHECK_INT(b.idle_since_ms, 120000);
	CHECK(b.technician);
	for (int i = 0; i < BEACON_PARTS; i++)
		CHECK_INT(b.parts[i], full.parts[i]);
}

TEST(beacon, none_is_an_answer)
{
	struct beacon b = {.said_ms = 7};

	CHECK_INT(beacon_read(&b, "nowhere"), BEACON_NONE);
	CHECK_INT(b.said_ms, 7);
}

TEST(beacon, what_can_not_be_meant_is_broken_and_changes_nothing)
{
	static const char *const broken[] = {"", "boot", "boot = x\n", "boot = x\nsaid = 0\n", "boot = x\nsaid = -1\n",
	        "boot = x\nsaid = 1x\n", "said = 5\n", "boot = x\nsaid = 5\nidle_since = -2\n",
	        "boot = x\nsaid = 5\nframe = splendid\n", "boot = x\nsaid = 5\ntechnician = maybe\n",
	        "boot = x\nsaid = 5\nnonsense\n", "boot = x\nsaid = 5", /* no end of line: cut */
	        "boot = 0b8d0d8e-1111-2222-3333-4444555566667\nsaid = 5\n", NULL};
	struct beacon b = {.said_ms = 7};

	for (int i = 0; broken[i]; i++)
		if (read_text(&b, broken[i]) != BEACON_BROKEN)
			test_fail(__FILE__, __LINE__, "row %d was read", i);
	CHECK_INT(b.said_ms, 7);
}

TEST(beacon, a_later_kiosk_may_say_more)
{
	struct beacon b;

	CHECK_OK(read_text(&b, "boot = x\nsaid = 5\nmood = cheerful\n"));
	CHECK_INT(b.said_ms, 5);
	CHECK_INT(b.idle_since_ms, -1); /* not said: somebody may be there */
	CHECK_INT(b.parts[BEACON_FRAME], BEACON_UNKNOWN);
}

TEST(beacon, bytes_that_are_no_text_are_broken)
{
	struct beacon b;

	CHECK_OK(file_replace(path(), "boot = x\0said = 5\n", 18, 0644));
	CHECK_INT(beacon_read(&b, path()), BEACON_BROKEN);
}

TEST(beacon, has_a_ceiling)
{
	static const char text[] = "boot = x\nsaid = 5\nmore = ";
	struct beacon b;

	for (int over = -1; over <= 1; over++) {
		AUTO_BUF long_text;

		buf_init(&long_text, 4096);
		buf_text(&long_text, text);
		while (long_text.len < (size_t)(BEACON_BYTES_MAX + over) - 1)
			buf_char(&long_text, 'x');
		buf_char(&long_text, '\n');
		CHECK_OK(file_replace(path(), long_text.data, long_text.len, 0644));
		CHECK_INT(beacon_read(&b, path()), over > 0 ? BEACON_BROKEN : 0);
	}
}

TEST(beacon, the_largest_that_is_written_is_read)
{
	struct beacon b = full, got;

	b.said_ms = b.idle_since_ms = INT64_MAX;
	memset(b.version, '9', BEACON_VERSION_MAX);
	CHECK_OK(beacon_write(&b, path()));
	CHECK_OK(beacon_read(&got, path()));
	CHECK_INT(got.said_ms, INT64_MAX);
	CHECK_INT(strlen(got.version), BEACON_VERSION_MAX);
}

TEST(beacon, is_fresh_in_its_own_start_and_for_so_long)
{
	CHECK(beacon_is_fresh(&full, full.boot, 123456, 1000));
	CHECK(beacon_is_fresh(&full, full.boot, 124456, 1000));
	CHECK(!beacon_is_fresh(&full, full.boot, 124457, 1000));
	CHECK(!beacon_is_fresh(&full, "another", 123456, 1000));
	CHECK(!beacon_is_fresh(&full, full.boot, 123455, 1000)); /* said in the future: another machine's clock */
}

TEST(beacon, a_disk_that_fails_keeps_what_stood)
{
	struct beacon b;

	CHECK_OK(beacon_write(&full, path()));
	FAULT_SWEEP(n)
	{
		struct beacon other = full;

		other.said_ms = 999999;
		if (beacon_write(&other, path()) == 0)
			continue;
		CHECK_OK(beacon_read(&b, path()));
		CHECK(b.said_ms == full.said_ms || b.said_ms == other.said_ms);
	}
}

TEST(beacon, the_kernel_has_an_id_of_this_start)
{
	char a[BEACON_BOOT_MAX + 1], b[BEACON_BOOT_MAX + 1];

	CHECK(boot_id_read(a) && boot_id_read(b));
	CHECK_INT(strlen(a), 32);
	CHECK_TEXT(a, b);
}
