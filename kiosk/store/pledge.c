#include "store/pledge.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/bytes.h"
#include "store/sql.h"

static const char mark[8] = "KPLEDG1";

enum { AT_COUNT = 8, AT_HEADER = 16, AT_SIGNATURE = AT_HEADER + RECORD_HEADER_BYTES, SUMMED = PLEDGE_SLOT_BYTES - 32 };

_Static_assert(AT_SIGNATURE + KEY_SIGNATURE_BYTES <= SUMMED, "a pledge fits into its slot");

struct slot {
	uint64_t count; /* 0: not to be read */
	bool some;
	uint8_t header[RECORD_HEADER_BYTES], signature[KEY_SIGNATURE_BYTES];
};

/* Under the device's public key, so that another station's file says nothing here, not even that nothing was promised. */
static void sum_of(uint8_t out[PLEDGE_SLOT_BYTES - SUMMED], const uint8_t slot[PLEDGE_SLOT_BYTES],
        const uint8_t device_key[KEY_BYTES])
{
	(void)crypto_generichash(out, PLEDGE_SLOT_BYTES - SUMMED, slot, SUMMED, device_key, KEY_BYTES);
}

static void slot_put(uint8_t out[PLEDGE_SLOT_BYTES], const struct slot *s, const uint8_t device_key[KEY_BYTES])
{
	memset(out, 0, PLEDGE_SLOT_BYTES);
	memcpy(out, mark, sizeof mark);
	bytes_put(out + AT_COUNT, s->count, 8);
	if (s->some) {
		memcpy(out + AT_HEADER, s->header, RECORD_HEADER_BYTES);
		memcpy(out + AT_SIGNATURE, s->signature, KEY_SIGNATURE_BYTES);
	}
	sum_of(out + SUMMED, out, device_key);
}

static void slot_take(struct slot *out, const uint8_t in[PLEDGE_SLOT_BYTES], const uint8_t device_key[KEY_BYTES])
{
	uint8_t sum[PLEDGE_SLOT_BYTES - SUMMED];
	struct record r;

	memset(out, 0, sizeof *out);
	sum_of(sum, in, device_key);
	if (memcmp(in, mark, sizeof mark) != 0 || memcmp(sum, in + SUMMED, sizeof sum) != 0)
		return;
	memcpy(out->header, in + AT_HEADER, RECORD_HEADER_BYTES);
	memcpy(out->signature, in + AT_SIGNATURE, KEY_SIGNATURE_BYTES);
	out->some = !sodium_is_zero(out->header, RECORD_HEADER_BYTES);
	r = (struct record){.header = out->header, .signature = out->signature};
	if (!out->some || record_check(NULL, &r, device_key) == 0)
		out->count = bytes_take(in + AT_COUNT, 8);
}

static int trouble(const struct pledge *p, int rc, const char *doing)
{
	if ((rc & 0xff) == SQLITE_FULL)
		return PLEDGE_FULL;
	return err_new(EIO, "%s: %s failed: %s (%d). Check the disk, then choose 'try again'", p->path, doing,
	        sqlite3_errstr(rc), rc);
}

static int slot_read(struct slot *out, const struct pledge *p, int which)
{
	uint8_t bytes[PLEDGE_SLOT_BYTES];
	int rc = p->file->pMethods->xRead(p->file, bytes, sizeof bytes, (sqlite3_int64)which * PLEDGE_APART);

	/* Beyond the end SQLite's files read as zeros. */
	if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
		return trouble(p, rc, "reading");
	slot_take(out, bytes, p->device_key);
	return 0;
}

static int read_both(struct pledge *p)
{
	struct slot slots[2];
	const struct slot *newer;

	for (int i = 0; i < 2; i++) {
		int r = slot_read(&slots[i], p, i);

		if (r)
			return r;
	}
	newer = &slots[slots[1].count > slots[0].count];
	if (newer->count == 0)
		return PLEDGE_DAMAGED;
	p->count = newer->count;
	p->some = newer->some;
	memcpy(p->header, newer->header, sizeof p->header);
	memcpy(p->signature, newer->signature, sizeof p->signature);
	return 0;
}

