#pragma once

/*
 * vm_disk - a card as a file: where its partitions lie, and one of them as a file of its own
 *
 * Read by the partition table (GPT) alone; nothing is mounted. A card without a table, or without the partition, is a surprise.
 */
#include <stdint.h>
#include "sys/err.h"

struct vm_place {
	int64_t at, bytes;
};

NODISCARD int vm_disk_place(struct vm_place *out, const char *disk, const char *name); /* by the partition's name */
NODISCARD int vm_disk_part(const char *disk, const struct vm_place *p, const char *to);
NODISCARD int vm_disk_bytes(int64_t *out, const char *disk); /* of the whole card */
