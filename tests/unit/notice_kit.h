#pragma once

/*
 * notice_kit - whole notices and packs, made for one test
 *
 * kit_notice() writes a notice that breaks no rule; a test then breaks one thing in it with kit_swap() and reads.
 */
#include "notice/notice_read.h"
#include "notice/pack_source.h"
#include "notice/packs.h"

struct kit_notice {
	const char *id, *lang; /* needed */
	int version; /* 0: 1 */
	const char *from, *until, *status; /* NULL: 2026-01-01, 2099-12-31, draft */
};
void kit_notice(struct buf *out, const struct kit_notice *like);
/* Puts `to` in the place of the first `from`, which must be there. */
void kit_swap(struct buf *text, const char *from, const char *to);
/* n times the same letter behind the first `after`. */
void kit_grow(struct buf *text, const char *after, char letter, size_t n);

extern const char kit_contacts[];

struct kit {
	struct arena *arena;
	struct contacts contacts;
	struct buf said; /* findings of the last reading */
	struct notice_findings findings;
	struct notice_reading reading;
};
void kit_init(struct kit *k);
void kit_fini(struct kit *k);
/* Reads it as "x.md"; the findings begin anew. */
int kit_read(struct kit *k, const struct buf *text);
/* Reads it and the words too, as a station does. */
int kit_judge(struct kit *k, const struct buf *text);
/* Checks that it is refused, and that a finding holds these words. */
void kit_refuses(struct kit *k, const struct buf *text, const char *says);

/* A folder of notices: pack.conf, contacts.conf, and these notices (id NULL at the end). */
void kit_folder(const char *folder, const char *pack, int version, const struct kit_notice *notices);
void kit_write(const char *folder, const char *name, const struct buf *text);
/* The folder as a pack file, signed by key (NULL: not signed), approved when approval is not NULL. */
void kit_pack(const char *folder, const char *file, const struct key_secret *key, const struct pack_approval *approval);

/* Floors as the desk's database keeps them. */
struct floors {
	char pack[4][PACK_ID_MAX + 1];
	int version[4], n;
};

/* A station that trusts a genuine and a demonstration key, and looks into packs/ and site/ on 2026-06-01. */
struct stand {
	struct key_secret *key, *demo, *stranger;
	struct key_public keys[2];
	struct floors floors;
	struct packs_floor floor;
	const char *folders[2];
	struct packs_world world;
	struct buf said;
	struct packs *packs;
};

void stand_init(struct stand *s);
void stand_fini(struct stand *s);
/* Looks (again) and gives what was said. */
const char *stand_look(struct stand *s);
int stand_lowest(void *me, const char *pack);
