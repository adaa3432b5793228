/* A bundle seen from outside: its beginning, its end, its size. And the scripts with which an authority changes whom devices believe. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/update_inside.h"
#include "board_pki.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { LEAST = 4096, SIGNATURE_MOST = 64 * 1024, MIB = 1 << 20 };

static char why[RAUC_WHY_MAX + 1];

/* A file of that size that begins as a squashfs and ends in that number. */
static void lay(int64_t size, const char *begins, uint64_t ends)
{
	int fd = open("b.raucb", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	uint8_t tail[8];

	for (int i = 0; i < 8; i++)
		tail[i] = (uint8_t)(ends >> 8 * (7 - i));
	CHECK(fd >= 0 && ftruncate(fd, size) == 0 && write(fd, begins, strlen(begins)) == (ssize_t)strlen(begins));
	CHECK(size < 8 || pwrite(fd, tail, sizeof tail, size - 8) == (ssize_t)sizeof tail);
	CHECK(close(fd) == 0);
}

TEST(file, is_taken_with_a_head_and_a_signature)
{
	lay(LEAST, "hsqs", 1500);
	CHECK_OK(update_file_look("b.raucb", why));
}

TEST(file, its_size_has_a_floor_and_a_ceiling)
{
	lay(LEAST - 1, "hsqs", 1500);
	CHECK_INT(update_file_look("b.raucb", why), UPDATE_UNREADABLE);
	CHECK_HAS(why, "4096 bytes to 1024 MiB");
	lay(LEAST + 1, "hsqs", 1500);
	CHECK_OK(update_file_look("b.raucb", why));
	lay((int64_t)UPDATE_BUNDLE_MAX_MIB * MIB - 1, "hsqs", 1500);
	CHECK_OK(update_file_look("b.raucb", why));
	lay((int64_t)UPDATE_BUNDLE_MAX_MIB * MIB, "hsqs", 1500);
	CHECK_OK(update_file_look("b.raucb", why));
	lay((int64_t)UPDATE_BUNDLE_MAX_MIB * MIB + 1, "hsqs", 1500);
	CHECK_INT(update_file_look("b.raucb", why), UPDATE_UNREADABLE);
}

TEST(file, its_signature_has_a_size_that_fits)
{
	static const struct {
		uint64_t size;
		int answer;
	} rows[] = {{0, UPDATE_DAMAGED}, {1, 0}, {SIGNATURE_MOST - 1, 0}, {SIGNATURE_MOST, 0},
	        {SIGNATURE_MOST + 1, UPDATE_DAMAGED}, {UINT64_MAX, UPDATE_DAMAGED}, {1ULL << 63, UPDATE_DAMAGED}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		lay(2 * SIGNATURE_MOST, "hsqs", rows[i].size);
		CHECK_INT(update_file_look("b.raucb", why), rows[i].answer);
	}
	lay(LEAST, "hsqs", LEAST - 8); /* nothing but a signature: RAUC says what it thinks of that */
	CHECK_OK(update_file_look("b.raucb", why));
	lay(LEAST, "hsqs", LEAST - 7);
	CHECK_INT(update_file_look("b.raucb", why), UPDATE_DAMAGED);
	CHECK_HAS(why, "copy the file again");
}

TEST(file, what_is_something_else_is_said_to_be)
{
	static const char *const heads[] = {"", "hsq", "sqsh", "\177ELF", "PK\003\004"};

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		lay(LEAST, heads[i], 1500);
		CHECK_INT(update_file_look("b.raucb", why), UPDATE_UNREADABLE);
		CHECK_HAS(why, "no update bundle");
	}
	CHECK_INT(update_file_look("nowhere.raucb", why), UPDATE_UNREADABLE);
	CHECK_HAS(why, "can not be opened");
	CHECK_OK(dir_make("folder.raucb", 0700));
	CHECK_INT(update_file_look("folder.raucb", why), UPDATE_UNREADABLE);
	CHECK(mkfifo("pipe.raucb", 0600) == 0);
	CHECK_INT(update_file_look("pipe.raucb", why), UPDATE_UNREADABLE); /* and nobody waits for a writer */
}

