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
#include "sys/file.h"
#include "sys/say.h"

enum { DEMO_PATH = 512, DEMO_VISITS = 3, DEMO_SHOTS = 40, DEMO_ASKED = 80 };

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
	bool quiet; /* no words about each visit */
};

/* demo_setup.c: where everything lies, PROGRAMS/NAME; keys, certificates, station, the hub's list; only what is not there yet. */
NODISCARD int demo_lay_out(struct demo *d, const char *programs, const char *name);
NODISCARD int demo_setup(struct demo *d);
/* demo_start.c */
NODISCARD int demo_start_hub(struct demo *d);
NODISCARD int demo_start_sync(struct demo *d);
NODISCARD int demo_start_kiosk(struct demo *d, const char *const *options); /* more options, or NULL */
void demo_end(pid_t *pid, int signal); /* waits for it; 0: was not running */
void demo_stop(struct demo *d); /* everything, in reverse; waits for it */
/* demo_visit.c: one visit from the welcome to the receipt, and its parts; visit[n_visits] is filled. */
NODISCARD int demo_visit(struct demo *d, const char *lang);
NODISCARD int demo_begin(struct demo *d, const char *lang); /* to the services */
NODISCARD int demo_save(struct demo *d, const char *lang); /* from the review to the receipt */
NODISCARD int demo_await(struct demo *d, const char *screen);
NODISCARD int demo_tap(struct demo *d, const char *id);
NODISCARD int demo_reach(struct demo *d, const char *id); /* on whatever page it is */
NODISCARD int demo_shot(struct demo *d, const char *lang, const char *what);
/* demo_questions.c: from question to question; ends on the review, or after so many answers. */
NODISCARD int demo_questions(struct demo *d, const char *lang, int most);
/* demo_report.c */
NODISCARD int demo_await_hub(struct demo *d, int *records); /* until the hub holds all records of these visits */
NODISCARD int demo_figures(struct demo *d);
void demo_last_line(const struct demo *d, int records, double seconds);
