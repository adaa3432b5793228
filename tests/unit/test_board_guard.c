/* The last word on the floor, as RAUC's handler gives it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board/update_guard.h"
#include "board/update_journal.h"
#include "board/update_rauc.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/version.h"

static char why[UPDATE_GUARD_WHY_MAX + 1];

static void conf(const char *text)
{
	CHECK_OK(dir_make("bundle", 0755));
	CHECK_OK(file_replace("bundle/loket.conf", text, strlen(text), 0644));
}

static void running(const char *version)
{
	char text[80];

	(void)snprintf(text, sizeof text, "IMAGE_VERSION=%s\n", version);
	CHECK_OK(file_replace("os-release", text, strlen(text), 0644));
}

static void floor_is(const char *version)
{
	struct clock clock;
	struct update_journal *j = calloc(1, sizeof *j);

	clock_manual(&clock, 1000);
	CHECK_OK(dir_make("state", 0755));
	CHECK_OK(update_journal_open(j, "state", &clock));
	CHECK_OK(update_journal_end(j, UPDATE_CONFIRMED, version, "0", "x"));
	free(j);
}

static int ask(void)
{
	return update_guard(why, "bundle", "state", "os-release");
}

TEST(guard, lets_the_floor_and_above_through)
{
	running("0.4.0");
	floor_is("0.4.0");
	conf("version = 0.4.0\n");
	CHECK_OK(ask());
	conf("# made by hand\nversion = 0.4.1\n");
	CHECK_OK(ask());
	conf("version = 1.0\n");
	CHECK_OK(ask());
}

TEST(guard, refuses_what_is_below_in_words_that_come_through)
{
	running("0.4.0");
	floor_is("0.4.0");
	conf("version = 0.3.9\n");
	CHECK_INT(ask(), UPDATE_GUARD_REFUSED);
	CHECK_TEXT(why, "version 0.3.9 is below the floor 0.4.0: an older one is never installed");
	CHECK_INT(rauc_why_kind(why), RAUC_OLDER);
}

TEST(guard, the_floor_holds_where_an_older_image_runs)
{
	running("0.2.0");
	floor_is("0.4.0");
	conf("version = 0.3.0\n");
	CHECK_INT(ask(), UPDATE_GUARD_REFUSED);
}

TEST(guard, a_journal_that_is_lost_or_damaged_does_not_open_the_way_down)
{
	running("0.4.0");
	conf("version = 0.3.0\n");
	CHECK_INT(ask(), UPDATE_GUARD_REFUSED); /* no journal at all */
	floor_is("0.1.0");
	CHECK_OK(file_replace("state/journal", "garbage", 7, 0644));
	CHECK_INT(ask(), UPDATE_GUARD_REFUSED);
	CHECK(!file_exists("state/journal.damaged")); /* the guard only looks */
}

TEST(guard, refuses_what_it_can_not_understand)
{
	static const char *const odd[] = {"", "version=0.5.0\n", "version = \n", "version = new\n",
	        "version = 0.5.0\nversion = 0.6.0\n", " version = 0.5.0\n", "version = 0.5.0 \n",
	        "version = 11111111111111111111111111111111111111111\n", NULL};

	running("0.4.0");
	floor_is("0.4.0");
	CHECK_INT(ask(), UPDATE_GUARD_REFUSED); /* no loket.conf */
	CHECK_HAS(why, "no readable loket.conf");
	for (int i = 0; odd[i]; i++) {
		conf(odd[i]);
		if (ask() != UPDATE_GUARD_REFUSED)
			test_fail(__FILE__, __LINE__, "row %d was let through", i);
		CHECK_INT(rauc_why_kind(why), RAUC_FAILED);
	}
	CHECK_INT(update_guard(why, NULL, "state", "os-release"), UPDATE_GUARD_REFUSED);
	CHECK_OK(file_replace("bundle/loket.conf", "version = 0.5.0\0\n", 17, 0644));
	CHECK_INT(ask(), UPDATE_GUARD_REFUSED);
}

TEST(guard, has_a_ceiling_for_what_it_reads)
{
	AUTO_BUF text;

	running("0.4.0");
	for (int over = -1; over <= 1; over++) {
		buf_init(&text, 8192);
		buf_text(&text, "version = 0.5.0\n");
		while ((int)text.len < 4096 + over)
			buf_char(&text, '#');
		CHECK_OK(dir_make("bundle", 0755));
		CHECK_OK(file_replace("bundle/loket.conf", text.data, text.len, 0644));
		CHECK_INT(ask(), over > 0 ? UPDATE_GUARD_REFUSED : 0);
		buf_fini(&text);
	}
	buf_init(&text, 16);
}

