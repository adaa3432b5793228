#include "store/draft.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/draft_inside.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "draft"

enum { MINUTE_MS = 60 * 1000 };

/* ---- files ------------------------------------------------------------------------------------------- */

static void path_of(char out[DRAFT_PATH_ROOM], const struct drafts *d, const uint8_t id[DRAFT_ID_BYTES])
{
	char hex[DRAFT_NAME_HEX + 1];

	hex_put(hex, id, DRAFT_ID_BYTES);
	(void)snprintf(out, DRAFT_PATH_ROOM, "%s/%s", d->folder, hex);
}

static void path_now(char out[DRAFT_PATH_ROOM], const struct drafts *d)
{
	(void)snprintf(out, DRAFT_PATH_ROOM, "%s/%s", d->folder, DRAFT_UNDER_WAY);
}

static int sick(const struct drafts *d, int e)
{
	log_surprise(d->log, LOG_MODULE, e);
	return DRAFT_SICK;
}

static int read_file(struct buf *out, struct draft_header *h, const char *path)
{
	int e;

	if (!file_exists(path))
		return DRAFT_NOT_THERE;
	e = file_read(out, path);
	if (e)
		return err_up(e);
	return draft_header_take(h, out->data, out->len) ? 0 : DRAFT_BROKEN;
}

/* ---- writing ----------------------------------------------------------------------------------------------- */

static int write_draft(struct drafts *d, const char *path, struct draft_header *h, const uint8_t key[DRAFT_KEY_BYTES],
        const void *text, size_t n)
{
	struct buf file;
	int e;

	h->made_ms = clock_wall_ms(d->clock) / MINUTE_MS * MINUTE_MS;
	buf_init(&file, DRAFT_FILE_MAX);
	e = draft_seal(&file, h, key, text, n);
	if (e == 0)
		e = file_replace(path, file.data, file.len, 0600);
	if (e == 0 && !h->was_cut) /* the one under way is known from the start that takes it up */
		draft_know(d, h->id);
	buf_fini(&file);
	return e ? sick(d, e) : 0;
}

static int write_for_desk(struct drafts *d, const char *path, struct draft_header *h, const struct key_public *desk,
        const void *text, size_t n)
{
	uint8_t key[DRAFT_KEY_BYTES];
	int r;

	randombytes_buf(key, sizeof key);
	memcpy(h->desk, desk->id, KEY_ID_BYTES);
	if (crypto_box_seal(h->sealed, key, sizeof key, desk->bytes))
		r = sick(d, err_new(EINVAL, "the desk's key is no usable X25519 key; see station.conf"));
	else
		r = write_draft(d, path, h, key, text, n);
	wipe(key, sizeof key);
	return r;
}

int draft_keep(struct drafts *d, const struct key_public *desk, uint16_t kind, const void *text, size_t n)
{
	struct draft_header h = {.how = DRAFT_FOR_DESK, .was_cut = true, .kind = kind};
	char path[DRAFT_PATH_ROOM];

	if (n > DRAFT_TEXT_MAX)
		return DRAFT_TOO_BIG;
	randombytes_buf(h.id, sizeof h.id);
	path_now(path, d);
	return write_for_desk(d, path, &h, desk, text, n);
}

void draft_drop(struct drafts *d)
{
	char path[DRAFT_PATH_ROOM];

	path_now(path, d);
	draft_wipe_file(path);
}

int draft_park(struct drafts *d, const struct key_public *desk, uint16_t kind, const void *text, size_t n)
{
	struct draft_header h = {.how = DRAFT_FOR_DESK, .kind = kind};
	char path[DRAFT_PATH_ROOM];
	int r;

	if (n > DRAFT_TEXT_MAX)
		return DRAFT_TOO_BIG;
	if (draft_is_full(d))
		return DRAFT_FULL;
	randombytes_buf(h.id, sizeof h.id);
	path_of(path, d, h.id);
	r = write_for_desk(d, path, &h, desk, text, n);
	if (r == 0)
		draft_drop(d);
	return r;
}

int draft_park_code(
        char code[DRAFT_CODE_ROOM], uint8_t id[DRAFT_ID_BYTES], struct drafts *d, const void *text, size_t n)
{
	struct draft_header h = {.how = DRAFT_FOR_CODE};
	char plain[DRAFT_CODE_LETTERS + 1], path[DRAFT_PATH_ROOM];
	uint8_t key[DRAFT_KEY_BYTES];
	int r;

	if (n > DRAFT_TEXT_MAX)
		return DRAFT_TOO_BIG;
	if (draft_is_full(d))
		return DRAFT_FULL;
	draft_code_new(code);
	(void)draft_code_plain(plain, code);
	draft_code_key(key, h.id, plain);
	path_of(path, d, h.id);
	r = write_draft(d, path, &h, key, text, n);
	if (r)
		wipe(code, DRAFT_CODE_ROOM);
	memcpy(id, h.id, DRAFT_ID_BYTES);
	wipe(key, sizeof key);
	wipe(plain, sizeof plain);
	return r;
}

