#pragma once

/*
 * notice - what one rights notice says in one language
 *
 * Read from Markdown with front matter (assets/notices/FORMAT.md) with cmark, into a
 * plain tree that screen, paper and voice all draw from. Items keep the stable ids of
 * the checklists ("V-a", "S-03"), so that two languages stand beside each other item by
 * item, and a question that was answered wrong leads back to the item that explains it.
 *
 * Everything belongs to the pack it came from and lives as long as that (packs.h).
 * Contact constants are filled in already; the text holds no markup.
 */
#include <stdbool.h>
#include <stdint.h>

enum {
	NOTICE_ID_MAX = 15, /* "N-INV-V" */
	NOTICE_LANG_MAX = 11, /* "nl-easy" */
	NOTICE_ITEMS_MAX = 48,
	NOTICE_BLOCKS_MAX = 24, /* of an item */
	NOTICE_QUESTIONS_MAX = 6,
	NOTICE_OPTIONS_MAX = 5,
	NOTICE_TEXT_MAX = 64 * 1024, /* bytes of one file */
};

/* How far a text may be relied on (domain reference, G5). A draft prints with its banner and never counts as handed over. */
enum notice_status { NOTICE_DRAFT, NOTICE_REVIEWED, NOTICE_SWORN, NOTICE_OFFICIAL };
const char *notice_status_name(enum notice_status status); /* "draft" ... */

enum notice_block_kind { NOTICE_PARAGRAPH, NOTICE_POINT };
struct notice_block {
	enum notice_block_kind kind;
	int number; /* of a point in a numbered list; 0 = a dot */
	bool strong; /* the whole block was set in bold: must not be overlooked */
	const char *text;
};

/* The first block is the item's core: all that the card-size layout shows. */
struct notice_item {
	const char *id, *heading;
	const struct notice_block *blocks;
	int n_blocks; /* at least 1 */
};

/* One question of the teach-back (domain reference, 2.12): exactly one option is right, the last one is "I don't know". */
struct notice_option {
	const char *label;
	bool right, unsure;
};
struct notice_question {
	const char *id, *text; /* "VIC-1" */
	const char *item; /* id of the item that explains it */
	struct notice_option options[NOTICE_OPTIONS_MAX];
	int n_options;
};

struct notice {
	char id[NOTICE_ID_MAX + 1], lang[NOTICE_LANG_MAX + 1];
	int version;
	char valid_from[11], valid_until[11]; /* yyyy-mm-dd, both days included */
	enum notice_status status;
	bool example; /* approved with a demonstration key: every sheet says VOORBEELD */
	const char *approved_by; /* "" while nobody did */
	const char *reviewer; /* whose task the review is: a place, no person */
	const char *title;
	const char *laws; /* "Sv 51a, 51ab; ..." */
	const struct notice_block *intro;
	int n_intro;
	const struct notice_item *items;
	int n_items;
	const struct notice_question *questions;
	int n_questions;
	uint8_t hash[32]; /* BLAKE2b-256 of the file's bytes as they stand in the pack */
	const char *pack; /* id of the pack; 8 hex digits of hash stand in every footer */
	int pack_version;
};

/* NULL when there is no such item or question. */
const struct notice_item *notice_item(const struct notice *n, const char *id);
const struct notice_question *notice_question(const struct notice *n, const char *id);
