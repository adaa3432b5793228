#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board/update_journal.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

struct stand {
	struct clock clock;
	struct update_journal j;
	char path[600];
};

static struct stand *stand_new(void)
{
	struct stand *s = calloc(1, sizeof *s);

	clock_manual(&s->clock, INT64_C(1770000000000));
	(void)snprintf(s->path, sizeof s->path, "%s/journal", test_folder());
	CHECK_OK(update_journal_open(&s->j, test_folder(), &s->clock));
	return s;
}

static void open_again(struct stand *s)
{
	memset(&s->j, 0x55, sizeof s->j);
	CHECK_OK(update_journal_open(&s->j, test_folder(), &s->clock));
}

static const struct update_tried tried = {.on = true,
        .version = "0.5.0",
        .from = "0.4.0",
        .from_slot = "rootfs.0",
        .to_slot = "rootfs.1",
        .boot = "start-1",
        .needs = 5};

TEST(journal, begins_empty)
{
	struct stand *s = stand_new();

	CHECK_TEXT(s->j.floor, "0");
	CHECK_INT(s->j.n_events, 0);
	CHECK(!s->j.tried.on);
	CHECK(!s->j.was_damaged);
	CHECK(update_journal_last(&s->j) == NULL);
	CHECK(!file_exists(s->path));
	free(s);
}

TEST(journal, what_was_begun_written_and_ended_is_there_again)
{
	struct stand *s = stand_new();

	CHECK_OK(update_journal_begin(&s->j, &tried));
	open_again(s);
	CHECK(s->j.tried.on && !s->j.tried.written);
	CHECK_TEXT(s->j.tried.version, "0.5.0");
	CHECK_TEXT(s->j.tried.from, "0.4.0");
	CHECK_TEXT(s->j.tried.from_slot, "rootfs.0");
	CHECK_TEXT(s->j.tried.to_slot, "rootfs.1");
	CHECK_TEXT(s->j.tried.boot, "start-1");
	CHECK_INT(s->j.tried.needs, 5);
	CHECK_OK(update_journal_end(&s->j, UPDATE_INSTALLED, "0.5.0", "0.4.0", "it is there"));
	open_again(s);
	CHECK(s->j.tried.on && s->j.tried.written);
	CHECK_TEXT(s->j.floor, "0");
	clock_advance(&s->clock, 1000);
	CHECK_OK(update_journal_end(&s->j, UPDATE_CONFIRMED, "0.5.0", "0.4.0", "well"));
	open_again(s);
	CHECK(!s->j.tried.on);
	CHECK_TEXT(s->j.floor, "0.5.0");
	CHECK_INT(s->j.n_events, 2);
	CHECK_INT(s->j.serial, 2);
	CHECK_INT(s->j.events[0].outcome, UPDATE_INSTALLED);
	CHECK_TEXT(s->j.events[0].why, "it is there");
	CHECK_INT(s->j.events[1].at_ms - s->j.events[0].at_ms, 1000);
	free(s);
}

TEST(journal, only_what_is_over_forgets_what_was_tried)
{
	for (int o = UPDATE_INSTALLED; o < UPDATE_OUTCOMES; o++) {
		struct stand *s = stand_new();

		CHECK_OK(update_journal_begin(&s->j, &tried));
		CHECK_OK(update_journal_end(&s->j, (enum update_outcome)o, "0.5.0", "0.4.0", "x"));
		CHECK_INT(s->j.tried.on, o == UPDATE_INSTALLED || o == UPDATE_SICK);
		CHECK_TEXT(s->j.floor, o == UPDATE_CONFIRMED ? "0.5.0" : "0");
		CHECK(unlink(s->path) == 0);
		free(s);
	}
}

TEST(journal, names_of_outcomes_are_read_back)
{
	enum update_outcome o;

	for (int i = 0; i < UPDATE_OUTCOMES; i++) {
		CHECK(update_outcome_of(&o, update_outcome_name((enum update_outcome)i)));
		CHECK_INT(o, i);
	}
	CHECK(!update_outcome_of(&o, "good"));
	CHECK(!update_outcome_of(&o, ""));
}

