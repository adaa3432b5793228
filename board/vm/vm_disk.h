#pragma once

/*
 * vm_disk - a card as a file: where its partitions lie, and one of them as a file of its own
 *
 * Read by the partition table (GPT) alone; nothing is mounted. A card without a table, or without the partition, is a surprise.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

struct vm_place {
	int64_t at, bytes;
};

NODISCARD int vm_disk_place(struct vm_place *out, const char *disk, const char *name); /* by the partition's name */
NODISCARD int vm_disk_part(const char *disk, const struct vm_place *p, const char *to);
NODISCARD int vm_disk_bytes(int64_t *out, const char *disk); /* of the whole card */

/* ---- the machine's own card (vm.h); it must be off ---- */
struct vm;
NODISCARD int vm_disk_new(struct vm *v); /* the image as flashed, its data partition holding what lies in fill */
/* A file or folder of the data partition, to DIR/name. */
NODISCARD int vm_disk_take(struct vm *v, const char *path, const char *name);
/* A file of this machine into the data partition; its folders are made. */
NODISCARD int vm_disk_put(struct vm *v, const char *from, const char *path);
NODISCARD int vm_disk_drop(struct vm *v, const char *path);
/* As the board does at its start; whole: nothing is wrong with it afterwards. */
NODISCARD int vm_disk_mend(struct vm *v, bool *whole);
