/* vm_update - new versions on the real image: taken, refused, broken, hanging; each told on the screen and in the journal */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum { ANEW_MS = 600 * 1000, LIVE_MS = 240 * 1000, JOURNAL_MAX = 1 << 17, LOOK_US = 500000, OFF_MS = 60000 };

#define SPOOL "/station/ledger/updates"

static int put(struct vm *v, const char *name)
{
	char from[VM_PATH + 64], to[128];
	char folder[VM_PATH];

	(void)text_copy(folder, sizeof folder, v->image);
	*strrchr(folder, '/') = 0;
	(void)snprintf(from, sizeof from, "%s/bundles/%s", folder, name);
	(void)snprintf(to, sizeof to, "%s/%s", SPOOL, name);
	return err_up(vm_disk_put(v, from, to));
}

/* How often the boot loader chose a slot since the machine was switched on. */
static int starts(const struct vm *v, char slot)
{
	char path[VM_PATH + 16], what[32];
	AUTO_BUF text;
	int n = 0;

	buf_init(&text, 64 << 20);
	(void)snprintf(path, sizeof path, "%s/serial.log", v->dir);
	(void)snprintf(what, sizeof what, "loket: slot %c starts", slot);
	if (file_read(&text, path))
		return -1;
	for (const char *at = buf_str(&text); (at = strstr(at, what)) != NULL; at++)
		n++;
	return n;
}

/* Until the boot loader chose so many times. */
static bool wait_starts(struct vm *v, int all, int wait_ms)
{
	int64_t until = clock_measure_us() + wait_ms * 1000LL;

	while (starts(v, 'A') + starts(v, 'B') < all && clock_measure_us() < until) {
		vm_listen(v);
		(void)usleep(LOOK_US);
	}
	return starts(v, 'A') + starts(v, 'B') >= all;
}

/* The machine is switched off and what loket-update wrote down is read from the card. */
static bool journal_says(struct vm *v, const char *what)
{
	char path[VM_PATH + 32];
	AUTO_BUF text;
	bool there;

	buf_init(&text, JOURNAL_MAX);
	(void)snprintf(path, sizeof path, "%s/kept-update", v->dir);
	if (dir_remove(path) || dir_make(path, 0755) || vm_disk_take(v, "/update", "kept-update"))
		return false;
	(void)snprintf(path, sizeof path, "%s/kept-update/update/journal", v->dir);
	there = file_read(&text, path) == 0 && strstr(buf_str(&text), what) != NULL;
	if (!there)
		vm_say("       journal: %s", buf_str(&text));
	return there;
}

static void off(struct vm *v)
{
	if (v->qemu > 0 && vm_qmp(v, NULL, "system_powerdown", NULL) == 0 && vm_wait_ended(v, OFF_MS) == 0)
		return;
	vm_kill(v);
}

static void shot(struct vm *v, const char *name)
{
	char kept[VM_PATH];

	if (vm_keep(v, name, kept) == 0)
		vm_say("       %s", kept);
}

/* With these bundles on the card: starts, waits for the given number of slots chosen, lives on, and is read. */
static bool live(struct vm *v, const char *const *bundles, int chosen, const char *name)
{
	bool all;
	int e = 0;

	off(v);
	for (int i = 0; bundles[i] && e == 0; i++)
		e = put(v, bundles[i]);
	if (e == 0)
		e = vm_start(v);
	if (!vm_check(v, e == 0, "%s: the machine is on with its bundles%s%s", name, e ? ": " : "", e ? err_why() : ""))
		return false;
	all = wait_starts(v, chosen, ANEW_MS);
	(void)vm_check(v, all, "%s: the boot loader chose %d times (A %d, B %d)", name, chosen, starts(v, 'A'),
	        starts(v, 'B'));
	(void)usleep(1000u * LIVE_MS / 2);
	shot(v, name);
	off(v);
	return all;
}

void vm_update(struct vm *v)
{
	static const char *const four[] = {
	        "loket-0.6.3.raucb", "loket-0.6.2.raucb", "loket-0.6.1.raucb", "loket-0.6.0.raucb", NULL};
	static const char *const broken[] = {"loket-0.7.0.raucb", NULL};
	static const char *const hangs[] = {"loket-0.8.0.raucb", NULL};

	if (live(v, four, 2, "update-good")) {
		(void)vm_check(v, journal_says(v, "\"outcome\":\"foreign\""), "a foreign signature is refused");
		(void)vm_check(v, journal_says(v, "\"outcome\":\"older\""), "an older version is refused");
		(void)vm_check(v, journal_says(v, "\"outcome\":\"damaged\""),
		        "one byte changed in a signed bundle is refused");
		(void)vm_check(
		        v, journal_says(v, "\"outcome\":\"confirmed\""), "a good bundle is installed and confirmed");
		(void)vm_check(v, journal_says(v, "\"floor\":\"0.6.0\""), "the floor has risen to it");
	}
	/* once by itself, then three times the new one, then back */
	if (live(v, broken, 5, "update-broken"))
		(void)vm_check(v, journal_says(v, "\"outcome\":\"fell_back\""),
		        "one that does not start is left after three tries");
	if (live(v, hangs, 5, "update-hangs")) {
		(void)vm_check(v, journal_says(v, "0.8.0 did not come up"),
		        "one that hangs is bitten by the watchdog and left");
		(void)vm_check(v, journal_says(v, "\"floor\":\"0.6.0\""), "the floor is where it was");
	}
}
