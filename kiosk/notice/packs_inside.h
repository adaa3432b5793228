#pragma once

/* packs_inside - what packs.c and packs_load.c share; nobody else includes it */
#include "notice/pack_judge.h"
#include "notice/packs.h"

enum { PACKS_MAX = 16, PACKS_PATH_MAX = 1024, PACKS_FOLDER_FILES_MAX = 64 };

struct packs_loaded {
	char path[PACKS_PATH_MAX];
	char id[PACK_ID_MAX + 1];
	int version;
	struct pack_content *content; /* owned */
};

/* One file, judged whole. PACK_REFUSED with findings; *out only on 0. */
NODISCARD int packs_load(
        struct packs_loaded *out, const char *path, const struct packs_world *world, struct notice_findings *f);
