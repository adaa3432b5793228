/* What a notice says about itself, what its formats show, and numbers that stay whole. */
#include <errno.h>
#include <stdio.h>

#include "paper/notice_sheet.h"
#include "paper/qr.h"
#include "paper_kit.h"
#include "ui/text_layout.h"

static const struct notice_block intro[] = {{NOTICE_PARAGRAPH, 0, false, "Dit papier is van u."}};
static const struct notice_block help[] = {{NOTICE_PARAGRAPH, 0, false, "U krijgt hulp."},
        {NOTICE_POINT, 1, false, "Bel 0900-0101."}, {NOTICE_PARAGRAPH, 0, true, "Gevaar? Bel 112."}};
static const struct notice_block more[] = {{NOTICE_PARAGRAPH, 0, false, "U mag vragen stellen."}};
static const struct notice_item items[] = {{"V-a", "Hulp", help, 3}, {"V-b", "Vragen", more, 1}};
static const struct notice_block help_en[] = {{NOTICE_PARAGRAPH, 0, false, "You get help."},
        {NOTICE_POINT, 1, false, "Call 0900-0101."}, {NOTICE_PARAGRAPH, 0, true, "Danger? Call 112."}};
static const struct notice_block more_en[] = {{NOTICE_PARAGRAPH, 0, false, "You may ask questions."}};
static const struct notice_item items_en[] = {{"V-a", "Help", help_en, 3}, {"V-b", "Questions", more_en, 1}};

static struct notice dutch(const char *id)
{
	struct notice n = {.lang = "nl",
	        .version = 3,
	        .title = "Uw rechten",
	        .intro = intro,
	        .n_intro = 1,
	        .items = items,
	        .n_items = 2,
	        .hash = {0xab, 0xcd, 0xef, 0x01, 0x55}};

	(void)snprintf(n.id, sizeof n.id, "%s", id);
	return n;
}

static struct notice english(const char *id)
{
	struct notice n = {.lang = "en",
	        .version = 3,
	        .title = "Your rights",
	        .items = items_en,
	        .n_items = 2,
	        .hash = {0x12, 0x34, 0x56, 0x78, 0x9a}};

	(void)snprintf(n.id, sizeof n.id, "%s", id);
	return n;
}

static struct notice_paper paper_of(const struct notice *text, const struct notice *other)
{
	return (struct notice_paper){.text = text,
	        .other = other,
	        .banners = {"VOORBEELD", "OEFENING"},
	        .ask = "Vraag ons.",
	        .ask_other = "Ask us.",
	        .keep = "Bewaar dit.",
	        .keep_other = "Keep this.",
	        .dutch_counts = "Nederlands geldt.",
	        .dutch_counts_other = "Dutch counts.",
	        .version_label = "Versie",
	        .code_label = "Code",
	        .station = "DEMO-01",
	        .when = "nu"};
}

static const struct sheet *made(struct kit *k, const char *profile, const struct notice_paper *p)
{
	struct sheet *s;

	kit_open(k, profile, p->text->lang);
	CHECK_OK(notice_sheet(&s, &k->page, p));
	return s;
}

/* The sheet's code is the one that this text gives. */
static void check_code(const struct sheet *s, const char *text)
{
	struct qr wanted;

	CHECK_OK(qr_encode(&wanted, text));
	for (int i = 0; i < sheet_n_marks(s); i++) {
		const struct qr *q = sheet_marks(s)[i].qr;

		if (sheet_marks(s)[i].kind != SHEET_QR)
			continue;
		CHECK_INT(q->size, wanted.size);
		CHECK_BYTES(q->dark, wanted.dark, sizeof wanted.dark);
		return;
	}
	test_fail(__FILE__, __LINE__, "the sheet has no code");
}