TEST(journal, the_floor_never_goes_down)
{
	static const char *const versions[] = {"0.4.0", "0.3.9", "0.5", "0.4.99", "1.0", "0.9", "0.10", NULL};
	struct stand *s = stand_new();
	char before[32];

	for (int i = 0; versions[i]; i++) {
		(void)text_copy(before, sizeof before, s->j.floor);
		CHECK_OK(update_journal_end(&s->j, UPDATE_CONFIRMED, versions[i], "0", "x"));
		open_again(s);
		CHECK(update_version_compare(s->j.floor, before) >= 0);
		update_journal_raise(&s->j, "0.1");
		update_journal_raise(&s->j, "nonsense");
		CHECK(update_version_compare(s->j.floor, before) >= 0);
	}
	CHECK_TEXT(s->j.floor, "1.0");
	free(s);
}

TEST(journal, keeps_the_last_64_outcomes_and_counts_on)
{
	struct stand *s = stand_new();
	char why[UPDATE_WHY_MAX + 1];

	for (int i = 1; i <= UPDATE_EVENTS_MAX + 1; i++) {
		(void)snprintf(why, sizeof why, "number %d", i);
		CHECK_OK(update_journal_end(&s->j, UPDATE_OLDER, "0.1", "0.4", why));
		CHECK_INT(s->j.n_events, i < UPDATE_EVENTS_MAX ? i : UPDATE_EVENTS_MAX);
	}
	open_again(s);
	CHECK_INT(s->j.n_events, UPDATE_EVENTS_MAX);
	CHECK_INT(s->j.serial, UPDATE_EVENTS_MAX + 1);
	CHECK_TEXT(s->j.events[0].why, "number 2");
	CHECK_TEXT(update_journal_last(&s->j)->why, "number 65");
	free(s);
}

TEST(journal, the_longest_sentences_of_all_outcomes_fit)
{
	struct stand *s = stand_new();
	char why[1000];

	/* The worst for JSON: every byte becomes two. */
	memset(why, '"', sizeof why - 1);
	why[sizeof why - 1] = 0;
	for (int i = 0; i < UPDATE_EVENTS_MAX; i++)
		CHECK_OK(update_journal_end(
		        &s->j, UPDATE_OTHER_DEVICE, "999999.999999.999999.999999", "999999.999999.999999.999999", why));
	open_again(s);
	CHECK_INT(s->j.n_events, UPDATE_EVENTS_MAX);
	CHECK_INT(strlen(s->j.events[0].why), UPDATE_WHY_MAX);
	free(s);
}

TEST(journal, what_rauc_says_becomes_one_plain_line)
{
	struct stand *s = stand_new();

	CHECK_OK(update_journal_end(&s->j, UPDATE_FAILED, "0.5", "0.4", "two\nlines\tand \x1b[31m red"));
	open_again(s);
	CHECK_TEXT(s->j.events[0].why, "two lines and  [31m red");
	CHECK_OK(update_journal_end(&s->j, UPDATE_FAILED, "0.5", "0.4", "broken \xff\xfe bytes"));
	open_again(s);
	CHECK_HAS(s->j.events[1].why, "bytes");
	CHECK(utf8_valid(s->j.events[1].why, strlen(s->j.events[1].why)));
	free(s);
}

TEST(journal, every_byte_that_changed_is_seen)
{
	struct stand *s = stand_new();
	AUTO_BUF good;

	buf_init(&good, UPDATE_JOURNAL_BYTES_MAX);
	CHECK_OK(update_journal_begin(&s->j, &tried));
	CHECK_OK(update_journal_end(&s->j, UPDATE_CONFIRMED, "0.5.0", "0.4.0", "well"));
	CHECK_OK(file_read(&good, s->path));
	for (size_t i = 0; i < good.len; i++) {
		good.data[i] ^= 1;
		CHECK_OK(file_replace(s->path, good.data, good.len, 0644));
		good.data[i] ^= 1;
		CHECK_INT(update_journal_read(&s->j, test_folder(), &s->clock), UPDATE_JOURNAL_DAMAGED);
		CHECK_TEXT(s->j.floor, "0");
	}
	for (size_t n = 0; n < good.len; n++) {
		CHECK_OK(file_replace(s->path, good.data, n, 0644));
		CHECK_INT(update_journal_read(&s->j, test_folder(), &s->clock), UPDATE_JOURNAL_DAMAGED);
	}
	free(s);
}

