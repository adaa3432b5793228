#include <stdio.h>
#include <stdlib.h>

#include "form/xpath_ast.h"
#include "form/xpath_eval.h"
#include "form_kit.h"

static void world(struct kit *k)
{
	kit_form(k,
	        "<a>1</a><b>two words</b><d>2026-01-01</d><e/><r><x>3</x><y>p</y></r><r><x>4</x><y>q</y></r>"
	        "<g><deep><leaf>L</leaf></deep></g><out/>",
	        "<instance id=\"towns\"><root><item><name>nl1</name><of>nl</of><n>10</n></item>"
	        "<item><name>nl2</name><of>nl</of><n>20</n></item><item><name>be1</name><of>be</of><n>7</n></item></root></instance>"
	        "<bind nodeset=\"/data/a\" type=\"int\"/>",
	        "<repeat nodeset=\"/data/r\"><input ref=\"x\"><label>x</label></input></repeat>");
}

struct pair {
	const char *expression, *want;
};

static void check_pairs(const struct pair *pairs, size_t n)
{
	struct kit k;

	world(&k);
	for (size_t i = 0; i < n; i++) {
		const char *got = kit_eval(&k, pairs[i].expression, "/data/out");

		if (strcmp(got, pairs[i].want))
			test_fail(
			        __FILE__, __LINE__, "%s gives '%s', not '%s'", pairs[i].expression, got, pairs[i].want);
	}
	kit_close(&k);
}
#define CHECK_PAIRS(pairs) check_pairs((pairs), sizeof(pairs) / sizeof *(pairs))

TEST(xpath, operators_bind_as_the_standard_says)
{
	static const struct pair pairs[] = {{"2 + 3 * 4", "14"}, {"(2 + 3) * 4", "20"}, {"8 - 3 - 2", "3"},
	        {"2 * 3 mod 4", "2"}, {"7 div 2", "3.5"}, {"-7 mod 3", "-1"}, {"7 mod -3", "1"}, {"--4", "4"},
	        {"---4", "-4"}, {"1 < 2 = true()", "true"}, {"1 = 1 and 2 = 3 or 4 = 4", "true"},
	        {"not(1 = 1 and 2 = 3)", "true"}, {"1 != 1", "false"}, {"5 >= 5", "true"}, {"5 > 5", "false"},
	        {"'a' = \"a\"", "true"}, {"2 > 1 > 0", "true"}, {"1 div 0", "Infinity"}, {"0 div 0", ""},
	        {"0.1 + 0.2", "0.30000000000000004"}};

	CHECK_PAIRS(pairs);
}

TEST(xpath, words_that_are_operators_are_names_where_a_name_must_stand)
{
	struct kit k;

	kit_form(&k, "<div>6</div><mod>4</mod><and/>", "", "<input ref=\"/data/div\"><label>d</label></input>");
	CHECK_TEXT(kit_eval(&k, "div div mod", NULL), "1.5");
	CHECK_TEXT(kit_eval(&k, "div mod mod", NULL), "2");
	CHECK_TEXT(kit_eval(&k, "mod*div", NULL), "24");
	CHECK_TEXT(kit_eval(&k, "*[1] * *[2]", NULL), "24");
	CHECK_TEXT(kit_eval(&k, "string(and) = ''", NULL), "true");
	CHECK_TEXT(kit_eval(&k, "4div2", NULL), "2");
	kit_close(&k);
}

TEST(xpath, paths_go_down_up_aside_and_everywhere)
{
	static const struct pair pairs[] = {{"/data/a", "1"}, {"../a", "1"}, {"../../data/a", "1"},
	        {"/data/r[2]/x", "4"}, {"/data/r[x = 4]/y", "q"}, {"/data/r[x > 3][1]/y", "q"}, {"count(/data/r)", "2"},
	        {"count(//x)", "2"}, {"count(/data/*)", "8"}, {"//leaf", "L"}, {"/data/g//leaf", "L"},
	        {"count(//leaf/ancestor::*)", "3"}, {"name(//leaf/..)", "deep"}, {"/data/r[last()]/y", "q"},
	        {"/data/r[position() = 1]/y", "p"}, {"name(/data/r[1]/following-sibling::*[1])", "r"},
	        {"name(preceding-sibling::*[last()])", "a"}, {"count(/data/r | /data/r[1])", "2"},
	        {"count(/data/g/descendant::*)", "2"}, {"/data/@id", "t"}, {"name(/data/@version)", "version"},
	        {"(/data/r/x)[2]", "4"}, {"count(/nope/data)", "0"}, {"/data/nope", ""}, {"count(.)", "1"},
	        {"name(.)", "out"}, {"name(self::node())", "out"}, {"child::node()", ""}, {"count(/data/r/x/..)", "2"},
	        {"string(/data/g)", "L"}, {"count(//r//x | //y)", "4"}};

	CHECK_PAIRS(pairs);
}