TEST(notice_sheet, one_language_from_banner_to_foot)
{
	struct notice n = dutch("N-VIC");
	struct notice_paper p = paper_of(&n, NULL);
	struct kit k;
	const struct sheet *s = made(&k, "generic-80", &p);

	CHECK_TEXT(sheet_access_text(s),
	        "VOORBEELD\nOEFENING\nUw rechten\nDit papier is van u.\nHulp\nU krijgt hulp.\n1. Bel 0900-0101.\n"
	        "Gevaar? Bel 112.\nVragen\nU mag vragen stellen.\nVraag ons.\nBewaar dit.\n"
	        "N-VIC nl \xc2\xb7 Versie 3\nCode abcdef01\nDEMO-01 \xc2\xb7 nu\n");
	check_code(s, "loket:N-VIC/nl/3/abcdef01/DEMO-01");
}

TEST(notice_sheet, two_languages_item_by_item_and_the_code_of_each)
{
	struct notice n = dutch("N-VIC"), m = english("N-VIC");
	struct notice_paper p = paper_of(&n, &m);
	struct kit k;
	const struct sheet *s = made(&k, "generic-58", &p);

	CHECK_TEXT(sheet_access_text(s),
	        "VOORBEELD\nOEFENING\nUw rechten\nYour rights\nDit papier is van u.\nHulp\nHelp\nU krijgt hulp.\n"
	        "You get help.\n1. Bel 0900-0101.\n1. Call 0900-0101.\nGevaar? Bel 112.\nDanger? Call 112.\nVragen\n"
	        "Questions\nU mag vragen stellen.\nYou may ask questions.\nVraag ons.\nAsk us.\nNederlands geldt.\n"
	        "Dutch counts.\nBewaar dit.\nKeep this.\nN-VIC \xc2\xb7 Versie 3\nCode\nnl abcdef01\nen 12345678\n"
	        "DEMO-01 \xc2\xb7 nu\n");
	check_code(s, "loket:N-VIC/en/3/12345678/DEMO-01/nl/3/abcdef01");
	m.version = 4;
	s = made(&k, "generic-80", &p);
	CHECK_HAS(sheet_access_text(s), "Versie 3, 4\n");
	check_code(s, "loket:N-VIC/en/4/12345678/DEMO-01/nl/3/abcdef01");
}

TEST(notice_sheet, a_missing_item_or_block_leaves_the_dutch_one_alone)
{
	struct notice n = dutch("N-VIC"), m = english("N-VIC");
	struct notice_item cut[] = {{"V-b", "Questions", more_en, 1}};
	struct notice_paper p = paper_of(&n, &m);
	struct kit k;

	m.items = cut;
	m.n_items = 1;
	CHECK_HAS(sheet_access_text(made(&k, "generic-80", &p)),
	        "Hulp\nU krijgt hulp.\n1. Bel 0900-0101.\nGevaar? Bel 112.\nVragen\nQuestions\n");
}

TEST(notice_sheet, the_neutral_one_has_no_id)
{
	struct notice n = dutch("N-DV-N"), m = english("N-DV-N");
	struct notice_paper alone = paper_of(&n, NULL), both = paper_of(&n, &m);
	struct kit k;
	const struct sheet *s = made(&k, "generic-80", &alone);

	CHECK(strstr(sheet_access_text(s), "N-DV") == NULL);
	CHECK_HAS(sheet_access_text(s), "\nnl \xc2\xb7 Versie 3\nCode abcdef01\n");
	check_code(s, "loket:-/nl/3/abcdef01/DEMO-01");
	s = made(&k, "generic-80", &both);
	CHECK(strstr(sheet_access_text(s), "N-DV") == NULL);
	CHECK_HAS(sheet_access_text(s), "\nVersie 3\nCode\nnl abcdef01\nen 12345678\n");
	check_code(s, "loket:-/en/3/12345678/DEMO-01/nl/3/abcdef01");
}

TEST(notice_sheet, a_card_shows_the_core_of_each_item)
{
	struct notice n = dutch("N-VIC");
	struct notice_paper p = paper_of(&n, NULL);
	struct kit k;

	p.format = NOTICE_FORMAT_CARD;
	CHECK_HAS(sheet_access_text(made(&k, "generic-80", &p)),
	        "\nUw rechten\nU krijgt hulp.\nU mag vragen stellen.\nVraag ons.\n");
}

