#include "visitor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "sys/clock.h"
#include "sys/text.h"

enum { WAIT_MS = 20000, PAGES_MOST = 8 };

static void done(const struct station *s, const char *what, int r)
{
	if (r)
		test_fail(__FILE__, __LINE__, "%s: %s", what, r > 0 ? door_why(s->door) : err_why());
}

void tap(const struct station *s, const char *id)
{
	done(s, id, door_do(s->door, NULL, "{s:s, s:s}", "do", "tap", "id", id));
}

void await_screen(const struct station *s, const char *screen)
{
	done(s, screen, door_do(s->door, NULL, "{s:s, s:s, s:i}", "do", "wait", "screen", screen, "ms", WAIT_MS));
}

static json_t *tree_of(const struct station *s)
{
	json_t *tree = NULL;

	done(s, "tree", door_tree(s->door, &tree));
	return tree;
}

void check_screen(const struct station *s, const char *screen)
{
	json_t *tree = tree_of(s);

	CHECK_TEXT(tree_screen(tree), screen);
	json_decref(tree);
}

static bool in_sight(const struct station *s, const char *text, bool last)
{
	json_t *tree = tree_of(s);
	bool found = tree_find(tree, text) != NULL;

	for (int page = 0; !found && page < PAGES_MOST && tree_node(tree, "more"); page++) {
		json_decref(tree);
		tap(s, "more");
		tree = tree_of(s);
		found = tree_find(tree, text) != NULL;
	}
	if (!found && last)
		tree_show(tree, stderr);
	json_decref(tree);
	return found;
}

void await_sight(const struct station *s, const char *text, int limit_ms)
{
	int64_t until = clock_measure_us() + limit_ms * 1000LL;

	while (!in_sight(s, text, false)) {
		if (clock_measure_us() > until && !in_sight(s, text, true))
			test_fail(__FILE__, __LINE__, "nothing on the screen says \"%s\"", text);
		(void)usleep(10000);
	}
}

void turn_to(const struct station *s, const char *id)
{
	json_t *tree = tree_of(s);

	for (int page = 0; page < PAGES_MOST && !tree_node(tree, id) && tree_node(tree, "more"); page++) {
		json_decref(tree);
		tap(s, "more");
		tree = tree_of(s);
	}
	json_decref(tree);
}

void advance(const struct station *s, int64_t ms)
{
	done(s, "clock", door_do(s->door, NULL, "{s:s, s:I}", "do", "clock", "advance_ms", (json_int_t)ms));
}

int waiting(const struct station *s)
{
	json_t *stat = NULL;
	const json_t *n;
	int count;

	done(s, "stat", door_do(s->door, &stat, "{s:s}", "do", "stat"));
	n = json_object_get(stat, "records_waiting");
	count = json_is_integer(n) ? (int)json_integer_value(n) : -1;
	json_decref(stat);
	return count;
}

/* ---- one question ---------------------------------------------------------------------- */

static const char *answer_of(const struct visitor *v, const char *name)
{
	for (const struct answer *a = v->answers; a->name; a++)
		if (text_is(a->name, name))
			return a->value;
	return NULL;
}

static bool is_answer(const json_t *node)
{
	return text_starts(node_text(node, "id"), "choice:") || text_starts(node_text(node, "id"), "field:");
}

/* "choice:/data/what/thing:bicycle" -> "thing". */
static void name_of(const char *id, char *out, size_t room)
{
	const char *ref = strchr(id, ':') + 1, *end = ref + strcspn(ref, ":"), *from = end;

	while (from > ref && from[-1] != '/')
		from--;
	(void)snprintf(out, room, "%.*s", (int)(end - from), from);
}

static void type_into(const struct station *s, const char *id, const char *text)
{
	tap(s, id);
	done(s, "type", door_do(s->door, NULL, "{s:s, s:s}", "do", "type", "text", text));
}

static void tap_choice(const struct station *s, const char *stem, const char *name)
{
	char id[200];
	json_t *tree;

	(void)snprintf(id, sizeof id, "%.*s%s", (int)(strrchr(stem, ':') - stem + 1), stem, name);
	turn_to(s, id);
	tree = tree_of(s);
	if (node_state(tree_node(tree, id), "checked") != 1)
		tap(s, id);
	json_decref(tree);
}

