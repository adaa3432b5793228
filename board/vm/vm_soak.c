/*
 * vm_soak - a day of the desk, without its waiting: visits to their receipt and visits that were left, new paper, a network and a printer that come and go
 *
 * Memory is what the board itself calls available, asked through QEMU's balloon every few visits: nothing of it lies in the kiosk.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "door.h"
#include "sys/clock.h"
#include "sys/text.h"

enum {
	VISITS = 40,
	VISITS_MOST = 10000,
	WHOLE_EVERY = 4, /* one to its receipt, the others are left */
	SETTLED = 8, /* visits after which memory has to be flat */
	LOOK_EVERY = 4,
	LEFT_BEHIND = 9, /* screens of a visit that is left in the middle of its answers */
	OUT_MS = 120000,
	NEXT_MS = 60000,
	SYNC_MS = 240000,
	MIB = 1 << 20,
	GROWTH_MIB = 24,
	STATS_S = 1,
	LOOKS_MOST = 64
};

struct day {
	int done, whole, left, flaps, rolls, plugs;
	int64_t available[LOOKS_MOST]; /* bytes */
	int looks, settled; /* the first look that counts */
};

static const char balloon[] = "/machine/peripheral/balloon";

/* -1: the board does not tell. */
static int64_t available(struct vm *v)
{
	json_t *reply = NULL;
	int64_t n = -1;

	if (vm_qmp(v, &reply, "qom-get", json_pack("{s:s, s:s}", "path", balloon, "property", "guest-stats")) == 0)
		n = (int64_t)json_number_value(json_object_get(
		        json_object_get(json_object_get(reply, "return"), "stats"), "stat-available-memory"));
	json_decref(reply);
	return n;
}

static void look(struct vm *v, struct day *d)
{
	int64_t n = d->looks < LOOKS_MOST ? available(v) : -1;

	if (n <= 0)
		return;
	if (d->done <= SETTLED)
		d->settled = d->looks;
	d->available[d->looks++] = n;
}

static int both(struct vm *v, const char *id)
{
	int e = vm_both_tap(v, id);

	return e ? err_up(e)
	       : vm_same(v, 2, NEXT_MS)
	               ? 0
	               : err_new(5, "after '%s' the machine shows something else than the kiosk beside it", id);
}

static int whole(struct vm *v, struct day *d)
{
	int same, e = vm_walk(v, &same);

	d->whole += e == 0;
	return e ? err_up(e) : err_up(both(v, "next"));
}

/* Languages fill more than one page of their screen. */
static const char *language(struct vm *v, const char *wanted)
{
	json_t *tree = NULL;
	bool there = door_tree(shadow_door(v), &tree) == 0 && tree_node(tree, wanted);

	json_decref(tree);
	return there ? wanted : "lang:nl";
}

/* A look at another language; a service that is not wanted; or answers that are given up. */
static int left(struct vm *v, struct day *d, int kind)
{
	static const char *const languages[] = {"lang:en", "lang:ar", "lang:uk"};
	bool ended;
	int same, e = 0;

	if (kind == 1)
		e = vm_walk_some(v, &same, LEFT_BEHIND, &ended);
	else {
		e = both(v, "next");
		if (e == 0)
			e = both(v, language(v, languages[d->done % 3]));
		if (e == 0 && kind == 2)
			e = both(v, "service:loss_report");
	}
	if (e == 0)
		e = both(v, "stop");
	d->left += e == 0;
	return err_up(e);
}

static int wire(struct vm *v, bool up)
{
	return err_up(vm_qmp(v, NULL, "set_link", json_pack("{s:s, s:b}", "name", "net", "up", up)));
}

static int new_roll(struct vm *v, struct day *d)
{
	int e = vm_printer_word(v, "paper_out");

	(void)usleep(2000000);
	if (e == 0)
		e = vm_printer_word(v, "paper_in");
	d->rolls++;
	return err_up(e);
}

static int replug(struct vm *v, struct day *d)
{
	int e = vm_qmp(v, NULL, "device_del", json_pack("{s:s}", "id", "printer"));

	(void)usleep(2000000);
	if (e == 0)
		e = vm_qmp(v, NULL, "device_add",
		        json_pack("{s:s, s:s, s:s, s:s, s:s}", "driver", "usb-serial", "id", "printer", "bus", "usb.0",
		                "port", "1", "chardev", "pr"));
	d->plugs++;
	return err_up(e);
}

