#include "board_image.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/start/start.h"
#include "board/update_journal.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

static const char *mke2fs(void)
{
	return file_exists("/sbin/mke2fs")       ? "/sbin/mke2fs"
	       : file_exists("/usr/sbin/mke2fs") ? "/usr/sbin/mke2fs"
	                                         : NULL;
}

/* A data partition as a station leaves it: store, desk, ledger, packs, calibration, logs, each with a canary. */
void image_make(void)
{
	static const char *const files[] = {"station/store/store.db", "station/store/store.db-wal",
	        "station/store/desk.db", "station/ledger/ledger.db", "station/packs/p.pack", "station/touch.conf",
	        "station/keys/device.key", "station/tls/tls-client.key", "logs/journal/a.journal", "update/journal",
	        NULL};
	char path[300], text[600];

	if (!mke2fs())
		test_skip("mke2fs is not installed");
	for (int i = 0; files[i]; i++) {
		(void)snprintf(path, sizeof path, "tree/%s", files[i]);
		*strrchr(path, '/') = 0;
		CHECK_OK(dir_make(path, 0755));
		(void)snprintf(path, sizeof path, "tree/%s", files[i]);
		(void)snprintf(text, sizeof text, "%s in %s", CANARY, files[i]);
		AUTO_BUF body;
		buf_init(&body, 1 << 20);
		for (int k = 0; k < 300; k++)
			buf_text(&body, text);
		CHECK_OK(file_replace(path, body.data, body.len, 0644));
	}
	(void)snprintf(text, sizeof text, "%dM", IMAGE_MIB);
	CHECK_OK(proc_run((const char *const[]){mke2fs(), "-q", "-F", "-t", "ext4", "-d", "tree", "-L", "data", IMAGE,
	                          text, NULL},
	        NULL, 20000));
}

int64_t image_canaries(void)
{
	AUTO_BUF all;
	int64_t n = 0;
	const uint8_t *p;

	buf_init(&all, 32 << 20);
	CHECK_OK(file_read(&all, IMAGE));
	for (p = all.data; (p = memmem(p, all.len - (size_t)(p - all.data), CANARY, strlen(CANARY))) != NULL; p++)
		n++;
	return n;
}

int64_t image_not_zero(void)
{
	AUTO_BUF all;
	int64_t n = 0;

	buf_init(&all, 32 << 20);
	CHECK_OK(file_read(&all, IMAGE));
	for (size_t i = 0; i < all.len; i++)
		n += all.data[i] != 0;
	return n;
}

struct reset_disk image_open(void)
{
	struct reset_disk d;

	CHECK(sodium_init() >= 0);
	CHECK_OK(reset_disk_open(&d, IMAGE));
	return d;
}

/* The same words as on the board, this machine's own program. */
int image_format(const char *file, const char *holds)
{
	const char *words[START_FORMAT_WORDS];
	int e;

	start_format_words(words, file, holds);
	words[0] = mke2fs();
	fault_pause(true);
	e = proc_run(words, NULL, 20000);
	if (e == 0 && !image_is_sound(file) && /* e2fsck ends with 1 when it mended */
	        (proc_run((const char *const[]){"/sbin/e2fsck", "-fy", file, NULL}, NULL, 20000) == 0 ||
	                !image_is_sound(file)))
		e = err_new(5, "%s is not sound", file);
	fault_pause(false);
	return err_up(e);
}

void image_take(const char *file, const char *path, const char *to)
{
	char order[300];

	CHECK_OK(dir_remove(to));
	CHECK_OK(dir_make(to, 0755));
	(void)snprintf(order, sizeof order, "rdump %s %s", path, to);
	CHECK_OK(proc_run((const char *const[]){"/sbin/debugfs", "-R", order, file, NULL}, NULL, 20000));
}

void image_floor(char out[UPDATE_VERSION_MAX + 1], const char *file)
{
	struct update_journal *j = calloc(1, sizeof *j);
	struct clock clock;

	clock_real(&clock);
	image_take(file, "/update", "taken");
	CHECK(text_copy(out, UPDATE_VERSION_MAX + 1, ""));
	CHECK_OK(update_journal_read(j, "taken/update", &clock));
	if (file_exists("taken/update/journal"))
		CHECK(text_copy(out, UPDATE_VERSION_MAX + 1, j->floor));
	CHECK(j->n_events == 0 && !j->tried.on); /* of the old station nothing else */
	free(j);
}

bool image_is_sound(const char *file)
{
	return proc_run((const char *const[]){"/sbin/e2fsck", "-f", "-n", file, NULL}, NULL, 20000) == 0;
}
