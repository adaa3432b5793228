#include <stdio.h>

#include "form_kit.h"

#define LOKET "xmlns:loket=\"https://loket.invalid/ns\""

static void lint(struct kit *k)
{
	form_lint(k->form, &k->findings);
	findings_sort(&k->findings);
}

static void check_lint(const char *instance, const char *model, const char *body, bool error, const char *part)
{
	struct kit k;

	kit_form(&k, instance, model, body);
	lint(&k);
	CHECK_INT(k.findings.errors > 0, error);
	CHECK_HAS(buf_str(&k.findings.text), part);
	kit_close(&k);
}

static void check_not(const char *instance, const char *model, const char *body, const char *part)
{
	struct kit k;

	kit_form(&k, instance, model, body);
	lint(&k);
	if (strstr(buf_str(&k.findings.text), part))
		test_fail(__FILE__, __LINE__, "told without reason: %s", buf_str(&k.findings.text));
	kit_close(&k);
}

#define A "<input ref=\"/data/a\"><label>a</label></input>"

TEST(lint, what_may_never_be_asked_is_an_error_in_every_form)
{
	static const char *const names[] = {"nationality", "Nationaliteit", "land_van_geboorte", "geboorteland",
	        "birthCountry", "country_of_birth", "religie_kind", "religion", "ras", "race2", "ethnic_group",
	        "etniciteit", "huidskleur", "skin_colour", "SkinColor", "afkomst", "geloof"};
	static const char *const fine[] = {"trace", "terras", "brace", "country", "birth_date", "kleur", "land",
	        "nation", "grass", "colour", "fietskleur", "embrace", "origami"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char instance[100];

		(void)snprintf(instance, sizeof instance, "<a/><%s/>", names[i]);
		check_lint(instance, "", A, true, "which can not be in a form");
	}
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		char instance[100];

		(void)snprintf(instance, sizeof instance, "<a/><%s/>", fine[i]);
		check_not(instance, "", A, "can not be in a form");
	}
}

TEST(lint, fields_without_purpose_or_basis_are_errors)
{
	check_lint("<a/>", "", A, true, "error: 1 fields, first /data/a, say neither purpose nor legal basis");
	check_lint("<a/>", "<bind " LOKET " nodeset=\"/data/a\"/>", A, true,
	        "error: /data/a does not say why it is asked; write loket:purpose");
	check_lint("<a/>", "<bind " LOKET " nodeset=\"/data/a\" loket:purpose=\"x\"/>", A, true,
	        "error: /data/a does not say on what legal basis");
	check_lint("<a/>", "<bind " LOKET " nodeset=\"/data/a\" loket:purpose=\"x\" loket:legal_basis=\"y\"/>", A,
	        false, "warning: /data/a does not say how sensitive");
	check_lint("<a/>", "<bind " LOKET " nodeset=\"/data/a\" loket:purpose=\"x\" loket:legal_basis=\"y\"/>", A,
	        false, "warning: /data/a does not say who receives");
	check_lint("<a/>",
	        "<bind " LOKET
	        " nodeset=\"/data/a\" loket:purpose=\"x\" loket:legal_basis=\"y\" loket:class=\"K4\" loket:retention=\"z\"/>",
	        A, false, "class K4 but not masked");
}

TEST(lint, notes_need_no_purpose)
{
	struct kit k;

	kit_form(&k, "<a/>", "<bind " LOKET " nodeset=\"/data/a\" readonly=\"true()\"/>", A);
	lint(&k);
	CHECK_TEXT(buf_str(&k.findings.text),
	        "t.xml:3: warning: the form does not say whom it asks; write loket:audience "
	        "with citizen, staff or suspect\n");
	kit_close(&k);
}

#define TWO(nl, en)                                                                                                    \
	"<itext><translation lang=\"Nederlands (nl)\"><text id=\"l\"><value>" nl "</value></text></translation>"       \
	"<translation lang=\"English (en)\">" en "</translation></itext>"
#define L "<input ref=\"/data/a\"><label ref=\"jr:itext('l')\"/></input>"

TEST(lint, translations_that_are_missing_or_a_dash_are_named)
{
	check_lint("<a/>", TWO("Vraag", ""), L, true, "error: the text \"l\" is missing in English (en); write");
	check_lint("<a/>", TWO("Vraag", "<text id=\"l\"><value/></text>"), L, true, "\"l\" is missing in English (en)");
	check_lint(
	        "<a/>", TWO("Vraag", "<text id=\"l\"><value>-</value></text>"), L, true, "only a dash in English (en)");
	check_lint("<a/>", TWO("Vraag</value><value form=\"short\">V", "<text id=\"l\"><value>Q</value></text>"), L,
	        true, "\"l\" (short) is missing in English (en)");
	check_not("<a/>", TWO("-", "<text id=\"l\"><value>-</value></text>"), L, "dash");
	check_lint("<a/>", TWO("Vraag", "<text id=\"l\"><value>Q</value></text>"), A, true,
	        "a label is written in one language only");
	check_lint("<a/>",
	        "<itext><translation lang=\"English (en)\"><text id=\"l\"><value>Q</value></text></translation></itext>",
	        L, true, "no language of the form is Dutch");
	check_lint("<a/>",
	        "<itext><translation lang=\"Nederlands\"><text id=\"l\"><value>Q</value></text></translation></itext>",
	        L, true, "the language \"Nederlands\" has no tag");
}

/* The rest of these forms is sound but for purposes, which are not looked at here. */
static void check_told(const char *instance, const char *model, const char *body, const char *part)
{
	check_lint(instance, model, body, true, part);
}

