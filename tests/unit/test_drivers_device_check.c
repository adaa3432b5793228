/* What is told of devices: pass, fail, unknown, and how to mend it. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers/bell.h"
#include "drivers/device_check.h"
#include "drivers/jack.h"
#include "drivers/presence.h"
#include "drivers/tamper.h"
#include "drivers/usbdisk.h"
#include "drivers/watchdog.h"
#include "drivers_printer_kit.h"
#include "drivers_usb_kit.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

static const struct check *row(const struct check_list *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (text_is(l->rows[i].name, name))
			return &l->rows[i];
	test_fail(__FILE__, __LINE__, "there is no row %s", name);
}

static void check_row(const struct check_list *l, const char *name, enum check_verdict v, const char *code)
{
	const struct check *c = row(l, name);

	CHECK_TEXT(check_verdict_name(c->verdict), check_verdict_name(v));
	CHECK_TEXT(c->code, code);
	CHECK((c->mend[0] != 0) == (v != CHECK_PASSED));
	CHECK(c->found[0] != 0);
}

TEST(check, the_worst_decides_and_unknown_is_no_pass)
{
	struct check_list l = {.n = 0};

	CHECK_INT(check_worst(&l), CHECK_UNKNOWN);
	check_add(&l, "a", CHECK_PASSED, "X1", "mend", "good");
	CHECK_INT(check_worst(&l), CHECK_PASSED);
	CHECK_TEXT(l.rows[0].code, "");
	CHECK_TEXT(l.rows[0].mend, "");
	check_add(&l, "b", CHECK_UNKNOWN, "X2", "look", "nobody knows");
	CHECK_INT(check_worst(&l), CHECK_UNKNOWN);
	check_add(&l, "c", CHECK_FAILED, "X3", "mend it", "%d are broken", 3);
	CHECK_INT(check_worst(&l), CHECK_FAILED);
	CHECK_TEXT(l.rows[2].found, "3 are broken");
}

TEST(check, rows_that_do_not_fit_are_counted_and_no_pass)
{
	struct check_list l = {.n = 0};
	AUTO_BUF text;

	buf_init(&text, 65536);
	for (int i = 0; i < CHECKS_MOST; i++)
		check_add(&l, "a", CHECK_PASSED, "", "", "good");
	CHECK_INT(check_worst(&l), CHECK_PASSED);
	CHECK_INT(l.n, CHECKS_MOST);
	check_add(&l, "b", CHECK_PASSED, "", "", "good");
	CHECK_INT(l.n, CHECKS_MOST);
	CHECK_INT(l.dropped, 1);
	CHECK_INT(check_worst(&l), CHECK_UNKNOWN);
	check_print(&text, &l);
	CHECK_HAS(buf_str(&text), "1 more checks did not fit");
}

TEST(check, long_sentences_are_cut_and_a_surprise_becomes_a_row)
{
	struct check_list l = {.n = 0};
	char text[2 * CHECK_SENTENCE_ROOM];
	AUTO_BUF out;

	buf_init(&out, 65536);
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = 0;
	check_add(&l, text, CHECK_FAILED, text, text, "%s", text);
	CHECK_INT(strlen(l.rows[0].name), CHECK_NAME_ROOM - 1);
	CHECK_INT(strlen(l.rows[0].mend), CHECK_SENTENCE_ROOM - 1);
	(void)err_new(5, "the thing broke");
	check_surprise(&l, "thing", "Z1", "Glue it.");
	check_print(&out, &l);
	CHECK_HAS(buf_str(&out), "fail     thing               the thing broke [Z1]\n");
	CHECK_HAS(buf_str(&out), "-> Glue it.\n");
}

TEST(check, what_a_station_does_not_have_is_unknown)
{
	struct check_list l = {.n = 0};

	check_printer(&l, NULL);
	check_touch(&l, NULL);
	check_keypad(&l, NULL);
	check_badge(&l, NULL);
	check_speech(&l, NULL, NULL);
	check_display(&l, NULL);
	check_usbdisk(&l, NULL);
	check_bell(&l, NULL);
	check_presence(&l, NULL);
	check_tamper(&l, NULL);
	check_watchdog(&l, NULL);
	CHECK(l.n >= 11);
	for (size_t i = 0; i < l.n; i++) {
		CHECK_INT(l.rows[i].verdict, CHECK_UNKNOWN);
		CHECK(l.rows[i].code[0] && l.rows[i].mend[0]);
	}
}

/* ---- the printer -------------------------------------------------------------------------------- */

