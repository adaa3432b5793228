/* loket-update as its units call it: install, next, confirm, errand and content, each to its end, over a bus of the test's own. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board/update.h"
#include "board_bus.h"
#include "harness.h"
#include "sync/mains.h"
#include "sys/buf.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"

enum { WORDS_MAX = 24, BEFORE = 18 };

/* As the file of a bundle looks from outside: a squashfs, a signature, its size. */
static void lay_bundle(const char *path)
{
	static const uint8_t size[8] = {0, 0, 0, 0, 0, 0, 1, 0};
	AUTO_BUF file;

	buf_init(&file, 1 << 16);
	buf_text(&file, "hsqs");
	buf_zero(&file, 8192 - file.len + 256);
	buf_add(&file, size, sizeof size);
	CHECK_OK(file_replace(path, file.data, file.len, 0644));
}

/* The stick as a folder; what the program asked for stands in files, because it runs in a child. */
static int stick_open(void *me, char *dir, size_t room, const struct stick_request *request)
{
	const char *folder = me;

	if (request->write || !file_exists("sticks") ||
	        file_replace("sticks/opened", request->where, strlen(request->where), 0644))
		return err_new(5, "the stick was asked for in an odd way");
	if (!folder)
		return err_new(6, "no stick is in a port for sticks");
	return text_copy(dir, room, folder) ? 0 : err_new(5, "too long");
}

static int stick_close(void *me, const char *dir)
{
	(void)me;
	return file_replace("sticks/closed", dir, strlen(dir), 0644);
}

static int run(struct bus *b, const struct stick_place *place, const char *const *words)
{
	const char *argv[WORDS_MAX] = {"loket-update", "--bus", b->address, "--state", "state", "--os-release",
	        "os-release", "--beacon", "beacon", "--restart", "restart", "--errands", "errands", "--spool", "spool",
	        "--keyring", "none", "--patience"};
	int n = BEFORE, status;
	pid_t pid;

	argv[n++] = "0";
	while (*words)
		argv[n++] = *words++;
	argv[n] = NULL;
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		if (!freopen("out", "w", stdout) || !freopen("errors", "w", stderr))
			_exit(99);
		n = update_main(n, (char *const *)(uintptr_t)argv, place);
		(void)fflush(NULL);
		_exit(n);
	}
	CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

static bool holds(const char *path, const char *text)
{
	AUTO_BUF all;

	buf_init(&all, 1 << 20);
	CHECK_OK(file_read(&all, path));
	return strstr(buf_str(&all), text) != NULL;
}

static struct bus open_all(void)
{
	struct bus b = bus_start();

	CHECK_OK(file_replace("os-release", "IMAGE_VERSION=0.4.0\n", 20, 0644));
	CHECK_OK(dir_make("errands/ask", 0755));
	CHECK_OK(dir_make("errands/told", 0755));
	CHECK_OK(dir_make("sticks", 0755));
	CHECK_OK(dir_make("stick", 0755));
	return b;
}

static struct errand ask(const char *name, const char *arg)
{
	struct errand e;

	CHECK_OK(errand_ask(&e, "errands", name, arg, 1));
	return e;
}

static char place_folder[] = "stick";
static const struct stick_place stick = {stick_open, stick_close, place_folder},
                                no_stick = {stick_open, stick_close, NULL};

/* ---- install ------------------------------------------------------------------------------------------------------ */