TEST(xpath, sets_compare_when_any_of_their_nodes_does)
{
	static const struct pair pairs[] = {{"/data/r/x = 4", "true"}, {"/data/r/x != 4", "true"},
	        {"/data/r/x = 5", "false"}, {"/data/r/x > 3", "true"}, {"5 > /data/r/x", "true"},
	        {"/data/r/x = /data/a", "false"}, {"/data/nope = ''", "false"}, {"/data/nope != ''", "false"},
	        {"/data/e = ''", "true"}, {"/data/nope = false()", "true"}, {"/data/e = true()", "true"},
	        {"not(/data/nope)", "true"}, {"boolean(/data/e)", "true"}};

	CHECK_PAIRS(pairs);
}

TEST(xpath, texts_are_cut_and_joined_by_letters_not_bytes)
{
	static const struct pair pairs[] = {{"substr('één twee', 0, 3)", "één"}, {"substr('één twee', -4)", "twee"},
	        {"substr('abc', 1, -1)", "b"}, {"substr('abc', 5)", ""}, {"substr('abc', 2, 1)", ""},
	        {"substring('12345', 2, 3)", "234"}, {"substring('12345', 0)", "12345"},
	        {"substring('12345', 1.5, 2.6)", "234"}, {"string-length('سرقة')", "4"},
	        {"translate('bàr', 'àb', 'ac')", "car"}, {"normalize-space('  a   b ')", "a b"},
	        {"join('; ', /data/r/y)", "p; q"}, {"concat('a', 1, true(), /data/r/x)", "a1true34"},
	        {"contains('abc', 'bc')", "true"}, {"starts-with('abc', 'ab')", "true"},
	        {"ends-with('abc', 'ab')", "false"}, {"substring-before('a=b=c', '=')", "a"},
	        {"substring-after('a=b=c', '=')", "b=c"}, {"string-length(/data/b)", "9"}, {"string(1 = 1)", "true"},
	        {"concat()", ""}};

	CHECK_PAIRS(pairs);
}

TEST(xpath, numbers_are_read_strictly_and_rounded_as_people_do)
{
	static const struct pair pairs[] = {{"number(' 12.50 ')", "12.5"}, {"number('1e3')", ""}, {"number('+1')", ""},
	        {"number('12a')", ""}, {"number('')", ""}, {"number(true())", "1"}, {"int(-1.9)", "-1"},
	        {"floor(-1.1)", "-2"}, {"ceiling(-1.9)", "-1"}, {"round(2.5)", "3"}, {"round(-2.5)", "-3"},
	        {"round(1.005, 2)", "1.01"}, {"round(1234, -2)", "1200"}, {"round('x')", ""}, {"sum(/data/r/x)", "7"},
	        {"sum(/data/e)", "0"}, {"max(/data/r/x)", "4"}, {"min(3, 1, 2)", "1"}, {"max(/data/e)", ""},
	        {"pow(2, 10)", "1024"}, {"abs(-3)", "3"}, {"sqrt(2)", "1.4142135623730951"},
	        {"1 div 3", "0.3333333333333333"}, {"123456789012345680000", "123456789012345680000"},
	        {"0.0000001", "1e-7"}};

	CHECK_PAIRS(pairs);
}

TEST(xpath, dates_are_days_in_arithmetic_and_their_text_otherwise)
{
	static const struct pair pairs[] = {{"today()", "2026-03-14"}, {"now()", "2026-03-14T11:20:30.000+01:00"},
	        {"today() - /data/d", "72"}, {"/data/d < today()", "true"}, {"date('2026-03-28') + 2", "20542"},
	        {"date(date('2026-03-28') + 2)", "2026-03-30"}, {"date('2026-03-28') > '2026-03-27'", "true"},
	        {"'2026-02-30' < today()", "false"}, {"date('2026-02-30')", "2026-02-30"},
	        {"int((today() - date('2008-03-15')) div 365.25)", "17"},
	        {"format-date('2026-01-02', '%e/%n/%y %Y-%m-%d %a %b')", "2/1/26 2026-01-02 Fri Jan"},
	        {"format-date-time(now(), '%H:%M:%S.%3 %h')", "11:20:30.000 11"}, {"format-date('', '%Y')", ""},
	        {"decimal-date-time('1970-01-02T00:00:00.000Z')", "1"}, {"decimal-time('12:00:00.000+01:00')", "0.5"},
	        {"date-time('2026-07-01T10:00:00Z')", "2026-07-01T12:00:00.000+02:00"},
	        {"'2026-03-29T03:00:00+02:00' = date-time('2026-03-29T01:00:00Z')", "true"}, {"date(0)", "1970-01-01"}};

	CHECK_PAIRS(pairs);
}

