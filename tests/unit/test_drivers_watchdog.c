/* The watchdog, why a start happened, and what the service manager is told. */
#include <errno.h>
#include <fcntl.h>
#include <linux/watchdog.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "drivers/boot_reason.h"
#include "drivers/supervisor.h"
#include "drivers/watchdog.h"
#include "drivers_kernel_kit.h"
#include "harness.h"
#include "sys/file.h"

static struct fake_kernel k;

static int try_open(struct watchdog **out, const char *uri, int timeout_s)
{
	struct watchdog_setup setup = {
	        .uri = uri, .timeout_s = timeout_s, .log = &k.log, .kernel = &k.table, .sys = "sys"};

	return watchdog_open(out, &setup);
}

static struct watchdog *opened(int timeout_s)
{
	struct watchdog *w = NULL;

	CHECK_OK(try_open(&w, "dev:/dev/watchdog0", timeout_s));
	return w;
}

static void nowayout(const char *says)
{
	CHECK_OK(dir_make("sys", 0700));
	CHECK_OK(dir_make("sys/watchdog0", 0700));
	CHECK_OK(file_replace("sys/watchdog0/nowayout", says, strlen(says), 0600));
}

/* ---- the device ------------------------------------------------------------------------ */

TEST(watchdog, requests_are_those_of_the_kernels_abi)
{
	CHECK_INT(WDIOC_GETSUPPORT, 0x80285700);
	CHECK_INT(WDIOC_GETBOOTSTATUS, 0x80045702);
	CHECK_INT(WDIOC_KEEPALIVE, 0x80045705);
	CHECK_INT((unsigned)WDIOC_SETTIMEOUT, 0xc0045706);
	CHECK_INT(WDIOC_GETTIMEOUT, 0x80045707);
	CHECK_INT((unsigned)WDIOC_SETPRETIMEOUT, 0xc0045708);
}

TEST(watchdog, is_armed_when_open_and_fed_only_when_told)
{
	struct watchdog *w;

	fake_init(&k);
	w = opened(0);
	CHECK(watchdog_is_armed(w));
	CHECK_INT(k.dog.alive, 1);
	CHECK_INT(k.dog.fed, 0);
	fake_wait(&k, 600000);
	CHECK_INT(k.dog.fed, 0);
	CHECK_OK(watchdog_feed(w));
	CHECK_INT(k.dog.fed, 1);
	CHECK_INT(watchdog_fed(w), 1);
	watchdog_close(w, true);
	fake_fini(&k);
}

TEST(watchdog, time_is_read_back)
{
	static const int wanted[] = {0, 1, 5, 600, 601}, got[] = {WATCHDOG_WANTED_S, 4, 5, 600, 600};
	struct watchdog_facts f;

	fake_init(&k);
	k.dog.least = 4;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct watchdog *w = opened(wanted[i]);

		watchdog_facts(&f, w);
		CHECK_INT(f.timeout_s, got[i]);
		CHECK_TEXT(f.identity, "fake dog");
		watchdog_close(w, true);
	}
	fake_fini(&k);
}

TEST(watchdog, warning_before_the_reset_is_set_where_there_is_one)
{
	struct watchdog_facts f;
	struct watchdog *w;

	fake_init(&k);
	w = opened(40);
	watchdog_facts(&f, w);
	CHECK_INT(f.pretimeout_s, 10);
	watchdog_close(w, true);
	k.dog.options &= ~(unsigned)WDIOF_PRETIMEOUT;
	w = opened(40);
	watchdog_facts(&f, w);
	CHECK_INT(f.pretimeout_s, 0);
	watchdog_close(w, true);
	fake_fini(&k);
}

TEST(watchdog, is_disarmed_by_an_orderly_stop_only)
{
	struct watchdog *w;

	fake_init(&k);
	w = opened(0);
	watchdog_close(w, false);
	CHECK(!k.dog.stopped && k.dog.alive == 1);
	w = opened(0);
	watchdog_close(w, true);
	CHECK(k.dog.stopped);
	k.dog.stopped = false;
	k.dog.options &= ~(unsigned)WDIOF_MAGICCLOSE;
	w = opened(0);
	watchdog_close(w, true);
	CHECK(!k.dog.stopped);
	fake_fini(&k);
}

TEST(watchdog, nowayout_is_told_as_sysfs_tells_it)
{
	static const struct {
		const char *says;
		enum watchdog_known known;
	} all[] = {{"0\n", WATCHDOG_NO}, {"1\n", WATCHDOG_YES}, {"x", WATCHDOG_NOT_KNOWN}, {"", WATCHDOG_NOT_KNOWN}};
	struct watchdog_facts f;
	struct watchdog *w;

	fake_init(&k);
	w = opened(0);
	watchdog_facts(&f, w);
	CHECK_INT(f.nowayout, WATCHDOG_NOT_KNOWN);
	watchdog_close(w, true);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		nowayout(all[i].says);
		w = opened(0);
		watchdog_facts(&f, w);
		CHECK_INT(f.nowayout, all[i].known);
		watchdog_close(w, true);
	}
	fake_fini(&k);
}

