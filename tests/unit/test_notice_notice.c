#include <stdio.h>

#include "harness.h"
#include "notice_kit.h"
#include "sys/text.h"
#include "notice/checklist.h"
#include "notice/packs.h"

static const struct kit_notice vic = {.id = "N-VIC", .lang = "nl"};

static void whole(struct buf *text, const struct kit_notice *like)
{
	buf_init(text, 4 * NOTICE_TEXT_MAX);
	kit_notice(text, like);
	CHECK_OK(buf_done(text));
}

TEST(notice, is_read_whole)
{
	const struct notice *n;
	struct kit k;
	AUTO_BUF text;

	kit_init(&k);
	whole(&text, &vic);
	CHECK_OK(kit_judge(&k, &text));
	CHECK_TEXT(buf_str(&k.said), "");
	n = &k.reading.notice;
	CHECK_TEXT(n->id, "N-VIC");
	CHECK_TEXT(n->lang, "nl");
	CHECK_INT(n->version, 1);
	CHECK_TEXT(n->valid_from, "2026-01-01");
	CHECK_TEXT(n->valid_until, "2099-12-31");
	CHECK_INT(n->status, NOTICE_DRAFT);
	CHECK_TEXT(n->approved_by, "");
	CHECK_TEXT(n->reviewer, "Redactie");
	CHECK_TEXT(n->title, "Titel");
	CHECK_TEXT(n->laws, "Sv 27c");
	CHECK_INT(n->n_intro, 2);
	CHECK_TEXT(n->intro[1].text, "Tweede alinea.");
	CHECK_INT(n->n_items, 19);
	CHECK_TEXT(n->items[18].id, "V-s");
	CHECK_TEXT(n->items[18].heading, "Kop 18");
	CHECK_INT(n->items[18].n_blocks, 6);
	/* Lines of one paragraph are one text, and the contact stands in it. */
	CHECK_TEXT(n->items[18].blocks[0].text, "De kern van 18. Bel 0900\u20118844.");
	CHECK_INT(n->items[0].blocks[0].kind, NOTICE_PARAGRAPH);
	CHECK_INT(n->items[0].blocks[2].kind, NOTICE_POINT);
	CHECK_INT(n->items[0].blocks[2].number, 0);
	CHECK_INT(n->items[0].blocks[4].number, 2);
	CHECK(!n->items[0].blocks[4].strong && n->items[0].blocks[5].strong);
	CHECK_TEXT(n->items[0].blocks[5].text, "Let op. Bel 112.");
	CHECK_INT(n->n_questions, 4);
	CHECK_TEXT(n->questions[2].item, "V-q");
	CHECK_INT(n->questions[2].n_options, 3);
	CHECK(n->questions[2].options[1].right && !n->questions[2].options[0].right);
	CHECK(n->questions[2].options[2].unsure && !n->questions[2].options[1].unsure);
	CHECK(notice_item(n, "V-q") == &n->items[16] && !notice_item(n, "V-z"));
	CHECK(notice_question(n, "VIC-2") == &n->questions[1] && !notice_question(n, "VIC-9"));
	kit_fini(&k);
}

TEST(notice, of_every_kind_and_language_is_read)
{
	struct kit k;

	kit_init(&k);
	for (int c = 0; checklist_at(c); c++)
		for (int l = 0; notice_language(l); l++) {
			struct kit_notice one = {.id = checklist_at(c)->notice, .lang = notice_language(l)};
			AUTO_BUF text;

			whole(&text, &one);
			if (kit_judge(&k, &text))
				test_fail(__FILE__, __LINE__, "%s %s: %s", one.id, one.lang, buf_str(&k.said));
		}
	kit_fini(&k);
}

