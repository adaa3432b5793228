/* Sticks that come and go, and who may use them. */
#include <stdio.h>

#include "drivers/usbdisk.h"
#include "drivers_usb_kit.h"
#include "sys/file.h"

#define STICK_LIST "1-1.2/08"

static const struct usb_plug stick = {"1-1.2", 0x0781, 0x5567, "Cruzer Blade\n", {0x08}, 1};

struct desk {
	struct clock clock;
	struct log log;
	struct loop *loop;
	struct usbdisk *u;
	int changes;
};

static void on_change(void *me)
{
	((struct desk *)me)->changes++;
}

static int open_as(struct desk *d, const char *uri, const char *list)
{
	const struct usbdisk_setup setup = {.uri = uri,
	        .list = list,
	        .sys = "root/sys",
	        .dev = "root/dev",
	        .loop = d->loop,
	        .clock = &d->clock,
	        .log = &d->log,
	        .changed = on_change,
	        .me = d};

	return usbdisk_open(&d->u, &setup);
}

static void desk_open(struct desk *d, const char *uri, const char *list)
{
	*d = (struct desk){.log = {.fd = -1}};
	clock_manual(&d->clock, 1773483630000);
	d->log.clock = &d->clock;
	CHECK_OK(loop_new(&d->loop, &d->clock));
	CHECK_OK(open_as(d, uri, list));
}

static void desk_close(struct desk *d)
{
	usbdisk_close(d->u);
	loop_free(d->loop);
}

/* What the kernel tells arrives, and the looks that follow it are done. */
static void settle(struct desk *d)
{
	CHECK_OK(loop_step(d->loop, 50));
	for (int i = 0; i < 10; i++) {
		clock_advance(&d->clock, 1000);
		CHECK_OK(loop_fire_due(d->loop));
	}
}

/* ---- watching ----------------------------------------------------------------------------------- */

TEST(usbdisk, a_stick_comes_is_seen_and_goes)
{
	struct usb_event e;
	struct desk d;

	usb_kit_make("root");
	desk_open(&d, "usb", STICK_LIST);
	CHECK(usbdisk_stick(d.u) == NULL);
	usb_kit_plug("root", &stick);
	usb_kit_disk("root", "1-1.2", "sda", 1);
	settle(&d);
	CHECK(usbdisk_stick(d.u) != NULL);
	CHECK_TEXT(usbdisk_stick(d.u)->node, "root/dev/sda1");
	CHECK(d.changes > 0);
	usb_kit_unplug("root", "1-1.2");
	settle(&d);
	CHECK(usbdisk_stick(d.u) == NULL);
	CHECK(usbdisk_event(&e, d.u, 0) && !e.came);
	CHECK(usbdisk_event(&e, d.u, 1) && e.came);
	CHECK_TEXT(e.device.port, "1-1.2");
	CHECK(!usbdisk_event(&e, d.u, 2));
	desk_close(&d);
}

TEST(usbdisk, each_event_is_kept_also_of_what_is_refused)
{
	struct usb_event e;
	struct desk d;

	usb_kit_make("root");
	desk_open(&d, "usb", STICK_LIST);
	for (int i = 0; i < USB_EVENTS_KEPT / 2 + 3; i++) {
		usb_kit_plug("root", &(struct usb_plug){"1-1.4", 0xdead, 0xbeef, "Keyboard\n", {0x03}, 1});
		settle(&d);
		usb_kit_unplug("root", "1-1.4");
		settle(&d);
	}
	CHECK(usbdisk_event(&e, d.u, 0) && !e.came);
	CHECK(usbdisk_event(&e, d.u, USB_EVENTS_KEPT - 1));
	CHECK(!usbdisk_event(&e, d.u, USB_EVENTS_KEPT));
	CHECK_INT(e.device.verdict, USB_NOT_LISTED);
	CHECK(e.wall_ms > 1773483630000);
	desk_close(&d);
}

