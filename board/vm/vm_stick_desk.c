/* vm_stick_desk - the port that sticks go into, and a technician who does the same at the machine and at the kiosk beside it */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm_stick.h"
#include "door.h"
#include "sys/clock.h"
#include "sys/errand.h"
#include "sys/text.h"

enum {
	PLUG_MS = 15000, /* until the machine has read what there is to read of a new stick */
	REST_MS = 1200,
	PULL_MS = 10000,
	LOOK_US = 60000,
	ERRAND_MS = 60000,
	SCREEN_MS = 30000,
	PAGES_MOST = 6,
	ENTER = 0x1c
};
static const double CHANGED = 0.0003, SAME = 0.002; /* a share of dots; of a hundred: one figure is twice that */

#define STICK_NODE "stick0"
#define STICK_ID "thestick"

/* ---- the port ------------------------------------------------------------------------------------------ */

/* How often the machine has read from the stick. */
static long reads(struct vm *v)
{
	json_t *reply = NULL;
	const json_t *one;
	long n = 0;
	size_t i;

	if (vm_qmp(v, &reply, "query-blockstats", NULL))
		return 0;
	json_array_foreach(json_object_get(reply, "return"), i, one)
	{
		if (text_is(json_string_value(json_object_get(one, "node-name")), STICK_NODE))
			n = (long)json_integer_value(json_object_get(json_object_get(one, "stats"), "rd_operations"));
	}
	json_decref(reply);
	return n;
}

int vm_stick_plug(struct vm *v, const struct vm_stick *s, const char *port)
{
	int64_t from = clock_measure_us(), quiet = from;
	long n = 0, before = 0;
	int e = vm_qmp(v, NULL, "blockdev-add",
	        json_pack("{s:s, s:s, s:{s:s, s:s}}", "driver", "raw", "node-name", STICK_NODE, "file", "driver",
	                "file", "filename", s->path));

	if (e == 0)
		e = vm_qmp(v, NULL, "device_add",
		        json_pack("{s:s, s:s, s:s, s:s, s:s}", "driver", "usb-storage", "id", STICK_ID, "bus", "usb.0",
		                "port", port, "drive", STICK_NODE));
	while (e == 0 && clock_measure_us() - from < PLUG_MS * 1000LL) {
		int64_t now = clock_measure_us();

		n = reads(v);
		if (n != before)
			quiet = now;
		before = n;
		if (n > 0 && now - quiet > REST_MS * 1000LL)
			break;
		(void)usleep(LOOK_US);
	}
	return err_up(e);
}

int vm_stick_pull(struct vm *v)
{
	int64_t until = clock_measure_us() + PULL_MS * 1000LL;
	int e = vm_qmp(v, NULL, "device_del", json_pack("{s:s}", "id", STICK_ID));

	if (e)
		return err_up(e);
	do {
		(void)usleep(LOOK_US);
		e = vm_qmp(v, NULL, "blockdev-del", json_pack("{s:s}", "node-name", STICK_NODE));
	} while (e && clock_measure_us() < until); /* it is let go when the machine has let go of it */
	return err_up(e);
}

/* ---- the desk ------------------------------------------------------------------------------------------ */

/* A reader that types: QEMU's numbers of the digits, and of A to F. */
static int type_badge(struct vm *v, const char *token)
{
	static const char digits[] = "1234567890ABCDEF";
	static const int keys[] = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0x1e, 0x30, 0x2e, 0x20, 0x12, 0x21};
	json_t *events = json_array();

	for (; *token; token++)
		for (int down = 1; down >= 0; down--)
			(void)json_array_append_new(events, vm_key(keys[strchr(digits, *token) - digits], down));
	for (int down = 1; down >= 0; down--)
		(void)json_array_append_new(events, vm_key(ENTER, down));
	return err_up(vm_send(v, events));
}

int vm_stick_badge(struct vm *v, const char *token)
{
	int e = v->qemu > 0 && *token ? type_badge(v, token) : 0;

	if (e == 0)
		e = door_do(shadow_door(v), NULL, "{s:s,s:s}", "do", "badge", "token", token);
	return e > 0 ? err_new(5, "the badge can not be held to it: %s", door_why(shadow_door(v))) : err_up(e);
}

int vm_stick_pin(struct vm *v, const char *pin)
{
	int e = 0;

	for (; *pin && e == 0; pin++) {
		char id[8];

		(void)snprintf(id, sizeof id, "key:%c", *pin);
		e = vm_both_tap(v, id);
		if (v->qemu > 0)
			(void)usleep(2 * LOOK_US);
	}
	return err_up(e);
}

