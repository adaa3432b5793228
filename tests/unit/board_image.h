#pragma once

/*
 * board_image - a data partition as a station leaves it: a file with ext4, made by mke2fs, with a canary in every file
 */
#include "board/reset.h"
#include "harness.h"

#define IMAGE "data.img"
#define CANARY "Kanarie-Jansen-van-der-Vliet-0612345678"
#define HASH64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FLOOR "0.7.3" /* carried by the orders of these tests */

enum { IMAGE_MIB = 16 };

void image_make(void); /* skips where mke2fs is absent */
int64_t image_canaries(void); /* wherever they lie */
int64_t image_not_zero(void);
struct reset_disk image_open(void);
NODISCARD int image_format(const char *file, const char *holds); /* as the board does at the start after a reset */
void image_take(const char *file, const char *path, const char *to); /* a folder out of it */
void image_floor(
        char out[UPDATE_VERSION_MAX + 1], const char *file); /* as its journal of updates says; "": it has none */
bool image_is_sound(const char *file); /* says e2fsck */
