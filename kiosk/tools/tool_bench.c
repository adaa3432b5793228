/*
 * tool_bench - a technician's signed record at the office: whose it is, whether it holds, and what it leaves open
 *
 * The file is one of DATA/installation (store/signed_json.h, kiosk/visit/bench.h). The station's key comes from its own
 * folder, or as the device.pub that the office keeps.
 */
#include <errno.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "store/signed_json.h"
#include "store/station.h"
#include "sys/file.h"
#include "sys/text.h"
#include "tools/args.h"
#include "tools/tools.h"

static const char usage[] =
        "use: loketctl bench check FILE (--key DEVICE.PUB | --data DIR)\n\n"
        "Checks a signed record of an installation, assembly or acceptance: its signature, the station it names, and the\n"
        "steps that failed or were left out. One sentence on standard output; exit status 1 when it does not hold, or\n"
        "when not everything passed.\n\n"
        "  --key FILE   device.pub of the station\n"
        "  --data DIR   the station's own folder: its key, and its code is compared as well\n\n"
        "example: loketctl bench check 0001.json --data /data/station\n";

enum { STEPS_TOLD = 160 };

struct told {
	int steps, failed, skipped, open;
	char names[STEPS_TOLD]; /* of those that did not pass */
};

static const char *text_of(const json_t *from, const char *key)
{
	const char *text = json_string_value(json_object_get(from, key));

	return text ? text : "";
}

/* Printable ASCII only: what stands in a file goes to a terminal. */
static const char *shown(char *out, size_t room, const char *text)
{
	size_t n = 0;

	for (; text[n] && n + 1 < room; n++)
		out[n] = text[n] >= ' ' && text[n] <= '~' ? text[n] : '?';
	out[n] = 0;
	return out;
}

static void count(struct told *t, const json_t *record)
{
	const json_t *one, *steps = json_object_get(record, "steps");
	size_t i, at = 0;
	char name[24];

	json_array_foreach(steps, i, one)
	{
		const char *verdict = text_of(one, "verdict");

		t->steps++;
		t->failed += text_is(verdict, "fail");
		t->skipped += text_is(verdict, "skip");
		t->open += !text_is(verdict, "pass") && !text_is(verdict, "fail") && !text_is(verdict, "skip");
		if (!text_is(verdict, "pass") && at < sizeof t->names)
			at += (size_t)snprintf(t->names + at, sizeof t->names - at, "%s%s", at ? ", " : "",
			        shown(name, sizeof name, text_of(one, "step")));
	}
}

static void day_of(char out[16], const json_t *record)
{
	time_t s = (time_t)(json_integer_value(json_object_get(record, "ended_ms")) / 1000);
	struct tm day;

	if (!gmtime_r(&s, &day) || strftime(out, 16, "%Y-%m-%d", &day) == 0)
		(void)text_copy(out, 16, "?");
}

/* 0: all passed. */
static int say(const json_t *record)
{
	char kind[24], code[24], by[24], day[16];
	struct told t = {0};

	count(&t, record);
	day_of(day, record);
	printf("%s record %04lld of station %s, signed on %s by %s: ",
	        shown(kind, sizeof kind, text_of(record, "kind")),
	        (long long)json_integer_value(json_object_get(record, "number")),
	        shown(code, sizeof code, text_of(record, "station")), day, shown(by, sizeof by, text_of(record, "by")));
	if (t.steps == 0) {
		printf("it holds no step at all\n");
		return 1;
	}
	if (t.failed + t.skipped + t.open == 0) {
		printf("all %d steps passed\n", t.steps);
		return 0;
	}
	printf("%d of %d steps passed, %d failed, %d left out (%s)\n", t.steps - t.failed - t.skipped - t.open, t.steps,
	        t.failed, t.skipped + t.open, t.names);
	return 1;
}

/* The key, and of a station's folder its code. */
static int read_station(struct key_public *key, struct station *station, const char *pub, const char *data)
{
	char dir[4096], path[4200];
	int e;

	if (!data)
		return err_up(key_read_public(key, pub, KEY_DEVICE));
	e = station_read(station, data);
	if (e == 0)
		e = station_path(dir, sizeof dir, data, STATION_KEYS);
	if (e == 0)
		e = path_join(path, sizeof path, dir, "device.pub");
	if (e == 0)
		e = key_read_public(key, path, KEY_DEVICE);
	return err_up(e);
}

/* Another number than its key's is another station's record, whatever signed it. */
static int check_station(const json_t *record, const struct key_public *key, const struct station *station)
{
	uint8_t id[STATION_DEVICE_BYTES];
	char hex[2 * STATION_DEVICE_BYTES + 1];

	station_device_of(id, key->bytes);
	hex_put(hex, id, sizeof id);
	if (!text_is(text_of(record, "device"), hex))
		return err_new(EBADMSG, "it names another device than the one whose key signed it");
	if (*station->code && !text_is(text_of(record, "station"), station->code)) {
		char code[24];

		return err_new(EBADMSG, "it is of station %s, and this is station %s",
		        shown(code, sizeof code, text_of(record, "station")), station->code);
	}
	return 0;
}

/* 0: it holds and all passed; 1: it holds, and not all passed. */
static int check(const char *file, const char *pub, const char *data)
{
	struct station station = {0};
	struct key_public key;
	json_t *record = NULL;
	AUTO_BUF text;
	int r;

	buf_init(&text, SIGNED_JSON_MAX + 256);
	r = read_station(&key, &station, pub, data);
	if (r == 0)
		r = file_read(&text, file);
	if (r == 0)
		r = signed_json_check(&record, text.data, text.len, key.bytes);
	if (r == SIGNED_JSON_FALSE)
		r = err_new(EBADMSG,
		        "%s does not hold: it was altered, another station signed it, or it is no such record", file);
	if (r == 0)
		r = check_station(record, &key, &station);
	if (r == 0)
		r = say(record);
	json_decref(record);
	return r < 0 ? err_up(r) : r;
}

static int fail(int status)
{
	fprintf(stderr, "loketctl bench: %s\n", err_why());
	return status;
}

int tool_bench(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--key"}, {.name = "--data"}, {.name = NULL}};
	const char *key, *data;
	int r;

	if (args_ask_help(argc, argv)) {
		fputs(usage, stdout);
		return 0;
	}
	if (argc < 3 || !text_is(argv[1], "check") || argv[2][0] == '-')
		return (void)err_new(EINVAL, "it is bench check FILE; --help shows an example"), fail(2);
	if (args_read(args, argc - 2, argv + 2) < 0)
		return fail(2);
	key = args_value(args, "--key", NULL);
	data = args_value(args, "--data", NULL);
	if (!key == !data)
		return (void)err_new(EINVAL, "give either --key DEVICE.PUB or --data DIR: whose record is it?"),
		       fail(2);
	if (sodium_init() < 0)
		return (void)err_new(EIO, "libsodium can not be started"), fail(1);
	r = check(argv[2], key, data);
	return r < 0 ? fail(1) : r;
}
