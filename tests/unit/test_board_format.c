/* The file system of a wiped station: what mke2fs is told, what is laid on the card, and the report. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/start/start.h"
#include "board_image.h"
#include "board_torn.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { TOOL_MS = 20000 };

/* ---- what is laid ------------------------------------------------------------------------------------------------- */

TEST(lay, writes_what_the_file_holds_and_never_over_the_mark)
{
	uint8_t body[3000];
	struct reset_disk d;
	struct torn t;
	FILE *f;

	image_make();
	torn_init(&t, IMAGE, 1);
	memset(t.seen, 0, (size_t)t.bytes);
	memset(t.seen, 'm', RESET_MARK_BYTES);
	d = torn_disk(&t);
	memset(body, 'x', sizeof body);
	f = fopen("holes", "w");
	CHECK(f && fwrite(body, 1, sizeof body, f) == sizeof body && fseek(f, 10 << 20, SEEK_SET) == 0);
	CHECK(fwrite(body, 1, 100, f) == 100 && fclose(f) == 0);
	CHECK_INT(truncate("holes", t.bytes), 0);
	CHECK_OK(reset_lay(&d, "holes"));
	CHECK(t.seen[0] == 'm' && t.seen[511] == 'm' && t.seen[512] == 'x' && t.seen[2999] == 'x');
	CHECK(t.seen[3000] == 0 && t.seen[(10 << 20) - 1] == 0 && t.seen[10 << 20] == 'x');
	CHECK_INT(t.dirty[2], 0); /* synced */
	torn_fini(&t);
}

TEST(lay, a_file_of_another_size_is_refused)
{
	struct reset_disk d;
	struct torn t;

	image_make();
	torn_init(&t, IMAGE, 1);
	d = torn_disk(&t);
	CHECK_OK(file_replace("f", "", 0, 0644));
	for (int over = -1; over <= 1; over++) {
		CHECK_INT(truncate("f", t.bytes + over), 0);
		CHECK_INT(reset_lay(&d, "f") < 0, over != 0);
	}
	CHECK(reset_lay(&d, "nowhere") < 0);
	CHECK(torn_find(&t, CANARY) > 1000); /* a file that is one hole changes nothing */
	torn_fini(&t);
}

/* ---- the file system ---------------------------------------------------------------------------------------------- */

static void features(char out[600], const char *image)
{
	AUTO_BUF text;
	char *line;

	buf_init(&text, 1 << 16);
	CHECK_OK(proc_run((const char *const[]){"/sbin/dumpe2fs", "-h", image, NULL}, &text, TOOL_MS));
	line = strstr((char *)text.data, "Filesystem features:");
	CHECK(line != NULL);
	(void)snprintf(out, 600, "%.*s", (int)strcspn(line, "\n"), line);
}

TEST(format, gives_what_the_card_was_built_with)
{
	char path[1024], *at, ours[600], theirs[600];
	const char *words[START_FORMAT_WORDS], *argv[40];
	AUTO_BUF disk;
	int n = 0;

	if (!file_exists("/sbin/dumpe2fs"))
		test_skip("dumpe2fs is not installed");
	buf_init(&disk, 1 << 16);
	(void)snprintf(path, sizeof path, "%s/board/image/disk", test_root());
	CHECK_OK(file_read(&disk, path));
	at = strstr((char *)disk.data, "mkfs.ext4 ");
	CHECK(at != NULL);
	at[strcspn(at, "$")] = 0; /* up to the name of the file */
	/* Its own words, but for the identity that a wiped station does not share. */
	for (char *rest = at, *word; (word = strsep(&rest, " \t\n\\\"")) != NULL;)
		if (*word && n < 30)
			argv[n++] = word;
	argv[n++] = "built.ext4";
	argv[n] = NULL;
	CHECK_OK(file_replace("built.ext4", "", 0, 0644));
	CHECK_OK(file_replace("ours.ext4", "", 0, 0644));
	CHECK_INT(truncate("built.ext4", 64 << 20) | truncate("ours.ext4", 64 << 20), 0);
	CHECK_OK(proc_run(argv, NULL, TOOL_MS));
	CHECK_OK(dir_make("holds", 0755));
	CHECK_OK(image_format("ours.ext4", "holds"));
	features(ours, "ours.ext4");
	features(theirs, "built.ext4");
	CHECK_TEXT(ours, theirs);
	CHECK_HAS(ours, "quota");
	CHECK_HAS(ours, "project");
	CHECK(image_is_sound("ours.ext4"));
	start_format_words(words, "f", "holds");
	CHECK_TEXT(words[0], "/usr/sbin/mke2fs");
	CHECK_HAS((char *)disk.data, words[9 + 2]); /* the reserve stands there too */
}

