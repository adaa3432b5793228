#pragma once

/*
 * cuts - the plug is pulled at the blocks of the disk: make cuts
 *
 * A kiosk keeps its data on an ext4 made and mounted as on the board, whose every write passes QEMU's blklogwrites (a storage daemon offers the disk as a file
 * by FUSE, a loop device makes a disk of that). Visits are played; the number that the screen calls saved is noted with the place in the log. Then, offline,
 * the disk is rebuilt as a power cut may have left it at many places of the log, and judged.
 *
 * Needs root, /dev/fuse, a free loop device and qemu-storage-daemon; the kernel is this machine's. `make vm` does the same on the image's own.
 */
#include "board/vm/blockrun.h"
#include "tests/demo/demo.h"

enum { CUTS_DISK_BYTES = 256 << 20, CUTS_VISITS_MOST = 64 };

struct cuts {
	struct demo d;
	char before[DEMO_PATH], disk[DEMO_PATH], log[DEMO_PATH], offered[DEMO_PATH], mount[DEMO_PATH], loop[64];
	pid_t daemon;
	bool is_mounted, is_broken; /* CUTS_BREAK=barrier: mounted so that nothing is flushed, to see it found */
	struct blockjudge_saved saved[CUTS_VISITS_MOST];
	size_t n_saved, first; /* the place of the log where visits began */
};

/* cuts_disk.c */
NODISCARD int cuts_disk_open(struct cuts *c); /* 1: this machine can not (told) */
/* The disk is taken away in the middle of its work; the log is whole. */
void cuts_disk_close(struct cuts *c);