static bool is_there(struct vm *v, const char *id)
{
	json_t *tree = NULL;
	bool there = door_tree(shadow_door(v), &tree) == 0 && tree_node(tree, id);

	json_decref(tree);
	return there;
}

int vm_stick_tap(struct vm *v, const char *id)
{
	int e = 0;

	for (int page = 0; e == 0 && page < PAGES_MOST && !is_there(v, id); page++) {
		e = vm_both_tap(v, "more");
		if (e == 0 && !vm_same(v, SAME, SCREEN_MS))
			e = err_new(5, "the next page is another one than beside it");
	}
	return e ? err_up(e) : err_up(vm_both_tap(v, id));
}

/* The unit of the kiosk beside the machine, played: it says at once what the other is to say. */
static int play_unit(struct vm *v, const struct vm_stick_desk *d, const struct vm_stick_errand *x)
{
	struct errand_work asked;
	int e = x->run ? x->run(v, d) : errand_take(&asked, d->errands, x->name);

	if (e < 0 || x->run)
		return err_up(e);
	if (e == 0)
		(void)text_copy(asked.code, sizeof asked.code, x->code);
	return e > 0 ? err_new(5, "the kiosk beside the machine asked for nothing")
	             : err_up(errand_tell(&asked, x->good ? ERRAND_DONE : ERRAND_FAILED, x->good ? 100 : -1,
	                       x->say ? x->say : ""));
}

/* Until the kiosk beside the machine shows it: it looks twice a second. */
static int tell(struct vm *v, const struct vm_stick_desk *d, const struct vm_stick_errand *x)
{
	int64_t until = clock_measure_us() + SCREEN_MS * 1000LL;
	struct picture before = {0}, now = {0};
	bool told = false;
	int e = shadow_look(&before, v);

	if (e == 0)
		e = play_unit(v, d, x);
	while (e == 0 && !told && clock_measure_us() < until) {
		(void)usleep(LOOK_US);
		e = shadow_look(&now, v);
		told = e == 0 && picture_difference(&before, &now) > CHANGED;
		picture_free(&now);
	}
	picture_free(&before);
	return e ? err_up(e) : told ? 0 : err_new(5, "the kiosk beside the machine shows nothing new");
}

/* The screen says that a unit is at work, before it says how that ended: what ended the same way twice is seen to be new. */
static bool wait_changed(struct vm *v, const struct picture *before)
{
	int64_t until = clock_measure_us() + SCREEN_MS * 1000LL;
	bool changed = false;

	while (!changed && clock_measure_us() < until) {
		struct picture now;

		if (vm_look(&now, v) == 0) {
			changed = picture_difference(before, &now) > CHANGED;
			picture_free(&now);
		}
		if (!changed)
			(void)usleep(LOOK_US);
	}
	return changed;
}

bool vm_stick_errand(struct vm *v, const struct vm_stick_desk *d, const struct vm_stick_errand *x)
{
	struct picture before = {0};
	char kept[VM_PATH];
	int64_t from = clock_measure_us();
	bool changed = false, same = false;
	int e = vm_look(&before, v);

	if (e == 0)
		e = vm_stick_tap(v, x->id);
	if (e == 0)
		changed = wait_changed(v, &before);
	if (e == 0)
		e = tell(v, d, x);
	if (e == 0)
		same = vm_same(v, SAME, ERRAND_MS);
	picture_free(&before);
	(void)vm_check(v, e == 0 && changed && same, "%s%s%s '%s'%s%s (%.1f s)", x->what ? x->what : "",
	        x->what ? ": " : "", x->code ? x->code : "", x->say ? x->say : x->name,
	        e          ? ": "
	        : !changed ? ": nothing happened"
	                   : "",
	        e ? err_why() : "", (double)(clock_measure_us() - from) / 1e6);
	if (vm_keep(v, x->name, kept) == 0)
		say("       %s", kept);
	return e == 0 && same;
}

void vm_stick_with(struct vm *v, const struct vm_stick_desk *d, const struct vm_stick *s, const char *port,
        const struct vm_stick_errand *x)
{
	int e = vm_stick_plug(v, s, port);

	if (e == 0)
		(void)vm_stick_errand(v, d, x);
	if (e == 0)
		e = vm_stick_pull(v);
	if (e)
		(void)vm_check(v, false, "%s: %s", x->what, err_why());
}

bool vm_stick_go(struct vm *v, const char *id)
{
	int e = vm_stick_tap(v, id);

	return vm_check(v, e == 0 && vm_same(v, SAME, SCREEN_MS), "'%s'%s%s", id, e ? ": " : "", e ? err_why() : "");
}
