/* setup_quota - logs, store and updates each have their share of the card, and none can take the others' */
#include <errno.h>
#include <fcntl.h>
#include <linux/dqblk_xfs.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/quota.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "board/setup/setup.h"

#ifndef PRJQUOTA
#define PRJQUOTA 2
#endif

enum { MIB = 1024 * 1024, LEAST_MIB = 16 };

static int64_t share(int64_t partition, int percent)
{
	int64_t bytes = partition / 100 * percent;

	return bytes < (int64_t)LEAST_MIB * MIB ? (int64_t)LEAST_MIB * MIB : bytes;
}

void setup_quota_shares(int64_t out[4], int64_t partition_bytes)
{
	out[0] = 0;
	out[SETUP_PROJECT_LOGS] = share(partition_bytes, 20);
	out[SETUP_PROJECT_STORE] = share(partition_bytes, 55);
	out[SETUP_PROJECT_UPDATE] = share(partition_bytes, 20);
}

/* What is made in the folder from now on counts for its project. */
static int mark(const char *data, const char *name, uint32_t project)
{
	struct fsxattr x;
	char path[SETUP_PATH];
	int fd, e = 0;

	(void)snprintf(path, sizeof path, "%s/%s", data, name);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return err_new(errno, "%s is not there", path);
	if (ioctl(fd, FS_IOC_FSGETXATTR, &x) == 0 &&
	        (x.fsx_projid != project || !(x.fsx_xflags & FS_XFLAG_PROJINHERIT))) {
		x.fsx_projid = project;
		x.fsx_xflags |= FS_XFLAG_PROJINHERIT;
		if (ioctl(fd, FS_IOC_FSSETXATTR, &x))
			e = err_new(errno, "%s takes no limit: %s", path, strerror(errno));
	}
	(void)close(fd);
	return e;
}

static int limit(const char *device, uint32_t project, int64_t bytes)
{
	struct dqblk q = {.dqb_bhardlimit = (uint64_t)bytes / 1024,
	        .dqb_bsoftlimit = (uint64_t)bytes / 1024,
	        .dqb_valid = QIF_BLIMITS};

	if (quotactl(QCMD(Q_SETQUOTA, PRJQUOTA), device, (int)project, (caddr_t)&q))
		return err_new(errno, "the limit of project %u can not be set: %s", project, strerror(errno));
	return 0;
}

int setup_quota(const char *data, const char *device)
{
	static const char *const folders[] = {NULL, "logs/journal", "station/store", "update"};
	int64_t shares[4];
	struct statvfs fs;
	int e = 0;

	if (statvfs(data, &fs))
		return err_new(errno, "%s can not be measured", data);
	setup_quota_shares(shares, (int64_t)fs.f_blocks * (int64_t)fs.f_frsize);
	for (uint32_t p = SETUP_PROJECT_LOGS; p <= SETUP_PROJECT_UPDATE && e == 0; p++) {
		e = mark(data, folders[p], p);
		if (e == 0)
			e = limit(device, p, shares[p]);
	}
	return e ? err_up(e) : 0;
}
