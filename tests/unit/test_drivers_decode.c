/* The decoder against what others printed: golden sheets dot for dot, and jobs as other libraries send them. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "drivers/printer_profile.h"
#include "drivers_decode_kit.h"
#include "sys/text.h"

static void golden_folder(char *out, size_t room, const char *name)
{
	snprintf(out, room, "%s/escpos/golden/%s", test_shared(), name);
}

static struct kit_job golden_job(const char *folder)
{
	struct kit_job text = kit_file(folder, "input.hex");
	return kit_hex((char *)text.bytes);
}

/* Every sheet in the folder must be what stands between two cuts, and there must be no more paper than that. */
static void check_sheets(const struct escpos_paper *p, const char *folder, size_t n_sheets)
{
	size_t first = 0;
	for (size_t i = 0; i < n_sheets; i++) {
		char path[1200];
		struct picture *want;
		size_t end = i < p->n_cuts ? p->cuts[i].row : p->n_rows;
		snprintf(path, sizeof(path), "%s/expected-%03zu.png", folder, i + 1);
		CHECK_OK(picture_read(&want, path));
		CHECK_INT(end - first, want->height);
		kit_same(p, first, want);
		picture_free(want);
		first = end;
	}
	CHECK_INT(first, p->n_rows);
}

static void check_golden(const char *name, size_t n_sheets)
{
	char folder[1024];
	int r;
	struct escpos_limits limits = kit_nt5890k();
	golden_folder(folder, sizeof(folder), name);
	struct escpos_decoder *d = kit_try(&limits, golden_job(folder), &r);
	CHECK_OK(r);
	struct escpos_paper p = escpos_paper(d);
	check_sheets(&p, folder, n_sheets);
	escpos_decoder_free(d);
}

TEST(golden, raster_in_all_four_scales)
{
	check_golden("gs-v0-all-scaling-modes", 1);
}

TEST(golden, columns_in_all_four_densities)
{
	check_golden("esc-star-all-density-modes", 1);
}

TEST(golden, line_spacing_and_feeds)
{
	check_golden("line-spacing-and-feed", 1);
}

TEST(golden, cuts_that_feed_on_a_printer_without_a_cutter)
{
	check_golden("gs-v-function-b-feed", 2);
}

/* Its letters are drawn with that project's own font; what surrounds them must agree all the same. */
TEST(golden, the_sheet_with_text_is_refused_by_name)
{
	char folder[1024];
	int r;
	struct escpos_limits limits = kit_limits();
	golden_folder(folder, sizeof(folder), "reference-full-and-partial-cuts");
	escpos_decoder_free(kit_try(&limits, golden_job(folder), &r));
	CHECK(r < 0);
	CHECK_TEXT(err_why(), "offset 5: text: it needs the printer's own font, which is not known here");
}

TEST(golden, the_sheet_with_text_has_its_cuts_and_lines_where_boxes_stand_for_letters)
{
	char folder[1024], path[1200];
	int r;
	struct escpos_limits limits = kit_limits();
	golden_folder(folder, sizeof(folder), "reference-full-and-partial-cuts");
	limits.text_as_boxes = true;
	struct escpos_decoder *d = kit_try(&limits, golden_job(folder), &r);
	CHECK_OK(r);
	struct escpos_paper p = escpos_paper(d);
	CHECK_INT(p.n_cuts, 2);
	CHECK(!p.cuts[0].partial && p.cuts[1].partial);
	size_t first = 0;
	for (size_t i = 0; i < 3; i++) {
		struct picture *want;
		snprintf(path, sizeof(path), "%s/expected-%03zu.png", folder, i + 1);
		CHECK_OK(picture_read(&want, path));
		size_t end = i < 2 ? p.cuts[i].row : p.n_rows;
		CHECK_INT(end - first, want->height);
		first = end;
		picture_free(want);
	}
	/* 21 letters of 12 dots, centred in 576: the first cell begins at 162, and a box is one dot smaller. */
	CHECK(kit_dot(&p, 163, 1) && !kit_dot(&p, 162, 1));
	escpos_decoder_free(d);
}

TEST(golden, the_profile_file_gives_the_same_limits_as_the_measurements)
{
	char folder[1024], path[1200];
	int r;
	struct printer_profile profile;
	struct escpos_limits limits;
	snprintf(path, sizeof(path), "%s/assets/printers/nt-5890k.conf", test_root());
	CHECK_OK(printer_profile_file(&profile, path, NULL));
	escpos_limits_of(&limits, &profile);
	golden_folder(folder, sizeof(folder), "gs-v-function-b-feed");
	struct escpos_decoder *d = kit_try(&limits, golden_job(folder), &r);
	CHECK_OK(r);
	struct escpos_paper p = escpos_paper(d);
	check_sheets(&p, folder, 2);
	escpos_decoder_free(d);
}

/* ---- real jobs ----------------------------------------------------------------------- */

struct real_job {
	const char *name;
	const char *strict; /* how the sentence begins */
	const char *boxes; /* the same with text as boxes; NULL: decoded to the end, */
	size_t rows; /* to this many rows */
};

