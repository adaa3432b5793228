/* Drafts: nothing opens them but what should, nothing stays that should not, and the power may go at any moment. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "store/draft_inside.h"
#include "store_world.h"
#include "sys/fault.h"
#include "sys/file.h"

static const char story[] = "form\0version\0Het stond bij het station en was daarna weg.";

static struct store_test t;
static struct drafts *d;

static void begin(void)
{
	store_test_init(&t);
	CHECK_OK(dir_make(t.data, 0700));
	CHECK_OK(drafts_open(&d, t.data, &t.clock, &t.log));
}

static void again(void)
{
	drafts_close(d);
	CHECK_OK(drafts_open(&d, t.data, &t.clock, &t.log));
}

static void end(void)
{
	drafts_close(d);
	store_test_fini(&t);
}

static const struct key_public *desk(void)
{
	return key_public_part(t.desk);
}

static int listed(enum draft_how how)
{
	struct draft_row rows[DRAFTS_MOST + 4];

	return drafts_list(rows, DRAFTS_MOST + 4, d, how);
}

static struct draft_row first(void)
{
	struct draft_row row = {0};

	CHECK(drafts_list(&row, 1, d, DRAFT_FOR_DESK) == 1);
	return row;
}

static int files(char last[DRAFT_PATH_ROOM])
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

static void opens(const uint8_t id[DRAFT_ID_BYTES], const struct key_secret *key, int want)
{
	struct buf out;

	buf_init(&out, DRAFT_TEXT_MAX);
	CHECK_INT(draft_open(&out, d, id, key), want);
	if (want == 0) {
		CHECK_INT(out.len, sizeof story);
		CHECK(memcmp(out.data, story, sizeof story) == 0);
	} else {
		CHECK_INT(out.len, 0);
	}
	buf_fini(&out);
}

static void opens_code(const char *code, int want)
{
	uint8_t id[DRAFT_ID_BYTES];
	struct buf out;

	buf_init(&out, DRAFT_TEXT_MAX);
	CHECK_INT(draft_open_code(&out, id, d, code), want);
	if (want == 0)
		CHECK(out.len == sizeof story && memcmp(out.data, story, sizeof story) == 0);
	else
		CHECK_INT(out.len, 0);
	buf_fini(&out);
}

/* ---- who may --------------------------------------------------------------------------------- */

TEST(draft, of_a_cut_visit_opens_with_the_desks_key_alone)
{
	struct key_secret *other;
	struct draft_row row;

	begin();
	CHECK_INT(draft_keep(d, desk(), "older", 5), 0);
	CHECK_INT(draft_keep(d, desk(), story, sizeof story), 0);
	CHECK_INT(files(NULL), 1);
	CHECK_INT(listed(DRAFT_FOR_DESK), 0); /* it is under way */
	again();
	CHECK_INT(listed(DRAFT_FOR_DESK), 1);
	row = first();
	CHECK(row.was_cut);
	CHECK_INT(row.made_ms % 60000, 0);
	opens(row.id, t.desk, 0);
	CHECK_OK(key_new(&other, KEY_DESK, true));
	opens(row.id, other, DRAFT_BROKEN);
	key_free(other);
	draft_remove(d, row.id);
	opens(row.id, t.desk, DRAFT_NOT_THERE);
	CHECK_INT(files(NULL), 0);
	end();
}

TEST(draft, that_was_parked_stays_and_the_one_under_way_goes)
{
	begin();
	CHECK_INT(draft_keep(d, desk(), story, sizeof story), 0);
	CHECK_INT(draft_park(d, desk(), story, sizeof story), 0);
	CHECK_INT(files(NULL), 1);
	again();
	CHECK(!first().was_cut);
	opens(first().id, t.desk, 0);
	end();
}

TEST(draft, of_a_visit_that_ended_leaves_nothing)
{
	begin();
	CHECK_INT(draft_keep(d, desk(), story, sizeof story), 0);
	draft_drop(d);
	draft_drop(d);
	CHECK_INT(files(NULL), 0);
	again();
	CHECK_INT(listed(DRAFT_FOR_DESK), 0);
	end();
}

