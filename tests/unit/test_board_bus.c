/* loket-update and the real RAUC service, over a message bus of the test's own. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board/update.h"
#include "board/update_rauc.h"
#include "board_pki.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

struct bench {
	struct rauc_host host;
	struct rauc rauc;
	char why[RAUC_WHY_MAX + 1];
};

static struct bench *bench_new(void)
{
	struct bench *b = calloc(1, sizeof *b);

	pki_need();
	pki_make("ours");
	device_conf("device.conf", "ours/ca.cert.pem", false);
	rauc_host_start(&b->host, "device.conf");
	CHECK_OK(rauc_bus_open(&b->rauc, b->host.address, "ours/ca.cert.pem"));
	return b;
}

static void bench_free(struct bench *b)
{
	rauc_close(&b->rauc);
	rauc_host_end(&b->host);
	free(b);
}

/* The service needs a moment until it owns its name. */
static int status(struct bench *b, struct rauc_status *s)
{
	int r = RAUC_GONE;

	for (int i = 0; i < 200 && r == RAUC_GONE; i++) {
		r = b->rauc.ops->status(b->rauc.me, s, b->why);
		if (r == RAUC_GONE)
			(void)usleep(25000);
	}
	return r;
}

static const char *whole(const char *name)
{
	static char path[700];

	(void)snprintf(path, sizeof path, "%s/%s", test_folder(), name);
	return path;
}

static int inspect(struct bench *b, struct rauc_bundle *out, const char *name)
{
	return b->rauc.ops->inspect(b->rauc.me, out, whole(name), b->why);
}

TEST_LIMIT(bus, rauc_tells_its_slots, 60)
{
	struct bench *b = bench_new();
	struct rauc_status s;

	CHECK_OK(status(b, &s));
	CHECK_TEXT(s.compatible, "loket-test");
	CHECK_INT(s.n_slots, 2);
	CHECK(rauc_booted(&s) && rauc_other(&s));
	CHECK_TEXT(rauc_booted(&s)->name, "rootfs.0");
	CHECK_TEXT(rauc_other(&s)->name, "rootfs.1");
	CHECK(!s.installing);
	CHECK_OK(b->rauc.ops->mark_good(b->rauc.me, b->why));
	bench_free(b);
}

TEST_LIMIT(bus, a_bundle_is_read_only_when_its_signature_is_good, 120)
{
	struct bench *b = bench_new();
	struct real_bundle good = {.pki = "ours", .compatible = "loket-test", .version = "0.5.0"};
	struct real_bundle foreign = {.pki = "theirs", .compatible = "loket-test", .version = "0.5.0"};
	struct real_bundle plain = {.pki = "ours", .compatible = "loket-test", .version = "0.5.0", .format = "plain"};
	struct rauc_bundle out;
	struct rauc_status s;

	pki_make("theirs");
	bundle_make("good.raucb", &good);
	bundle_make("foreign.raucb", &foreign);
	bundle_make("plain.raucb", &plain);
	CHECK_OK(status(b, &s));
	CHECK_OK(inspect(b, &out, "good.raucb"));
	CHECK_TEXT(out.compatible, "loket-test");
	CHECK_TEXT(out.version, "0.5.0");
	CHECK_INT(inspect(b, &out, "foreign.raucb"), RAUC_FOREIGN);
	CHECK_HAS(b->why, "not signed by whom this device trusts");
	CHECK_INT(inspect(b, &out, "plain.raucb"), RAUC_FORMAT);
	CHECK_INT(inspect(b, &out, "nothing.raucb"), RAUC_DAMAGED);
	bench_free(b);
}

TEST_LIMIT(bus, damaged_bundles_are_told_from_foreign_ones, 120)
{
	struct bench *b = bench_new();
	struct real_bundle good = {.pki = "ours", .compatible = "loket-test", .version = "0.5.0"};
	struct rauc_bundle out;
	struct rauc_status s;
	AUTO_BUF bytes;

	bundle_make("good.raucb", &good);
	buf_init(&bytes, 1 << 22);
	CHECK_OK(file_read(&bytes, "good.raucb"));
	CHECK_OK(status(b, &s));
	for (size_t keep = bytes.len - 1; keep > bytes.len - 1300; keep -= 200) {
		CHECK_OK(file_replace("cut.raucb", bytes.data, keep, 0644));
		if (inspect(b, &out, "cut.raucb") != RAUC_DAMAGED)
			test_fail(__FILE__, __LINE__, "cut to %zu of %zu: %s", keep, bytes.len, b->why);
	}
	CHECK_OK(file_replace("image.raucb", "just a picture of a cat, or what", 32, 0644));
	CHECK_INT(inspect(b, &out, "image.raucb"), RAUC_DAMAGED);
	bench_free(b);
}

