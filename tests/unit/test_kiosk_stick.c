/* A stick at the kiosk: seen by everybody's log, allowed by staff alone. */
#include <stdio.h>

#include "drivers/device_check.h"
#include "drivers/usbdisk.h"
#include "kiosk/app_stick.h"
#include "kiosk_door.h"
#include "kiosk_notices.h"
#include "sys/file.h"
#include "sys/text.h"

static struct world w;
static struct door d;

static void open_all(const char *stick)
{
	char args[300];

	CHECK_OK(dir_make("mine", 0700));
	(void)snprintf(args, sizeof args, DOOR_ARGS " --printer none --stick %s --usb.list 1-1.2/08", stick);
	notices_open(&w, args);
	door_open(&d, &w);
}

static void close_all(void)
{
	door_close(&d);
	world_close(&w);
}

static enum check_verdict verdict(const char *name)
{
	struct check_list l = {.n = 0};

	app_look(&w.app, &l);
	for (size_t i = 0; i < l.n; i++)
		if (text_is(l.rows[i].name, name))
			return l.rows[i].verdict;
	test_fail(__FILE__, __LINE__, "no row %s", name);
}

TEST(kiosk_stick, is_seen_and_stays_shut_without_staff)
{
	open_all("dir:mine");
	CHECK(usbdisk_stick(w.app.stick) != NULL);
	CHECK(!usbdisk_is_allowed(w.app.stick));
	CHECK_INT(verdict("usb.stick"), CHECK_PASSED);
	app_duty_look(&w.app); /* nobody is at work */
	CHECK(!usbdisk_is_allowed(w.app.stick));
	app_stick_staff(&w.app, true);
	CHECK(usbdisk_is_allowed(w.app.stick));
	app_duty_look(&w.app);
	CHECK(!usbdisk_is_allowed(w.app.stick));
	close_all();
}

TEST(kiosk_stick, goes_and_comes_back_by_the_test_door)
{
	struct usb_event e;

	open_all("dir:mine");
	door_do(&d, "{\"do\":\"device\",\"dev\":\"stick0\",\"event\":\"gone\"}");
	CHECK(usbdisk_stick(w.app.stick) == NULL);
	CHECK_INT(verdict("usb.stick"), CHECK_UNKNOWN);
	door_do(&d, "{\"do\":\"device\",\"dev\":\"stick0\",\"event\":\"back\"}");
	CHECK(usbdisk_stick(w.app.stick) != NULL);
	CHECK(usbdisk_event(&e, w.app.stick, 1) && !e.came);
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"stick0\",\"event\":\"jam\"}", "no twin");
	close_all();
}

TEST(kiosk_stick, an_address_or_list_that_is_none_does_not_keep_the_kiosk_from_starting)
{
	open_all("none");
	CHECK(usbdisk_stick(w.app.stick) == NULL);
	close_all();
}
