/* draft_list - which drafts there are, how old they are, and how one goes. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/draft_inside.h"
#include "store/floor.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "draft"

/* Overwritten, on the disk, and only then without a name: a name that comes back after a power cut names nothing. */
void draft_wipe_file(const char *path)
{
	static const uint8_t nothing[DRAFT_BUCKET];
	struct stat st;
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0)
		for (off_t at = 0; at < st.st_size; at += DRAFT_BUCKET)
			if (pwrite(fd, nothing,
			            (size_t)(st.st_size - at < DRAFT_BUCKET ? st.st_size - at : DRAFT_BUCKET), at) < 0)
				break;
	(void)fdatasync(fd);
	(void)close(fd);
	(void)fault("draft.unlink", EIO);
	(void)unlink(path);
}

/* ---- age ---------------------------------------------------------------------------------------------- */

static int place_of(const struct drafts *d, const uint8_t id[DRAFT_ID_BYTES])
{
	for (int i = 0; i < d->n_known; i++)
		if (memcmp(d->known[i].id, id, DRAFT_ID_BYTES) == 0)
			return i;
	return -1;
}

void draft_know(struct drafts *d, const uint8_t id[DRAFT_ID_BYTES])
{
	if (place_of(d, id) >= 0)
		return;
	if (d->n_known == DRAFTS_KNOWN)
		memmove(d->known, d->known + 1, (size_t)--d->n_known * sizeof *d->known);
	memcpy(d->known[d->n_known].id, id, DRAFT_ID_BYTES);
	d->known[d->n_known++].since_ms = clock_mono_ms(d->clock);
}

/* A clock that was never set, or lost some hours with the power, kills nothing; one that lost a day does. And whatever it
 * says: a day of this program's own time is a day. */
bool draft_is_dead(const struct drafts *d, const struct draft_header *h)
{
	int64_t age = clock_wall_ms(d->clock) - h->made_ms;
	int at = place_of(d, h->id);

	if (at >= 0 && clock_mono_ms(d->clock) - d->known[at].since_ms >= DRAFT_LIFE_MS)
		return true;
	return clock_wall_ms(d->clock) >= FLOOR_BUILT_FOR_MS && (age >= DRAFT_LIFE_MS || age <= -DRAFT_LIFE_MS);
}

/* Its text goes, its header stays for a while: whoever comes back with the code is told why it does not open. */
static void bury(const struct drafts *d, const char *path, const struct draft_header *h)
{
	uint8_t header[DRAFT_HEADER_BYTES];
	struct draft_header told = *h;
	int e;

	memset(told.sealed, 0, sizeof told.sealed);
	draft_header_put(header, &told);
	draft_wipe_file(path);
	e = file_replace(path, header, sizeof header, 0600);
	if (e)
		log_surprise(d->log, LOG_MODULE, e);
}

static bool is_name(const struct dirent *entry)
{
	uint8_t id[DRAFT_ID_BYTES];

	return strlen(entry->d_name) == DRAFT_NAME_HEX && hex_take(id, DRAFT_ID_BYTES, entry->d_name);
}

static int only_drafts(const struct dirent *entry)
{
	return is_name(entry);
}

typedef void draft_each(void *me, struct drafts *d, const char *path, const struct draft_header *h, size_t n);

/* Each file that is one; what is none of ours (cut off, overwritten) goes. */
static void each(struct drafts *d, draft_each *fn, void *me)
{
	struct dirent **list = NULL;
	int n = scandir(d->folder, &list, only_drafts, alphasort);

	for (int i = 0; i < n; i++) {
		char path[DRAFT_PATH_ROOM + 300];
		uint8_t head[DRAFT_HEADER_BYTES];
		struct draft_header h;
		struct stat st = {0};
		ssize_t got = -1;
		int fd;

		(void)snprintf(path, sizeof path, "%s/%s", d->folder, list[i]->d_name);
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		if (fd >= 0 && fstat(fd, &st) == 0)
			got = read(fd, head, sizeof head);
		if (fd >= 0)
			(void)close(fd);
		if (got == (ssize_t)sizeof head && draft_header_take(&h, head, sizeof head))
			fn(me, d, path, &h, (size_t)st.st_size);
		else if (fd >= 0)
			(void)unlink(path);
		free(list[i]);
	}
	free(list);
}

static void expire_one(void *me, struct drafts *d, const char *path, const struct draft_header *h, size_t n)
{
	int64_t age = clock_wall_ms(d->clock) - h->made_ms;

	(void)me;
	draft_know(d, h->id);
	if (n > DRAFT_HEADER_BYTES && draft_is_dead(d, h))
		bury(d, path, h);
	else if (n <= DRAFT_HEADER_BYTES && age >= DRAFT_TOLD_MS)
		(void)unlink(path);
}

void drafts_expire(struct drafts *d)
{
	each(d, expire_one, NULL);
}

struct listing {
	struct draft_row *rows;
	int n, most, gone, all;
	enum draft_how how;
};

/* Newest first: each goes in before the first that is older. */
static void list_one(void *me, struct drafts *d, const char *path, const struct draft_header *h, size_t n)
{
	struct listing *l = me;
	int at = 0;

	(void)path;
	if (n <= DRAFT_HEADER_BYTES || draft_is_dead(d, h)) {
		l->gone += h->how == l->how;
		return;
	}
	l->all++;
	if (h->how != l->how)
		return;
	while (at < l->n && l->rows[at].made_ms >= h->made_ms)
		at++;
	if (at >= l->most)
		return;
	l->n += l->n < l->most;
	for (int i = l->n - 1; i > at; i--)
		l->rows[i] = l->rows[i - 1];
	l->rows[at] = (struct draft_row){.made_ms = h->made_ms, .kind = h->kind, .was_cut = h->was_cut};
	memcpy(l->rows[at].id, h->id, DRAFT_ID_BYTES);
}

int drafts_list(struct draft_row *out, int most, struct drafts *d, enum draft_how how)
{
	struct listing l = {.rows = out, .most = most, .how = how};

	each(d, list_one, &l);
	return l.n;
}

int drafts_gone(struct drafts *d)
{
	struct listing l = {.how = DRAFT_FOR_DESK};

	each(d, list_one, &l);
	return l.gone;
}

bool draft_is_full(struct drafts *d)
{
	struct listing l = {.how = DRAFT_FOR_DESK};

	each(d, list_one, &l);
	return l.all >= DRAFTS_MOST;
}

static int only_others(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && !is_name(entry) && !text_is(entry->d_name, DRAFT_UNDER_WAY);
}

/* What a power cut left of writing: half a file, sealed, that nobody would ever let go of. */
void draft_sweep(struct drafts *d)
{
	struct dirent **list = NULL;
	int n = scandir(d->folder, &list, only_others, alphasort);

	for (int i = 0; i < n; i++) {
		char path[DRAFT_PATH_ROOM + 300];

		(void)snprintf(path, sizeof path, "%s/%s", d->folder, list[i]->d_name);
		draft_wipe_file(path);
		free(list[i]);
	}
	free(list);
}
