#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "store_crashvfs.h"

enum { SECTOR = 512, FILES_MOST = 16 };

/* One write or, with data NULL, one truncation to `at`. */
struct pending {
	struct pending *next;
	uint8_t *data;
	int64_t at;
	int n;
};

struct crash_file {
	sqlite3_file base;
	sqlite3_file *real; /* holds only what was synced */
	uint8_t *view; /* what the program sees */
	int64_t size, cap;
	struct pending *first, **last;
	char name[512];
	bool ghosts; /* what is read here is not what is on the disk */
};

/* A test's own state: one power supply a process. */
static struct {
	sqlite3_vfs vfs, *real;
	uint64_t cut, done, random;
	struct crash_file *files[FILES_MOST];
	int fail_sync;
	/* What the kernel still holds of a closed file whose sync failed. */
	struct {
		char name[512];
		uint8_t *view;
		int64_t size;
	} cache[FILES_MOST];
} power;

static void land(struct crash_file *f, const struct pending *p, int from, int n)
{
	if (f->real->pMethods->xWrite(f->real, p->data + from, n, p->at + from) != SQLITE_OK)
		abort();
}

/* Whole, not at all, or sector by sector. */
static void land_perhaps(struct crash_file *f, const struct pending *p)
{
	unsigned coin = test_random(&power.random) % 3;

	if (coin == 0)
		return;
	if (!p->data) {
		f->real->pMethods->xTruncate(f->real, p->at);
		return;
	}
	for (int from = 0; from < p->n;) {
		/* Sectors are where the disk has them, not where the write began. */
		int n = SECTOR - (int)((p->at + from) % SECTOR);

		if (n > p->n - from)
			n = p->n - from;
		if (coin == 1 || test_random(&power.random) % 2)
			land(f, p, from, n);
		from += n;
	}
}

_Noreturn static void lights_out(void)
{
	for (int i = 0; i < FILES_MOST; i++)
		for (const struct pending *p = power.files[i] ? power.files[i]->first : NULL; p; p = p->next)
			land_perhaps(power.files[i], p);
	_exit(CRASH_EXIT);
}

static void operation(void)
{
	if (++power.done == power.cut)
		lights_out();
}

/* ---- one file ---------------------------------------------------------------- */

static struct crash_file *of(sqlite3_file *file)
{
	return (struct crash_file *)file;
}

static void drop_pending(struct crash_file *f)
{
	while (f->first) {
		struct pending *p = f->first;

		f->first = p->next;
		free(p->data);
		free(p);
	}
	f->last = &f->first;
}

static void cache_put(struct crash_file *f)
{
	int i = 0;

	while (i < FILES_MOST && power.cache[i].view)
		i++;
	assert(i < FILES_MOST);
	snprintf(power.cache[i].name, sizeof power.cache[i].name, "%s", f->name);
	power.cache[i].view = f->view;
	power.cache[i].size = f->size;
}

/* True when the kernel still held the file. */
static bool cache_take(struct crash_file *f)
{
	for (int i = 0; i < FILES_MOST; i++) {
		if (!power.cache[i].view || strcmp(power.cache[i].name, f->name) != 0)
			continue;
		f->view = power.cache[i].view;
		f->size = f->cap = power.cache[i].size;
		f->ghosts = true;
		power.cache[i].view = NULL;
		return true;
	}
	return false;
}

static int file_close(sqlite3_file *file)
{
	struct crash_file *f = of(file);

	/* A closed file is still unsynced: the kernel keeps it, and here it is as good as written. */
	for (struct pending *p = f->first; p; p = p->next) {
		if (p->data)
			land(f, p, 0, p->n);
		else
			f->real->pMethods->xTruncate(f->real, p->at);
	}
	drop_pending(f);
	for (int i = 0; i < FILES_MOST; i++)
		if (power.files[i] == f)
			power.files[i] = NULL;
	if (f->ghosts)
		cache_put(f);
	else
		free(f->view);
	f->real->pMethods->xClose(f->real);
	free(f->real);
	return SQLITE_OK;
}

