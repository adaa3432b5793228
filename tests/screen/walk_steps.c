#include "walk_paper.h"
#include "walk_proof.h"
#include "walk_recovery.h"
#include "walk_keys.h"
#include "walk_staff.h"
#include "walk_station.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "sys/clock.h"
#include "sys/text.h"

/* What is expected may take a moment where a device has its part; real time, also with --clock manual. */
static int patience_ms(void)
{
	const char *named = getenv("LOKET_PATIENCE_MS");
	int64_t ms;

	return named && text_i64(named, 0, 60000, &ms) ? (int)ms : 8000;
}

bool walk_no(struct walk *w, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(w->why, sizeof w->why, fmt, args);
	va_end(args);
	return false;
}

bool walk_told(struct walk *w, int r)
{
	return r == 0 || walk_no(w, "%s", r > 0 ? door_why(w->station.door) : err_why());
}

/* ---- looking ----------------------------------------------------------------------------- */

/* A question about the tree: true when it holds, else a sentence in why. */
typedef bool question_fn(struct walk *w, const struct instruction *in, const json_t *tree);

static bool look(struct walk *w, const struct instruction *in, question_fn *holds, int within_ms)
{
	int64_t until = clock_measure_us() + (int64_t)within_ms * 1000;

	for (;;) {
		json_t *tree = NULL;
		bool good;

		if (!walk_told(w, door_tree(w->station.door, &tree)))
			return false;
		good = holds(w, in, tree);
		json_decref(tree);
		if (good || clock_measure_us() > until)
			return good;
		nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
	}
}

static bool has_text(struct walk *w, const struct instruction *in, const json_t *tree)
{
	return tree_find(tree, in->word[1]) || walk_no(w, "\"%s\" is not on the screen", in->word[1]);
}

static bool lacks_text(struct walk *w, const struct instruction *in, const json_t *tree)
{
	return !tree_find(tree, in->word[2]) || walk_no(w, "\"%s\" is on the screen", in->word[2]);
}

static bool has_property(struct walk *w, const struct instruction *in, const json_t *tree)
{
	const char *got = node_text(tree, in->word[0]);

	return strcmp(got, in->word[1]) == 0 || walk_no(w, "%s is %s, expected %s", in->word[0], got, in->word[1]);
}

static bool node_is(struct walk *w, const struct instruction *in, const json_t *tree)
{
	const char *id = in->word[1], *key = in->word[2], *want = in->word[3];
	const json_t *node = tree_node(tree, id);
	int state;

	if (strcmp(key, "there") == 0)
		return (node != NULL) == (strcmp(want, "yes") == 0) ||
		       walk_no(w, "%s is %sthere", id, node ? "" : "not ");
	if (!node)
		return walk_no(w, "no node has the id %s", id);
	state = node_state(node, key);
	if (state >= 0)
		return state == (strcmp(want, "yes") == 0) || walk_no(w, "%s: %s is %s", id, key, state ? "yes" : "no");
	return strcmp(node_text(node, key), want) == 0 ||
	       walk_no(w, "%s: %s is \"%s\", expected \"%s\"", id, key, node_text(node, key), want);
}

static bool do_see(struct walk *w, const struct instruction *in)
{
	return look(w, in, has_text, patience_ms());
}

static bool do_not(struct walk *w, const struct instruction *in)
{
	if (strcmp(in->word[1], "see") != 0)
		return walk_no(w, "after `not` comes `see`");
	return look(w, in, lacks_text, 0);
}

static bool do_property(struct walk *w, const struct instruction *in)
{
	return look(w, in, has_property, patience_ms());
}

static bool do_tree(struct walk *w, const struct instruction *in)
{
	return look(w, in, node_is, patience_ms());
}

/* ---- doing ------------------------------------------------------------------------------- */

/* Ids are small letters, and what stands behind a colon; all else is a label. */
static bool is_id(const char *word)
{
	size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz_");

	return n > 0 && (word[n] == 0 || word[n] == ':');
}

static bool do_tap(struct walk *w, const struct instruction *in)
{
	const char *by = is_id(in->word[1]) ? "id" : "label";

	w->taps++;
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "tap", by, in->word[1]));
}

static bool do_type(struct walk *w, const struct instruction *in)
{
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "type", "text", in->word[1]));
}

static bool do_key(struct walk *w, const struct instruction *in)
{
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "key", "key", in->word[1]));
}

static bool do_wait(struct walk *w, const struct instruction *in)
{
	int64_t ms;

	if (!text_i64(in->word[2], 0, 60000, &ms))
		return walk_no(w, "wait SCREEN MS: %s is no number of milliseconds up to 60000", in->word[2]);
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s,s:I}", "do", "wait", "screen", in->word[1], "ms",
	                            (json_int_t)ms));
}

