/* vm_update - new versions on the real image, in two evenings: refused, taken, hanging, broken; then the power cut in the first one */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm_disk.h"
#include "board/vm/vm_update.h"
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum {
	START_MS = 1800 * 1000,
	LOOK_US = 300000,
	OFF_MS = 12000,
	OFF_PRESSES = 8,
	RUN_MS = 120000,
	SERIAL_MAX = 64 << 20
};

#define SPOOL "/station/ledger/updates"

/* What lies in the spool; newest first is how they are tried. A version that was refused or given up is not tried again. */
static const char *const first_evening[] = {"loket-0.9.3.raucb", /* signed by somebody else */
        "loket-0.9.2.raucb", /* 0.0.1 in truth */
        "loket-0.9.1.raucb", /* one byte changed, its signature holds */
        "loket-0.6.0.raucb", /* good; takes the leaf back that signed it */
        NULL};
static const char *const second_evening[] = {"loket-0.9.5.raucb", /* by the leaf that was taken back */
        "loket-0.8.0.raucb", /* by the new leaf: hangs */
        "loket-0.7.0.raucb", /* by the new leaf: its root is not what its initrd expects */
        NULL};

static void bundle(char out[VM_PATH + 64], const struct vm *v, const char *name)
{
	(void)snprintf(out, VM_PATH + 64, "%.*s/bundles/%s", (int)(strrchr(v->image, '/') - v->image), v->image, name);
}

/* How often the boot loader chose a slot since the machine was switched on. */
static int starts(const struct vm *v, char slot)
{
	char path[VM_PATH + 16], what[32];
	AUTO_BUF text;
	int n = 0;

	buf_init(&text, SERIAL_MAX);
	(void)snprintf(path, sizeof path, "%s/serial.log", v->dir);
	(void)snprintf(what, sizeof what, "loket: slot %c starts", slot);
	if (file_read(&text, path))
		return -1;
	for (const char *at = buf_str(&text); (at = strstr(at, what)) != NULL; at++)
		n++;
	return n;
}

static double since_start(const struct vm *v)
{
	return (double)(clock_measure_us() - v->started_us) / 1e6;
}

/* Until the boot loader chose so often; each choice is told. */
static bool wait_starts(struct vm *v, int a, int b)
{
	int64_t until = clock_measure_us() + START_MS * 1000LL;
	int told = 0, now_a = 0, now_b = 0;

	while ((now_a < a || now_b < b) && clock_measure_us() < until) {
		now_a = starts(v, 'A');
		now_b = starts(v, 'B');
		if (now_a + now_b > told) {
			told = now_a + now_b;
			say("       %6.1f s  start %d: slot A %d times, slot B %d times", since_start(v), told, now_a,
			        now_b);
		}
		if (vm_qmp(v, NULL, "query-status", NULL))
			return false;
		(void)usleep(LOOK_US);
	}
	return now_a == a && now_b == b;
}

/* A key that is pressed before anybody listens is not heard: again, until the machine is off. */
static void off(struct vm *v)
{
	for (int left = OFF_PRESSES; left > 0 && v->qemu > 0; left--)
		if (vm_qmp(v, NULL, "system_powerdown", NULL) || vm_wait_ended(v, OFF_MS) == 0)
			break;
	vm_kill(v);
}

static int lay_spool(const struct vm_update *u, const struct vm *v)
{
	char from[VM_PATH + 64], to[VM_PATH + 128];
	int e;

	(void)snprintf(to, sizeof to, "%s%s", u->fill, SPOOL);
	e = dir_make(to, 0755);
	for (int i = 0; first_evening[i] && e == 0; i++) {
		bundle(from, v, first_evening[i]);
		(void)snprintf(to, sizeof to, "%s%s/%s", u->fill, SPOOL, first_evening[i]);
		e = proc_run((const char *const[]){"cp", from, to, NULL}, NULL, RUN_MS);
	}
	return err_up(e);
}

static void judge_init(struct vm_update *u, const struct vm *v)
{
	u->judge = (struct blockjudge){.station = "/station", .also = "/update", .saved = u->saved};
	(void)snprintf(u->judge.loketctl, sizeof u->judge.loketctl, "%.900s/loketctl", v->build);
	(void)snprintf(u->judge.key, sizeof u->judge.key, "%.900s/authority.key", v->office);
	(void)snprintf(u->judge.dir, sizeof u->judge.dir, "%.900s/judged", v->dir);
	for (int i = 0; first_evening[i]; i++) {
		static const char *const paths[] = {SPOOL "/loket-0.9.1.raucb", SPOOL "/loket-0.6.0.raucb",
		        SPOOL "/loket-0.8.0.raucb", SPOOL "/loket-0.7.0.raucb"};

		u->judge.without[i] = paths[i];
	}
}

