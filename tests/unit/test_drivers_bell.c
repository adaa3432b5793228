/* The bell: rings once until somebody comes, tells how long that took, and says when it can not. */
#include <fcntl.h>
#include <unistd.h>

#include "drivers/bell.h"
#include "drivers/bell_inside.h"
#include "harness.h"
#include "sys/file.h"

static struct clock held;
static struct log quiet = {.fd = -1, .level = LOG_DEBUG, .clock = &held};

static struct bell *opened(const char *uri)
{
	struct bell *b = NULL;

	clock_manual(&held, 1773483630000);
	CHECK_OK(bell_open(&b, &(struct bell_setup){.uri = uri, .clock = &held, .log = &quiet}));
	CHECK(!bell_is_ringing(b));
	CHECK_INT(bell_rings_for_ms(b), 0);
	return b;
}

TEST(bell, rings_until_somebody_comes)
{
	struct bell *b = opened("twin");

	CHECK_OK(bell_ring(b));
	CHECK(bell_is_ringing(b) && b->sounding);
	clock_advance(&held, 90000);
	CHECK(bell_is_ringing(b));
	CHECK_INT(bell_rings_for_ms(b), 90000);
	bell_answer(b);
	CHECK(!bell_is_ringing(b) && !b->sounding);
	CHECK_INT(bell_rings_for_ms(b), 0);
	bell_close(b);
}

TEST(bell, ringing_twice_is_ringing_once)
{
	struct bell *b = opened("twin");

	CHECK_OK(bell_ring(b));
	clock_advance(&held, 5000);
	CHECK_OK(bell_ring(b));
	CHECK_INT(bell_rings_for_ms(b), 5000); /* the person waits since the first time */
	bell_answer(b);
	bell_answer(b);
	CHECK(!bell_is_ringing(b));
	bell_close(b);
}

TEST(bell, rings_anew_after_an_answer)
{
	struct bell *b = opened("twin");

	CHECK_OK(bell_ring(b));
	clock_advance(&held, 5000);
	bell_answer(b);
	clock_advance(&held, 5000);
	CHECK_OK(bell_ring(b));
	CHECK_INT(bell_rings_for_ms(b), 0);
	bell_close(b);
}

TEST(bell, that_is_not_there_says_so)
{
	struct bell *b = opened("none");

	CHECK(bell_ring(b) < 0);
	CHECK_HAS(err_why(), "no bell");
	CHECK(!bell_is_ringing(b));
	bell_answer(b);
	bell_close(b);
}

TEST(bell, of_an_unknown_kind_names_those_that_exist)
{
	static const char *const wrong[] = {"", "gong", "twin ", "Twin", "twin:1"};
	struct bell *b = NULL;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK(bell_open(&b, &(struct bell_setup){.uri = wrong[i], .clock = &held, .log = &quiet}) < 0);
		CHECK(b == NULL);
		CHECK_HAS(err_why(), "twin, none");
	}
}

TEST(bell, of_a_very_long_kind_is_refused_in_one_line)
{
	char uri[3000];
	struct bell *b = NULL;

	memset(uri, 'x', sizeof uri);
	uri[sizeof uri - 1] = 0;
	CHECK(bell_open(&b, &(struct bell_setup){.uri = uri, .clock = &held, .log = &quiet}) < 0);
	CHECK(strlen(err_why()) < 200);
}

TEST(bell, closing_silences_it)
{
	bell_close(NULL);
	struct bell *b = opened("twin");

	CHECK_OK(bell_ring(b));
	bell_close(b);
}

/* The log tells how long a person waited, for the desk's counters; and no more. */
TEST(bell, log_tells_the_wait)
{
	AUTO_BUF said;
	struct bell *b;
	struct log log = {.level = LOG_INFO, .clock = &held};

	buf_init(&said, 4096);
	clock_manual(&held, 1773483630000);
	log.fd = open("log", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	CHECK(log.fd >= 0);
	CHECK_OK(bell_open(&b, &(struct bell_setup){.uri = "twin", .clock = &held, .log = &log}));
	CHECK_OK(bell_ring(b));
	CHECK_OK(bell_ring(b));
	clock_advance(&held, 61500);
	bell_close(b);
	(void)close(log.fd);
	CHECK_OK(file_read(&said, "log"));
	CHECK_HAS(buf_str(&said), "asks for a human");
	CHECK_HAS(buf_str(&said), "ended after 61 s");
	CHECK(strstr(strstr(buf_str(&said), "asks") + 1, "asks") == NULL);
}
