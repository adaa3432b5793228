#pragma once

/* store_draft - a station with drafts, for the tests of store/draft */
#include "harness.h"
#include "store/draft_inside.h"
#include "store/kinds.h"
#include "store_world.h"

enum { DRAFT_STORY_BYTES = 58 };
extern const char draft_story[DRAFT_STORY_BYTES];

struct store_test *draft_test(void);
struct drafts *drafts_here(void);
void drafts_begin(void);
void drafts_again(void); /* as after a restart */
void drafts_end(void);
const struct key_public *draft_desk(void);
int draft_listed(enum draft_how how);
struct draft_row draft_first(void);
int draft_files(char last[DRAFT_PATH_ROOM]); /* in the folder; last may be NULL */
/* Gives the story, or nothing at all. */
void draft_opens(const uint8_t id[DRAFT_ID_BYTES], const struct key_secret *key, int want);
void draft_opens_code(const char *code, int want);
