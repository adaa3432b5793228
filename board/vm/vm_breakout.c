/*
 * vm_breakout - whoever has the box alone: a keyboard and its ways out of a graphic system, noise on keys and panel, USB devices of every kind, every port
 *
 * Seen from outside: the picture (dot for dot the kiosk's), a finger that it answers, the kernel's word on the serial line for each USB device, replies on the
 * wire, and how many events the machine took out of its queues. Group "stop" reads in the journal what the board itself told of it, and that the kiosk was
 * started once. Signals can not be sent into the machine; tests/suites/breakout_signals.c sends them to the same program.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "sys/clock.h"

enum {
	AT_ONCE = 20,
	KEYS = 255,
	RANDOM_EVENTS = 100000,
	RANGE = 32767,
	SLOTS = 10,
	REST_US = 2000,
	OUT_MS = 120000,
	ANSWER_MS = 60000,
	USB_MS = 60000,
	LOOK_US = 200000
};

/* QEMU's numbers: those of a PC keyboard, 0x80 for the second set. */
enum {
	CTRL = 0x1d,
	SHIFT = 0x2a,
	ALT = 0x38,
	META = 0xdb,
	RIGHT_CTRL = 0x9d,
	RIGHT_SHIFT = 0x36,
	ALT_GR = 0xb8,
	SYSRQ = 0x54,
	PRINT = 0xb7
};
static const int modifiers[] = {CTRL, SHIFT, ALT, META, RIGHT_CTRL, RIGHT_SHIFT, ALT_GR, SYSRQ};
enum { MODIFIERS = 8 };

/* A bit each: none, each alone, the usual ways out of a graphic system, all. */
static const unsigned sets[] = {0x00, 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x05, 0x07, 0x03, 0x09, 0x0c,
        0x06, 0x84, 0x50, 0x44, 0xff};

struct crowd {
	struct vm *v;
	json_t *events; /* not yet sent */
	long sent;
	int e; /* the first surprise */
};

static void flush(struct crowd *c)
{
	if (json_array_size(c->events) == 0)
		return;
	if (c->e == 0)
		c->e = vm_send(c->v, c->events);
	else
		json_decref(c->events);
	c->events = json_array();
	(void)usleep(REST_US); /* the machine's queue holds 64 */
}

static void put(struct crowd *c, json_t *event)
{
	(void)json_array_append_new(c->events, event);
	c->sent++;
	if (json_array_size(c->events) >= AT_ONCE)
		flush(c);
}

static void hold(struct crowd *c, unsigned set, bool down)
{
	for (int i = 0; i < MODIFIERS; i++)
		if (set >> i & 1)
			put(c, vm_key(modifiers[i], down));
	flush(c);
}

/* What a device gave to the machine so far, by its queue; it counts to 65535. */
static long taken(struct vm *v, const char *device)
{
	char path[80];
	json_t *reply = NULL;
	long n = -1;

	(void)snprintf(path, sizeof path, "/machine/peripheral/%s/virtio-backend", device);
	if (vm_qmp(v, &reply, "x-query-virtio-queue-status", json_pack("{s:s, s:i}", "path", path, "queue", 0)) == 0)
		n = (long)json_integer_value(json_object_get(json_object_get(reply, "return"), "used-idx"));
	json_decref(reply);
	return n;
}

static long since(long before, long now)
{
	return (now - before) & 0xffff;
}

/* It is the kiosk, dot for dot, and answers a finger. */
static void is_a_kiosk(struct vm *v, const char *after)
{
	char kept[VM_PATH];
	int e = vm_out(v, OUT_MS);

	if (e && vm_keep(v, "no-kiosk", kept) == 0)
		say("       %s", kept);
	if (e == 0)
		e = vm_both_tap(v, "next");
	(void)vm_check(v, e == 0 && vm_same(v, 1, ANSWER_MS), "after %s: one window, the kiosk's, and it answers%s%s",
	        after, e ? ": " : "", e ? err_why() : "");
}