TEST(xpath, choices_are_words_of_a_list)
{
	static const struct pair pairs[] = {{"selected('a b c', 'b')", "true"}, {"selected('ab c', 'b')", "false"},
	        {"selected('', '')", "true"}, {"selected('a', '')", "false"}, {"selected-at('a b c', 1.5)", "b"},
	        {"selected-at('a', -1)", ""}, {"selected-at('a b c', 1)", "b"}, {"selected-at('a', 3)", ""},
	        {"count-selected('  a  b ')", "2"}, {"count-selected('')", "0"}};

	CHECK_PAIRS(pairs);
}

TEST(xpath, lists_are_read_without_leaving_the_answers)
{
	static const struct pair pairs[] = {{"count(instance('towns')/root/item)", "3"},
	        {"instance('towns')/root/item[of = 'be']/name", "be1"},
	        {"sum(instance('towns')/root/item[of = 'nl']/n)", "30"},
	        {"count(instance('towns')/root/item[n > /data/r[2]/x])", "3"}, {"instance('nope')/root", ""},
	        {"pulldata('towns', 'n', 'name', 'nl2')", "20"}, {"pulldata('towns', 'n', 'name', 'x')", ""},
	        {"count(instance('towns')/root/item[name = current()])", "0"},
	        {"randomize(instance('towns')/root/item, 42)/name", "nl1"}, {"count-non-empty(/data/*)", "6"},
	        {"indexed-repeat(/data/r/y, /data/r, 2)", "q"}, {"position(/data/r[2])", "2"}};

	CHECK_PAIRS(pairs);
}

TEST(xpath, conditions_work_out_only_what_they_need)
{
	static const struct pair pairs[] = {{"if(1 = 1, 'a', 1 div 0)", "a"}, {"if('', 'a', 'b')", "b"},
	        {"coalesce('', 'b')", "b"}, {"coalesce(/data/a, 'b')", "1"}, {"once('z')", "z"},
	        {"regex('ab', '^a')", "true"}, {"regex('ab', '^a$')", "false"},
	        {"regex('ab', concat('^', 'ab', '$'))", "true"}, {"regex('é', '^.$')", "true"},
	        {"regex('a', '(')", "false"}, {"checklist(1, 2, 1 = 1, 1 = 2)", "true"},
	        {"checklist(2, -1, 1 = 1, 1 = 2)", "false"}, {"weighted-checklist(3, 5, 1 = 1, 4)", "true"},
	        {"boolean-from-string('1')", "true"}, {"boolean-from-string('yes')", "false"}};

	static char bad_regex[] = "regex('a', '(')";
	(void)bad_regex;
	CHECK_PAIRS(pairs);
}

TEST(xpath, places_are_measured)
{
	static const struct pair pairs[] = {{"round(distance('52.37 4.89 0 0;52.09 5.12 0 0') div 1000)", "35"},
	        {"round(area('52 4;52 4.01;52.01 4.01;52.01 4') div 10000)", "76"}, {"area('52 4;53 5')", "0"},
	        {"geofence('1 1', '0 0;0 2;2 2;2 0;0 0')", "true"}, {"geofence('3 1', '0 0;0 2;2 2;2 0;0 0')", "false"},
	        {"geofence('x', '0 0;0 2;2 2')", "false"}, {"intersects('0 0;2 2;0 2;2 0')", "true"},
	        {"intersects('0 0;1 1;2 2')", "false"}, {"distance('x')", ""}};

	CHECK_PAIRS(pairs);
}

TEST(xpath, what_is_no_expression_is_named)
{
	static const struct pair pairs[] = {{"", "ends too early"}, {"1 +", "ends too early"}, {"(1", "\")\""},
	        {"a b", "\"b\""}, {"1 2", "\"2\""}, {"frob(1)", "frob() is not supported"}, {"concat(1,)", "comma"},
	        {"if(1, 2)", "2 arguments"}, {"true(1)", "1 argument"}, {"'open", "not understood"},
	        {"/data/[1]", "name should stand"}, {"namespace::x", "axis namespace"},
	        {"text()", "text() is not supported"}, {"/data/text()", "can not stand in a path"},
	        {"$x", "not understood"}, {"]", "value should"}, {"1 ! 2", "not understood"}};
	struct kit k;

	world(&k);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		buf_clear(&k.out);
		if (trace_eval(&k.out, k.s, pairs[i].expression, NULL) >= 0)
			test_fail(__FILE__, __LINE__, "%s is taken", pairs[i].expression);
		if (!strstr(err_why(), pairs[i].want))
			test_fail(__FILE__, __LINE__, "%s: '%s' does not say %s", pairs[i].expression, err_why(),
			        pairs[i].want);
	}
	kit_close(&k);
}

