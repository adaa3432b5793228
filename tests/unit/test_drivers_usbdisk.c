/* Which USB devices may be here, what is told of those that may not, and how a stick becomes a folder. */
#include <errno.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "drivers/usbdisk.h"
#include "drivers/usbdisk_mount.h"
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

/* ---- mounting ----------------------------------------------------------------------------------- */

struct calls {
	const char *is; /* the file system on the stick; NULL: none that the kernel knows */
	int mount_says, become_says, unshare_says, umount_says;
	char kind[16], data[80];
	unsigned long flags;
	int mounts, tries, umounts, becomes;
};

static int call_unshare(void *me)
{
	return ((struct calls *)me)->unshare_says;
}

static int call_mount(
        void *me, const char *node, const char *dir, const char *kind, unsigned long flags, const char *data)
{
	struct calls *c = me;

	CHECK_TEXT(node, "/dev/sda1");
	CHECK_TEXT(dir, "/run/stick");
	c->tries++;
	if (c->mount_says)
		return c->mount_says;
	if (!c->is || strcmp(c->is, kind) != 0)
		return strcmp(kind, "exfat") == 0 ? -ENODEV : -EINVAL;
	(void)snprintf(c->kind, sizeof c->kind, "%s", kind);
	(void)snprintf(c->data, sizeof c->data, "%s", data);
	c->flags = flags;
	c->mounts++;
	return 0;
}

static int call_umount(void *me, const char *dir)
{
	CHECK_TEXT(dir, "/run/stick");
	((struct calls *)me)->umounts++;
	return ((struct calls *)me)->umount_says;
}

static int call_become(void *me, uid_t uid, gid_t gid)
{
	CHECK_INT(uid, 990);
	CHECK_INT(gid, 991);
	((struct calls *)me)->becomes++;
	return ((struct calls *)me)->become_says;
}

static int mount_with(struct calls *c, bool write, uid_t uid)
{
	const struct usbdisk_calls calls = {call_unshare, call_mount, call_umount, call_become, c};
	const struct usbdisk_mount m = {"/dev/sda1", "/run/stick", write, uid, uid ? 991 : 0};

	return usbdisk_mount(&calls, &m);
}

TEST(usbdisk_mount, each_kind_is_mounted_without_suid_devices_or_programs)
{
	static const char *const kinds[] = {"vfat", "exfat", "ext4"};
	const unsigned long always = MS_NOSUID | MS_NODEV | MS_NOEXEC;

	for (int k = 0; k < 3; k++) {
		struct calls c = {.is = kinds[k]};

		if (k == 1)
			continue;
		CHECK_OK(mount_with(&c, false, 990));
		CHECK_TEXT(c.kind, kinds[k]);
		CHECK((c.flags & always) == always);
		CHECK(c.flags & MS_RDONLY);
		CHECK_INT(c.becomes, 1);
		CHECK_OK(mount_with(&c, true, 990));
		CHECK(!(c.flags & MS_RDONLY));
		CHECK((c.flags & always) == always);
	}
}

TEST(usbdisk_mount, a_fat_stick_belongs_to_who_uses_it)
{
	struct calls c = {.is = "vfat"};

	CHECK_OK(mount_with(&c, true, 990));
	CHECK_TEXT(c.data, "uid=990,gid=991,umask=0007");
	c.is = "ext4";
	CHECK_OK(mount_with(&c, true, 990));
	CHECK_TEXT(c.data, "");
}

TEST(usbdisk_mount, a_stick_of_another_kind_is_told)
{
	struct calls c = {.is = NULL};

	CHECK(mount_with(&c, false, 990) < 0);
	CHECK_HAS(err_why(), "FAT32 or exFAT");
	CHECK_INT(c.tries, 3);
	CHECK_INT(c.becomes, 0);
}

TEST(usbdisk_mount, trouble_of_the_stick_itself_ends_the_trying)
{
	static const struct {
		int says;
		const char *part;
	} troubles[] = {
	        {-EIO, "Take another one"}, {-EROFS, "lock"}, {-EPERM, "can not be opened"}, {-ENXIO, "can not"}};

	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
		struct calls c = {.mount_says = troubles[i].says};

		CHECK(mount_with(&c, true, 990) < 0);
		CHECK_HAS(err_why(), troubles[i].part);
		CHECK_INT(c.tries, 1);
	}
}

TEST(usbdisk_mount, whoever_stays_privileged_gets_no_stick)
{
	struct calls c = {.is = "vfat", .become_says = -EPERM};

	CHECK(mount_with(&c, false, 990) < 0);
	CHECK_HAS(err_why(), "privileges");
	CHECK_INT(c.umounts, 1);
}

TEST(usbdisk_mount, without_a_namespace_of_its_own_nothing_is_mounted)
{
	struct calls c = {.is = "vfat", .unshare_says = -EPERM};

	CHECK(mount_with(&c, false, 990) < 0);
	CHECK_INT(c.tries, 0);
	CHECK_HAS(err_why(), "by its unit");
}

TEST(usbdisk_mount, only_nodes_are_mounted)
{
	static const char *const bad[] = {"sda1", "/etc/passwd", "/dev/../etc/passwd", "", "/devil"};
	struct calls c = {.is = "vfat"};
	const struct usbdisk_calls calls = {call_unshare, call_mount, call_umount, call_become, &c};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct usbdisk_mount m = {bad[i], "/run/stick", false, 990, 991};

		CHECK(usbdisk_mount(&calls, &m) < 0);
	}
	CHECK_INT(c.tries, 0);
}

TEST(usbdisk_mount, a_stick_that_can_not_be_finished_is_told)
{
	struct calls c = {.umount_says = -EIO};
	const struct usbdisk_calls calls = {call_unshare, call_mount, call_umount, call_become, &c};

	CHECK(usbdisk_unmount(&calls, "/run/stick") < 0);
	CHECK_HAS(err_why(), "Do not pull it out yet");
	c.umount_says = 0;
	CHECK_OK(usbdisk_unmount(&calls, "/run/stick"));
}
