/* Packs from a stick: what holds is laid whole, what does not is refused by its name, and what stood stays. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sodium.h>

#include "board/update.h"
#include "board/update_content.h"
#include "harness.h"
#include "store/station.h"
#include "sys/buf.h"
#include "sys/errand.h"
#include "sys/fault.h"
#include "sys/file.h"

struct desk {
	struct key_secret *ours, *foreign;
	struct content_told told;
};

static struct desk desk_open(void)
{
	struct desk d = {0};

	CHECK(sodium_init() >= 0);
	CHECK_OK(key_new(&d.ours, KEY_PACK, false));
	CHECK_OK(key_new(&d.foreign, KEY_PACK, false));
	CHECK_OK(dir_make("stick", 0755));
	return d;
}

static void desk_close(struct desk *d)
{
	key_free(d->ours);
	key_free(d->foreign);
}

/* A whole pack of one file; key NULL: nobody signed it. */
static void make(struct buf *out, const char *id, int version, const struct key_secret *key)
{
	static const char text[] = "alarm = 112 | 2026-06-01 | alarmnummer\n";
	struct pack *p = calloc(1, sizeof *p);

	CHECK(p != NULL);
	(void)snprintf(p->id, sizeof p->id, "%s", id);
	p->version = version;
	p->n_files = 1;
	p->files[0] = (struct pack_file){.name = PACK_CONTACTS, .bytes = (const uint8_t *)text, .n = sizeof text - 1};
	(void)crypto_generichash(p->files[0].hash, 32, p->files[0].bytes, p->files[0].n, NULL, 0);
	if (key)
		CHECK_OK(pack_sign(p, key));
	CHECK_OK(pack_write(out, p));
	free(p);
}

static void lay(const char *path, const char *id, int version, const struct key_secret *key)
{
	AUTO_BUF bytes;

	buf_init(&bytes, PACK_BYTES_MAX);
	make(&bytes, id, version, key);
	CHECK_OK(file_replace(path, bytes.data, bytes.len, 0644));
}

static int run(struct desk *d)
{
	const struct content_world w = {"stick", "packs", key_public_part(d->ours), 1};

	return update_content(&d->told, &w);
}

/* The version that lies there; 0: none. */
static int there(const char *id)
{
	struct pack *p = calloc(1, sizeof *p);
	struct notice_findings f = {0};
	char path[100];
	int version = 0;
	AUTO_BUF bytes;

	buf_init(&bytes, PACK_BYTES_MAX);
	(void)snprintf(path, sizeof path, "packs/%s.pack", id);
	if (file_exists(path)) {
		CHECK_OK(file_read(&bytes, path));
		CHECK_INT(pack_parse(p, bytes.data, bytes.len, path, &f), 0);
		version = p->version;
	}
	free(p);
	return version;
}

TEST(content, a_signed_pack_comes_in_under_its_own_name)
{
	struct desk d = desk_open();
	struct stat st;

	lay("stick/notices of july.pack", "loket-notices", 7, d.ours);
	CHECK_OK(run(&d));
	CHECK_INT(d.told.taken, 1);
	CHECK_INT(d.told.refused, 0);
	CHECK_TEXT(d.told.say, "notices of july.pack: came in");
	CHECK_INT(there("loket-notices"), 7);
	CHECK(stat("packs/loket-notices.pack", &st) == 0 && (st.st_mode & 0777) == 0644);
	desk_close(&d);
}

TEST(content, the_same_again_is_nothing_new_and_a_newer_one_takes_its_place)
{
	struct desk d = desk_open();

	lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(run(&d));
	CHECK_OK(run(&d));
	CHECK_INT(d.told.taken, 0);
	CHECK_INT(d.told.same, 1);
	CHECK_HAS(d.told.say, "was here already");
	lay("stick/a.pack", "loket-notices", 8, d.ours);
	CHECK_OK(run(&d));
	CHECK_INT(d.told.taken, 1);
	CHECK_INT(there("loket-notices"), 8);
	desk_close(&d);
}

