#include "sync_stick_twin.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "harness.h"
#include "sys/text.h"

static struct twin_file *file_in(struct twin_file *files, const char *name)
{
	for (int i = 0; i < TWIN_FILES; i++)
		if (files[i].bytes && strcasecmp(files[i].name, name) == 0)
			return &files[i];
	return NULL;
}

static void remove_in(struct twin_file *files, const char *name)
{
	struct twin_file *f = file_in(files, name);

	if (!f)
		return;
	free(f->bytes);
	*f = (struct twin_file){0};
}

static void put_in(struct twin_file *files, const char *name, const void *bytes, size_t n)
{
	remove_in(files, name);
	for (int i = 0; i < TWIN_FILES; i++) {
		if (files[i].bytes)
			continue;
		CHECK((files[i].bytes = malloc(n + 1)) != NULL);
		if (n > 0)
			memcpy(files[i].bytes, bytes, n);
		files[i].n = n;
		CHECK(text_copy(files[i].name, sizeof files[i].name, name));
		return;
	}
	test_fail(__FILE__, __LINE__, "the twin holds no more files");
}

static void rename_in(struct twin_file *files, const char *from, const char *to)
{
	struct twin_file *f = file_in(files, from);

	if (!f)
		return;
	remove_in(files, to);
	CHECK(text_copy(f->name, sizeof f->name, to));
}

/* Unsynced bytes: a part of them, and what the medium had there before. */
static void tear(const struct stick_twin *t, struct twin_change *c, uint64_t *coin)
{
	(void)t;
	for (size_t at = 0; at < c->n; at += 512)
		if (test_random(coin) % 2)
			memset(c->bytes + at, 0xa5, c->n - at < 512 ? c->n - at : 512);
	if (test_random(coin) % 2)
		c->n = test_random(coin) % (c->n + 1);
}

static void land(struct stick_twin *t, const struct twin_change *c)
{
	if (c->what == TWIN_WRITE)
		put_in(t->medium, c->name, c->bytes, c->n);
	else if (c->what == TWIN_RENAME)
		rename_in(t->medium, c->name, c->to);
	else
		remove_in(t->medium, c->name);
}

static void forget_changes(struct stick_twin *t)
{
	for (size_t i = 0; i < t->n_changes; i++)
		free(t->changes[i].bytes);
	t->n_changes = 0;
}

void stick_twin_out(struct stick_twin *t)
{
	uint64_t coin = t->seed;

	for (size_t i = 0; !t->gone && i < t->n_changes; i++) {
		if (test_random(&coin) % 2)
			continue;
		if (t->changes[i].what == TWIN_WRITE && !t->changes[i].synced)
			tear(t, &t->changes[i], &coin);
		land(t, &t->changes[i]);
	}
	forget_changes(t);
	t->gone = true;
}

void stick_twin_in(struct stick_twin *t)
{
	if (!t->gone)
		stick_twin_out(t);
	for (int i = 0; i < TWIN_FILES; i++) {
		free(t->now[i].bytes);
		t->now[i] = (struct twin_file){0};
	}
	for (int i = 0; i < TWIN_FILES; i++)
		if (t->medium[i].bytes)
			put_in(t->now, t->medium[i].name, t->medium[i].bytes, t->medium[i].n);
	t->gone = false;
	t->cut = t->operations = 0;
}

/* What changes something is refused by a stick whose lock is closed. */
static int locked(const struct stick_twin *t)
{
	return t->locked ? err_new(EROFS, "the stick is locked against writing") : 0;
}

/* 0, or the surprise of a stick that is not there any more. */
static int operation(struct stick_twin *t)
{
	if (!t->gone && ++t->operations == t->cut)
		stick_twin_out(t);
	return t->gone ? err_new(ENODEV, "the stick was pulled out") : 0;
}

static struct twin_change *change(struct stick_twin *t, int what, const char *name)
{
	struct twin_change *c;

	if (t->gone)
		forget_changes(t);
	CHECK(t->n_changes < TWIN_CHANGES);
	c = &t->changes[t->n_changes++];
	*c = (struct twin_change){.what = what};
	CHECK(text_copy(c->name, sizeof c->name, name));
	return c;
}

static int twin_each(void *me, const char *dir, stick_entry_fn *fn, void *who)
{
	struct stick_twin *t = me;
	int r = operation(t);

	(void)dir;
	for (int i = 0; r == 0 && i < TWIN_FILES; i++) {
		struct stick_entry e = {.bytes = (int64_t)t->now[i].n};

		if (!t->now[i].bytes)
			continue;
		CHECK(text_copy(e.name, sizeof e.name, t->now[i].name));
		r = fn(who, &e);
	}
	return r;
}

