/*
 * loket-init - /init of the initrd: the whole way from the kernel to systemd on one page (board/start/start.h)
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/kd.h>
#include <linux/vt.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "board/install/install_show.h"
#include "board/start/kmsg.h"
#include "board/start/start.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { TELL_S = 10, CMDLINE_MAX = 4096, K_MODE_OFF = 4, SLOT = 8, SCREEN_NAME = 64, INPUTS = 8 };
enum { GROUP_VIDEO = 44, GROUP_INPUT = 105, GROUP_WATCHDOG = 110 }; /* of board/image/files/etc/group */

static const char root[] = "/root", fb_name[] = "/sys/class/graphics/fb0/name";

static void say(const char *sentence)
{
	kmsg_say("start", sentence);
}

static int show_at(const char *name, int percent)
{
	int r = install_show("/dev/fb0", "/pictures", name, percent);

	if (r < 0)
		say(err_why());
	return r;
}

static int show(const char *name)
{
	return show_at(name, -1);
}

/* Words as soon as a screen is there, and once more when another driver took it over. */
static void words(void *me)
{
	char *shown = me;
	AUTO_BUF name;

	buf_init(&name, SCREEN_NAME);
	if (!file_exists(fb_name) || file_read(&name, fb_name) || text_is(buf_str(&name), shown) || show("start"))
		return;
	say(*shown ? "words on the screen again" : "words on the screen");
	(void)text_copy(shown, SCREEN_NAME, buf_str(&name));
}

/* The words stay long enough to be read; then the boot loader has its say. */
static void give_up(const char *picture) /* NULL: the words are there already */
{
	const struct timespec rest = {TELL_S, 0};

	say(err_why());
	if (picture)
		(void)show(picture);
	(void)nanosleep(&rest, NULL);
	sync();
	(void)reboot(RB_AUTOBOOT);
}

static int mount_kernel(void)
{
	(void)mkdir("/proc", 0755);
	(void)mkdir("/sys", 0755);
	(void)mkdir("/dev", 0755);
	(void)mkdir(root, 0755);
	if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) ||
	        mount("sys", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) ||
	        mount("dev", "/dev", "devtmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755"))
		return err_new(errno, "the kernel's own file systems can not be mounted");
	return 0;
}

/* The text terminals do not listen to keys and can not be switched: there is nothing to reach there. */
static void close_terminals(void)
{
	int fd = open("/dev/tty0", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)ioctl(fd, KDSKBMODE, (long)K_MODE_OFF);
	(void)ioctl(fd, VT_LOCKSWITCH, 0L);
	(void)close(fd);
}

static bool give(const char *path, gid_t group)
{
	return chown(path, 0, group) == 0 && chmod(path, 0660) == 0;
}

/* What is there already belongs to the kiosk at once: it starts before the rules for devices do. */
static void hand_out(void)
{
	char path[START_PATH];

	if (!give("/dev/dri/card0", GROUP_VIDEO))
		say("there is no screen that the kernel knows");
	(void)give("/dev/watchdog0", GROUP_WATCHDOG);
	for (int i = 0; i < INPUTS; i++) {
		(void)snprintf(path, sizeof path, "/dev/input/event%d", i);
		(void)give(path, GROUP_INPUT);
	}
}

static int slot_word(char out[SLOT])
{
	AUTO_BUF text;
	int e;

	buf_init(&text, CMDLINE_MAX);
	e = file_read(&text, "/proc/cmdline");
	if (e)
		return err_up(e);
	start_word(out, SLOT, buf_str(&text), "rauc.slot");
	return text_is(out, "A") || text_is(out, "B")
	               ? 0
	               : err_new(EINVAL, "the boot loader did not say which slot this is");
}

static int open_root(void)
{
	char slot[SLOT], device[START_PATH], checked[START_PATH];
	struct start_verity v;
	int e = slot_word(slot);

	if (e == 0)
		e = start_disk_wait(device, sizeof device, text_is(slot, "A") ? "root-a" : "root-b", START_WAIT_MS);
	if (e == 0)
		e = start_verity_read(&v, "/verity");
	if (e == 0)
		e = start_verity_open(checked, sizeof checked, &v, device);
	if (e == 0 && mount(checked, root, "squashfs", MS_RDONLY | MS_NODEV, NULL) != 0)
		e = err_new(errno, "the root of slot %s can not be mounted: %s", slot, strerror(errno));
	return err_up(e);
}

