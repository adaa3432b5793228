/* Who a printer says it is, and which profile that makes. */
#include "drivers/printer_identify.h"

#include <errno.h>
#include <stdio.h>

#include "drivers/printer_usb.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"

static struct printer_identity who(const char *maker, const char *model)
{
	struct printer_identity w = {0};

	(void)identity_answer(&w, 66, maker, strlen(maker));
	(void)identity_answer(&w, 67, model, strlen(model));
	return w;
}

TEST(identity, takes_what_gs_i_answers)
{
	struct printer_identity w = {0};

	CHECK(identity_answer(&w, 66, " EPSON ", 7));
	CHECK(identity_answer(&w, 67, "TM-T20III", 9));
	CHECK(identity_answer(&w, 65, "1.02 ESC/POS", 12));
	CHECK(identity_answer(&w, 68, "X3B8000123", 10));
	CHECK_TEXT(w.maker, "EPSON");
	CHECK_TEXT(w.model, "TM-T20III");
	CHECK_TEXT(w.firmware, "1.02 ESC/POS");
	CHECK_TEXT(w.serial, "X3B8000123");
	CHECK(!identity_answer(&w, 69, "fonts", 5));
	CHECK(!identity_answer(&w, 66,
	        "A\x1b"
	        "B",
	        3));
	CHECK(!identity_answer(&w, 66, "", 0));
	CHECK(!identity_answer(&w, 66, "   ", 3));
	CHECK_TEXT(w.maker, "EPSON");
}

TEST(identity, has_a_ceiling)
{
	char text[IDENTITY_ROOM + 1];

	memset(text, 'A', sizeof text);
	for (size_t n = IDENTITY_ROOM - 2; n <= IDENTITY_ROOM; n++) {
		struct printer_identity w = {0};

		CHECK_INT(identity_answer(&w, 67, text, n), n < IDENTITY_ROOM);
		CHECK_INT(strlen(w.model), n < IDENTITY_ROOM ? n : 0);
	}
}

TEST(identity, is_read_from_a_device_id)
{
	static const struct {
		const char *text, *maker, *model, *serial;
	} rows[] = {
	        {"MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;DES:EPSON TM-T20III;SN:4711;", "EPSON", "TM-T20III",
	                "4711"},
	        {"MANUFACTURER:STMicroelectronics;MODEL:POS58 Printer USB", "STMicroelectronics", "POS58 Printer USB",
	                ""},
	        {" mfg:Custom ; mdl: VKP80 III;", "Custom", "VKP80 III", ""},
	        {"MFG:;MDL:;SN:;", "", "", ""},
	        {";;;:;=;MFG", "", "", ""},
	        {"", "", "", ""},
	        {"MFG:A\nB;MDL:ok;", "", "ok", ""},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct printer_identity w = {0};

		identity_1284(&w, rows[i].text, strlen(rows[i].text));
		CHECK_TEXT(w.maker, rows[i].maker);
		CHECK_TEXT(w.model, rows[i].model);
		CHECK_TEXT(w.serial, rows[i].serial);
	}
}

TEST(identity, of_the_printer_itself_outranks_that_of_its_port)
{
	struct printer_identity w = who("EPSON", "TM-T88V");

	identity_1284(&w, "MFG:X;MDL:Y;SN:1;", 17);
	CHECK_TEXT(w.model, "TM-T88V");
	CHECK_TEXT(w.serial, "1");
}

TEST(identity, of_a_usb_port_counts_its_length)
{
	const char *text;

	CHECK_INT(usb_device_id(&text,
	                  "\x00\x05"
	                  "abc--",
	                  7),
	        3);
	CHECK_BYTES(text, "abc", 3);
	CHECK_INT(usb_device_id(&text,
	                  "\x00\x05"
	                  "ab",
	                  4),
	        0); /* tells of more than there is */
	CHECK_INT(usb_device_id(&text, "\x00\x01", 2), 0);
	CHECK_INT(usb_device_id(&text, "\x00", 1), 0);
	CHECK_INT(usb_device_id(&text, "", 0), 0);
}

static const char models[] = "# first line that fits decides\n"
                             "tm-t20 = EPSON|TM-T20*\r\n"
                             "\n"
                             "tm-t88v=epson|tm-t88v , EPSON | TM-T88VI*\n"
                             "generic-58 = *|*POS58*, *|*58 Printer*\n"
                             "tm-any = EPSON|TM-*";

