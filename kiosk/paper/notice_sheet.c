#include "paper/notice_sheet.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "sys/text.h"
#include "ui/words.h"

/* Capitals of 4.4 mm: 18 points. On a narrow roll 3.6 mm, 15 points: larger ones would part too many words. */
static const float large_scale = 1.75f, large_scale_narrow = 1.45f, narrow_mm = 60;

const char *notice_format_name(enum notice_format format)
{
	static const char *const names[NOTICE_FORMATS] = {"full", "large", "card"};

	return names[format];
}

void notice_code(char out[NOTICE_CODE_MAX + 1], const struct notice *n)
{
	for (int i = 0; i < NOTICE_CODE_MAX / 2; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", n->hash[i]);
}

static enum text_dir dir_of(const struct notice *n)
{
	return lang_is_rtl(n->lang) ? DIR_RTL : DIR_LTR;
}

static void both(struct sheet *s, const struct notice_paper *p, enum sheet_words what, int number, const char *text,
        const char *other)
{
	struct sheet_side left = {text, dir_of(p->text)}, right = {other, p->other ? dir_of(p->other) : DIR_LTR};

	sheet_beside(s, what, number, &left, p->other && other ? &right : NULL);
}

static enum sheet_words words_of(const struct notice_block *b)
{
	return b->strong ? SHEET_STRONG : b->kind == NOTICE_POINT ? SHEET_POINT : SHEET_PARAGRAPH;
}

/* Two languages have the same blocks (assets/notices/FORMAT.md); where one has more, they stand alone. */
static void blocks(struct sheet *s, const struct notice_paper *p, const struct notice_block *a, int n,
        const struct notice_block *b, int m)
{
	for (int i = 0; i < n || i < m; i++) {
		const struct notice_block *one = i < n ? &a[i] : &b[i];

		both(s, p, words_of(one), one->number, i < n ? a[i].text : "", i < m ? b[i].text : NULL);
	}
}

static void item(struct sheet *s, const struct notice_paper *p, const struct notice_item *it)
{
	const struct notice_item *other = p->other ? notice_item(p->other, it->id) : NULL;

	both(s, p, SHEET_HEADING, 0, it->heading, other ? other->heading : NULL);
	blocks(s, p, it->blocks, it->n_blocks, other ? other->blocks : NULL, other ? other->n_blocks : 0);
}

/* The paper that may be found at home says nowhere what it is: neither its id nor, in the code, a machine's word for it. */
static bool is_neutral(const struct notice *n)
{
	return text_is(n->id, "N-DV-N");
}

/* Of each text its own code: either of them can be held against the pack. */
static void caption(char *out, size_t room, const struct notice_paper *p)
{
	const struct notice *n = p->text, *m = p->other;
	const char *id = is_neutral(n) ? "" : n->id, *gap = is_neutral(n) ? "" : m ? " \u00b7 " : " ";
	char code[NOTICE_CODE_MAX + 1], other[NOTICE_CODE_MAX + 1];

	notice_code(code, n);
	if (!m) {
		(void)snprintf(out, room, "%s%s%s \u00b7 %s %d\n%s %s", id, gap, n->lang, p->version_label, n->version,
		        p->code_label, code);
		return;
	}
	notice_code(other, m);
	if (n->version == m->version)
		(void)snprintf(out, room, "%s%s%s %d\n%s\n%s %s\n%s %s", id, gap, p->version_label, n->version,
		        p->code_label, n->lang, code, m->lang, other);
	else
		(void)snprintf(out, room, "%s%s%s %d, %d\n%s\n%s %s\n%s %s", id, gap, p->version_label, n->version,
		        m->version, p->code_label, n->lang, code, m->lang, other);
}

static void code_text(char *out, size_t room, const struct notice_paper *p)
{
	const struct notice *n = p->other ? p->other : p->text;
	char code[NOTICE_CODE_MAX + 1], dutch[NOTICE_CODE_MAX + 1];
	int used;

	notice_code(code, n);
	notice_code(dutch, p->text);
	used = snprintf(
	        out, room, "loket:%s/%s/%d/%s/%s", is_neutral(n) ? "-" : n->id, n->lang, n->version, code, p->station);
	if (p->other && used > 0 && (size_t)used < room)
		(void)snprintf(out + used, room - (size_t)used, "/%s/%d/%s", p->text->lang, p->text->version, dutch);
}

static void foot(struct sheet *s, const struct notice_paper *p)
{
	char line[200], qr[200];

	sheet_rule(s);
	if (p->ask)
		both(s, p, SHEET_STRONG, 0, p->ask, p->ask_other);
	if (p->other && p->dutch_counts)
		both(s, p, SHEET_PARAGRAPH, 0, p->dutch_counts, p->dutch_counts_other);
	if (p->keep)
		both(s, p, SHEET_PARAGRAPH, 0, p->keep, p->keep_other);
	code_text(qr, sizeof qr, p);
	caption(line, sizeof line, p);
	sheet_qr(s, qr, line);
	(void)snprintf(line, sizeof line, "%s \u00b7 %s", p->station, p->when);
	sheet_footer(s, line);
}

int notice_sheet(struct sheet **out, const struct sheet_page *page, const struct notice_paper *p)
{
	struct sheet_page mine = *page;
	struct sheet *s;
	int r;

	assert(p->format != NOTICE_FORMAT_CARD || !p->other);
	mine.scale = p->format != NOTICE_FORMAT_LARGE ? 1
	             : page->width_mm < narrow_mm     ? large_scale_narrow
	                                              : large_scale;
	mine.lang = p->text->lang;
	mine.dir = dir_of(p->text);
	r = sheet_new(&s, &mine);
	if (r)
		return err_up(r);
	for (int i = 0; i < NOTICE_PAPER_BANNERS && p->banners[i]; i++)
		sheet_banner(s, p->banners[i]);
	sheet_title(s, p->text->title);
	if (p->other) {
		struct sheet_side other = {p->other->title, dir_of(p->other)};

		sheet_beside(s, SHEET_HEADING, 0, &other, NULL);
		sheet_rule(s);
	}
	if (p->format != NOTICE_FORMAT_CARD)
		blocks(s, p, p->text->intro, p->text->n_intro, p->other ? p->other->intro : NULL,
		        p->other ? p->other->n_intro : 0);
	for (int i = 0; i < p->text->n_items; i++) {
		if (p->format == NOTICE_FORMAT_CARD)
			both(s, p, SHEET_POINT, 0, p->text->items[i].blocks[0].text, NULL);
		else
			item(s, p, &p->text->items[i]);
	}
	foot(s, p);
	r = sheet_done(s);
	if (r == 0)
		*out = s;
	return r > 0 ? r : err_up(r);
}
