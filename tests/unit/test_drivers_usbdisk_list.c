/* Which USB devices may be here, and what is seen of them. */
#include <stdio.h>

#include "drivers/usbdisk.h"
#include "drivers_usb_kit.h"
#include "sys/file.h"

#define STICK_LIST "1-1.2/08"

static const struct usb_plug stick = {"1-1.2", 0x0781, 0x5567, "Cruzer Blade\n", {0x08}, 1};

static struct usb_device look_one(const struct usb_plug *p, const char *list)
{
	static struct usb_device found[USB_DEVICES_MOST];
	size_t n;

	CHECK_OK(dir_remove("root"));
	usb_kit_make("root");
	usb_kit_plug("root", p);
	CHECK_OK(usb_look(found, &n, "root/sys", "root/dev", list));
	CHECK_INT(n, 1);
	return found[0];
}

/* ---- the list ----------------------------------------------------------------------------------- */

TEST(usbdisk_list, is_made_of_ports_classes_and_numbers)
{
	static const char *const good[] = {"", "1-1.2/08", "1-1.2/08,1-1.3/07", "*/08", "1-1/03 04b8:0202, 2-1/08"};
	static const char *const bad[] = {"1-1.2", "1-1.2/8", "1-1.2/008", "/08", "1-1.2/0g", "usb1/08",
	        "1-1.2/08 04b8", "1-1.2/08 04b8:020", "1-1.2/08 04B8:0202", "1-1.2/08;1-1.3/07", "1-1.2/08 04b8:0202x",
	        "1-1.2.3.4.5.6.7.8.9.0.1.2.3/08", "**/08"};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(usb_list_is_valid(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (usb_list_is_valid(bad[i]))
			test_fail(__FILE__, __LINE__, "'%s' was taken", bad[i]);
}

TEST(usbdisk_list, may_stand_in_a_file_and_a_missing_file_allows_nothing)
{
	char out[USB_LIST_ROOM], path[700], long_list[USB_LIST_ROOM + 1];

	(void)snprintf(path, sizeof path, "%.600s/usb.list", test_folder());
	CHECK_OK(usb_list_read(out, path));
	CHECK_TEXT(out, "");
	CHECK_OK(file_replace("usb.list", "# the stick\n1-1.2/08 # front\n1-1.3/07 04b8:0202\n", 47, 0600));
	CHECK_OK(usb_list_read(out, path));
	CHECK(usb_list_is_valid(out));
	CHECK_INT(look_one(&stick, out).verdict, USB_TAKEN);
	CHECK_OK(file_replace("usb.list", "anything goes\n", 14, 0600));
	CHECK(usb_list_read(out, path) < 0);
	CHECK_HAS(err_why(), "is no list of USB ports");
	memset(long_list, ',', sizeof long_list);
	long_list[USB_LIST_ROOM - 1] = 0;
	CHECK_OK(usb_list_read(out, long_list));
	long_list[USB_LIST_ROOM - 1] = ',';
	long_list[USB_LIST_ROOM] = 0;
	CHECK(usb_list_read(out, long_list) < 0);
}

TEST(usbdisk_list, an_empty_list_allows_nothing)
{
	CHECK_INT(look_one(&stick, "").verdict, USB_NOT_LISTED);
}

TEST(usbdisk_list, a_port_a_class_and_numbers_must_all_fit)
{
	CHECK_INT(look_one(&stick, STICK_LIST).verdict, USB_TAKEN);
	CHECK_INT(look_one(&stick, "1-1.3/08").verdict, USB_NOT_LISTED);
	CHECK_INT(look_one(&stick, "1-1.2/07").verdict, USB_NOT_LISTED);
	CHECK_INT(look_one(&stick, "*/08").verdict, USB_TAKEN);
	CHECK_INT(look_one(&stick, "1-1.2/08 0781:5567").verdict, USB_TAKEN);
	CHECK_INT(look_one(&stick, "1-1.2/08 0781:5568").verdict, USB_NOT_LISTED);
	CHECK_INT(look_one(&stick, "1-1.3/08,1-1.2/07,1-1.2/08").verdict, USB_TAKEN);
}

TEST(usbdisk_list, keyboards_networks_and_printers_are_refused_unless_listed)
{
	static const unsigned classes[] = {0x03, 0x02, 0x0a, 0xe0, 0x07, 0x0e, 0x01, 0xff};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		const struct usb_plug p = {"1-1.2", 1, 2, NULL, {classes[i]}, 1};
		char list[16];

		CHECK_INT(look_one(&p, STICK_LIST).verdict, USB_NOT_LISTED);
		(void)snprintf(list, sizeof list, "1-1.2/%02x", classes[i]);
		CHECK_INT(look_one(&p, list).verdict, USB_TAKEN);
	}
}

TEST(usbdisk_list, a_stick_that_is_also_something_else_is_refused_whatever_the_list)
{
	const struct usb_plug typing = {"1-1.2", 0x0781, 0x5567, NULL, {0x08, 0x03}, 2};
	const struct usb_plug network = {"1-1.2", 0x0781, 0x5567, NULL, {0x02, 0x0a, 0x08}, 3};
	const struct usb_plug twice = {"1-1.2", 0x0781, 0x5567, NULL, {0x08, 0x08}, 2};

	CHECK_INT(look_one(&typing, "*/08,*/03").verdict, USB_COMPOSITE);
	CHECK_INT(look_one(&network, "*/08,*/02,*/0a").verdict, USB_COMPOSITE);
	CHECK_INT(look_one(&twice, STICK_LIST).verdict, USB_TAKEN);
}

TEST(usbdisk_list, a_device_with_no_interface_is_refused)
{
	const struct usb_plug none = {"1-1.2", 0x0781, 0x5567, NULL, {0}, 0};

	CHECK_INT(look_one(&none, "*/08").verdict, USB_NOT_LISTED);
}

TEST(usbdisk_list, sixteen_interfaces_are_looked_at_and_seventeen_refused)
{
	struct usb_plug many = {.port = "1-1.2", .vendor = 1, .product = 2, .n_classes = USB_INTERFACES_MOST};

	for (int i = 0; i < 20; i++)
		many.classes[i] = 0x08;
	CHECK_INT(look_one(&many, STICK_LIST).verdict, USB_TAKEN);
	many.n_classes++;
	CHECK_INT(look_one(&many, STICK_LIST).verdict, USB_TOO_MUCH);
}

TEST(usbdisk_list, each_verdict_has_words)
{
	CHECK_TEXT(usb_verdict_says(USB_TAKEN), "allowed");
	CHECK_HAS(usb_verdict_says(USB_COMPOSITE), "also something else");
	CHECK_HAS(usb_verdict_says((enum usb_verdict)99), "refused");
}

/* ---- looking ------------------------------------------------------------------------------------ */

TEST(usbdisk_look, what_a_device_says_of_itself_is_plain_text)
{
	const struct usb_plug rude = {"1-1.2", 1, 2, "\033[2J\x80 stick\n", {0x08}, 1};
	struct usb_device d = look_one(&rude, "");

	CHECK_TEXT(d.title, "?[2J? stick");
}

TEST(usbdisk_look, finds_the_first_part_of_a_stick_or_the_whole)
{
	struct usb_device found[USB_DEVICES_MOST];
	size_t n;

	usb_kit_make("root");
	usb_kit_plug("root", &stick);
	CHECK_OK(usb_look(found, &n, "root/sys", "/dev", STICK_LIST));
	CHECK_TEXT(found[0].node, "");
	usb_kit_disk("root", "1-1.2", "sda", 0);
	CHECK_OK(usb_look(found, &n, "root/sys", "/dev", STICK_LIST));
	CHECK_TEXT(found[0].node, "/dev/sda");
	usb_kit_disk("root", "1-1.2", "sda", 2);
	CHECK_OK(usb_look(found, &n, "root/sys", "/dev", STICK_LIST));
	CHECK_TEXT(found[0].node, "/dev/sda1");
}

TEST(usbdisk_look, a_refused_stick_has_no_node)
{
	struct usb_device found[USB_DEVICES_MOST];
	size_t n;

	usb_kit_make("root");
	usb_kit_plug("root", &stick);
	usb_kit_disk("root", "1-1.2", "sda", 1);
	CHECK_OK(usb_look(found, &n, "root/sys", "/dev", "1-1.3/08"));
	CHECK_INT(n, 1);
	CHECK_TEXT(found[0].node, "");
}

TEST(usbdisk_look, controllers_and_hubs_are_no_devices_and_no_usb_is_fine)
{
	struct usb_device found[USB_DEVICES_MOST];
	size_t n = 9;

	CHECK_OK(usb_look(found, &n, "nowhere", "/dev", ""));
	CHECK_INT(n, 0);
	usb_kit_make("root");
	usb_kit_plug("root", &(struct usb_plug){"1-1", 1, 2, "hub\n", {0x09}, 1});
	usb_kit_file("root", "sys/bus/usb/devices/1-1/bDeviceClass", "09\n");
	CHECK_OK(usb_look(found, &n, "root/sys", "/dev", ""));
	CHECK_INT(n, 0);
}

TEST(usbdisk_look, more_devices_than_a_desk_has_do_no_harm)
{
	struct usb_device found[USB_DEVICES_MOST];
	char port[16];
	size_t n;

	usb_kit_make("root");
	for (int i = 1; i <= USB_DEVICES_MOST + 1; i++) {
		(void)snprintf(port, sizeof port, "1-%d", i);
		usb_kit_plug("root", &(struct usb_plug){port, 1, 2, NULL, {0x03}, 1});
	}
	CHECK_OK(usb_look(found, &n, "root/sys", "/dev", ""));
	CHECK_INT(n, USB_DEVICES_MOST);
}