/* Without any one of its items, or questions, it is refused by the name of what is missing. */
TEST(notice, without_one_id_is_refused_by_name)
{
	struct kit k;
	char from[40], says[80];

	kit_init(&k);
	for (int c = 0; checklist_at(c); c++) {
		const struct checklist *list = checklist_at(c);
		struct kit_notice one = {.id = list->notice, .lang = "nl"};

		for (int i = 0; i < list->n_items + list->n_questions; i++) {
			bool item = i < list->n_items;
			const char *id = item ? list->items[i].id : list->questions[i - list->n_items].id;
			const char *what = item ? "item" : "question";
			AUTO_BUF text;

			whole(&text, &one);
			/* An item and a question may have the same id: the question is the one behind "# ?". */
			snprintf(from, sizeof from, item ? "## [%s] Kop" : "## [%s] Bent", id);
			kit_swap(&text, from, item ? "## [X-1] Kop" : "## [X-1] Bent");
			snprintf(says, sizeof says, "the required %s [%s] of %s is missing", what, id, list->notice);
			kit_refuses(&k, &text, says);
			snprintf(says, sizeof says, "%s has no %s [X-1]", list->notice, what);
			CHECK_HAS(buf_str(&k.said), says);
		}
	}
	kit_fini(&k);
}

/* One thing broken, and what is said of it. */
static const struct {
	const char *from, *to, *says;
} breaks[] = {
        {"---\nnotice", "--\nnotice", "x.md:1: error: the first line is '---'"},
        {"notice: N-VIC", "notice: N-VIX", "x.md:2: error: 'N-VIX' is no notice"},
        {"lang: nl", "lang: es", "x.md:3: error: 'es' is no language"},
        {"lang: nl\nversion: 1", "version: 1\nlang: nl", "x.md:3: error: here stands 'lang: ...'"},
        {"version: 1", "version: 0", "x.md:4: error: version is a whole number"},
        {"2026-01-01", "2026-02-30", "x.md:5: error: valid_from is a day"},
        {"2099-12-31", "2099-12-3", "x.md:6: error: valid_until is a day"},
        {"2099-12-31", "2025-12-31", "x.md:6: error: valid_until lies before"},
        {"status: draft", "status: ready", "x.md:7: error: status is draft"},
        {"approved_by:", "approved_by: ik", "x.md:8: error: approved_by stays empty"},
        {"reviewer: Redactie", "reviewer:", "x.md:9: error: reviewer is empty"},
        {"laws: Sv 27c\n", "laws: Sv 27c\nextra: x\n", "x.md:12: error: the front matter ends"},
        {"Eerste", "**Eerste**", "x.md:14: error: bold is for a whole paragraph"},
        {"Eerste", "*Eerste*", "holds emph"},
        {"Eerste", "[Eerste](http://x)", "holds link"},
        {"Eerste", "`Eerste`", "holds code"},
        {"Eerste", "<b>Eerste", "holds html_inline"},
        {"Eerste alinea.", "Eerste  \nalinea.", "ends a line with two spaces"},
        {"Eerste alinea.", "<div>", "holds html_block"},
        {"Eerste alinea.", "> Eerste", "holds block_quote"},
        {"Eerste alinea.", "    Eerste", "holds code_block"},
        {"Eerste alinea.", "***", "holds thematic_break"},
        {"Eerste alinea.", "[x]: weg", "Markdown swallows such lines"},
        {"Eerste alinea.", "Een.\n\nTwee.\n\nDrie.", "at most 3 short paragraphs"},
        {"Eerste alinea.", "- Een punt", "at most 3 short paragraphs"},
        {"## [V-a] Kop 0", "### [V-a] Kop 0", "x.md:18: error: a heading is '## [ID] text'"},
        {"## [V-a] Kop 0", "## V-a Kop 0", "a heading is '## [ID] text'"},
        {"## [V-a] Kop 0", "## [V-a]", "a heading is '## [ID] text'"},
        {"De kern van 0.", "- De kern van 0.", "an item begins with its core"},
        {"- Een punt.\n", "- Een punt.\n    - Dieper.\n", "a point of a list is one paragraph"},
        {"{alarm}", "{brandweer}", "{brandweer} is no contact"},
        {"{alarm}", "{alarm", "{ and } stand only around"},
        {"{alarm}", "alarm}", "{ and } stand only around"},
        {"Kop 0", "Kop \t0", "has tabs or carriage returns"},
        {"Kop 0", "Kop \r0", "has tabs or carriage returns"},
        {"Kop 0", "Kop \xff", "is not text in UTF-8"},
        {"Kop 0", "Kop \x07", "holds a control character"},
        {"Kop 0", "Kop &#x202E;", "turns the order of letters"},
        {"Kop 0", "Kop \u0663", "digits that are not Latin"},
        {"Kop 0", "Kop \u2066x", "opens an isolate"},
        {"Kop 0", "Kop \u2069x", "closes an isolate"},
        {"Kop 0", "Kop \ufffd", "was broken on the way"},
        {"\n# ?\n", "\n# ?\n\n# ?\n", "'# ?' stands here a second time"},
        {"\n# ?\n", "\n# ?\n\nZomaar.\n", "below '# ?' stand only questions"},
        {"\n# ?\n", "\n# ?\n\n- [ ] Ja\n", "answers stand below their question"},
        {"- [ ] Ja", "1. [ ] Ja", "answers stand below their question"},
        {"- [ ] Ja", "- Ja", "an answer is '- [ ] text'"},
        {"- [ ] Ja", "- [x] Ja", "has 2 right answers"},
        {"- [x] Nee", "- [ ] Nee", "has 0 right answers"},
        {"- [x] Nee\n- [ ] Ik", "- [ ] Nee\n- [x] Ik", "\"I don't know\" is not the right answer"},
        {"- [ ] Ja\n", "", "needs at least two answers"},
        {"- [ ] Ik weet het niet", "- [ ] Misschien", "the last answer, and only that, is \"I don't know\""},
        {"- [ ] Ja", "- [ ] Ik weet het niet", "the last answer, and only that"},
};

