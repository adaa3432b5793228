#pragma once

/*
 * pack_judge - what is in a pack, and may it be shown to people?
 *
 * Reads the contacts and every notice; judges each whole (notice_read.h, prohibited.h) and the languages against the
 * Dutch. An author's look (PACK_LOOK_AUTHOR) adds style, missing languages and the age of contacts.
 */
#include "notice/notice_read.h"
#include "notice/pack.h"

enum { PACK_NOTICES_MAX = 16 * 9 };

enum pack_look { PACK_LOOK_STATION, PACK_LOOK_AUTHOR };

struct pack_content {
	struct arena *arena; /* owns every text */
	struct contacts contacts;
	struct notice_reading notices[PACK_NOTICES_MAX]; /* those that hold, in the order of the pack */
	int n_notices;
	bool faulty[PACK_FILES_MAX]; /* files of the pack with an error of their own, or whose Dutch has one */
};

/* prefix: stands before each file's name in findings ("assets/notices/", "loket.pack:"). today: yyyy-mm-dd.
 * PACK_REFUSED with findings; *out is written in both answers. Borrows nothing of p afterwards. */
NODISCARD int pack_judge(struct pack_content **out, const struct pack *p, enum pack_look look, const char *prefix,
        const char *today, struct notice_findings *f);
void pack_content_free(struct pack_content *c); /* NULL is fine */
