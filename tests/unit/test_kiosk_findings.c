/* What checks find and how to mend it: every sentence of the sources is known in Dutch, and no screen shows the English one to Dutch staff. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/boot_reason.h"
#include "drivers/device_check.h"
#include "drivers/keypad.h"
#include "drivers/usbdisk.h"
#include "kiosk_tech.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/bench.h"
#include "visit/finding.h"
#include "visit/visit_inside.h"

static struct world w;

/* ---- sentences of the sources --------------------------------------------------------------- */

enum { LITERALS_MOST = 400, LITERAL_ROOM = 220 };

static char literals[LITERALS_MOST][LITERAL_ROOM];
static int n_literals;

static void strip_comments(char *text)
{
	for (char *c = text; (c = strstr(c, "/*")) != NULL;) {
		char *end = strstr(c, "*/");

		CHECK(end != NULL);
		memset(c, ' ', (size_t)(end + 2 - c));
	}
}

/* Every string literal between quotes, neighbours joined as the compiler does; lines of #include are none. */
static void take_literals(const char *path)
{
	AUTO_BUF file;
	char *at, *end;
	char full[4400];

	(void)snprintf(full, sizeof full, "%s/%s", test_root(), path);
	buf_init(&file, 1 << 20);
	CHECK_OK(file_read(&file, full));
	at = (char *)(uintptr_t)buf_str(&file);
	strip_comments(at);
	while ((at = strchr(at, '"')) != NULL) {
		char *out = literals[n_literals];
		size_t n = 0;
		bool include = at > buf_str(&file) + 8 && memcmp(at - 9, "#include ", 9) == 0;

		for (;;) {
			for (end = at + 1; *end != '"'; end++) {
				end += *end == '\\';
				CHECK(n + 1 < LITERAL_ROOM);
				out[n++] = *end;
			}
			for (at = end + 1; isspace((unsigned char)*at);)
				at++;
			if (*at != '"' || include)
				break;
		}
		out[n] = 0;
		n_literals += !include;
		CHECK(n_literals < LITERALS_MOST);
	}
}

/* As a check would say it: what printf would put in stands there. */
static void filled(char *out, size_t room, const char *format)
{
	size_t n = 0;

	for (const char *c = format; *c && n + 8 < room; c++) {
		if (*c != '%') {
			out[n++] = *c;
			continue;
		}
		while (!isalpha((unsigned char)*c) || *c == 'l' || *c == 'z')
			c++;
		n += (size_t)snprintf(out + n, room - n, "%s", *c == 's' ? "Xy" : *c == 'x' ? "0a1b" : "7");
	}
	out[n] = 0;
}

static bool is_sentence(const char *literal)
{
	return strchr(literal, ' ') && literal[strspn(literal, "%sdzulx.0123456789 ")] != 0;
}

static void knows(const char *english)
{
	char said[FINDING_ROOM];

	finding_say(said, sizeof said, w.app.visit, english);
	if (text_is(said, visit_say(w.app.visit, "staff.finding.log")))
		test_fail(__FILE__, __LINE__, "nobody says this in Dutch: '%s'", english);
	if (text_is(said, english) && !text_is(english, "help"))
		test_fail(__FILE__, __LINE__, "this is English for Dutch staff: '%s'", english);
}

TEST(findings, every_sentence_of_a_check_is_known_in_dutch)
{
	static const char *const files[] = {"drivers/device_check_host.c", "drivers/device_check_paper.c",
	        "drivers/device_check_parts.c", "drivers/device_check_sense.c", "kiosk/app_check.c",
	        "kiosk/visit/bench_find.c"};
	int sentences = 0;

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		take_literals(files[i]);
	for (int i = 0; i < n_literals; i++) {
		char english[2 * LITERAL_ROOM];

		if (!is_sentence(literals[i]) || text_starts(literals[i], "%.6s"))
			continue;
		filled(english, sizeof english, literals[i]);
		knows(english);
		sentences++;
	}
	CHECK(sentences > 110);
	knows("closed");
	knows("yes");
	knows("no");
	world_close(&w);
}