static void choose(const struct station *s, const char *first, const char *value)
{
	char copy[200], *rest = copy, *word;

	if (!value) {
		tap_choice(s, first, strrchr(first, ':') + 1);
		return;
	}
	(void)text_copy(copy, sizeof copy, value);
	while ((word = strsep(&rest, " ")))
		tap_choice(s, first, word);
}

static void type_parts(const struct station *s, const char *first, const char *value)
{
	char copy[64], id[200], *rest = copy, *word;

	(void)text_copy(copy, sizeof copy, value);
	for (int i = 0; (word = strsep(&rest, " ")); i++) {
		(void)snprintf(id, sizeof id, "%.*s%d", (int)strlen(first) - 1, first, i);
		type_into(s, id, word);
	}
}

static void answer(const struct visitor *v, const json_t *first, const char *name)
{
	const char *id = node_text(first, "id"), *value = answer_of(v, name);

	if (text_starts(id, "choice:"))
		choose(v->s, id, value);
	else if (text_is(node_text(first, "role"), "check"))
		tap(v->s, id);
	else if (value && text_ends(id, ":0"))
		type_parts(v->s, id, value);
	else if (value)
		type_into(v->s, id, value);
}

static const json_t *first_answer(const json_t *tree)
{
	const json_t *node;
	size_t i;

	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		if (is_answer(node))
			return node;
	}
	return NULL;
}

/* One more thing, whose questions have the names and so the answers of the first. */
static bool add_row(struct visitor *v)
{
	json_t *tree = tree_of(v->s);
	const json_t *add = tree_node(tree, "add:/data/more");
	bool wanted = add && !v->added && answer_of(v, "more");

	json_decref(tree);
	if (wanted)
		tap(v->s, "add:/data/more");
	v->added |= wanted;
	return wanted;
}

/* ---- the visit --------------------------------------------------------------------------- */

void visitor_begin(struct visitor *v)
{
	char id[16];

	(void)snprintf(id, sizeof id, "lang:%s", v->lang);
	v->n_asked = 0;
	v->added = false;
	v->number[0] = '\0';
	tap(v->s, "next");
	await_screen(v->s, "language");
	tap(v->s, id);
	await_screen(v->s, "service");
	tap(v->s, "service:loss_report");
	await_screen(v->s, "question");
}

void visitor_answer(struct visitor *v, const char *until)
{
	for (int step = 0; step < ASKED_MOST; step++) {
		json_t *tree = tree_of(v->s);
		const json_t *first = first_answer(tree);
		char *name = v->asked[v->n_asked];
		bool there;

		if (!text_is(tree_screen(tree), "question")) {
			json_decref(tree);
			if (until)
				test_fail(__FILE__, __LINE__, "the question %s was never asked", until);
			await_screen(v->s, "review");
			return;
		}
		if (first) {
			name_of(node_text(first, "id"), name, sizeof v->asked[0]);
			if (v->n_asked && text_is(name, v->asked[v->n_asked - 1])) {
				tree_show(tree, stderr);
				test_fail(__FILE__, __LINE__, "the question %s does not take its answer", name);
			}
			answer(v, first, name);
			v->n_asked++;
		}
		json_decref(tree);
		there = first && until && text_is(name, until);
		if (there)
			return;
		if (add_row(v))
			continue;
		tap(v->s, "next");
	}
	test_fail(__FILE__, __LINE__, "the questions do not end");
}

static void take_number(struct visitor *v)
{
	json_t *tree = tree_of(v->s);
	const json_t *node;
	size_t i;

	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		const char *value = node_text(node, "value");

		if (text_is(node_text(node, "role"), "text") && strchr(value, '-') && !strchr(value, ' '))
			(void)text_copy(v->number, sizeof v->number, value);
	}
	json_decref(tree);
	CHECK(v->number[0]);
}

void visitor_save(struct visitor *v)
{
	await_screen(v->s, "review");
	tap(v->s, "next");
	await_screen(v->s, "confirm");
	tap(v->s, "next");
	await_screen(v->s, "receipt");
	take_number(v);
}

void visitor_whole(struct visitor *v)
{
	visitor_begin(v);
	visitor_answer(v, NULL);
	visitor_save(v);
	tap(v->s, "next");
	await_screen(v->s, "idle");
}
