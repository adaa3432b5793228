#pragma once

/* board_content - packs made by hand on a made-up stick, and a folder where they go: "stick/" and "packs/" in the test's own folder */
#include "board/update_content.h"
#include "sys/buf.h"

struct desk {
	struct key_secret *ours, *foreign;
	struct content_told told;
};

struct desk desk_open(void);
void desk_close(struct desk *d);
/* A whole pack of one file; key NULL: nobody signed it. */
void desk_make(struct buf *out, const char *id, int version, const struct key_secret *key);
void desk_lay(const char *path, const char *id, int version, const struct key_secret *key); /* the same as a file */
int desk_run(struct desk *d); /* update_content(), d->ours trusted */
int desk_there(const char *id); /* the version that lies in packs/; 0: none */