TEST(findings, every_row_has_a_name)
{
	int rows = 0;

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	take_literals("drivers/device_check_host.c");
	take_literals("drivers/device_check_paper.c");
	take_literals("drivers/device_check_parts.c");
	take_literals("drivers/device_check_sense.c");
	take_literals("kiosk/app_check.c");
	for (int i = 0; i < n_literals; i++) {
		const char *dot = strchr(literals[i], '.');

		if (!dot || dot == literals[i] || literals[i][strspn(literals[i], "abcdefghijklmnopqrstuvwxyz.")])
			continue;
		if (text_is(finding_row(w.app.visit, literals[i]), literals[i]))
			test_fail(__FILE__, __LINE__, "the row '%s' has no name for staff", literals[i]);
		rows++;
	}
	CHECK(rows > 28);
	CHECK_TEXT(finding_row(w.app.visit, "data"), "Opslag: ruimte");
	CHECK_TEXT(finding_row(w.app.visit, "store"), "Kluis");
	CHECK_TEXT(finding_row(w.app.visit, "start"), "Vorige start");
	CHECK_TEXT(finding_row(w.app.visit, "what.is.this"), "what.is.this");
	world_close(&w);
}

TEST(findings, words_of_other_rooms_that_stand_in_them_are_known)
{
	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	for (int i = 0; i <= BOOT_HEAT; i++)
		knows(boot_reason_words((enum boot_reason)i));
	for (int i = 0; i <= USB_TOO_MUCH; i++)
		knows(usb_verdict_says((enum usb_verdict)i));
	for (int i = 0; i < KEYPAD_KEYS; i++)
		knows(keypad_key_name((enum keypad_key)i));
	knows(strerror(EACCES));
	knows(strerror(ENOENT));
	world_close(&w);
}

static void says(const char *english, const char *dutch)
{
	char said[FINDING_ROOM];

	finding_say(said, sizeof said, w.app.visit, english);
	CHECK_TEXT(said, dutch);
}

TEST(findings, values_stand_where_dutch_wants_them)
{
	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	says("", "");
	says("12 MiB are free, 64 are needed", "12 MiB vrij, 64 nodig");
	says("port 1-1.2: 1234:5678 refused: not on the list of this port",
	        "poort 1-1.2: 1234:5678 geweigerd: staat niet op de lijst van deze poort");
	says("headphones are out", "de koptelefoon is eruit");
	says("P02 the paper is out", "P02 het papier is op");
	says("the printer is EPSON TM-T88VI, profile epson", "de printer is EPSON TM-T88VI, profiel epson");
	says("the folder /data/x can not be used: Permission denied",
	        "de map /data/x is niet te gebruiken: geen toegang");
	says("1280 x 800 dots, 217.0 x 136.0 mm, not measured",
	        "1280 x 800 beeldpunten, 217.0 x 136.0 mm, niet gemeten");
	says("30 s, warning 10 s before, stops in order: yes, nowayout: not known",
	        "30 s, waarschuwt 10 s eerder, stopt netjes: ja, blijft aan: niet bekend");
	world_close(&w);
}

TEST(findings, what_is_not_known_is_not_shown_in_english)
{
	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	says("libusb: pipe error -9", "het logboek zegt meer");
	says("P01 /dev/usb/lp0: something", "P01 het logboek zegt meer");
	duty_set_english(w.app.visit, true);
	says("libusb: pipe error -9", "libusb: pipe error -9");
	says("P02 the paper is out", "P02 the paper is out");
	world_close(&w);
}

TEST(findings, room_is_kept)
{
	static const char english[] = "whether somebody is there is not known";
	char said[8];

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	for (size_t room = 1; room <= sizeof said; room++) {
		memset(said, 'x', sizeof said);
		finding_say(said, room, w.app.visit, english);
		CHECK(strlen(said) < room);
		finding_say(said, room, w.app.visit, "P02 the paper is out");
		CHECK(strlen(said) < room);
	}
	world_close(&w);
}

