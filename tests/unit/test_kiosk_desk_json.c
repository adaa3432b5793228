/* The flat reader of a record's answers: what it gives, and that nothing makes it read past its end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "visit/desk_work_inside.h"

static struct buf seen;

static int note(void *me, const char *group, const char *name, const char *text)
{
	(void)me;
	buf_printf(&seen, "%s|%s|%s\n", group, name, text);
	return 0;
}

/* A copy without an end of its own, so that a sanitizer sees one byte too far. */
static int read_all(const char *json, size_t n)
{
	struct arena *a;
	char *exact = malloc(n ? n : 1);
	int r;

	memcpy(exact, json, n);
	buf_init(&seen, 1 << 20);
	CHECK_OK(arena_new(&a, 1 << 20, false));
	r = desk_json_each(a, exact, n, note, NULL);
	arena_free(a);
	free(exact);
	return r;
}

static void gives(const char *json, const char *want)
{
	CHECK_OK(read_all(json, strlen(json)));
	CHECK_TEXT(buf_str(&seen), want);
	buf_fini(&seen);
}

static void refuses(const char *json)
{
	CHECK(read_all(json, strlen(json)) < 0);
	buf_fini(&seen);
}

TEST(json, gives_every_leaf_with_its_group)
{
	gives("{}", "");
	gives("{\"a\":\"b\"}", "|a|b\n");
	gives(" { \"a\" : 1 , \"b\" : { \"c\" : true , \"d\" : { \"e\" : null } } } ", "|a|1\nb|c|true\nb/d|e|null\n");
	gives("{\"form\":\"x\",\"answers\":{\"/data/a\":\"\",\"/data/b\":\"1 2\"}}",
	        "|form|x\nanswers|/data/a|\nanswers|/data/b|1 2\n");
	gives("{\"l\":[\"a\",\"b\",[]],\"m\":[]}", "|l|a\n|l|b\n");
	gives("{\"n\":-1.5e+3}", "|n|-1.5e+3\n");
}

TEST(json, undoes_every_escape)
{
	gives("{\"a\":\"\\\"\\\\\\/\"}", "|a|\"\\/\n");
	gives("{\"a\":\"x\\ny\\tz\"}", "|a|x\ny\tz\n");
	gives("{\"a\":\"\\u00e9\\u0416\\ud83d\\ude00\"}", "|a|éЖ😀\n");
	gives("{\"\\u0061\":\"é\"}", "|a|é\n");
}

TEST(json, refuses_what_is_none)
{
	static const char *const none[] = {"", " ", "[]", "\"a\"", "{", "{}}", "{} x", "{\"a\"}", "{\"a\":}",
	        "{\"a\":1,}", "{a:1}", "{\"a\":\"b}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\u0000\"}",
	        "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ud83d\\u0041\"}", "{\"a\":\"\\udc00\"}", "{\"a\":\"b\\\"}",
	        "{\"a\":\"\x01\"}", "{\"a\":\"\xff\"}", "{\"a\":[1,]}", "{\"a\":[1}", "{\"a\":#}"};

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		refuses(none[i]);
}

TEST(json, refuses_what_is_nested_too_deep)
{
	gives("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}", "a/a/a/a/a/a/a|a|1\n");
	refuses("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}");
	refuses("{\"a\":[[[[[[[[[[1]]]]]]]]]]}");
}

/* Cut at every byte, and every byte changed: a sentence or leaves, never a step outside. */
TEST(json, holds_when_it_is_cut_or_changed_anywhere)
{
	static const char whole[] =
	        "{\"form\":\"loss\",\"answers\":{\"/data/a\":\"x\\u00e9\\ud83d\\ude00\",\"/b\":[1,\"\\\"\"]}}";
	char changed[sizeof whole];

	for (size_t n = 0; n < sizeof whole - 1; n++) {
		CHECK(read_all(whole, n) < 0);
		buf_fini(&seen);
	}
	for (size_t i = 0; i < sizeof whole - 1; i++) {
		for (int c = 0; c < 256; c++) {
			memcpy(changed, whole, sizeof whole);
			changed[i] = (char)c;
			(void)!read_all(changed, sizeof whole - 1);
			buf_fini(&seen);
		}
	}
}

TEST(json, says_when_the_arena_is_too_small)
{
	struct arena *a;
	char json[9000];
	int r;

	memset(json, 'x', sizeof json);
	memcpy(json, "{\"a\":\"", 6);
	memcpy(json + sizeof json - 2, "\"}", 2);
	buf_init(&seen, 1 << 20);
	CHECK_OK(arena_new(&a, 4096, false));
	r = desk_json_each(a, json, sizeof json, note, NULL);
	CHECK(r < 0);
	CHECK(strstr(err_why(), "do not fit") != NULL);
	arena_free(a);
	buf_fini(&seen);
}