TEST(lint, expressions_that_surprise_are_named)
{
	check_told("<a/>", "<bind nodeset=\"/data/a\" constraint=\"regex(., '[0-9]+')\" jr:constraintMsg=\"x\"/>", A,
	        "\"[0-9]+\" is not held by ^ and $");
	check_told("<a/><b/>", "<bind nodeset=\"/data/b\" calculate=\"jr:choice-name(/data/a, '/data/a')\"/>", A,
	        "error: jr:choice-name() in a calculate or an action puts words of one language");
	check_told("<a/>", "<bind nodeset=\"/data/a\" relevant=\"/data/nope = 1\"/>", A,
	        "names a node nope that is not there");
	check_told("<a/>", "<bind nodeset=\"/data/a\" constraint=\". = 1\"/>", A,
	        "has a constraint but no message; write in jr:constraintMsg");
	check_told("<a/>", "<bind nodeset=\"/data/a\" type=\"date\"/>", A, "warning: /data/a is a date without bounds");
	check_told("<a/><meta><instanceName/></meta>",
	        "<bind nodeset=\"/data/meta/instanceName\" calculate=\"/data/a\"/>", A,
	        "instanceName is made from answers");
	check_told("<a/>", "", "<input ref=\"/data/a\" appearance=\"sparkling\"><label>a</label></input>",
	        "the appearance \"sparkling\" is not known");
	check_told("<a/>", "", "<input ref=\"/data/a\"/>", "a question has no label");
}

TEST(lint, anchored_patterns_and_known_paths_are_left_alone)
{
	struct kit k;

	kit_form(&k, "<a/><r><x/></r>",
	        "<bind " LOKET
	        " nodeset=\"/data/a\" constraint=\"regex(., '^[0-9]+$') and count(/data/r[x = 1]/x) = 0\" "
	        "jr:constraintMsg=\"x\" loket:purpose=\"p\" loket:legal_basis=\"g\" loket:receiver=\"r\" "
	        "loket:class=\"K2\" loket:retention=\"r\"/>",
	        A);
	lint(&k);
	CHECK_TEXT(buf_str(&k.findings.text),
	        "t.xml:3: warning: the form does not say whom it asks; write loket:audience "
	        "with citizen, staff or suspect\n");
	kit_close(&k);
}

TEST(lint, days_need_an_earliest_and_a_latest)
{
	static const struct {
		const char *rule, *told; /* "": nothing */
	} rows[] = {
	        {". &lt;= today()", "has no earliest day"},
	        {". &gt; '2020-01-01'", "has no latest day"},
	        {"'2020-01-01' &lt; .", "has no latest day"},
	        {"today() &gt;= .", "has no earliest day"},
	        {"/data/b = 1", "a date without bounds"},
	        {". &gt; '2020-01-01' and today() &gt; .", ""},
	        {"format-date(., '%Y') = '2026'", ""},
	        {"today() - . &lt; 30 and . &lt;= today()", ""},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char bind[300];

		(void)snprintf(bind, sizeof bind,
		        "<bind nodeset=\"/data/a\" type=\"date\" jr:constraintMsg=\"x\" constraint=\"%s\"/>",
		        rows[i].rule);
		if (*rows[i].told)
			check_told("<a/><b/>", bind, A, rows[i].told);
		else
			check_not("<a/><b/>", bind, A, "t day");
	}
}

TEST(lint, the_kiosk_refuses_required_answers_that_it_can_not_take)
{
	static const struct {
		const char *bind, *body, *part;
		int want;
	} cases[] = {
	        {"type=\"geopoint\" required=\"true()\"", A, "requires a place on a map", FORM_REFUSED},
	        {"type=\"barcode\" required=\"/data/b = 1\"", A, "requires a barcode", FORM_REFUSED},
	        {"type=\"binary\" required=\"true()\"",
	                "<upload ref=\"/data/a\" mediatype=\"image/*\"><label>a</label></upload>", "requires a file",
	                FORM_REFUSED},
	        {"required=\"true()\"", "<upload ref=\"/data/a\"><label>a</label></upload>", "requires a file",
	                FORM_REFUSED},
	        {"type=\"geopoint\"", A, "the kiosk leaves it out", 0},
	        {"type=\"geopoint\" required=\"false()\"", A, "the kiosk leaves it out", 0},
	        {"type=\"int\" required=\"true()\"", A, "", 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char bind[200];
		struct kit k;

		(void)snprintf(bind, sizeof bind, "<bind nodeset=\"/data/a\" %s/>", cases[i].bind);
		kit_form(&k, "<a/><b/>", bind, cases[i].body);
		CHECK_INT(form_fits_kiosk(k.form, &k.findings), cases[i].want);
		CHECK_HAS(buf_str(&k.findings.text), cases[i].part);
		kit_close(&k);
	}
}

TEST(findings, are_sorted_by_line_and_stay_one_line_each)
{
	struct findings f;

	findings_init(&f);
	findings_add(&f, true, "b.xml", 2, "second");
	findings_add(&f, false, "b.xml", 10, "tenth\nwith a break");
	findings_add(&f, false, "a.xml", 99, "other file");
	findings_add(&f, true, "b.xml", 1, "first");
	findings_sort(&f);
	CHECK_TEXT(buf_str(&f.text), "a.xml:99: warning: other file\nb.xml:1: error: first\nb.xml:2: error: second\n"
	                             "b.xml:10: warning: tenth with a break\n");
	CHECK_INT(f.errors, 2);
	CHECK_INT(f.warnings, 2);
	findings_fini(&f);
}
