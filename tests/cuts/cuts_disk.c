/* cuts_disk - an ext4 whose every write is noted: daemon, loop device, mount; and away again */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cuts.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { RUN_MS = 60000, START_MS = 10000, LOOK_US = 20000 };

static int run(const char *const *argv)
{
	return err_up(proc_run(argv, NULL, RUN_MS));
}

/* The station lies on it from the start, as it was set up; options as in board/image/disk and board/start, but for quotas, which not every kernel knows. */
static int make_disk(struct cuts *c, const char *fill)
{
	char size[32];
	int e;

	(void)snprintf(size, sizeof size, "%dk", CUTS_DISK_BYTES / 1024);
	e = run((const char *const[]){"mkfs.ext4", "-q", "-F", "-L", "data", "-O", "metadata_csum", "-E",
	        "lazy_itable_init=0,lazy_journal_init=0", "-d", fill, c->before, size, NULL});
	return e ? err_up(e) : err_up(run((const char *const[]){"cp", "--sparse=always", c->before, c->disk, NULL}));
}

static int64_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? -1 : (int64_t)st.st_size;
}

static int start_daemon(struct cuts *c)
{
	char disk[DEMO_PATH + 64], log[DEMO_PATH + 64], offer[DEMO_PATH + 96];
	int64_t until = clock_measure_us() + START_MS * 1000LL;
	int status, e;

	(void)snprintf(disk, sizeof disk, "driver=file,node-name=f,filename=%s", c->disk);
	(void)snprintf(log, sizeof log, "driver=file,node-name=l,filename=%s", c->log);
	(void)snprintf(offer, sizeof offer, "type=fuse,id=e,node-name=d,mountpoint=%s,writable=on", c->offered);
	const char *const argv[] = {"qemu-storage-daemon", "--blockdev", disk, "--blockdev",
	        "driver=raw,node-name=r,file=f", "--blockdev", log, "--blockdev",
	        "driver=blklogwrites,node-name=d,file=r,log=l,log-sector-size=512,log-super-update-interval=1",
	        "--export", offer, NULL};
	struct proc_spec spec = {.argv = argv, .in = -1, .out = -1, .err = -1};

	e = file_replace(c->log, "", 0, 0600);
	if (e == 0)
		e = file_replace(c->offered, "", 0, 0600);
	if (e == 0)
		e = proc_start(&c->daemon, &spec);
	while (e == 0 && size_of(c->offered) != CUTS_DISK_BYTES) {
		if (proc_wait(c->daemon, 0, &status) == 0) {
			c->daemon = 0;
			return 1;
		}
		if (clock_measure_us() > until)
			return 1;
		(void)usleep(LOOK_US);
	}
	return err_up(e);
}

static int attach(struct cuts *c)
{
	AUTO_BUF out;
	int e;

	buf_init(&out, sizeof c->loop);
	e = proc_run((const char *const[]){"losetup", "-f", "--show", c->offered, NULL}, &out, RUN_MS);
	if (e)
		return err_up(e);
	(void)snprintf(c->loop, sizeof c->loop, "%.*s", (int)strcspn(buf_str(&out), "\n"), buf_str(&out));
	if (mount(c->loop, c->mount, "ext4", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME,
	            c->is_broken ? "data=ordered,barrier=0" : "errors=remount-ro,data=ordered"))
		return err_new(errno, "%s can not be mounted: %s", c->loop, strerror(errno));
	c->is_mounted = true;
	return 0;
}

int cuts_disk_open(struct cuts *c)
{
	char fill[DEMO_PATH], station[DEMO_PATH];
	int e;

	if (geteuid() != 0 || !file_exists("/dev/fuse") || !file_exists("/dev/loop-control"))
		return 1;
	e = path_join(fill, sizeof fill, c->d.dir, "fill");
	if (e == 0)
		e = path_join(station, sizeof station, fill, "station");
	if (e == 0)
		e = dir_make(fill, 0755);
	if (e == 0 && rename(c->d.station, station))
		e = err_new(errno, "%s can not be moved", c->d.station);
	if (e == 0)
		e = dir_make(c->mount, 0755);
	if (e == 0)
		e = make_disk(c, fill);
	if (e)
		return err_up(e);
	e = start_daemon(c);
	if (e == 0)
		e = attach(c);
	if (e == 0)
		e = path_join(c->d.station, sizeof c->d.station, c->mount, "station");
	return e > 0 ? e : err_up(e);
}

void cuts_disk_close(struct cuts *c)
{
	if (c->is_mounted && umount(c->mount))
		say("%s stays mounted: %s", c->mount, strerror(errno));
	c->is_mounted = false;
	if (c->loop[0] && run((const char *const[]){"losetup", "-d", c->loop, NULL}))
		say("%s stays: %s", c->loop, err_why());
	c->loop[0] = 0;
	demo_end(&c->daemon, SIGTERM);
}
