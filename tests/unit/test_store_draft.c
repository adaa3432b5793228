/* Drafts: nothing opens them but what should, and nothing stays that should not. */
#include <stdio.h>
#include <string.h>

#include "store_draft.h"
#include "sys/file.h"

#define t (*draft_test())
#define d drafts_here()

/* ---- who may --------------------------------------------------------------------------------- */

TEST(draft, of_a_cut_visit_opens_with_the_desks_key_alone)
{
	struct key_secret *other;
	struct draft_row row;

	drafts_begin();
	CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, "older", 5), 0);
	CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK_INT(draft_files(NULL), 1);
	CHECK_INT(draft_listed(DRAFT_FOR_DESK), 0); /* it is under way */
	drafts_again();
	CHECK_INT(draft_listed(DRAFT_FOR_DESK), 1);
	row = draft_first();
	CHECK(row.was_cut);
	CHECK_INT(row.made_ms % 60000, 0);
	draft_opens(row.id, t.desk, 0);
	CHECK_OK(key_new(&other, KEY_DESK, true));
	draft_opens(row.id, other, DRAFT_BROKEN);
	key_free(other);
	draft_remove(d, row.id);
	draft_opens(row.id, t.desk, DRAFT_NOT_THERE);
	CHECK_INT(draft_files(NULL), 0);
	drafts_end();
}

TEST(draft, that_was_parked_stays_and_the_one_under_way_goes)
{
	drafts_begin();
	CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK_INT(draft_files(NULL), 1);
	drafts_again();
	CHECK(!draft_first().was_cut);
	draft_opens(draft_first().id, t.desk, 0);
	drafts_end();
}

TEST(draft, of_a_visit_that_ended_leaves_nothing)
{
	drafts_begin();
	CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	draft_drop(d);
	draft_drop(d);
	CHECK_INT(draft_files(NULL), 0);
	drafts_again();
	CHECK_INT(draft_listed(DRAFT_FOR_DESK), 0);
	drafts_end();
}