static bool do_clock(struct walk *w, const struct instruction *in)
{
	static const struct {
		const char *unit;
		int64_t ms;
	} units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}};
	char *end = NULL;
	long long n = strtoll(in->word[1], &end, 10);

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (in->word[1][0] == '+' && strcmp(end, units[i].unit) == 0)
			return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:I}", "do", "clock", "advance_ms",
			                            (json_int_t)n * units[i].ms));
	return walk_no(w, "clock +60s: %s is no time forward (ms, s, m, h)", in->word[1]);
}

static bool do_shot(struct walk *w, const struct instruction *in)
{
	char path[PATH_MAX + 300];

	snprintf(path, sizeof path, "%s/%s", w->shots, in->word[1]);
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "shot", "path", path));
}

static bool do_device(struct walk *w, const struct instruction *in)
{
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s,s:s}", "do", "device", "dev", in->word[1], "event",
	                            in->word[2]));
}

static bool do_badge(struct walk *w, const struct instruction *in)
{
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "badge", "token", in->word[1]));
}

/* Turns the page, as somebody would who looks for it, until the text is there. */
static bool do_find(struct walk *w, const struct instruction *in)
{
	int64_t until = clock_measure_us() + (int64_t)patience_ms() * 1000;

	do {
		if (look(w, in, has_text, 20))
			return true;
		if (door_do(w->station.door, NULL, "{s:s,s:s}", "do", "tap", "id", "more") < 0)
			return walk_no(w, "%s", err_why());
	} while (clock_measure_us() < until);
	return walk_no(w, "\"%s\" is on no page of the screen", in->word[1]);
}

/* ---- the station ------------------------------------------------------------------------------ */

static bool do_raw(struct walk *w, const struct instruction *in)
{
	char line[1200];
	int n = snprintf(line, sizeof line, "%s\n", in->word[1]), r = door_raw(w->station.door, NULL, line, (size_t)n);

	return r == DOOR_REFUSED || (r == 0 ? walk_no(w, "the control socket took it") : walk_told(w, r));
}

/* The rest of the line is an instruction that must not succeed. */
static bool do_refused(struct walk *w, const struct instruction *in)
{
	struct instruction rest = {.line = in->line, .n = in->n - 1};

	memcpy(rest.word, in->word + 1, sizeof rest.word - sizeof rest.word[0]);
	return !walk_step(w, &rest) || walk_no(w, "%s was not refused", rest.word[0]);
}

/* In a walk of several languages: for that one. */
static bool do_only(struct walk *w, const struct instruction *in)
{
	struct instruction rest = {.line = in->line, .n = in->n - 2};

	memcpy(rest.word, in->word + 2, sizeof rest.word - 2 * sizeof rest.word[0]);
	return strcmp(w->lang, in->word[1]) != 0 || walk_step(w, &rest);
}

static bool do_stop(struct walk *w, const struct instruction *in)
{
	(void)in;
	return walk_told(w, station_stop(&w->station));
}

static bool do_kill(struct walk *w, const struct instruction *in)
{
	(void)in;
	station_kill(&w->station);
	return true;
}

static bool do_papers(struct walk *w, const struct instruction *in)
{
	int64_t until = clock_measure_us() + (int64_t)patience_ms() * 1000, want;

	if (!text_i64(in->word[1], 0, 1000, &want))
		return walk_no(w, "papers N: %s is no number", in->word[1]);
	while (station_papers(&w->station) != want && clock_measure_us() < until)
		nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
	return station_papers(&w->station) == want ||
	       walk_no(w, "%d sheets came out of the printer, expected %s", station_papers(&w->station), in->word[1]);
}

static bool do_stat(struct walk *w, const struct instruction *in)
{
	json_t *stat = NULL, *value;
	char got[40] = "null";
	bool good;

	if (!walk_told(w, door_do(w->station.door, &stat, "{s:s}", "do", "stat")))
		return false;
	value = json_object_get(stat, in->word[1]);
	if (json_is_integer(value))
		snprintf(got, sizeof got, "%lld", (long long)json_integer_value(value));
	good = strcmp(got, in->word[2]) == 0;
	json_decref(stat);
	return good || walk_no(w, "%s is %s, expected %s", in->word[1], got, in->word[2]);
}

static bool do_nowhere(struct walk *w, const struct instruction *in)
{
	char path[PATH_MAX];

	return !station_holds(&w->station, in->word[1], path, sizeof path) ||
	       walk_no(w, "\"%s\" lies in %s", in->word[1], path);
}