TEST(notice, keeps_each_rule_of_its_format)
{
	struct kit k;

	kit_init(&k);
	for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
		AUTO_BUF text;

		whole(&text, &vic);
		kit_swap(&text, breaks[i].from, breaks[i].to);
		if (kit_judge(&k, &text) != NOTICE_REFUSED || !strstr(buf_str(&k.said), breaks[i].says))
			test_fail(__FILE__, __LINE__, "'%s' -> '%s' should say '%s', but says: %s", breaks[i].from,
			        breaks[i].to, breaks[i].says, buf_str(&k.said));
	}
	kit_fini(&k);
}

TEST(notice, keeps_the_order_of_the_checklist)
{
	struct kit k;
	AUTO_BUF text;

	kit_init(&k);
	whole(&text, &vic);
	kit_swap(&text, "[V-a]", "[V-x]");
	kit_swap(&text, "[V-b]", "[V-a]");
	kit_swap(&text, "[V-x]", "[V-b]");
	kit_refuses(&k, &text, "the item [V-b] stands where [V-a] belongs");
	kit_swap(&text, "[V-b]", "[V-a]");
	kit_refuses(&k, &text, "the item [V-a] stands here 2 times");
	kit_fini(&k);
}

/* Each row makes a notice of exactly the ceiling; one less holds, one more does not. */
TEST(notice, holds_its_ceilings)
{
	static const struct {
		const char *after, *says;
		size_t has, most; /* bytes there already, ceiling */
	} rows[] = {
	        {"title: ", "title has 241 bytes", 5, NOTICE_LINE_BYTES},
	        {"reviewer: ", "reviewer has 241 bytes", 8, NOTICE_LINE_BYTES},
	        {"laws: ", "laws has 601 bytes", 6, NOTICE_LAWS_BYTES},
	        {"## [V-a] ", "at most 240 bytes", 5, NOTICE_LINE_BYTES},
	        {"## [VIC-1] ", "at most 240 bytes", 12, NOTICE_LINE_BYTES},
	        {"- [ ] ", "at most 240 bytes", 2, NOTICE_LINE_BYTES},
	        {"De kern van 0", "V-a has 1201 bytes", 98, NOTICE_ITEM_BYTES},
	        {"Eerste alinea", "the introduction has 1201 bytes", 28, NOTICE_ITEM_BYTES},
	};
	struct kit k;

	kit_init(&k);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int over = -1; over <= 1; over++) {
			AUTO_BUF text;

			whole(&text, &vic);
			kit_grow(&text, rows[i].after, 'w', rows[i].most - rows[i].has + (size_t)(over + 1) - 1);
			if ((kit_read(&k, &text) == NOTICE_REFUSED) != (over > 0))
				test_fail(__FILE__, __LINE__, "'%s' %+d: %s", rows[i].after, over, buf_str(&k.said));
			if (over > 0)
				CHECK_HAS(buf_str(&k.said), rows[i].says);
		}
	kit_fini(&k);
}