TEST(draft, of_a_code_opens_with_that_code_alone)
{
	char code[DRAFT_CODE_ROOM], other[DRAFT_CODE_ROOM], small[DRAFT_CODE_ROOM + 8] = " ";
	uint8_t id[DRAFT_ID_BYTES];

	begin();
	CHECK_INT(draft_park_code(code, id, d, story, sizeof story), 0);
	CHECK_INT(strlen(code), 23);
	CHECK_INT(listed(DRAFT_FOR_DESK), 0);
	CHECK_INT(listed(DRAFT_FOR_CODE), 1);
	opens(id, t.desk, DRAFT_BROKEN);
	draft_code_new(other);
	opens_code(other, DRAFT_NOT_THERE);
	opens_code("", DRAFT_NOT_THERE);
	opens_code("7K3D9", DRAFT_NOT_THERE);
	for (char *p = strcpy(small + 1, code); *p; p++)
		*p = *p == '-' ? ' ' : *p == '0' ? 'o' : *p == '1' ? 'l' : (char)(*p >= 'A' ? *p + 32 : *p);
	opens_code(small, 0);
	for (int i = 0; i < 23; i++) {
		char wrong[DRAFT_CODE_ROOM];

		memcpy(wrong, code, sizeof wrong);
		if (wrong[i] == '-')
			continue;
		wrong[i] = wrong[i] == 'Z' ? 'Y' : 'Z';
		opens_code(wrong, DRAFT_NOT_THERE);
	}
	again();
	opens_code(code, 0);
	draft_remove(d, id);
	opens_code(code, DRAFT_NOT_THERE);
	end();
}

/* Neither the code nor its key nor a word of the text lies anywhere in the folder, names included. */
TEST(draft, code_and_text_are_nowhere_on_the_disk)
{
	char code[DRAFT_CODE_ROOM], plain[DRAFT_CODE_LETTERS + 1], path[DRAFT_PATH_ROOM];
	uint8_t id[DRAFT_ID_BYTES], key[DRAFT_KEY_BYTES], same[DRAFT_ID_BYTES];
	struct buf file;

	begin();
	CHECK_INT(draft_park_code(code, id, d, story, sizeof story), 0);
	CHECK(draft_code_plain(plain, code));
	draft_code_key(key, same, plain);
	CHECK(memcmp(id, same, sizeof id) == 0);
	CHECK_INT(files(path), 1);
	CHECK(strstr(path, plain) == NULL && strstr(path, code) == NULL);
	buf_init(&file, DRAFT_FILE_MAX);
	CHECK_OK(file_read(&file, path));
	CHECK(memmem(file.data, file.len, code, 5) == NULL);
	CHECK(memmem(file.data, file.len, plain, 6) == NULL);
	CHECK(memmem(file.data, file.len, key, 8) == NULL);
	CHECK(memmem(file.data, file.len, "station", 7) == NULL);
	CHECK_INT(file.len, DRAFT_HEADER_BYTES + DRAFT_NONCE_BYTES + DRAFT_BUCKET + DRAFT_TAG_BYTES);
	buf_fini(&file);
	end();
}

TEST(draft, codes_are_all_different_and_easy_to_read)
{
	char a[DRAFT_CODE_ROOM], b[DRAFT_CODE_ROOM], plain[DRAFT_CODE_LETTERS + 1];

	begin();
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
	end();
}

TEST(draft, of_which_any_byte_was_altered_opens_for_nobody)
{
	char code[DRAFT_CODE_ROOM], path[DRAFT_PATH_ROOM];
	uint8_t id[DRAFT_ID_BYTES];
	struct buf file, out;

	begin();
	CHECK_INT(draft_park_code(code, id, d, story, sizeof story), 0);
	CHECK_INT(files(path), 1);
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
	opens_code(code, 0);
	buf_fini(&file);
	end();
}

/* ---- how long, how many, how large -------------------------------------------------------------- */

