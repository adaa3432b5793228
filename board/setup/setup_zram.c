/* setup_zram - memory that is short is compressed, never written to the card */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/swap.h>
#include <unistd.h>

#include "board/setup/setup.h"
#include "sys/file.h"
#include "sys/text.h"

enum { PAGE = 4096, HEAD_AT = 1024, SIGN_AT = PAGE - 10 };

void setup_swap_head(uint8_t page[4096], uint32_t pages)
{
	uint32_t version = 1, last = pages - 1;

	memset(page, 0, PAGE);
	memcpy(page + HEAD_AT, &version, sizeof version);
	memcpy(page + HEAD_AT + 4, &last, sizeof last);
	memcpy(page + SIGN_AT, "SWAPSPACE2", 10);
}

static int tell(const char *sys, const char *name, const char *value)
{
	char path[SETUP_PATH];
	int fd, e;

	(void)snprintf(path, sizeof path, "%s/block/zram0/%s", sys, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return err_new(errno, "there is no compressed memory on this board (%s)", path);
	e = write_all(fd, value, strlen(value));
	(void)close(fd);
	return err_up(e);
}

int setup_zram(const char *sys, const char *dev, int64_t memory_bytes)
{
	uint32_t pages = (uint32_t)(memory_bytes / 2 / PAGE);
	char size[32], path[SETUP_PATH];
	uint8_t page[PAGE];
	int e, fd;

	(void)snprintf(size, sizeof size, "%" PRIu64, (uint64_t)pages * PAGE);
	(void)snprintf(path, sizeof path, "%s/zram0", dev);
	e = tell(sys, "disksize", size);
	if (e)
		return err_up(e);
	setup_swap_head(page, pages);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return err_new(errno, "%s can not be opened", path);
	e = write_all(fd, page, sizeof page);
	(void)close(fd);
	if (e == 0 && swapon(path, 0))
		e = err_new(errno, "%s is no swap: %s", path, strerror(errno));
	return err_up(e);
}