TEST(draft, of_a_code_opens_with_that_code_alone)
{
	char code[DRAFT_CODE_ROOM], other[DRAFT_CODE_ROOM], small[DRAFT_CODE_ROOM + 8] = " ";
	uint8_t id[DRAFT_ID_BYTES];

	drafts_begin();
	CHECK_INT(draft_park_code(code, id, d, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK_INT(strlen(code), 23);
	CHECK_INT(draft_listed(DRAFT_FOR_DESK), 0);
	CHECK_INT(draft_listed(DRAFT_FOR_CODE), 1);
	draft_opens(id, t.desk, DRAFT_BROKEN);
	draft_code_new(other);
	draft_opens_code(other, DRAFT_NOT_THERE);
	draft_opens_code("", DRAFT_NOT_THERE);
	draft_opens_code("7K3D9", DRAFT_NOT_THERE);
	for (char *p = strcpy(small + 1, code); *p; p++)
		*p = *p == '-' ? ' ' : *p == '0' ? 'o' : *p == '1' ? 'l' : (char)(*p >= 'A' ? *p + 32 : *p);
	draft_opens_code(small, 0);
	for (int i = 0; i < 23; i++) {
		char wrong[DRAFT_CODE_ROOM];

		memcpy(wrong, code, sizeof wrong);
		if (wrong[i] == '-')
			continue;
		wrong[i] = wrong[i] == 'Z' ? 'Y' : 'Z';
		draft_opens_code(wrong, DRAFT_NOT_THERE);
	}
	drafts_again();
	draft_opens_code(code, 0);
	draft_remove(d, id);
	draft_opens_code(code, DRAFT_NOT_THERE);
	drafts_end();
}

/* Neither the code nor its key nor a word of the text lies anywhere in the folder, names included. */
TEST(draft, code_and_text_are_nowhere_on_the_disk)
{
	char code[DRAFT_CODE_ROOM], plain[DRAFT_CODE_LETTERS + 1], path[DRAFT_PATH_ROOM];
	uint8_t id[DRAFT_ID_BYTES], key[DRAFT_KEY_BYTES], same[DRAFT_ID_BYTES];
	struct buf file;

	drafts_begin();
	CHECK_INT(draft_park_code(code, id, d, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK(draft_code_plain(plain, code));
	draft_code_key(key, same, plain);
	CHECK(memcmp(id, same, sizeof id) == 0);
	CHECK_INT(draft_files(path), 1);
	CHECK(strstr(path, plain) == NULL && strstr(path, code) == NULL);
	buf_init(&file, DRAFT_FILE_MAX);
	CHECK_OK(file_read(&file, path));
	CHECK(memmem(file.data, file.len, code, 5) == NULL);
	CHECK(memmem(file.data, file.len, plain, 6) == NULL);
	CHECK(memmem(file.data, file.len, key, 8) == NULL);
	CHECK(memmem(file.data, file.len, "station", 7) == NULL);
	CHECK_INT(file.len, DRAFT_HEADER_BYTES + DRAFT_NONCE_BYTES + DRAFT_BUCKET + DRAFT_TAG_BYTES);
	buf_fini(&file);
	drafts_end();
}

TEST(draft, codes_are_all_different_and_easy_to_read)
{
	char a[DRAFT_CODE_ROOM], b[DRAFT_CODE_ROOM], plain[DRAFT_CODE_LETTERS + 1];

	drafts_begin();
	for (int i = 0; i < 200; i++) {
		draft_code_new(a);
		draft_code_new(b);
		CHECK(strcmp(a, b) != 0);
		CHECK(strpbrk(a, "ILOU") == NULL && strspn(a, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == 23);
		CHECK(draft_code_plain(plain, a));
	}
	CHECK(!draft_code_plain(plain, "7K3D9-QMZ4T-7K3D9-QMZ4"));
	CHECK(!draft_code_plain(plain, "7K3D9-QMZ4T-7K3D9-QMZ4T2"));
	CHECK(!draft_code_plain(plain, "7K3D9-QMZ4T-7K3D9-QMZ4U"));
	CHECK(draft_code_plain(plain, "7k3d9 qmz4t 7k3d9 qmz4t"));
	drafts_end();
}

TEST(draft, of_which_any_byte_was_altered_opens_for_nobody)
{
	char code[DRAFT_CODE_ROOM], path[DRAFT_PATH_ROOM];
	uint8_t id[DRAFT_ID_BYTES];
	struct buf file, out;

	drafts_begin();
	CHECK_INT(draft_park_code(code, id, d, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK_INT(draft_files(path), 1);
	buf_init(&file, DRAFT_FILE_MAX);
	CHECK_OK(file_read(&file, path));
	for (size_t i = 0; i < file.len; i += i < 200 ? 1 : 97) {
		file.data[i] ^= 1;
		CHECK_OK(file_replace(path, file.data, file.len, 0600));
		buf_init(&out, DRAFT_TEXT_MAX);
		CHECK(draft_open_code(&out, id, d, code) > 0);
		CHECK_INT(out.len, 0);
		buf_fini(&out);
		file.data[i] ^= 1;
	}
	for (size_t n = 0; n < file.len; n += n < 200 ? 7 : 501) {
		CHECK_OK(file_replace(path, file.data, n, 0600));
		buf_init(&out, DRAFT_TEXT_MAX);
		CHECK(draft_open_code(&out, id, d, code) > 0);
		buf_fini(&out);
	}
	CHECK_OK(file_replace(path, file.data, file.len, 0600));
	draft_opens_code(code, 0);
	buf_fini(&file);
	drafts_end();
}

/* ---- how long, how many, how large -------------------------------------------------------------- */

TEST(draft, dies_after_a_day_and_says_so_for_a_week)
{
	char code[DRAFT_CODE_ROOM], path[DRAFT_PATH_ROOM];
	uint8_t id[DRAFT_ID_BYTES];
	struct buf file;
	int64_t made;

	drafts_begin();
	CHECK_INT(draft_park_code(code, id, d, draft_story, DRAFT_STORY_BYTES), 0);
	made = clock_wall_ms(&t.clock) / 60000 * 60000;
	clock_manual(&t.clock, made + DRAFT_LIFE_MS - 1);
	drafts_expire(d);
	draft_opens_code(code, 0);
	clock_manual(&t.clock, made + DRAFT_LIFE_MS);
	draft_opens_code(code, DRAFT_EXPIRED); /* also before anybody swept */
	drafts_expire(d);
	draft_opens_code(code, DRAFT_EXPIRED);
	CHECK_INT(draft_files(path), 1);
	buf_init(&file, DRAFT_FILE_MAX);
	CHECK_OK(file_read(&file, path));
	CHECK_INT(file.len, DRAFT_HEADER_BYTES);
	buf_fini(&file);
	clock_manual(&t.clock, made + DRAFT_TOLD_MS);
	drafts_expire(d);
	CHECK_INT(draft_files(NULL), 0);
	draft_opens_code(code, DRAFT_NOT_THERE);
	drafts_end();
}

TEST(draft, of_the_desk_that_died_is_counted)
{
	drafts_begin();
	CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK_INT(drafts_gone(d), 0);
	clock_manual(&t.clock, clock_wall_ms(&t.clock) + DRAFT_LIFE_MS);
	CHECK_INT(draft_listed(DRAFT_FOR_DESK), 0);
	CHECK_INT(drafts_gone(d), 1);
	drafts_again();
	CHECK_INT(drafts_gone(d), 1);
	drafts_end();
}

TEST(draft, outlives_a_clock_that_lost_hours_but_not_one_that_lost_a_day)
{
	struct draft_row row;
	int64_t made;

	drafts_begin();
	CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	row = draft_first();
	made = row.made_ms;
	clock_manual(&t.clock, made - 3600 * 1000);
	drafts_expire(d);
	draft_opens(row.id, t.desk, 0);
	clock_manual(&t.clock, 1000); /* never set */
	drafts_expire(d);
	clock_manual(&t.clock, made + 1000);
	draft_opens(row.id, t.desk, 0);
	clock_manual(&t.clock, made - DRAFT_LIFE_MS);
	draft_opens(row.id, t.desk, DRAFT_EXPIRED);
	drafts_end();
}

/* A clock that is set back each hour, or never set: a day of running is a day. */
TEST(draft, dies_after_a_day_of_running_whatever_the_clock_says)
{
	struct draft_row row;
	int64_t made;

	drafts_begin();
	CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	row = draft_first();
	made = clock_wall_ms(&t.clock);
	for (int hour = 0; hour < 24; hour++) {
		drafts_expire(d);
		draft_opens(row.id, t.desk, 0);
		clock_advance(&t.clock, hour < 23 ? 3600 * 1000 : 3600 * 1000 - 1);
		t.clock.wall_held_ms = hour % 2 ? made : 1000;
	}
	draft_opens(row.id, t.desk, 0);
	clock_advance(&t.clock, 1);
	draft_opens(row.id, t.desk, DRAFT_EXPIRED);
	drafts_expire(d);
	t.clock.wall_held_ms = made;
	drafts_again();
	draft_opens(row.id, t.desk, DRAFT_EXPIRED); /* its text is gone for good */
	drafts_end();
}

TEST(draft, is_known_from_the_start_that_found_it)
{
	struct draft_row row;
	int64_t made;

	drafts_begin();
	CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	made = clock_wall_ms(&t.clock);
	drafts_again();
	row = draft_first();
	clock_advance(&t.clock, DRAFT_LIFE_MS - 1);
	t.clock.wall_held_ms = made - 5 * 3600 * 1000; /* and the clock lost five hours */
	draft_opens(row.id, t.desk, 0);
	clock_advance(&t.clock, 1);
	draft_opens(row.id, t.desk, DRAFT_EXPIRED);
	drafts_end();
}

TEST(draft, dies_at_once_by_a_clock_that_runs_ahead)
{
	struct draft_row row;

	drafts_begin();
	CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	row = draft_first();
	t.clock.wall_held_ms += 3 * DRAFT_LIFE_MS;
	draft_opens(row.id, t.desk, DRAFT_EXPIRED);
	CHECK_INT(draft_listed(DRAFT_FOR_DESK), 0);
	drafts_end();
}

TEST(draft, says_what_it_would_become)
{
	drafts_begin();
	CHECK_INT(draft_park(d, draft_desk(), KIND_EPOCH_LINK, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK_INT(draft_first().kind, KIND_EPOCH_LINK);
	drafts_again();
	CHECK_INT(draft_first().kind, KIND_EPOCH_LINK);
	drafts_end();
}

TEST(draft, has_a_ceiling_of_number)
{
	char code[DRAFT_CODE_ROOM];
	uint8_t id[DRAFT_ID_BYTES];

	drafts_begin();
	for (int i = 0; i < DRAFTS_MOST - 1; i++)
		CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK_INT(draft_park_code(code, id, d, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), DRAFT_FULL);
	CHECK_INT(draft_park_code(code, id, d, draft_story, DRAFT_STORY_BYTES), DRAFT_FULL);
	CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES),
	        0); /* a power cut still finds room */
	drafts_again();
	CHECK_INT(draft_listed(DRAFT_FOR_DESK), DRAFTS_MOST);
	clock_manual(&t.clock, clock_wall_ms(&t.clock) + DRAFT_LIFE_MS);
	CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	drafts_end();
}

TEST(draft, has_a_ceiling_of_size)
{
	static char big[DRAFT_TEXT_MAX + 1];
	struct buf out;

	drafts_begin();
	memset(big, 'x', sizeof big);
	CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, big, DRAFT_TEXT_MAX + 1), DRAFT_TOO_BIG);
	CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, big, DRAFT_TEXT_MAX + 1), DRAFT_TOO_BIG);
	for (size_t n = DRAFT_TEXT_MAX - 1; n <= DRAFT_TEXT_MAX; n++) {
		CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, big, n), 0);
		buf_init(&out, DRAFT_TEXT_MAX);
		CHECK_INT(draft_open(&out, d, draft_first().id, t.desk), 0);
		CHECK_INT(out.len, n);
		buf_fini(&out);
		draft_remove(d, draft_first().id);
	}
	drafts_end();
}

TEST(draft, lists_the_newest_first)
{
	struct draft_row rows[3];
	int64_t made;

	drafts_begin();
	made = clock_wall_ms(&t.clock);
	for (int i = 0; i < 5; i++) {
		clock_manual(&t.clock, made + (i * 7 % 5) * 600000);
		CHECK_INT(draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	}
	CHECK_INT(drafts_list(rows, 3, d, DRAFT_FOR_DESK), 3);
	CHECK(rows[0].made_ms > rows[1].made_ms && rows[1].made_ms > rows[2].made_ms);
	CHECK_INT(rows[0].made_ms, (made + 4 * 600000) / 60000 * 60000);
	drafts_end();
}

TEST(draft, leaves_strange_files_alone_nowhere)
{
	char path[DRAFT_PATH_ROOM];

	drafts_begin();
	snprintf(path, sizeof path, "%s/now.tmp123", d->folder);
	CHECK_OK(file_replace(path, "half", 4, 0600));
	snprintf(path, sizeof path, "%s/0123456789abcdef0123456789abcdef", d->folder);
	CHECK_OK(file_replace(path, "half", 4, 0600));
	snprintf(path, sizeof path, "%s/now", d->folder);
	CHECK_OK(file_replace(path, "half", 4, 0600));
	drafts_again();
	CHECK_INT(draft_files(NULL), 0);
	drafts_end();
}