TEST(draft, dies_after_a_day_and_says_so_for_a_week)
{
	char code[DRAFT_CODE_ROOM], path[DRAFT_PATH_ROOM];
	uint8_t id[DRAFT_ID_BYTES];
	struct buf file;
	int64_t made;

	begin();
	CHECK_INT(draft_park_code(code, id, d, story, sizeof story), 0);
	made = clock_wall_ms(&t.clock) / 60000 * 60000;
	clock_manual(&t.clock, made + DRAFT_LIFE_MS - 1);
	drafts_expire(d);
	opens_code(code, 0);
	clock_manual(&t.clock, made + DRAFT_LIFE_MS);
	opens_code(code, DRAFT_EXPIRED); /* also before anybody swept */
	drafts_expire(d);
	opens_code(code, DRAFT_EXPIRED);
	CHECK_INT(files(path), 1);
	buf_init(&file, DRAFT_FILE_MAX);
	CHECK_OK(file_read(&file, path));
	CHECK_INT(file.len, DRAFT_HEADER_BYTES);
	buf_fini(&file);
	clock_manual(&t.clock, made + DRAFT_TOLD_MS);
	drafts_expire(d);
	CHECK_INT(files(NULL), 0);
	opens_code(code, DRAFT_NOT_THERE);
	end();
}

TEST(draft, of_the_desk_that_died_is_counted)
{
	begin();
	CHECK_INT(draft_park(d, desk(), story, sizeof story), 0);
	CHECK_INT(drafts_gone(d), 0);
	clock_manual(&t.clock, clock_wall_ms(&t.clock) + DRAFT_LIFE_MS);
	CHECK_INT(listed(DRAFT_FOR_DESK), 0);
	CHECK_INT(drafts_gone(d), 1);
	again();
	CHECK_INT(drafts_gone(d), 1);
	end();
}

TEST(draft, outlives_a_clock_that_lost_hours_but_not_one_that_lost_a_day)
{
	struct draft_row row;
	int64_t made;

	begin();
	CHECK_INT(draft_park(d, desk(), story, sizeof story), 0);
	row = first();
	made = row.made_ms;
	clock_manual(&t.clock, made - 3600 * 1000);
	drafts_expire(d);
	opens(row.id, t.desk, 0);
	clock_manual(&t.clock, 1000); /* never set */
	drafts_expire(d);
	clock_manual(&t.clock, made + 1000);
	opens(row.id, t.desk, 0);
	clock_manual(&t.clock, made - DRAFT_LIFE_MS);
	opens(row.id, t.desk, DRAFT_EXPIRED);
	end();
}

TEST(draft, has_a_ceiling_of_number)
{
	char code[DRAFT_CODE_ROOM];
	uint8_t id[DRAFT_ID_BYTES];

	begin();
	for (int i = 0; i < DRAFTS_MOST - 1; i++)
		CHECK_INT(draft_park(d, desk(), story, sizeof story), 0);
	CHECK_INT(draft_park_code(code, id, d, story, sizeof story), 0);
	CHECK_INT(draft_park(d, desk(), story, sizeof story), DRAFT_FULL);
	CHECK_INT(draft_park_code(code, id, d, story, sizeof story), DRAFT_FULL);
	CHECK_INT(draft_keep(d, desk(), story, sizeof story), 0); /* a power cut still finds room */
	again();
	CHECK_INT(listed(DRAFT_FOR_DESK), DRAFTS_MOST);
	clock_manual(&t.clock, clock_wall_ms(&t.clock) + DRAFT_LIFE_MS);
	CHECK_INT(draft_park(d, desk(), story, sizeof story), 0);
	end();
}

TEST(draft, has_a_ceiling_of_size)
{
	static char big[DRAFT_TEXT_MAX + 1];
	struct buf out;

	begin();
	memset(big, 'x', sizeof big);
	CHECK_INT(draft_park(d, desk(), big, DRAFT_TEXT_MAX + 1), DRAFT_TOO_BIG);
	CHECK_INT(draft_keep(d, desk(), big, DRAFT_TEXT_MAX + 1), DRAFT_TOO_BIG);
	for (size_t n = DRAFT_TEXT_MAX - 1; n <= DRAFT_TEXT_MAX; n++) {
		CHECK_INT(draft_park(d, desk(), big, n), 0);
		buf_init(&out, DRAFT_TEXT_MAX);
		CHECK_INT(draft_open(&out, d, first().id, t.desk), 0);
		CHECK_INT(out.len, n);
		buf_fini(&out);
		draft_remove(d, first().id);
	}
	end();
}

TEST(draft, lists_the_newest_first)
{
	struct draft_row rows[3];
	int64_t made;

	begin();
	made = clock_wall_ms(&t.clock);
	for (int i = 0; i < 5; i++) {
		clock_manual(&t.clock, made + (i * 7 % 5) * 600000);
		CHECK_INT(draft_park(d, desk(), story, sizeof story), 0);
	}
	CHECK_INT(drafts_list(rows, 3, d, DRAFT_FOR_DESK), 3);
	CHECK(rows[0].made_ms > rows[1].made_ms && rows[1].made_ms > rows[2].made_ms);
	CHECK_INT(rows[0].made_ms, (made + 4 * 600000) / 60000 * 60000);
	end();
}