/* ---- board/rauc/leaf, revoke, trust ------------------------------------------------------------------------------ */

static int script(const char *name, const char *a, const char *b, const char *c)
{
	char path[600];

	(void)snprintf(path, sizeof path, "%s/board/%s", test_root(), name);
	return proc_run((const char *const[]){"bash", path, a, b, c, NULL}, NULL, 60000);
}

/* A root's folder with the configuration that an image has. */
static void root_with(const char *keys)
{
	struct buf conf;
	char from[600];

	buf_init(&conf, 8192);
	CHECK_OK(dir_make("root/etc/rauc", 0755));
	(void)snprintf(from, sizeof from, "%s/board/image/system.conf.in", test_root());
	CHECK_OK(file_read(&conf, from));
	CHECK_OK(file_replace("root/etc/rauc/system.conf", conf.data, conf.len, 0644));
	buf_fini(&conf);
	CHECK_OK(script("rauc/trust", keys, "root", NULL));
}

static bool conf_has(const char *line)
{
	struct buf conf;
	bool has;

	buf_init(&conf, 8192);
	CHECK_OK(file_read(&conf, "root/etc/rauc/system.conf"));
	has = strstr(buf_str(&conf), line) != NULL;
	buf_fini(&conf);
	return has;
}

TEST_LIMIT(scripts, a_leaf_is_taken_back_and_another_goes_on, 120)
{
	const struct real_bundle by_first = {
	        .pki = "keys", .leaf = "leaf", .compatible = "loket-test", .version = "0.5.0"};
	const struct real_bundle by_second = {
	        .pki = "keys", .leaf = "second", .compatible = "loket-test", .version = "0.6.0"};
	char said[4096];

	pki_need();
	CHECK_OK(script("image/keys", "keys", NULL, NULL));
	root_with("keys");
	CHECK(!conf_has("check-crl"));
	CHECK_OK(script("rauc/leaf", "keys", "second", NULL));
	CHECK(script("rauc/leaf", "keys", "second", NULL) < 0); /* never over one that is there */
	bundle_make("first.raucb", &by_first);
	bundle_make("second.raucb", &by_second);
	device_conf("before.conf", "root/etc/rauc/ca.cert.pem", false);
	CHECK(rauc_takes("before.conf", "first.raucb", NULL));
	CHECK(rauc_takes("before.conf", "second.raucb", NULL));
	CHECK_OK(script("rauc/revoke", "keys", "keys/leaf.cert.pem", NULL));
	root_with("keys");
	CHECK(conf_has("\ncheck-crl=true\n"));
	device_conf("after.conf", "root/etc/rauc/ca.cert.pem", true);
	CHECK(!rauc_takes("after.conf", "first.raucb", said));
	CHECK_HAS(said, "revoked");
	CHECK(rauc_takes("after.conf", "second.raucb", NULL));
	/* the same once more, and the next one: what was taken back stays so */
	CHECK_OK(script("rauc/revoke", "keys", "keys/leaf.cert.pem", NULL));
	CHECK_OK(script("rauc/revoke", "keys", "keys/second.cert.pem", NULL));
	root_with("keys");
	CHECK(!rauc_takes("after.conf", "first.raucb", NULL));
	CHECK(!rauc_takes("after.conf", "second.raucb", NULL));
}

TEST(scripts, refuse_what_they_can_not_do)
{
	pki_need();
	CHECK(script("rauc/leaf", "nowhere", "second", NULL) < 0);
	CHECK(script("rauc/leaf", "nowhere", NULL, NULL) < 0);
	CHECK_OK(script("image/keys", "keys", NULL, NULL));
	CHECK(script("rauc/revoke", "keys", "keys/nobody.cert.pem", NULL) < 0);
	CHECK(!file_exists("keys/crl.pem"));
	CHECK(script("rauc/trust", "keys", "no-root", NULL) < 0);
}
