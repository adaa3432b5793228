/* The twin against what others printed: golden sheets dot for dot, and jobs as other libraries send them. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "drivers_twin_kit.h"
#include "sys/text.h"

static struct twin_setup slow(const struct printer_profile *profile)
{
	return (struct twin_setup){.profile = *profile,
	        .buffer_bytes = 45,
	        .bytes_s = 11520,
	        .speed_mm_s = 90,
	        .paper_end = TWIN_PAPER_KEEP};
}

static struct printer_profile nt5890k(void)
{
	struct printer_profile p;
	char path[1200];
	snprintf(path, sizeof(path), "%s/assets/printers/nt-5890k.conf", test_root());
	CHECK_OK(printer_profile_file(&p, path, NULL));
	p.max_rows = 240;
	return p;
}

/* Paper and time: through 45 bytes of buffer at 115200 baud, out of paper in its middle, by a head of 90 mm/s. */
static void check_sheet(const char *name, size_t n_sheets)
{
	const struct printer_profile profile = nt5890k();
	struct twin_setup s = slow(&profile);
	char folder[1024], path[1200];
	size_t first = 0;
	snprintf(folder, sizeof(folder), "%s/escpos/golden/%s", test_shared(), name);
	struct kit_job text = kit_file(folder, "input.hex"), job = kit_hex((char *)text.bytes);
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "paper_out", TWIN_AT_ROW, 17));
	CHECK_OK(twin_plan(t, "paper_in", TWIN_AT_BYTE, 40));
	int64_t now = kit_send(t, job, 0, 60000000);
	twin_strip_ends(t);
	now = kit_rest(t, now);
	if (twin_truth(t).paper_out)
		CHECK_OK(twin_happens(t, "paper_in"));
	(void)kit_rest(t, now);
	CHECK(twin_strip_is_over(t));
	struct escpos_paper p = twin_paper(t);
	for (size_t i = 0; i < n_sheets; i++) {
		struct picture *want;
		size_t end = i < p.n_cuts ? p.cuts[i].row : p.n_rows;
		snprintf(path, sizeof(path), "%s/expected-%03zu.png", folder, i + 1);
		CHECK_OK(picture_read(&want, path));
		CHECK_INT(end - first, want->height);
		kit_same(&p, first, want);
		picture_free(want);
		first = end;
	}
	CHECK_INT(first, p.n_rows);
	twin_free(t);
}

TEST(golden, raster_in_all_four_scales)
{
	check_sheet("gs-v0-all-scaling-modes", 1);
}

TEST(golden, columns_in_all_four_densities)
{
	check_sheet("esc-star-all-density-modes", 1);
}

TEST(golden, line_spacing_and_feeds)
{
	check_sheet("line-spacing-and-feed", 1);
}

TEST(golden, cuts_that_feed_on_a_printer_without_a_cutter)
{
	check_sheet("gs-v-function-b-feed", 2);
}

/* Its letters are that project's own font: no printer but theirs has them, so it is refused, and named. */
TEST(golden, the_sheet_with_text_is_refused_by_name)
{
	char folder[1024];
	struct twin_setup s = kit_setup();
	size_t taken;
	snprintf(folder, sizeof(folder), "%s/escpos/golden/reference-full-and-partial-cuts", test_shared());
	struct kit_job text = kit_file(folder, "input.hex"), job = kit_hex((char *)text.bytes);
	struct printer_twin *t = kit_twin(&s);
	CHECK(twin_feed(&taken, t, job.bytes, job.n) < 0);
	CHECK_TEXT(err_why(), "offset 5: text: it needs the printer's own font, which is not known here");
	twin_free(t);
}

static int is_bin(const struct dirent *e)
{
	return text_ends(e->d_name, ".bin");
}

/* Each real job stops at the very byte at which the decoder stops, with the same sentence and the same paper. */
TEST(real, every_job_is_decoded_or_refused_as_the_decoder_does)
{
	char folder[1024];
	struct dirent **names;
	struct twin_setup s = kit_setup();
	struct escpos_limits limits;
	s.profile.max_rows = 2303;
	s.profile.graphics_rows = 1662;
	s.profile.left_margin = true;
	escpos_limits_of(&limits, &s.profile);
	snprintf(folder, sizeof(folder), "%s/escpos/jobs", test_shared());
	int n = scandir(folder, &names, is_bin, alphasort);
	CHECK_INT(n, 14);
	for (int i = 0; i < n; i++) {
		char why[240];
		size_t taken;
		int want, got;
		struct kit_job job = kit_file(folder, names[i]->d_name);
		struct escpos_decoder *d = kit_try(&limits, job, &want);
		snprintf(why, sizeof(why), "%s", want ? err_why() : "");
		struct printer_twin *t = kit_twin(&s);
		got = twin_feed(&taken, t, job.bytes, job.n);
		CHECK(want < 0 && got < 0); /* all of these jobs print letters */
		CHECK_TEXT(err_why(), why);
		CHECK_INT(strncmp(why, "offset ", 7), 0);
		struct escpos_paper p = twin_paper(t), q = escpos_paper(d);
		CHECK_INT(p.n_rows, q.n_rows);
		CHECK(p.n_rows == 0 || memcmp(p.rows, q.rows, p.n_rows * p.row_bytes) == 0);
		escpos_decoder_free(d);
		twin_free(t);
		free(names[i]);
	}
	free(names);
}