static void every_key(struct vm *v)
{
	struct crowd c = {.v = v, .events = json_array()};
	long before = taken(v, "keys"), got;

	for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
		hold(&c, sets[s], true);
		for (int key = 1; key <= KEYS; key++) {
			put(&c, vm_key(key, true));
			put(&c, vm_key(key, false));
		}
		flush(&c);
		hold(&c, sets[s], false);
	}
	for (int i = 0; i < MODIFIERS; i++)
		put(&c, vm_key(modifiers[i], false));
	flush(&c);
	json_decref(c.events);
	got = since(before, taken(v, "keys"));
	(void)vm_check(v, c.e == 0 && got > 0,
	        "%d keys with each of %zu sets of modifiers, SysRq and consoles among them: %ld events, the machine took %ld%s%s",
	        KEYS, sizeof sets / sizeof *sets, c.sent, got, c.e ? ": " : "", c.e ? err_why() : "");
	is_a_kiosk(v, "every key");
}

static uint32_t next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void noise(struct vm *v)
{
	struct crowd c = {.v = v, .events = json_array()};
	long keys = taken(v, "keys"), fingers = taken(v, "fingers"), got_keys = 0, got_fingers = 0;
	int64_t from = clock_measure_us();
	uint32_t seed = 20261122;

	for (int i = 0; i < RANDOM_EVENTS && c.e == 0; i++) {
		uint32_t r = next(&seed);

		if (r % 5 < 2)
			put(&c, vm_key((int)(r >> 8) % KEYS + 1, r >> 7 & 1));
		else
			put(&c, vm_contact((int)(r >> 3 & 3), (int)(r >> 5) % SLOTS, (int)(next(&seed) & RANGE)));
		if (i % 10000 == 9999) { /* before the count begins anew */
			long k = taken(v, "keys"), f = taken(v, "fingers");

			got_keys += since(keys, k);
			got_fingers += since(fingers, f);
			keys = k;
			fingers = f;
		}
	}
	flush(&c);
	for (int i = 0; i < SLOTS; i++)
		put(&c, vm_contact(1, i, 0));
	flush(&c);
	json_decref(c.events);
	(void)vm_check(v, c.e == 0 && got_keys > 0 && got_fingers > 0,
	        "%ld random events in %.0f s; the machine took %ld of the keyboard, %ld of the panel%s%s", c.sent,
	        (double)(clock_measure_us() - from) / 1e6, got_keys, got_fingers, c.e ? ": " : "",
	        c.e ? err_why() : "");
	is_a_kiosk(v, "the noise");
}

/* The kernel's word, at each device, before anybody looked at it. */
#define SHUT "Device is not authorized for usage"

/* ---- what is plugged in ------------------------------------------------------------------ */

struct gadget {
	const char *driver, *port, *with, *value; /* one property more, NULL: none; value NULL: a folder of ours */
};
/* Round by round. The hub is on the list, what hangs on it is not: it is a keyboard, a stick and a network card in one. */
static const struct gadget rounds[][4] = {
        {{"usb-kbd", "2", NULL, NULL}, {"usb-storage", "3", "drive", "gad0"}, {"usb-net", "4", "netdev", "gadnet"}},
        {{"usb-mouse", "2", NULL, NULL}, {"usb-tablet", "3", NULL, NULL}},
        {{"usb-wacom-tablet", "2", NULL, NULL}, {"usb-ccid", "3", NULL, NULL}, {"usb-mtp", "4", "rootdir", NULL}},
        {{"usb-hub", "2", NULL, NULL}, {"usb-kbd", "2.1", NULL, NULL}, {"usb-storage", "2.2", "drive", "gad0"},
                {"usb-net", "2.3", "netdev", "gadnet"}},
};
enum { ROUNDS = sizeof rounds / sizeof *rounds, AT_A_TIME = 4 };

