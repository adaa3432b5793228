/* loket-commission: the errands of the screen, and what it says. */
#include <stdio.h>
#include <string.h>

#include "sync/mains.h"
#include "sync_commission_kit.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"

static int run_words(const char *const *words)
{
	char text[14][80], *argv[15];
	int n = 0;

	for (; words[n]; n++) {
		CHECK(n < 14 && text_copy(text[n], sizeof text[0], words[n]));
		argv[n] = text[n];
	}
	argv[n] = NULL;
	return commission_main(n, argv, NULL);
}

static int run(const char *word)
{
	return run_words((const char *const[]){"loket-commission", "--data", "d/station", "--stage", "d/commission",
	        "--errands", "e", "--stick", "stick", word, NULL});
}

static struct errand ask(const char *name)
{
	struct errand e;

	CHECK_OK(dir_make("e/ask", 0755));
	CHECK_OK(dir_make("e/told", 0755));
	CHECK_OK(errand_ask(&e, "e", name, "", 1));
	return e;
}

TEST(program, takes_the_errands_of_the_screen_one_by_one)
{
	struct errand e;
	struct stand t;

	office("DH-01");
	device(&t);
	e = ask("commission-look");
	CHECK_INT(run("errand"), 0);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK_HAS(e.say, "Station DH-01, hub https://hub.example:8443, authority ");
	CHECK(!file_exists("d/station/station.conf"));
	CHECK(!file_exists("e/ask/restart"));
	e = ask("commission-take");
	CHECK_INT(run("errand"), 0);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK_HAS(e.say, "keys on the stick were erased");
	check_whole("DH-01");
	CHECK(file_exists("e/ask/restart"));
	CHECK_INT(run("errand"), 0); /* nothing is asked any more */
}

TEST(program, tells_the_screen_what_to_mend)
{
	struct errand e;
	struct stand t;

	CHECK_OK(dir_make("stick", 0755));
	device(&t);
	e = ask("commission-look");
	CHECK_INT(run("errand"), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "no folder loket-station");
	e = ask("commission-take");
	CHECK_INT(run("errand"), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK(!file_exists("e/ask/restart"));
}

TEST(program, works_by_hand_too_and_refuses_words_that_can_not_be_meant)
{
	struct stand t;

	office("DH-03");
	device(&t);
	CHECK_INT(run("look"), 0);
	CHECK_INT(run("take"), 0);
	CHECK_INT(run("take"), 1);
	CHECK_INT(run("give"), 2);
	CHECK_INT(run_words((const char *const[]){"loket-commission", NULL}), 2);
	CHECK_INT(run_words((const char *const[]){
	                  "loket-commission", "--data", "d/station", "--stick", "usb:auto", "look", NULL}),
	        1); /* a port, and nobody here may mount */
	check_whole("DH-03");
}
