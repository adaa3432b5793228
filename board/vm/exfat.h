#pragma once

/*
 * exfat - a file into and out of an exFAT volume, without mounting it
 *
 * For hosts whose kernel knows no exFAT: a volume that mkfs.exfat made, within a file from byte `at` on. The main folder only, names of up to 15 plain
 * ASCII letters to put, of up to 255 to get. What is put lies in one piece. Whoever looks on must not have it mounted.
 *
 * From Microsoft's "exFAT file system specification", sections 3 (boot region), 4 (FAT), 6.3, 7.1, 7.4, 7.6 and 7.7 (directory entries).
 * A volume that is none, or too full, is a surprise. Nothing of what is read is believed: chains and sizes are bounded by the volume.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/buf.h"
#include "sys/err.h"

enum { EXFAT_NAME_MOST = 15 };

struct exfat {
	int fd;
	uint64_t fat, heap; /* bytes from the start of the file */
	uint32_t clusters, root, cluster_bytes;
};

NODISCARD int exfat_open(struct exfat *out, const char *image, uint64_t at);
void exfat_close(struct exfat *x);
uint64_t exfat_of_cluster(const struct exfat *x, uint32_t cluster); /* where it lies in the file */
/* name: not there yet. */
NODISCARD int exfat_put(const struct exfat *x, const char *name, const void *bytes, size_t n);
/* The first file whose name ends so is added to out, its name written to `found`. EXFAT_NO_FILE: there is none. */
enum { EXFAT_NO_FILE = 1, EXFAT_FOUND_ROOM = 256 };
NODISCARD int exfat_get(struct buf *out, char found[EXFAT_FOUND_ROOM], const struct exfat *x, const char *ending);