TEST(usbdisk, is_used_only_with_a_card_and_a_new_stick_needs_a_new_card)
{
	struct desk d;

	usb_kit_make("root");
	usb_kit_plug("root", &stick);
	usb_kit_disk("root", "1-1.2", "sda", 1);
	desk_open(&d, "usb", STICK_LIST);
	CHECK(usbdisk_stick(d.u) != NULL);
	CHECK(!usbdisk_is_allowed(d.u));
	usbdisk_allow(d.u, true);
	CHECK(usbdisk_is_allowed(d.u));
	usbdisk_allow(d.u, false);
	CHECK(!usbdisk_is_allowed(d.u));
	usbdisk_allow(d.u, true);
	usb_kit_unplug("root", "1-1.2");
	settle(&d);
	CHECK(!usbdisk_is_allowed(d.u));
	usb_kit_plug("root", &stick);
	usb_kit_disk("root", "1-1.2", "sdb", 1);
	settle(&d);
	CHECK(usbdisk_stick(d.u) != NULL);
	CHECK(!usbdisk_is_allowed(d.u));
	desk_close(&d);
}

TEST(usbdisk, a_card_without_a_stick_allows_nothing_later)
{
	struct desk d;

	usb_kit_make("root");
	desk_open(&d, "usb", STICK_LIST);
	usbdisk_allow(d.u, true);
	usb_kit_plug("root", &stick);
	usb_kit_disk("root", "1-1.2", "sda", 1);
	settle(&d);
	CHECK(usbdisk_stick(d.u) != NULL);
	CHECK(!usbdisk_is_allowed(d.u));
	desk_close(&d);
}

TEST(usbdisk, a_device_that_the_kernel_did_not_authorise_is_no_stick)
{
	struct desk d;

	usb_kit_make("root");
	usb_kit_plug("root", &stick);
	usb_kit_disk("root", "1-1.2", "sda", 1);
	usb_kit_file("root", "sys/bus/usb/devices/1-1.2/authorized", "0\n");
	desk_open(&d, "usb", STICK_LIST);
	CHECK(usbdisk_stick(d.u) == NULL);
	desk_close(&d);
}

TEST(usbdisk, rests_when_nothing_is_plugged)
{
	struct desk d;
	uint64_t before;

	usb_kit_make("root");
	desk_open(&d, "usb", STICK_LIST);
	before = loop_wakeups(d.loop);
	for (int i = 0; i < 60; i++) {
		clock_advance(&d.clock, 60000);
		CHECK_OK(loop_fire_due(d.loop));
	}
	CHECK_OK(loop_step(d.loop, 50));
	CHECK(loop_wakeups(d.loop) - before <= 1);
	desk_close(&d);
}

TEST(usbdisk, the_twin_is_a_folder_that_goes_and_comes_back)
{
	struct desk d;

	CHECK_OK(dir_make("mine", 0700));
	desk_open(&d, "dir:mine", "");
	CHECK_TEXT(usbdisk_stick(d.u)->node, "mine");
	usbdisk_allow(d.u, true);
	CHECK_OK(usbdisk_do(d.u, "gone"));
	CHECK(usbdisk_stick(d.u) == NULL);
	CHECK_OK(usbdisk_do(d.u, "back"));
	CHECK(usbdisk_stick(d.u) != NULL && !usbdisk_is_allowed(d.u));
	CHECK_INT(usbdisk_do(d.u, "jam"), USBDISK_NO_SUCH);
	desk_close(&d);
}

TEST(usbdisk, refuses_what_can_not_be_meant)
{
	struct desk d;

	desk_open(&d, "none", "");
	CHECK(usbdisk_stick(d.u) == NULL);
	CHECK_INT(usbdisk_do(d.u, "gone"), USBDISK_NO_SUCH);
	usbdisk_close(d.u);
	CHECK(open_as(&d, "stick", "") < 0);
	CHECK_HAS(err_why(), "usb, dir:PATH and none");
	CHECK(open_as(&d, "usb", "1-1.2") < 0);
	CHECK_HAS(err_why(), "1-1.2/08");
	CHECK(open_as(&d, "dir:", "") < 0);
	usbdisk_close(NULL);
	loop_free(d.loop);
}