TEST(identify, proposes_a_profile_by_its_patterns)
{
	static const struct {
		const char *maker, *model, *profile;
	} rows[] = {
	        {"EPSON", "TM-T20III", "tm-t20"},
	        {"Epson", "tm-t20", "tm-t20"},
	        {"EPSON", "TM-T88V", "tm-t88v"},
	        {"EPSON", "TM-T88VI-i", "tm-t88v"},
	        {"EPSON", "TM-L90", "tm-any"},
	        {"STMicroelectronics", "POS58 Printer USB", "generic-58"},
	        {"", "a 58 printer", "generic-58"},
	        {"EPSON", "", NULL},
	        {"EPSON", "LQ-300", NULL},
	        {"XEPSON", "TM-T20", NULL},
	        {"", "", NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct printer_identity w = who(rows[i].maker, rows[i].model);
		char out[33] = "";

		CHECK_INT(identify_profile(out, &w, models, NULL), rows[i].profile ? 0 : IDENTIFY_UNKNOWN);
		CHECK_TEXT(out, rows[i].profile ? rows[i].profile : "");
	}
}

TEST(identify, warns_of_lines_that_are_none_and_reads_on)
{
	struct printer_identity w = who("A", "B");
	char out[33];
	AUTO_BUF warnings;

	buf_init(&warnings, 4096);
	CHECK_OK(identify_profile(out, &w,
	        "nonsense\nbad name = x|y\n= x|y\nempty =\nall = *|*\nno = a b\nno = |b\nok = a|b\n", &warnings));
	CHECK_TEXT(out, "ok");
	CHECK_HAS(buf_str(&warnings), "MODELS:1: a line is");
	CHECK_HAS(buf_str(&warnings), "MODELS:2: what stands before");
	CHECK_HAS(buf_str(&warnings), "MODELS:3: what stands before");
	CHECK_HAS(buf_str(&warnings), "MODELS:5: a pattern is"); /* it would fit every printer */
	CHECK_HAS(buf_str(&warnings), "MODELS:6: a pattern is");
	CHECK_HAS(buf_str(&warnings), "MODELS:7: a pattern is");
}

TEST(identify, holds_lines_patterns_and_names_to_their_ceilings)
{
	struct printer_identity w = who("A", "B");

	for (int over = -1; over <= 1; over++) {
		char line[700] = "x = ", pattern[200] = "x = ", name[100], out[33];
		AUTO_BUF warnings;

		buf_init(&warnings, 4096);
		memset(line + 4, ' ', 512 + over - 4 - 3);
		memcpy(line + 512 + over - 3, "a|b", 4);
		CHECK_INT(identify_profile(out, &w, line, &warnings), over > 0 ? IDENTIFY_UNKNOWN : 0);
		CHECK_INT(warnings.len > 0, over > 0);

		buf_clear(&warnings);
		memset(pattern + 4, '*', (size_t)MODELS_PATTERN_MOST + (size_t)over);
		memcpy(pattern + 4 + MODELS_PATTERN_MOST + over - 3, "a|b", 4);
		CHECK_INT(identify_profile(out, &w, pattern, &warnings), over > 0 ? IDENTIFY_UNKNOWN : 0);

		memset(name, 'n', sizeof name);
		memcpy(name + 32 + over, "= a|b", 6);
		CHECK_INT(identify_profile(out, &w, name, NULL), over > 0 ? IDENTIFY_UNKNOWN : 0);
		if (over <= 0)
			CHECK_INT(strlen(out), 32 + over);
	}
}

TEST(identify, knows_the_printers_that_we_ship)
{
	static const struct {
		const char *maker, *model, *profile;
	} rows[] = {{"EPSON", "TM-T88V", "tm-t88v"}, {"EPSON", "TM-T20III", "tm-t20iii"},
	        {"CUSTOM SPA", "VKP80 III", "custom-vkp80"}, {"EPSON", "LQ-300", NULL}};
	char path[4200], out[33];
	AUTO_BUF warnings;

	buf_init(&warnings, 4096);
	(void)snprintf(path, sizeof path, "%s/assets/printers/MODELS", test_root());
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct printer_identity w = who(rows[i].maker, rows[i].model);

		CHECK_INT(identify_profile_file(out, &w, path, &warnings), rows[i].profile ? 0 : IDENTIFY_UNKNOWN);
		if (rows[i].profile)
			CHECK_TEXT(out, rows[i].profile);
	}
	CHECK_TEXT(buf_str(&warnings), "");
}

TEST(identify, reads_a_file_up_to_its_ceiling)
{
	struct printer_identity w = who("A", "B");
	char out[33];

	for (int over = -1; over <= 1; over++) {
		size_t n = (size_t)MODELS_MOST_BYTES + (size_t)over;
		AUTO_BUF text;

		buf_init(&text, n);
		buf_text(&text, "ok = a|b\n");
		while (text.len < n)
			buf_char(&text, '\n');
		CHECK_OK(file_replace("MODELS", text.data, text.len, 0644));
		CHECK_INT(identify_profile_file(out, &w, "MODELS", NULL), over > 0 ? -EFBIG : 0);
	}
	CHECK_OK(file_replace("MODELS", "ok = a|b\n\0", 10, 0644));
	CHECK_INT(identify_profile_file(out, &w, "MODELS", NULL), -EINVAL);
	CHECK_INT(identify_profile_file(out, &w, "no-such", NULL), -ENOENT);
	CHECK_OK(file_replace("MODELS", "", 0, 0644));
	CHECK_INT(identify_profile_file(out, &w, "MODELS", NULL), IDENTIFY_UNKNOWN);
}
