/* vm_reset - a factory reset in the machine: ordered, cut off half-way, begun anew, told in words, and nothing of the old is left */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/reset.h"
#include "board/update_journal.h"
#include "board/vm/vm.h"
#include "board/vm/vm_disk.h"
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"

enum {
	LINE_MS = 600000,
	SCREEN_MS = 120000,
	CANARY_TIMES = 60000,
	TOOL_MS = 60000,
	KIOSK_MS = 30000 /* until it has drawn */
};

#define CANARY "Kanarie-van-der-Vliet-0612345678"
#define FLOOR "0.99.7" /* of no image: it can only have come over the wiping */
#define STATEMENT "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"

/* ---- the data partition within the card, as the board's own code writes it ---- */

struct part {
	const char *disk;
	struct vm_place place;
};

static int part_write(void *me, const void *bytes, size_t n, int64_t at)
{
	const struct part *p = me;
	int fd = open(p->disk, O_WRONLY | O_CLOEXEC), e = 0;

	if (fd < 0 || pwrite(fd, bytes, n, p->place.at + at) != (ssize_t)n)
		e = err_new(errno, "%s can not be written", p->disk);
	if (fd >= 0)
		(void)close(fd);
	return e;
}

static int part_sync(void *me)
{
	(void)me;
	return 0;
}

static int order(struct vm *v)
{
	struct part p = {.disk = v->disk};
	int e = vm_disk_place(&p.place, v->disk, "data");
	struct reset_disk d = {.size = p.place.bytes, .write = part_write, .sync = part_sync, .me = &p};

	return err_up(e ? e : reset_order(&d, STATEMENT, FLOOR));
}

/* As much of somebody's words as a busy station holds, all over the partition. */
static int plant(struct vm *v)
{
	char path[VM_PATH + 16];
	AUTO_BUF text;
	int e = 0;

	buf_init(&text, 4 << 20);
	(void)snprintf(path, sizeof path, "%s/canary", v->dir);
	for (int i = 0; i < CANARY_TIMES; i++)
		buf_text(&text, CANARY "\n");
	e = file_replace(path, text.data, text.len, 0644);
	if (e == 0)
		e = vm_disk_put(v, path, "/station/store/visit");
	if (e == 0)
		e = vm_disk_put(v, path, "/station/keys/old");
	return err_up(e);
}

/* How often any of these stands on the data partition, whatever file or none it is in. */
static int64_t count(struct vm *v, const char *const *texts)
{
	char path[VM_PATH + 16];
	struct vm_place p = {0};
	int64_t n = 0;
	AUTO_BUF all;
	int e = vm_disk_place(&p, v->disk, "data");

	buf_init(&all, (size_t)p.bytes + 1);
	(void)snprintf(path, sizeof path, "%s/data.raw", v->dir);
	if (e == 0)
		e = vm_disk_part(v->disk, &p, path);
	if (e == 0)
		e = file_read(&all, path);
	(void)unlink(path);
	if (e)
		return -1;
	for (; *texts; texts++)
		for (const uint8_t *at = all.data, *end = all.data + all.len;
		        (at = memmem(at, (size_t)(end - at), *texts, strlen(*texts))) != NULL; at++)
			n++;
	return n;
}

static void shot(struct vm *v, const char *name)
{
	char kept[VM_PATH];

	if (vm_keep(v, name, kept) == 0)
		say("       %s", kept);
}

static bool start(struct vm *v, const char *what)
{
	int e = vm_start(v);

	return vm_check(v, e == 0, "%s%s%s", what, e ? ": " : "", e ? err_why() : "");
}

/* ---- the parts ---- */

static void cut_half_way(struct vm *v)
{
	if (!start(v, "power"))
		return;
	if (vm_check(
	            v, vm_serial_wait(v, "start: a factory reset was ordered", LINE_MS), "the start finds the order")) {
		(void)usleep(8 * 1000000);
		shot(v, "reset-wiping");
	}
	vm_kill(v);
	say("       the plug was pulled");
}