/* A card as it was flashed, with records that wait for a hub that is not there, and the bundles. */
static int begin(struct vm *v, struct vm_update *u)
{
	struct blockjudge_verdict verdict;
	char fill[VM_PATH], station[VM_PATH + 16];
	int e;

	vm_kill(v);
	*u = (struct vm_update){0};
	judge_init(u, v);
	(void)snprintf(fill, sizeof fill, "%s", v->fill);
	(void)snprintf(u->fill, sizeof u->fill, "%.900s/fill-update", v->dir);
	(void)snprintf(u->before, sizeof u->before, "%.900s/before.img", v->dir);
	(void)snprintf(u->log, sizeof u->log, "%.900s/block.log", v->dir);
	(void)snprintf(station, sizeof station, "%.900s/station", u->fill);
	e = vm_hub_stop(v);
	if (e == 0)
		e = proc_run((const char *const[]){"cp", "-a", fill, u->fill, NULL}, NULL, RUN_MS);
	if (e == 0)
		e = shadow_fill(v, station, VM_UPDATE_RECORDS);
	if (e == 0)
		e = lay_spool(u, v);
	if (e == 0) {
		(void)snprintf(v->fill, sizeof v->fill, "%s", u->fill);
		e = vm_disk_new(v);
		(void)snprintf(v->fill, sizeof v->fill, "%s", fill);
	}
	if (e == 0)
		e = vm_update_judge(&verdict, v, &u->judge);
	if (e == 0)
		e = blockjudge_numbers(u->saved, VM_UPDATE_RECORDS, &u->judge.n_saved, &u->judge);
	if (e == 0 && u->judge.n_saved != VM_UPDATE_RECORDS)
		e = err_new(
		        5, "%zu records are on the card, not %d: %s", u->judge.n_saved, VM_UPDATE_RECORDS, verdict.why);
	if (e == 0)
		e = proc_run((const char *const[]){"cp", "--sparse=always", v->disk, u->before, NULL}, NULL, RUN_MS);
	if (e == 0)
		e = file_replace(u->log, "", 0, 0600);
	return err_up(e);
}

/* Slot A runs what was flashed; three are refused, the good one goes to B and is confirmed there. Every block is noted. */
static bool evening_one(struct vm *v, struct vm_update *u)
{
	bool all;
	int e;

	(void)text_copy(v->block_log, sizeof v->block_log, u->log);
	e = vm_start(v);
	if (vm_check(v, e == 0, "first evening: the machine is on%s%s", e ? ": " : "", e ? err_why() : "") == false)
		return false;
	all = wait_starts(v, 1, 1);
	(void)vm_check(v, all, "three are refused, the good one starts: slot A once (%d), then slot B (%d)",
	        starts(v, 'A'), starts(v, 'B'));
	vm_update_add(&u->expected, "foreign", "");
	vm_update_add(&u->expected, "older", "0.0.1");
	vm_update_add(&u->expected, "damaged", "0.9.1");
	vm_update_add(&u->expected, "installed", "0.6.0");
	vm_update_add(&u->expected, "confirmed", "0.6.0");
	(void)text_copy(u->expected.floor, sizeof u->expected.floor, "0.6.0");
	(void)vm_update_shows(v, &u->expected, "update-good");
	say("       %6.1f s  and told", since_start(v));
	off(v);
	v->block_log[0] = 0;
	vm_update_kept(v, u, 0, "first evening");
	return true;
}

static int change_spool(struct vm *v)
{
	char from[VM_PATH + 64], path[VM_PATH];
	bool whole = false;
	int e = 0;

	for (int i = 0; first_evening[i] && e == 0; i++) {
		(void)snprintf(path, sizeof path, "%s/%s", SPOOL, first_evening[i]);
		e = vm_disk_drop(v, path);
	}
	for (int i = 0; second_evening[i] && e == 0; i++) {
		bundle(from, v, second_evening[i]);
		(void)snprintf(path, sizeof path, "%s/%s", SPOOL, second_evening[i]);
		e = vm_disk_put(v, from, path);
	}
	if (e == 0)
		e = vm_disk_mend(v, &whole);
	return e ? err_up(e) : whole ? 0 : err_new(5, "the card's data partition is not whole");
}

/* B runs. The leaf that was taken back is refused; by the new leaf come one that hangs and one that is broken, each tried three times in A. */
static void evening_two(struct vm *v, struct vm_update *u)
{
	int e = change_spool(v), from = u->expected.n;
	bool all;

	if (e == 0)
		e = vm_start(v);
	if (!vm_check(v, e == 0, "second evening: the machine is on%s%s", e ? ": " : "", e ? err_why() : ""))
		return;
	all = wait_starts(v, 3, 2);
	(void)vm_check(v, all && v->bites == 3,
	        "one that hangs, by a new leaf: slot A three times (%d), the watchdog bit three times (%d), then back to B (%d)",
	        starts(v, 'A'), v->bites, starts(v, 'B'));
	all = all && wait_starts(v, 6, 3);
	(void)vm_check(v, all, "one that is broken: slot A three times more (%d), then back to B (%d)", starts(v, 'A'),
	        starts(v, 'B'));
	vm_update_add(&u->expected, "foreign", "");
	vm_update_add(&u->expected, "installed", "0.8.0");
	vm_update_add(&u->expected, "fell_back", "0.8.0");
	vm_update_add(&u->expected, "installed", "0.7.0");
	vm_update_add(&u->expected, "fell_back", "0.7.0");
	(void)vm_update_shows(v, &u->expected, "update-fell-back");
	say("       %6.1f s  and told", since_start(v));
	off(v);
	vm_update_kept(v, u, from, "second evening: the leaf that was taken back is refused, the new one is not");
}

void vm_update(struct vm *v)
{
	struct vm_update u;
	int e = begin(v, &u);

	if (vm_check(v, e == 0, "a card with %zu records that wait%s%s", u.judge.n_saved, e ? ": " : "",
	            e ? err_why() : "") &&
	        evening_one(v, &u)) {
		struct vm_update_court *c = vm_update_court_open(v, &u);

		evening_two(v, &u);
		vm_update_court_close(c, v);
	}
	vm_kill(v);
	v->block_log[0] = 0;
	(void)unlink(u.before);
	(void)unlink(u.log);
	e = dir_remove(u.fill);
	if (e == 0)
		e = shadow_tell(v, "{}");
	if (e == 0)
		e = vm_hub_start(v);
	if (e)
		(void)vm_check(v, false, "%s", err_why());
}
