/*
 * notices_paper - what comes out of the printer is what the pack says: every notice, every language, every width
 *
 * Rows by the independent decoder, words by the sheet's own order, the QR code by zbar.
 */
#include <stdio.h>
#include <stdlib.h>

#include "drivers/picture.h"
#include "harness.h"
#include "notice/checklist.h"
#include "notices_kit.h"
#include "sys/buf.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { LIMIT_S = 240, QR_MARGIN_MM = 6, BATCH = SHELF_LANGUAGES };

/* ---- the pack is whole ---------------------------------------------------------------------------- */

TEST(notices, all_sixteen_are_there_in_all_nine_languages)
{
	struct shelf s;

	shelf_open(&s);
	for (int i = 0; i < SHELF_NOTICES; i++)
		for (int l = 0; l < SHELF_LANGUAGES; l++)
			CHECK_TEXT(shelf_notice(&s, checklist_at(i)->notice, notice_language(l))->lang,
			        notice_language(l));
	CHECK(checklist_at(SHELF_NOTICES) == NULL);
	CHECK(notice_language(SHELF_LANGUAGES) == NULL);
	shelf_close(&s);
}

/* ---- dots and codes ----------------------------------------------------------------------------------- */

/* Dutch beside that language; Dutch itself alone. */
static struct wish handed_over(const struct shelf *s, int notice, int language, int width)
{
	const char *id = checklist_at(notice)->notice, *lang = notice_language(language);
	struct wish w = {.text = shelf_notice(s, id, lang), .width = width};

	if (!text_starts(lang, "nl")) {
		w.other = w.text;
		w.text = shelf_notice(s, id, "nl");
	}
	return w;
}

/* The code as it lies on the paper, with what stands around it. */
static void photograph(const char *path, const struct printed *p)
{
	struct dots_box b = printed_qr_box(p);
	int margin = (int)(QR_MARGIN_MM * p->px_per_mm), w = b.w + 2 * margin, h = b.h + 2 * margin;
	uint8_t *grey = malloc((size_t)w * (size_t)h);
	struct picture out = {.kind = PICTURE_GREY, .width = w, .height = h, .stride = (size_t)w, .rows = grey};

	CHECK(grey != NULL);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			grey[y * w + x] = printed_ink(p, b.x - margin + x, b.y - margin + y) ? 0 : 255;
	CHECK_OK(picture_write(path, &out));
	free(grey);
}

/* Between two of their letters, where no hyphen tells that they go on. */
static int words_parted(const struct printed *p)
{
	const struct sheet_mark *m = sheet_marks(p->sheet);
	int n = 0;

	for (int i = 0; i < sheet_n_marks(p->sheet); i++)
		if (m[i].kind == SHEET_TEXT)
			n += m[i].block->n_broken;
	return n;
}

static void check_no_word_is_parted(const struct printed *p)
{
	const struct sheet_mark *m = sheet_marks(p->sheet);

	for (int i = 0; i < sheet_n_marks(p->sheet); i++)
		if (m[i].kind == SHEET_TEXT && m[i].block->n_broken)
			test_fail(__FILE__, __LINE__,
			        "%s on %d dots: a word is parted, in the text that begins \"%.*s\"", p->cut.id, p->dots,
			        (int)m[i].block->lines[0].runs[0].n, m[i].block->lines[0].runs[0].text);
}

/* zbar says one line a code, in the order of the pictures. */
static void check_codes(char names[BATCH][16], int n, const struct buf *wanted)
{
	const char *argv[BATCH + 6] = {"zbarimg", "--quiet", "--raw", "--nodbus"};
	AUTO_BUF read;

	buf_init(&read, 64 * 1024);
	for (int i = 0; i < n; i++)
		argv[4 + i] = names[i];
	CHECK_OK(proc_run(argv, &read, 60000));
	CHECK_TEXT(buf_str(&read), buf_str(wanted));
}

/* Against rows as wide as the head. Two columns that are read towards each other leave their white in the middle, where
 * no raster can be cropped. */
enum { BYTES_MOST = 60, BYTES_MOST_TOWARDS = 64 };

static void check_bytes(const struct printed *p, const struct wish *w)
{
	bool towards = w->other && text_is(w->other->lang, "ar") && p->dots >= 576;
	size_t full = (size_t)p->rows * (size_t)p->row_bytes;

	if (p->sent * 100 > full * (towards ? BYTES_MOST_TOWARDS : BYTES_MOST))
		test_fail(__FILE__, __LINE__, "%s %s on %d dots: %zu bytes are %.1f %% of %zu", p->cut.id, p->cut.lang,
		        p->dots, p->sent, 100.0 * (double)p->sent / (double)full, full);
}

