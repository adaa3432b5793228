#pragma once

/* draft_inside - how a draft lies on the disk, for the files draft*.c */
#include "store/draft.h"

enum {
	DRAFT_HEADER_BYTES = 128,
	DRAFT_NONCE_BYTES = 24,
	DRAFT_TAG_BYTES = 16,
	DRAFT_KEY_BYTES = 32,
	DRAFT_SEALED_KEY_BYTES = DRAFT_KEY_BYTES + 48,
	DRAFT_FILE_MAX = DRAFT_HEADER_BYTES + DRAFT_NONCE_BYTES + DRAFT_TEXT_MAX + DRAFT_BUCKET + DRAFT_TAG_BYTES,
	DRAFT_PATH_ROOM = 1200,
	DRAFT_NAME_HEX = 2 * DRAFT_ID_BYTES,
	DRAFTS_KNOWN = 64,
};

#define DRAFT_UNDER_WAY "now"

struct drafts {
	char folder[1100];
	const struct clock *clock;
	const struct log *log;
	struct { /* since when this program knows of it; the longest known makes room */
		uint8_t id[DRAFT_ID_BYTES];
		int64_t since_ms; /* mono */
	} known[DRAFTS_KNOWN];
	int n_known;
};

struct draft_header {
	enum draft_how how;
	bool was_cut;
	uint16_t kind;
	int64_t made_ms;
	uint8_t id[DRAFT_ID_BYTES];
	uint8_t desk[KEY_ID_BYTES], sealed[DRAFT_SEALED_KEY_BYTES]; /* for the desk */
};

void draft_header_put(uint8_t out[DRAFT_HEADER_BYTES], const struct draft_header *h);
/* False: no header of a draft. */
bool draft_header_take(struct draft_header *out, const uint8_t *bytes, size_t n);
/* The whole file into out. */
NODISCARD int draft_seal(
        struct buf *out, const struct draft_header *h, const uint8_t key[DRAFT_KEY_BYTES], const void *text, size_t n);
/* 0 or DRAFT_BROKEN, and surprises. */
NODISCARD int draft_unseal(struct buf *out, const uint8_t *file, size_t n, const uint8_t key[DRAFT_KEY_BYTES]);

/* A new random code, with dashes; what was typed as the bare letters of one. False: it is none. */
void draft_code_new(char code[DRAFT_CODE_ROOM]);
bool draft_code_plain(char out[DRAFT_CODE_LETTERS + 1], const char *typed);
/* Of the bare letters. */
void draft_code_key(uint8_t key[DRAFT_KEY_BYTES], uint8_t id[DRAFT_ID_BYTES], const char *plain);

void draft_wipe_file(const char *path);
void draft_know(struct drafts *d, const uint8_t id[DRAFT_ID_BYTES]); /* its time runs from now, if it does not yet */
bool draft_is_dead(const struct drafts *d, const struct draft_header *h);
bool draft_is_full(struct drafts *d);
void draft_sweep(struct drafts *d);