static int file_read_at(sqlite3_file *file, void *out, int n, sqlite3_int64 at)
{
	const struct crash_file *f = of(file);
	int64_t have = f->size > at ? f->size - at : 0;

	if (have > n)
		have = n;
	if (have)
		memcpy(out, f->view + at, (size_t)have);
	memset((char *)out + have, 0, (size_t)(n - have));
	return have == n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static void view_grow(struct crash_file *f, int64_t size)
{
	if (size > f->cap) {
		int64_t cap = size * 2;

		f->view = realloc(f->view, (size_t)cap);
		assert(f->view);
		memset(f->view + f->cap, 0, (size_t)(cap - f->cap));
		f->cap = cap;
	}
	if (size > f->size)
		f->size = size;
}

static void note(struct crash_file *f, const void *data, int n, int64_t at)
{
	struct pending *p = calloc(1, sizeof *p);

	assert(p);
	p->at = at;
	p->n = n;
	if (data) {
		p->data = malloc((size_t)n);
		assert(p->data);
		memcpy(p->data, data, (size_t)n);
	}
	*f->last = p;
	f->last = &p->next;
}

static int file_write_at(sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
	struct crash_file *f = of(file);

	note(f, data, n, at);
	view_grow(f, at + n);
	memcpy(f->view + at, data, (size_t)n);
	operation();
	return SQLITE_OK;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct crash_file *f = of(file);

	note(f, NULL, 0, size);
	if (size < f->size) {
		memset(f->view + size, 0, (size_t)(f->size - size));
		f->size = size;
	}
	operation();
	return SQLITE_OK;
}

static int file_sync(sqlite3_file *file, int flags)
{
	struct crash_file *f = of(file);

	(void)flags;
	if (power.fail_sync && --power.fail_sync == 0) {
		drop_pending(f);
		f->ghosts = true;
		return SQLITE_IOERR_FSYNC;
	}
	operation(); /* the plug may go before the disk has done it */
	for (const struct pending *p = f->first; p; p = p->next) {
		if (p->data)
			land(f, p, 0, p->n);
		else
			f->real->pMethods->xTruncate(f->real, p->at);
	}
	drop_pending(f);
	operation(); /* or just after */
	return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *out)
{
	*out = of(file)->size;
	return SQLITE_OK;
}

#define FORWARD(name, args, call)                                                                                      \
	static int name args                                                                                           \
	{                                                                                                              \
		sqlite3_file *real = of(file)->real;                                                                   \
                                                                                                                       \
		return real->pMethods->call;                                                                           \
	}

FORWARD(file_lock, (sqlite3_file * file, int level), xLock(real, level))
FORWARD(file_unlock, (sqlite3_file * file, int level), xUnlock(real, level))
FORWARD(file_reserved, (sqlite3_file * file, int *out), xCheckReservedLock(real, out))
FORWARD(file_control, (sqlite3_file * file, int op, void *arg), xFileControl(real, op, arg))
FORWARD(file_sector, (sqlite3_file * file), xSectorSize(real))
FORWARD(file_traits, (sqlite3_file * file), xDeviceCharacteristics(real))
FORWARD(shm_map, (sqlite3_file * file, int page, int size, int extend, void volatile **out),
        xShmMap(real, page, size, extend, out))
FORWARD(shm_lock, (sqlite3_file * file, int at, int n, int flags), xShmLock(real, at, n, flags))
FORWARD(shm_unmap, (sqlite3_file * file, int unlink_it), xShmUnmap(real, unlink_it))

static void shm_barrier(sqlite3_file *file)
{
	of(file)->real->pMethods->xShmBarrier(of(file)->real);
}

static const sqlite3_io_methods methods = {
        .iVersion = 2,
        .xClose = file_close,
        .xRead = file_read_at,
        .xWrite = file_write_at,
        .xTruncate = file_truncate,
        .xSync = file_sync,
        .xFileSize = file_size,
        .xLock = file_lock,
        .xUnlock = file_unlock,
        .xCheckReservedLock = file_reserved,
        .xFileControl = file_control,
        .xSectorSize = file_sector,
        .xDeviceCharacteristics = file_traits,
        .xShmMap = shm_map,
        .xShmLock = shm_lock,
        .xShmBarrier = shm_barrier,
        .xShmUnmap = shm_unmap,
};

static void keep(struct crash_file *f)
{
	for (int i = 0; i < FILES_MOST; i++) {
		if (!power.files[i]) {
			power.files[i] = f;
			return;
		}
	}
	abort();
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	struct crash_file *f = of(file);
	sqlite3_int64 size = 0;
	int rc;

	(void)vfs;
	memset(f, 0, sizeof *f);
	f->last = &f->first;
	f->real = calloc(1, (size_t)power.real->szOsFile);
	assert(f->real);
	rc = power.real->xOpen(power.real, name, f->real, flags, out_flags);
	if (rc != SQLITE_OK) {
		free(f->real);
		return rc;
	}
	f->real->pMethods->xFileSize(f->real, &size);
	snprintf(f->name, sizeof f->name, "%s", name ? name : "");
	f->base.pMethods = &methods;
	keep(f);
	if (cache_take(f))
		return SQLITE_OK;
	view_grow(f, size);
	if (size)
		f->real->pMethods->xRead(f->real, f->view, (int)size, 0);
	return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_dir)
{
	(void)vfs;
	operation();
	return power.real->xDelete(power.real, name, sync_dir);
}

void crash_vfs_arm(uint64_t cut, uint64_t seed)
{
	power.real = sqlite3_vfs_find(NULL);
	power.vfs = *power.real;
	power.vfs.zName = "crash";
	power.vfs.szOsFile = sizeof(struct crash_file);
	power.vfs.xOpen = vfs_open;
	power.vfs.xDelete = vfs_delete;
	power.cut = cut;
	power.random = seed * 1000003 + cut;
	power.done = 0;
	sqlite3_vfs_register(&power.vfs, 0);
}

void crash_vfs_fail_sync(int nth)
{
	power.fail_sync = nth;
}

void crash_vfs_now(void)
{
	lights_out();
}

uint64_t crash_vfs_operations(void)
{
	return power.done;
}
