#include "beside.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include "bench.h"
#include "sys/clock.h"
#include "sys/proc.h"

int beside_floor_start(pid_t *out)
{
	char path[PATH_MAX];
	const char *const argv[] = {path, NULL};

	snprintf(path, sizeof path, "%s/bench/floor_sdl", bench_programs());
	return err_up(proc_start(out, &(struct proc_spec){.argv = argv, .in = -1, .out = -1, .err = -1}));
}

void beside_end(pid_t pid)
{
	int status;

	(void)kill(pid, SIGKILL);
	if (proc_wait(pid, 5000, &status) < 0)
		fprintf(stderr, "%s\n", err_why());
}

struct touched beside_touch(struct xscreen *x, int at_x, int at_y, struct xbox near, struct xbox far)
{
	struct touched t = {-1, -1};
	int64_t began, seen;

	xscreen_mark(x, near);
	began = clock_measure_us();
	xscreen_press(x, at_x, at_y);
	seen = xscreen_changed(x, 500);
	if (seen > 0)
		t.press_ms = (double)(seen - began) / 1000;
	xscreen_mark(x, far);
	began = clock_measure_us();
	xscreen_release(x);
	seen = xscreen_changed(x, 500);
	if (seen > 0)
		t.next_ms = (double)(seen - began) / 1000;
	return t;
}