/* The expression with n times `open` before 1 and n times `close` behind it. */
static char *nested(const char *open, size_t n, const char *close)
{
	char *text = calloc(1, n * (strlen(open) + strlen(close)) + 2), *at = text;

	CHECK(text != NULL);
	for (size_t i = 0; i < n; i++)
		at = stpcpy(at, open);
	at = stpcpy(at, "1");
	for (size_t i = 0; i < n; i++)
		at = stpcpy(at, close);
	return text;
}

static int eval_nested(struct kit *k, const char *open, size_t n, const char *close)
{
	char *text = nested(open, n, close);
	int r;

	buf_clear(&k->out);
	r = trace_eval(&k->out, k->s, text, NULL);
	free(text);
	return r;
}

TEST(xpath, depth_number_of_operators_and_length_have_ceilings)
{
	struct kit k;

	world(&k);
	CHECK_INT(eval_nested(&k, "(", XPATH_MAX_DEPTH - 2, ")"), 0);
	CHECK_INT(eval_nested(&k, "(", XPATH_MAX_DEPTH - 1, ")"), 0);
	CHECK(eval_nested(&k, "(", XPATH_MAX_DEPTH, ")") < 0);
	CHECK_HAS(err_why(), "nested");
	CHECK_INT(eval_nested(&k, "1+", XPATH_MAX_OPERATORS - 1, ""), 0);
	CHECK_INT(eval_nested(&k, "1+", XPATH_MAX_OPERATORS, ""), 0);
	CHECK_TEXT(buf_str(&k.out), "1001");
	CHECK(eval_nested(&k, "1+", XPATH_MAX_OPERATORS + 1, "") < 0);
	CHECK_HAS(err_why(), "operators");
	CHECK_INT(eval_nested(&k, " ", XPATH_MAX_BYTES - 2, ""), 0);
	CHECK_INT(eval_nested(&k, " ", XPATH_MAX_BYTES - 1, ""), 0);
	CHECK(eval_nested(&k, " ", XPATH_MAX_BYTES, "") < 0);
	CHECK_HAS(err_why(), "longer");
	kit_close(&k);
}

TEST(xpath, a_runaway_expression_stops_with_its_reason)
{
	struct kit k;

	world(&k);
	buf_clear(&k.out);
	CHECK(trace_eval(&k.out, k.s, "count(//*[//*[//*[//*[//*[//*[//*[//*]]]]]]])", NULL) < 0);
	CHECK_HAS(err_why(), "an expression");
	CHECK_INT(k.out.len, 0);
	/* The visit goes on. */
	CHECK_EVAL(&k, "1 + 1", "2");
	kit_close(&k);
}

TEST(xpath, every_number_of_arguments_is_taken_or_refused_without_harm)
{
	static const char *const names[] = {"string", "concat", "substr", "translate", "uuid", "jr:itext", "round",
	        "sum", "max", "pow", "if", "coalesce", "regex", "checklist", "weighted-checklist", "count", "position",
	        "name", "instance", "current", "randomize", "indexed-repeat", "pulldata", "today", "date",
	        "format-date", "selected", "jr:choice-name", "distance", "area", "geofence", "digest", "base64-decode",
	        "once", "decimal-time", "join", "number", "atan2", "random", "last"};
	static const char *const args[] = {"'a'", "/data/r", "-1", "/data/nope", "1 = 1", "today()"};
	struct kit k;

	world(&k);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		for (size_t n = 0; n <= 5; n++) {
			for (size_t a = 0; a < sizeof args / sizeof *args; a++) {
				char text[200];
				int at = snprintf(text, sizeof text, "%s(", names[i]);

				for (size_t j = 0; j < n; j++)
					at += snprintf(text + at, sizeof text - (size_t)at, "%s%s", j ? "," : "",
					        args[(a + j) % 6]);
				(void)snprintf(text + at, sizeof text - (size_t)at, ")");
				buf_clear(&k.out);
				if (trace_eval(&k.out, k.s, text, "/data/out") > 0)
					test_fail(__FILE__, __LINE__, "%s", text);
			}
		}
	}
	kit_close(&k);
}