TEST(content, an_older_one_is_refused_and_what_stood_stays)
{
	struct desk d = desk_open();

	lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(run(&d));
	lay("stick/a.pack", "loket-notices", 6, d.ours);
	CHECK_OK(run(&d));
	CHECK_INT(d.told.refused, 1);
	CHECK_TEXT(d.told.say, "a.pack: older than what came before");
	CHECK_INT(there("loket-notices"), 7);
	desk_close(&d);
}

TEST(content, one_that_nobody_trusted_signed_is_refused_by_its_name)
{
	struct desk d = desk_open();

	lay("stick/ours.pack", "loket-notices", 7, d.ours);
	CHECK_OK(run(&d));
	lay("stick/foreign.pack", "loket-notices", 9, d.foreign);
	lay("stick/unsigned.pack", "loket-notices", 10, NULL);
	CHECK_OK(run(&d));
	CHECK_INT(d.told.refused, 2);
	CHECK_HAS(d.told.say, "foreign.pack: signed by nobody whom this station trusts");
	CHECK_HAS(d.told.say, "unsigned.pack: signed by nobody");
	CHECK_INT(there("loket-notices"), 7);
	desk_close(&d);
}

/* Each bit of a signed pack, one after the other. */
TEST_LIMIT(content, one_changed_bit_is_refused, 60)
{
	struct desk d = desk_open();
	AUTO_BUF bytes;

	buf_init(&bytes, PACK_BYTES_MAX);
	make(&bytes, "loket-notices", 7, d.ours);
	for (size_t i = 0; i < bytes.len; i++) {
		bytes.data[i] ^= (uint8_t)(1 << i % 8);
		CHECK_OK(file_replace("stick/a.pack", bytes.data, bytes.len, 0644));
		CHECK_OK(run(&d));
		if (d.told.taken)
			test_fail(__FILE__, __LINE__, "byte %zu is another, and it came in", i);
		CHECK_INT(d.told.refused, 1);
		bytes.data[i] ^= (uint8_t)(1 << i % 8);
	}
	CHECK_INT(there("loket-notices"), 0);
	desk_close(&d);
}

TEST(content, one_that_is_cut_off_is_refused_at_every_length)
{
	struct desk d = desk_open();
	AUTO_BUF bytes;

	buf_init(&bytes, PACK_BYTES_MAX);
	make(&bytes, "loket-notices", 7, d.ours);
	for (size_t n = 0; n < bytes.len; n += 13) {
		CHECK_OK(file_replace("stick/a.pack", bytes.data, n, 0644));
		CHECK_OK(run(&d));
		CHECK_INT(d.told.refused, 1);
		CHECK_HAS(d.told.say, "copy it onto the stick once more");
	}
	desk_close(&d);
}

TEST(content, what_is_good_comes_in_beside_what_is_not)
{
	struct desk d = desk_open();

	lay("stick/b.pack", "second", 2, d.ours);
	lay("stick/a.pack", "first", 1, d.ours);
	CHECK_OK(file_replace("stick/c.pack", "cat", 3, 0644));
	CHECK_OK(run(&d));
	CHECK_INT(d.told.taken, 2);
	CHECK_INT(d.told.refused, 1);
	CHECK_TEXT(d.told.say, "a.pack: came in; b.pack: came in; c.pack: damaged: copy it onto the stick once more");
	CHECK_INT(there("first"), 1);
	CHECK_INT(there("second"), 2);
	desk_close(&d);
}

/* As sticks come from other systems. */
TEST(content, names_of_other_systems_are_understood)
{
	struct desk d = desk_open();

	lay("stick/NOTICES.PACK", "loket-notices", 7, d.ours);
	CHECK_OK(file_replace("stick/._NOTICES.PACK", "mac", 3, 0644));
	CHECK_OK(file_replace("stick/.pack", "x", 1, 0644));
	CHECK_OK(file_replace("stick/readme.txt", "x", 1, 0644));
	CHECK_OK(file_replace("stick/loket-0.5.0.raucb", "x", 1, 0644));
	CHECK_OK(dir_make("stick/System Volume Information", 0755));
	CHECK_OK(dir_make("stick/folder.pack", 0755));
	CHECK_OK(run(&d));
	CHECK_INT(d.told.taken, 1);
	CHECK_INT(d.told.refused, 1); /* a folder is no pack */
	CHECK_HAS(d.told.say, "NOTICES.PACK: came in");
	desk_close(&d);
}