TEST(draft, leaves_strange_files_alone_nowhere)
{
	char path[DRAFT_PATH_ROOM];

	begin();
	snprintf(path, sizeof path, "%s/now.tmp123", d->folder);
	CHECK_OK(file_replace(path, "half", 4, 0600));
	snprintf(path, sizeof path, "%s/0123456789abcdef0123456789abcdef", d->folder);
	CHECK_OK(file_replace(path, "half", 4, 0600));
	snprintf(path, sizeof path, "%s/now", d->folder);
	CHECK_OK(file_replace(path, "half", 4, 0600));
	again();
	CHECK_INT(files(NULL), 0);
	end();
}

/* ---- the power goes ------------------------------------------------------------------------------ */

typedef void act(void);

static void keeps(void)
{
	(void)!draft_keep(d, desk(), story, sizeof story);
}

static void parks(void)
{
	(void)!draft_park(d, desk(), story, sizeof story);
}

static void drops(void)
{
	draft_drop(d);
}

/* In a process of its own, which ends at the nth place where the disk could fail; true when it was reached. */
static bool cut(act *fn, int nth)
{
	pid_t child = fork();
	int status;

	CHECK(child >= 0);
	if (child == 0) {
		fault_cut(nth);
		fn();
		_exit(0);
	}
	CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
	return WEXITSTATUS(status) == FAULT_CUT;
}

/* Whatever is listed after it is whole and opens. */
static int whole(void)
{
	struct draft_row rows[DRAFTS_MOST];
	int n = drafts_list(rows, DRAFTS_MOST, d, DRAFT_FOR_DESK);

	for (int i = 0; i < n; i++)
		opens(rows[i].id, t.desk, 0);
	return n;
}

TEST(draft, that_is_cut_off_while_it_is_written_is_the_old_one_or_the_new_one)
{
	int nth, seen = 0;

	begin();
	for (nth = 1; nth < 100; nth++) {
		bool reached;

		CHECK_INT(draft_keep(d, desk(), story, sizeof story), 0);
		reached = cut(keeps, nth);
		again();
		CHECK_INT(whole(), 1);
		draft_remove(d, first().id);
		CHECK_INT(files(NULL), 0);
		seen += reached;
		if (!reached)
			break;
	}
	CHECK(seen >= 4);
	end();
}

TEST(draft, that_is_parked_while_the_power_goes_is_there_once_or_twice_but_never_lost)
{
	int nth, seen = 0;

	begin();
	for (nth = 1; nth < 100; nth++) {
		bool reached;

		CHECK_INT(draft_keep(d, desk(), story, sizeof story), 0);
		reached = cut(parks, nth);
		again();
		CHECK(whole() >= 1 && whole() <= 2);
		while (listed(DRAFT_FOR_DESK))
			draft_remove(d, first().id);
		CHECK_INT(files(NULL), 0);
		seen += reached;
		if (!reached)
			break;
	}
	CHECK(seen >= 5);
	end();
}

TEST(draft, that_was_stopped_does_not_come_back)
{
	begin();
	CHECK_INT(draft_keep(d, desk(), story, sizeof story), 0);
	CHECK(cut(drops, 1)); /* overwritten, its name still there */
	CHECK_INT(files(NULL), 1);
	again();
	CHECK_INT(listed(DRAFT_FOR_DESK), 0);
	CHECK_INT(files(NULL), 0);
	end();
}

TEST(draft, says_when_the_disk_fails_and_loses_nothing)
{
	int n = 0, sick = 0;

	begin();
	CHECK_INT(draft_keep(d, desk(), story, sizeof story), 0);
	while (fault_again(&n)) {
		int r = draft_keep(d, desk(), story, sizeof story);

		fault_arm(0);
		CHECK(r == 0 || r == DRAFT_SICK);
		sick += r == DRAFT_SICK;
		if (n > 200)
			break;
	}
	CHECK(sick >= 4);
	again();
	CHECK_INT(whole(), 1);
	end();
}
