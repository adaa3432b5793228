/* start_data - the one partition that is written: checked, mounted, and laid where the system looks for it */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "board/start/start.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { FSCK_MS = 10 * 60 * 1000, FSCK_MENDED = 1, ID_BYTES = 16 };

static int fsck(const char *how, const char *device)
{
	const char *argv[] = {"/sbin/e2fsck", how, device, NULL};
	struct proc_spec spec = {.argv = argv, .in = -1, .out = -1, .err = -1};
	pid_t pid;
	int status, e = proc_start(&pid, &spec);

	if (e == 0)
		e = proc_wait(pid, FSCK_MS, &status);
	return e ? err_up(e) : status;
}

/* What can be mended without asking is; a sicker one is mended with "yes" to everything: nobody stands by. */
int start_data_check(const char *device, bool whole)
{
	int r = whole ? FSCK_MENDED + 1 : fsck("-p", device);

	if (r > FSCK_MENDED)
		r = fsck(whole ? "-fy" : "-y", device);
	if (r < 0)
		return err_up(r);
	return r <= FSCK_MENDED ? 0 : err_new(EIO, "the data partition is beyond repair (e2fsck says %d)", r);
}

static int lay(const char *root, const char *from, const char *to)
{
	char a[START_PATH], b[START_PATH];

	(void)snprintf(a, sizeof a, "%s%s", root, from);
	(void)snprintf(b, sizeof b, "%s%s", root, to);
	return mount(a, b, NULL, MS_BIND, NULL) ? err_new(errno, "%s can not be laid at %s", from, to) : 0;
}

static int make(const char *root, const char *folder, mode_t mode)
{
	char path[START_PATH];

	(void)snprintf(path, sizeof path, "%s%s", root, folder);
	return err_up(dir_make(path, mode));
}

/* Made once; it names this board in its own journal and nowhere else. */
static int machine_id(const char *root)
{
	char path[START_PATH], text[2 * ID_BYTES + 2];
	uint8_t id[ID_BYTES];

	(void)snprintf(path, sizeof path, "%s/data/system/machine-id", root);
	if (!file_exists(path)) {
		if (getrandom(id, sizeof id, 0) != (ssize_t)sizeof id)
			return err_new(errno, "no random numbers");
		id[6] = (uint8_t)((id[6] & 0x0f) | 0x40);
		id[8] = (uint8_t)((id[8] & 0x3f) | 0x80);
		hex_put(text, id, sizeof id);
		(void)text_copy(text + 2 * ID_BYTES, 2, "\n");
		int e = file_replace(path, text, 2 * ID_BYTES + 1, 0444);
		if (e)
			return err_up(e);
	}
	return err_up(lay(root, "/data/system/machine-id", "/etc/machine-id"));
}

/* The desk starts and says what is wrong; the file keeps anybody from making a station of what is gone at the next start. */
static int stand_in(const char *at, int trouble)
{
	char why[START_PATH], path[START_PATH];

	(void)text_copy(why, sizeof why, err_why());
	if (mount("none", at, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0755,size=64m") != 0)
		return err_new(errno, "not even memory can stand in for the data partition");
	(void)snprintf(path, sizeof path, "%.200s/in-memory", at);
	if (file_replace(path, why, strlen(why), 0444) != 0)
		return err_up(-EIO);
	return err_new(-trouble, "%s", why);
}

static int mount_data(const char *root, const char *device)
{
	char at[START_PATH];
	int e = start_data_check(device, false);

	(void)snprintf(at, sizeof at, "%s/data", root);
	if (e == 0 && mount(device, at, "ext4", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME,
	                      "errors=remount-ro,data=ordered,prjquota") != 0)
		e = err_new(errno, "the data partition can not be mounted: %s", strerror(errno));
	if (e)
		return err_up(stand_in(at, e));
	return err_up(start_data_grow(at, device)); /* what does not grow is told, and works as it is */
}

int start_data(const char *root, const char *device)
{
	static const char *const var[] = {"/var/lib", "/var/lib/systemd", "/var/log", "/var/log/journal", "/var/cache",
	        "/var/spool", "/data/system", "/data/logs", "/data/logs/journal"};
	char at[START_PATH];
	int trouble = mount_data(root, device), e = 0;

	(void)snprintf(at, sizeof at, "%s/var", root);
	if (mount("none", at, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0755,size=32m"))
		e = err_new(errno, "/var can not be laid in memory");
	for (size_t i = 0; i < sizeof var / sizeof *var && e == 0; i++)
		e = make(root, var[i], 0755);
	(void)snprintf(at, sizeof at, "%s/tmp", root);
	if (e == 0 && mount("none", at, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=1777,size=32m"))
		e = err_new(errno, "/tmp can not be laid in memory");
	(void)snprintf(at, sizeof at, "%s/var/run", root);
	if (e == 0 && symlink("/run", at) && errno != EEXIST)
		e = err_new(errno, "%s can not be made", at);
	(void)snprintf(at, sizeof at, "%s/var/tmp", root);
	if (e == 0 && symlink("/tmp", at) && errno != EEXIST)
		e = err_new(errno, "%s can not be made", at);
	if (e == 0)
		e = lay(root, "/data/logs/journal", "/var/log/journal");
	if (e == 0)
		e = lay(root, "/data/system", "/var/lib/systemd");
	if (e == 0)
		e = machine_id(root);
	return e ? err_up(e) : trouble ? err_up(trouble) : 0;
}

bool start_clock_floor(const char *file)
{
	struct stat st;
	struct timespec now;

	if (stat(file, &st) || clock_gettime(CLOCK_REALTIME, &now) || now.tv_sec >= st.st_mtim.tv_sec)
		return false;
	return clock_settime(CLOCK_REALTIME, &st.st_mtim) == 0;
}
