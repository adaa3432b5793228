#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "beside.h"
#include "bench.h"
#include "sys/clock.h"
#include "tests/screen/station.h"

/* From a finger to changed pixels, and to the next screen: XTEST buttons, the root window polled; ours and the floor by turns. */

enum { ROUNDS = 150, AFTER_MS = 60 };

struct taps {
	double press[ROUNDS], next[ROUNDS];
	size_t n_press, n_next;
};

static void keep(struct taps *t, struct touched one)
{
	if (one.press_ms >= 0)
		t->press[t->n_press++] = one.press_ms;
	if (one.next_ms >= 0)
		t->next[t->n_next++] = one.next_ms;
}

/* The pixels of a node, as the kiosk tells them; asked between the rounds, never within. */
static struct xbox box_of(struct station *s, const char *id)
{
	struct xbox box = {0};
	const json_t *node;
	json_t *tree, *px;

	bench_must(door_tree(s->door, &tree), "tree");
	node = tree_node(tree, id);
	px = json_object_get(node, "px");
	if (!px)
		bench_must(err_new(ENOENT, "no %s on the screen '%s'", id, tree_screen(tree)), "tap");
	box.x = (int)json_number_value(json_array_get(px, 0));
	box.y = (int)json_number_value(json_array_get(px, 1));
	box.w = (int)json_number_value(json_array_get(px, 2));
	box.h = (int)json_number_value(json_array_get(px, 3));
	json_decref(tree);
	return box;
}

static void rest(int ms)
{
	nanosleep(&(struct timespec){.tv_nsec = ms * 1000000L}, NULL);
}

/* Where the next screen shows first and surely: the upper half, bars left out. */
static const struct xbox upper = {100, 120, 1080, 280};

static void touch_ours(struct station *s, struct xscreen *x, struct taps *t, const char *id)
{
	struct xbox b = box_of(s, id);

	rest(AFTER_MS);
	keep(t, beside_touch(x, b.x + b.w / 2, b.y + b.h / 2, b, upper));
	rest(AFTER_MS);
}

static void touch_floor(struct xscreen *x, struct taps *t)
{
	rest(AFTER_MS);
	keep(t, beside_touch(x, 640, 700, (struct xbox){600, 680, 80, 40}, upper));
	rest(AFTER_MS);
}

static void row(const char *figure, double *ours, size_t n_ours, double *beneath, size_t n_beneath, double share,
        const char *browser, double browser_ms)
{
	double a = bench_at(ours, n_ours, share), b = bench_at(beneath, n_beneath, share);
	char text[40], beside[120], ratio[60];

	snprintf(text, sizeof text, "%.2f ms", a);
	snprintf(beside, sizeof beside, "floor %.2f ms; %s", b, browser);
	snprintf(ratio, sizeof ratio, "%.2f; %.2f", a / b, a / browser_ms);
	bench_row(figure, text, beside, ratio);
}

int main(void)
{
	static const char *const options[] = {"window", "real", NULL};
	static struct taps ours, beneath;
	struct station s;
	struct xscreen *x, *y;
	pid_t floor;

	/* Each on a server of its own, so that neither covers the other. */
	bench_must(xscreen_open(&x, BESIDE_W, BESIDE_H), "Xvfb");
	bench_must(beside_floor_start(&floor), "floor");
	bench_must(xscreen_open(&y, BESIDE_W, BESIDE_H), "Xvfb");
	bench_must(station_make(&s, bench_programs(), NULL), "station");
	bench_must(station_start(&s, options), "loket");
	bench_must(door_do(s.door, NULL, "{s:s,s:s,s:i}", "do", "wait", "screen", "idle", "ms", 5000), "idle");
	bench_must(door_do(s.door, NULL, "{s:s,s:s}", "do", "tap", "id", "next"), "to the languages");
	bench_must(door_do(s.door, NULL, "{s:s,s:s}", "do", "tap", "id", "lang:nl"), "to the services");
	rest(300);
	for (int i = 0; i < ROUNDS / 2; i++) {
		touch_ours(&s, y, &ours, "help");
		touch_floor(x, &beneath);
		touch_ours(&s, y, &ours, "back");
		touch_floor(x, &beneath);
	}
	bench_say("touch: %zu of %d presses and %zu next screens seen; floor %zu and %zu", ours.n_press, ROUNDS,
	        ours.n_next, beneath.n_press, beneath.n_next);
	row("tap to pixels, median", ours.press, ours.n_press, beneath.press, beneath.n_press, 0.5, BROWSER_TAP_MS,
	        4.7);
	row("tap to pixels, 99 of 100", ours.press, ours.n_press, beneath.press, beneath.n_press, 0.99,
	        BROWSER_TAP_99_MS, 7.2);
	row("next screen, median", ours.next, ours.n_next, beneath.next, beneath.n_next, 0.5, BROWSER_NEXT_MS, 8.4);
	row("next screen, 99 of 100", ours.next, ours.n_next, beneath.next, beneath.n_next, 0.99, BROWSER_NEXT_99_MS,
	        13.0);
	bench_must(station_stop(&s), "loket");
	station_remove(&s);
	beside_end(floor);
	xscreen_close(x);
	xscreen_close(y);
	/* A tap that nobody saw is not a fast one. */
	return ours.n_press != ROUNDS || ours.n_next != ROUNDS;
}
