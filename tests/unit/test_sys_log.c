#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"

#define LOG_MODULE "tests"

struct fixture {
	struct clock clock;
	struct log log;
	struct buf seen;
};

static void setup(struct fixture *f, enum log_level level)
{
	clock_manual(&f->clock, 1773483630123);
	f->log = (struct log){
	        .fd = open("log", O_CREAT | O_WRONLY | O_APPEND, 0600), .level = level, .clock = &f->clock};
	buf_init(&f->seen, 1 << 20);
}

static const char *seen(struct fixture *f)
{
	buf_clear(&f->seen);
	CHECK_OK(file_read(&f->seen, "log"));
	return buf_str(&f->seen);
}

static void teardown(struct fixture *f)
{
	close(f->log.fd);
	buf_fini(&f->seen);
}

TEST(line, has_time_level_module_and_sentence)
{
	struct fixture f;
	setup(&f, LOG_DEBUG);
	log_warn(&f.log, "paper %s after %d mm", "ended", 12);
	log_error(&f.log, "x");
	CHECK_TEXT(seen(&f), "2026-03-14T10:20:30Z warn  tests: paper ended after 12 mm\n"
	                     "2026-03-14T10:20:30Z error tests: x\n");
	teardown(&f);
}

TEST(line, levels_above_the_chosen_one_are_dropped)
{
	for (int level = LOG_ERROR; level <= LOG_DEBUG; level++) {
		struct fixture f;
		int lines = 0;
		(void)unlink("log");
		setup(&f, (enum log_level)level);
		log_error(&f.log, "1");
		log_warn(&f.log, "2");
		log_info(&f.log, "3");
		log_debug(&f.log, "4");
		for (const char *s = seen(&f); *s; s++)
			lines += *s == '\n';
		CHECK_INT(lines, level + 1);
		teardown(&f);
	}
}

TEST(line, can_not_start_a_second_one)
{
	struct fixture f;
	setup(&f, LOG_INFO);
	log_info(&f.log, "a\nb\rc\td\x1b[0m\x7f");
	CHECK_TEXT(seen(&f), "2026-03-14T10:20:30Z info  tests: a b c d [0m \n");
	teardown(&f);
}

/* With its newline a line is at most 500 bytes. */
TEST(line, is_cut_at_500_bytes)
{
	struct fixture f;
	const int head = (int)strlen("2026-03-14T10:20:30Z info  tests: ");
	for (int want = 499; want <= 501; want++) {
		(void)unlink("log");
		setup(&f, LOG_INFO);
		log_info(&f.log, "%0*d", want - head - 1, 7);
		CHECK_INT(strlen(seen(&f)), want > 500 ? 500 : want);
		CHECK(text_ends(seen(&f), want > 500 ? "00\n" : "07\n"));
		teardown(&f);
	}
	setup(&f, LOG_INFO);
	log_info(&f.log, "%0100000d", 7);
	CHECK_INT(f.seen.len, 0);
	teardown(&f);
}

TEST(line, is_cut_between_letters)
{
	struct fixture f;
	char text[1000];
	for (size_t shift = 0; shift < 4; shift++) {
		(void)unlink("log");
		setup(&f, LOG_INFO);
		memset(text, 'x', shift);
		for (size_t i = shift; i + 4 < sizeof(text); i += 3)
			memcpy(text + i, "€", 4);
		log_info(&f.log, "%s", text);
		const char *s = seen(&f);
		CHECK(utf8_valid(s, strlen(s)));
		CHECK(strlen(s) > 495 && strlen(s) <= 500);
		teardown(&f);
	}
}

TEST(line, with_an_endless_module_name_is_cut_too)
{
	struct fixture f;
	char module[900];
	memset(module, 'm', sizeof(module) - 1);
	module[sizeof(module) - 1] = '\0';
	setup(&f, LOG_INFO);
	log_line(&f.log, LOG_INFO, module, "sentence");
	CHECK_INT(strlen(seen(&f)), 500);
	teardown(&f);
}

TEST(line, has_a_time_also_where_the_clock_is_mad)
{
	struct fixture f;
	setup(&f, LOG_INFO);
	static const int64_t mad[] = {0, -1, INT64_MAX, INT64_MIN};
	for (size_t i = 0; i < 4; i++) {
		f.clock.wall_held_ms = mad[i];
		log_info(&f.log, "mad %zu", i);
	}
	CHECK_HAS(seen(&f), "1970-01-01T00:00:00Z info  tests: mad 0\n");
	CHECK_HAS(seen(&f), "mad 3\n");
	teardown(&f);
}

TEST(silence, without_a_log_or_a_descriptor_nothing_happens)
{
	struct fixture f;
	log_info((const struct log *)NULL, "nowhere");
	setup(&f, LOG_INFO);
	struct log silent = f.log;
	silent.fd = -1;
	log_info(&silent, "nowhere");
	silent.fd = 999;
	log_info(&silent, "a closed descriptor");
	CHECK_TEXT(seen(&f), "");
	teardown(&f);
}

TEST(surprise, is_told_with_its_way)
{
	struct fixture f;
	setup(&f, LOG_ERROR);
	int r = err_up(err_new(ENOENT, "no such thing"));
	log_surprise(&f.log, "tests", r);
	CHECK_HAS(seen(&f), "error tests: no such thing (-2, test_sys_log.c:");
	CHECK_HAS(seen(&f), " < test_sys_log.c:");
	teardown(&f);
}
