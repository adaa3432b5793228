#include "form_kit.h"

#define WORDS                                                                                                                                                         \
	"<name/><a/>",                                                                                                                                                \
	        "<itext><translation lang=\"Nederlands (nl)\" default=\"true()\">"                                                                                    \
	        "<text id=\"l\"><value>Dag <output value=\"/data/name\"/>, hoe oud?</value><value form=\"short\">Leeftijd</value>"                                    \
	        "<value form=\"audio\">jr://audio/l.mp3</value></text>"                                                                                               \
	        "<text id=\"h\"><value>In jaren</value><value form=\"guidance\">Voor de wet</value></text>"                                                           \
	        "<text id=\"c\"><value>Niet <output value=\".\"/>!</value></text><text id=\"only\"><value>Alleen hier</value></text>"                                 \
	        "<text id=\"p\"><value>Omdat het moet</value></text></translation>"                                                                                   \
	        "<translation lang=\"العربية (ar)\"><text id=\"l\"><value>كم عمرك يا <output value=\"/data/name\"/>؟</value></text>"                  \
	        "<text id=\"h\"><value form=\"short\">بالسنوات</value></text></translation></itext>"                                                          \
	        "<bind xmlns:loket=\"https://loket.invalid/ns\" nodeset=\"/data/a\" type=\"int\" constraint=\". &lt; 130\" "                                          \
	        "jr:constraintMsg=\"jr:itext('c')\" jr:requiredMsg=\"Plain\" loket:purpose=\"jr:itext('p')\" loket:receiver=\"The hub\" loket:legal_basis=\"Wpg 8\" " \
	        "loket:class=\"K2\" loket:retention=\"station.72h\" loket:max=\"3\"/>",                                                                               \
	        "<input ref=\"/data/name\"><label ref=\"jr:itext('only')\"/></input>"                                                                                 \
	        "<input ref=\"/data/a\"><label ref=\"jr:itext('l')\"/><hint ref=\"jr:itext('h')\"/></input>"

TEST(words, are_given_in_the_language_of_the_screen)
{
	const struct question *q;
	struct kit k;

	kit_form(&k, WORDS);
	CHECK_SET(&k, "/data/name", "Zoë");
	q = kit_question(&k, "/data/a");
	CHECK_TEXT(q->label, "Dag Zoë, hoe oud?");
	CHECK_TEXT(q->short_label, "Leeftijd");
	CHECK_TEXT(q->audio, "jr://audio/l.mp3");
	CHECK_TEXT(q->hint, "In jaren");
	CHECK_TEXT(q->guidance, "Voor de wet");
	CHECK_INT(session_set_language(k.s, form_language_of_tag(k.form, "ar")), 0);
	q = kit_question(&k, "/data/a");
	CHECK_TEXT(q->label, "كم عمرك يا Zoë؟");
	CHECK_TEXT(q->hint, "بالسنوات");
	CHECK_TEXT(kit_question(&k, "/data/name")->label, "Alleen hier");
	CHECK_INT(session_language(k.s), 1);
	kit_close(&k);
}

TEST(words, of_our_own_attributes_say_why_and_on_what_ground)
{
	const struct question *q;
	struct kit k;

	kit_form(&k, WORDS);
	q = kit_question(&k, "/data/a");
	CHECK_TEXT(q->purpose, "Omdat het moet");
	CHECK_TEXT(q->receiver, "The hub");
	CHECK_TEXT(q->legal_basis, "Wpg 8");
	CHECK_TEXT(q->sensitivity, "K2");
	CHECK_TEXT(q->retention, "station.72h");
	CHECK_INT(q->max_points, 3);
	CHECK_TEXT(q->required_message, "Plain");
	CHECK_SET(&k, "/data/a", "200");
	CHECK_TEXT(kit_question(&k, "/data/a")->constraint_message, "Niet 200!");
	q = kit_question(&k, "/data/name");
	CHECK_TEXT(q->purpose, "");
	CHECK_TEXT(q->receiver, "");
	CHECK_TEXT(q->guidance, "");
	CHECK_TEXT(q->legal_basis, "");
	kit_close(&k);
}

TEST(words, purpose_is_the_guidance_where_there_is_no_other)
{
	struct kit k;

	kit_form(&k, "<a/>",
	        "<bind xmlns:loket=\"https://loket.invalid/ns\" nodeset=\"/data/a\" loket:purpose=\"To call you\"/>",
	        "<input ref=\"/data/a\"><label>a</label></input>");
	CHECK_TEXT(kit_question(&k, "/data/a")->guidance, "To call you");
	kit_close(&k);
}

TEST(words, that_name_themselves_come_to_an_end)
{
	struct kit k;

	kit_form(&k, "<a/>",
	        "<itext><translation lang=\"nl\"><text id=\"l\"><value>x<output value=\"jr:itext('l')\"/></value></text></translation></itext>",
	        "<input ref=\"/data/a\"><label ref=\"jr:itext('l')\"/></input>");
	CHECK_TEXT(kit_question(&k, "/data/a")->label, "xxxxxxxx");
	kit_close(&k);
}

TEST(words, keep_the_space_between_two_outputs)
{
	struct kit k;

	kit_form(&k, "<a>1</a><b>2</b>", "",
	        "<input ref=\"/data/a\"><label><output value=\"/data/a\"/> <output value=\"/data/b\"/></label></input>");
	CHECK_TEXT(kit_question(&k, "/data/a")->label, "1 2");
	kit_close(&k);
}

TEST(words, and_views_stay_as_they_are_until_the_session_changes)
{
	const struct question *a, *name;
	struct kit k;

	kit_form(&k, WORDS);
	a = kit_question(&k, "/data/a");
	name = kit_question(&k, "/data/name");
	CHECK(a == kit_question(&k, "/data/a"));
	CHECK_TEXT(a->label, "Dag , hoe oud?");
	CHECK_TEXT(name->label, "Alleen hier");
	kit_close(&k);
}