TEST(format, two_wiped_stations_do_not_share_an_identity)
{
	AUTO_BUF a;
	AUTO_BUF b;

	buf_init(&a, 64 << 20);
	buf_init(&b, 64 << 20);
	CHECK_OK(file_replace("a.ext4", "", 0, 0644));
	CHECK_OK(file_replace("b.ext4", "", 0, 0644));
	CHECK_INT(truncate("a.ext4", 16 << 20) | truncate("b.ext4", 16 << 20), 0);
	CHECK_OK(dir_make("holds", 0755));
	CHECK_OK(image_format("a.ext4", "holds"));
	CHECK_OK(image_format("b.ext4", "holds"));
	CHECK_OK(file_read(&a, "a.ext4"));
	CHECK_OK(file_read(&b, "b.ext4"));
	CHECK(memcmp(a.data + 1024 + 0x68, b.data + 1024 + 0x68, 16) != 0); /* s_uuid */
}

TEST(format, a_root_without_mke2fs_is_a_surprise)
{
	CHECK_OK(dir_make("empty", 0755));
	CHECK(start_format("empty", "/tmp/f", "/tmp") < 0);
	CHECK_HAS(err_why(), "127");
	CHECK(start_format("not-there", "/tmp/f", "/tmp") < 0);
}

TEST(format, runs_with_nothing_but_the_root_in_sight)
{
	if (getuid() != 0)
		test_skip("only root may change the root");
	CHECK_OK(file_replace("plain", "", 0, 0644));
	CHECK_INT(truncate("plain", 16 << 20), 0);
	char here[900], path[1000], holds[1000];

	CHECK(getcwd(here, sizeof here) != NULL);
	(void)snprintf(path, sizeof path, "%s/plain", here);
	(void)snprintf(holds, sizeof holds, "%s/holds", here);
	CHECK_OK(dir_make(holds, 0755));
	CHECK_OK(file_replace("holds/word", "word", 4, 0644));
	CHECK_OK(start_format("/", path, holds));
	CHECK(!image_is_sound("plain")); /* what it holds is not counted for the limits yet */
	CHECK_OK(start_data_check("plain", true));
	CHECK(image_is_sound("plain"));
	image_take("plain", "/word", "taken");
	CHECK(file_exists("taken/word"));
}

/* ---- the report --------------------------------------------------------------------------------------------------- */

TEST(report, lies_where_the_kiosk_can_read_it)
{
	struct reset_report r = {HASH64, 268435456, 0, true, 3, FLOOR};
	struct stat st;
	AUTO_BUF text;

	buf_init(&text, 1000);
	CHECK_OK(start_reset_hold("r", &r, "no-os-release"));
	CHECK_OK(file_read(&text, "r/station/reset.report"));
	CHECK_TEXT(buf_str(&text),
	        "statement = " HASH64 "\nbytes = 268435456\nnot_zero = 0\ndiscarded = yes\nstarts = 3\n");
	CHECK_INT(stat("r/station/reset.report", &st), 0);
	CHECK_INT(st.st_mode & 0777, 0644);
}

/* ---- a real block device ------------------------------------------------------------------------------------------ */

static int make(void *me, const char *made, const char *holds)
{
	(void)me;
	return err_up(image_format(made, holds));
}

static void show(void *me, const char *picture, int percent)
{
	(void)me;
	(void)picture;
	(void)percent;
}

static void say(void *me, const char *sentence)
{
	(void)me;
	(void)sentence;
}

/* A loop device, as the kernel gives a card's partition: its own size, its own discard, its own cache. */
TEST_LIMIT(reset, leaves_no_byte_of_the_old_on_a_block_device, 120)
{
	const struct start_reset w = {"made.ext4", "holds", "os-release", make, show, say, NULL};
	struct reset_report report = {0};
	struct reset_disk d;
	char device[64];
	AUTO_BUF out;
	int r;

	buf_init(&out, 200);
	image_make();
	if (getuid() != 0 ||
	        proc_run((const char *const[]){"losetup", "--find", "--show", IMAGE, NULL}, &out, TOOL_MS) != 0)
		test_skip("no loop device can be had here");
	(void)snprintf(device, sizeof device, "%.*s", (int)strcspn(buf_str(&out), "\n"), buf_str(&out));
	r = reset_disk_open(&d, device);
	if (r == 0) {
		r = reset_order(&d, HASH64, FLOOR);
		if (r == 0)
			r = start_reset(&report, &d, &w);
		d.close(d.me);
	}
	CHECK_OK(proc_run((const char *const[]){"losetup", "--detach", device, NULL}, NULL, TOOL_MS));
	CHECK_OK(r);
	CHECK_INT(report.bytes, (int64_t)IMAGE_MIB << 20);
	CHECK_INT(report.not_zero, 0);
	CHECK(report.discarded); /* a loop device can */
	CHECK_INT(image_canaries(), 0);
	CHECK(image_is_sound(IMAGE));
}