static const struct real_job jobs[] = {
        {"escpos-php-barcode.bin", "offset 5: text", "offset 42: GS k (a bar code)", 0},
        {"escpos-php-bit-image.bin", "offset 2: text", NULL, 1331},
        {"escpos-php-character-encodings.bin", "offset 5: text", NULL, 2039},
        {"escpos-php-character-tables.bin", "offset 11: text", NULL, 6263},
        {"escpos-php-demo.bin", "offset 4: text", "offset 29: ESC e (paper drawn back)", 0},
        {"escpos-php-graphics.bin", "offset 2392: text", NULL, 1181},
        {"escpos-php-margins-and-spacing.bin", "offset 5: text", NULL, 773},
        {"escpos-php-pdf417-code.bin", "offset 5: text", "offset 25: GS ( k (a two-dimensional code)", 0},
        {"escpos-php-qr-code.bin", "offset 5: text", "offset 21: GS ( k (a two-dimensional code)", 0},
        {"escpos-php-receipt-with-logo.bin", "offset 8998: text", NULL, 919},
        {"escpos-php-text-size.bin", "offset 8: text", NULL, 1529},
        {"escpos-php-unifont-print-buffer.bin", "offset 5: ESC % (characters of one's own)",
                "offset 5: ESC % (characters of one's own)", 0},
        {"escpos-tools-receipt-with-logo.bin", "offset 8998: text", NULL, 919},
        {"python-escpos-barcode.bin", "offset 5: text", "offset 42: GS k (a bar code)", 0},
};

static struct escpos_limits generous(void)
{
	struct escpos_limits limits = kit_limits();
	limits.raster_rows = limits.graphics_rows = 2303;
	return limits;
}

static int compare(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_bin(const struct dirent *e)
{
	return text_ends(e->d_name, ".bin");
}

static void check_real(const char *folder, const char *name, bool boxes, const char *want, size_t rows)
{
	int r;
	struct escpos_limits limits = generous();
	limits.text_as_boxes = boxes;
	struct escpos_decoder *d = kit_try(&limits, kit_file(folder, name), &r);
	if (want ? r >= 0 || strncmp(err_why(), want, strlen(want)) != 0 : r != 0)
		test_fail(__FILE__, __LINE__, "%s: \"%s\", expected \"%s\"", name, r < 0 ? err_why() : "decoded",
		        want ? want : "decoded");
	if (!want)
		CHECK_INT(escpos_paper(d).n_rows, rows);
	escpos_decoder_free(d);
}

TEST(real, every_job_is_decoded_or_refused_at_its_byte)
{
	char folder[1024];
	struct dirent **names;
	size_t n_known = sizeof(jobs) / sizeof(*jobs);
	snprintf(folder, sizeof(folder), "%s/escpos/jobs", test_shared());
	int n = scandir(folder, &names, is_bin, compare);
	CHECK_INT(n, n_known);
	for (size_t i = 0; i < n_known; i++) {
		CHECK_TEXT(names[i]->d_name, jobs[i].name);
		check_real(folder, jobs[i].name, false, jobs[i].strict, 0);
		check_real(folder, jobs[i].name, true, jobs[i].boxes, jobs[i].rows);
		free(names[i]);
	}
	free(names);
}

/* The logo of that job, drawn before its first letter, is 300 by 236 dots in the middle of the paper. */
TEST(real, a_logo_stands_on_the_paper_before_the_text_is_refused)
{
	char folder[1024];
	int r;
	struct escpos_limits limits = generous();
	snprintf(folder, sizeof(folder), "%s/escpos/jobs", test_shared());
	struct escpos_decoder *d = kit_try(&limits, kit_file(folder, "escpos-php-receipt-with-logo.bin"), &r);
	struct escpos_paper p = escpos_paper(d);
	CHECK(r < 0);
	CHECK_INT(p.n_rows, 236);
	size_t ink = 0, left = 576, right = 0;
	for (size_t y = 0; y < p.n_rows; y++)
		for (size_t x = 0; x < 576; x++)
			if (kit_dot(&p, x, y)) {
				ink++;
				left = x < left ? x : left;
				right = x > right ? x : right;
			}
	CHECK(ink > 5000);
	CHECK(left >= (576 - 300) / 2 && right < (576 + 300) / 2);
	escpos_decoder_free(d);
}

/* Bytes arrive as the wire cuts them: it must not matter where. */
TEST(real, a_job_in_single_bytes_gives_the_same_paper)
{
	char folder[1024];
	int r;
	struct escpos_limits limits = generous();
	limits.text_as_boxes = true;
	snprintf(folder, sizeof(folder), "%s/escpos/jobs", test_shared());
	struct kit_job job = kit_file(folder, "escpos-php-receipt-with-logo.bin");
	struct escpos_decoder *whole = kit_try(&limits, job, &r), *pieces;
	CHECK_OK(r);
	CHECK_OK(escpos_decoder_new(&pieces, &limits, NULL));
	for (size_t i = 0; i < job.n; i++)
		CHECK_OK(escpos_decode(pieces, job.bytes + i, 1));
	CHECK_OK(escpos_decode_end(pieces));
	struct escpos_paper a = escpos_paper(whole), b = escpos_paper(pieces);
	CHECK_INT(b.n_rows, a.n_rows);
	CHECK_INT(b.commands, a.commands);
	CHECK_BYTES(b.rows, a.rows, a.n_rows * a.row_bytes);
	escpos_decoder_free(whole);
	escpos_decoder_free(pieces);
}