static void printer_says(struct rig *b, const char *event, const char *name, enum check_verdict v, const char *code)
{
	struct check_list l = {.n = 0};

	if (event)
		CHECK_INT(printer_event(b->printer, event), 0);
	for (int i = 0; i < 20; i++)
		CHECK_OK(loop_step(b->loop, 10));
	check_printer(&l, b->printer);
	check_row(&l, name, v, code);
}

TEST_LIMIT(check, a_printer_that_answers_is_told_as_it_says, 60)
{
	struct rig b;

	rig_open(&b, "none", false);
	printer_close(b.printer);
	b.profile.bidirectional = b.profile.dle_eot = b.profile.asb = true;
	b.profile.paper_sensor = b.profile.near_end_sensor = b.profile.cover_sensor = true;
	b.profile.paper_mm = 58;
	b.profile.max_rows = 120;
	b.profile.buffer_bytes = 4096;
	b.profile.window_bands = 2;
	b.profile.speed_mm_s = 200;
	(void)text_copy(b.profile.name, sizeof b.profile.name, "try");
	const struct printer_setup setup = {.uri = "virtual:out", .profile = &b.profile, .loop = b.loop, .log = &b.log};
	CHECK_OK(printer_open(&b.printer, &setup));
	rig_wait_link(&b, LINK_OPEN);
	printer_says(&b, NULL, "printer.link", CHECK_PASSED, "");
	printer_says(&b, "paper_out", "printer.paper", CHECK_FAILED, "P02");
	printer_says(&b, "paper_in", "printer.paper", CHECK_PASSED, "");
	printer_says(&b, "cover_open", "printer.cover", CHECK_FAILED, "P03");
	printer_says(&b, "cover_closed", "printer.cover", CHECK_PASSED, "");
	printer_says(&b, "gone", "printer.link", CHECK_FAILED, "P01");
	printer_says(&b, "back", "printer.link", CHECK_PASSED, "");
	rig_close(&b);
}

TEST(check, a_printer_that_says_nothing_is_not_called_well)
{
	struct check_list l = {.n = 0};
	struct rig b;

	rig_open(&b, "file:papers", false);
	check_printer(&l, b.printer);
	check_row(&l, "printer.link", CHECK_PASSED, "");
	check_row(&l, "printer.paper", CHECK_UNKNOWN, "P07");
	rig_close(&b);
}

/* ---- sticks, headphones, the bell, switches ------------------------------------------------------- */

struct place {
	struct clock clock;
	struct log log;
	struct loop *loop;
};

static void place_open(struct place *p)
{
	*p = (struct place){.log = {.fd = -1}};
	clock_manual(&p->clock, 1773483630000);
	p->log.clock = &p->clock;
	CHECK_OK(loop_new(&p->loop, &p->clock));
}

TEST(check, a_strange_usb_device_fails_and_names_its_port)
{
	struct check_list l = {.n = 0};
	struct usbdisk_setup setup = {.uri = "usb", .list = "1-1.2/08", .sys = "root/sys", .dev = "root/dev"};
	struct usbdisk *u;
	struct place p;

	place_open(&p);
	setup.loop = p.loop;
	setup.clock = &p.clock;
	setup.log = &p.log;
	usb_kit_make("root");
	CHECK_OK(usbdisk_open(&u, &setup));
	check_usbdisk(&l, u);
	check_row(&l, "usb.refused", CHECK_PASSED, "");
	check_row(&l, "usb.stick", CHECK_UNKNOWN, "U02");
	usbdisk_close(u);
	usb_kit_plug("root", &(struct usb_plug){"1-1.3", 0x1234, 0x5678, "Rubber Ducky\n", {0x03}, 1});
	usb_kit_plug("root", &(struct usb_plug){"1-1.2", 0x0781, 0x5567, NULL, {0x08}, 1});
	usb_kit_disk("root", "1-1.2", "sda", 1);
	CHECK_OK(usbdisk_open(&u, &setup));
	l.n = 0;
	check_usbdisk(&l, u);
	check_row(&l, "usb.refused", CHECK_FAILED, "U01");
	CHECK_HAS(row(&l, "usb.refused")->found, "port 1-1.3: 1234:5678");
	check_row(&l, "usb.stick", CHECK_PASSED, "");
	usbdisk_close(u);
	loop_free(p.loop);
}

