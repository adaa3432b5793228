/*
 * loket-install - /init of the stick: puts Loket onto the board's own storage and says how it goes (board/install/install.h)
 *
 * Nobody types here and nothing is asked. What can be mended by hand (a card too many, none, one that is locked) is looked at again every
 * two seconds; what can not stays on the screen until the plug is pulled. When it is done and the stick is taken out, the board starts anew.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/kd.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "board/install/install_job.h"
#include "board/install/install_show.h"
#include "board/start/kmsg.h"
#include "board/start/start.h"
#include "sys/buf.h"
#include "sys/file.h"

enum { SETTLE_S = 5, AGAIN_S = 2, STICK_S = 20, K_MODE_OFF = 4 };

static const char sys_block[] = "/sys/class/block";

static void say(const char *sentence)
{
	kmsg_say("install", sentence);
}

static void show(const char *name, int percent)
{
	if (install_show("/dev/fb0", "/pictures", name, percent) < 0)
		say(err_why());
}

static void rest(int seconds)
{
	const struct timespec t = {seconds, 0};

	(void)nanosleep(&t, NULL);
}

/* Into the log at every fifth. */
static void on_progress(void *me, enum install_stage stage, int percent)
{
	int *fifth = me;
	char line[64];

	show(install_show_stage(stage), percent);
	if (percent && percent / 20 == *fifth)
		return;
	*fifth = percent / 20;
	percent = *fifth * 20;
	(void)snprintf(line, sizeof line, "%s %d %%", install_show_stage(stage), percent);
	say(line);
}

static int prepare(struct install_plan *plan)
{
	AUTO_BUF text;
	int e, fd;

	buf_init(&text, PLAN_BYTES_MAX);
	if (mkdir("/proc", 0755) || mkdir("/sys", 0755) || mkdir("/dev", 0755))
		errno = 0; /* the archive may have made them */
	if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) ||
	        mount("sys", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) ||
	        mount("dev", "/dev", "devtmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755"))
		return err_new(errno, "the kernel's own file systems can not be mounted");
	say("begins");
	if (start_modules("/modules/list", NULL, NULL))
		say(err_why()); /* a board without that part may do it all the same */
	show("begin", -1);
	fd = open("/dev/tty0", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fd >= 0 && (ioctl(fd, KDSKBMODE, (long)K_MODE_OFF) || close(fd)))
		say("the text terminal listens to keys");
	if (sodium_init() < 0)
		return err_new(EIO, "libsodium does not start");
	e = file_read(&text, "/plan");
	return e ? err_up(e) : err_up(install_plan_read(plan, text.data, text.len));
}

/* Until there is a stick and one target, or what is there can not be used; the disks of a board come one after the other. */
static int look(struct install_pair *pair, const struct install_plan *plan)
{
	int r, told = -1;

	for (int s = 0; s < STICK_S && install_job_look(pair, sys_block, plan) == INSTALL_NO_STICK; s++)
		rest(1);
	rest(SETTLE_S);
	while ((r = install_job_look(pair, sys_block, plan)) > 0) {
		if (r != told) {
			say(err_why());
			show(r == INSTALL_NO_STICK ? "stick" : install_show_answer(r), -1);
		}
		told = r;
		rest(AGAIN_S);
	}
	return err_up(r);
}

/* What was mended by taking the stick out starts by itself. */
static void wait_for_the_stick(const struct install_pair *pair)
{
	char path[128];

	(void)snprintf(path, sizeof path, "%s/%s", sys_block, pair->stick);
	while (!*pair->stick || file_exists(path))
		rest(1);
	say("the stick is out, the board starts anew");
	sync();
	(void)reboot(RB_AUTOBOOT);
}

int main(void)
{
	struct install_pair pair = {0};
	struct install_plan plan = {0};
	char line[128];
	int fifth = 0, r = prepare(&plan);

	if (r == 0)
		r = look(&pair, &plan);
	if (r == 0) {
		(void)snprintf(line, sizeof line, "version %.32s from %.32s onto %.32s", plan.version, pair.stick,
		        pair.target);
		say(line);
		r = install_job_run(&pair, "/dev", &plan, on_progress, &fifth);
	}
	say(r ? err_why() : "done: take the stick out");
	show(install_show_answer(r), -1);
	if (r == 0 || r == INSTALL_HELD)
		wait_for_the_stick(&pair);
	for (;;)
		rest(3600);
}
