#pragma once

/*
 * notice_read - one notice in one language, from Markdown with front matter
 *
 * Every rule of assets/notices/FORMAT.md that concerns a single file is kept here: front matter, markup, ceilings,
 * the items and questions of checklist.h in their order. What does not hold is an error among the findings, with
 * file and line and how to mend it; reading goes on, so that an author sees all of it at once.
 *
 * Besides the notice the reading keeps every text with its line, for those who look at the words (prohibited.h, plain.h).
 */
#include "sys/arena.h"
#include "notice/contacts.h"
#include "notice/notice.h"
#include "notice/notice_findings.h"

enum {
	NOTICE_REFUSED = 1, /* the findings hold at least one error of this file */
	NOTICE_ITEM_BYTES = 1200, /* heading and blocks of one item together, in the source's bytes */
	NOTICE_INTRO_BLOCKS = 3,
	NOTICE_LINE_BYTES = 240, /* a title, heading, question, answer or value of the front matter */
	NOTICE_LAWS_BYTES = 600,
	NOTICE_VERSION_MAX = 999999,
};

enum notice_role {
	NOTICE_SAYS_TITLE,
	NOTICE_SAYS_INTRO,
	NOTICE_SAYS_HEADING,
	NOTICE_SAYS_CORE, /* the first block of an item */
	NOTICE_SAYS_BLOCK,
	NOTICE_SAYS_QUESTION,
	NOTICE_SAYS_OPTION
};

struct notice_says {
	const struct notice_says *next;
	enum notice_role role;
	int line;
	const char *id; /* of the item or question; "" before the first */
	const char *source; /* with {names} */
	const char *text; /* as the person reads it */
};

struct notice_source {
	const char *path; /* how findings name it */
	const char *text; /* borrowed while reading */
	size_t n;
	const struct contacts *contacts;
};

struct notice_reading {
	const char *path;
	struct notice notice; /* approved_by is "", example false, pack unknown: packs fill that in */
	const struct notice_says *says; /* in the order of the file */
};

/* NOTICE_REFUSED, or a surprise for want of memory. All texts lie in the arena. *out is written in both answers. */
NODISCARD int notice_read(
        struct notice_reading *out, struct arena *a, const struct notice_source *source, struct notice_findings *f);

/* A translation keeps what FORMAT.md asks of it, held against the Dutch of the same pack. */
void notice_compare(const struct notice_reading *dutch, const struct notice_reading *other, struct notice_findings *f);

/* True for a day that there is, written yyyy-mm-dd; *days since 1970 when days is not NULL. */
bool notice_date(int64_t *days, const char *text);
/* True and *out for "draft", "reviewed", "sworn", "official". */
bool notice_status_of(enum notice_status *out, const char *name);
