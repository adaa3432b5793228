#pragma once

/*
 * install_gpt - the partition table of a target: ours, made to fit its size
 *
 * A GUID partition table (UEFI 2.10, 5.3): a header in sector 1, its entries behind it, the same once more at the end of the disk,
 * each with a CRC-32. The first sector (a table of the old kind that covers everything) is what a boot loader looks at first:
 * without it there is no table. Ours is known by its disk's GUID, 10ce7000-..., whose last six bytes name the installation.
 */
#include "board/install/install.h"

enum { GPT_ENTRIES_BYTES = 128 * 128, GPT_BACK_BYTES = GPT_ENTRIES_BYTES + INSTALL_SECTOR };

/* front: the first MiB of an image; its last partition is made to end INSTALL_BEHIND before the end of the disk. back: what lies in the disk's
 * last GPT_BACK_BYTES. A front that holds no table of ours is a surprise. */
NODISCARD int install_gpt_fit(
        uint8_t front[INSTALL_PIECE], uint8_t back[GPT_BACK_BYTES], int64_t disk_bytes, const uint8_t id[PLAN_ID]);

/* Does a whole Loket lie on this disk, by its first table or its last one? id: which installation. A disk that can not be read has none. */
bool install_gpt_is_loket(uint8_t id[PLAN_ID], const struct install_disk *d);

/* Where a partition of such a front lies, in bytes; false when there is none of that name. */
bool install_gpt_place(int64_t *at, int64_t *bytes, uint8_t front[INSTALL_PIECE], const char *name);