static int twin_read(void *me, struct buf *out, const char *dir, const char *name, bool fresh)
{
	struct stick_twin *t = me;
	const struct twin_file *f;
	int r = operation(t);

	(void)dir;
	if (r)
		return r;
	if (!(f = file_in(t->now, name)))
		return STICK_NO_FILE;
	if (t->lies && fresh && f->n > 0)
		f->bytes[f->n / 2] ^= 1;
	buf_add(out, f->bytes, f->n);
	return out->failed ? err_new(EFBIG, "%s is too large", name) : 0;
}

static int twin_write(void *me, const char *dir, const char *name, const void *bytes, size_t n)
{
	struct stick_twin *t = me;
	struct twin_change *c;
	int r;

	(void)dir;
	if ((r = locked(t)))
		return r;
	c = change(t, TWIN_WRITE, name); /* the cut may fall into the writing */
	CHECK((c->bytes = malloc(n + 1)) != NULL);
	if (n > 0)
		memcpy(c->bytes, bytes, n);
	c->n = n;
	if ((r = operation(t)))
		return r;
	t->space -= (int64_t)n;
	if (t->space < 0)
		return err_new(ENOSPC, "no space is left on the stick");
	put_in(t->now, name, bytes, n);
	return 0;
}

static int twin_sync(void *me, const char *dir, const char *name)
{
	struct stick_twin *t = me;
	int r = operation(t);

	(void)dir;
	for (size_t i = 0; r == 0 && i < t->n_changes; i++)
		if (t->changes[i].what == TWIN_WRITE && text_is(t->changes[i].name, name))
			t->changes[i].synced = true;
	return r;
}

static int twin_rename(void *me, const char *dir, const char *from, const char *to)
{
	struct stick_twin *t = me;
	struct twin_change *c = change(t, TWIN_RENAME, from);
	int r;

	(void)dir;
	CHECK(text_copy(c->to, sizeof c->to, to));
	if ((r = operation(t)))
		return r;
	rename_in(t->now, from, to);
	return 0;
}

/* Names are on the medium now; bytes that nobody synced may still be torn. */
static int twin_sync_dir(void *me, const char *dir)
{
	struct stick_twin *t = me;
	uint64_t coin = t->seed + 1;
	int r = operation(t);

	(void)dir;
	if (r)
		return r;
	for (size_t i = 0; i < t->n_changes; i++) {
		if (t->changes[i].what == TWIN_WRITE && !t->changes[i].synced)
			tear(t, &t->changes[i], &coin);
		land(t, &t->changes[i]);
	}
	forget_changes(t);
	return 0;
}

static int twin_unlink(void *me, const char *dir, const char *name)
{
	struct stick_twin *t = me;
	int r;

	(void)dir;
	if (file_in(t->now, name) && (r = locked(t)))
		return r;
	(void)change(t, TWIN_UNLINK, name);
	if ((r = operation(t)))
		return r;
	remove_in(t->now, name);
	return 0;
}

static int64_t twin_space(void *me, const char *dir)
{
	struct stick_twin *t = me;
	int r = operation(t);

	(void)dir;
	return r ? r : t->space;
}

void stick_twin_init(struct stick_twin *t)
{
	*t = (struct stick_twin){.space = 1 << 30, .seed = 1};
}

void stick_twin_fini(struct stick_twin *t)
{
	forget_changes(t);
	for (int i = 0; i < TWIN_FILES; i++) {
		free(t->now[i].bytes);
		free(t->medium[i].bytes);
	}
}

void stick_twin_disk(struct stick_disk *out, struct stick_twin *t)
{
	*out = (struct stick_disk){.each = twin_each,
	        .read = twin_read,
	        .write = twin_write,
	        .sync = twin_sync,
	        .rename = twin_rename,
	        .sync_dir = twin_sync_dir,
	        .unlink = twin_unlink,
	        .space = twin_space,
	        .me = t};
}

struct twin_file *stick_twin_find(struct stick_twin *t, const char *name)
{
	return file_in(t->now, name);
}

void stick_twin_put(struct stick_twin *t, const char *name, const void *bytes, size_t n)
{
	put_in(t->now, name, bytes, n);
	put_in(t->medium, name, bytes, n);
}

size_t stick_twin_count(const struct stick_twin *t, const char *ending)
{
	size_t n = 0;

	for (int i = 0; i < TWIN_FILES; i++)
		n += t->now[i].bytes && text_ends(t->now[i].name, ending);
	return n;
}
