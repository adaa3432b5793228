/* vm_shadow - the same kiosk beside the machine, with its test door: it knows where things lie on a screen */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "door.h"
#include "station.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum {
	LOOK_US = 80000,
	LOOKS_EACH = 3,
	OUT_X = 155,
	OUT_Y = 730, /* the way out: in a language from right to left on the other side */
	SAME_MS = 4000,
	FIRST_MS = 240000
};

struct shadow {
	struct station station;
};

static int open_over(struct vm *v, const char *data, const char *errands)
{
	char told[VM_PATH + 16];
	const char *const options[] = {"--panel", "1280x800@217x136", "--update.told", told, "real",
	        data ? "--data" : NULL, data, errands ? "--errands" : NULL, errands, NULL};
	int e;

	(void)snprintf(told, sizeof told, "%s/told.json", v->dir);
	v->shadow = calloc(1, sizeof *v->shadow);
	if (!v->shadow)
		return err_new(12, "no memory for the kiosk beside the machine");
	e = station_make(&v->shadow->station, v->build, NULL);
	return e ? err_up(e) : err_up(station_start(&v->shadow->station, options));
}

int shadow_open(struct vm *v)
{
	return err_up(open_over(v, NULL, NULL));
}

int shadow_over(struct vm *v, const char *data, const char *errands)
{
	shadow_close(v);
	return err_up(open_over(v, data, errands));
}

int shadow_tell(struct vm *v, const char *told)
{
	char path[VM_PATH + 16];
	int e;

	(void)snprintf(path, sizeof path, "%s/told.json", v->dir);
	shadow_close(v);
	e = file_replace(path, told, strlen(told), 0644);
	return e ? err_up(e) : err_up(shadow_open(v));
}

int shadow_fill(struct vm *v, const char *data, int visits)
{
	int e = 0, same;

	vm_kill(v);
	shadow_close(v);
	e = open_over(v, data, NULL);
	for (int i = 0; i < visits && e == 0; i++) {
		e = vm_walk(v, &same);
		if (e == 0)
			e = vm_both_tap(v, "next");
	}
	shadow_close(v);
	return e ? err_up(e) : err_up(shadow_open(v));
}

void shadow_close(struct vm *v)
{
	if (!v->shadow)
		return;
	if (v->shadow->station.pid > 0 && station_stop(&v->shadow->station))
		say("the kiosk beside the machine: %s", err_why());
	station_remove(&v->shadow->station);
	free(v->shadow);
	v->shadow = NULL;
}

struct door *shadow_door(struct vm *v)
{
	return v->shadow->station.door;
}

int shadow_look(struct picture *out, struct vm *v)
{
	char path[VM_PATH + 16];
	int r;

	(void)snprintf(path, sizeof path, "%s/shadow.png", v->dir);
	r = door_do(shadow_door(v), NULL, "{s:s, s:s}", "do", "shot", "path", path);
	if (r)
		return r < 0 ? err_up(r) : err_new(5, "the kiosk beside the machine gives no picture");
	return err_up(picture_read(out, path));
}

/* The kiosk beside is the faster one: it is looked at anew every few looks, for packing its picture takes time from the machine. */
bool vm_same(struct vm *v, double per_cent, int wait_ms)
{
	int64_t until = clock_measure_us() + wait_ms * 1000LL;
	struct picture here, there = {0};
	bool same = false;

	if (v->qemu <= 0)
		return true;
	for (int i = 0; !same && (i == 0 || clock_measure_us() < until); i++) {
		if (i > 0)
			(void)usleep(LOOK_US);
		vm_listen(v);
		if (i % LOOKS_EACH == 0) {
			picture_free(&there);
			if (shadow_look(&there, v))
				break;
		}
		if (vm_look(&here, v))
			continue;
		same = picture_difference(&here, &there) * 100 <= per_cent;
		picture_free(&here);
	}
	picture_free(&there);
	return same;
}

/* The middle of what id names, in dots. */
static int middle_of(int at[2], struct vm *v, const char *id)
{
	const json_t *node, *px;
	json_t *tree = NULL;
	int r = door_tree(shadow_door(v), &tree);

	if (r)
		return r < 0 ? err_up(r) : err_new(5, "the kiosk beside the machine shows no tree");
	node = tree_node(tree, id);
	px = json_object_get(node, "px");
	if (px) {
		at[0] = (int)(json_number_value(json_array_get(px, 0)) + json_number_value(json_array_get(px, 2)) / 2);
		at[1] = (int)(json_number_value(json_array_get(px, 1)) + json_number_value(json_array_get(px, 3)) / 2);
	} else
		r = err_new(2, "there is no '%s' on screen '%s'", id, tree_screen(tree));
	json_decref(tree);
	return r;
}

int vm_both_tap(struct vm *v, const char *id)
{
	int at[2] = {0, 0}, r = middle_of(at, v, id);

	if (r)
		return err_up(r);
	if (v->qemu > 0)
		r = vm_tap(v, at[0], at[1]);
	if (r)
		return err_up(r);
	r = door_do(shadow_door(v), NULL, "{s:s, s:s}", "do", "tap", "id", id);
	return r > 0 ? err_new(5, "'%s' could not be tapped: %s", id, door_why(shadow_door(v))) : err_up(r);
}

int vm_out(struct vm *v, int wait_ms)
{
	int64_t until = clock_measure_us() + wait_ms * 1000LL;
	int e = 0;

	if (v->qemu <= 0) {
		e = vm_start(v);
		if (e == 0 && !vm_same(v, 1, FIRST_MS))
			e = err_new(5, "the first screen does not come");
	}
	for (int i = 0; e == 0; i++) {
		e = door_do(shadow_door(v), NULL, "{s:s, s:s}", "do", "tap", "id", "stop");
		if (e > 0)
			e = err_new(5, "the kiosk beside the machine has no way out: %s", door_why(shadow_door(v)));
		if (e == 0)
			e = vm_tap(v, i % 2 ? VM_WIDTH - OUT_X : OUT_X, OUT_Y);
		if (e == 0 && vm_same(v, 1, SAME_MS))
			return 0;
		if (e == 0 && clock_measure_us() > until)
			return err_new(5, "the machine does not come to the screen behind the way out");
	}
	return err_up(e);
}
