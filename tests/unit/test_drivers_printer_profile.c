#include "drivers/printer_profile.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>

#include "drivers/escpos_decode.h"
#include "drivers/escpos_encode.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"

static void write_text(const char *path, const char *text)
{
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
}

/* A profile of these lines behind dots and dpi; the result of reading it. */
static int try_lines(struct printer_profile *p, struct buf *warnings, const char *lines)
{
	AUTO_BUF text;

	buf_init(&text, 100000);
	buf_printf(&text, "dots = 384\ndpi = 203\n%s", lines);
	CHECK_OK(buf_done(&text));
	CHECK_OK(file_replace("try.conf", text.data, text.len, 0644));
	return printer_profile_file(p, "try.conf", warnings);
}

static const char *shipped(void)
{
	static char folder[4096];

	(void)snprintf(folder, sizeof folder, "%s/assets/printers", test_root());
	return folder;
}

TEST(profile, every_one_that_we_ship_reads_without_a_warning)
{
	DIR *d = opendir(shipped());
	const struct dirent *e;
	int n = 0;

	CHECK(d != NULL);
	while ((e = readdir(d))) {
		struct printer_profile p;
		char name[256];
		AUTO_BUF warnings;

		buf_init(&warnings, 4096);
		if (!text_ends(e->d_name, ".conf"))
			continue;
		(void)text_copy(name, sizeof name, e->d_name);
		name[strlen(name) - 5] = 0;
		CHECK_OK(printer_profile_load(&p, shipped(), name, &warnings));
		CHECK_TEXT(buf_str(&warnings), "");
		CHECK_TEXT(p.name, name);
		CHECK(p.title[0] != 0);
		CHECK(p.column); /* each has the clean way round real-time sequences */
		CHECK(profile_width_mm(&p) >= 40); /* what a sheet needs */
		n++;
	}
	closedir(d);
	CHECK(n >= 24);
}

/* Blocks of ink that no way of sending makes a command of: they come back from the decoder dot for dot. */
static void check_there_and_back(const struct printer_profile *p)
{
	static uint8_t rows[240 * 104];
	size_t n = 48 * (size_t)p->dots / 8;
	uint64_t seed = 3;
	struct escpos_limits limits;
	struct escpos_decoder *d;
	struct escpos_paper paper;
	AUTO_BUF out;

	buf_init(&out, 1024 * 1024);
	for (int x = 0; x < p->dots / 8; x++)
		for (int y = 0; y < 48; y += 8)
			for (int i = 0, block = test_random(&seed) % 3 ? 0 : 0xff; i < 8; i++)
				rows[(y + i) * p->dots / 8 + x] = (uint8_t)block;
	escpos_start(&out, p, true);
	CHECK_OK(escpos_rows(&out, p, rows, 24));
	escpos_mark(&out, p, (const uint8_t *)"0001");
	CHECK_OK(escpos_rows(&out, p, rows + n / 2, 24));
	CHECK_OK(escpos_finish(&out, p));
	escpos_mark(&out, p, (const uint8_t *)"0002");
	escpos_limits_of(&limits, p);
	CHECK_OK(escpos_decoder_new(&d, &limits, NULL));
	CHECK_OK(escpos_decode(d, out.data, out.len));
	CHECK_OK(escpos_decode_end(d));
	paper = escpos_paper(d);
	CHECK(paper.n_rows > 48);
	CHECK_BYTES(paper.rows, rows, n);
	CHECK_INT(paper.n_cuts, p->cut != CUT_NONE);
	escpos_decoder_free(d);
}

TEST(profile, every_one_that_we_ship_prints_what_it_was_given)
{
	DIR *d = opendir(shipped());
	const struct dirent *e;

	CHECK(d != NULL);
	while ((e = readdir(d))) {
		struct printer_profile p;
		char path[4096 + 256];

		if (!text_ends(e->d_name, ".conf"))
			continue;
		(void)snprintf(path, sizeof path, "%s/%s", shipped(), e->d_name);
		CHECK_OK(printer_profile_file(&p, path, NULL));
		check_there_and_back(&p);
	}
	closedir(d);
}

