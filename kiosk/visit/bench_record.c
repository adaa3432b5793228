/* bench_record - the run as it is signed: who, when, each step with what was measured, versions. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "store/signed_json.h"
#include "sys/log.h"
#include "sys/text.h"
#include "sys/version.h"
#include "visit/bench_inside.h"
#include "visit/upkeep.h"

static void put(json_t *to, const char *key, const char *text)
{
	(void)json_object_set_new(to, key, json_string(text));
}

static json_t *steps_of(const struct bench *b, enum bench_run run)
{
	json_t *all = json_array();

	for (int i = 0; i < BENCH_STEPS; i++) {
		json_t *one;

		if (!bench_has(run, (enum bench_step)i))
			continue;
		one = json_object();
		put(one, "step", bench_step_name((enum bench_step)i));
		put(one, "verdict", bench_verdict_name(b->verdicts[i]));
		put(one, "found", b->found[i]);
		(void)json_array_append_new(all, one);
	}
	return all;
}

static json_t *record_of(struct visit *v, enum bench_run run, int number)
{
	const struct bench *b = bench(v, run);
	char device[2 * STATION_DEVICE_BYTES + 1];
	json_t *r = json_object(), *place = json_object();

	hex_put(device, v->world.station->device, STATION_DEVICE_BYTES);
	put(r, "kind", bench_run_name(run));
	(void)json_object_set_new(r, "number", json_integer(number));
	put(r, "station", v->world.station->code);
	put(r, "device", device);
	put(r, "by", duty_code(v));
	(void)json_object_set_new(r, "began_ms", json_integer(b->began_ms));
	(void)json_object_set_new(r, "ended_ms", json_integer(clock_wall_ms(v->world.clock)));
	put(r, "clock", bench_time_is_sure(v) ? "network" : "own");
	put(r, "version", LOKET_VERSION);
	put(r, "git", version_git());
	put(r, "result", bench_verdict_name(bench_result(b, run)));
	for (int i = 0; i < PLACES && bench_has(run, BENCH_PLACE); i++)
		(void)json_object_set_new(place, bench_limit((enum bench_place)i)->name, json_integer(b->place_mm[i]));
	(void)json_object_set_new(r, "place_mm", place);
	(void)json_object_set_new(r, "steps", steps_of(b, run));
	return r;
}

static int write_record(int *number, struct visit *v, enum bench_run run)
{
	char dir[1000], name[24], path[1200];
	json_t *record;
	int e;

	bench_path(dir, sizeof dir, v, "");
	e = signed_json_next(number, dir);
	if (e)
		return err_up(e);
	(void)snprintf(name, sizeof name, "%04d.json", *number);
	bench_path(path, sizeof path, v, name);
	record = record_of(v, run, *number);
	e = signed_json_write(path, record, v->world.device);
	json_decref(record);
	return err_up(e);
}

enum desk_answer bench_finish(int *number, struct visit *v, enum bench_run run)
{
	const struct bench *b = bench(v, run);
	int e;

	if (!b)
		return DESK_DENIED;
	if (bench_open_step(b, run) != BENCH_STEPS)
		return DESK_NOT_NOW;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	e = v->world.station && v->world.device ? write_record(number, v, run)
	                                        : err_new(ENODEV, "without a station nothing can be signed");
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		return DESK_TROUBLE;
	}
	log_info(v->world.log, "%s record %04d was signed: %s", bench_run_name(run), *number,
	        bench_verdict_name(bench_result(b, run)));
	(void)bench_again(v, run); /* what is left of it would only be asked again */
	return DESK_DONE;
}
