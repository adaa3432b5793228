/*
 * vm - the life of the image in a machine: vm BUILD IMAGE [GROUP...]; the last line is "vm: N passed, F failed"
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "board/vm/vm_disk.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

struct group {
	const char *name;
	void (*run)(struct vm *v);
	const char *what;
	bool on_request; /* only when it is named: its image is another, or the whole would take too long */
};

static const struct group groups[] = {
        {"boot", vm_boot, "from power to the first screen", false},
        {"visit", vm_visit, "a visit by fingers, its record at the hub, its paper", false},
        {"breakout", vm_breakout, "keys, noise, and USB devices that nobody allowed: it stays a kiosk", false},
        {"soak", vm_soak, "a day of the desk: visits, paper, network and printer that come and go", false},
        {"stop", vm_stop, "the power key, and what the board kept", false},
        {"canary", vm_canary, "what was typed stands nowhere on the card", false},
        {"desk", vm_desk, "an officer's card, a keypad, a notice handed over", false},
        {"update", vm_update, "new versions: taken, refused, broken, hanging", false},
        {"cuts", vm_cuts, "power cuts at the blocks of the disk, in the middle of visits", false},
        {"reset", vm_reset, "a factory reset, cut off half-way, and nothing of the old left", false},
        {"install", vm_install, "the stick that installs itself, on an empty disk", false},
        {"stick", vm_stick, "sticks: FAT32, exFAT, broken ones; a new device becomes a station by one", true},
        {"demo", vm_demo, "a demonstration image makes its own station", true},
};

bool vm_check(struct vm *v, bool ok, const char *what, ...)
{
	char text[512];
	va_list args;

	va_start(args, what);
	(void)vsnprintf(text, sizeof text, what, args);
	va_end(args);
	say("  %s %s", ok ? "ok  " : "FAIL", text);
	ok ? v->passed++ : v->failed++;
	return ok;
}

static bool is_wanted(const struct group *g, int n, char *const *names)
{
	for (int i = 0; i < n; i++)
		if (text_is(names[i], g->name))
			return true;
	return n == 0 && !g->on_request;
}

static int whole_path(char out[VM_PATH], const char *path)
{
	char whole[PATH_MAX];

	if (!realpath(path, whole) || !text_copy(out, VM_PATH, whole))
		return err_new(2, "%s is not there: 'make image' first", path);
	return 0;
}

static int open_all(struct vm *v, const char *build, const char *image)
{
	char path[VM_PATH];
	int e;

	*v = (struct vm){.qmp = -1, .twin_in = -1};
	e = whole_path(v->build, build);
	if (e == 0)
		e = whole_path(v->image, image);
	if (e)
		return err_up(e);
	(void)snprintf(v->dir, sizeof v->dir, "%.900s/vm", v->build);
	(void)snprintf(v->disk, sizeof v->disk, "%.900s/disk.img", v->dir);
	(void)snprintf(v->fill, sizeof v->fill, "%.900s/fill", v->dir);
	(void)snprintf(path, sizeof path, "%.900s/shots", v->dir);
	e = dir_remove(v->dir);
	if (e == 0)
		e = dir_make(path, 0755);
	if (e == 0)
		e = vm_office_open(v);
	if (e == 0)
		e = vm_disk_new(v);
	return e ? err_up(e) : err_up(shadow_open(v));
}

/* What a group took and how it ended, for the table at the end. */
struct took {
	bool ran;
	int passed, failed;
	double seconds, load;
};

enum { GROUPS = sizeof groups / sizeof *groups };

static double load_now(void)
{
	double load[1] = {-1};

	return getloadavg(load, 1) == 1 ? load[0] : -1;
}

static struct took run_group(struct vm *v, const struct group *g)
{
	struct took t = {.ran = true, .passed = v->passed, .failed = v->failed, .load = load_now()};
	int64_t from = clock_measure_us();

	say("%s: %s", g->name, g->what);
	g->run(v);
	t.passed = v->passed - t.passed;
	t.failed = v->failed - t.failed;
	t.seconds = (double)(clock_measure_us() - from) / 1e6;
	return t;
}

/* Load: of this machine when the group began; a quiet one has less than 1.5. */
static void tell_table(const struct took *took)
{
	double all = 0;

	say("group       seconds  passed  failed  load");
	for (int i = 0; i < GROUPS; i++) {
		if (!took[i].ran)
			continue;
		say("%-10s %8.1f %7d %7d %5.1f", groups[i].name, took[i].seconds, took[i].passed, took[i].failed,
		        took[i].load);
		all += took[i].seconds;
	}
	say("%-10s %8.1f", "all", all);
}

int main(int argc, char **argv)
{
	struct took took[GROUPS] = {0};
	struct vm v;
	int e;

	if (argc < 3) {
		(void)fputs("vm: takes BUILD and the image, and names of groups\n", stderr);
		return 2;
	}
	e = open_all(&v, argv[1], argv[2]);
	for (int i = 0; i < GROUPS && e == 0; i++)
		if (is_wanted(&groups[i], argc - 3, argv + 3))
			took[i] = run_group(&v, &groups[i]);
	if (e)
		(void)vm_check(&v, false, "%s", err_why());
	vm_kill(&v);
	shadow_close(&v);
	vm_office_close(&v);
	tell_table(took);
	say("vm: %d passed, %d failed", v.passed, v.failed);
	return v.failed ? 1 : 0;
}