TEST(watchdog, that_can_not_be_used_is_told_and_left_as_it_was)
{
	struct watchdog *w = NULL;

	fake_init(&k);
	k.gone = EBUSY;
	CHECK(try_open(&w, "dev:/dev/watchdog0", 0) < 0);
	CHECK_HAS(err_why(), "RuntimeWatchdogSec");
	k.gone = 0;
	k.dog.no_timeout = true;
	CHECK(try_open(&w, "dev:/dev/watchdog0", 0) < 0);
	CHECK_HAS(err_why(), "of no use");
	CHECK(k.dog.stopped); /* opening armed it */
	CHECK(w == NULL);
	fake_fini(&k);
}

TEST(watchdog, that_takes_no_feeding_is_a_surprise)
{
	struct watchdog *w;

	fake_init(&k);
	w = opened(0);
	k.dog.refuses = EIO;
	CHECK(watchdog_feed(w) < 0);
	CHECK_INT(watchdog_fed(w), 0);
	watchdog_close(w, false);
	fake_fini(&k);
}

TEST(watchdog, knows_its_kinds)
{
	static const char *const wrong[] = {"", "dev", "dev:", "dev:watchdog0", "none:", "twin:1", "dog"};
	struct watchdog_facts f;
	struct watchdog *w;

	fake_init(&k);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (watchdog_check(wrong[i]) == 0)
			test_fail(__FILE__, __LINE__, "'%s' was taken", wrong[i]);
	CHECK_OK(try_open(&w, "none", 0));
	watchdog_facts(&f, w);
	CHECK(!watchdog_is_armed(w) && f.timeout_s == 0);
	watchdog_close(w, true);
	CHECK_OK(try_open(&w, "twin", 20));
	watchdog_facts(&f, w);
	CHECK(watchdog_is_armed(w) && f.timeout_s == 20);
	watchdog_close(w, true);
	watchdog_close(NULL, true);
	fake_fini(&k);
}

/* ---- why this start -------------------------------------------------------------------------- */

static const char *boot(int n)
{
	char id[64];

	(void)snprintf(id, sizeof id, "%08d-aaaa-4bbb-8ccc-dddddddddddd\n", n);
	CHECK_OK(file_replace("boot_id", id, strlen(id), 0600));
	return "boot_id";
}

static enum boot_reason start(int machine, const struct watchdog_facts *facts)
{
	return boot_reason_take(".", facts, &k.log, boot(machine));
}

TEST(start, reason_is_told)
{
	static const struct watchdog_facts plain, dog = {.was_reset = true}, hot = {.was_hot = true};

	fake_init(&k);
	CHECK_INT(start(1, &plain), BOOT_FIRST);
	CHECK_INT(start(1, &plain), BOOT_CRASHED);
	boot_reason_leave(".", &k.log, boot(1));
	CHECK_INT(start(1, &plain), BOOT_RESTARTED);
	CHECK_INT(start(2, &plain), BOOT_POWER);
	boot_reason_leave(".", &k.log, boot(2));
	CHECK_INT(start(3, &plain), BOOT_ORDERLY);
	CHECK_INT(start(4, &dog), BOOT_WATCHDOG);
	CHECK_INT(start(4, &dog), BOOT_CRASHED); /* the same boot: its reason was told */
	CHECK_INT(start(5, &hot), BOOT_HEAT);
	boot_reason_leave(".", &k.log, boot(5));
	CHECK_INT(start(6, &dog), BOOT_WATCHDOG); /* it hung while shutting down */
	fake_fini(&k);
}

TEST(start, file_that_is_broken_or_can_not_be_written_keeps_nobody_from_starting)
{
	static const char *const broken[] = {"", "x", "\n\n", "running", "\xff\xfe\xfd \x01"};
	static const struct watchdog_facts plain;

	fake_init(&k);
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		CHECK_OK(file_replace("last-start", broken[i], strlen(broken[i]), 0600));
		CHECK(start(1, &plain) < BOOT_REASONS);
		CHECK_INT(start(1, &plain), BOOT_CRASHED); /* it was written anew */
	}
	CHECK_INT(boot_reason_take("no/such/folder", &plain, &k.log, NULL), BOOT_FIRST);
	fake_fini(&k);
}

