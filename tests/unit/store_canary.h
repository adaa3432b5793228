#pragma once

/* store_canary - looks for a text where it must not be: in this process and in every file of a folder */
#include <stddef.h>

/* How often the bytes stand in the writable memory of this process, outside `kept`, where the test has its own copy. */
int canary_in_memory(const void *bytes, size_t n, const void *kept, size_t n_kept);
/* How often any of its spellings (UTF-8, UTF-16 both ways, base64 at each of three places, hexadecimal, reversed) stands
 * in a file or a file's name below the folder. *bytes_read grows by what was looked at. */
int canary_in_files(const char *folder, const char *text, long *bytes_read);
