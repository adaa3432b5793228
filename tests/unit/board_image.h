#pragma once

/*
 * board_image - a data partition as a station leaves it: a file with ext4, made by mke2fs, with a canary in every file
 */
#include "board/reset.h"
#include "harness.h"

#define IMAGE "data.img"
#define CANARY "Kanarie-Jansen-van-der-Vliet-0612345678"
#define HASH64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

enum { IMAGE_MIB = 16 };

void image_make(void); /* skips where mke2fs is absent */
int64_t image_canaries(void); /* wherever they lie */
int64_t image_not_zero(void);
struct reset_disk image_open(void);
NODISCARD int image_format(const char *file); /* as the board does at the start after a reset */
bool image_is_sound(const char *file); /* says e2fsck */