void draft_remove(struct drafts *d, const uint8_t id[DRAFT_ID_BYTES])
{
	char path[DRAFT_PATH_ROOM];

	path_of(path, d, id);
	draft_wipe_file(path);
}

/* ---- opening ----------------------------------------------------------------------------------------------- */

static int find(struct buf *file, struct draft_header *h, struct drafts *d, const uint8_t id[DRAFT_ID_BYTES])
{
	char path[DRAFT_PATH_ROOM];
	int r;

	path_of(path, d, id);
	r = read_file(file, h, path);
	if (r < 0)
		return sick(d, r);
	if (r == 0 && (memcmp(h->id, id, DRAFT_ID_BYTES) != 0))
		return DRAFT_BROKEN;
	return r == 0 && (file->len <= DRAFT_HEADER_BYTES || draft_is_dead(d, h)) ? DRAFT_EXPIRED : r;
}

int draft_open(struct buf *out, struct drafts *d, const uint8_t id[DRAFT_ID_BYTES], const struct key_secret *desk)
{
	uint8_t key[DRAFT_KEY_BYTES];
	struct draft_header h;
	AUTO_BUF file;
	int r;

	buf_init(&file, DRAFT_FILE_MAX);
	r = find(&file, &h, d, id);
	if (r)
		return r;
	if (h.how != DRAFT_FOR_DESK || memcmp(h.desk, key_public_part(desk)->id, KEY_ID_BYTES) != 0 ||
	        !key_unseal(key, desk, h.sealed, sizeof h.sealed))
		return DRAFT_BROKEN;
	r = draft_unseal(out, file.data, file.len, key);
	wipe(key, sizeof key);
	return r < 0 ? sick(d, r) : r;
}

int draft_open_code(struct buf *out, uint8_t id[DRAFT_ID_BYTES], struct drafts *d, const char *typed)
{
	char plain[DRAFT_CODE_LETTERS + 1];
	uint8_t key[DRAFT_KEY_BYTES];
	struct draft_header h;
	AUTO_BUF file;
	int r;

	buf_init(&file, DRAFT_FILE_MAX);
	if (!draft_code_plain(plain, typed))
		return DRAFT_NOT_THERE;
	draft_code_key(key, id, plain);
	wipe(plain, sizeof plain);
	r = find(&file, &h, d, id);
	if (r == 0 && h.how != DRAFT_FOR_CODE)
		r = DRAFT_BROKEN;
	if (r == 0)
		r = draft_unseal(out, file.data, file.len, key);
	wipe(key, sizeof key);
	return r < 0 ? sick(d, r) : r;
}

/* ---- a start ------------------------------------------------------------------------------------------------- */

/* What the power cut off becomes a draft of the desk, under its own id. */
static void take_up(struct drafts *d)
{
	char now[DRAFT_PATH_ROOM], path[DRAFT_PATH_ROOM];
	struct draft_header h;
	AUTO_BUF file;
	int r;

	buf_init(&file, DRAFT_FILE_MAX);
	path_now(now, d);
	r = read_file(&file, &h, now);
	if (r == DRAFT_NOT_THERE)
		return;
	if (r != 0) {
		log_warn(d->log, "a draft that the power cut off is not whole: it goes");
		draft_wipe_file(now);
		return;
	}
	path_of(path, d, h.id);
	if (rename(now, path) < 0)
		log_surprise(d->log, LOG_MODULE, err_new(errno, "a draft can not be taken up: %s", strerror(errno)));
	else if (dir_sync(d->folder) < 0)
		log_error(d->log, "%s", err_why());
}

int drafts_open(struct drafts **out, const char *data, const struct clock *clock, const struct log *log)
{
	struct drafts *d = calloc(1, sizeof *d);
	int e;

	if (!d || sodium_init() < 0) {
		free(d);
		return err_new(ENOMEM, "no memory for drafts");
	}
	d->clock = clock;
	d->log = log;
	e = path_join(d->folder, sizeof d->folder, data, "drafts");
	if (e == 0)
		e = dir_make(d->folder, 0700);
	if (e) {
		free(d);
		return err_up(e);
	}
	draft_sweep(d);
	take_up(d);
	drafts_expire(d);
	*out = d;
	return 0;
}

void drafts_close(struct drafts *d)
{
	free(d);
}
