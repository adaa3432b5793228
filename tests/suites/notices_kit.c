#include "notices_kit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "drivers/escpos_encode.h"
#include "harness.h"
#include "paper/page.h"
#include "paper/raster.h"
#include "sys/arena.h"
#include "sys/text.h"

static const char fonts_folder[] = "/usr/share/fonts/truetype/noto";

enum { A4_DOTS = (PAGE_SHEET_MM * A4_DPI * 10 / 254 + 8) / 8 * 8 };

const struct paper_width paper_widths[PAPER_WIDTHS] = {{384, "384 dots", "generic-58"}, {512, "512 dots", "tm-t88"},
        {576, "576 dots", "generic-80"}, {A4_DOTS, "A4", NULL}};

enum { SHEET_BYTES = 8 * 1024 * 1024 }; /* as the kiosk gives (visit_notice_paper.c) */

static const char station_code[] = "DEMO-01";

/* ---- the pack ----------------------------------------------------------------------------- */

static void today(char out[11])
{
	time_t now = time(NULL);
	struct tm t;

	CHECK(gmtime_r(&now, &t) != NULL);
	CHECK_INT(strftime(out, 11, "%Y-%m-%d", &t), 10);
}

void shelf_open(struct shelf *s)
{
	char folder[4200], path[4300], day[11];
	const char *folders[] = {folder};
	struct key_public key;
	struct packs_world w = {.folders = folders, .n_folders = 1, .keys = &key, .n_keys = 1, .today = day};
	AUTO_BUF said;

	buf_init(&said, 64 * 1024);
	*s = (struct shelf){0};
	(void)snprintf(folder, sizeof folder, "%s/content/notices", test_programs());
	(void)snprintf(path, sizeof path, "%s/pack.pub", folder);
	CHECK_OK(key_read_public(&key, path, KEY_PACK));
	today(day);
	w.now_ms = (int64_t)time(NULL) * 1000;
	CHECK_OK(packs_open(&s->packs, &w, &said));
	(void)snprintf(path, sizeof path, "%s/content/words", test_programs());
	for (int i = 0; i < SHELF_LANGUAGES; i++)
		CHECK_OK(words_load(&s->words[i], path, notice_language(i)));
	(void)snprintf(path, sizeof path, "%s/content/printers", test_programs());
	for (int i = 0; i < PAPER_A4; i++) {
		CHECK_OK(printer_profile_load(&s->profile[i], path, paper_widths[i].profile, NULL));
		CHECK_INT(s->profile[i].dots, paper_widths[i].dots);
		CHECK_OK(fonts_open(&s->fonts[i], fonts_folder, (float)s->profile[i].dpi / 25.4f));
	}
	CHECK_OK(fonts_open(&s->fonts[PAPER_A4], fonts_folder, A4_DPI / 25.4f));
}

void shelf_close(struct shelf *s)
{
	for (int i = 0; i < SHELF_LANGUAGES; i++)
		words_free(s->words[i]);
	for (int i = 0; i < PAPER_WIDTHS; i++)
		fonts_close(s->fonts[i]);
	packs_close(s->packs);
}

const struct notice *shelf_notice(const struct shelf *s, const char *id, const char *lang)
{
	const struct notice *n = packs_find(s->packs, id, lang);

	if (!n)
		test_fail(__FILE__, __LINE__, "the pack has no %s in %s", id, lang);
	return n;
}

const char *shelf_say(const struct shelf *s, const char *lang, const char *key)
{
	for (int i = 0; i < SHELF_LANGUAGES; i++)
		if (text_is(notice_language(i), lang))
			return words_get(s->words[i], key);
	test_fail(__FILE__, __LINE__, "no launch language: %s", lang);
}

/* ---- a sheet ------------------------------------------------------------------------------- */

static void draw(struct printed *p)
{
	struct raster *r;
	int y = 0;

	CHECK_OK(raster_new(&r, p->sheet, p->dots, 120));
	p->rows = raster_rows(r);
	p->row_bytes = p->dots / 8;
	p->bits = calloc((size_t)p->rows, (size_t)p->row_bytes);
	CHECK(p->bits != NULL);
	for (int i = 0; i < raster_bands(r); i++) {
		const uint8_t *rows;
		int n;

		CHECK_OK(raster_band(&rows, &n, r, i));
		memcpy(p->bits + (size_t)y * (size_t)p->row_bytes, rows, (size_t)n * (size_t)p->row_bytes);
		y += n;
	}
	raster_free(r);
	CHECK_INT(y, p->rows);
}

