#include "visit/bench.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/bench_inside.h"
#include "visit/upkeep.h"

enum {
	STATE_MAX = 16 * 1024,
	INSTALLED = 1 << BENCH_INSTALLATION,
	ASSEMBLED = 1 << BENCH_ASSEMBLY,
	ACCEPTED = 1 << BENCH_ACCEPTANCE
};

static const struct {
	const char *name;
	unsigned runs;
} steps[BENCH_STEPS] = {
        [BENCH_PLACE] = {"place", INSTALLED | ACCEPTED},
        [BENCH_PANEL] = {"panel", INSTALLED | ACCEPTED},
        [BENCH_CALIBRATION] = {"calibration", INSTALLED | ACCEPTED},
        [BENCH_PAINT] = {"paint", ASSEMBLED},
        [BENCH_COLOURS] = {"colours", ASSEMBLED},
        [BENCH_SOUND] = {"sound", INSTALLED | ASSEMBLED | ACCEPTED},
        [BENCH_SLIP] = {"slip", INSTALLED | ASSEMBLED | ACCEPTED},
        [BENCH_KEYS] = {"keys", ASSEMBLED},
        [BENCH_BADGE] = {"badge", INSTALLED | ASSEMBLED | ACCEPTED},
        [BENCH_LAMP] = {"lamp", ASSEMBLED},
        [BENCH_BELL] = {"bell", ASSEMBLED | ACCEPTED},
        [BENCH_SWITCHES] = {"switches", ASSEMBLED},
        [BENCH_NETWORK] = {"network", INSTALLED | ACCEPTED},
        [BENCH_TIME] = {"time", INSTALLED | ACCEPTED},
        [BENCH_ENROLMENT] = {"enrolment", INSTALLED | ACCEPTED},
        [BENCH_CHECKS] = {"checks", ACCEPTED},
};

/* EN 301 549 V4.1.0, 8.3: the screen not lower than 800 mm, what is needed at most 1600 mm, a control at 800 to 1100 mm
 * and at most 300 mm deep, room for knees 900 wide, 700 high and 280 to 450 deep. */
static const struct bench_limit limits[PLACES] = {
        [PLACE_LOWEST] = {"lowest", 800, 1600},
        [PLACE_HIGHEST] = {"highest", 800, 1600},
        [PLACE_KEYS] = {"keys", 800, 1100},
        [PLACE_DEEP] = {"deep", 0, 300},
        [PLACE_KNEE_WIDE] = {"knee_wide", 900, BENCH_PLACE_MOST_MM},
        [PLACE_KNEE_HIGH] = {"knee_high", 700, BENCH_PLACE_MOST_MM},
        [PLACE_KNEE_DEEP] = {"knee_deep", 280, BENCH_PLACE_MOST_MM},
};
static const int begin_mm[PLACES] = {800, 1200, 900, 200, 900, 700, 280};

const struct bench_limit *bench_limit(enum bench_place p)
{
	return &limits[p];
}

const char *bench_run_name(enum bench_run run)
{
	static const char *const names[BENCH_RUNS] = {"installation", "assembly", "acceptance"};

	return names[run];
}

const char *bench_step_name(enum bench_step step)
{
	return steps[step].name;
}

const char *bench_verdict_name(enum bench_verdict v)
{
	static const char *const names[] = {"open", "pass", "fail", "skip"};

	return names[v];
}

bool bench_has(enum bench_run run, enum bench_step step)
{
	return step < BENCH_STEPS && (steps[step].runs & 1u << run) != 0;
}

int bench_count(enum bench_run run)
{
	int n = 0;

	for (int i = 0; i < BENCH_STEPS; i++)
		n += bench_has(run, (enum bench_step)i);
	return n;
}

int bench_open_step(const struct bench *b, enum bench_run run)
{
	for (int i = 0; i < BENCH_STEPS; i++)
		if (bench_has(run, (enum bench_step)i) && b->verdicts[i] == BENCH_OPEN)
			return i;
	return BENCH_STEPS;
}

enum bench_verdict bench_result(const struct bench *b, enum bench_run run)
{
	bool skipped = false;

	for (int i = 0; i < BENCH_STEPS; i++) {
		if (bench_has(run, (enum bench_step)i) && b->verdicts[i] == BENCH_FAILED)
			return BENCH_FAILED;
		skipped |= bench_has(run, (enum bench_step)i) && b->verdicts[i] == BENCH_SKIPPED;
	}
	if (bench_open_step(b, run) != BENCH_STEPS)
		return BENCH_OPEN;
	return skipped && run == BENCH_ACCEPTANCE ? BENCH_SKIPPED : BENCH_PASSED;
}

/* ---- kept on the disk ------------------------------------------------------------------------ */

void bench_path(char *out, size_t room, const struct visit *v, const char *name)
{
	(void)snprintf(out, room, "%.900s/installation%s%s", v->world.data, *name ? "/" : "", name);
}

static void state_path(char *out, size_t room, const struct visit *v, enum bench_run run)
{
	char name[40];

	(void)snprintf(name, sizeof name, "%s.state", bench_run_name(run));
	bench_path(out, room, v, name);
}

static void begin(struct bench *b)
{
	*b = (struct bench){0};
	memcpy(b->place_mm, begin_mm, sizeof begin_mm);
}