TEST_LIMIT(program, installs_a_file_and_says_how_far_it_is, 60)
{
	struct bus b = open_all();

	lay_bundle("loket-0.5.0.raucb");
	CHECK_INT(run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", NULL}), 0);
	CHECK_INT(b.rauc->installs, 1);
	CHECK_INT(b.rauc->installed[0], '/'); /* RAUC runs elsewhere: a whole path */
	CHECK(holds("out", "loket-update: ") && holds("out", "100 %"));
	CHECK(holds("state/journal", "\"installed\""));
	CHECK(file_exists("restart"));
	bus_end(&b);
}

TEST_LIMIT(program, when_idle_with_no_patience_a_desk_that_serves_is_busy, 60)
{
	struct bus b = open_all();
	struct beacon beacon = {.idle_since_ms = -1, .parts = {BEACON_WELL}};
	struct clock clock;

	clock_real(&clock);
	beacon.said_ms = clock_mono_ms(&clock);
	CHECK(boot_id_read(beacon.boot));
	CHECK_OK(beacon_write(&beacon, "beacon"));
	lay_bundle("loket-0.5.0.raucb");
	CHECK_INT(run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", "--when-idle", NULL}), 1);
	CHECK(holds("errors", "(busy)"));
	CHECK_INT(b.rauc->installs, 0);
	CHECK(!file_exists("restart"));
	bus_end(&b);
}

/* Another one writes its journal: this one keeps away from it, and says so. */
TEST_LIMIT(program, two_at_once_do_not_write_one_journal, 60)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct bus b = open_all();
	int lock;

	CHECK_OK(dir_make("state", 0755));
	lock = open("state/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	CHECK(lock >= 0 && fcntl(lock, F_OFD_SETLK, &whole) == 0);
	lay_bundle("loket-0.5.0.raucb");
	CHECK_INT(run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", NULL}), 1);
	CHECK(holds("errors", "another loket-update is at work"));
	CHECK_INT(run(&b, NULL, (const char *const[]){"status", NULL}), 0); /* looking needs no lock */
	CHECK_INT(b.rauc->installs, 0);
	(void)close(lock);
	CHECK_INT(run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", NULL}), 0);
	bus_end(&b);
}

TEST_LIMIT(program, a_lock_that_is_no_file_is_not_followed, 60)
{
	struct bus b = open_all();

	CHECK_OK(dir_make("state", 0755));
	CHECK_OK(file_replace("precious", "precious", 8, 0644));
	CHECK_INT(symlink("../precious", "state/lock"), 0);
	CHECK_INT(run(&b, NULL, (const char *const[]){"confirm", NULL}), 1);
	CHECK(holds("errors", "must belong to the user of loket-update"));
	bus_end(&b);
}

TEST_LIMIT(program, a_damaged_journal_is_said_and_set_aside, 60)
{
	struct bus b = open_all();

	CHECK_OK(dir_make("state", 0755));
	CHECK_OK(file_replace("state/journal", "garbage", 7, 0644));
	CHECK_INT(run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK(holds("errors", "was damaged and begins anew"));
	CHECK(file_exists("state/journal.damaged"));
	bus_end(&b);
}

TEST_LIMIT(program, an_image_without_a_version_begins_nothing, 60)
{
	struct bus b = open_all();

	CHECK_OK(file_replace("os-release", "NAME=x\n", 7, 0644));
	CHECK_INT(run(&b, NULL, (const char *const[]){"next", NULL}), 1);
	CHECK(!file_exists("state"));
	bus_end(&b);
}

/* ---- confirm ------------------------------------------------------------------------------------------------------ */

TEST_LIMIT(program, confirm_marks_what_draws_and_raises_the_floor, 60)
{
	struct bus b = open_all();
	struct beacon beacon = {.parts = {BEACON_WELL, BEACON_WELL, BEACON_WELL, BEACON_WELL}};
	struct clock clock;

	clock_real(&clock);
	beacon.said_ms = clock_mono_ms(&clock);
	CHECK(boot_id_read(beacon.boot));
	CHECK_OK(beacon_write(&beacon, "beacon"));
	CHECK_INT(run(&b, NULL, (const char *const[]){"confirm", NULL}), 0);
	CHECK_INT(b.rauc->marks, 1);
	CHECK(holds("state/journal", "\"floor\":\"0.4.0\""));
	CHECK(holds("state/last.json", "\"running\":\"0.4.0\""));
	b.rauc->marks_fail = 1;
	CHECK_INT(run(&b, NULL, (const char *const[]){"confirm", NULL}), 1);
	CHECK(holds("errors", "could not keep this slot as good"));
	b.rauc->booted = -1;
	CHECK_INT(run(&b, NULL, (const char *const[]){"confirm", NULL}), 1);
	CHECK(holds("errors", "does not know which slot runs"));
	bus_end(&b);
}

/* ---- next --------------------------------------------------------------------------------------------------------- */

TEST_LIMIT(program, next_looks_at_each_offer_until_one_is_in, 60)
{
	struct bus b = open_all();

	CHECK_OK(dir_make("spool", 0755));
	CHECK_OK(file_replace("spool/loket-0.7.0.raucb", "no bundle", 9, 0644));
	CHECK_OK(file_replace("spool/loket-0.6.0.raucb", "", 0, 0644));
	lay_bundle("spool/loket-0.5.0.raucb");
	CHECK_INT(run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK_INT(b.rauc->installs, 1);
	CHECK(strstr(b.rauc->installed, "loket-0.5.0.raucb") != NULL);
	CHECK(holds("state/offered", "loket-0.7.0.raucb") && holds("state/offered", "loket-0.6.0.raucb"));
	CHECK(holds("state/journal", "\"installed\""));
	/* While it waits for its first start nothing else is looked at. */
	CHECK_INT(run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK(holds("out", "Nothing waits"));
	bus_end(&b);
}

TEST_LIMIT(program, next_that_found_only_bad_ones_says_the_last_and_does_not_try_again, 60)
{
	struct bus b = open_all();

	CHECK_OK(dir_make("spool", 0755));
	CHECK_OK(file_replace("spool/loket-0.7.0.raucb", "no bundle", 9, 0644));
	CHECK_INT(run(&b, NULL, (const char *const[]){"next", NULL}), 1);
	CHECK(holds("errors", "not installed ("));
	CHECK_INT(run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK(holds("out", "Nothing waits"));
	bus_end(&b);
}

TEST_LIMIT(program, next_without_rauc_keeps_the_offer_for_later, 60)
{
	struct bus b = open_all();

	CHECK_OK(dir_make("spool", 0755));
	lay_bundle("spool/loket-0.5.0.raucb");
	b.rauc->manner = BUS_DIES;
	CHECK_INT(run(&b, NULL, (const char *const[]){"next", NULL}), 1);
	CHECK(holds("errors", "(no_service)"));
	CHECK(!file_exists("state/offered"));
	b.rauc->manner = BUS_WELL;
	bus_service(&b);
	CHECK_INT(run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK(holds("state/journal", "\"installed\""));
	bus_end(&b);
}

/* ---- errand ------------------------------------------------------------------------------------------------------- */

TEST_LIMIT(program, an_errand_installs_the_newest_of_the_stick_and_tells, 60)
{
	struct bus b = open_all();
	struct errand e = ask("update", "");

	lay_bundle("stick/loket-0.4.5.raucb");
	lay_bundle("stick/loket-0.5.0.raucb");
	CHECK_INT(run(&b, &stick, (const char *const[]){"errand", NULL}), 0);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK_INT(e.percent, 100);
	CHECK_INT(b.rauc->installs, 1);
	CHECK(strstr(b.rauc->installed, "incoming.raucb") != NULL); /* RAUC gets a copy that nobody else can write */
	CHECK(!file_exists("state/incoming.raucb")); /* and it is gone afterwards */
	CHECK(holds("sticks/opened", "auto"));
	CHECK(holds("sticks/closed", "stick"));
	CHECK(holds("out", "copied from the stick"));
	/* Told to its end: not done again, and the stick is left alone. */
	CHECK_INT(unlink("sticks/opened"), 0);
	CHECK_INT(run(&b, &stick, (const char *const[]){"errand", NULL}), 0);
	CHECK(!file_exists("sticks/opened"));
	CHECK_INT(b.rauc->installs, 1);
	bus_end(&b);
}

TEST_LIMIT(program, an_errand_that_nobody_asked_touches_nothing, 60)
{
	struct bus b = open_all();

	CHECK_INT(run(&b, &stick, (const char *const[]){"errand", NULL}), 0);
	CHECK(!file_exists("sticks/opened") && !file_exists("state"));
	bus_end(&b);
}

TEST_LIMIT(program, a_stick_without_a_bundle_is_told, 60)
{
	struct bus b = open_all();
	struct errand e = ask("update", "");

	CHECK_INT(run(&b, &stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "NAME-VERSION.raucb");
	CHECK_TEXT(e.code, "F11");
	CHECK(file_exists("sticks/closed"));
	bus_end(&b);
}

TEST_LIMIT(program, no_stick_at_all_is_told, 60)
{
	struct bus b = open_all();
	struct errand e = ask("update", "");

	CHECK_INT(run(&b, &no_stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "no stick is in a port");
	CHECK_TEXT(e.code, "E01");
	CHECK(!file_exists("sticks/closed"));
	bus_end(&b);
}

TEST_LIMIT(program, a_refusal_of_rauc_is_told_in_its_words, 60)
{
	struct bus b = open_all();
	struct errand e = ask("update", "");

	lay_bundle("stick/loket-0.5.0.raucb");
	b.rauc->manner = BUS_REFUSES;
	CHECK(text_copy(b.rauc->last_error, sizeof b.rauc->last_error, "Failed updating slot: Input/output error"));
	CHECK_INT(run(&b, &stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK(*e.say);
	CHECK(!file_exists("state/incoming.raucb"));
	CHECK(!file_exists("restart"));
	bus_end(&b);
}

/* A screen that asked is answered, whatever is in the way before the work begins. */
TEST_LIMIT(program, what_keeps_an_errand_from_beginning_is_told, 60)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct bus b = open_all();
	struct errand e = ask("update", "/etc/shadow");
	int lock;

	CHECK_INT(run(&b, &stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "only what lies on a stick");
	CHECK_TEXT(e.code, "F15");
	CHECK(!file_exists("sticks/opened"));
	CHECK_OK(dir_make("state", 0755));
	lock = open("state/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	CHECK(lock >= 0 && fcntl(lock, F_OFD_SETLK, &whole) == 0);
	e = ask("update", "");
	CHECK_INT(run(&b, &stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 3));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "another loket-update is at work");
	CHECK_TEXT(e.code, "F14");
	CHECK(file_exists("sticks/closed"));
	(void)close(lock);
	bus_end(&b);
}

TEST_LIMIT(program, without_a_way_to_mount_a_folder_or_a_file_will_do, 60)
{
	struct bus b = open_all();
	struct errand e = ask("update", "");

	lay_bundle("stick/loket-0.5.0.raucb");
	CHECK_INT(run(&b, NULL, (const char *const[]){"errand", "--stick", "stick", NULL}), 0);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK_INT(unlink("state/journal"), 0);
	e = ask("update", "stick/loket-0.5.0.raucb");
	CHECK_INT(run(&b, NULL, (const char *const[]){"errand", NULL}), 0);
	CHECK(file_exists("stick/loket-0.5.0.raucb")); /* what somebody named is theirs */
	CHECK_INT(b.rauc->installs, 2);
	bus_end(&b);
}
