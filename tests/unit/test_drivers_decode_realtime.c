/* What a printer executes on reception, and what a profile tells the decoder. */
#include <dirent.h>
#include <stdio.h>

#include "drivers/escpos_decode_realtime.h"
#include "drivers/printer_profile.h"
#include "drivers_decode_kit.h"
#include "sys/text.h"

/* Feeds the bytes; gives how many sequences came out, the last one in *last. */
static int found(const char *hex, struct escpos_realtime *last)
{
	struct escpos_realtime r = {.n = 0};
	struct kit_job job = kit_hex(hex);
	int n = 0;
	for (size_t i = 0; i < job.n; i++)
		if (escpos_realtime_next(&r, job.bytes[i])) {
			n++;
			*last = r;
		}
	return n;
}

TEST(sequences, are_found_wherever_they_stand)
{
	struct escpos_realtime r;
	CHECK_INT(found("10 04 01", &r), 1);
	CHECK_BYTES(r.seen, "\x10\x04\x01", 3);
	CHECK_INT(found("1d 76 30 00 ff 10 04 02 ff", &r), 1);
	CHECK_INT(r.seen[2], 2);
	CHECK_INT(found("10 10 04 01", &r), 1);
	CHECK_INT(found("10 04 10 04 03", &r), 1);
	CHECK_INT(r.seen[2], 3);
	CHECK_INT(found("10 04 01 10 04 04 10 05 01", &r), 3);
	CHECK_BYTES(r.seen, "\x10\x05\x01", 3);
}

TEST(sequences, are_as_long_as_the_manual_says)
{
	struct escpos_realtime r;
	static const struct {
		const char *hex;
		int length;
	} table[] = {{"10 04 07 01", 4}, {"10 05 02", 3}, {"10 14 01 00 05", 5}, {"10 14 02 01 08", 5},
	        {"10 14 03 01 02 03 04 05", 8}, {"10 14 07 01", 4}, {"10 14 08 01 03 14 01 06 02 08", 10}};
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		CHECK_INT(found(table[i].hex, &r), 1);
		CHECK_INT(r.n, table[i].length);
	}
	/* cut short by one byte, they are not there yet */
	CHECK_INT(found("10 14 08 01 03 14 01 06 02", &r), 0);
	CHECK_INT(found("10 14 01 00", &r), 0);
}

TEST(sequences, that_no_printer_knows_are_none)
{
	struct escpos_realtime r;
	CHECK_INT(found("10 04 00 10 04 09 10 05 03 10 14 00 10 14 04 10 14 09 10 06 01 11 04 01", &r), 0);
	CHECK_INT(found("10 04", &r), 0);
	CHECK_INT(found("", &r), 0);
}

TEST(sequences, in_random_bytes_are_those_that_a_plain_search_finds)
{
	uint64_t seed = 11;
	static const uint8_t likely[] = {0x10, 0x04, 0x05, 0x14, 0x01, 0x00, 0x08, 0xff};
	for (int round = 0; round < 2000; round++) {
		struct escpos_realtime r = {.n = 0};
		uint8_t bytes[60];
		size_t skip = 0;
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = likely[test_random(&seed) % sizeof(likely)];
		for (size_t i = 0; i < sizeof(bytes); i++) {
			bool now = escpos_realtime_next(&r, bytes[i]);
			if (skip && --skip == 0) {
				CHECK(now);
				continue;
			}
			CHECK(!now || i >= 2);
			if (!now && !skip && r.need)
				skip = (size_t)(r.need - r.n);
			if (now)
				CHECK(escpos_is_realtime(r.seen[0], r.seen[1], r.seen[2]) && r.n == r.need);
			else if (!skip && i >= 2)
				CHECK(!r.need);
		}
	}
}

/* ---- profiles ------------------------------------------------------------------------------- */

TEST(profile, tells_the_decoder_what_the_printer_can)
{
	struct printer_profile p = {.dots = 512,
	        .dpi = 180,
	        .unit_dpi = 360,
	        .max_rows = 200,
	        .cutter_um = 15000,
	        .cut = CUT_FEED_PARTIAL,
	        .raster = RASTER_GS_PAREN_L,
	        .column = true,
	        .esc_j = true,
	        .process_id = true};
	struct escpos_limits l;
	escpos_limits_of(&l, &p);
	CHECK_INT(l.width_dots, 512);
	CHECK_INT(l.unit_y, 360);
	CHECK_INT(l.unit_x, 180);
	CHECK_INT(l.raster_rows, 200);
	CHECK_INT(l.graphics_rows, 200);
	CHECK_INT(l.cutter_dots, 106); /* 15 mm are 106.3 dots */
	CHECK(l.knows_column && l.knows_process_id && !l.feed_dots_ignored && !l.raster_eats_lf && !l.cut_66_ignored);
	p.raster = RASTER_GS_V_0;
	p.process_id = p.column = p.esc_j = false;
	p.cut = CUT_NONE;
	p.unit_dpi = 0;
	escpos_limits_of(&l, &p);
	CHECK_INT(l.graphics_rows, 0);
	CHECK_INT(l.cutter_dots, 0);
	CHECK_INT(l.unit_y, 180);
	CHECK(!l.knows_column && !l.knows_process_id && l.feed_dots_ignored && l.cut_66_ignored);
	p.raster = RASTER_ESC_STAR;
	escpos_limits_of(&l, &p);
	CHECK(l.knows_column);
}

TEST(profile, every_one_that_we_ship_makes_a_decoder)
{
	char folder[1024], path[1400];
	int n = 0;
	snprintf(folder, sizeof(folder), "%s/assets/printers", test_root());
	DIR *d = opendir(folder);
	const struct dirent *entry;
	CHECK(d != NULL);
	while ((entry = readdir(d))) {
		struct printer_profile p;
		struct escpos_limits l;
		struct escpos_decoder *decoder;
		if (!text_ends(entry->d_name, ".conf"))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		CHECK_OK(printer_profile_file(&p, path, NULL));
		escpos_limits_of(&l, &p);
		CHECK_OK(escpos_decoder_new(&decoder, &l, NULL));
		CHECK_OK(escpos_decode(decoder, "\033@\n", 3));
		CHECK_INT(escpos_paper(decoder).width, p.dots);
		escpos_decoder_free(decoder);
		n++;
	}
	closedir(d);
	CHECK(n >= 5);
}
