/* Any bytes as a block log: refused with a sentence, or replayed within the disk. */
#include <stdlib.h>
#include <string.h>

#include "board/vm/blockcut.h"
#include "fuzz_file.h"

enum { DISK = 1 << 16 };

static void must(int so)
{
	if (!so)
		abort();
}

static void replay(const struct blocklog *log)
{
	char path[64];
	struct blockcut *cut;
	int fd = memfd_create("disk", MFD_CLOEXEC);

	must(fd >= 0 && ftruncate(fd, DISK) == 0);
	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	must(blockcut_open(&cut, log, path) == 0);
	for (size_t n = 0; n <= log->n && n < 64; n++) {
		struct blockcut_facts f;

		must(blockcut_at(&f, cut, n, n) == 0);
		must(f.durable <= n && f.kept <= f.tail && f.torn <= f.kept);
	}
	must(lseek(fd, 0, SEEK_END) == DISK);
	blockcut_close(cut);
	(void)close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct blocklog log;
	char path[160];

	(void)snprintf(path, sizeof path, "%s/log", fuzz_file("log", bytes, n));
	if (blocklog_open(&log, path, DISK) < 0) {
		must(*err_why() != 0);
		return 0;
	}
	for (size_t i = 0; i < log.n; i++)
		must(log.entry[i].to + log.entry[i].bytes <= DISK);
	replay(&log);
	blocklog_close(&log);
	return 0;
}
