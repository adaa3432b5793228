/* vm_install - the stick that installs itself: an empty disk, the plug pulled half-way, begun anew, and then a start from what was laid */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "board/vm/vm_disk.h"
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { MAKE_MS = 120000, LINE_MS = 420000, SHOWN_US = 3000000, SUPER_AT = 1024, SUPER_BYTES = 64 };

static const off_t target_bytes = (off_t)2 << 30;

/* With this run's station and site along. */
static int make_stick(struct vm *v)
{
	char station[VM_PATH + 32], site[VM_PATH + 32], build[VM_PATH], *slash;
	int e;

	(void)snprintf(station, sizeof station, "%s/fill/station", v->dir);
	(void)snprintf(site, sizeof site, "%s/fill/site", v->dir);
	(void)snprintf(v->stick, sizeof v->stick, "%.900s", v->image);
	slash = strrchr(v->stick, '/');
	(void)snprintf(slash, (size_t)(v->stick + sizeof v->stick - slash), "/stick.img");
	slash = strrchr(v->build, '/');
	(void)snprintf(build, sizeof build, "%s", slash ? slash + 1 : v->build);
	if (setenv("STATION", station, 1) || setenv("SITE", site, 1) || setenv("ERASE", "0", 1))
		return err_new(12, "no memory");
	e = proc_run((const char *const[]){"board/image/stick", build, "qemu-virt",
	                     strstr(v->image, "-production/") ? "production" : "demo", NULL},
	        NULL, MAKE_MS);
	(void)unsetenv("STATION");
	(void)unsetenv("SITE");
	return err_up(e);
}

static int empty_target(struct vm *v)
{
	int fd = open(v->disk, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644), e;

	e = fd < 0 || ftruncate(fd, target_bytes) ? err_new(5, "%s can not be made", v->disk) : 0;
	if (fd >= 0)
		(void)close(fd);
	return e;
}

/* Kept; and there are words on it. */
static void shot(struct vm *v, const char *name)
{
	struct picture p = {0};
	char kept[VM_PATH];
	int e = vm_keep(v, name, kept);

	if (e == 0)
		e = picture_read(&p, kept);
	(void)vm_check(v, e == 0 && picture_black(&p) < 0.5, "the screen is not black: %s", e ? err_why() : kept);
	picture_free(&p);
}

static bool start(struct vm *v, const char *what)
{
	int e = vm_start(v);

	return vm_check(v, e == 0, "%s%s%s", what, e ? ": " : "", e ? err_why() : "");
}

static void cut_half_way(struct vm *v)
{
	uint8_t first[512] = {1};
	int fd;

	if (!start(v, "the stick is in, the disk is empty, power"))
		return;
	if (vm_check(v, vm_serial_wait(v, "install: check 20 %", LINE_MS), "the stick starts and reads itself"))
		shot(v, "install-check");
	if (vm_check(v, vm_serial_wait(v, "install: write 40 %", LINE_MS), "it writes"))
		shot(v, "install-write");
	vm_kill(v);
	fd = open(v->disk, O_RDONLY | O_CLOEXEC);
	(void)vm_check(v, fd >= 0 && pread(fd, first, sizeof first, 0) == sizeof first && first[510] == 0,
	        "the plug was pulled: nothing starts from the disk");
	if (fd >= 0)
		(void)close(fd);
}

static void whole(struct vm *v)
{
	int64_t began = clock_measure_us();

	if (!start(v, "power again"))
		return;
	if (vm_check(v, vm_serial_wait(v, "install: verify 60 %", LINE_MS),
	            "it begins anew, and reads back what it wrote"))
		shot(v, "install-verify");
	if (vm_check(v, vm_serial_wait(v, "install: done", LINE_MS), "it is done"))
		say("       %.0f s from power to done", (double)(clock_measure_us() - began) / 1e6);
	(void)usleep(SHOWN_US);
	shot(v, "install-done");
	(void)vm_check(v,
	        vm_qmp(v, NULL, "device_del", json_pack("{s:s}", "id", "stick")) == 0 &&
	                vm_serial_wait(v, "install: the stick is out", LINE_MS),
	        "the stick is taken out and the board starts by itself");
	vm_kill(v);
}

/* The file system reaches to the partition's end, and that to the disk's. */
static void has_grown(struct vm *v)
{
	uint32_t super[SUPER_BYTES / 4] = {0};
	struct vm_place p = {0};
	int fd = open(v->disk, O_RDONLY | O_CLOEXEC);
	int64_t bytes = 0;

	if (fd >= 0 && vm_disk_place(&p, v->disk, "data") == 0 &&
	        pread(fd, super, sizeof super, p.at + SUPER_AT) == sizeof super)
		bytes = (int64_t)super[1] * (1024LL << super[6]);
	if (fd >= 0)
		(void)close(fd);
	(void)vm_check(v, p.bytes > target_bytes / 2 && bytes > p.bytes - (1 << 20) && bytes <= p.bytes,
	        "the data partition fills the disk: %lld MiB of %lld MiB", (long long)bytes >> 20,
	        (long long)p.bytes >> 20);
}

void vm_install(struct vm *v)
{
	char stick[VM_PATH];
	int e = make_stick(v);

	vm_kill(v);
	if (e == 0)
		e = empty_target(v);
	if (!vm_check(v, e == 0, "a stick with this station, and an empty disk of 2 GiB%s%s", e ? ": " : "",
	            e ? err_why() : ""))
		return;
	cut_half_way(v);
	whole(v);
	memcpy(stick, v->stick, sizeof stick);
	v->stick[0] = 0;
	vm_boot(v); /* the first screen, dot for dot, from the disk alone */
	vm_kill(v);
	has_grown(v);
	memcpy(v->stick, stick, sizeof stick);
	if (start(v, "the stick is put in once more")) {
		(void)vm_check(v, vm_serial_wait(v, "install: this stick has put Loket", LINE_MS),
		        "it leaves what it has installed alone");
		(void)usleep(SHOWN_US);
		shot(v, "install-held");
	}
	vm_kill(v);
	v->stick[0] = 0;
}
