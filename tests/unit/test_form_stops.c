#include "form_kit.h"

#define INPUT(ref) "<input ref=\"" ref "\"><label>" ref "</label></input>"
#define HOUSE                                                                                                                 \
	"<who/><a/><b/><c/><child><name/><age/></child><end/>",                                                               \
	        "<bind nodeset=\"/data/b\" relevant=\"/data/a != 'x'\"/>"                                                     \
	        "<bind nodeset=\"/data/child\" relevant=\"/data/who != 'nobody'\"/>",                                         \
	        INPUT("/data/who") "<group appearance=\"field-list\"><label>Page</label>" INPUT("/data/a") INPUT(             \
	                "/data/b")                                                                                            \
	                INPUT("/data/c") "</group>"                                                                           \
	                                 "<group ref=\"/data/child\"><label>Children</label><repeat nodeset=\"/data/child\" " \
	                                 "appearance=\"field-list\">" INPUT("/data/child/name")                               \
	                                         INPUT("/data/child/age") "</repeat></group>" INPUT("/data/end")

/* The same visit, but its walk stops behind repeats. */
static void asking(struct kit *k, bool asks)
{
	struct session_env env = {.now_ms = KIT_NOW, .zone = k->zone, .language = -1, .asks_repeats = asks};

	session_free(k->s);
	CHECK_INT(session_new(&k->s, k->form, &env), 0);
}

static uint32_t id_of(struct kit *k, const char *ref)
{
	uint32_t id = session_find(k->s, ref);

	CHECK(id != 0);
	return id;
}

static uint32_t the_stop(struct kit *k)
{
	for (uint32_t id = session_next(k->s, 0); id; id = session_next(k->s, id)) {
		if (session_question(k->s, id)->kind == QUESTION_REPEAT)
			return id;
	}
	return 0;
}

TEST(stops, field_list_is_one_page_and_others_stand_alone)
{
	struct kit k;
	uint32_t a, b, c;

	kit_form(&k, HOUSE);
	a = id_of(&k, "/data/a"), b = id_of(&k, "/data/b"), c = id_of(&k, "/data/c");
	CHECK_INT(session_page(k.s, a), a);
	CHECK_INT(session_page(k.s, b), a);
	CHECK_INT(session_page(k.s, c), a);
	CHECK_INT(session_question(k.s, c)->page, a);
	CHECK_INT(session_page(k.s, id_of(&k, "/data/who")), id_of(&k, "/data/who"));
	CHECK_INT(session_page(k.s, id_of(&k, "/data/end")), id_of(&k, "/data/end"));
	CHECK_INT(session_page(k.s, 99999), 99999);
	kit_close(&k);
}

TEST(stops, page_begins_with_what_is_relevant)
{
	struct kit k;

	kit_form(&k, "<w/><a/><b/>", "<bind nodeset=\"/data/a\" relevant=\"/data/w = '1'\"/>",
	        INPUT("/data/w") "<group appearance=\"field-list\">" INPUT("/data/a") INPUT("/data/b") "</group>");
	CHECK_INT(session_page(k.s, id_of(&k, "/data/b")), id_of(&k, "/data/b"));
	CHECK_SET(&k, "/data/w", "1");
	CHECK_INT(session_page(k.s, id_of(&k, "/data/b")), id_of(&k, "/data/a"));
	kit_close(&k);
}

TEST(stops, instances_of_a_repeat_are_pages_of_their_own)
{
	struct kit k;

	kit_form(&k, HOUSE);
	CHECK_INT(session_add(k.s, "/data/child"), 0);
	CHECK_INT(session_page(k.s, id_of(&k, "/data/child[1]/age")), id_of(&k, "/data/child[1]/name"));
	CHECK_INT(session_page(k.s, id_of(&k, "/data/child[2]/age")), id_of(&k, "/data/child[2]/name"));
	kit_close(&k);
}

TEST(stops, repeat_is_asked_only_where_it_was_wanted)
{
	struct kit k;
	uint32_t stop;
	const struct question *q;

	kit_form(&k, HOUSE);
	CHECK_INT(the_stop(&k), 0);
	asking(&k, true);
	stop = the_stop(&k);
	CHECK(stop != 0);
	q = session_question(k.s, stop);
	CHECK_TEXT(q->repeat, "/data/child");
	CHECK_TEXT(q->label, "Children");
	CHECK_INT(q->instance, 1);
	CHECK_INT(q->page, stop);
	CHECK_INT(session_previous(k.s, stop), id_of(&k, "/data/child[1]/age"));
	CHECK_INT(session_next(k.s, stop), id_of(&k, "/data/end"));
	CHECK_INT(session_check(k.s, stop), SESSION_GOOD);
	CHECK(session_set(k.s, stop, "x") != 0);
	kit_close(&k);
}

TEST(stops, repeat_stays_asked_when_the_last_instance_goes)
{
	struct kit k;
	uint32_t stop;

	kit_form(&k, HOUSE);
	asking(&k, true);
	stop = the_stop(&k);
	CHECK_INT(session_add(k.s, "/data/child"), 0);
	CHECK_INT(the_stop(&k), stop);
	CHECK_INT(session_question(k.s, stop)->instance, 2);
	CHECK_INT(session_remove(k.s, "/data/child", 0), 0);
	CHECK_INT(session_remove(k.s, "/data/child", 0), 0);
	CHECK_INT(the_stop(&k), stop);
	CHECK_INT(session_question(k.s, stop)->instance, 0);
	CHECK_SET(&k, "/data/who", "nobody");
	CHECK_INT(the_stop(&k), 0);
	CHECK(!session_is_relevant(k.s, stop));
	CHECK_SET(&k, "/data/who", "me");
	CHECK_INT(the_stop(&k), stop);
	kit_close(&k);
}

TEST(stops, repeat_that_the_form_counts_is_not_asked)
{
	struct kit k;

	kit_form(&k, "<n>2</n><r><x/></r>", "",
	        INPUT("/data/n") "<repeat nodeset=\"/data/r\" jr:count=\"/data/n\">" INPUT("/data/r/x") "</repeat>");
	asking(&k, true);
	CHECK_INT(the_stop(&k), 0);
	kit_close(&k);
}

TEST(stops, inner_repeat_is_asked_in_each_outer_instance)
{
	struct kit k;
	int stops = 0;

	kit_form(&k, "<r><x/><s><y/></s></r>", "",
	        "<repeat nodeset=\"/data/r\">" INPUT("/data/r/x") "<repeat nodeset=\"/data/r/s\">" INPUT(
	                "/data/r/s/y") "</repeat></repeat>");
	asking(&k, true);
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	for (uint32_t id = session_next(k.s, 0); id; id = session_next(k.s, id)) {
		const struct question *q = session_question(k.s, id);

		stops += q->kind == QUESTION_REPEAT;
		if (stops == 2 && q->kind == QUESTION_REPEAT)
			CHECK_TEXT(q->repeat, "/data/r[2]/s");
	}
	CHECK_INT(stops, 3);
	kit_close(&k);
}
