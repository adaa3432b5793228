#pragma once

/*
 * update_version - which of two versions is newer
 *
 * One to four numbers with dots between them, each 0..999999, no signs, no
 * leading zeros ("0.5", "1.12.0"): at most 31 bytes. Missing numbers count as 0.
 */
#include <stdbool.h>
#include "sys/err.h"

enum { UPDATE_VERSION_MAX = 31, UPDATE_VERSION_NUMBERS = 4 };

bool update_version_is_valid(const char *text);
/* <0, 0, >0; both must be valid. */
int update_version_compare(const char *a, const char *b);
/* IMAGE_VERSION of an os-release file (os-release(5)). A surprise when there is none or it is no version. */
NODISCARD int update_version_of_image(char out[UPDATE_VERSION_MAX + 1], const char *os_release);