/* Numbers of things: one fewer, as many, one more than fit. */
static void count_of(int n, int most, const char *from, const char *each, const char *says, int left)
{
	struct kit k;
	AUTO_BUF text, many;

	kit_init(&k);
	whole(&text, &vic);
	buf_init(&many, NOTICE_TEXT_MAX);
	buf_text(&many, from);
	for (int i = left; i < n; i++)
		buf_text(&many, each);
	kit_swap(&text, from, buf_str(&many));
	(void)kit_read(&k, &text);
	CHECK_INT(strstr(buf_str(&k.said), says) != NULL, n > most);
	kit_fini(&k);
}

TEST(notice, holds_its_numbers_of_things)
{
	for (int over = -1; over <= 1; over++) {
		count_of(NOTICE_BLOCKS_MAX + over, NOTICE_BLOCKS_MAX, "- Een punt.\n", "- Meer.\n",
		        "more than 24 paragraphs and points", 6);
		count_of(NOTICE_OPTIONS_MAX + over, NOTICE_OPTIONS_MAX, "- [ ] Ja\n", "- [ ] Meer\n",
		        "more than 5 answers", 3);
		count_of(NOTICE_INTRO_BLOCKS + over, NOTICE_INTRO_BLOCKS, "Eerste alinea.\n\n", "Meer.\n\n",
		        "at most 3 short paragraphs", 2);
	}
}

TEST(notice, holds_no_more_items_and_questions_than_fit)
{
	for (int over = -1; over <= 1; over++) {
		struct kit k;
		AUTO_BUF text;

		kit_init(&k);
		whole(&text, &vic);
		for (int i = 4; i < NOTICE_QUESTIONS_MAX + over; i++)
			buf_printf(&text, "\n## [M-%d] Meer?\n\n- [ ] A\n- [x] B\n- [ ] Ik weet het niet\n", i);
		(void)kit_read(&k, &text);
		CHECK_INT(strstr(buf_str(&k.said), "more than 6 questions") != NULL, over > 0);
		kit_swap(&text, "# ?", "## [N-0] Nul\n\nMeer.\n\n# ?");
		for (int i = 20; i < NOTICE_ITEMS_MAX + over; i++)
			kit_swap(&text, "# ?", "## [N-1] Een\n\nMeer.\n\n# ?");
		(void)kit_read(&k, &text);
		CHECK_INT(strstr(buf_str(&k.said), "more than 48 items") != NULL, over > 0);
		kit_fini(&k);
	}
}

TEST(notice, file_holds_its_ceiling)
{
	for (int over = -1; over <= 1; over++) {
		struct kit k;
		AUTO_BUF text;

		kit_init(&k);
		whole(&text, &vic);
		while (text.len < NOTICE_TEXT_MAX - 1 + (size_t)(over + 1))
			buf_char(&text, '\n');
		CHECK_INT(kit_read(&k, &text), over > 0 ? NOTICE_REFUSED : 0);
		if (over > 0)
			CHECK_HAS(buf_str(&k.said), "a notice has at most 65536");
		kit_fini(&k);
	}
}

TEST(notice, has_an_end_to_its_last_line_and_some_text)
{
	struct kit k;
	AUTO_BUF text;

	kit_init(&k);
	buf_init(&text, 100);
	kit_refuses(&k, &text, "x.md: error: its last line has no end");
	buf_text(&text, "---\nnotice: N-VIC");
	kit_refuses(&k, &text, "its last line has no end");
	buf_zero(&text, 1);
	buf_char(&text, '\n');
	kit_refuses(&k, &text, "is not text in UTF-8");
	kit_fini(&k);
}