/* What happens between two visits. The network stays away for three of them, one of which is a whole one. */
static int between(struct vm *v, struct day *d)
{
	int e = 0;

	if (d->done % 10 == 3)
		e = wire(v, false);
	if (d->done % 10 == 6) {
		e = wire(v, true);
		d->flaps++;
	}
	if (e == 0 && d->done % 10 == 7)
		e = new_roll(v, d);
	if (e == 0 && d->done % 10 == 9)
		e = replug(v, d);
	return err_up(e);
}

static int records(struct vm *v, int least)
{
	int64_t until = clock_measure_us() + SYNC_MS * 1000LL;
	int n;

	while ((n = vm_records(v, NULL)) < least && clock_measure_us() < until)
		(void)usleep(500000);
	return n;
}

static int sheets(struct vm *v, int least)
{
	int64_t until = clock_measure_us() + SYNC_MS * 1000LL;

	while (vm_sheets(v) < least && clock_measure_us() < until)
		(void)usleep(500000);
	return vm_sheets(v);
}

static void judge_memory(struct vm *v, const struct day *d)
{
	char line[600] = "";
	size_t n = 0;
	int64_t first = d->looks ? d->available[d->settled] : 0, last = d->looks ? d->available[d->looks - 1] : 0;

	for (int i = 0; i < d->looks && n + 8 < sizeof line; i++)
		n += (size_t)snprintf(line + n, sizeof line - n, " %d", (int)(d->available[i] / MIB));
	(void)vm_check(v, d->looks > 1 && first - last <= (int64_t)GROWTH_MIB * MIB,
	        "memory is flat: %d MiB available after %d visits, %d MiB at the end (every %d visits:%s)",
	        (int)(first / MIB), SETTLED, (int)(last / MIB), LOOK_EVERY, line);
}

static int asked(void)
{
	const char *said = getenv("VM_SOAK");
	int64_t n;

	return said && text_i64(said, 1, VISITS_MOST, &n) ? (int)n : VISITS;
}

void vm_soak(struct vm *v)
{
	struct day d = {0};
	int wanted = asked(), e = vm_out(v, OUT_MS), before, had;
	int64_t from = clock_measure_us();

	if (e == 0)
		e = vm_qmp(v, NULL, "qom-set",
		        json_pack("{s:s, s:s, s:i}", "path", balloon, "property", "guest-stats-polling-interval",
		                "value", STATS_S));
	before = vm_records(v, NULL);
	had = vm_sheets(v);
	v->brief = true;
	while (e == 0 && d.done < wanted) {
		int kind = d.done % WHOLE_EVERY;

		e = between(v, &d);
		if (e == 0)
			e = kind == 0 ? whole(v, &d) : left(v, &d, kind);
		d.done += e == 0;
		if (d.done % LOOK_EVERY == 0 && e == 0)
			look(v, &d);
	}
	v->brief = false;
	if (e) {
		char kept[VM_PATH];

		(void)vm_check(v, false, "visit %d: %s", d.done + 1, err_why());
		if (vm_keep(v, "soak", kept) == 0)
			say("       %s", kept);
	}
	if (wire(v, true))
		say("       %s", err_why());
	(void)vm_check(v, d.done == wanted,
	        "%d visits in %.0f s: %d to their receipt, %d that were left; the network went %d times, the printer %d times, %d new rolls",
	        d.done, (double)(clock_measure_us() - from) / 1e6, d.whole, d.left, d.flaps, d.plugs, d.rolls);
	before = records(v, before + d.whole) - before;
	(void)vm_check(v, before == d.whole, "every record is at the hub, once: %d of %d", before, d.whole);
	had = sheets(v, had + d.whole) - had;
	(void)vm_check(v, had >= d.whole, "each has its paper: %d sheets", had);
	(void)vm_check(v, vm_serial_count(v, "U-Boot 20") == 1, "the board did not start anew");
	judge_memory(v, &d);
}
