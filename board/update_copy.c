#include "board/update_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/update.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

enum { PIECE = 256 * 1024 };

struct copying {
	int in, out;
	int64_t size;
	void (*progress)(void *me, int percent);
	void *me;
	char *why;
};

static int say(struct copying *c, int outcome, const char *sentence)
{
	(void)text_copy(c->why, UPDATE_COPY_WHY_MAX + 1, sentence);
	return outcome;
}

static int put(struct copying *c, const uint8_t *bytes, size_t n)
{
	int e = fault("copy.write", ENOSPC);

	if (e == 0)
		e = write_all(c->out, bytes, n);
	if (e == -ENOSPC || e == -EDQUOT)
		return say(
		        c, UPDATE_NO_SPACE, "the data partition is full; send what waits to the hub, then try again");
	return e ? err_new(-e, "the copy of the bundle can not be written: %s", strerror(-e)) : 0;
}

static int pour(struct copying *c)
{
	static const char pulled[] = "the stick could not be read to the end of the bundle: put it in again";
	uint8_t piece[PIECE];
	int64_t done = 0;

	while (done < c->size) {
		ssize_t n = fault("copy.read", EIO) ? -1 : read(c->in, piece, sizeof piece);
		int r;

		if (n <= 0)
			return say(c, UPDATE_DAMAGED, pulled);
		r = put(c, piece, (size_t)n);
		if (r)
			return r;
		done += n;
		if (done > c->size)
			return say(c, UPDATE_DAMAGED, "the bundle on the stick changed while it was read");
		if (c->progress)
			c->progress(c->me, (int)(done * 100 / c->size));
	}
	return fault("copy.sync", EIO) || fsync(c->out) < 0 ? err_new(EIO, "the copy of the bundle can not be synced")
	                                                    : 0;
}

/* The source is a file of a size that a bundle has, and there is room for it. */
static int look(struct copying *c, const char *to)
{
	char folder[PATH_MAX];
	struct stat st;
	int64_t room;

	if (fstat(c->in, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size < 1 ||
	        st.st_size > (int64_t)UPDATE_BUNDLE_MAX_MIB << 20)
		return say(c, UPDATE_UNREADABLE, "what lies on the stick is no file of a bundle's size");
	c->size = st.st_size;
	(void)text_copy(folder, sizeof folder, to);
	room = disk_free(dirname(folder));
	if (room < 0)
		return err_up((int)room);
	if (room < c->size + ((int64_t)UPDATE_COPY_RESERVE_MIB << 20))
		return say(c, UPDATE_NO_SPACE,
		        "there is no room for the bundle on the data partition; send what waits to the hub, then try again");
	return 0;
}

int update_copy(const char *to, const char *from, void (*progress)(void *me, int percent), void *me,
        char why[UPDATE_COPY_WHY_MAX + 1])
{
	struct copying c = {.out = -1, .progress = progress, .me = me, .why = why};
	int r;

	update_copy_drop(to);
	c.in = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (c.in < 0)
		return say(&c, UPDATE_UNREADABLE, "the bundle on the stick can not be opened");
	r = look(&c, to);
	if (r == 0) {
		c.out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		r = c.out < 0 ? err_new(errno, "%s can not be made: %s", to, strerror(errno)) : pour(&c);
	}
	(void)close(c.in);
	if (c.out >= 0)
		(void)close(c.out);
	if (r)
		update_copy_drop(to);
	return r < 0 ? err_up(r) : r;
}

void update_copy_drop(const char *to)
{
	(void)unlink(to);
}
