#include "paper_page_kit.h"

#include <cups/raster.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers/picture.h"
#include "sys/file.h"
#include "ui/words.h"

/* Whatever a case made is held until its process ends: cases are short. */
static void hold(void *p)
{
	static void *held[1024];
	static size_t n;

	CHECK(p != NULL && n < sizeof held / sizeof held[0]);
	held[n++] = p;
}

void page_kit_open(struct page_kit *k, int dpi, const char *lang)
{
	CHECK_OK(arena_new(&k->arena, 16 * 1024 * 1024, false));
	CHECK_OK(fonts_open(&k->fonts, PAGE_FONTS, (float)dpi / 25.4f));
	hold(k->arena);
	hold(k->fonts);
	k->page = (struct sheet_page){.arena = k->arena,
	        .fonts = k->fonts,
	        .width_mm = PAGE_SHEET_MM,
	        .lang = lang,
	        .dir = lang_is_rtl(lang) ? DIR_RTL : DIR_LTR};
}

const struct notice *page_kit_notice(struct page_kit *k, const char *id, const char *lang)
{
	static struct contacts contacts;
	struct notice_reading *r = arena_alloc(k->arena, sizeof *r);
	struct notice_findings f = {0};
	char path[4200];
	struct buf text;
	struct notice_source source;

	CHECK(r != NULL);
	buf_init(&text, NOTICE_TEXT_MAX);
	(void)snprintf(path, sizeof path, "%s/assets/notices/contacts.conf", test_root());
	CHECK_OK(file_read(&text, path));
	CHECK_OK(
	        contacts_read(&contacts, k->arena, path, arena_text(k->arena, buf_str(&text), text.len), text.len, &f));
	buf_clear(&text);
	(void)snprintf(path, sizeof path, "%s/assets/notices/%s/%s.md", test_root(), id, lang);
	CHECK_OK(file_read(&text, path));
	source = (struct notice_source){path, arena_text(k->arena, buf_str(&text), text.len), text.len, &contacts};
	CHECK_OK(notice_read(r, k->arena, &source, &f));
	buf_fini(&text);
	return &r->notice;
}

struct sheet *page_kit_sheet(
        struct page_kit *k, const char *id, const char *lang, const char *other, enum notice_format format)
{
	struct notice_paper p = {.text = page_kit_notice(k, id, lang),
	        .other = other ? page_kit_notice(k, id, other) : NULL,
	        .format = format,
	        .banners = {"VOORBEELD"},
	        .ask = "Begrijpt u iets niet? Vraag het ons.",
	        .keep = "Bewaar dit papier. Maak er een kopie of foto van.",
	        .version_label = "Versie",
	        .code_label = "Controlecode",
	        .station = "DEMO-01",
	        .when = "14 maart 2026, 11:20 uur"};
	struct sheet *s;

	CHECK_OK(notice_sheet(&s, &k->page, &p));
	return s;
}

struct sheet *page_kit_lines(struct page_kit *k, int n)
{
	struct sheet *s;

	CHECK_OK(sheet_new(&s, &k->page));
	for (int i = 0; i < n; i++)
		sheet_paragraph(s, "Steeds dezelfde regel.");
	CHECK_OK(sheet_done(s));
	return s;
}

struct pages *page_kit_pages(struct page_kit *k, const struct sheet *s, const char *title)
{
	const struct pages_order o = {.arena = k->arena, .sheet = s, .foot = PAGE_FOOT, .title = title};
	struct pages *p;

	CHECK_OK(pages_new(&p, &o));
	hold(p);
	return p;
}

struct page_picture page_kit_draw(struct pages *p, int page)
{
	struct page_picture b = {
	        .width = pages_width(p), .height = pages_height(p), .row_bytes = (pages_width(p) + 7) / 8};
	int y = 0;

	b.bits = calloc((size_t)b.height, (size_t)b.row_bytes);
	hold(b.bits);
	for (int i = 0; i < pages_bands(p); i++) {
		const uint8_t *rows;
		int n;

		CHECK_OK(pages_band(&rows, &n, p, page, i));
		memcpy(b.bits + (size_t)y * (size_t)b.row_bytes, rows, (size_t)n * (size_t)b.row_bytes);
		y += n;
	}
	CHECK_INT(y, b.height);
	return b;
}

void page_kit_png(const char *path, const struct page_picture *b, int dpi)
{
	const struct picture p = {PICTURE_BIT, b->width, b->height, (size_t)b->row_bytes, dpi, b->bits};

	CHECK_OK(picture_write(path, &p));
}

/* ---- libcups as the independent reader ------------------------------------------------------------ */

struct source {
	const uint8_t *bytes;
	size_t n, at;
};