/* ---- the table ---------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	int least, most; /* words behind the name */
	bool running; /* needs a kiosk */
	bool (*fn)(struct walk *w, const struct instruction *in);
	const char *shape;
} steps[] = {
        {"station", 0, 0, false, walk_station, "station"},
        {"forms", 1, 1, false, walk_forms, "forms FOLDER"},
        {"write", 2, 2, false, walk_write, "write FILE \"TEXT\""},
        {"log", 1, 1, false, walk_log, "log \"TEXT\""},
        {"raw", 1, 1, true, do_raw, "raw \"LINE\""},
        {"refused", 1, WALK_WORDS_MOST, true, do_refused, "refused INSTRUCTION"},
        {"start", 0, WALK_WORDS_MOST, false, walk_start, "start [OPTIONS]"},
        {"stop", 0, 0, true, do_stop, "stop"},
        {"kill", 0, 0, true, do_kill, "kill"},
        {"see", 1, 1, true, do_see, "see \"TEXT\""},
        {"find", 1, 1, true, do_find, "find \"TEXT\""},
        {"not", 2, 2, true, do_not, "not see \"TEXT\""},
        {"screen", 1, 1, true, do_property, "screen NAME"},
        {"lang", 1, 1, true, do_property, "lang TAG"},
        {"dir", 1, 1, true, do_property, "dir ltr|rtl"},
        {"theme", 1, 1, true, do_property, "theme NAME"},
        {"size", 1, 1, true, do_property, "size S|M|L|XL"},
        {"focus", 1, 1, true, do_property, "focus ID"},
        {"tree", 3, 3, true, do_tree, "tree ID KEY VALUE"},
        {"tap", 1, 1, true, do_tap, "tap ID or \"LABEL\""},
        {"type", 1, 1, true, do_type, "type \"TEXT\""},
        {"key", 1, 1, true, do_key, "key NAME"},
        {"press", 1, 1, true, walk_press, "press NAME"},
        {"choose", 1, 1, true, walk_choose, "choose ID"},
        {"spell", 1, 1, true, walk_spell, "spell \"text\""},
        {"wait", 2, 2, true, do_wait, "wait SCREEN MS"},
        {"clock", 1, 1, true, do_clock, "clock +60s"},
        {"shot", 1, 1, true, do_shot, "shot FILE.png"},
        {"device", 2, 2, true, do_device, "device printer0 paper_out"},
        {"badge", 1, 1, true, do_badge, "badge TOKEN or \"\""},
        {"enrol", 3, 3, true, walk_enrol, "enrol TOKEN CODE PIN"},
        {"login", 2, 2, true, walk_login, "login TOKEN PIN"},
        {"pin", 1, 1, true, walk_pin, "pin DIGITS"},
        {"give", 3, 3, true, walk_give, "give CODE ROLE TOKEN"},
        {"first", 2, 2, true, walk_first, "first TOKEN PIN"},
        {"attest", 0, WALK_WORDS_MOST, true, walk_attest, "attest [FIELD=VALUE ...]"},
        {"record", 1, WALK_WORDS_MOST, false, walk_record, "record KEY=VALUE ..."},
        {"code", 2, 2, false, walk_code, "code PAPER \"TEXT\""},
        {"take_code", 1, 1, false, walk_take_code, "take_code PAPER"},
        {"type_code", 0, 0, true, walk_type_code, "type_code"},
        {"band", 2, 3, false, walk_band, "band PAPER \"TEXT\" [DATA]"},
        {"order", 1, 1, true, walk_order, "order own|other"},
        {"recovered", 1, 1, false, walk_recovered, "recovered N"},
        {"only", 2, WALK_WORDS_MOST, true, do_only, "only LANG INSTRUCTION"},
        {"taps", 1, 1, true, walk_taps, "taps N"},
        {"reach", 1, 1, true, walk_reach, "reach ID"},
        {"turn", 1, 1, true, walk_turn, "turn SCREEN"},
        {"stat", 2, 2, true, do_stat, "stat NAME NUMBER|null"},
        {"papers", 1, 1, false, do_papers, "papers N"},
        {"nowhere", 1, 1, false, do_nowhere, "nowhere \"TEXT\""},
};

/* {lang} is the language of this round, {way} how it is read. */
static const char *filled(char *room, size_t size, const char *word, const char *lang)
{
	const char *at = strstr(word, "{lang}"), *way = strstr(word, "{way}");

	if (at)
		(void)snprintf(room, size, "%.*s%s%s", (int)(at - word), word, lang, at + strlen("{lang}"));
	else if (way)
		(void)snprintf(room, size, "%.*s%s%s", (int)(way - word), word, strcmp(lang, "ar") == 0 ? "rtl" : "ltr",
		        way + strlen("{way}"));
	return at || way ? room : word;
}

static bool step(struct walk *w, const struct instruction *in);

bool walk_step(struct walk *w, const struct instruction *in)
{
	char room[WALK_WORDS_MOST][200];
	struct instruction copy = *in;

	for (int i = 1; *w->lang && i < in->n; i++)
		copy.word[i] = filled(room[i], sizeof room[i], in->word[i], w->lang);
	return step(w, &copy);
}

static bool step(struct walk *w, const struct instruction *in)
{
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		if (strcmp(in->word[0], steps[i].name) != 0)
			continue;
		if (in->n - 1 < steps[i].least || in->n - 1 > steps[i].most)
			return walk_no(w, "it is written: %s", steps[i].shape);
		if (steps[i].running && !w->station.pid)
			return walk_no(w, "the kiosk is not running; begin with: start");
		return steps[i].fn(w, in);
	}
	return walk_no(w, "there is no instruction \"%s\"", in->word[0]);
}
