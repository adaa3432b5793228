#include <stdio.h>
#include <stdlib.h>

#include "form/session_parts.h"
#include "form_kit.h"

#define FORM                                                                                                                       \
	"<name/><age/><adult/><mail/><note>Read this</note><fixed>9</fixed><ok/><size/><pet/>",                                    \
	        "<bind nodeset=\"/data/name\" required=\"true()\" jr:requiredMsg=\"Say your name\"/>"                              \
	        "<bind nodeset=\"/data/age\" type=\"int\" constraint=\". &gt;= 0 and . &lt; 130\" jr:constraintMsg=\"0 to 129\"/>" \
	        "<bind nodeset=\"/data/adult\" relevant=\"/data/age &gt;= 18\"/>"                                                  \
	        "<bind nodeset=\"/data/note\" readonly=\"true()\"/>"                                                               \
	        "<bind nodeset=\"/data/fixed\" readonly=\"/data/age != ''\" type=\"decimal\"/>"                                    \
	        "<bind nodeset=\"/data/size\" type=\"int\"/>",                                                                     \
	        "<input ref=\"/data/name\"><label>Name</label><hint>As in your passport</hint></input>"                            \
	        "<group><label>About you</label><input ref=\"/data/age\" appearance=\"numbers masked\"><label>Age</label></input>" \
	        "<input ref=\"/data/adult\"><label>Job</label></input></group>"                                                    \
	        "<input ref=\"/data/note\"><label>Note</label></input><input ref=\"/data/fixed\"><label>Fixed</label></input>"     \
	        "<trigger ref=\"/data/ok\"><label>Agree</label></trigger>"                                                         \
	        "<range ref=\"/data/size\" start=\"1\" end=\"5\" step=\"1\"><label>Size</label></range>"                           \
	        "<select1 ref=\"/data/pet\" appearance=\"minimal columns-3\"><label>Pet</label><item><label>Cat</label>"           \
	        "<value>cat</value></item><item><label>Dog</label><value>dog</value></item></select1>"

TEST(session, walks_relevant_questions_both_ways)
{
	const uint32_t *ids;
	uint32_t id = 0, seen[10] = {0};
	size_t n, k_seen = 0, at, of;
	struct kit k;

	kit_form(&k, FORM);
	ids = session_questions(k.s, &n);
	CHECK_INT(n, 8);
	while ((id = session_next(k.s, id)))
		seen[k_seen++] = id;
	CHECK_INT(k_seen, 7);
	for (size_t i = k_seen; i-- > 1;)
		CHECK_INT(session_previous(k.s, seen[i]), seen[i - 1]);
	CHECK_INT(session_previous(k.s, seen[0]), 0);
	CHECK(!session_is_relevant(k.s, ids[2]));
	session_progress(k.s, seen[2], &at, &of);
	CHECK_INT(at, 3);
	CHECK_INT(of, 7);
	session_progress(k.s, ids[2], &at, &of);
	CHECK_INT(at, 0);
	CHECK_SET(&k, "/data/age", "20");
	CHECK(session_is_relevant(k.s, ids[2]));
	CHECK_INT(session_next(k.s, ids[1]), ids[2]);
	CHECK_INT(session_next(k.s, 99), 0);
	CHECK_INT(session_find(k.s, "/data/adult"), ids[2]);
	CHECK_INT(session_find(k.s, "/data/nope"), 0);
	CHECK_INT(session_find(k.s, "/data"), 0);
	kit_close(&k);
}

TEST(session, shows_a_question_as_the_form_has_it)
{
	const struct question *q;
	struct kit k;

	kit_form(&k, FORM);
	q = kit_question(&k, "/data/name");
	CHECK_TEXT(q->ref, "/data/name");
	CHECK_TEXT(q->name, "name");
	CHECK_TEXT(q->label, "Name");
	CHECK_TEXT(q->hint, "As in your passport");
	CHECK_TEXT(q->required_message, "Say your name");
	CHECK_TEXT(q->group, "");
	CHECK(q->required && !q->readonly && q->relevant);
	CHECK_INT(q->kind, QUESTION_INPUT);
	q = kit_question(&k, "/data/age");
	CHECK_TEXT(q->group, "About you");
	CHECK_TEXT(q->constraint_message, "0 to 129");
	CHECK_INT(q->looks, LOOK_NUMBERS | LOOK_MASKED);
	CHECK_INT(q->type, ANSWER_INT);
	CHECK_INT(kit_question(&k, "/data/note")->kind, QUESTION_NOTE);
	CHECK_INT(kit_question(&k, "/data/ok")->kind, QUESTION_TRIGGER);
	q = kit_question(&k, "/data/size");
	CHECK_INT(q->kind, QUESTION_RANGE);
	CHECK_TEXT(q->range_start, "1");
	CHECK_TEXT(q->range_end, "5");
	q = kit_question(&k, "/data/pet");
	CHECK_INT(q->columns, 3);
	CHECK_INT(q->looks, LOOK_MINIMAL | LOOK_COLUMNS);
	CHECK_SET(&k, "/data/pet", "dog");
	q = kit_question(&k, "/data/pet");
	CHECK_TEXT(q->value, "dog");
	CHECK_TEXT(q->shown, "Dog");
	CHECK(!q->choices[0].chosen && q->choices[1].chosen);
	CHECK(session_question(k.s, 0) == NULL);
	CHECK(session_question(k.s, 99) == NULL);
	kit_close(&k);
}