int pledge_open(struct pledge *out, const char *path, const char *vfs, const uint8_t device_key[KEY_BYTES])
{
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_SUPER_JOURNAL;
	sqlite3_vfs *files = sqlite3_vfs_find(vfs);
	struct pledge p = {0};
	sqlite3_int64 size = 0;
	int rc = sql_fault("pledge.open", EIO), r;

	if (!files || !(p.file = calloc(1, (size_t)files->szOsFile)))
		return err_new(ENOMEM, "no memory for the store's pledge");
	(void)snprintf(
	        out->path, sizeof out->path, "%s", path); /* SQLite keeps the name it was given: it lives in *out */
	memcpy(p.path, out->path, sizeof p.path);
	memcpy(p.device_key, device_key, sizeof p.device_key);
	if (rc == SQLITE_OK)
		rc = files->xOpen(files, out->path, p.file, flags, NULL);
	if (rc == SQLITE_OK)
		rc = p.file->pMethods->xFileSize(p.file, &size);
	r = rc != SQLITE_OK ? trouble(&p, rc, "opening it") : size == 0 ? PLEDGE_NONE : read_both(&p);
	if (r < 0 || r == PLEDGE_FULL) {
		pledge_close(&p);
		return r == PLEDGE_FULL ? trouble(&p, SQLITE_IOERR, "making it") : err_up(r);
	}
	*out = p;
	return r;
}

void pledge_close(struct pledge *p)
{
	if (p->file && p->file->pMethods)
		(void)p->file->pMethods->xClose(p->file);
	free(p->file);
	p->file = NULL;
}

/* The slot that does not hold now. */
static int write_slot(struct pledge *p, const struct slot *s)
{
	uint8_t bytes[PLEDGE_SLOT_BYTES];
	int rc = sql_fault("pledge.write", EIO);

	slot_put(bytes, s, p->device_key);
	if (rc == SQLITE_OK)
		rc = p->file->pMethods->xWrite(
		        p->file, bytes, sizeof bytes, (sqlite3_int64)(s->count % 2) * PLEDGE_APART);
	return rc;
}

static int sync_file(struct pledge *p, int flags)
{
	int rc = sql_fault("pledge.sync", EIO);

	return rc == SQLITE_OK ? p->file->pMethods->xSync(p->file, flags) : rc;
}

int pledge_begin(struct pledge *p)
{
	static const uint8_t nothing[PLEDGE_FILE_BYTES];
	const struct slot none = {.count = 2};
	int rc = p->file->pMethods->xWrite(p->file, nothing, sizeof nothing, 0);

	/* Its whole length is there from the start: later writes need no room, on however full a disk. */
	if (rc == SQLITE_OK)
		rc = write_slot(p, &none);
	if (rc == SQLITE_OK)
		rc = sync_file(p, SQLITE_SYNC_NORMAL);
	if (rc != SQLITE_OK)
		return trouble(p, rc, "making it");
	p->count = none.count;
	p->some = false;
	return 0;
}

int pledge_write(
        struct pledge *p, const uint8_t header[RECORD_HEADER_BYTES], const uint8_t signature[KEY_SIGNATURE_BYTES])
{
	struct slot next = {.count = p->count + 1, .some = true};
	int rc;

	memcpy(next.header, header, sizeof next.header);
	memcpy(next.signature, signature, sizeof next.signature);
	rc = write_slot(p, &next);
	if (rc == SQLITE_OK)
		rc = sync_file(p, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
	if (rc != SQLITE_OK)
		return trouble(p, rc == SQLITE_FULL ? SQLITE_IOERR : rc, "writing");
	p->count = next.count;
	p->some = true;
	memcpy(p->header, header, sizeof p->header);
	memcpy(p->signature, signature, sizeof p->signature);
	return 0;
}

bool pledge_is_of(const struct pledge *p, const uint8_t header[RECORD_HEADER_BYTES])
{
	return p->some && memcmp(p->header, header, RECORD_HEADER_BYTES) == 0;
}