TEST(content, a_name_can_not_write_what_it_likes_on_the_screen)
{
	struct desk d = desk_open();

	CHECK_OK(file_replace("stick/a\nb\x1b[2J<i>;'.pack", "x", 1, 0644));
	CHECK_OK(run(&d));
	CHECK_INT(d.told.refused, 1);
	CHECK_TEXT(d.told.say, "a?b??2J?i???.pack: damaged: copy it onto the stick once more");
	desk_close(&d);
}

TEST(content, links_and_queues_on_a_stick_are_not_followed)
{
	struct desk d = desk_open();

	lay("secret", "loket-notices", 7, d.ours);
	CHECK(symlink("../secret", "stick/link.pack") == 0);
	CHECK(mkfifo("stick/queue.pack", 0644) == 0);
	CHECK_OK(run(&d));
	CHECK_INT(d.told.refused, 2);
	CHECK_INT(there("loket-notices"), 0);
	desk_close(&d);
}

TEST(content, a_file_one_byte_over_the_most_is_refused)
{
	struct desk d = desk_open();

	lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK(truncate("stick/a.pack", PACK_BYTES_MAX + 1) == 0);
	CHECK_OK(run(&d));
	CHECK_INT(d.told.refused, 1);
	desk_close(&d);
}

TEST(content, so_many_packs_and_not_one_more)
{
	struct desk d = desk_open();
	char path[64], id[32];

	for (int i = 0; i < CONTENT_PACKS_MAX; i++) {
		(void)snprintf(path, sizeof path, "stick/%02d.pack", i);
		(void)snprintf(id, sizeof id, "pack-%d", i);
		lay(path, id, 1, d.ours);
	}
	CHECK_OK(run(&d));
	CHECK_INT(d.told.taken, CONTENT_PACKS_MAX);
	CHECK_INT(d.told.refused, 0);
	lay("stick/99.pack", "one-more", 1, d.ours);
	CHECK_OK(run(&d));
	CHECK_INT(d.told.same, CONTENT_PACKS_MAX);
	CHECK_INT(d.told.refused, 1);
	CHECK_INT(there("one-more"), 0);
	CHECK(strlen(d.told.say) <= CONTENT_SAY_MAX);
	desk_close(&d);
}

TEST(content, an_empty_stick_says_what_belongs_on_it)
{
	struct desk d = desk_open();

	CHECK_OK(run(&d));
	CHECK_INT(d.told.taken + d.told.same + d.told.refused, 0);
	CHECK_HAS(d.told.say, "NAME.pack");
	CHECK_OK(dir_remove("stick"));
	CHECK(run(&d) < 0);
	CHECK_HAS(err_why(), "put it in again");
	desk_close(&d);
}

TEST(content, what_stood_and_is_broken_gives_way)
{
	struct desk d = desk_open();

	CHECK_OK(dir_make("packs", 0755));
	CHECK_OK(file_replace("packs/loket-notices.pack", "rot", 3, 0644));
	lay("stick/a.pack", "loket-notices", 1, d.ours);
	CHECK_OK(run(&d));
	CHECK_INT(there("loket-notices"), 1);
	desk_close(&d);
}

/* Every place that can fail: what lies there is the old one or the new one, whole. */
TEST_LIMIT(content, whatever_fails_what_lies_there_is_whole, 60)
{
	struct desk d = desk_open();

	lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(run(&d));
	lay("stick/a.pack", "loket-notices", 8, d.ours);
	FAULT_SWEEP(n)
	{
		int r = run(&d), version;

		fault_pause(true);
		version = there("loket-notices");
		CHECK(version == 7 || version == 8);
		if (r == 0 && d.told.taken)
			CHECK_INT(version, 8);
		lay("packs/loket-notices.pack", "loket-notices", 7, d.ours);
		fault_pause(false);
	}
	desk_close(&d);
}