TEST(check, a_jack_that_knows_passes_and_one_that_does_not_is_unknown)
{
	struct check_list l = {.n = 0};
	struct jack_setup setup = {.uri = "twin"};
	struct jack *j;
	struct place p;

	place_open(&p);
	setup.loop = p.loop;
	setup.log = &p.log;
	CHECK_OK(jack_open(&j, &setup));
	jack_set(j, true);
	check_speech(&l, NULL, j);
	check_row(&l, "speech.headphones", CHECK_PASSED, "");
	CHECK_HAS(row(&l, "speech.headphones")->found, "plugged in");
	check_row(&l, "speech.voice", CHECK_UNKNOWN, "S01");
	jack_close(j);
	loop_free(p.loop);
}

TEST(check, bell_sensor_and_switches_are_told_as_they_are)
{
	struct check_list l = {.n = 0};
	struct place p;
	struct bell *bell;
	struct presence *presence;
	struct tamper *tamper;

	place_open(&p);
	CHECK_OK(bell_open(
	        &bell, &(struct bell_setup){.uri = "twin", .loop = p.loop, .clock = &p.clock, .log = &p.log}));
	CHECK_OK(presence_open(
	        &presence, &(struct presence_setup){.uri = "twin", .loop = p.loop, .clock = &p.clock, .log = &p.log}));
	CHECK_OK(tamper_open(&tamper, &(struct tamper_setup){.uri = "twin", .loop = p.loop, .log = &p.log}));
	check_bell(&l, bell);
	check_row(&l, "bell.works", CHECK_PASSED, "");
	CHECK(bell_event(bell, "gone"));
	l.n = 0;
	check_bell(&l, bell);
	check_row(&l, "bell.works", CHECK_FAILED, "L01");
	CHECK(presence_event(presence, "somebody"));
	check_presence(&l, presence);
	check_row(&l, "presence.sensor", CHECK_PASSED, "");
	CHECK(tamper_event(tamper, "cover", "open"));
	check_tamper(&l, tamper);
	check_row(&l, "tamper.cover", CHECK_FAILED, "X01");
	CHECK(tamper_event(tamper, "cover", "closed"));
	l.n = 0;
	check_tamper(&l, tamper);
	check_row(&l, "tamper.cover", CHECK_PASSED, "");
	bell_close(bell);
	presence_close(presence);
	tamper_close(tamper);
	loop_free(p.loop);
}

/* ---- the machine --------------------------------------------------------------------------------- */

TEST(check, the_machine_is_told_by_its_nodes)
{
	struct check_list l = {.n = 0};

	usb_kit_make("root");
	check_host(&l, "root", "");
	check_row(&l, "host.input", CHECK_UNKNOWN, "I01");
	check_row(&l, "host.sound", CHECK_UNKNOWN, "S03");
	check_row(&l, "host.watchdog", CHECK_UNKNOWN, "W04");
	check_row(&l, "host.usb", CHECK_PASSED, "");
	usb_kit_file("root", "dev/input/event0", "");
	usb_kit_file("root", "dev/input/mice", "");
	usb_kit_file("root", "dev/snd/pcmC0D0p", "");
	usb_kit_file("root", "dev/watchdog0", "");
	usb_kit_plug("root", &(struct usb_plug){"1-1.3", 1, 2, NULL, {0xe0}, 1});
	l.n = 0;
	check_host(&l, "root", "1-1.2/08");
	check_row(&l, "host.input", CHECK_PASSED, "");
	CHECK_HAS(row(&l, "host.input")->found, "1 input");
	check_row(&l, "host.sound", CHECK_PASSED, "");
	check_row(&l, "host.watchdog", CHECK_PASSED, "");
	check_row(&l, "host.usb", CHECK_FAILED, "U01");
}

TEST(check, a_folder_must_be_there_writable_and_have_room)
{
	struct check_list l = {.n = 0};

	CHECK_OK(dir_make("data", 0700));
	check_folder(&l, "data", "data", 1);
	check_row(&l, "data", CHECK_PASSED, "");
	l.n = 0;
	check_folder(&l, "data", "data", INT64_MAX);
	check_row(&l, "data", CHECK_FAILED, "H03");
	l.n = 0;
	check_folder(&l, "data", "nowhere", 1);
	check_row(&l, "data", CHECK_FAILED, "H01");
	CHECK_HAS(row(&l, "data")->found, "nowhere");
}
