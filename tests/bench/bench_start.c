#include <errno.h>
#include <stdio.h>
#include <time.h>
#include "beside.h"
#include "bench.h"
#include "tests/screen/station.h"
#include "sys/clock.h"

/* From exec to the first screen, whole: in a window, without one, and beside the floor; one of each a round. */

enum { ROUNDS = 15, STILL_MS = 120 };

struct starts {
	double window[ROUNDS], headless[ROUNDS], beneath[ROUNDS];
	size_t n;
};

static const struct xbox whole = {0, 0, BESIDE_W, BESIDE_H};

/* The server draws the bare root again once a window is gone. */
static void let_rest(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 150000000}, NULL);
}

static double since_ms(int64_t began, int64_t seen)
{
	if (seen < 0)
		bench_must(err_new(ETIMEDOUT, "nothing appeared on the screen"), "start");
	return (double)(seen - began) / 1000;
}

static double start_floor(struct xscreen *x)
{
	int64_t began;
	double ms;
	pid_t pid;

	let_rest();
	xscreen_mark(x, whole);
	began = clock_measure_us();
	bench_must(beside_floor_start(&pid), "floor");
	ms = since_ms(began, xscreen_settled(x, STILL_MS, 5000));
	beside_end(pid);
	return ms;
}

static double start_window(struct station *s, struct xscreen *x)
{
	static const char *const options[] = {"window", "real", NULL};
	int64_t began;
	double ms;

	let_rest();
	xscreen_mark(x, whole);
	began = clock_measure_us();
	bench_must(station_launch(s, options), "loket");
	ms = since_ms(began, xscreen_settled(x, STILL_MS, 5000));
	bench_must(station_connect(s), "loket");
	bench_must(station_stop(s), "loket");
	return ms;
}

/* Without a window the first frame is known from the control socket: idle is up and drawn. */
static double start_headless(struct station *s)
{
	int64_t began = clock_measure_us();
	double ms;

	bench_must(station_launch(s, NULL), "loket");
	bench_must(station_connect(s), "loket");
	bench_must(door_do(s->door, NULL, "{s:s,s:s,s:i}", "do", "wait", "screen", "idle", "ms", 5000), "idle");
	ms = (double)(clock_measure_us() - began) / 1000;
	bench_must(station_stop(s), "loket");
	return ms;
}

int main(void)
{
	struct starts t = {.n = 0};
	struct station s;
	struct xscreen *x;
	double window, beneath;
	char beside[120], ratio[80], ours[40];

	bench_must(xscreen_open(&x, BESIDE_W, BESIDE_H), "Xvfb");
	bench_must(station_make(&s, bench_programs(), NULL), "station");
	for (int i = -1; i < ROUNDS; i++) { /* the first round warms the disk's cache and is not counted */
		double f = start_floor(x), w = start_window(&s, x), h = start_headless(&s);

		bench_say("start %2d: window %.1f ms, headless %.1f ms, floor %.1f ms", i + 1, w, h, f);
		if (i < 0)
			continue;
		t.window[t.n] = w;
		t.headless[t.n] = h;
		t.beneath[t.n++] = f;
	}
	window = bench_at(t.window, t.n, 0.5);
	beneath = bench_at(t.beneath, t.n, 0.5);
	snprintf(ours, sizeof ours, "%.1f ms", window);
	snprintf(beside, sizeof beside, "floor %.1f ms; %s", beneath, BROWSER_FIRST_MS);
	snprintf(ratio, sizeof ratio, "%.2f; %.2f", window / beneath, window / 536);
	bench_row("exec to first screen, window", ours, beside, ratio);
	bench_row_beside("exec to first screen, headless", bench_at(t.headless, t.n, 0.5), -1, "ms", "");
	station_remove(&s);
	xscreen_close(x);
	return 0;
}