TEST(session, every_answer_that_is_turned_down_leaves_all_as_it_was)
{
	struct kit k;
	char *before, *after;

	kit_form(&k, FORM);
	before = kit_states(&k);
	CHECK_INT(session_set_ref(k.s, "/data/nope", "x"), SESSION_UNKNOWN);
	CHECK_INT(session_set_ref(k.s, "/data", "x"), SESSION_UNKNOWN);
	CHECK_INT(session_set(k.s, 99, "x"), SESSION_UNKNOWN);
	CHECK_INT(session_set_ref(k.s, "/data/adult", "x"), SESSION_CLOSED);
	CHECK_INT(session_set_ref(k.s, "/data/note", "x"), SESSION_FIXED);
	CHECK_INT(session_set_ref(k.s, "/data/pet", "cow"), SESSION_NOT_OFFERED);
	CHECK_INT(session_set_ref(k.s, "/data/size", "6"), SESSION_NOT_OFFERED);
	CHECK_INT(session_set_ref(k.s, "/data/name", "a\x01"), SESSION_TOO_LONG);
	CHECK_INT(session_set_ref(k.s, "/data/name", "a\x7f"), SESSION_TOO_LONG);
	CHECK_INT(session_set_ref(k.s, "/data/name", "\xff"), SESSION_TOO_LONG);
	CHECK_INT(session_set_language(k.s, 0), SESSION_UNKNOWN);
	after = kit_states(&k);
	CHECK_TEXT(after, before);
	free(before);
	free(after);
	kit_close(&k);
}

static void check_length(struct kit *k, size_t n, int want)
{
	char *text = malloc(n + 1);

	CHECK(text != NULL);
	memset(text, 'x', n);
	text[n] = 0;
	CHECK_INT(session_set_ref(k->s, "/data/name", text), want);
	free(text);
}

TEST(session, an_answer_has_a_ceiling)
{
	struct kit k;

	kit_form(&k, FORM);
	check_length(&k, SESSION_MAX_VALUE - 1, 0);
	check_length(&k, SESSION_MAX_VALUE, 0);
	check_length(&k, SESSION_MAX_VALUE + 1, SESSION_TOO_LONG);
	CHECK_INT(strlen(session_value(k.s, "/data/name")), SESSION_MAX_VALUE);
	CHECK_SET(&k, "/data/name", "Zoë van 't Hof\nregel 2\t");
	CHECK_VALUE(&k, "/data/name", "Zoë van 't Hof\nregel 2\t");
	kit_close(&k);
}

TEST(session, tells_what_is_wrong_with_an_answer)
{
	enum session_verdict verdict;
	uint32_t name, age;
	struct kit k;

	kit_form(&k, FORM);
	name = session_find(k.s, "/data/name");
	age = session_find(k.s, "/data/age");
	CHECK_INT(session_check(k.s, name), SESSION_MISSING);
	CHECK_INT(session_check_all(k.s, &verdict), name);
	CHECK_INT(verdict, SESSION_MISSING);
	CHECK_INT(session_count_bad(k.s), 1);
	CHECK_SET(&k, "/data/name", "Ali");
	CHECK_INT(session_check_all(k.s, &verdict), 0);
	CHECK_INT(verdict, SESSION_GOOD);
	CHECK_SET(&k, "/data/age", "old");
	CHECK_VALUE(&k, "/data/age", "old");
	CHECK_INT(session_check(k.s, age), SESSION_BAD_TYPE);
	CHECK_SET(&k, "/data/age", "130");
	CHECK_INT(session_check(k.s, age), SESSION_BROKEN_RULE);
	CHECK_SET(&k, "/data/age", "129");
	CHECK_INT(session_check(k.s, age), SESSION_GOOD);
	CHECK_SET(&k, "/data/age", "");
	CHECK_INT(session_check(k.s, age), SESSION_GOOD);
	CHECK_INT(session_check(k.s, 99), SESSION_GOOD);
	kit_close(&k);
}