static int backends(struct vm *v)
{
	int e = vm_qmp(v, NULL, "blockdev-add",
	        json_pack("{s:s, s:s, s:i, s:b}", "driver", "null-co", "node-name", "gad0", "size", 64 << 20,
	                "read-zeroes", true));

	if (e == 0)
		e = vm_qmp(v, NULL, "netdev_add",
		        json_pack("{s:s, s:s, s:b}", "type", "user", "id", "gadnet", "restrict", true));
	return err_up(e);
}

static int plug_in(struct vm *v, const struct gadget *g, int n)
{
	char id[16];
	json_t *with;

	(void)snprintf(id, sizeof id, "gadget%d", n);
	with = json_pack("{s:s, s:s, s:s, s:s}", "driver", g->driver, "id", id, "bus", "usb.0", "port", g->port);
	if (g->with)
		(void)json_object_set_new(with, g->with, json_string(g->value ? g->value : v->dir));
	return err_up(vm_qmp(v, NULL, "device_add", with));
}

static bool wait_shut(struct vm *v, int wanted)
{
	int64_t until = clock_measure_us() + USB_MS * 1000LL;

	while (vm_serial_count(v, SHUT) < wanted) {
		if (clock_measure_us() > until)
			return false;
		(void)usleep(LOOK_US);
	}
	return true;
}

static void pull_out(struct vm *v, int n)
{
	char id[16];

	(void)snprintf(id, sizeof id, "gadget%d", n);
	if (vm_qmp(v, NULL, "device_del", json_pack("{s:s}", "id", id)))
		say("       %s", err_why());
}

static void gadgets(struct vm *v)
{
	int e = backends(v), all = 0, told = 0;

	for (int r = 0; r < ROUNDS && e == 0; r++) {
		bool in[AT_A_TIME] = {false};
		int shut = vm_serial_count(v, SHUT);

		for (int i = 0; i < AT_A_TIME && rounds[r][i].driver; i++) {
			in[i] = plug_in(v, &rounds[r][i], i) == 0;
			if (!in[i])
				say("       %s: %s", rounds[r][i].driver, err_why());
			all += in[i];
			/* A hub is let in, and says nothing; what is behind it is looked at when the hub is there. */
			shut += in[i] && strcmp(rounds[r][i].driver, "usb-hub") != 0;
			v->usb_shut += in[i] && strcmp(rounds[r][i].driver, "usb-hub") != 0;
		}
		told += wait_shut(v, shut);
		for (int i = AT_A_TIME - 1; i >= 0; i--)
			if (in[i])
				pull_out(v, i);
		(void)usleep(LOOK_US);
	}
	(void)vm_check(v, e == 0 && all >= 10 && told == ROUNDS && vm_serial_count(v, "] sd ") == 0,
	        "%d USB devices (keyboard, stick, network, several in one): the kernel uses none of them%s%s", all,
	        e ? ": " : "", e ? err_why() : "");
	is_a_kiosk(v, "USB devices");
}

static void ports(struct vm *v)
{
	struct vm_ports p = {0};
	int64_t from = clock_measure_us();
	int e = vm_scan(&p, v);

	(void)vm_check(v, e == 0 && p.open == 0 && p.udp_answers == 0 && p.closed > 60000,
	        "every port from the wire: TCP %d open, %d closed, %d silent; UDP (to 1024) %d answers; %.0f s%s%s",
	        p.open, p.closed, p.silent, p.udp_answers, (double)(clock_measure_us() - from) / 1e6, e ? ": " : "",
	        e ? err_why() : "");
}

void vm_breakout(struct vm *v)
{
	int e = vm_out(v, OUT_MS);

	if (!vm_check(v, e == 0, "a kiosk, and its way out%s%s", e ? ": " : "", e ? err_why() : ""))
		return;
	every_key(v);
	gadgets(v);
	ports(v);
	noise(v);
	(void)vm_check(v, vm_serial_count(v, "U-Boot 20") == 1, "the board did not start anew");
	say("       signals: none can be sent into the machine; suite_breakout sends each to the same program");
}
