#pragma once

/*
 * file - files that survive a pulled plug
 *
 * file_replace() leaves the old or the new content, whichever step fails:
 * temporary file in the same folder, written, synced, renamed, folder synced.
 */
#include <stdbool.h>
#include <sys/types.h>
#include "sys/buf.h"

/* mode: permission bits of the new file. */
NODISCARD int file_replace(const char *path, const void *bytes, size_t n, mode_t mode);
/* Appends the whole file to out; a file over out's ceiling is a surprise (-EFBIG). A missing file is -ENOENT with a sentence; a
 * pipe is -EINVAL at once, whoever holds its other end. */
NODISCARD int file_read(struct buf *out, const char *path);
bool file_exists(const char *path);
/* Makes the folder and its missing parents; an existing folder keeps its mode. */
NODISCARD int dir_make(const char *path, mode_t mode);
NODISCARD int dir_sync(const char *path);
/* Removes a folder and all in it; missing is fine. Never follows links. */
NODISCARD int dir_remove(const char *path);
/* Joins with one slash into out; a surprise when it does not fit. */
NODISCARD int path_join(char *out, size_t room, const char *dir, const char *name);
NODISCARD int write_all(int fd, const void *bytes, size_t n);
/* Free bytes of the file system that holds path; negative on a surprise. */
int64_t disk_free(const char *path);
