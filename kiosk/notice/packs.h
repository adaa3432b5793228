#pragma once

/*
 * packs - the signed packs of notices that this station holds
 *
 * A pack (FORMAT in assets/notices/FORMAT.md, bytes in pack.h) is one file, signed by a pack key that
 * station.conf trusts. Each file is judged whole: signature, version not lower than one accepted before,
 * every required item of each notice (checklist.h), nothing prohibited, dates. One that fails is refused
 * by name and the pack that stood stays. Later packs of other ids may carry the same notice: the higher
 * status wins, then the higher version; so an authority's official texts stand beside ours. What was approved
 * with a demonstration key counts below everything that was really approved, and above drafts.
 *
 * Days: a pack waits until all its notices hold (so that nothing vanishes meanwhile), is refused when all of them are
 * over, and a single notice that is over is not shown. The day is the one given at the last look: look again after
 * midnight. A pack whose file was taken away is gone at the next look.
 */
#include "notice/notice.h"
#include "store/keys.h"
#include "sys/buf.h"

struct packs;

/* Which version of a pack was accepted before: kept by the caller (desk.db). Borrowed. */
struct packs_floor {
	void *me;
	int (*lowest)(void *me, const char *pack); /* 0 = never seen */
	void (*accepted)(void *me, const char *pack, int version);
};

struct packs_world {
	const char *const *folders; /* each is searched for *.pack; a missing folder is empty */
	int n_folders;
	const struct key_public *keys; /* that may sign packs here */
	int n_keys;
	const struct packs_floor *floor; /* NULL: none */
	int64_t now_ms; /* wall clock; decides what is valid today */
	const char *today; /* yyyy-mm-dd at the station */
};

/* 0 also when nothing was found or all was refused. Sentences (a line each, naming file, notice and mend) go to
 * `findings`, which may be NULL. A surprise only for want of memory. */
NODISCARD int packs_open(struct packs **out, const struct packs_world *world, struct buf *findings);
void packs_close(struct packs *p); /* NULL is fine */
/* Looks again: what is new and holds replaces what stood; what fails leaves the old one. Pointers to notices die. */
NODISCARD int packs_again(struct packs *p, const struct packs_world *world, struct buf *findings);

/* One file by itself, judged as those in a folder are: 0 and its id and version, or PACK_REFUSED (pack.h) with findings. */
NODISCARD int packs_judge(
        char id[32], int *version, const char *path, const struct packs_world *world, struct buf *findings);

/* Notices that are valid today, in the order of checklist.h. */
int packs_notices(const struct packs *p);
const char *packs_notice_id(const struct packs *p, int i);
/* NULL when there is none in that language. */
const struct notice *packs_find(const struct packs *p, const char *id, const char *lang);
/* Languages of a notice, in the order of notice_languages(). */
int packs_languages(const struct packs *p, const char *id);
const char *packs_language(const struct packs *p, const char *id, int i);

/* The launch languages: nl nl-easy en de fr ar uk pl tr; NULL past the end. */
const char *notice_language(int i);