TEST(findings, fits_takes_the_shortest_values)
{
	struct finding_value v[FINDING_VALUES] = {{NULL, 0}};

	CHECK(finding_fits(v, "{a}, {b} s", "x, y, 3 s"));
	CHECK_INT(v[0].length, 1);
	CHECK_INT(v[1].length, 4);
	CHECK(v[2].at == NULL);
	CHECK(finding_fits(v, "{b} of {a}", " of 2"));
	CHECK_INT(v[1].length, 0);
	CHECK(!finding_fits(v, "{a} of", "1 of 2"));
	CHECK(!finding_fits(v, "paper", "paper "));
	CHECK(!finding_fits(v, "paper ", "paper"));
	CHECK(finding_fits(v, "{z} {", "{z} {")); /* no value of ours */
}

/* ---- screens ------------------------------------------------------------------------------------ */

/* One row of each kind that can be, whatever this machine has. */
static void look(void *me, struct check_list *out)
{
	(void)me;
	check_add(out, "data", CHECK_FAILED, "H03", "Bring the waiting records to the hub, by cable or by stick.",
	        "%d MiB are free, %d are needed", 3, 64);
	check_add(out, "printer.link", CHECK_FAILED, "P01",
	        "Is it switched on, and its cable in the port that the settings name?", "%s", "usb: pipe error");
	check_add(out, "touch.link", CHECK_PASSED, "", "", "it is there: %s", "a panel");
	check_add(out, "keypad.stuck", CHECK_FAILED, "K02", "Free the key, or replace the keypad.",
	        "the key '%s' is held down", "next");
	check_add(out, "speech.headphones", CHECK_UNKNOWN, "S02",
	        "Without a switch nothing private is spoken; 'always' is for a headset that can not be pulled out.",
	        "whether headphones are plugged in is not known");
}

/* On no page: they are turned until the first is there again. */
static void nowhere(const char *const *english)
{
	for (int page = 0; page < 40; page++) {
		const struct node *more = world_node(&w, "more");

		for (int i = 0; english[i]; i++)
			if (world_says(&w, english[i]))
				test_fail(__FILE__, __LINE__, "Dutch staff read '%s' on %s", english[i],
				        world_screen(&w));
		if (!more)
			return;
		world_tap_at(&w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
		more = world_node(&w, "more");
		if (more && strstr(more->label, "(1 /"))
			return;
	}
}

TEST(findings, diagnostics_are_dutch_for_dutch_staff_and_english_for_english)
{
	static const char *const english[] = {"printer.link", "MiB are", "needed", "pipe error", "held down", "next'",
	        "whether", "Bring the", "Is it switched", "Free the key", "Without a switch", "it is there", NULL};

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	w.app.visit->world.look = look;
	tech_go(&w, "diagnostics");
	nowhere(english);
	CHECK(desk_finds(&w, "3 MiB vrij, 64 nodig"));
	CHECK(desk_finds(&w, "FOUT  Printer: verbinding"));
	CHECK(desk_finds(&w, "het logboek zegt meer"));
	CHECK(desk_finds(&w, "P01: Kijk of hij aan staat"));
	CHECK(desk_finds(&w, "de toets \u2018volgende\u2019 blijft ingedrukt"));
	CHECK(desk_finds(&w, "is er: een paneel"));
	duty_set_english(w.app.visit, true);
	world_tap(&w, "back");
	tech_go(&w, "diagnostics");
	CHECK(desk_finds(&w, "3 MiB are free, 64 are needed"));
	CHECK(desk_finds(&w, "Printer: connection"));
	CHECK(desk_finds(&w, "usb: pipe error"));
	world_close(&w);
}

TEST_LIMIT(findings, steps_of_every_run_are_dutch_for_dutch_staff, 120)
{
	static const char *const runs[] = {"installation", "assembly", "acceptance"};
	static const char *const english[] = {"not measured", "not calibrated", " dots", "mm deep", "the window",
	        "none was", " wait", "confirmed", "unknown", "own clock", "staff ", "no reader", "per cent", " pass",
	        "was not", NULL};

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	w.app.visit->world.look = look;
	for (size_t r = 0; r < 3; r++) {
		tech_go(&w, runs[r]);
		for (int i = 0; i < 20 && !world_node(&w, "next"); i++) {
			nowhere(english);
			tech_press(&w, "judge:skip");
		}
		nowhere(english); /* the summary, with what was found */
		for (int i = 0; i < 20 && strcmp(world_screen(&w), "service_menu") != 0; i++)
			world_tap(&w, "back");
	}
	world_close(&w);
}
