/* A device pulled out while somebody is served: the desk hears it until a badge is shown, the citizen goes on. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers/touch.h"
#include "drivers/usbdisk.h"
#include "kiosk_desk.h"
#include "kiosk_tech.h"
#include "staff/roles.h"
#include "store/kinds.h"
#include "sys/file.h"
#include "visit/plugs.h"

static struct world w;

static void keypad(const char *event)
{
	CHECK_OK(keypad_event(w.app.keys.keypad, event));
	CHECK_OK(app_paint(&w.app));
}

static void reader(const char *event)
{
	CHECK_OK(badge_event(w.app.keys.badge, event));
	CHECK_OK(app_paint(&w.app));
}

static int64_t events(void)
{
	(void)desk_work_send_books(w.app.visit);
	return desk_records(&w, KIND_DEVICE_EVENT);
}

static void staffed(const char *more)
{
	world_open(&w, more);
	desk_enrol(&w);
	desk_log_out(&w);
}

static bool sounds(void)
{
	bool alarm = plugs_is_alarm(w.app.visit);

	CHECK((light_shown(w.app.sense.light) == LIGHT_TROUBLE) == alarm);
	return alarm && plugs_is_heard(w.app.visit);
}

TEST(pulled, in_a_visit_tells_the_desk_and_the_citizen_goes_on)
{
	staffed(NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	keypad("gone");
	CHECK(!sounds());
	world_advance(&w, 999);
	CHECK(!sounds());
	world_advance(&w, 1);
	CHECK(sounds());
	world_see(&w, "question");
	CHECK(visit_session(w.app.visit) != NULL); /* nothing is lost */
	CHECK(world_says(&w, "Er zit een stekker los. De balie is gebeld."));
	CHECK_INT(events(), 1);
	world_advance(&w, 60 * 1000);
	CHECK(sounds());
	world_tap(&w, "help");
	CHECK(world_says(&w, "Er zit een stekker los.")); /* on every screen */
	world_close(&w);
}

TEST(pulled, sounds_until_a_badge_of_this_station)
{
	staffed(NULL);
	world_go(&w, SCREEN_QUESTION, "en");
	keypad("gone");
	world_advance(&w, 1000);
	CHECK(world_says(&w, "A plug came loose. We called the desk."));
	keypad("back");
	CHECK(sounds()); /* somebody put it back, and nobody of the house knows who */
	desk_badge(&w, "a bank card of the citizen 42");
	CHECK(sounds());
	desk_badge(&w, "");
	CHECK_INT(events(), 1);
	desk_badge(&w, DESK_TOKEN);
	CHECK(!sounds());
	world_see(&w, "question");
	CHECK(!world_says(&w, "A plug came loose."));
	CHECK_INT(events(), 2); /* pulled, answered */
	world_close(&w);
}

