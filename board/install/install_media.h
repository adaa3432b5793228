#pragma once

/*
 * install_media - which disk is the stick, and which one Loket is put on
 *
 * A target is a whole disk that is part of the board: not on USB, not the medium that holds the stick's pieces, not one of the kernel's
 * own making (loop, memory, mapper) nor an eMMC's boot areas. Exactly one must be left: nobody stands by to be asked.
 * What is there is read from sysfs, of which tests give a folder of their own.
 */
#include "board/install/install.h"

enum { MEDIA_MAX = 16, MEDIA_NAME = 32 };

#define INSTALL_STICK "loket-stick" /* name of the stick's partition of pieces */

struct install_medium {
	char name[MEDIA_NAME]; /* node: mmcblk0 */
	char stick[MEDIA_NAME]; /* the node of its partition of pieces; "" = no stick */
	int64_t bytes;
	bool on_usb, read_only;
};

/* Every disk that is no making of the kernel's, in the order of names. More than fit are counted as well: *n may be over MEDIA_MAX. */
NODISCARD int install_media_scan(struct install_medium out[MEDIA_MAX], int *n, const char *sys_class_block);

/* The stick: its place among the media, -1 when there is none. Two of them: -1 as well; `why` tells. */
int install_media_stick(const struct install_medium *m, int n, int *sticks);
/* 0 and the target's place; or INSTALL_NO_TARGET, INSTALL_TWO_TARGETS, INSTALL_LOCKED, INSTALL_SMALL: err_why() names what is there. */
NODISCARD int install_media_choose(int *out, const struct install_medium *m, int n, int64_t least);