TEST(profile, written_as_text_reads_back_the_same)
{
	DIR *d = opendir(shipped());
	const struct dirent *e;

	CHECK(d != NULL);
	while ((e = readdir(d))) {
		struct printer_profile p, again;
		char path[4096 + 256];
		AUTO_BUF text;
		AUTO_BUF warnings;

		buf_init(&text, 10000);
		buf_init(&warnings, 4096);
		if (!text_ends(e->d_name, ".conf"))
			continue;
		memset(&again, 0, sizeof again);
		memset(&p, 0, sizeof p);
		(void)snprintf(path, sizeof path, "%s/%s", shipped(), e->d_name);
		CHECK_OK(printer_profile_file(&p, path, NULL));
		printer_profile_text(&text, &p);
		CHECK_OK(buf_done(&text));
		CHECK_OK(file_replace(e->d_name, text.data, text.len, 0644));
		CHECK_OK(printer_profile_file(&again, e->d_name, &warnings));
		CHECK_TEXT(buf_str(&warnings), "");
		CHECK_BYTES(&again, &p, sizeof p);
	}
	closedir(d);
}

/* profile = MAKER|MODEL: every line names a profile that is there, and a printer goes to the first that fits. */
TEST(profile, models_name_profiles_that_are_there)
{
	AUTO_BUF text;
	char path[4096 + 16], *rest, *line;
	int n = 0;

	buf_init(&text, 100000);
	(void)snprintf(path, sizeof path, "%s/MODELS", shipped());
	CHECK_OK(file_read(&text, path));
	rest = (char *)text.data;
	while ((line = strsep(&rest, "\n"))) {
		struct printer_profile p;
		char name[33], maker[65], model[65];

		if (line[0] == '#' || line[0] == 0)
			continue;
		CHECK_INT(sscanf(line, "%32[^ =] = %64[^|]|%64[^|]", name, maker, model), 3);
		CHECK_OK(printer_profile_load(&p, shipped(), name, NULL));
		CHECK(strcmp(maker, "*") != 0 || strcmp(model, "*") != 0);
		n++;
	}
	CHECK(n >= 30);
}

TEST(profile, knows_that_512_dots_are_a_180_dpi_width)
{
	struct printer_profile p;

	CHECK_OK(printer_profile_load(&p, shipped(), "tm-t88", NULL));
	CHECK_INT(p.dots, 512);
	CHECK_INT(p.dpi, 180);
	CHECK(profile_width_mm(&p) > 72.2f && profile_width_mm(&p) < 72.3f);
	CHECK_OK(printer_profile_load(&p, shipped(), "generic-58", NULL));
	CHECK_INT(p.dots, 384);
	CHECK(profile_width_mm(&p) > 48.0f && profile_width_mm(&p) < 48.1f);
	CHECK_OK(printer_profile_load(&p, shipped(), "generic-80", NULL));
	CHECK_INT(p.dots, 576);
}

TEST(profile, takes_every_word_and_number)
{
	struct printer_profile p;

	CHECK_OK(try_lines(&p, NULL,
	        "title = Een printer\npaper_mm = 58\nunit_dpi = 406\nmax_rows = 240\nbuffer_bytes = 45\n"
	        "speed_mm_s = 250\ncutter_um = 11900\ntail_mm = 7\nraster = gs_paren_l\ncut = partial\ncolumn = yes\n"
	        "esc_j = yes\neats_lf = yes\ndle_eot = yes\nasb = yes\ngs_r = yes\nprocess_id = yes\nusb_status = yes\n"
	        "paper_sensor = yes\nnear_end_sensor = yes\ncover_sensor = yes\ngraphics_rows = 831\n"
	        "window_bytes = 900\nwindow_bands = 3\ncut_66 = yes\nleft_margin = yes\ncolumn_8_dots = 1\n"
	        "column_right = yes\n"
	        "bidirectional = yes\ncounters = yes\nmetres_left = yes\npresenter = custom\nafter_paper = resume\n"
	        "serial_speed = 38400\nserial_flow = dsr\n"));
	CHECK_INT(p.serial_speed, 38400);
	CHECK_INT(p.serial_flow, PROFILE_FLOW_DSR);
	CHECK_INT(p.graphics_rows, 831);
	CHECK_INT(p.window_bytes, 900);
	CHECK_INT(p.window_bands, 3);
	CHECK_INT(p.column_8_dots, 1);
	CHECK(p.cut_66 && p.left_margin && p.bidirectional && p.counters && p.metres_left && p.column_right);
	CHECK_INT(p.presenter, PRESENTER_CUSTOM);
	CHECK_INT(p.after_paper, AFTER_PAPER_RESUME);
	CHECK_TEXT(p.title, "Een printer");
	CHECK_TEXT(p.name, "try");
	CHECK_INT(p.paper_mm, 58);
	CHECK_INT(p.unit_dpi, 406);
	CHECK_INT(p.max_rows, 240);
	CHECK_INT(p.buffer_bytes, 45);
	CHECK_INT(p.speed_mm_s, 250);
	CHECK_INT(p.cutter_um, 11900);
	CHECK_INT(p.tail_mm, 7);
	CHECK_INT(p.raster, RASTER_GS_PAREN_L);
	CHECK_INT(p.cut, CUT_PARTIAL);
	CHECK(p.column && p.esc_j && p.eats_lf && p.dle_eot && p.asb && p.gs_r && p.process_id && p.usb_status);
	CHECK(p.paper_sensor && p.near_end_sensor && p.cover_sensor);
}

