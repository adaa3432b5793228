/* blocklog - the log of dm-log-writes and blklogwrites, every size checked before it is used */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/vm/blocklog.h"

enum { SECTOR_LEAST = 512, SECTOR_MOST = 4096, VERSION = 1, SUPER_BYTES = 28, HEAD_BYTES = 32, FIRST_ROOM = 1024 };
static const uint64_t magic = 0x6a736677736872, gib = 1ULL << 30;

static uint64_t u64_at(const uint8_t *at)
{
	uint64_t v;

	memcpy(&v, at, sizeof v);
	return le64toh(v);
}

static uint32_t u32_at(const uint8_t *at)
{
	uint32_t v;

	memcpy(&v, at, sizeof v);
	return le32toh(v);
}

static int read_super(uint64_t *n, uint32_t *sector, int fd)
{
	uint8_t super[SUPER_BYTES];

	if (pread(fd, super, sizeof super, 0) != (ssize_t)sizeof super)
		return err_new(EPROTO, "the block log is shorter than its first sector");
	if (u64_at(super) != magic || u64_at(super + 8) != VERSION)
		return err_new(EPROTO, "this is no block log of version %d", VERSION);
	*n = u64_at(super + 16);
	*sector = u32_at(super + 24);
	if (*n > BLOCKLOG_MOST)
		return err_new(
		        EFBIG, "the block log has %" PRIu64 " entries, at most %d can be read", *n, (int)BLOCKLOG_MOST);
	if (*sector < SECTOR_LEAST || *sector > SECTOR_MOST || (*sector & (*sector - 1)))
		return err_new(EPROTO, "the block log has sectors of %" PRIu32 " bytes", *sector);
	return 0;
}

/* Where the entry's data would end in the log, and whether it writes at all. */
static int place(struct blocklog_entry *e, const struct blocklog *log, const uint8_t *head, uint64_t at)
{
	uint64_t first = u64_at(head), sectors = u64_at(head + 8), most = log->disk_bytes / log->sector;

	e->flags = (uint32_t)u64_at(head + 16);
	e->data_at = at + log->sector;
	e->to = e->bytes = 0;
	if (e->flags & BLOCKLOG_MARK)
		return u64_at(head + 24) <= log->sector - HEAD_BYTES ? 0 : -1;
	if (sectors == 0)
		return 0;
	if (first >= most || sectors > most - first)
		return -1;
	e->to = first * log->sector;
	e->bytes = sectors * log->sector;
	return 0;
}

static bool has_data(const struct blocklog_entry *e)
{
	return e->bytes > 0 && !(e->flags & BLOCKLOG_DISCARD);
}

static int more_room(struct blocklog *log, size_t *room)
{
	size_t wanted = *room ? *room * 2 : FIRST_ROOM;
	struct blocklog_entry *more = realloc(log->entry, wanted * sizeof *more);

	if (!more)
		return err_new(ENOMEM, "no memory for a block log of %zu entries", wanted);
	log->entry = more;
	*room = wanted;
	return 0;
}

static int read_entries(struct blocklog *log, uint64_t n, uint64_t log_bytes)
{
	uint8_t head[HEAD_BYTES];
	uint64_t at = log->sector;
	size_t room = 0;

	while (log->n < n) {
		struct blocklog_entry *e;

		if (log->n == room) {
			int r = more_room(log, &room);

			if (r)
				return err_up(r);
		}
		e = &log->entry[log->n];
		/* A head that is cut off, or a hole where the machine was stopped in the middle of its last writes. */
		if (at > log_bytes || log_bytes - at < log->sector ||
		        pread(log->fd, head, sizeof head, (off_t)at) != (ssize_t)sizeof head)
			return err_new(EPROTO, "entry %zu of the block log is cut off", log->n);
		if (place(e, log, head, at))
			return err_new(EPROTO, "entry %zu of the block log passes the end of the disk", log->n);
		at = e->data_at + (has_data(e) ? e->bytes : 0);
		if (at > log_bytes)
			return err_new(EPROTO, "the data of entry %zu passes the end of the block log", log->n);
		log->n++;
	}
	return 0;
}

int blocklog_open(struct blocklog *out, const char *path, uint64_t disk_bytes)
{
	struct blocklog log = {.fd = -1, .disk_bytes = disk_bytes};
	struct stat st;
	uint64_t n = 0;
	int e;

	if (disk_bytes < SECTOR_LEAST || disk_bytes > BLOCKLOG_DISK_MOST_GIB * gib)
		return err_new(EINVAL, "a disk of %" PRIu64 " bytes is none that can be replayed", disk_bytes);
	log.fd = open(path, O_RDONLY | O_CLOEXEC);
	if (log.fd < 0)
		return err_new(errno, "%s can not be read", path);
	e = fstat(log.fd, &st) ? err_new(errno, "%s has no size", path) : read_super(&n, &log.sector, log.fd);
	if (e == 0)
		e = read_entries(&log, n, (uint64_t)st.st_size);
	if (e) {
		blocklog_close(&log);
		return err_up(e);
	}
	*out = log;
	return 0;
}

void blocklog_close(struct blocklog *log)
{
	if (log->fd >= 0)
		(void)close(log->fd);
	free(log->entry);
	*log = (struct blocklog){.fd = -1};
}

int blocklog_count(size_t *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), e;
	uint32_t sector;
	uint64_t n;

	if (fd < 0)
		return err_new(errno, "%s can not be read", path);
	e = read_super(&n, &sector, fd);
	(void)close(fd);
	if (e == 0)
		*out = (size_t)n;
	return err_up(e);
}

int blocklog_data(uint8_t *out, const struct blocklog *log, size_t entry, uint64_t skip, size_t n)
{
	const struct blocklog_entry *e = &log->entry[entry];

	if (!has_data(e)) {
		memset(out, 0, n);
		return 0;
	}
	return pread(log->fd, out, n, (off_t)(e->data_at + skip)) == (ssize_t)n
	               ? 0
	               : err_new(EIO, "the data of entry %zu can not be read", entry);
}