/* ---- a factory reset that was ordered ---- */

static void show_for(void *me, const char *name, int percent)
{
	(void)me;
	(void)show_at(name, percent);
}

static void say_for(void *me, const char *sentence)
{
	(void)me;
	say(sentence);
}

/* In the root's empty /tmp, which the file system in memory hides for as long as this lasts. */
static int make_in_memory(void *me, const char *made, const char *holds)
{
	int e = start_format(root, made + strlen(root), holds + strlen(root));

	(void)me;
	return e ? err_up(e)
	         : err_up(start_data_check(made, true)); /* mke2fs does not count what it lays for the limits */
}

static int reset_if_ordered(const char *device)
{
	const struct start_reset w = {.made = "/root/tmp/data.ext4",
	        .holds = "/root/tmp/holds",
	        .os_release = "/root/usr/lib/os-release",
	        .make = make_in_memory,
	        .show = show_for,
	        .say = say_for};
	struct reset_report report;
	struct reset_disk d;
	bool ordered = false;
	int r = reset_disk_open(&d, device);

	if (r == 0 && (r = reset_is_ordered(&ordered, &d)) < 0)
		d.close(d.me);
	if (r < 0) { /* what can not even be read, start_data has its own words for */
		say(err_why());
		return RESET_NONE;
	}
	if (ordered && mount("none", "/root/tmp", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0700,size=64m"))
		r = err_new(errno, "/tmp can not be laid in memory");
	if (r == 0)
		r = start_reset(&report, &d, &w);
	if (ordered)
		(void)umount("/root/tmp");
	d.close(d.me);
	return r < 0 ? err_up(r) : r;
}

/* A surprise only where the board must not go on: a partition that is to be wiped is never shown as a station's. */
static int open_data(void)
{
	char device[START_PATH], floor[START_PATH];
	int reset = RESET_NONE, e = start_disk_wait(device, sizeof device, "data", START_WAIT_MS);

	if (e)
		(void)text_copy(device, sizeof device, "/dev/none");
	else
		reset = reset_if_ordered(device);
	if (reset < 0)
		return err_up(reset);
	e = start_data(root, device);
	if (e)
		say(err_why());
	(void)snprintf(floor, sizeof floor, "%s/usr/lib/clock-epoch", root);
	(void)start_clock_floor(floor);
	(void)snprintf(floor, sizeof floor, "%s/data/system/timesync/clock", root);
	if (start_clock_floor(floor))
		say("the clock stood behind what was seen last, and was put forward");
	return 0;
}

static int move_over(void)
{
	static const char *const kernel[] = {"/dev", "/proc", "/sys"};
	char to[START_PATH];

	if (dir_remove("/modules") || dir_remove("/pictures"))
		say("what lay in the initrd stays in memory");
	(void)unlink("/sbin/e2fsck");
	for (size_t i = 0; i < sizeof kernel / sizeof *kernel; i++) {
		(void)snprintf(to, sizeof to, "%s%s", root, kernel[i]);
		if (mount(kernel[i], to, NULL, MS_MOVE, NULL))
			return err_new(errno, "%s can not be moved over", kernel[i]);
	}
	if (chdir(root) || mount(".", "/", NULL, MS_MOVE, NULL) || chroot(".") || chdir("/"))
		return err_new(errno, "the root can not be entered");
	return 0;
}

int main(void)
{
	char program[] = "/usr/lib/systemd/systemd", screen[SCREEN_NAME] = "";
	char *const argv[] = {program, NULL};
	bool told = false;
	int e = mount_kernel();

	say("begins");
	if (e == 0 && start_modules("/modules/list", words, screen) != 0)
		say(err_why()); /* a board without that part may start all the same */
	close_terminals();
	hand_out();
	if (e == 0)
		e = open_root();
	if (e == 0) {
		if (start_disk_links("/dev"))
			say(err_why());
		e = open_data();
		told = e != 0;
		if (e == 0)
			e = move_over();
	}
	if (e == 0) {
		say("hands over to systemd");
		(void)execv(program, argv);
		(void)err_new(errno, "systemd does not start");
	}
	give_up(told ? NULL : "broken");
	return 1;
}