static void whole(struct vm *v)
{
	int64_t began = clock_measure_us();

	if (!start(v, "power again"))
		return;
	(void)vm_check(v, vm_serial_wait(v, "start: a factory reset was ordered", LINE_MS), "it begins anew");
	if (vm_check(v, vm_serial_wait(v, "bytes read back, 0 other than zero", LINE_MS),
	            "every byte was read back as zero"))
		say("       %.0f s from power to wiped", (double)(clock_measure_us() - began) / 1e6);
	if (vm_check(v, vm_serial_wait(v, "start: hands over to systemd", LINE_MS),
	            "the same start goes on with an empty station")) {
		(void)usleep(KIOSK_MS * 1000u);
		shot(v, "reset-new-station");
	}
	if (vm_qmp(v, NULL, "system_powerdown", NULL) || vm_wait_ended(v, SCREEN_MS))
		vm_kill(v);
}

static bool is_sound(struct vm *v, struct buf *features)
{
	char path[VM_PATH + 16];
	struct vm_place p = {0};
	int e = vm_disk_place(&p, v->disk, "data");

	(void)snprintf(path, sizeof path, "%s/data.raw", v->dir);
	if (e == 0)
		e = vm_disk_part(v->disk, &p, path);
	if (e == 0)
		e = proc_run((const char *const[]){"e2fsck", "-fn", path, NULL}, NULL, TOOL_MS);
	if (e == 0)
		e = proc_run((const char *const[]){"dumpe2fs", "-h", path, NULL}, features, TOOL_MS);
	(void)unlink(path);
	return e == 0;
}

static void look_at_card(struct vm *v, const char *const *old)
{
	char path[VM_PATH + 64];
	AUTO_BUF features;
	AUTO_BUF report;
	int64_t n = count(v, old);

	buf_init(&features, 1 << 16);
	buf_init(&report, UPDATE_JOURNAL_BYTES_MAX);
	(void)vm_check(v, n == 0, "nothing of the old station stands anywhere on the partition: %lld", (long long)n);
	(void)vm_check(v, is_sound(v, &features), "its file system is sound");
	(void)vm_check(v, strstr(buf_str(&features), "quota") && strstr(buf_str(&features), "project"),
	        "and keeps limits as the one before");
	(void)snprintf(path, sizeof path, "%s/kept/station/reset.report", v->dir);
	(void)vm_check(v,
	        vm_disk_take(v, "/station", "kept") == 0 && file_read(&report, path) == 0 &&
	                strstr(buf_str(&report), "not_zero = 0\n") && strstr(buf_str(&report), "starts = 2\n"),
	        "the report says what was read back, and that it was begun twice");
	buf_clear(&report);
	(void)snprintf(path, sizeof path, "%s/kept/update/journal", v->dir);
	(void)vm_check(v,
	        vm_disk_take(v, "/update", "kept") == 0 && file_read(&report, path) == 0 &&
	                strstr(buf_str(&report), "\"floor\":\"" FLOOR "\""),
	        "the floor of the firmware outlived it");
	(void)snprintf(path, sizeof path, "%s/kept/station/keys/device.key", v->dir);
	(void)vm_check(v, !file_exists(path), "there is no key of the old station");
}

void vm_reset(struct vm *v)
{
	static const char *const old[] = {CANARY, "VM-01", "https://10.0.2.2", NULL};
	int e;

	vm_kill(v);
	e = vm_disk_new(v);
	if (e == 0)
		e = plant(v);
	if (e == 0)
		e = order(v);
	if (!vm_check(v, e == 0, "a station with words on it, its reset is ordered%s%s", e ? ": " : "",
	            e ? err_why() : ""))
		return;
	(void)vm_check(v, count(v, old) > 2 * CANARY_TIMES, "its words can be found on the card before");
	cut_half_way(v);
	whole(v);
	look_at_card(v, old);
}