/* The words around the notice, as the kiosk fills them in. */
static struct notice_paper paper_of(const struct shelf *s, const struct wish *w, const struct notice *text)
{
	const char *lang = text->lang;
	struct notice_paper p = {.text = text, .other = w->other, .format = w->format, .station = station_code};

	if (text->example)
		p.banners[0] = shelf_say(s, lang, "sheet.example");
	p.ask = shelf_say(s, lang, "sheet.ask");
	p.keep = shelf_say(s, lang, "sheet.keep");
	p.version_label = shelf_say(s, lang, "sheet.version");
	p.code_label = shelf_say(s, lang, "sheet.code");
	if (w->other) {
		p.ask_other = shelf_say(s, w->other->lang, "sheet.ask");
		p.keep_other = shelf_say(s, w->other->lang, "sheet.keep");
		p.dutch_counts = shelf_say(s, lang, "sheet.dutch_counts");
		p.dutch_counts_other = shelf_say(s, w->other->lang, "sheet.dutch_counts");
	}
	p.when = "14-03-2026, 11:20";
	return p;
}

void print_sheet(struct printed *out, const struct shelf *s, const struct wish *w)
{
	struct printed *p = out;
	struct sheet_page page;
	struct notice_paper paper;
	int r;

	*p = (struct printed){.cut = *w->text, .profile = w->width == PAPER_A4 ? NULL : &s->profile[w->width]};
	if (w->items) {
		p->cut.items += w->from;
		p->cut.n_items = w->items;
	}
	p->px_per_mm = fonts_px_per_mm(s->fonts[w->width]);
	p->dots = paper_widths[w->width].dots;
	CHECK_OK(arena_new(&p->arena, SHEET_BYTES, false));
	page = (struct sheet_page){.arena = p->arena, .fonts = s->fonts[w->width], .lang = w->text->lang};
	page.width_mm = p->profile ? profile_width_mm(p->profile) : PAGE_SHEET_MM;
	paper = paper_of(s, w, &p->cut);
	r = notice_sheet(&p->sheet, &page, &paper);
	if (r)
		test_fail(__FILE__, __LINE__, "%s in %s with %s on %s, %s: answer %d %s", w->text->id, w->text->lang,
		        w->other ? w->other->lang : "nothing", paper_widths[w->width].name,
		        notice_format_name(w->format), r, r < 0 ? err_why() : "");
	draw(p);
}

static void compare_roll(struct printed *p)
{
	struct escpos_limits limits;
	struct escpos_decoder *d;
	struct escpos_paper paper;
	AUTO_BUF job;

	buf_init(&job, 16 * 1024 * 1024);
	escpos_start(&job, p->profile, false);
	for (int y = 0; y < p->rows; y += 120) {
		int n = p->rows - y < 120 ? p->rows - y : 120;

		/* An answer would be dots that were added: not one may be. */
		CHECK_INT(escpos_rows(&job, p->profile, p->bits + (size_t)y * (size_t)p->row_bytes, n), 0);
	}
	CHECK_OK(escpos_finish(&job, p->profile));
	CHECK_OK(buf_done(&job));
	CHECK(escpos_is_quiet(job.data, job.len));
	p->sent = job.len;
	escpos_limits_of(&limits, p->profile);
	CHECK_OK(escpos_decoder_new(&d, &limits, NULL));
	CHECK_OK(escpos_decode(d, job.data, job.len));
	CHECK_OK(escpos_decode_end(d));
	paper = escpos_paper(d);
	CHECK_INT(paper.row_bytes, p->row_bytes);
	CHECK(paper.n_rows >= (size_t)p->rows);
	CHECK_BYTES(paper.rows, p->bits, (size_t)p->rows * (size_t)p->row_bytes);
	for (size_t i = (size_t)p->rows * paper.row_bytes; i < paper.n_rows * paper.row_bytes; i++)
		CHECK_INT(paper.rows[i], 0);
	memcpy(p->bits, paper.rows, (size_t)p->rows * (size_t)p->row_bytes);
	escpos_decoder_free(d);
}

