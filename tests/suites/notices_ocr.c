#include "notices_ocr.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers/picture.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { PAGE_MM = 240, PAGES_MOST = 64, WHITE = 24, READ_MS = 900 * 1000, TEXT_MOST = 1024 * 1024, DISTANCES = 5 };

const double READ_ENOUGH = 0.95;

/* Tesseract's data, and from which distances it is tried (dots an inch). Its Arabic was trained on small letters:
 * a clean rendering at 300 dpi gives it 90 %, the same one made smaller 97 %. */
static const struct reader {
	const char *lang, *data;
	int dpi[DISTANCES];
} readers[] = {
        {"nl", "nld", {300, 200, 400, 250, 350}},
        {"nl-easy", "nld", {300, 200, 400, 250, 350}},
        {"en", "eng", {300, 200, 400, 250, 350}},
        {"de", "deu", {300, 200, 400, 250, 350}},
        {"fr", "fra", {300, 200, 400, 250, 350}},
        {"ar", "ara+nld", {122, 145, 200, 110, 165}},
        {"uk", "ukr+nld", {300, 200, 400, 250, 350}},
        {"pl", "pol", {300, 200, 400, 250, 350}},
        {"tr", "tur", {300, 200, 400, 250, 350}},
};

static const struct reader *reader_of(const char *lang)
{
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		if (text_is(readers[i].lang, lang))
			return &readers[i];
	test_fail(__FILE__, __LINE__, "nobody reads %s", lang);
}

const char *reading_data(const char *lang)
{
	return reader_of(lang)->data;
}

/* ---- the picture ----------------------------------------------------------------------------- */

static void white_out(const struct printed *p, struct dots_box b)
{
	for (int y = b.y < 0 ? 0 : b.y; y < b.y + b.h && y < p->rows; y++)
		for (int x = b.x < 0 ? 0 : b.x; x < b.x + b.w && x < p->dots; x++)
			p->bits[(size_t)y * (size_t)p->row_bytes + (size_t)x / 8] &= (uint8_t) ~(0x80 >> x % 8);
}

/* A box below white letters is theirs, and stays. */
static void leave_letters(const struct printed *p)
{
	const struct sheet_mark *m = sheet_marks(p->sheet);
	int n = sheet_n_marks(p->sheet);

	white_out(p, printed_qr_box(p));
	for (int i = 0; i < n; i++)
		if (m[i].kind == SHEET_FILL && !(i + 1 < n && m[i + 1].kind == SHEET_TEXT && m[i + 1].white))
			white_out(p, printed_box(p, &m[i]));
}

/* How black it is around a dot of rows [top, end): burnt dots spread into their neighbours. */
static float blackness(const struct printed *p, int x, int y, int top, int end)
{
	static const float part[3] = {0.22f, 0.56f, 0.22f};
	float sum = 0;

	for (int j = -1; j <= 1; j++)
		for (int i = -1; i <= 1 && y + j >= top && y + j < end; i++)
			sum += part[j + 1] * part[i + 1] * (printed_ink(p, x + i, y + j) ? 1.0f : 0);
	return sum;
}

/* Rows [top, end) with a white margin, seen `times` as large. */
static void write_page(const char *path, const struct printed *p, int top, int end, float times)
{
	int w0 = p->dots + 2 * WHITE, h0 = end - top + 2 * WHITE, w = (int)((float)w0 * times),
	    h = (int)((float)h0 * times);
	float *dots = calloc((size_t)w0 * (size_t)h0, sizeof *dots);
	uint8_t *grey = malloc((size_t)w * (size_t)h);
	struct picture out = {.kind = PICTURE_GREY, .width = w, .height = h, .stride = (size_t)w, .rows = grey};

	CHECK(grey != NULL && dots != NULL);
	for (int y = 0; y < h0; y++)
		for (int x = 0; x < w0; x++)
			dots[y * w0 + x] = blackness(p, x - WHITE, y - WHITE + top, top, end);
	for (int y = 0; y < h; y++) {
		float fy = fmaxf(((float)y + 0.5f) / times - 0.5f, 0);
		int iy = (int)fy < h0 - 2 ? (int)fy : h0 - 2;
		float dy = fminf(fy - (float)iy, 1);

		for (int x = 0; x < w; x++) {
			float fx = fmaxf(((float)x + 0.5f) / times - 0.5f, 0);
			int ix = (int)fx < w0 - 2 ? (int)fx : w0 - 2;
			float dx = fminf(fx - (float)ix, 1);
			const float *d = dots + iy * w0 + ix;
			float a = (1 - dx) * d[0] + dx * d[1], b = (1 - dx) * d[w0] + dx * d[w0 + 1];

			grey[(size_t)y * (size_t)w + (size_t)x] = (uint8_t)lroundf(255 * (1 - (1 - dy) * a - dy * b));
		}
	}
	out.dpi = (int)lroundf(p->px_per_mm * 25.4f * times);
	CHECK_OK(picture_write(path, &out));
	free(grey);
	free(dots);
}