/* This machine may have no device mapper: then RAUC refuses when it would mount; what counts is that its word comes through. */
TEST_LIMIT(bus, an_installation_is_followed_to_its_end, 120)
{
	struct bench *b = bench_new();
	struct real_bundle other = {.pki = "ours", .compatible = "toaster", .version = "0.5.0"};
	struct real_bundle good = {.pki = "ours", .compatible = "loket-test", .version = "0.5.0"};
	struct rauc_status s;
	int r;

	bundle_make("other.raucb", &other);
	bundle_make("good.raucb", &good);
	CHECK_OK(status(b, &s));
	r = b->rauc.ops->install(b->rauc.me, whole("good.raucb"), NULL, NULL, b->why);
	printf("install on this machine: %d, '%s'\n", r, b->why);
	CHECK(r != RAUC_GONE && r != RAUC_FOREIGN);
	CHECK(r == 0 || *b->why);
	r = b->rauc.ops->install(b->rauc.me, whole("other.raucb"), NULL, NULL, b->why);
	CHECK(r != 0 && r != RAUC_GONE);
	bench_free(b);
}

TEST_LIMIT(bus, rauc_that_died_is_gone_and_is_found_again, 60)
{
	struct bench *b = bench_new();
	struct rauc_status s;

	CHECK_OK(status(b, &s));
	CHECK(kill(b->host.rauc, SIGKILL) == 0 && waitpid(b->host.rauc, NULL, 0) > 0);
	CHECK_INT(b->rauc.ops->status(b->rauc.me, &s, b->why), RAUC_GONE);
	CHECK_INT(b->rauc.ops->install(b->rauc.me, "/x", NULL, NULL, b->why), RAUC_GONE);
	CHECK_INT(b->rauc.ops->mark_good(b->rauc.me, b->why), RAUC_GONE);
	rauc_host_rauc(&b->host, "device.conf");
	CHECK_OK(status(b, &s));
	bench_free(b);
}

TEST_LIMIT(bus, without_a_bus_it_is_gone, 60)
{
	struct rauc_status s;
	struct rauc rauc;
	char why[RAUC_WHY_MAX + 1] = "", address[700];

	(void)snprintf(address, sizeof address, "unix:path=%s/no-bus", test_folder());
	CHECK_OK(rauc_bus_open(&rauc, address, "none"));
	CHECK_INT(rauc.ops->status(rauc.me, &s, why), RAUC_GONE);
	CHECK_HAS(why, "no message bus");
	rauc_close(&rauc);
}

/* ---- the program as it is called -------------------------------------------------------------------- */

static int program(struct bench *b, const char *const *words, const char *out)
{
	const char *argv[24] = {"loket-update", "--bus", b->host.address, "--state", "state", "--os-release",
	        "os-release", "--beacon", "beacon", "--restart", "restart", "--errands", "errands", "--spool", "spool",
	        "--keyring", "ours/ca.cert.pem"};
	int n = 17, status_of;
	pid_t pid;

	while (*words)
		argv[n++] = *words++;
	argv[n] = NULL;
	pid = fork();
	if (pid == 0) {
		if (!freopen(out, "w", stdout) || !freopen("errors", "w", stderr))
			_exit(99);
		n = update_main(n, (char *const *)(uintptr_t)argv, NULL);
		(void)fflush(NULL);
		_exit(n);
	}
	CHECK(waitpid(pid, &status_of, 0) == pid && WIFEXITED(status_of));
	return WEXITSTATUS(status_of);
}

static void said(char *out, size_t room, const char *path)
{
	AUTO_BUF text;

	buf_init(&text, 1 << 20);
	CHECK_OK(file_read(&text, path));
	(void)text_copy(out, room, buf_str(&text));
}

TEST_LIMIT(program, answers_and_refuses_as_the_contract_says, 120)
{
	struct bench *b = bench_new();
	struct real_bundle old = {.pki = "ours", .compatible = "loket-test", .version = "0.3.0"};
	struct rauc_status s;
	char text[8192];

	CHECK_OK(file_replace("os-release", "IMAGE_VERSION=0.4.0\n", 20, 0644));
	CHECK_OK(status(b, &s));
	CHECK_INT(program(b, (const char *const[]){"status", NULL}, "out"), 0);
	said(text, sizeof text, "out");
	CHECK_HAS(text, "running   0.4.0");
	CHECK_HAS(text, "rootfs.0, runs");
	CHECK_INT(program(b, (const char *const[]){"status", "--json", NULL}, "out"), 0);
	said(text, sizeof text, "out");
	CHECK_HAS(text, "\"device\":\"loket-test\"");
	bundle_make("old.raucb", &old);
	CHECK_INT(program(b, (const char *const[]){"install", "old.raucb", NULL}, "out"), 1);
	said(text, sizeof text, "errors");
	CHECK_HAS(text, "not installed (older): version 0.3.0 is below the floor 0.4.0");
	CHECK_INT(program(b, (const char *const[]){"install", "nothing.raucb", NULL}, "out"), 1);
	CHECK_INT(program(b, (const char *const[]){"next", NULL}, "out"), 0);
	said(text, sizeof text, "out");
	CHECK_HAS(text, "Nothing waits");
	CHECK_INT(program(b, (const char *const[]){"fly", NULL}, "out"), 2);
	CHECK_INT(program(b, (const char *const[]){"install", NULL}, "out"), 2);
	CHECK_INT(program(b, (const char *const[]){"status", "more", NULL}, "out"), 2);
	CHECK_INT(program(b, (const char *const[]){"--help", NULL}, "out"), 0);
	CHECK_INT(program(b, (const char *const[]){"--version", NULL}, "out"), 0);
	bench_free(b);
}
