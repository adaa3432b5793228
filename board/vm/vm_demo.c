/* vm_demo - a demonstration image on an empty card: it makes its own station, a finger is answered, and what it made is its own */
#include <stdio.h>
#include <string.h>

#include "board/vm/vm.h"
#include "board/vm/vm_disk.h"
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { COPY_MS = 120000, FIRST_MS = 240000, TOUCH_MS = 60000, OFF_MS = 60000, FILE_MAX = 1 << 16, LOG_MAX = 64 << 20 };

/* The image beside the one that is proven otherwise, as flashed: nothing is laid into it. */
static int new_card(struct vm *v)
{
	const char *mode = strstr(v->image, "-production/");
	char image[2 * VM_PATH];

	if (mode)
		(void)snprintf(image, sizeof image, "%.*s-demo/disk.img", (int)(mode - v->image), v->image);
	else
		(void)snprintf(image, sizeof image, "%s", v->image);
	if (!file_exists(image))
		return err_new(2, "%s is not there: 'make image MODE=demo' first", image);
	return err_up(proc_run((const char *const[]){"cp", "--sparse=always", image, v->disk, NULL}, NULL, COPY_MS));
}

static void shot(struct vm *v, const char *name)
{
	char kept[VM_PATH];

	if (vm_keep(v, name, kept) == 0)
		say("       %s", kept);
}

static bool touch(struct vm *v, const char *id, const char *what)
{
	int e = vm_both_tap(v, id);

	return vm_check(v, e == 0 && vm_same(v, 1, TOUCH_MS), "%s%s%s", what, e ? ": " : "", e ? err_why() : "");
}

static bool holds(const struct vm *v, const char *name, const char *text)
{
	char path[VM_PATH + 64];
	AUTO_BUF all;

	buf_init(&all, FILE_MAX);
	(void)snprintf(path, sizeof path, "%s/kept/%s", v->dir, name);
	return file_read(&all, path) == 0 && (!text || strstr(buf_str(&all), text));
}

static void look_at_card(struct vm *v)
{
	char kept[VM_PATH + 16];
	AUTO_BUF log;
	int e;

	buf_init(&log, LOG_MAX);
	(void)snprintf(kept, sizeof kept, "%s/kept", v->dir);
	e = dir_remove(kept);
	if (e == 0)
		e = vm_disk_take(v, "/station", "kept");
	(void)vm_check(v,
	        e == 0 && holds(v, "station/station.conf", "station = DEMO-01") &&
	                holds(v, "station/station.conf", "demonstration = yes"),
	        "the station is its own making, and says that it is a demonstration");
	(void)vm_check(v, holds(v, "station/keys/device.key", NULL), "with a key that lies in no image");
	e = vm_journal(&log, v);
	(void)vm_check(v,
	        e == 0 && vm_count(buf_str(&log), "Failed to start") == 0 &&
	                vm_journal_processes(buf_str(&log), "loket") == 1,
	        "no unit failed, and the kiosk was started once%s%s", e ? ": " : "", e ? err_why() : "");
}

void vm_demo(struct vm *v)
{
	int e;

	vm_kill(v);
	e = new_card(v);
	if (e == 0)
		e = shadow_tell(v, "{}");
	if (e == 0)
		e = vm_start(v);
	if (!vm_check(
	            v, e == 0, "a demonstration image on an empty card, power%s%s", e ? ": " : "", e ? err_why() : ""))
		return;
	(void)vm_check(v, vm_same(v, 1, FIRST_MS), "it starts by itself to the first screen");
	say("       %6.1f s", (double)(clock_measure_us() - v->started_us) / 1e6);
	shot(v, "demo-first");
	if (touch(v, "next", "a finger on 'begin' brings the languages"))
		(void)touch(v, "lang:nl", "and a language the services");
	shot(v, "demo-services");
	if (vm_qmp(v, NULL, "system_powerdown", NULL) || vm_wait_ended(v, OFF_MS))
		vm_kill(v);
	look_at_card(v);
}
