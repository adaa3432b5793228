#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "beside.h"
#include "bench.h"
#include "sys/clock.h"
#include "tests/screen/walk_steps.h"

/* A whole visit, in a window: its processor time, from "confirm" to "saved", memory afterwards, and 30 seconds of nothing. */

enum { VISITS = 12, IDLE_S = 30 };

struct measured {
	double cpu_s[VISITS], saved_ms[VISITS];
	size_t n_cpu, n_saved;
	int questions;
};

static const char *arg(const struct instruction *in, int i)
{
	return i < in->n ? in->word[i] : "";
}

/* What only looks, or belongs to the walk's own station, has no part in the measured visit. */
static bool is_of_the_visit(const struct instruction *in)
{
	static const char *const doing[] = {"tap", "type", "key", "wait"};

	for (size_t i = 0; i < sizeof doing / sizeof doing[0]; i++)
		if (strcmp(in->word[0], doing[i]) == 0)
			return true;
	return false;
}

static void step(struct walk *w, const struct instruction *in)
{
	if (walk_step(w, in))
		return;
	fprintf(stderr, "bench: line %d: %s %s: %s\n", in->line, in->word[0], arg(in, 1), w->why);
	exit(1);
}

/* m may be NULL: a visit that only warms up. */
static void visit(struct walk *w, const struct walk_script *script, struct measured *m)
{
	double cpu = bench_cpu_s(w->station.pid);
	int64_t confirmed = 0;

	for (int i = 0; i < script->n; i++) {
		const struct instruction *in = &script->instruction[i], *then = i + 1 < script->n ? in + 1 : in;

		if (!is_of_the_visit(in))
			continue;
		if (strcmp(in->word[0], "tap") == 0 && strcmp(then->word[0], "wait") == 0 &&
		        strcmp(arg(then, 1), "receipt") == 0)
			confirmed = clock_measure_us();
		step(w, in);
		if (confirmed && m && strcmp(in->word[0], "wait") == 0 && strcmp(arg(in, 1), "receipt") == 0)
			m->saved_ms[m->n_saved++] = (double)(clock_measure_us() - confirmed) / 1000;
	}
	if (m)
		m->cpu_s[m->n_cpu++] = bench_cpu_s(w->station.pid) - cpu;
}

static struct walk_script *script_of(const char *name)
{
	const char *root = getenv("LOKET_ROOT");
	struct walk_script *script;
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%s/tests/screen/%s.walk", root ? root : ".", name);
	bench_must(walk_script_load(&script, path), path);
	return script;
}

static void in_language(struct walk *w, const char *name)
{
	struct walk_script *script = script_of(name);

	visit(w, script, NULL);
	walk_script_free(script);
}

static void frames(struct walk *w, double *out)
{
	json_t *stat;

	bench_must(door_do(w->station.door, &stat, "{s:s}", "do", "stat"), "stat");
	*out = json_number_value(json_object_get(stat, "frames"));
	json_decref(stat);
}

static void idle_rows(struct walk *w, pid_t floor)
{
	double before, after, ours, beneath;
	char text[40], beside[120], ratio[40];

	/* The receipt's light, a last timer: what a visit leaves is let go first. */
	nanosleep(&(struct timespec){.tv_sec = 3}, NULL);
	frames(w, &before);
	ours = bench_switches(w->station.pid);
	beneath = bench_switches(floor);
	nanosleep(&(struct timespec){.tv_sec = IDLE_S}, NULL);
	ours = (bench_switches(w->station.pid) - ours) / IDLE_S;
	beneath = (bench_switches(floor) - beneath) / IDLE_S;
	frames(w, &after);
	snprintf(text, sizeof text, "%.2f /s", ours);
	snprintf(beside, sizeof beside, "floor %.2f /s; %s", beneath, BROWSER_WAKEUPS);
	snprintf(ratio, sizeof ratio, "-; %.3f", ours / 33);
	bench_row("wake-ups, 30 idle seconds", text, beside, ratio);
	snprintf(text, sizeof text, "%.0f", after - before);
	bench_row("frames, 30 idle seconds", text, "", "");
}

static void rows(struct walk *w, struct measured *m, pid_t floor)
{
	double cpu = bench_at(m->cpu_s, m->n_cpu, 0.5), pss = bench_pss_mib(w->station.pid),
	       beneath = bench_pss_mib(floor);
	char text[80], beside[120], ratio[60];

	snprintf(text, sizeof text, "%.3f s", cpu);
	snprintf(ratio, sizeof ratio, "%.2f", cpu / 1.13);
	bench_row("CPU of a visit (loss_nl.walk)", text, BROWSER_VISIT_S, ratio);
	bench_row_beside("confirm to saved, median", bench_at(m->saved_ms, m->n_saved, 0.5), 60, "ms", "the bar");
	snprintf(text, sizeof text, "%.1f MiB", pss);
	snprintf(beside, sizeof beside, "floor %.1f MiB; %s", beneath, BROWSER_PSS_MIB);
	snprintf(ratio, sizeof ratio, "%.2f; %.3f", pss / beneath, pss / 385);
	bench_row("PSS after visits in nl, en, ar", text, beside, ratio);
}

int main(void)
{
	static const char *const options[] = {"window", "real", NULL};
	struct walk_script *script = script_of("loss_nl");
	static struct walk w = {.lang = ""};
	struct measured m = {.n_cpu = 0};
	struct xscreen *x, *y;
	pid_t floor;

	w.programs = bench_programs();
	w.shots = "/nonexistent";
	bench_must(xscreen_open(&x, BESIDE_W, BESIDE_H), "Xvfb");
	bench_must(beside_floor_start(&floor), "floor");
	bench_must(xscreen_open(&y, BESIDE_W, BESIDE_H), "Xvfb");
	bench_must(station_make(&w.station, w.programs, NULL), "station");
	bench_must(station_start(&w.station, options), "loket");
	w.made = true;
	visit(&w, script, NULL);
	for (int i = 0; i < VISITS; i++)
		visit(&w, script, &m);
	in_language(&w, "loss_en");
	in_language(&w, "loss_ar");
	bench_say("visit: %zu measured, %.3f s of processor each", m.n_cpu, bench_at(m.cpu_s, m.n_cpu, 0.5));
	rows(&w, &m, floor);
	idle_rows(&w, floor);
	bench_must(station_stop(&w.station), "loket");
	station_remove(&w.station);
	walk_script_free(script);
	beside_end(floor);
	xscreen_close(x);
	xscreen_close(y);
	return 0;
}
