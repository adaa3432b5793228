#pragma once

/*
 * setup - what must hold before anything of Loket starts: loket-setup, once at each start, as root
 *
 * Folders of the data partition and their owners, limits on the store and the logs, memory that is compressed instead of
 * written to the card, and which USB devices are let in. Each part goes on when another has failed: a desk with one
 * limit missing is better than no desk, and the trouble stands in the journal.
 *
 * ROOT is "" on the board; tests give a folder.
 */
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "sys/err.h"

enum { SETUP_PATH = 512, SETUP_ENTRIES_MAX = 100000 };

struct setup_users {
	uid_t loket, sync, update;
	gid_t g_loket, g_sync, g_update;
};
/* The users of ROOT/etc/passwd; a surprise names the missing one. */
NODISCARD int setup_users(struct setup_users *out, const char *root);

/* Makes the folders, and gives what lies in them to whom it belongs: also what was laid there from outside. */
NODISCARD int setup_folders(const char *root, const struct setup_users *u);
/* Lays the image's own settings at ROOT/data/site/loket.conf when there are none. */
NODISCARD int setup_site(const char *root);

/* ---- becoming a station (setup_commission.c, sync/commission.h) ----
 * While there is no station: ROOT/data/commission, for the kiosk's user to lay there what a stick brings. At the first start of one: its TLS
 * and site files go where they belong, and the folder goes; there is none for a station, so that nobody can bring others later. */
NODISCARD int setup_commission(const char *root, const struct setup_users *u);

/* ---- limits (setup_quota.c): project quota of ext4 ---- */
enum { SETUP_PROJECT_LOGS = 1, SETUP_PROJECT_STORE = 2, SETUP_PROJECT_UPDATE = 3 };
/* Bytes that logs, store and updates may fill, from the size of the partition; each at least 16 MiB. */
void setup_quota_shares(int64_t out[4], int64_t partition_bytes);
NODISCARD int setup_quota(const char *data, const char *device);

/* ---- compressed memory (setup_zram.c) ---- */
/* The first page of a swap area, as the kernel reads it (version 1), for an area of so many pages. */
void setup_swap_head(uint8_t page[4096], uint32_t pages);
/* Half of the memory as compressed swap in memory; no such device: a surprise. */
NODISCARD int setup_zram(const char *sys, const char *dev, int64_t memory_bytes);