/* Rows of the sheet as they lie on its pages, between the margins. */
static void compare_page(const struct printed *p, struct pages *pages, int page, int from, int to)
{
	int margin = (int)lroundf(PAGE_MARGIN_MM * p->px_per_mm), row_bytes = (pages_width(pages) + 7) / 8, seen = 0;

	for (int b = 0; b < pages_bands(pages); b++) {
		const uint8_t *rows;
		int n;

		CHECK_OK(pages_body_band(&rows, &n, pages, page, b));
		for (int y = 0; y < n; y++) {
			int at = b * PAGE_BAND_ROWS + y - margin + from;

			if (at < from || at >= to)
				continue;
			CHECK_BYTES(rows + (size_t)y * (size_t)row_bytes + margin / 8,
			        p->bits + (size_t)at * (size_t)p->row_bytes, (size_t)p->row_bytes);
			seen++;
		}
	}
	CHECK_INT(seen, to - from);
}

static void compare_pages(const struct printed *p)
{
	const struct pages_order order = {.arena = p->arena, .sheet = p->sheet, .foot = "{at} / {of}", .title = ""};
	struct pages *pages;
	int next = 0;

	CHECK_OK(pages_new(&pages, &order));
	CHECK_INT(pages_dpi(pages), A4_DPI);
	for (int i = 0; i < pages_count(pages); i++) {
		float from_mm, to_mm;
		int to;

		pages_cut(&from_mm, &to_mm, pages, i);
		/* Nothing is left out between two pages, and nothing is there twice. */
		CHECK_INT(lroundf(from_mm * p->px_per_mm), next);
		to = (int)lroundf(to_mm * p->px_per_mm);
		compare_page(p, pages, i, next, to < p->rows ? to : p->rows);
		next = to;
	}
	CHECK(next >= (int)(sheet_height_mm(p->sheet) * p->px_per_mm));
	pages_free(pages);
}

void print_compare(struct printed *p)
{
	if (p->profile)
		compare_roll(p);
	else
		compare_pages(p);
}

void printed_free(struct printed *p)
{
	free(p->bits);
	arena_free(p->arena);
}

/* ---- its code -------------------------------------------------------------------------------- */

void printed_qr_text(char *out, size_t room, const struct wish *w)
{
	const struct notice *n = w->other ? w->other : w->text;
	const char *id = text_is(n->id, "N-DV-N") ? "-" : n->id; /* whoever scans it at home learns nothing from it */
	char code[2 * sizeof n->hash + 1], dutch[2 * sizeof n->hash + 1];

	hex_put(code, n->hash, sizeof n->hash);
	hex_put(dutch, w->text->hash, sizeof w->text->hash);
	if (w->other)
		(void)snprintf(out, room, "loket:%s/%s/%d/%.8s/%s/nl/%d/%.8s", id, n->lang, n->version, code,
		        station_code, w->text->version, dutch);
	else
		(void)snprintf(out, room, "loket:%s/%s/%d/%.8s/%s", id, n->lang, n->version, code, station_code);
}

struct dots_box printed_box(const struct printed *p, const struct sheet_mark *m)
{
	int x = (int)lroundf(m->x_mm * p->px_per_mm), y = (int)lroundf(m->y_mm * p->px_per_mm);

	return (struct dots_box){x, y, (int)lroundf((m->x_mm + m->w_mm) * p->px_per_mm) - x,
	        (int)lroundf((m->y_mm + m->h_mm) * p->px_per_mm) - y};
}

struct dots_box printed_qr_box(const struct printed *p)
{
	const struct sheet_mark *m = sheet_marks(p->sheet);
	struct dots_box box = {0};

	for (int i = 0; i < sheet_n_marks(p->sheet); i++)
		if (m[i].kind == SHEET_QR) {
			CHECK_INT(box.w, 0);
			box = printed_box(p, &m[i]);
		}
	CHECK(box.w > 0);
	return box;
}

bool printed_ink(const struct printed *p, int x, int y)
{
	if (x < 0 || y < 0 || x >= p->dots || y >= p->rows)
		return false;
	return p->bits[(size_t)y * (size_t)p->row_bytes + (size_t)x / 8] >> (7 - x % 8) & 1;
}