static void check_width(int width)
{
	char names[BATCH][16];
	struct shelf s;

	shelf_open(&s);
	for (int i = 0; i < SHELF_NOTICES; i++) {
		AUTO_BUF codes;

		buf_init(&codes, 64 * 1024);
		for (int l = 0; l < SHELF_LANGUAGES; l++) {
			struct wish w = handed_over(&s, i, l, width);
			struct printed p;
			char text[200];

			print_sheet(&p, &s, &w);
			print_compare(&p);
			check_no_word_is_parted(&p);
			check_bytes(&p, &w);
			(void)snprintf(names[l], sizeof names[l], "%d.png", l);
			photograph(names[l], &p);
			printed_qr_text(text, sizeof text, &w);
			buf_printf(&codes, "%s\n", text);
			printed_free(&p);
		}
		check_codes(names, SHELF_LANGUAGES, &codes);
	}
	shelf_close(&s);
}

TEST_LIMIT(notices, every_dot_and_code_on_384_dots, LIMIT_S)
{
	check_width(0);
}

TEST_LIMIT(notices, every_dot_and_code_on_512_dots, LIMIT_S)
{
	check_width(1);
}

TEST_LIMIT(notices, every_dot_and_code_on_576_dots, LIMIT_S)
{
	check_width(2);
}

TEST_LIMIT(notices, every_dot_and_code_on_a4, LIMIT_S)
{
	check_width(PAPER_A4);
}

/* Alone it begins at the right edge of every line: the two printers that know no margin must crop it all the same. */
TEST_LIMIT(notices, arabic_alone_is_cropped_at_its_left, LIMIT_S)
{
	struct shelf s;

	shelf_open(&s);
	for (int i = 0; i < SHELF_NOTICES; i++)
		for (int width = 0; width < PAPER_A4; width++) {
			struct wish w = {.text = shelf_notice(&s, checklist_at(i)->notice, "ar"), .width = width};
			struct printed p;

			print_sheet(&p, &s, &w);
			print_compare(&p);
			check_bytes(&p, &w);
			printed_free(&p);
		}
	shelf_close(&s);
}

/* ---- words ---------------------------------------------------------------------------------------------- */

/* Where `part` begins a line of the text at or behind `from`; fails when it is not there. */
static const char *line_at(const char *from, const char *part, const char *whose)
{
	size_t n = strlen(part);

	for (const char *at = from; (at = strstr(at, part)) != NULL; at++)
		if (at[n] == '\n' && (at == from || at[-1] == '\n'))
			return at + n;
	test_fail(__FILE__, __LINE__, "%s: \"%s\" is not on the paper, or not at its place", whose, part);
}

static const char *blocks_at(
        const char *at, const struct notice_block *a, const struct notice_block *b, int n, const char *whose)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < (b ? 2 : 1); k++) {
			const struct notice_block *one = k ? &b[i] : &a[i];
			char number[16] = "";
			AUTO_BUF line;

			buf_init(&line, 16 * 1024);
			if (one->kind == NOTICE_POINT && one->number && !one->strong)
				(void)snprintf(number, sizeof number, "%d. ", one->number);
			buf_printf(&line, "%s%s", number, one->text);
			at = line_at(at, buf_str(&line), whose);
		}
	return at;
}

/* Title, introduction, each heading and block of each item, once and in order, both languages of each together. */
static void check_words(const struct printed *p, const struct wish *w)
{
	const struct notice *a = w->text, *b = w->other;
	const char *at = sheet_access_text(p->sheet);
	char whose[64];

	(void)snprintf(
	        whose, sizeof whose, "%s %s %s %d", a->id, a->lang, b ? b->lang : "alone", paper_widths[w->width].dots);
	at = line_at(at, a->title, whose);
	if (b)
		at = line_at(at, b->title, whose);
	at = blocks_at(at, a->intro, b ? b->intro : NULL, a->n_intro, whose);
	for (int i = 0; i < a->n_items; i++) {
		at = line_at(at, a->items[i].heading, whose);
		if (b) {
			CHECK_TEXT(b->items[i].id, a->items[i].id);
			CHECK_INT(b->items[i].n_blocks, a->items[i].n_blocks);
			at = line_at(at, b->items[i].heading, whose);
		}
		at = blocks_at(at, a->items[i].blocks, b ? b->items[i].blocks : NULL, a->items[i].n_blocks, whose);
	}
}

