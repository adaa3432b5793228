#include "board_image.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "board/start/start.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"

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
int image_format(const char *file)
{
	const char *words[START_FORMAT_WORDS];
	int e;

	start_format_words(words, file);
	words[0] = mke2fs();
	fault_pause(true);
	e = proc_run(words, NULL, 20000);
	fault_pause(false);
	return err_up(e);
}

bool image_is_sound(const char *file)
{
	return proc_run((const char *const[]){"/sbin/e2fsck", "-f", "-n", file, NULL}, NULL, 20000) == 0;
}
