#include <errno.h>
#include <pthread.h>

#include "harness.h"

TEST(err, a_surprise_keeps_its_number_and_sentence)
{
	CHECK_INT(err_new(ENOENT, "%s is %d", "it", 7), -ENOENT);
	CHECK_TEXT(err_why(), "it is 7");
	CHECK_INT(err_new(0, "no number"), -EIO);
}

TEST(err, there_is_no_sentence_before_the_first_surprise)
{
	CHECK_TEXT(err_why(), "");
	CHECK_TEXT(err_trace(), "");
}

static int deep(void)
{
	return err_new(EPERM, "deep down");
}

static int middle(void)
{
	return err_up(deep());
}

TEST(err, handing_up_notes_the_way)
{
	CHECK_INT(err_up(middle()), -EPERM);
	const char *first = strstr(err_trace(), "test_sys_err.c:"), *way = strstr(err_trace(), " < test_sys_err.c:");
	CHECK(first == err_trace() && way && strstr(way + 3, " < test_sys_err.c:"));
	CHECK(!strchr(err_trace(), '/'));
	CHECK_TEXT(err_why(), "deep down");
}

TEST(err, done_stays_done_and_leaves_no_trace)
{
	CHECK_INT(err_up(0), 0);
	CHECK_TEXT(err_trace(), "");
}

TEST(err, a_new_surprise_forgets_the_old_way)
{
	CHECK(middle() < 0);
	CHECK(err_new(EIO, "new") < 0);
	CHECK(!strstr(err_trace(), "<"));
}

TEST(err, long_sentences_and_long_ways_are_cut)
{
	CHECK(err_new(EIO, "%0600d", 1) < 0);
	CHECK_INT(strlen(err_why()), 399);
	for (int i = 0; i < 100; i++)
		CHECK_INT(err_up(-EIO), -EIO);
	CHECK(strlen(err_trace()) < 200);
}

static void *elsewhere(void *seen)
{
	*(bool *)seen = err_why()[0] != '\0';
	(void)err_new(EIO, "theirs");
	return NULL;
}

TEST(err, each_thread_has_its_own)
{
	pthread_t thread;
	bool seen = true;
	CHECK(err_new(EIO, "mine") < 0);
	CHECK_INT(pthread_create(&thread, NULL, elsewhere, &seen), 0);
	CHECK_INT(pthread_join(thread, NULL), 0);
	CHECK(!seen);
	CHECK_TEXT(err_why(), "mine");
}
