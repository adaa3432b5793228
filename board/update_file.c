/* update_file - a bundle seen from outside: squashfs, hash tree, signature, and the signature's size in the last 8 bytes. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/update_inside.h"

/* RAUC's own ceiling for the signature is 64 KiB (src/bundle.c). */
enum { SMALLEST = 4096, TAIL = 8, SIGNATURE_MOST = 64 * 1024 };

static int look(int fd, int64_t size, char why[RAUC_WHY_MAX + 1])
{
	uint8_t head[4], tail[TAIL];
	uint64_t signature = 0;

	if (pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head ||
	        pread(fd, tail, sizeof tail, size - TAIL) != (ssize_t)sizeof tail) {
		(void)snprintf(why, RAUC_WHY_MAX + 1, "the file can not be read to its end: %s",
		        errno ? strerror(errno) : "too short");
		return UPDATE_DAMAGED;
	}
	if (memcmp(head, "hsqs", sizeof head) != 0) {
		(void)snprintf(why, RAUC_WHY_MAX + 1, "the file is no update bundle");
		return UPDATE_UNREADABLE;
	}
	for (int i = 0; i < TAIL; i++)
		signature = signature << 8 | tail[i];
	if (signature == 0 || signature > SIGNATURE_MOST || (int64_t)signature > size - TAIL) {
		(void)snprintf(
		        why, RAUC_WHY_MAX + 1, "the bundle ends too early or its end is damaged: copy the file again");
		return UPDATE_DAMAGED;
	}
	return 0;
}

int update_file_look(const char *file, char why[RAUC_WHY_MAX + 1])
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK), r;
	struct stat st;

	if (fd < 0) {
		(void)snprintf(why, RAUC_WHY_MAX + 1, "the file can not be opened: %s", strerror(errno));
		return UPDATE_UNREADABLE;
	}
	errno = 0;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size < SMALLEST ||
	        st.st_size > (int64_t)UPDATE_BUNDLE_MAX_MIB << 20) {
		(void)snprintf(why, RAUC_WHY_MAX + 1, "a bundle is a file of %d bytes to %d MiB", SMALLEST,
		        UPDATE_BUNDLE_MAX_MIB);
		r = UPDATE_UNREADABLE;
	} else {
		r = look(fd, st.st_size, why);
	}
	(void)close(fd);
	return r;
}