TEST(profile, without_a_word_about_a_sensor_has_none)
{
	struct printer_profile p;

	CHECK_OK(try_lines(&p, NULL, ""));
	CHECK(!p.paper_sensor && !p.near_end_sensor && !p.cover_sensor && !p.asb && !p.process_id && !p.usb_status);
	CHECK_INT(p.serial_flow, PROFILE_FLOW_XON);
	CHECK_INT(p.serial_speed, 0);
	CHECK_INT(p.unit_dpi, 203);
	CHECK_INT(p.raster, RASTER_GS_V_0);
	CHECK_INT(p.cut, CUT_NONE);
	CHECK(!p.bidirectional && !p.cut_66 && !p.left_margin && !p.column_right && !p.counters && !p.metres_left);
	CHECK_INT(p.presenter, PRESENTER_NONE);
	CHECK_INT(p.after_paper, AFTER_PAPER_LOST);
	CHECK_INT(p.graphics_rows, 0);
	CHECK_INT(p.column_8_dots, 3);
}

TEST(profile, what_follows_from_a_word_need_not_be_said)
{
	struct printer_profile p;

	CHECK_OK(try_lines(
	        &p, NULL, "raster = gs_paren_l\nmax_rows = 96\nbuffer_bytes = 1234\nasb = yes\ncut = feed_partial\n"));
	CHECK_INT(p.graphics_rows, 96); /* the limit of the one command it is told to use */
	CHECK_INT(p.window_bytes, 2 * 96 * 48);
	CHECK(p.bidirectional && p.cut_66);
	CHECK_OK(try_lines(&p, NULL, "raster = gs_v_0\nmax_rows = 96\ncut = feed_full\n"));
	CHECK_INT(p.graphics_rows, 0);
	CHECK(!p.cut_66);
}

TEST(profile, warns_with_file_and_line_and_keeps_the_preset)
{
	struct printer_profile p;
	AUTO_BUF w;

	buf_init(&w, 4096);
	CHECK_OK(try_lines(&p, &w, "colour = red\nmax_rows = many\ncut = sideways\nesc_j = perhaps\nnonsense\n"));
	CHECK_HAS(buf_str(&w), "try.conf:3: unknown key 'colour'");
	CHECK_HAS(buf_str(&w), "try.conf:4: max_rows takes");
	CHECK_HAS(buf_str(&w), "try.conf:5: cut takes none|full|partial|feed_full|feed_partial");
	CHECK_HAS(buf_str(&w), "try.conf:6: esc_j takes");
	CHECK_HAS(buf_str(&w), "try.conf:7:");
	CHECK_INT(p.max_rows, 120);
	CHECK_INT(p.cut, CUT_NONE);
	CHECK(!p.esc_j);
}