/* Among letters that run from the right a number keeps its order only in an isolate. */
TEST(notice, contacts_in_arabic_stand_in_isolates)
{
	struct kit_notice ar = {.id = "N-VIC", .lang = "ar"};
	struct kit k;
	AUTO_BUF text;

	kit_init(&k);
	whole(&text, &ar);
	CHECK_OK(kit_read(&k, &text));
	CHECK_HAS(k.reading.notice.items[0].blocks[0].text, "\u20660900\u20118844\u2069");
	kit_fini(&k);
}

TEST(notice, translation_keeps_to_the_dutch)
{
	static const struct {
		const char *from, *to, *says;
	} wrong[] = {
	        {"version: 1", "version: 2", "is version 2, the Dutch is version 1"},
	        {"valid_from: 2026-01-01", "valid_from: 2026-01-02", "holds on other days"},
	        {"laws: Sv 27c", "laws: Sv 27d", "names other laws"},
	        {"Eerste alinea.\n\n", "", "the introduction has 1 paragraphs"},
	        {"- Nog een punt.\n", "", "V-a has 5 paragraphs and points, the Dutch 6"},
	        {"- Een punt.\n", "- **Een punt.**\n", "V-a: paragraph 2 is bold, in the Dutch it is not"},
	        {"**Let op. Bel {alarm}.**", "Let op. Bel {alarm}.", "paragraph 6 is not bold, in the Dutch it is so"},
	        {"- Een punt.\n- Nog een punt.\n", "Een punt.\n\nNog een punt.\n", "another kind of paragraph"},
	        {"1. Een stap.\n2. Nog", "3. Een stap.\n4. Nog", "another kind of paragraph"},
	        {"Bel {alarm}", "Bel {politie}", "has other {names} here than the Dutch"},
	        {"Bel {alarm}", "Bel {alarm} {alarm}", "has other {names} here"},
	        {"- [ ] Yes\n", "- [ ] Yes\n- [ ] More\n", "VIC-1 has 4 answers, the Dutch 3"},
	        {"- [ ] Yes\n- [x] No\n", "- [x] Yes\n- [ ] No\n", "VIC-1: another answer is right"},
	};
	struct kit_notice en = {.id = "N-VIC", .lang = "en"};
	struct notice_reading dutch;
	struct kit k;
	AUTO_BUF first;

	kit_init(&k);
	whole(&first, &vic);
	CHECK_OK(kit_read(&k, &first));
	dutch = k.reading;
	for (size_t i = 0; i <= sizeof wrong / sizeof *wrong; i++) {
		bool sound = i == sizeof wrong / sizeof *wrong;
		AUTO_BUF text;

		whole(&text, &en);
		if (!sound)
			kit_swap(&text, wrong[i].from, wrong[i].to);
		CHECK_OK(kit_read(&k, &text));
		notice_compare(&dutch, &k.reading, &k.findings);
		CHECK_INT(k.findings.errors > 0, !sound);
		if (!sound)
			CHECK_HAS(buf_str(&k.said), wrong[i].says);
	}
	kit_fini(&k);
}

TEST(notice_date, knows_the_days_that_there_are)
{
	static const char *const none[] = {"", "2026-1-1", "2026-13-01", "2026-00-10", "2026-02-29", "2026-04-31",
	        "1969-12-31", "2026-01-01 ", "2026/01/01", "x026-01-01", "2026-01-0x"};
	int64_t days;

	CHECK(notice_date(&days, "1970-01-02"));
	CHECK_INT(days, 1);
	CHECK(notice_date(&days, "2028-02-29"));
	CHECK(notice_date(NULL, "9999-12-31"));
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		CHECK(!notice_date(&days, none[i]));
}

TEST(notice_status, has_four_names)
{
	enum notice_status s;

	for (int i = NOTICE_DRAFT; i <= NOTICE_OFFICIAL; i++) {
		CHECK(notice_status_of(&s, notice_status_name((enum notice_status)i)));
		CHECK_INT(s, i);
	}
	CHECK(!notice_status_of(&s, "Draft"));
}