TEST(session, types_are_checked_by_what_people_type)
{
	static const struct {
		const char *type, *good, *bad;
	} types[] = {{"int", "-12", "1.5"}, {"int", "0", "1234567890123456789"}, {"decimal", "12.5", "12,5"},
	        {"boolean", "true", "yes"}, {"date", "2026-02-28", "2026-02-29"},
	        {"dateTime", "2026-02-28T10:00:00.000+01:00", "2026-02-28"}, {"time", "10:30", "25:00"},
	        {"geopoint", "52 4 0 0", "120 4"}, {"geotrace", "52 4;53 5", "52 4"},
	        {"geoshape", "52 4 0 0;53 5 0 0;53 4 0 0;52 4 0 0", "52 4;53 5;53 4"}, {"string", "anything", NULL}};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		char bind[100];
		struct kit k;

		(void)snprintf(bind, sizeof bind, "<bind nodeset=\"/data/a\" type=\"%s\"/>", types[i].type);
		kit_form(&k, "<a/>", bind, "<input ref=\"/data/a\"><label>a</label></input>");
		CHECK_SET(&k, "/data/a", types[i].good);
		CHECK_INT(session_check(k.s, session_find(k.s, "/data/a")), SESSION_GOOD);
		if (types[i].bad) {
			CHECK_SET(&k, "/data/a", types[i].bad);
			CHECK_INT(session_check(k.s, session_find(k.s, "/data/a")), SESSION_BAD_TYPE);
		}
		kit_close(&k);
	}
}

TEST(session, follows_a_condition_on_being_read_only)
{
	struct kit k;

	kit_form(&k, FORM);
	CHECK_SET(&k, "/data/fixed", "8");
	CHECK_SET(&k, "/data/age", "5");
	CHECK_INT(session_set_ref(k.s, "/data/fixed", "7"), SESSION_FIXED);
	CHECK(kit_question(&k, "/data/fixed")->readonly);
	CHECK_INT(kit_question(&k, "/data/fixed")->kind, QUESTION_INPUT);
	CHECK_VALUE(&k, "/data/fixed", "8");
	kit_close(&k);
}

TEST(session, typing_over_and_over_needs_no_more_memory)
{
	struct session_env env = {.now_ms = KIT_NOW, .language = -1, .ceiling = 1 << 20};
	struct session *s;
	struct kit k;

	kit_form(&k, FORM);
	env.zone = k.zone;
	CHECK_INT(session_new(&s, k.form, &env), 0);
	for (int i = 0; i < 20000; i++) {
		char text[64];

		(void)snprintf(text, sizeof text, "%0*d", 1 + i % 40, i);
		CHECK_INT(session_set_ref(s, "/data/name", text), 0);
		CHECK(session_question(s, 1) != NULL);
	}
	session_free(s);
	kit_close(&k);
}

TEST(session, a_full_memory_is_told_and_the_visit_can_be_closed)
{
	struct session_env env = {.now_ms = KIT_NOW, .language = -1, .ceiling = 32 << 10};
	char *text = malloc(30000);
	struct session *s = NULL;
	struct kit k;

	CHECK(text != NULL);
	memset(text, 'y', 29999);
	text[29999] = 0;
	kit_form(&k, FORM);
	env.zone = k.zone;
	CHECK_INT(session_new(&s, k.form, &env), 0);
	CHECK_INT(session_set_ref(s, "/data/name", text), SESSION_FULL);
	CHECK_TEXT(session_value(s, "/data/name"), "");
	session_free(s);
	free(text);
	kit_close(&k);
}

TEST(session, that_does_not_fit_its_memory_does_not_begin)
{
	struct session_env env = {.now_ms = KIT_NOW, .language = -1, .ceiling = 4096};
	char fields[2000], *at = fields;
	struct session *s = NULL;
	struct kit k;

	for (int i = 0; i < 200; i++)
		at += sprintf(at, "<f%d/>", i);
	kit_form(&k, fields, "", "<input ref=\"/data/f1\"><label>f</label></input>");
	env.zone = k.zone;
	CHECK_INT(session_new(&s, k.form, &env), SESSION_FULL);
	CHECK(s == NULL);
	kit_close(&k);
}

TEST(session, time_moves_only_when_told)
{
	struct kit k;

	kit_form(&k, "<a/><b/>", "<bind nodeset=\"/data/b\" calculate=\"if(/data/a = '', '', now())\"/>",
	        "<input ref=\"/data/a\"><label>a</label></input>");
	CHECK_SET(&k, "/data/a", "1");
	CHECK_VALUE(&k, "/data/b", "2026-03-14T11:20:30.000+01:00");
	session_set_now(k.s, KIT_NOW + 3600000);
	CHECK_VALUE(&k, "/data/b", "2026-03-14T11:20:30.000+01:00");
	CHECK_SET(&k, "/data/a", "2");
	CHECK_VALUE(&k, "/data/b", "2026-03-14T12:20:30.000+01:00");
	kit_close(&k);
}

TEST(session, what_was_typed_over_leaves_no_byte_behind)
{
	const struct node *n;
	struct kit k;

	kit_form(&k, FORM);
	CHECK_SET(&k, "/data/name", "canary-long-name");
	n = tree_at(k.s, "/data/name");
	CHECK_SET(&k, "/data/name", "Al");
	for (size_t i = 2; i < n->live->room_n; i++)
		CHECK_INT(n->live->room[i], 0);
	kit_close(&k);
}
