#include "form_kit.h"
#include "sys/text.h"

#define TOWNS                                                                                                          \
	"<instance id=\"towns\"><root><item><itextId>t1</itextId><name>ams</name><of>nl</of></item>"                   \
	"<item><itextId>t2</itextId><name>utr</name><of>nl</of></item>"                                                \
	"<item><itextId>t3</itextId><name>gent</name><of>be</of></item></root></instance>"
#define ITEXT                                                                                                          \
	"<itext><translation lang=\"Nederlands (nl)\"><text id=\"t1\"><value>Amsterdam</value></text>"                 \
	"<text id=\"t2\"><value>Utrecht</value></text><text id=\"t3\"><value>Gent</value></text></translation>"        \
	"<translation lang=\"English (en)\"><text id=\"t1\"><value>Amsterdam</value></text>"                           \
	"<text id=\"t2\"><value>Utrecht city</value></text><text id=\"t3\"><value>Ghent</value></text></translation></itext>"
#define ITEMS                                                                                                          \
	"<itemset nodeset=\"instance('towns')/root/item[of = /data/land]\"><value ref=\"name\"/>"                      \
	"<label ref=\"jr:itext(itextId)\"/></itemset>"
#define LAND "<input ref=\"/data/land\"><label>Land</label></input>"

TEST(choices, follow_a_filter_and_what_is_stale_goes_at_once)
{
	const struct question *q;
	struct kit k;

	kit_form(&k, "<land>nl</land><town/>", ITEXT TOWNS,
	        LAND "<select1 ref=\"/data/town\"><label>Town</label>" ITEMS "</select1>");
	q = kit_question(&k, "/data/town");
	CHECK_INT(q->n_choices, 2);
	CHECK_TEXT(q->choices[1].name, "utr");
	CHECK_TEXT(q->choices[1].label, "Utrecht");
	CHECK_SET(&k, "/data/town", "utr");
	CHECK_TEXT(kit_question(&k, "/data/town")->shown, "Utrecht");
	CHECK_INT(session_set_ref(k.s, "/data/town", "gent"), SESSION_NOT_OFFERED);
	CHECK_SET(&k, "/data/land", "be");
	CHECK_VALUE(&k, "/data/town", "");
	CHECK_INT(kit_question(&k, "/data/town")->n_choices, 1);
	CHECK_SET(&k, "/data/town", "gent");
	CHECK_INT(session_set_language(k.s, 1), 0);
	CHECK_TEXT(kit_question(&k, "/data/town")->choices[0].label, "Ghent");
	CHECK_SET(&k, "/data/land", "");
	CHECK_INT(kit_question(&k, "/data/town")->n_choices, 0);
	kit_close(&k);
}

TEST(choices, of_many_lose_only_the_stale_ones)
{
	const struct question *q;
	struct kit k;

	kit_form(&k, "<land>nl</land><town/>", ITEXT TOWNS,
	        LAND
	        "<select ref=\"/data/town\"><label>Town</label><itemset nodeset=\"instance('towns')/root/item[of != /data/land]\">"
	        "<value ref=\"name\"/><label ref=\"jr:itext(itextId)\"/></itemset></select>");
	CHECK_SET(&k, "/data/land", "x");
	CHECK_SET(&k, "/data/town", "gent ams");
	q = kit_question(&k, "/data/town");
	CHECK(q->choices[0].chosen && !q->choices[1].chosen && q->choices[2].chosen);
	CHECK_TEXT(q->shown, "Gent, Amsterdam");
	CHECK_SET(&k, "/data/land", "be");
	CHECK_VALUE(&k, "/data/town", "ams");
	kit_close(&k);
}