TEST(journal, a_damaged_one_is_put_aside_and_a_new_one_begins)
{
	struct stand *s = stand_new();
	char aside[700];

	(void)snprintf(aside, sizeof aside, "%s/journal.damaged", test_folder());
	CHECK_OK(file_replace(s->path, "garbage\n", 8, 0644));
	open_again(s);
	CHECK(s->j.was_damaged);
	CHECK(file_exists(aside));
	CHECK_OK(update_journal_end(&s->j, UPDATE_SAME, "0.4", "0.4", "x"));
	open_again(s);
	CHECK(!s->j.was_damaged);
	CHECK_INT(s->j.n_events, 1);
	free(s);
}

TEST(journal, one_over_its_ceiling_is_damaged_and_no_memory_is_spent)
{
	struct stand *s = stand_new();
	int64_t sizes[] = {UPDATE_JOURNAL_BYTES_MAX - 1, UPDATE_JOURNAL_BYTES_MAX, UPDATE_JOURNAL_BYTES_MAX + 1};

	for (int i = 0; i < 3; i++) {
		AUTO_BUF big;

		buf_init(&big, UPDATE_JOURNAL_BYTES_MAX + 16);
		buf_zero(&big, (size_t)sizes[i]);
		CHECK_OK(file_replace(s->path, big.data, big.len, 0644));
		CHECK_INT(update_journal_read(&s->j, test_folder(), &s->clock), UPDATE_JOURNAL_DAMAGED);
	}
	free(s);
}

/* Each step of the disk fails once: what was durable stays, and what was refused never happened. */
TEST(journal, every_failing_step_of_the_disk_leaves_the_old_or_the_new)
{
	FAULT_SWEEP(n)
	{
		struct stand *s = stand_new();
		int r;

		fault_arm(0);
		CHECK_OK(update_journal_end(&s->j, UPDATE_CONFIRMED, "0.4.0", "0.3.0", "first"));
		fault_arm(n);
		r = update_journal_end(&s->j, UPDATE_CONFIRMED, "0.5.0", "0.4.0", "second");
		fault_pause(true);
		CHECK_TEXT(s->j.floor, r ? "0.4.0" : "0.5.0");
		open_again(s);
		CHECK(!s->j.was_damaged);
		CHECK(text_is(s->j.floor, "0.5.0") || (r && text_is(s->j.floor, "0.4.0")));
		CHECK(unlink(s->path) == 0);
		free(s);
		fault_pause(false);
	}
}

/* The same with the power going: a child that ends there. */
TEST(journal, every_cut_leaves_the_old_or_the_new)
{
	int cuts = 0;

	for (int n = 1;; n++) {
		struct stand *s = stand_new();
		int status;
		pid_t pid;

		CHECK_OK(update_journal_end(&s->j, UPDATE_CONFIRMED, "0.4.0", "0.3.0", "first"));
		pid = fork();
		if (pid == 0) {
			fault_cut(n);
			_exit(update_journal_end(&s->j, UPDATE_CONFIRMED, "0.5.0", "0.4.0", "second") ? 1 : 0);
		}
		CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
		open_again(s);
		CHECK(!s->j.was_damaged);
		CHECK(text_is(s->j.floor, "0.4.0") || text_is(s->j.floor, "0.5.0"));
		CHECK(unlink(s->path) == 0);
		free(s);
		if (WEXITSTATUS(status) == 0)
			break;
		CHECK_INT(WEXITSTATUS(status), FAULT_CUT);
		cuts++;
	}
	CHECK(cuts >= 5);
}

TEST(journal, an_unfinished_file_beside_it_is_harmless)
{
	struct stand *s = stand_new();
	char half[700];

	(void)snprintf(half, sizeof half, "%s.new", s->path);
	CHECK_OK(update_journal_end(&s->j, UPDATE_CONFIRMED, "0.4.0", "0.3.0", "first"));
	CHECK_OK(file_replace(half, "half", 4, 0600));
	open_again(s);
	CHECK_TEXT(s->j.floor, "0.4.0");
	CHECK_OK(update_journal_end(&s->j, UPDATE_CONFIRMED, "0.5.0", "0.4.0", "second"));
	CHECK(!file_exists(half));
	free(s);
}

