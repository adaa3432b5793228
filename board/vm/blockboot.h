#pragma once

/*
 * blockboot - what a board would start from this disk, told without starting it
 *
 * The boot state is read as U-Boot reads it (board/boot/boot.txt): two blocks of 4 KiB with a CRC at the start of partition "env", the second taken
 * where the first is not whole, every slot anew where neither is. The slot that gets the next try is held, byte for byte, against the images that
 * were built: one that is equal to an image whose hashes held in a machine (FIT for kernel and initrd, dm-verity for the root) holds the same hashes here.
 *
 * Reads only. A file that can not be read is a surprise.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

enum { BLOCKBOOT_SLOTS = 2, BLOCKBOOT_STATE_BYTES = 4096, BLOCKBOOT_TRIES = 3, BLOCKBOOT_IMAGES_MOST = 4 };

/* What a slot may hold: the files that an update's bundle was made of. */
struct blockboot_image {
	const char *version, *root, *boot;
};

/* Bytes from the start of the disk. */
struct blockboot {
	uint64_t env, boot[BLOCKBOOT_SLOTS], root[BLOCKBOOT_SLOTS];
	struct blockboot_image image[BLOCKBOOT_IMAGES_MOST];
	int n_images;
};

struct blockboot_verdict {
	bool whole[2]; /* the copies of the boot state */
	int left[BLOCKBOOT_SLOTS]; /* tries, before this start takes one */
	int slot; /* 0: A, 1: B gets the next try */
	int image; /* that it holds, of the list; -1: none, it would not come up */
	int other; /* the other slot's, where the first holds none and the other has tries left; else -1 */
};

NODISCARD int blockboot_look(struct blockboot_verdict *out, const struct blockboot *b, const char *disk);
/* The version that comes up in the end, by whatever slot; NULL: none, the board is a brick. */
const char *blockboot_version(const struct blockboot_verdict *v, const struct blockboot *b);
/* As zlib's crc32: for those who make a boot state. */
uint32_t blockboot_crc(const uint8_t *bytes, size_t n);