/* A file that does not hold is a run that was not begun. */
static bool take(struct bench *out, const json_t *from)
{
	const json_t *places = json_object_get(from, "place"), *judged = json_object_get(from, "verdicts"),
	             *found = json_object_get(from, "found");

	if (json_array_size(places) != PLACES || json_array_size(judged) != BENCH_STEPS ||
	        json_array_size(found) != BENCH_STEPS)
		return false;
	out->began_ms = json_integer_value(json_object_get(from, "began"));
	for (size_t i = 0; i < PLACES; i++) {
		json_int_t mm = json_integer_value(json_array_get(places, i));

		if (mm < 0 || mm > BENCH_PLACE_MOST_MM)
			return false;
		out->place_mm[i] = (int)mm;
	}
	for (size_t i = 0; i < BENCH_STEPS; i++) {
		json_int_t verdict = json_integer_value(json_array_get(judged, i));
		const char *text = json_string_value(json_array_get(found, i));

		if (verdict < BENCH_OPEN || verdict > BENCH_SKIPPED || !text)
			return false;
		out->verdicts[i] = (enum bench_verdict)verdict;
		(void)text_copy(out->found[i], sizeof out->found[i], text);
	}
	return true;
}

static void load(struct bench *out, const struct visit *v, enum bench_run run)
{
	struct bench kept = {0};
	json_t *from = NULL;
	char path[1200];
	AUTO_BUF text;

	begin(out);
	buf_init(&text, STATE_MAX);
	state_path(path, sizeof path, v, run);
	if (!file_exists(path) || file_read(&text, path) < 0)
		return;
	from = json_loadb(buf_str(&text), text.len, JSON_REJECT_DUPLICATES, NULL);
	if (take(&kept, from))
		*out = kept;
	else
		log_warn(v->world.log, "%s does not hold: the run begins anew", path);
	json_decref(from);
}

static int keep(const struct visit *v, enum bench_run run, const struct bench *b)
{
	json_t *all = json_object(), *places = json_array(), *judged = json_array(), *found = json_array();
	char path[1200], *text;
	int e;

	for (int i = 0; i < PLACES; i++)
		(void)json_array_append_new(places, json_integer(b->place_mm[i]));
	for (int i = 0; i < BENCH_STEPS; i++) {
		(void)json_array_append_new(judged, json_integer(b->verdicts[i]));
		(void)json_array_append_new(found, json_string(b->found[i]));
	}
	(void)json_object_set_new(all, "began", json_integer(b->began_ms));
	(void)json_object_set_new(all, "place", places);
	(void)json_object_set_new(all, "verdicts", judged);
	(void)json_object_set_new(all, "found", found);
	text = json_dumps(all, JSON_COMPACT);
	json_decref(all);
	if (!text)
		return err_new(ENOMEM, "no memory for the state of a run");
	bench_path(path, sizeof path, v, "");
	e = dir_make(path, 0750);
	state_path(path, sizeof path, v, run);
	if (e == 0)
		e = file_replace(path, text, strlen(text), 0640);
	free(text);
	return err_up(e);
}

/* ---- a run --------------------------------------------------------------------------------------- */

static struct bench *bench_of(struct visit *v, enum bench_run run)
{
	if (!upkeep_may(v))
		return NULL;
	if (!v->benches)
		v->benches = calloc(1, sizeof *v->benches);
	if (!v->benches)
		return NULL;
	if (!v->benches->known[run])
		load(&v->benches->run[run], v, run);
	v->benches->known[run] = true;
	return &v->benches->run[run];
}

const struct bench *bench(struct visit *v, enum bench_run run)
{
	return bench_of(v, run);
}

/* Practice goes on in memory alone. */
static enum desk_answer changed(struct visit *v, enum bench_run run, struct bench *b)
{
	int e;

	if (b->began_ms == 0)
		b->began_ms = clock_wall_ms(v->world.clock);
	if (duty_is_practice(v))
		return DESK_DONE;
	e = keep(v, run, b);
	if (e)
		log_surprise(v->world.log, LOG_MODULE, e);
	return e ? DESK_TROUBLE : DESK_DONE;
}

enum desk_answer bench_again(struct visit *v, enum bench_run run)
{
	struct bench *b = bench_of(v, run);
	char path[1200];

	if (!b)
		return DESK_DENIED;
	begin(b);
	v->benches->card = CARD_NOT_WANTED;
	v->benches->ears = 0;
	if (duty_is_practice(v))
		return DESK_DONE;
	state_path(path, sizeof path, v, run);
	return unlink(path) == 0 || errno == ENOENT ? DESK_DONE : DESK_TROUBLE;
}

enum desk_answer bench_set_place(struct visit *v, enum bench_run run, enum bench_place p, int mm)
{
	struct bench *b = bench_of(v, run);

	if (!b)
		return DESK_DENIED;
	if (mm < 0 || mm > BENCH_PLACE_MOST_MM)
		return DESK_BAD_TEXT;
	b->place_mm[p] = mm;
	b->verdicts[BENCH_PLACE] = BENCH_OPEN;
	return changed(v, run, b);
}

enum desk_answer bench_judge(struct visit *v, enum bench_run run, enum bench_step step, enum bench_verdict verdict)
{
	struct bench *b = bench_of(v, run);
	char found[BENCH_FOUND_ROOM];

	if (!b)
		return DESK_DENIED;
	if (!bench_has(run, step) || (bench_find(found, v, run, step) == CHECK_FAILED && verdict == BENCH_PASSED))
		return DESK_NOT_NOW;
	b->verdicts[step] = verdict;
	if (step == BENCH_BADGE)
		v->benches->card = CARD_NOT_WANTED;
	(void)text_copy(b->found[step], sizeof b->found[step], found);
	return changed(v, run, b);
}

void bench_free(struct visit *v)
{
	free(v->benches);
	v->benches = NULL;
}