/* The power goes at each place: the same. */
TEST_LIMIT(content, a_power_cut_leaves_the_old_one_or_the_new_one, 60)
{
	struct desk d = desk_open();
	int status = 0;

	lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(run(&d));
	lay("stick/a.pack", "loket-notices", 8, d.ours);
	for (int n = 1; n < 100; n++) {
		pid_t child = fork();

		if (child == 0) {
			fault_cut(n);
			_exit(run(&d) == 0 ? 0 : 1);
		}
		CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
		CHECK(there("loket-notices") == 7 || there("loket-notices") == 8);
		if (WEXITSTATUS(status) != FAULT_CUT)
			break;
		lay("packs/loket-notices.pack", "loket-notices", 7, d.ours);
	}
	CHECK_INT(WEXITSTATUS(status), 0);
	CHECK_INT(there("loket-notices"), 8);
	desk_close(&d);
}

/* ---- asked on the screen ------------------------------------------------------------------------- */

static struct errand asked;

static void ask(struct desk *d)
{
	struct station s = {.keyset = 1, .epoch = 1, .code = "TEST-01", .hub = "https://hub.example:8443"};

	s.pack_keys[s.n_pack_keys++] = *key_public_part(d->ours);
	CHECK_OK(dir_make("station", 0755));
	CHECK_OK(station_write(&s, "station"));
	CHECK_OK(dir_make("errands/ask", 0755));
	CHECK_OK(dir_make("errands/told", 0755));
	CHECK_OK(errand_ask(&asked, "errands", "content", "", 0));
}

static int errand(void)
{
	static const struct content_place at = {"errands", "stick", "*/08", ".", "station"};
	int r = update_content_errand(&at, NULL);

	(void)errand_look(&asked, 1);
	return r;
}

TEST(content, a_technician_is_told_what_came_in)
{
	struct desk d = desk_open();

	lay("stick/a.pack", "loket-notices", 7, d.ours);
	ask(&d);
	CHECK_OK(errand());
	CHECK_INT(asked.state, ERRAND_DONE);
	CHECK_INT(asked.percent, 100);
	CHECK_TEXT(asked.say, "a.pack: came in");
	CHECK_INT(there("loket-notices"), 7);
	lay("stick/a.pack", "loket-notices", 8, d.ours); /* told to its end: not done twice */
	CHECK_OK(errand());
	CHECK_INT(there("loket-notices"), 7);
	desk_close(&d);
}

TEST(content, a_technician_is_told_what_was_refused)
{
	struct desk d = desk_open();

	lay("stick/a.pack", "loket-notices", 7, d.foreign);
	ask(&d);
	CHECK_OK(errand());
	CHECK_INT(asked.state, ERRAND_FAILED);
	CHECK_HAS(asked.say, "a.pack: signed by nobody");
	desk_close(&d);
}

TEST(content, a_technician_is_told_that_there_is_nothing)
{
	struct desk d = desk_open();

	ask(&d);
	CHECK_OK(errand());
	CHECK_INT(asked.state, ERRAND_FAILED);
	CHECK_HAS(asked.say, "NAME.pack");
	desk_close(&d);
}

TEST(content, without_a_station_nothing_is_trusted)
{
	struct desk d = desk_open();

	lay("stick/a.pack", "loket-notices", 7, d.ours);
	ask(&d);
	CHECK_OK(dir_remove("station"));
	CHECK(errand() < 0);
	CHECK_INT(asked.state, ERRAND_FAILED);
	CHECK_HAS(asked.say, "station.conf");
	CHECK_INT(there("loket-notices"), 0);
	desk_close(&d);
}

TEST(content, when_nobody_asked_nothing_is_done)
{
	struct desk d = desk_open();

	lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(errand());
	CHECK_INT(there("loket-notices"), 0);
	desk_close(&d);
}
