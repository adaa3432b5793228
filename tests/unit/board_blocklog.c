/* board_blocklog - block logs made by hand */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "board_blocklog.h"
#include "sys/file.h"

enum { LOG_MOST = 32 << 20 };
static const uint64_t magic = 0x6a736677736872;

void made_init(struct made_log *m, uint32_t sector)
{
	*m = (struct made_log){.sector = sector};
	buf_init(&m->bytes, LOG_MOST);
	buf_zero(&m->bytes, sector); /* the superblock's place */
}

void made_fini(struct made_log *m)
{
	buf_fini(&m->bytes);
}

static void head(struct made_log *m, uint64_t first, uint64_t sectors, uint64_t flags, uint64_t bytes)
{
	buf_u64(&m->bytes, first);
	buf_u64(&m->bytes, sectors);
	buf_u64(&m->bytes, flags);
	buf_u64(&m->bytes, bytes);
	buf_zero(&m->bytes, m->sector - 32);
	m->n++;
}

void made_write(struct made_log *m, uint64_t first, uint64_t sectors, uint64_t flags, uint8_t value)
{
	head(m, first, sectors, flags, 0);
	for (uint64_t i = 0; i < sectors * m->sector; i++)
		buf_char(&m->bytes, (char)value);
}

void made_flush(struct made_log *m)
{
	head(m, 0, 0, BLOCKLOG_FLUSH, 0);
}

void made_discard(struct made_log *m, uint64_t first, uint64_t sectors)
{
	head(m, first, sectors, BLOCKLOG_DISCARD, 0);
}

void made_mark(struct made_log *m, uint64_t bytes)
{
	head(m, 0, 0, BLOCKLOG_MARK, bytes);
}

void made_save(const struct made_log *m, uint64_t n)
{
	struct buf super;
	int fd = open("log", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	buf_init(&super, 64);
	buf_u64(&super, magic);
	buf_u64(&super, 1);
	buf_u64(&super, n);
	buf_u32(&super, m->sector);
	CHECK_OK(buf_done(&m->bytes));
	CHECK(fd >= 0);
	CHECK_OK(write_all(fd, m->bytes.data, m->bytes.len));
	CHECK(pwrite(fd, super.data, super.len, 0) == (ssize_t)super.len);
	(void)close(fd);
	buf_fini(&super);
}

void made_disk(size_t sectors, uint8_t value)
{
	struct buf b;

	buf_init(&b, LOG_MOST);
	for (size_t i = 0; i < sectors * 512; i++)
		buf_char(&b, (char)value);
	CHECK_OK(buf_done(&b));
	CHECK_OK(file_replace("disk", b.data, b.len, 0600));
	buf_fini(&b);
}

uint8_t sector_of(const char *path, size_t sector)
{
	uint8_t got[512];
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	CHECK(fd >= 0);
	CHECK_INT(pread(fd, got, sizeof got, (off_t)(sector * sizeof got)), (ssize_t)sizeof got);
	(void)close(fd);
	for (size_t i = 1; i < sizeof got; i++)
		CHECK_INT(got[i], got[0]);
	return got[0];
}