TEST(notice_sheet, large_letters_are_18_points_and_15_on_a_narrow_roll)
{
	static const struct {
		const char *profile;
		float cap_mm;
	} rows[] = {{"generic-80", 4.3f}, {"tm-t88", 4.3f}, {"generic-58", 3.6f}};
	struct notice n = dutch("N-VIC");
	struct notice_paper p = paper_of(&n, NULL);

	p.format = NOTICE_FORMAT_LARGE;
	for (int i = 0; i < 3; i++) {
		struct kit k;
		const struct sheet *s = made(&k, rows[i].profile, &p);

		for (int m = 0; m < sheet_n_marks(s); m++)
			if (sheet_marks(s)[m].kind == SHEET_TEXT)
				CHECK(sheet_marks(s)[m].block->style.cap_mm >= rows[i].cap_mm);
	}
}

TEST(notice_sheet, a_letter_that_no_font_has_refuses_it)
{
	struct notice n = dutch("N-VIC");
	struct notice_paper p = paper_of(&n, NULL);
	struct kit k;
	struct sheet *s = NULL;

	n.title = "\xe1\x88\xb0";
	kit_open(&k, "generic-80", "nl");
	CHECK_INT(notice_sheet(&s, &k.page, &p), SHEET_MISSING_LETTER);
	CHECK(s == NULL);
}

TEST(notice_sheet, formats_have_names)
{
	CHECK_TEXT(notice_format_name(NOTICE_FORMAT_FULL), "full");
	CHECK_TEXT(notice_format_name(NOTICE_FORMAT_LARGE), "large");
	CHECK_TEXT(notice_format_name(NOTICE_FORMAT_CARD), "card");
}

/* ---- titles and banners ------------------------------------------------------------------------- */

TEST(notice_sheet, titles_and_banners_become_smaller_before_a_word_is_parted)
{
	static const char *const titles[] = {"Kort", "Uw rechten als u bent aangehouden", "Slachtofferhulp"};

	for (int i = 0; i < 3; i++) {
		struct kit k;
		struct sheet *s;

		kit_open(&k, "generic-58", "nl");
		k.page.scale = 1.3f;
		CHECK_OK(sheet_new(&s, &k.page));
		sheet_banner(s, "VOORBEELDEN");
		sheet_title(s, titles[i]);
		CHECK_OK(sheet_done(s));
		CHECK_INT(sheet_n_marks(s), 3);
		CHECK_INT(sheet_marks(s)[1].block->n_broken, 0);
		CHECK_INT(sheet_marks(s)[2].block->n_broken, 0);
		CHECK(sheet_marks(s)[2].block->style.cap_mm >= 2.5f * 1.3f - 0.01f);
	}
}

/* ---- numbers -------------------------------------------------------------------------------------- */

/* Whether any width makes a line end behind a hyphen. */
static bool is_parted(const char *text)
{
	struct text_style style = {2.5f, false, 1.85f};
	struct kit k;

	kit_open(&k, "generic-80", "nl");
	for (float mm = 28; mm < 60; mm += 0.5f) {
		struct text_block *b;

		CHECK_OK(text_layout(&b, k.arena, k.fonts, &style, text, mm, DIR_LTR));
		for (int i = 0; i + 1 < b->n_lines; i++)
			if (text[b->lines[i].to - 1] == '-')
				return true;
	}
	return false;
}

TEST(numbers, a_telephone_number_is_not_parted_at_its_hyphen)
{
	static const struct {
		const char *text;
		bool parted;
	} rows[] = {{"Bel ons op nummer 0900-0101 nu", false}, {"Bel ons nu op 088-1234567", false},
	        {"Bewaard op de dag 14-03-2026", false}, {"Dit is nu 12345-678901", false}, /* 12 in a row */
	        {"Dit is nu 123456-789012", true}, /* 13 */
	        {"Dit is nu 1-2-3-4-5-6-7", true}, {"Uw eigen goede e-mail-adres", true},
	        {"Dit is nummer DEMO-0123456", true}, {"Dit is nummer 0123456-DEMO", true}, {"0900-0101", false}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (is_parted(rows[i].text) != rows[i].parted)
			test_fail(__FILE__, __LINE__, "\"%s\" is%s parted at its hyphen", rows[i].text,
			        rows[i].parted ? " not" : "");
}