TEST(journal, a_version_that_failed_is_known_until_it_was_confirmed)
{
	struct stand *s = stand_new();

	CHECK(!update_journal_failed_before(&s->j, "0.5.0"));
	CHECK_OK(update_journal_end(&s->j, UPDATE_FELL_BACK, "0.5.0", "0.4.0", "x"));
	CHECK_OK(update_journal_end(&s->j, UPDATE_OLDER, "0.1.0", "0.4.0", "x"));
	CHECK(update_journal_failed_before(&s->j, "0.5.0"));
	CHECK(!update_journal_failed_before(&s->j, "0.1.0"));
	CHECK_OK(update_journal_end(&s->j, UPDATE_CONFIRMED, "0.5.0", "0.4.0", "x"));
	CHECK(!update_journal_failed_before(&s->j, "0.5.0"));
	CHECK_OK(update_journal_end(&s->j, UPDATE_SICK, "0.6.0", "0.4.0", "x"));
	CHECK(update_journal_failed_before(&s->j, "0.6.0"));
	free(s);
}

/* Three refusals in one evening: the screen is looked at once, and tells each. */
TEST(journal, what_the_screens_read_holds_what_came_before)
{
	struct stand *s = stand_new();
	char path[700], version[16];
	AUTO_BUF text;
	json_t *root, *before;

	buf_init(&text, 8192);
	(void)snprintf(path, sizeof path, "%s/last.json", test_folder());
	CHECK_OK(update_journal_end(&s->j, UPDATE_FOREIGN, "", "0.4.0", "x"));
	CHECK_OK(update_journal_tell(&s->j, "0.4.0"));
	CHECK_OK(file_read(&text, path));
	CHECK_HAS(buf_str(&text), "\"before\":[]");
	for (int i = 0; i < UPDATE_LAST_BEFORE + 3; i++) {
		(void)snprintf(version, sizeof version, "0.%d.0", i);
		CHECK_OK(update_journal_end(&s->j, UPDATE_OLDER, version, "0.4.0", "x"));
	}
	CHECK_OK(update_journal_tell(&s->j, "0.4.0"));
	buf_clear(&text);
	CHECK_OK(file_read(&text, path));
	root = json_loadb(buf_str(&text), text.len, 0, NULL);
	before = json_object_get(root, "before");
	CHECK_INT(json_array_size(before), UPDATE_LAST_BEFORE);
	for (size_t i = 0; i < UPDATE_LAST_BEFORE; i++) {
		const json_t *one = json_array_get(before, i);

		CHECK_INT(json_integer_value(json_object_get(one, "n")),
		        json_integer_value(json_object_get(root, "n")) - 1 - (json_int_t)i);
		CHECK_TEXT(json_string_value(json_object_get(one, "outcome")), "older");
	}
	CHECK_TEXT(json_string_value(json_object_get(json_array_get(before, 0), "version")), "0.8.0");
	json_decref(root);
	free(s);
}

TEST(journal, what_the_screens_read_follows)
{
	struct stand *s = stand_new();
	char path[700];
	struct stat before, after;
	AUTO_BUF text;

	buf_init(&text, 4096);
	(void)snprintf(path, sizeof path, "%s/last.json", test_folder());
	CHECK_OK(update_journal_tell(&s->j, "0.4.0"));
	CHECK_OK(file_read(&text, path));
	CHECK_TEXT(buf_str(&text), "{\"v\":1,\"running\":\"0.4.0\",\"floor\":\"0\",\"n\":0}\n");
	CHECK_OK(update_journal_end(&s->j, UPDATE_FELL_BACK, "0.5.0", "0.4.0", "it did \"not\" come up"));
	CHECK_OK(update_journal_tell(&s->j, "0.4.0"));
	buf_clear(&text);
	CHECK_OK(file_read(&text, path));
	CHECK_HAS(buf_str(&text), "\"outcome\":\"fell_back\"");
	CHECK_HAS(buf_str(&text), "\"version\":\"0.5.0\"");
	CHECK_HAS(buf_str(&text), "it did \\\"not\\\" come up");
	/* Nothing new: not written again. */
	CHECK(stat(path, &before) == 0);
	CHECK_OK(update_journal_tell(&s->j, "0.4.0"));
	CHECK(stat(path, &after) == 0);
	CHECK_INT(after.st_ino, before.st_ino);
	free(s);
}
