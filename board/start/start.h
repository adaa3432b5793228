#pragma once

/*
 * start - the first program on the board: from the kernel's start to systemd
 *
 * Lies in the initrd as /init, linked statically, beside e2fsck and the modules; there is no shell.
 * Order: modules, words on the screen as soon as one of them brought it, the root behind dm-verity, the data partition checked and
 * mounted, then systemd. Trouble is told on screen and console in words, and the board starts again:
 * the boot loader counts the tries and takes the other slot after three.
 *
 * Parts that do not need a board take the folder where /sys, /dev or a list lies, so that tests can
 * hold them against folders of their own.
 */
#include <stdbool.h>
#include <stdint.h>
#include "board/reset.h"
#include "sys/err.h"

enum { START_PATH = 256, START_WAIT_MS = 10000, START_NAME = 40 };

/* ---- modules (start_modules.c) ---- */
/* Loads each file that LIST names, in its order, and calls loaded (may be NULL) behind each one; a module that is there already is fine. Gives the first
 * surprise, after trying all. */
NODISCARD int start_modules(const char *list, void (*loaded)(void *me), void *me);

/* ---- disk (start_disk.c): partitions by their GPT name ---- */
/* "vda5" for the partition called name on a disk that is no USB or removable one; 1 = not there. */
NODISCARD int start_disk_find(char out[START_NAME], const char *sys_class_block, const char *name);
/* Waits for it; out is the path of the device node under dev. Never there: a surprise. */
NODISCARD int start_disk_wait(char *out, size_t room, const char *name, int wait_ms);
/* DEV/loket/NAME -> ../NODE for each partition of ours: names that no stick can take over. */
NODISCARD int start_disk_links(const char *dev);

/* ---- command line (start_words.c) ---- */
/* The value of key=VALUE in the kernel's command line; "" when absent or too long. */
void start_word(char *out, size_t room, const char *cmdline, const char *key);

/* ---- dm-verity (start_verity.c) ---- */
struct start_verity {
	uint64_t data_blocks, hash_start; /* blocks of 4096 bytes */
	char root_hash[65], salt[65]; /* hexadecimal */
};
/* One line "data_blocks hash_start root_hash salt". */
NODISCARD int start_verity_read(struct start_verity *out, const char *path);
/* The line that the kernel's verity target takes. */
NODISCARD int start_verity_table(char *out, size_t room, const struct start_verity *v, const char *device);
/* Makes /dev/dm-N for device and writes its path. A block that does not fit starts the board again, by the kernel. */
NODISCARD int start_verity_open(char *out, size_t room, const struct start_verity *v, const char *device);

/* ---- factory reset (start_reset.c, start_format.c): what board/reset.h promises, before anything is mounted ---- */
struct start_reset {
	const char *made; /* a file in memory in which the file system is made */
	const char *holds; /* a folder in memory: what the file system is made with */
	const char *os_release; /* its version is the floor when the order brought none */
	int (*make)(void *me, const char *made,
	        const char *holds); /* a file system that fills the file, which is one hole */
	void (*show)(void *me, const char *picture, int percent); /* words on the screen; -1: no bar */
	void (*say)(void *me, const char *sentence); /* for the log */
	void *me;
};
/* RESET_NONE: nothing was ordered. 0: all was wiped, and an empty file system is there. A surprise: the board must not go on; the words
 * for it are on the screen. */
NODISCARD int start_reset(struct reset_report *out, struct reset_disk *d, const struct start_reset *w);
/* What a wiped data partition holds: what was read back, where the kiosk shows it (station/reset.report), and the floor of the
 * firmware (update/journal). It comes with the file system, not after it: a cut leaves both, or the mark. */
NODISCARD int start_reset_hold(const char *holds, const struct reset_report *r, const char *os_release);
/* mke2fs and its words, the same features as board/image/disk gives; file: where it is made, holds: its folder. Ends with NULL. */
enum { START_FORMAT_WORDS = 20 };
void start_format_words(const char *words[START_FORMAT_WORDS], const char *file, const char *holds);
/* Runs the mke2fs of ROOT, which sees nothing but ROOT. */
NODISCARD int start_format(const char *root, const char *file_in_root, const char *holds_in_root);

/* ---- data partition (start_data.c) ---- */
/* e2fsck of the initrd: 0, mended or not; a surprise when it is beyond repair. whole: also what calls itself clean. */
NODISCARD int start_data_check(const char *device, bool whole);
/* Checks and mounts the data partition at ROOT/data, and lays what systemd keeps where it belongs. */
NODISCARD int start_data(const char *root, const char *device);
/* The file system mounted there reaches to the end of its device; each start asks, mostly for nothing. Needs the kernel's ext4. */
NODISCARD int start_data_grow(const char *mounted, const char *device);
/* The clock is never behind what was seen last: the time of FILE. Gives whether it was moved. */
bool start_clock_floor(const char *file);
