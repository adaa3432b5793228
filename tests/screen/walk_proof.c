#include "walk_proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "sys/clock.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { FIELDS_MOST = 80, WAIT_MS = 20000, OPENED_MOST = 4 << 20, READ_MS = 60000 };

static bool ask(struct walk *w, const char *what, const char *key, const char *value)
{
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", what, key, value));
}

static bool tap(struct walk *w, const char *id)
{
	w->taps++;
	return ask(w, "tap", "id", id);
}

/* ---- the officer's word ---------------------------------------------------------------------------- */

/* What the script says of a field; NULL: nothing. */
static const char *told_of(const struct instruction *in, const char *field, size_t n)
{
	for (int i = 1; i < in->n; i++)
		if (strncmp(in->word[i], field, n) == 0 && in->word[i][n] == '=')
			return in->word[i] + n + 1;
	return NULL;
}

/* The first node whose id begins so; NULL: none. */
static const char *first_of(const json_t *tree, const char *begin)
{
	const json_t *nodes = json_object_get(tree, "nodes");

	for (size_t i = 0; i < json_array_size(nodes); i++) {
		const char *id = node_text(json_array_get(nodes, i), "id");

		if (strncmp(id, begin, strlen(begin)) == 0)
			return id;
	}
	return NULL;
}

static bool choose(struct walk *w, const struct instruction *in, const char *first)
{
	const char *field = first + strlen("choice:"), *value;
	size_t n = strcspn(field, ":");
	char id[160];

	value = told_of(in, field, n);
	(void)snprintf(id, sizeof id, "choice:%.*s:%s", (int)n, field, value ? value : "");
	return tap(w, value ? id : first);
}

static bool field(struct walk *w, const struct instruction *in, const json_t *tree)
{
	const char *choice = first_of(tree, "choice:"), *keys = first_of(tree, "field:"),
	           *ready = first_of(tree, "ready:"), *value;

	if (choice)
		return choose(w, in, choice);
	if (ready)
		return tap(w, ready);
	if (!keys)
		return tap(w, "next"); /* a moment: as it is proposed */
	keys += strlen("field:");
	value = told_of(in, keys, strlen(keys));
	return value ? ask(w, "type", "text", value) && tap(w, "next")
	             : walk_no(w, "the record asks for words, and the walk has none: %s", keys);
}

/* One tap on the way; *done: the record stands. */
static bool go_on(struct walk *w, const struct instruction *in, const json_t *tree, bool *done)
{
	const char *screen = tree_screen(tree);

	if (strcmp(screen, "handover_field") == 0)
		return field(w, in, tree);
	if (strcmp(screen, "printing") == 0)
		return nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL) == 0;
	if (strcmp(screen, "notice_handover") != 0)
		return walk_no(w, "the handover came to the screen %s", screen);
	*done = strcmp(node_text(tree_node(tree, "next"), "label"), "Klaar") == 0;
	return *done || tap(w, "next");
}

bool walk_attest(struct walk *w, const struct instruction *in)
{
	int64_t until = clock_measure_us() + (int64_t)WAIT_MS * 1000;
	bool done = false;

	for (int i = 0; clock_measure_us() < until && w->taps < 1000 && !done; i++) {
		json_t *tree = NULL;
		bool good;

		if (door_tree(w->station.door, &tree) < 0)
			return walk_no(w, "%s", err_why());
		good = go_on(w, in, tree, &done);
		json_decref(tree);
		if (!good)
			return false;
	}
	return done || walk_no(w, "the record does not stand after twenty seconds");
}

/* ---- the record --------------------------------------------------------------------------------------- */

/* The last line that tells of a handover. */
static json_t *newest(const char *lines)
{
	json_t *found = NULL;

	while (*lines) {
		size_t n = strcspn(lines, "\n");
		json_t *one = json_loadb(lines, n, 0, NULL);
		const char *type = json_string_value(json_object_get(one, "type"));

		if (type && strncmp(type, "notice_handover", strlen("notice_handover")) == 0) {
			json_decref(found);
			found = json_incref(one);
		}
		json_decref(one);
		lines += n + (lines[n] == '\n');
	}
	return found;
}

/* "print.level" -> its value as text; "-" when it is not there. */
static void value_at(char *out, size_t room, const json_t *from, const char *path)
{
	char key[60];

	while (*path && from) {
		size_t n = strcspn(path, ".");

		(void)snprintf(key, sizeof key, "%.*s", (int)n, path);
		from = json_object_get(from, key);
		path += n + (path[n] == '.');
	}
	if (json_is_string(from))
		(void)snprintf(out, room, "%s", json_string_value(from));
	else if (json_is_integer(from))
		(void)snprintf(out, room, "%lld", (long long)json_integer_value(from));
	else if (json_is_boolean(from))
		(void)snprintf(out, room, "%s", json_is_true(from) ? "true" : "false");
	else
		(void)snprintf(out, room, "%s", from ? "(a group)" : "-");
}

/* "type" stands beside the answers; "lang" is the person's own, Dutch being printed beside it. */
static void answer_at(char *out, size_t room, const json_t *record, const char *key)
{
	const json_t *answers = json_object_get(record, "answers");

	if (strcmp(key, "type") == 0)
		answers = record;
	else if (strcmp(key, "lang") == 0)
		key = json_object_get(json_object_get(answers, "notice"), "beside") ? "notice.beside.lang"
		                                                                    : "notice.lang";
	value_at(out, room, answers, key);
}

static bool holds(struct walk *w, const struct instruction *in, const json_t *record)
{
	char key[80], got[200], why[400];

	for (int i = 1; i < in->n; i++) {
		size_t n = strcspn(in->word[i], "=");
		const char *want = in->word[i][n] ? in->word[i] + n + 1 : "";

		(void)snprintf(key, sizeof key, "%.*s", (int)n, in->word[i]);
		answer_at(got, sizeof got, record, key);
		if (strcmp(got, want) == 0)
			continue;
		(void)snprintf(why, sizeof why, "%s is %s, expected %s", key, got, want);
		return walk_no(w, "in the record %s", why);
	}
	return true;
}

bool walk_record(struct walk *w, const struct instruction *in)
{
	char tool[PATH_MAX + 16];
	const char *const argv[] = {tool, "open", "--key", w->station.key, "--station", w->station.data, NULL};
	json_t *record;
	struct buf out;
	bool good;

	(void)snprintf(tool, sizeof tool, "%s/loketctl", w->station.programs);
	buf_init(&out, OPENED_MOST);
	good = proc_run(argv, &out, READ_MS) == 0 || walk_no(w, "%s", err_why());
	record = good ? newest(buf_str(&out)) : NULL;
	if (good && !record)
		good = walk_no(w, "no record of a handover is there");
	good = good && holds(w, in, record);
	if (!good && record && getenv("LOKET_KEEP"))
		(void)json_dumpf(record, stdout, JSON_INDENT(2));
	json_decref(record);
	buf_fini(&out);
	return good;
}