TEST(why, sentences_of_rauc_1_8_are_understood)
{
	static const struct {
		const char *sentence;
		int kind;
	} rows[] = {
	        {"signature verification failed: Verify error: self-signed certificate in certificate chain",
	                RAUC_FOREIGN},
	        {"signature verification failed: Verify error: unable to get local issuer certificate", RAUC_FOREIGN},
	        {"signature verification failed: Verify error: certificate has expired", RAUC_FOREIGN},
	        {"signature verification failed: Verify error: certificate revoked", RAUC_FOREIGN},
	        {"Failed mounting bundle: Failed to check bundle: signature verification failed: digest failure",
	                RAUC_DAMAGED},
	        {"Invalid identifier. Did you pass a valid RAUC bundle?", RAUC_DAMAGED},
	        {"Compatible mismatch: Expected 'loket-qemu-virt' but bundle manifest has 'toaster'",
	                RAUC_OTHER_DEVICE},
	        {"Bundle format 'plain' not allowed", RAUC_FORMAT},
	        {"Slot (/dev/x) is too small for image", RAUC_NO_SPACE},
	        {"Failed updating slot rootfs.1: failed to read from image: Input/output error", RAUC_DAMAGED},
	        {"Handler error: pre-install: version 0.1.0 is below the floor 0.4.0: an older one is never installed",
	                RAUC_OLDER},
	        {"Handler error: guard: the bundle has no readable loket.conf", RAUC_FAILED},
	        {"Already processing a different method", RAUC_BUSY},
	        {"something entirely new", RAUC_FAILED},
	        {"", RAUC_FAILED},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rauc_why_kind(rows[i].sentence) != rows[i].kind)
			test_fail(__FILE__, __LINE__, "'%s' is %d", rows[i].sentence, rauc_why_kind(rows[i].sentence));
}

/* ---- the program itself: exit status, RAUC's line, and what a person is told ---------------------------------- */

/* In a child: the folder of the bundle stands in the environment; NULL: it does not. */
static int speak(const char *mount, const char *arg)
{
	char *const argv[] = {(char[]){"loket-update-guard"}, (char *)(uintptr_t)arg, NULL};
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (!freopen("said", "w", stdout) || !freopen("errors", "w", stderr))
			_exit(99);
		(void)unsetenv("RAUC_BUNDLE_MOUNT_POINT");
		if (mount)
			(void)setenv("RAUC_BUNDLE_MOUNT_POINT", mount, 1);
		status = update_guard_main(arg ? 2 : 1, argv);
		(void)fflush(NULL);
		_exit(status);
	}
	CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void heard(const char *file, const char *text)
{
	AUTO_BUF all;

	buf_init(&all, 4096);
	CHECK_OK(file_read(&all, file));
	if (*text)
		CHECK_HAS(buf_str(&all), text);
	else
		CHECK_INT((int)all.len, 0);
}

TEST(guard, speaks_as_rauc_hears)
{
	CHECK_INT(speak(NULL, NULL), 1);
	heard("said", "<< error guard: the bundle has no readable loket.conf");
	heard("errors", "");
	CHECK_INT(speak("not-there", NULL), 1);
	heard("said", "<< error guard: the bundle has no readable loket.conf");
}

/* This machine has no journal of updates and no image: every version is above. */
TEST(guard, says_nothing_of_what_it_lets_through)
{
	conf("version = 999999.0\n");
	CHECK_INT(speak("bundle", NULL), 0);
	heard("said", "");
	heard("errors", "");
}

TEST(guard, judges_a_bundle_whatever_it_is_called_with)
{
	conf("version = new\n");
	CHECK_INT(speak("bundle", "--version"), 1);
	heard("said", "<< error guard: loket.conf of the bundle must hold one line");
	CHECK_INT(speak("bundle", "--help"), 1);
	CHECK_INT(speak("bundle", "anything"), 1);
	CHECK_INT(speak("", "--help"), 1); /* an empty name is one */
}

TEST(guard, tells_a_person_what_it_is)
{
	CHECK_INT(speak(NULL, "--version"), 0);
	heard("said", "loket-update-guard " LOKET_VERSION " (git ");
	CHECK_INT(speak(NULL, "--help"), 0);
	heard("said", "RAUC calls it");
	CHECK_INT(speak(NULL, "--floor"), 2);
	heard("said", "");
	heard("errors", "'--floor' is not understood here; --help says who calls it");
}