TEST(start, boot_is_known_from_the_unit_where_the_kernel_is_hidden)
{
	static const struct watchdog_facts plain, dog = {.was_reset = true};

	fake_init(&k);
	(void)setenv("LOKET_BOOT_ID", "0123456789abcdef0123456789abcdef", 1);
	CHECK_INT(boot_reason_take(".", &plain, &k.log, NULL), BOOT_FIRST);
	CHECK_INT(boot_reason_take(".", &plain, &k.log, NULL), BOOT_CRASHED);
	(void)setenv("LOKET_BOOT_ID", "fedcba98765432100123456789abcdef", 1);
	CHECK_INT(boot_reason_take(".", &plain, &k.log, NULL), BOOT_POWER);
	CHECK_INT(boot_reason_take(".", &plain, &k.log, "nowhere"), BOOT_POWER); /* a boot that nobody names */
	CHECK_INT(boot_reason_take(".", &plain, &k.log, "nowhere"), BOOT_CRASHED);
	CHECK_INT(boot_reason_take(".", &dog, &k.log, "nowhere"), BOOT_WATCHDOG);
	fake_fini(&k);
}

TEST(start, bad_ones_are_those_that_staff_should_see)
{
	CHECK(boot_reason_is_trouble(BOOT_WATCHDOG) && boot_reason_is_trouble(BOOT_CRASHED));
	CHECK(boot_reason_is_trouble(BOOT_POWER) && boot_reason_is_trouble(BOOT_HEAT));
	CHECK(!boot_reason_is_trouble(BOOT_FIRST) && !boot_reason_is_trouble(BOOT_ORDERLY));
	CHECK(!boot_reason_is_trouble(BOOT_RESTARTED));
	CHECK_TEXT(boot_reason_name(BOOT_WATCHDOG), "watchdog");
	for (int r = 0; r < BOOT_REASONS; r++)
		CHECK(strlen(boot_reason_words((enum boot_reason)r)) > 20);
}

/* ---- the service manager ------------------------------------------------------------------------- */

static int manager(const char *path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	size_t n = strlen(path);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	memcpy(at.sun_path, path, n);
	if (path[0] == '@')
		at.sun_path[0] = 0;
	CHECK(fd >= 0);
	CHECK(bind(fd, (struct sockaddr *)&at, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n)) == 0);
	return fd;
}

static void hears(int fd, const char *want)
{
	char got[200];
	ssize_t n = recv(fd, got, sizeof got - 1, 0);

	CHECK(n > 0);
	got[n] = 0;
	CHECK_TEXT(got, want);
}

TEST(manager, hears_what_it_is_told)
{
	static const char *const paths[] = {"notify.sock", "@loket-test-notify"};
	char path[700];

	for (int i = 0; i < 2; i++) {
		struct supervisor s;
		int fd;

		(void)snprintf(path, sizeof path, "%s%s%s", i ? "" : test_folder(), i ? "" : "/", paths[i]);
		if (strlen(path) > 107)
			test_skip("the folder's name is too long for a socket");
		fd = manager(path);
		(void)setenv("NOTIFY_SOCKET", path, 1);
		supervisor_init(&s);
		CHECK_INT(s.watchdog_ms, 0);
		CHECK(supervisor_tell(&s, "READY=1\nSTATUS=ready"));
		hears(fd, "READY=1\nSTATUS=ready");
		(void)close(fd);
		CHECK(!supervisor_tell(&s, "WATCHDOG=1")); /* nobody there; no harm */
	}
}

TEST(manager, that_is_not_there_is_not_told)
{
	static const char *const wrong[] = {"", "/", "@", "relative/path", "vsock:2:1234"};
	struct supervisor s;
	char longer[120];

	(void)unsetenv("NOTIFY_SOCKET");
	supervisor_init(&s);
	CHECK(!supervisor_tell(&s, "READY=1"));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		(void)setenv("NOTIFY_SOCKET", wrong[i], 1);
		supervisor_init(&s);
		CHECK_TEXT(s.socket, "");
	}
	for (size_t n = 106; n <= 109; n++) {
		memset(longer, 'x', sizeof longer);
		longer[0] = '/';
		longer[n] = 0;
		(void)setenv("NOTIFY_SOCKET", longer, 1);
		supervisor_init(&s);
		CHECK((*s.socket != 0) == (n <= 107));
		CHECK(!supervisor_tell(&s, "READY=1"));
	}
}

TEST(manager, wants_a_sign_of_life_of_this_process_only)
{
	static const struct {
		const char *usec;
		bool other;
		int64_t ms;
	} all[] = {{"30000000", false, 30000}, {"30000000", true, 0}, {"0", false, 0}, {"soon", false, 0},
	        {"-5", false, 0}, {"1500", false, 1}};
	struct supervisor s;
	char pid[20];

	(void)setenv("NOTIFY_SOCKET", "@loket-test-life", 1);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		(void)snprintf(pid, sizeof pid, "%d", (int)getpid() + all[i].other);
		(void)setenv("WATCHDOG_PID", pid, 1);
		(void)setenv("WATCHDOG_USEC", all[i].usec, 1);
		supervisor_init(&s);
		CHECK_INT(s.watchdog_ms, all[i].ms);
	}
}
