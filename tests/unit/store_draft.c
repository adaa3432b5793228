#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "store_draft.h"
#include "sys/file.h"

const char draft_story[DRAFT_STORY_BYTES] = "form\0version\0Het stond bij het station en was daarna weg.";

static struct store_test t;
static struct drafts *d;

struct store_test *draft_test(void)
{
	return &t;
}

struct drafts *drafts_here(void)
{
	return d;
}

void drafts_begin(void)
{
	store_test_init(&t);
	CHECK_OK(dir_make(t.data, 0700));
	CHECK_OK(drafts_open(&d, t.data, &t.clock, &t.log));
}

void drafts_again(void)
{
	drafts_close(d);
	CHECK_OK(drafts_open(&d, t.data, &t.clock, &t.log));
}

void drafts_end(void)
{
	drafts_close(d);
	store_test_fini(&t);
}

const struct key_public *draft_desk(void)
{
	return key_public_part(t.desk);
}

int draft_listed(enum draft_how how)
{
	struct draft_row rows[DRAFTS_MOST + 4];

	return drafts_list(rows, DRAFTS_MOST + 4, d, how);
}

struct draft_row draft_first(void)
{
	struct draft_row row = {0};

	CHECK(drafts_list(&row, 1, d, DRAFT_FOR_DESK) == 1);
	return row;
}

int draft_files(char last[DRAFT_PATH_ROOM])
{
	DIR *dir = opendir(d->folder);
	int n = 0;

	CHECK(dir != NULL);
	for (struct dirent *e; (e = readdir(dir));) {
		if (e->d_name[0] == '.')
			continue;
		n++;
		if (last)
			snprintf(last, DRAFT_PATH_ROOM, "%.800s/%.200s", d->folder, e->d_name);
	}
	closedir(dir);
	return n;
}

void draft_opens(const uint8_t id[DRAFT_ID_BYTES], const struct key_secret *key, int want)
{
	struct buf out;

	buf_init(&out, DRAFT_TEXT_MAX);
	CHECK_INT(draft_open(&out, d, id, key), want);
	if (want == 0) {
		CHECK_INT(out.len, DRAFT_STORY_BYTES);
		CHECK(memcmp(out.data, draft_story, DRAFT_STORY_BYTES) == 0);
	} else {
		CHECK_INT(out.len, 0);
	}
	buf_fini(&out);
}

void draft_opens_code(const char *code, int want)
{
	uint8_t id[DRAFT_ID_BYTES];
	struct buf out;

	buf_init(&out, DRAFT_TEXT_MAX);
	CHECK_INT(draft_open_code(&out, id, d, code), want);
	if (want == 0)
		CHECK(out.len == DRAFT_STORY_BYTES && memcmp(out.data, draft_story, DRAFT_STORY_BYTES) == 0);
	else
		CHECK_INT(out.len, 0);
	buf_fini(&out);
}