TEST(profile, holds_every_number_to_its_range)
{
	static const struct {
		const char *key;
		int low, high;
		size_t offset;
	} rows[] = {
	        {"paper_mm", 57, 112, offsetof(struct printer_profile, paper_mm)},
	        {"max_rows", 24, 2303, offsetof(struct printer_profile, max_rows)},
	        {"buffer_bytes", 45, 1048576, offsetof(struct printer_profile, buffer_bytes)},
	        {"speed_mm_s", 20, 500, offsetof(struct printer_profile, speed_mm_s)},
	        {"cutter_um", 0, 60000, offsetof(struct printer_profile, cutter_um)},
	        {"tail_mm", 0, 40, offsetof(struct printer_profile, tail_mm)},
	        {"graphics_rows", 0, 1662, offsetof(struct printer_profile, graphics_rows)},
	        {"window_bands", 1, 16, offsetof(struct printer_profile, window_bands)},
	        {"column_8_dots", 1, 3, offsetof(struct printer_profile, column_8_dots)},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		for (int at = 0; at < 6; at++) {
			int value = (at < 3 ? rows[i].low : rows[i].high) + at % 3 - 1;
			bool inside = value >= rows[i].low && value <= rows[i].high;
			struct printer_profile p;
			char line[64];
			int64_t got;
			AUTO_BUF w;

			buf_init(&w, 4096);
			(void)snprintf(line, sizeof line, "%s = %d\n", rows[i].key, value);
			CHECK_OK(try_lines(&p, &w, line));
			CHECK_INT(w.len == 0, inside);
			memcpy(&got, (const char *)&p + rows[i].offset, sizeof got);
			CHECK_INT(got == value, inside);
		}
	}
}

TEST(profile, refuses_what_would_print_wrongly)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
	        {"dots = 384\n", "must give dots and dpi"},
	        {"dpi = 203\n", "must give dots and dpi"},
	        {"", "must give dots and dpi"},
	        {"dots = 840\ndpi = 203\n", "must give dots and dpi"},
	        {"dots = 380\ndpi = 203\n", "multiple of 8"},
	        {"dots = 576\ndpi = 203\npaper_mm = 58\n", "wider than paper"},
	        {"dots = 384\ndpi = 203\nunit_dpi = 360\n", "unit_dpi must be a multiple"},
	        {"dots = 384\ndpi = 256\nleft_margin = yes\n", "at most 255 dpi"},
	        {"dots = 384\n\xff\xfe\n", "not a text file"},
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct printer_profile p = {.dots = 1};

		write_text("bad.conf", bad[i].text);
		CHECK(printer_profile_file(&p, "bad.conf", NULL) < 0);
		CHECK_HAS(err_why(), bad[i].why);
		CHECK_INT(p.dots, 1); /* untouched */
	}
}

TEST(profile, refuses_names_that_are_paths)
{
	static const char *const names[] = {
	        "", "../tm-t88", "a/b", "tm t88", ".", "tm-t88.conf", "\xc3\xa9", "abcdefghijklmnopqrstuvwxyz0123456"};
	struct printer_profile p;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		CHECK_INT(printer_profile_load(&p, shipped(), names[i], NULL), -EINVAL);
	CHECK_INT(printer_profile_load(&p, shipped(), "no-such", NULL), -ENOENT);
}

TEST(profile, takes_a_name_up_to_its_ceiling)
{
	static const char name[] = "abcdefghijklmnopqrstuvwxyz0123456"; /* 33 */

	for (int n = 31; n <= 33; n++) {
		struct printer_profile p;
		char file[64], base[40];

		(void)snprintf(base, sizeof base, "%.*s", n, name);
		(void)snprintf(file, sizeof file, "%s.conf", base);
		write_text(file, "dots = 384\ndpi = 203\n");
		CHECK_INT(printer_profile_load(&p, ".", base, NULL) == 0, n <= 32);
	}
}

TEST(profile, refuses_a_file_over_its_ceiling)
{
	for (int over = -1; over <= 1; over++) {
		struct printer_profile p;
		AUTO_BUF text;

		buf_init(&text, 100000);
		buf_text(&text, "dots = 384\ndpi = 203\n#");
		while ((int)text.len < 65536 + over)
			buf_char(&text, '-');
		CHECK_OK(file_replace("long.conf", text.data, text.len, 0644));
		CHECK_INT(printer_profile_file(&p, "long.conf", NULL) == 0, over <= 0);
	}
}
