#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "form_kit.h"
#include "sys/text.h"

/* Rows of a list, each with the text; the caller frees. */
static char *many_rows(size_t n, const char *text)
{
	size_t room = n * (strlen(text) + 40) + 200, at = 0;
	char *model = malloc(room);

	CHECK(model != NULL);
	at += (size_t)snprintf(model, room, "<instance id=\"list\"><root>");
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(model + at, room - at, "<i><v>%s</v></i>", text);
	(void)snprintf(model + at, room - at, "</root></instance>");
	return model;
}

static double cpu_seconds(void)
{
	struct timespec t;

	CHECK(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Memory checkers make all of it slower. */
enum { SECONDS_MOST = 20 };

static void check_stopped(struct kit *k, const char *expression, const char *why)
{
	double began = cpu_seconds();

	buf_clear(&k->out);
	if (trace_eval(&k->out, k->s, expression, "/data/out") >= 0)
		test_fail(__FILE__, __LINE__, "%s gives '%s'", expression, buf_str(&k->out));
	CHECK_HAS(err_why(), why);
	CHECK(cpu_seconds() - began < SECONDS_MOST);
}

TEST(bounds, what_takes_too_long_is_stopped)
{
	static const char *const expressions[] = {
	        "count(instance('list')/root/i[position(.) = 3])",
	        "count(instance('list')/root/i/following-sibling::i)",
	        "count(instance('list')/root/i/preceding-sibling::i | instance('list')/root/i)",
	        "count(instance('list')/root/i[count(../i) > 3])",
	        "instance('list')/root/i/v != instance('list')/root/i/v",
	        "count(instance('list')/root/i[regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '^(a+)+b$')])",
	        "count(instance('list')/root/i[regex('aaaaaaaa', concat('^(a+)+', v, '$'))])",
	};
	char *model = many_rows(60000, "abcdefgh");
	struct kit k;

	kit_form(&k, "<a/><out/>", model, "<input ref=\"/data/a\"><label>a</label></input>");
	for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++)
		check_stopped(&k, expressions[i], "an expression ");
	kit_close(&k);
	free(model);
}

TEST(bounds, long_texts_cost_what_they_take)
{
	static char text[SESSION_MAX_VALUE + 1];
	char *model = many_rows(20000, "x");
	struct kit k;

	memset(text, 'a', sizeof text - 1);
	kit_form(&k, "<a/><out/>", model, "<input ref=\"/data/a\"><label>a</label></input>");
	CHECK_SET(&k, "/data/a", text);
	check_stopped(&k, "translate(/data/a, concat(/data/a, 'b'), 'c')", "visits too many nodes");
	check_stopped(&k, "count(instance('list')/root/i[contains(/data/a, 'ab')])", "visits too many nodes");
	check_stopped(&k, "count(instance('list')/root/i[string-length(/data/a) = 3])", "visits too many nodes");
	CHECK_EVAL(&k, "string-length(translate(/data/a, 'a', 'bc'))", "65536");
	CHECK_EVAL(&k, "contains(/data/a, 'ab')", "false");
	kit_close(&k);
	free(model);
}

/* Each expression is within its own bound, all of them together are not. */
TEST(bounds, all_expressions_of_one_change_have_a_bound_together)
{
	enum { FIELDS = 200 };
	char *rows = many_rows(60000, "x"), *instance = calloc(FIELDS, 32);
	size_t room = strlen(rows) + (size_t)FIELDS * 200;
	char *model = malloc(room);
	size_t at, of = 0;
	double began = cpu_seconds();
	struct session_env env = {.now_ms = KIT_NOW, .language = -1};
	struct session *s = NULL;
	struct kit k;

	CHECK(instance && model);
	at = (size_t)snprintf(model, room, "%s", rows);
	for (int i = 0; i < FIELDS; i++) {
		of += (size_t)snprintf(instance + of, 32, "<f%d/>", i);
		at += (size_t)snprintf(model + at, 200,
		        "<bind nodeset=\"/data/f%d\" relevant=\"/data/on = 'yes'\" "
		        "calculate=\"if(/data/on = 'yes', count(instance('list')/root/i[v != %d][v != 'y']), 0)\"/>",
		        i, i);
	}
	(void)snprintf(instance + of, 32, "<on/>");
	kit_form(&k, instance, model, "<input ref=\"/data/on\"><label>on</label></input>");
	CHECK_INT(session_set_ref(k.s, "/data/on", "yes"), SESSION_FULL);
	CHECK(cpu_seconds() - began < 3 * SECONDS_MOST);
	env.zone = k.zone;
	CHECK_INT(session_new(&s, k.form, &env), 0);
	CHECK_INT(session_set_ref(s, "/data/on", "no"), 0);
	session_free(s);
	kit_close(&k);
	free(model);
	free(instance);
	free(rows);
}

TEST(bounds, a_value_that_is_worked_out_is_cut_between_two_characters)
{
	static char text[SESSION_MAX_VALUE + 1];
	const char *value;
	struct kit k;

	for (size_t i = 0; i + 3 <= SESSION_MAX_VALUE; i += 3)
		memcpy(text + i, "\xe2\x82\xac", 3);
	kit_form(&k, "<a/><out/><n/>",
	        "<bind nodeset=\"/data/out\" calculate=\"concat('x', /data/a, /data/a)\"/>"
	        "<bind nodeset=\"/data/n\" calculate=\"string-length(translate(/data/out, 'x', ''))\"/>",
	        "<input ref=\"/data/a\"><label>a</label></input>");
	CHECK_SET(&k, "/data/a", text);
	value = session_value(k.s, "/data/out");
	CHECK(utf8_valid(value, strlen(value)));
	CHECK_INT(strlen(value), SESSION_MAX_VALUE);
	CHECK_VALUE(&k, "/data/n", "21845");
	CHECK_SET(&k, "/data/a", "\xe2\x82\xac");
	CHECK_VALUE(&k, "/data/n", "2");
	kit_close(&k);
}

/* Bytes that are no UTF-8 reach an expression by no answer; should they, a run of them is one character. */
TEST(bounds, broken_characters_stop_no_walk_over_a_text)
{
	struct kit k;

	kit_form(&k, "<out/>", "", "<input ref=\"/data/out\"><label>a</label></input>");
	CHECK_EVAL(&k, "translate('\x80z', '\x80\x81\x82z', '12')",
	        "\x80"
	        "2");
	CHECK_EVAL(&k, "string-length('\x80z')", "2");
	CHECK_EVAL(&k, "substr('\x80zy', 1, 2)", "z");
	kit_close(&k);
}

/* As XPath has it, in whichever order the steps came upon them. */
TEST(bounds, sets_are_in_document_order_each_once)
{
	struct kit k;

	kit_form(&k, "<a>1</a><b>2</b><r><x>3</x></r><r><x>4</x></r><r><x>5</x></r><g><h>6</h></g><out/>", "",
	        "<repeat nodeset=\"/data/r\"><input ref=\"x\"><label>x</label></input></repeat>");
	CHECK_EVAL(&k, "join(' ', /data/g/h | /data/b | /data/a | /data/b)", "1 2 6");
	CHECK_EVAL(&k, "join(' ', (/data/r | /data/r/x)/descendant-or-self::*[self::x])", "3 4 5");
	CHECK_EVAL(
	        &k, "join(' ', /data/g/h/ancestor::*/preceding-sibling::*/descendant-or-self::*[not(*)])", "1 2 3 4 5");
	CHECK_EVAL(&k, "count(/data/r/x/ancestor-or-self::*)", "7");
	CHECK_EVAL(&k, "join(' ', /data/g/preceding-sibling::r[1]/x | /data/a)", "1 5");
	CHECK_EVAL(&k, "count(//r | //r/x | //g | //@id)", "8");
	kit_close(&k);
}

static void check_running(const char *calculate, const char *n, const char *ref, const char *want)
{
	double began = cpu_seconds();
	char binds[500];
	struct kit k;

	(void)snprintf(binds, sizeof binds,
	        "<bind nodeset=\"/data/n\" type=\"int\"/><bind nodeset=\"/data/r/x\" calculate=\"position(..)\"/>"
	        "<bind nodeset=\"/data/r/y\" calculate=\"%s\"/>",
	        calculate);
	kit_form(&k, "<n>1</n><r jr:template=\"\"><x/><y/><a/></r>", binds,
	        "<input ref=\"/data/n\"><label>n</label></input><group ref=\"/data/r\"><label>r</label>"
	        "<repeat nodeset=\"/data/r\" jr:count=\"/data/n\"><input ref=\"/data/r/a\"><label>a</label></input></repeat>"
	        "</group>");
	CHECK_SET(&k, "/data/n", n);
	CHECK_VALUE(&k, ref, want);
	CHECK(cpu_seconds() - began < SECONDS_MOST);
	kit_close(&k);
}

/* What authors write for running totals stays within the bounds. */
TEST(bounds, a_thousand_instances_may_ask_for_those_before_them)
{
	check_running("if(position(..) &gt; 1, indexed-repeat(/data/r/x, /data/r, position(..) - 1), 0)", "1000",
	        "/data/r[1000]/y", "999");
	check_running("sum(/data/r[position() &lt; position(current()/..)]/x)", "300", "/data/r[300]/y", "44850");
}
