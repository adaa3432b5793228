#pragma once

/*
 * demo - what `make run` shows: a station with its own authority and hub, alive
 *
 * Everything lies in build/demo: made once, used again. With a display a window
 * opens; without one three visits are played through the control socket and
 * what came of them is told, step by step. All that was started ends with it.
 */
#include <stdbool.h>
#include <sys/types.h>
#include "tests/screen/door.h"
#include "sys/buf.h"

enum { DEMO_PATH = 512, DEMO_VISITS = 3, DEMO_SHOTS = 40 };

struct demo {
	const char *programs; /* build */
	char dir[DEMO_PATH]; /* build/demo */
	char station[DEMO_PATH], office[DEMO_PATH], hub[DEMO_PATH], papers[DEMO_PATH], shots[DEMO_PATH], socket[108];
	char hub_store[DEMO_PATH + 16]; /* sqlite:... */
	char port[24]; /* 127.0.0.1:PORT */
	pid_t hub_pid, sync_pid, kiosk_pid;
	struct door *door;
	struct {
		char lang[8], number[64], paper[DEMO_PATH];
		double confirm_ms;
		int taps;
	} visit[DEMO_VISITS];
	int n_visits;
	char shot[DEMO_SHOTS][DEMO_PATH];
	int n_shots;
};

/* demo_setup.c: keys, certificates, station, the hub's list; only what is not there yet. */
NODISCARD int demo_setup(struct demo *d);
/* demo_start.c */
NODISCARD int demo_start_hub(struct demo *d);
NODISCARD int demo_start_sync(struct demo *d);
NODISCARD int demo_start_kiosk(struct demo *d, bool window);
void demo_stop(struct demo *d); /* everything, in reverse; waits for it */
/* demo_visit.c: one visit from the welcome to the receipt. */
NODISCARD int demo_visit(struct demo *d, const char *lang);
/* demo_report.c */
NODISCARD int demo_await_hub(struct demo *d, int *records); /* until the hub holds all records of these visits */
NODISCARD int demo_figures(struct demo *d);
void demo_last_line(const struct demo *d, int records, double seconds);

NODISCARD int demo_path(char *out, size_t room, const char *dir, const char *name);
void demo_say(const char *fmt, ...) PRINTF_LIKE(1, 2);