static size_t visible(const char *text)
{
	size_t n = 0;

	for (uint32_t c; (c = utf8_next(&text)) != 0;)
		n += c > ' ' && !(c >= 0x200b && c <= 0x200f) && !(c >= 0x2066 && c <= 0x2069);
	return n;
}

/* As many letters are laid out as are said: what the voice reads is what stands there, and nothing was cut off. */
static void check_letters(const struct printed *p)
{
	const struct sheet_mark *m = sheet_marks(p->sheet);
	size_t laid = 0;

	for (int i = 0; i < sheet_n_marks(p->sheet); i++) {
		if (m[i].kind != SHEET_TEXT)
			continue;
		CHECK(m[i].x_mm >= -0.01f && m[i].x_mm + m[i].w_mm <= sheet_width_mm(p->sheet) + 0.01f);
		for (int l = 0; l < m[i].block->n_lines; l++) {
			const struct text_line *line = &m[i].block->lines[l];

			CHECK(line->width_mm <= m[i].w_mm + 0.2f);
			for (int r = 0; r < line->n_runs; r++) {
				AUTO_BUF run;

				buf_init(&run, 64 * 1024);
				buf_add(&run, line->runs[r].text, line->runs[r].n);
				laid += visible(buf_str(&run));
			}
		}
	}
	CHECK_INT(laid, visible(sheet_access_text(p->sheet)));
}

TEST_LIMIT(notices, every_word_of_the_pack_in_its_order, 120)
{
	struct shelf s;

	shelf_open(&s);
	for (int i = 0; i < SHELF_NOTICES; i++)
		for (int l = 0; l < SHELF_LANGUAGES; l++) {
			struct wish w = handed_over(&s, i, l, (i + l) % PAPER_WIDTHS);
			struct printed p;

			print_sheet(&p, &s, &w);
			check_words(&p, &w);
			check_letters(&p);
			printed_free(&p);
		}
	shelf_close(&s);
}

/* Large letters on a narrow roll: the longest Dutch and German words fit no more. */
enum { PARTED_MOST = 12 };

TEST_LIMIT(notices, large_letters_and_cards_too, 120)
{
	struct shelf s;
	int parted = 0;

	shelf_open(&s);
	for (int i = 0; i < SHELF_NOTICES; i++)
		for (int l = 0; l < SHELF_LANGUAGES; l++) {
			struct wish large = handed_over(&s, i, l, (i + l) % PAPER_WIDTHS), card = {0};
			struct printed p;
			const char *at;

			large.format = NOTICE_FORMAT_LARGE;
			print_sheet(&p, &s, &large);
			check_words(&p, &large);
			check_letters(&p);
			parted += words_parted(&p);
			printed_free(&p);
			card.text = shelf_notice(&s, checklist_at(i)->notice, notice_language(l));
			card.width = (i + l + 1) % PAPER_WIDTHS;
			card.format = NOTICE_FORMAT_CARD;
			print_sheet(&p, &s, &card);
			print_compare(&p);
			check_letters(&p);
			at = line_at(sheet_access_text(p.sheet), card.text->title, card.text->id);
			for (int k = 0; k < card.text->n_items; k++)
				at = line_at(at, card.text->items[k].blocks[0].text, card.text->id);
			printed_free(&p);
		}
	if (parted > PARTED_MOST)
		test_fail(__FILE__, __LINE__, "%d words are parted in large letters, at most %d may be", parted,
		        PARTED_MOST);
	shelf_close(&s);
}

/* ---- the one that must not be known ------------------------------------------------------------------------ */

TEST(notices, the_neutral_paper_says_nowhere_what_it_is)
{
	struct shelf s;

	shelf_open(&s);
	for (int l = 0; l < SHELF_LANGUAGES; l++)
		for (int width = 0; width < PAPER_WIDTHS; width++)
			for (int format = 0; format < NOTICE_FORMATS; format++) {
				struct wish w = {
				        shelf_notice(&s, "N-DV-N", notice_language(l)), NULL, format, width, 0, 0};
				struct printed p;
				char code[9];

				print_sheet(&p, &s, &w);
				CHECK(strstr(sheet_access_text(p.sheet), "DV") == NULL);
				CHECK(strstr(sheet_access_text(p.sheet), "N-") == NULL);
				notice_code(code, w.text);
				CHECK_HAS(sheet_access_text(p.sheet), code);
				printed_free(&p);
			}
	shelf_close(&s);
}