static ssize_t read_some(void *me, unsigned char *out, size_t n)
{
	struct source *s = me;
	size_t left = s->n - s->at;

	n = n < left ? n : left;
	memcpy(out, s->bytes + s->at, n);
	s->at += n;
	return (ssize_t)n;
}

static void same_page(cups_raster_t *r, const cups_page_header2_t *h, struct pages *p, int page)
{
	struct page_picture want = page_kit_draw(p, page);
	unsigned char row[16384];

	CHECK_TEXT(h->MediaClass, "PwgRaster");
	CHECK_INT(h->cupsWidth, want.width);
	CHECK_INT(h->cupsHeight, want.height);
	CHECK_INT(h->cupsBitsPerPixel, 8);
	CHECK_INT(h->cupsColorSpace, CUPS_CSPACE_SW);
	for (int y = 0; y < want.height; y++) {
		CHECK_INT(cupsRasterReadPixels(r, row, h->cupsBytesPerLine), h->cupsBytesPerLine);
		for (int x = 0; x < want.width; x++) {
			int ink = !!(
			        want.bits[(size_t)y * (size_t)want.row_bytes + (size_t)(x >> 3)] & (0x80 >> (x & 7)));

			if (row[x] != (ink ? 0 : 255))
				test_fail(__FILE__, __LINE__, "page %d differs at %d,%d", page, x, y);
		}
	}
	free(want.bits);
}

void page_kit_same(const void *raster, size_t n, struct pages *p)
{
	struct source s = {raster, n, 0};
	cups_raster_t *r = cupsRasterOpenIO(read_some, &s, CUPS_RASTER_READ);
	cups_page_header2_t h;
	int page = 0;

	CHECK(r != NULL);
	while (cupsRasterReadHeader2(r, &h)) {
		CHECK(page < pages_count(p));
		CHECK_INT(h.cupsInteger[0], pages_count(p));
		same_page(r, &h, p, page++);
	}
	cupsRasterClose(r);
	CHECK_INT(page, pages_count(p));
	CHECK_INT(s.at, n);
}

/* ---- a stand ----------------------------------------------------------------------------------------- */

void page_stand_open(struct page_stand *d, const char *uri)
{
	struct page_printer_setup setup;
	const struct sheet *s;

	memset(d, 0, sizeof *d);
	page_kit_open(&d->kit, 300, "nl");
	clock_real(&d->clock);
	d->log = (struct log){.fd = -1, .level = LOG_DEBUG, .clock = &d->clock};
	CHECK_OK(loop_new(&d->loop, &d->clock));
	setup = (struct page_printer_setup){uri, d->loop, &d->log};
	CHECK_OK(page_printer_open(&d->printer, &setup));
	s = page_kit_sheet(&d->kit, "N-VIC", "nl", "ar", NOTICE_FORMAT_FULL);
	d->pages = page_kit_pages(&d->kit, s, "Rechten van slachtoffers");
}

void page_stand_close(struct page_stand *d)
{
	page_job_free(d->job);
	page_printer_close(d->printer);
	pages_free(d->pages);
	loop_free(d->loop);
}

void page_stand_wait_link(struct page_stand *d, enum printer_link link, int ms)
{
	int64_t until = clock_measure_us() + ms * 1000LL;
	struct printer_status s;

	for (page_printer_status(d->printer, &s); s.link != link; page_printer_status(d->printer, &s)) {
		if (clock_measure_us() > until)
			test_fail(__FILE__, __LINE__, "the printer is not %d but %d: %s", link, s.link,
			        page_printer_why(d->printer));
		CHECK_OK(loop_step(d->loop, 20));
	}
}

static void on_job(void *me, const struct job_progress *at)
{
	struct page_stand *d = me;

	d->at = *at;
	d->calls++;
	d->saw_trouble[at->trouble] = true;
	if (at->bands_proved > d->most_proved)
		d->most_proved = at->bands_proved;
}

static void on_over(void *me)
{
	struct page_stand *d = me;

	d->overs++;
}

struct page_job_order page_stand_order(struct page_stand *d)
{
	return (struct page_job_order){.pages = d->pages,
	        .printer = d->printer,
	        .loop = d->loop,
	        .log = &d->log,
	        .fn = on_job,
	        .me = d,
	        .kind = "notice",
	        .title = "N-VIC ar 1",
	        .over = on_over,
	        .over_me = d};
}

struct job_progress page_stand_run(struct page_stand *d, int ms)
{
	int64_t until = clock_measure_us() + ms * 1000LL;
	struct job_progress at;

	while (!page_job_is_over(d->job) && clock_measure_us() < until)
		CHECK_OK(loop_step(d->loop, 20));
	page_job_progress(d->job, &at);
	return at;
}