/* Where each page ends, in dots: at the last break of the sheet that still fits on it. */
static int pages(int ends[PAGES_MOST], const struct printed *p)
{
	const float *at;
	int n = sheet_breaks(&at, p->sheet), done = 0, top = 0, last = 0;

	for (int i = 0; i <= n; i++) {
		int y = i < n ? (int)lroundf(at[i] * p->px_per_mm) : p->rows;

		if ((float)(y - top) > PAGE_MM * p->px_per_mm && last > top) {
			CHECK(done < PAGES_MOST - 1);
			ends[done++] = top = last;
		}
		last = y;
	}
	ends[done++] = p->rows;
	return done;
}

static void look(struct reading *r)
{
	char list[64], out[32];
	const char *const argv[] = {
	        "tesseract", list, out, "-l", reading_data(r->lang), "--psm", "6", "-c", "page_separator=", NULL};
	float times = (float)reader_of(r->lang)->dpi[r->tries] / (r->p.px_per_mm * 25.4f);
	int ends[PAGES_MOST], n = pages(ends, &r->p), silent = open("/dev/null", O_WRONLY | O_CLOEXEC);
	const struct proc_spec spec = {.argv = argv, .in = -1, .out = silent, .err = silent};
	AUTO_BUF names;

	buf_init(&names, 64 * 1024);
	(void)snprintf(out, sizeof out, "%d", r->number);
	(void)snprintf(list, sizeof list, "%d.list", r->number);
	for (int i = 0; i < n; i++) {
		char name[64];

		(void)snprintf(name, sizeof name, "%d-%d.png", r->number, i);
		write_page(name, &r->p, i ? ends[i - 1] : 0, ends[i], times);
		buf_printf(&names, "%s\n", name);
	}
	CHECK_OK(file_replace(list, names.data, names.len, 0600));
	CHECK_OK(proc_start(&r->pid, &spec));
	(void)close(silent);
	r->tries++;
}

void reading_start(struct reading *r)
{
	CHECK_INT(setenv("OMP_THREAD_LIMIT", "1", 1), 0);
	r->tries = 0;
	r->share = 0;
	buf_init(&r->wanted, TEXT_MOST);
	reading_plain(&r->wanted, sheet_access_text(r->p.sheet));
	leave_letters(&r->p);
	look(r);
}

static double seen(struct reading *r)
{
	char name[32];
	int status;
	AUTO_BUF text;
	AUTO_BUF got;

	buf_init(&text, TEXT_MOST);
	buf_init(&got, TEXT_MOST);
	CHECK_OK(proc_wait(r->pid, READ_MS, &status));
	CHECK_INT(status, 0);
	(void)snprintf(name, sizeof name, "%d.txt", r->number);
	CHECK_OK(file_read(&text, name));
	reading_plain(&got, buf_str(&text));
	return reading_share(buf_str(&r->wanted), buf_str(&got));
}

void reading_end(struct reading *r)
{
	r->share = seen(r);
	while (r->share < READ_ENOUGH && r->tries < DISTANCES) {
		look(r);
		r->share = fmax(r->share, seen(r));
	}
	buf_fini(&r->wanted);
	printed_free(&r->p);
}

/* ---- the figure -------------------------------------------------------------------------------- */

/* A letter or digit as it counts; ' ' for whitespace; 0 = left out. */
static uint32_t counts_as(uint32_t c)
{
	if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x202f || (c >= 0x2000 && c <= 0x200a))
		return ' ';
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? c : 0;
	if (c >= 0x660 && c <= 0x669)
		return '0' + (c - 0x660);
	if (c >= 0x6f0 && c <= 0x6f9)
		return '0' + (c - 0x6f0);
	if ((c >= 0x64b && c <= 0x65f && c != 0x653 && c != 0x654 && c != 0x655) || c == 0x670 || c == 0x640)
		return 0;
	if (c >= 0xc0 && c <= 0x24f)
		return c == 0xd7 || c == 0xf7 ? 0 : c;
	if ((c >= 0x370 && c <= 0x52f) || (c >= 0x620 && c <= 0x64a) || (c >= 0x653 && c <= 0x655) ||
	        (c >= 0x671 && c <= 0x6d3))
		return c;
	return 0;
}

void reading_plain(struct buf *out, const char *text)
{
	bool gap = false;
	uint32_t c;

	while ((c = utf8_next(&text)) != 0) {
		uint32_t as = counts_as(c);
		char bytes[4];

		if (as == ' ')
			gap = true;
		if (as == 0 || as == ' ')
			continue;
		if (gap && out->len)
			buf_char(out, ' ');
		gap = false;
		buf_add(out, bytes, utf8_put(bytes, as));
	}
	CHECK_OK(buf_done(out));
}

static size_t take_points(uint32_t **out, const char *text)
{
	size_t n = 0;
	uint32_t *p = calloc(utf8_points(text) + 1, sizeof *p);

	CHECK(p != NULL);
	for (uint32_t c; (c = utf8_next(&text)) != 0;)
		p[n++] = c;
	*out = p;
	return n;
}

/* Levenshtein's distance, a row at a time. */
double reading_share(const char *wanted, const char *got)
{
	uint32_t *a, *b;
	size_t n = take_points(&a, wanted), m = take_points(&b, got);
	size_t *row = calloc(m + 1, sizeof *row), distance;

	CHECK(row != NULL && n > 0);
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t best = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	distance = row[m];
	free(row);
	free(a);
	free(b);
	return distance >= n ? 0 : 1 - (double)distance / (double)n;
}