TEST(choices, in_an_order_are_always_all_of_them)
{
	struct kit k;

	kit_form(&k, "<land>nl</land><town/>", ITEXT TOWNS,
	        LAND
	        "<odk:rank ref=\"/data/town\"><label>Town</label><itemset nodeset=\"instance('towns')/root/item[of != /data/land]\">"
	        "<value ref=\"name\"/><label ref=\"jr:itext(itextId)\"/></itemset></odk:rank>");
	CHECK_SET(&k, "/data/land", "x");
	CHECK_INT(kit_question(&k, "/data/town")->kind, QUESTION_RANK);
	CHECK_SET(&k, "/data/town", "gent ams");
	CHECK_VALUE(&k, "/data/town", "gent ams utr");
	CHECK_SET(&k, "/data/land", "be");
	CHECK_VALUE(&k, "/data/town", "ams utr");
	CHECK_SET(&k, "/data/land", "y");
	CHECK_VALUE(&k, "/data/town", "ams utr gent");
	CHECK_SET(&k, "/data/town", "");
	CHECK_VALUE(&k, "/data/town", "");
	kit_close(&k);
}

TEST(choices, are_named_in_the_forms_own_language_in_the_record)
{
	struct kit k;

	kit_form(&k, "<land>be</land><town/><said/>",
	        ITEXT TOWNS "<bind nodeset=\"/data/said\" calculate=\"jr:choice-name(/data/town, '/data/town')\"/>",
	        LAND
	        "<select1 ref=\"/data/town\"><label>Town</label>" ITEMS "</select1>"
	        "<input ref=\"/data/said\"><label>You said <output value=\"jr:choice-name(/data/town, '/data/town')\"/></label></input>");
	CHECK_INT(session_set_language(k.s, 1), 0);
	CHECK_SET(&k, "/data/town", "gent");
	CHECK_VALUE(&k, "/data/said", "Gent");
	CHECK_TEXT(kit_question(&k, "/data/said")->label, "You said Ghent");
	CHECK_EVAL(&k, "jr:choice-name('nope', '/data/town')", "");
	CHECK_EVAL(&k, "jr:choice-name('gent', '/data/land')", "");
	kit_close(&k);
}

TEST(choices, stand_in_a_shuffled_order_that_a_seed_fixes)
{
	char first[3][8];
	const struct question *q;
	struct kit k;

	kit_form(&k, "<a/>", TOWNS,
	        "<select1 ref=\"/data/a\"><label>a</label><itemset nodeset=\"randomize(instance('towns')/root/item, 1)\">"
	        "<value ref=\"name\"/><label ref=\"name\"/></itemset></select1>");
	q = kit_question(&k, "/data/a");
	CHECK_INT(q->n_choices, 3);
	for (int i = 0; i < 3; i++)
		CHECK(text_copy(first[i], sizeof first[i], q->choices[i].name));
	CHECK(strcmp(first[0], first[1]) && strcmp(first[1], first[2]) && strcmp(first[0], first[2]));
	kit_again(&k, -1, 1 << 20);
	q = kit_question(&k, "/data/a");
	for (int i = 0; i < 3; i++)
		CHECK_TEXT(q->choices[i].name, first[i]);
	kit_close(&k);
}

TEST(choices, written_out_have_labels_and_pictures_by_language)
{
	const struct question *q;
	struct kit k;

	kit_form(&k, "<a/>",
	        "<itext><translation lang=\"nl\"><text id=\"y\"><value>Ja</value><value form=\"image\">jr://images/y.png</value></text>"
	        "</translation></itext>",
	        "<select1 ref=\"/data/a\"><label>a</label><item><label ref=\"jr:itext('y')\"/><value> yes </value></item>"
	        "<item><label>No</label><value>no</value></item></select1>");
	q = kit_question(&k, "/data/a");
	CHECK_TEXT(q->choices[0].name, "yes");
	CHECK_TEXT(q->choices[0].label, "Ja");
	CHECK_TEXT(q->choices[0].image, "jr://images/y.png");
	CHECK_TEXT(q->choices[1].image, "");
	CHECK_SET(&k, "/data/a", "yes");
	kit_close(&k);
}
