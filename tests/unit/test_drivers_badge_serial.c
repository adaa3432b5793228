/* A reader on a serial line: frames, lost ports, and a token that is in no log. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "drivers_keys_kit.h"

static struct keys_bench b;
static struct badge_status st;

static const struct badge_status *status(void)
{
	badge_status(&st, b.badge);
	return &st;
}

static const char *token(int i)
{
	CHECK(i < b.n_tokens);
	return b.tokens[i];
}

/* ---- serial --------------------------------------------------------------------------------------------- */

static int line(const char *framing)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	char uri[100];

	CHECK(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	snprintf(uri, sizeof uri, "serial:%s,9600,%s", ptsname(master), framing);
	keys_setup(&b);
	keys_open_badge(&b, uri);
	keys_turn(&b);
	CHECK_INT(status()->presence, DEVICE_THERE);
	return master;
}

static void say(int master, const char *bytes, size_t n)
{
	CHECK_INT(write(master, bytes, n), n);
	for (int i = 0; i < 3; i++) /* the kernel carries them over in its own time */
		CHECK_OK(loop_step(b.loop, 30));
}

TEST(serial, lines_are_cards_that_come_and_go)
{
	int master = line("line");

	say(master, "+04A1", 5);
	say(master, "B2\r\n", 4);
	CHECK_TEXT(token(0), "04A1B2");
	keys_pass(&b, 60000);
	say(master, "-04A1B3\r\n", 9); /* another one */
	CHECK_INT(b.n_tokens, 1);
	say(master, "-04A1B2\r\n", 9);
	CHECK_TEXT(token(1), "");
	close(master);
	keys_close(&b);
}

TEST(serial, wrong_sum_is_refused_and_counted)
{
	int master = line("xor");

	say(master,
	        "\x02"
	        "62E3086CED09\x03",
	        14);
	CHECK_INT(b.n_tokens, 0);
	CHECK_INT(status()->bad_sum, 1);
	say(master,
	        "\x02"
	        "62E3086CED08\x03",
	        14);
	CHECK_TEXT(token(0), "62E3086CED");
	close(master);
	keys_close(&b);
}

TEST(serial, half_a_frame_is_forgotten_after_a_pause)
{
	int master = line("line");

	say(master, "1234", 4);
	keys_pass(&b, 600);
	say(master, "5678\n", 5);
	CHECK_TEXT(token(0), "5678");
	close(master);
	keys_close(&b);
}

TEST(serial, port_that_goes_takes_its_card_and_is_looked_for)
{
	int master = line("line"), before;

	say(master, "04A1\n", 5);
	close(master);
	CHECK_OK(loop_step(b.loop, 1000));
	CHECK_TEXT(token(1), "");
	CHECK_INT(status()->presence, DEVICE_GONE);
	before = keys_said(&b, "badge reader");
	keys_pass(&b, 60000);
	CHECK(keys_said(&b, "badge reader") <= before + 1); /* told once */
	keys_close(&b);
}

TEST(serial, port_that_is_no_port_is_told_and_no_reason_not_to_start)
{
	keys_setup(&b);
	fclose(fopen("file", "w"));
	keys_open_badge(&b, "serial:/proc/self/cwd/file,9600");
	keys_pass(&b, 20000);
	CHECK_INT(status()->presence, DEVICE_GONE);
	CHECK_INT(keys_said(&b, "is no serial port"), 1);
	keys_close(&b);
}

/* ---- secrets ----------------------------------------------------------------------------------------------- */

static bool holds(const void *bytes, size_t n, const char *text)
{
	return memmem(bytes, n, text, strlen(text)) != NULL;
}

TEST(secret, token_is_in_no_log_and_wiped_when_the_card_goes)
{
	static const char too_long[] = "+CAFE0123BEEF99999999999999999999999999999999999999999999999999999\n";
	int master = line("line");

	CHECK(sizeof too_long > BADGE_TOKEN_MAX + 3);
	say(master, "+CAFE0123BEEF\n", 14);
	CHECK(holds(b.badge, sizeof *b.badge, "CAFE0123BEEF"));
	say(master, too_long, sizeof too_long - 1);
	say(master, "-\n", 2);
	CHECK(!holds(b.badge, sizeof *b.badge, "CAFE0123BEEF"));
	say(master, "CAFE0123BEEX\n", 13);
	CHECK(!holds(b.badge, sizeof *b.badge, "CAFE0123BEE"));
	close(master);
	keys_turn(&b);
	CHECK_INT(keys_said(&b, "CAFE"), 0);
	CHECK_INT(keys_said(&b, "cafe"), 0);
	keys_close(&b);
}
