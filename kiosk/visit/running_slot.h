#pragma once

/*
 * running_slot - which root runs here: what the kernel itself checks, or else what the system says of itself
 *
 * board/start names the checked root with its hash (DM_UUID "LOKET-VERITY-64HEX"), and the kernel shows that in
 * /sys/block/dm-N/dm/uuid: nobody above it can change it. Where no verity runs, BLAKE2b-256 of os-release stands in.
 */
#include <stdint.h>

#define RUNNING_SLOT_UUID "LOKET-VERITY-"

/* 'V', 'R' or 'N' (store/proof.h); root: "", or a folder that holds sys and usr in tests. */
char running_slot(uint8_t hash[32], const char *root);