TEST(pulled, and_not_put_back_is_not_told_twice_and_told_when_it_is)
{
	staffed(NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	keypad("gone");
	world_advance(&w, 1000);
	desk_badge(&w, DESK_TOKEN);
	desk_badge(&w, "");
	world_advance(&w, 30 * 1000);
	CHECK(!sounds());
	CHECK_INT(events(), 2);
	keypad("back");
	CHECK_INT(events(), 3); /* plugged */
	keypad("gone");
	world_advance(&w, 1000);
	CHECK(sounds()); /* and anew */
	CHECK_INT(events(), 4);
	world_close(&w);
}

TEST(pulled, loose_plug_does_not_fill_the_disk)
{
	staffed(NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	for (int i = 0; i < 50; i++) {
		keypad("gone");
		world_advance(&w, 1000);
		keypad("back");
	}
	CHECK(sounds());
	CHECK_INT(events(), 1);
	world_close(&w);
}

TEST(pulled, that_blinks_is_not_pulled)
{
	staffed(NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	for (int i = 0; i < 5; i++) {
		keypad("gone");
		world_advance(&w, 900);
		keypad("back");
	}
	world_advance(&w, 5000);
	CHECK(!sounds());
	CHECK_INT(events(), 0);
	world_close(&w);
}

TEST(pulled, while_nobody_is_served_alarms_nobody)
{
	staffed(NULL);
	keypad("gone");
	world_advance(&w, 10 * 1000);
	CHECK(!sounds());
	world_go(&w, SCREEN_QUESTION, "nl"); /* it was gone before they came */
	world_advance(&w, 10 * 1000);
	CHECK(!sounds());
	CHECK_INT(events(), 0);
	world_close(&w);
}

TEST(pulled, outlives_the_visit_and_names_the_plug_to_who_works_here)
{
	staffed(NULL);
	world_go(&w, SCREEN_QUESTION, "en");
	keypad("gone");
	world_advance(&w, 1000);
	world_tap(&w, "stop");
	world_advance(&w, 60 * 1000);
	world_see(&w, "idle");
	CHECK(sounds());
	CHECK(world_says(&w, "Werkt u hier? Losgetrokken: de toetsen."));
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	CHECK(!sounds());
	CHECK(world_says(&w, "Nog los: de toetsen."));
	keypad("back");
	CHECK(!world_says(&w, "Nog los"));
	desk_log_out(&w);
	world_see(&w, "idle");
	CHECK(!world_says(&w, "Losgetrokken"));
	world_close(&w);
}

TEST(pulled, several_are_told_together)
{
	staffed(NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	keypad("gone");
	reader("gone");
	world_advance(&w, 1000);
	CHECK(sounds());
	CHECK_INT(events(), 2);
	world_tap(&w, "stop");
	world_advance(&w, 60 * 1000);
	CHECK(world_says(&w, "de toetsen, de paslezer"));
	reader("back");
	keypad("back");
	desk_badge(&w, DESK_TOKEN);
	CHECK(!sounds());
	world_close(&w);
}

TEST(pulled, on_a_station_without_a_bell_sends_the_citizen_to_the_desk)
{
	staffed("--bell none");
	world_go(&w, SCREEN_QUESTION, "nl");
	keypad("gone");
	world_advance(&w, 1000);
	CHECK(plugs_is_alarm(w.app.visit) && !plugs_is_heard(w.app.visit));
	CHECK(world_says(&w, "Er zit een stekker los. Zeg het bij de balie."));
	world_close(&w);
}

TEST(pulled, on_a_station_without_a_reader_ends_with_the_visit)
{
	world_open(&w, "--badge none");
	world_go(&w, SCREEN_QUESTION, "nl");
	keypad("gone");
	world_advance(&w, 1000);
	CHECK(sounds());
	world_tap(&w, "stop");
	CHECK(!plugs_is_alarm(w.app.visit));
	world_close(&w);
}

/* ---- staff --------------------------------------------------------------------------------- */

TEST(pulled, beside_an_officer_at_work_is_told_without_a_sound)
{
	staffed(NULL);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	keypad("gone");
	world_advance(&w, 1000);
	CHECK(!sounds());
	CHECK(world_says(&w, "Nog los: de toetsen."));
	CHECK_INT(events(), 1);
	keypad("back");
	CHECK_INT(events(), 2);
	world_close(&w);
}

TEST(pulled, by_a_technician_at_work_is_their_work)
{
	tech_open(&w, NULL, ROLE_TECHNICIAN);
	keypad("gone");
	world_advance(&w, 2000);
	CHECK(!sounds());
	CHECK(!world_says(&w, "Nog los"));
	keypad("back");
	CHECK_INT(events(), 0);
	world_close(&w);
}

/* ---- which device ---------------------------------------------------------------------------- */

TEST(pulled, touch_panel_sounds_and_says_what_still_works)
{
	tech_panel_make();
	staffed("--touch fifo:panel");
	tech_turn(&w);
	world_go(&w, SCREEN_QUESTION, "nl");
	CHECK_INT(touch_event(w.app.touch.touch, "gone"), 0);
	CHECK_OK(app_paint(&w.app));
	world_advance(&w, 1000);
	CHECK(sounds());
	CHECK(world_says(&w, "Aanraken werkt nu niet. Gebruik de toetsen."));
	CHECK_INT(events(), 1);
	world_close(&w);
}

TEST(pulled, printer_on_a_serial_cable_counts_and_one_on_the_network_does_not)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	char args[120];

	CHECK(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	(void)snprintf(args, sizeof args, "--printer serial:%s,115200", ptsname(master));
	staffed(args);
	tech_turn(&w);
	CHECK_OK(app_paint(&w.app));
	world_go(&w, SCREEN_QUESTION, "nl");
	(void)close(master);
	tech_turn(&w);
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
	world_advance(&w, 1000);
	CHECK(sounds());
	CHECK(plugs_out(w.app.visit) == 1U << PLUG_PRINTER);
	world_close(&w);
	world_open(&w, "--printer tcp:127.0.0.1:9");
	world_go(&w, SCREEN_QUESTION, "nl");
	tech_turn(&w);
	world_advance(&w, 10 * 1000);
	CHECK(!sounds());
	world_close(&w);
}

static void attribute(const char *device, const char *name, const char *text)
{
	char dir[120], path[160];

	(void)snprintf(dir, sizeof dir, "machine/sys/bus/usb/devices/%s", device);
	(void)snprintf(path, sizeof path, "%s/%s", dir, name);
	CHECK_OK(dir_make(dir, 0755));
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
}

/* As the kernel lays it out: a device, and its one interface. */
static void usb_plug(const char *port, const char *class)
{
	char interface[40];

	(void)snprintf(interface, sizeof interface, "%s:1.0", port);
	attribute(port, "idVendor", "16c0\n");
	attribute(port, "idProduct", "27db\n");
	attribute(port, "bDeviceClass", "00\n");
	attribute(interface, "bInterfaceClass", class);
}

static void stale(void *me)
{
	app_stale(me);
}

/* The kiosk's list of USB devices, of a machine in a folder. */
static void usb_machine(void)
{
	struct usbdisk_setup setup;

	staffed(NULL);
	setup = (struct usbdisk_setup){.uri = "usb",
	        .list = "1-1.1/01,1-1.2/08,1-1.3/03",
	        .sys = "machine/sys",
	        .dev = "machine/dev",
	        .loop = w.app.loop,
	        .clock = &w.app.clock,
	        .log = &w.app.log,
	        .changed = stale,
	        .me = &w.app};

	CHECK_OK(dir_make("machine/dev", 0755));
	usb_plug("1-1.1", "01\n"); /* a sound card */
	usb_plug("1-1.2", "08\n"); /* a stick */
	usb_plug("1-1.3", "03\n"); /* a keypad */
	usb_plug("1-1.4", "03\n"); /* a stranger's keyboard */
	usbdisk_close(w.app.stick);
	CHECK_OK(usbdisk_open(&w.app.stick, &setup));
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
	world_go(&w, SCREEN_QUESTION, "nl");
}

/* A node comes or goes in /dev: that wakes the list. */
static void usb_wakes(void)
{
	CHECK_OK(file_replace("machine/dev/node", "", 0, 0600));
	tech_turn(&w);
	CHECK_OK(app_paint(&w.app));
}

static void usb_pull(const char *port)
{
	char path[120];

	(void)snprintf(path, sizeof path, "machine/sys/bus/usb/devices/%s", port);
	CHECK_OK(dir_remove(path));
	usb_wakes();
}

TEST(pulled, usb_device_without_a_driver_of_its_own_counts)
{
	usb_machine();
	usb_pull("1-1.1");
	world_advance(&w, 1000);
	CHECK(sounds());
	CHECK_INT(plugs_out(w.app.visit), 1U << PLUG_OTHER);
	usb_plug("1-1.1", "01\n");
	usb_wakes();
	desk_badge(&w, DESK_TOKEN);
	CHECK_INT(plugs_out(w.app.visit), 0);
	world_close(&w);
}

TEST(pulled, stick_and_stranger_count_for_nothing)
{
	usb_machine();
	usb_pull("1-1.2");
	usb_pull("1-1.4");
	world_advance(&w, 5000);
	CHECK(!sounds());
	CHECK_INT(events(), 0);
	world_close(&w);
}

TEST(pulled, device_with_a_driver_is_told_by_its_name_once)
{
	usb_machine();
	usb_pull("1-1.3");
	keypad("gone");
	world_advance(&w, 3000);
	CHECK_INT(plugs_out(w.app.visit), 1U << PLUG_KEYPAD);
	CHECK_INT(events(), 1);
	usb_pull("1-1.1"); /* and one more, without a driver */
	world_advance(&w, 3000);
	CHECK_INT(plugs_out(w.app.visit), 1U << PLUG_KEYPAD | 1U << PLUG_OTHER);
	world_close(&w);
}
