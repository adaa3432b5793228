#pragma once

/* notice_inside - what the files that read one notice share; nobody else includes it */
#include "notice/checklist.h"
#include "notice/notice_read.h"

struct reader {
	struct notice_reading *out;
	struct arena *arena;
	const struct notice_source *source;
	struct notice_findings *findings;
	const struct checklist *list; /* NULL while the notice is not known */
	struct notice_says **says_end; /* where the next text is linked on */
	bool no_memory;

	int line_before; /* lines of the front matter */
	bool in_questions; /* behind "# ?" */
	struct notice_item *items;
	struct notice_question *questions;
	struct notice_block blocks[NOTICE_BLOCKS_MAX]; /* of the item, or the introduction, that is being read */
	int n_blocks, block_bytes, block_line;
};

/* The lines between the two `---`. Gives where the body begins; NULL when there is no front matter. */
const char *reader_front(struct reader *r);
/* The Markdown behind it. */
void reader_body(struct reader *r, const char *body);
/* Every item and question of the checklist, once, in its order. */
void reader_complete(struct reader *r);

/* An error at a line of the file. */
#define reader_error(r, line, ...) notice_error((r)->findings, (r)->source->path, (line), __VA_ARGS__)

/* A text with its {names} filled in, kept with its line; "" (and an error) when it can not be. */
const char *reader_text(struct reader *r, enum notice_role role, int line, const char *id, const char *source);
/* Zeroed memory of the arena; NULL is remembered in no_memory. */
void *reader_room(struct reader *r, size_t n);
