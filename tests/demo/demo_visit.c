/*
 * demo_visit - one visit, through the same door as a finger
 *
 * Answers by the question's name where the table below knows it, else the
 * first choice, or nothing where nothing is asked for.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

#include "demo_answers.h"

enum { STEPS_MAX = 80, WAIT_MS = 10000 };

static int shot(struct demo *d, const char *lang, const char *what)
{
	char *path;

	if (d->n_shots == DEMO_SHOTS)
		return 0;
	path = d->shot[d->n_shots];
	(void)snprintf(path, DEMO_PATH, "%.400s/%s-%s.png", d->shots, lang, what);
	d->n_shots++;
	return door_do(d->door, NULL, "{s:s, s:s}", "do", "shot", "path", path);
}

static int tap(struct demo *d, const char *id)
{
	int r = door_do(d->door, NULL, "{s:s, s:s}", "do", "tap", "id", id);

	if (r > 0)
		return err_new(EPROTO, "'%s' could not be tapped: %s", id, door_why(d->door));
	d->visit[d->n_visits].taps++;
	return err_up(r);
}

static const char *answer_of(const char *lang, const char *name)
{
	for (size_t i = 0; demo_answers[i].name; i++)
		if (text_is(demo_answers[i].name, name) &&
		        (!demo_answers[i].lang || text_is(demo_answers[i].lang, lang)))
			return demo_answers[i].value;
	return NULL;
}

/* "choice:/data/what/thing:bicycle" -> "thing"; also for "field:/data/x" and "field:/data/x:0". */
static void name_of(const char *id, char *out, size_t room)
{
	const char *ref = strchr(id, ':') + 1, *end = ref + strcspn(ref, ":"), *from = end;

	while (from > ref && from[-1] != '/')
		from--;
	(void)snprintf(out, room, "%.*s", (int)(end - from), from);
}

static bool is_answer(const json_t *node)
{
	const char *id = node_text(node, "id");

	return text_starts(id, "choice:") || text_starts(id, "field:");
}

/* The choices that the answer names (several are parted by spaces), or the first. */
static int choose(struct demo *d, const json_t *nodes, const char *value)
{
	const json_t *first = NULL, *node;
	bool any = false;
	size_t i;

	json_array_foreach(nodes, i, node)
	{
		const char *id = node_text(node, "id"), *name = strrchr(id, ':');
		char padded[256], want[80];

		if (!text_starts(id, "choice:"))
			continue;
		first = first ? first : node;
		(void)snprintf(padded, sizeof padded, " %s ", value ? value : "");
		(void)snprintf(want, sizeof want, " %s ", name + 1);
		if (!strstr(padded, want) || node_state(node, "checked") == 1)
			continue;
		any = true;
		int e = tap(d, id);
		if (e)
			return err_up(e);
	}
	if (any || !first || value || node_state(first, "checked") == 1)
		return 0;
	return err_up(tap(d, node_text(first, "id")));
}

static int type_into(struct demo *d, const char *id, const char *text)
{
	int e = tap(d, id), r;

	if (e)
		return err_up(e);
	r = door_do(d->door, NULL, "{s:s, s:s}", "do", "type", "text", text);
	return r > 0 ? err_new(EPROTO, "typing failed: %s", door_why(d->door)) : err_up(r);
}

/* Day, month and year stand in fields of their own: the answer's words go into them in turn. */
static int type_words(struct demo *d, const json_t *nodes, const char *value)
{
	char copy[64], *rest = copy;
	const json_t *node;
	size_t i;

	(void)text_copy(copy, sizeof copy, value);
	json_array_foreach(nodes, i, node)
	{
		char *word = text_starts(node_text(node, "id"), "field:") ? strsep(&rest, " ") : NULL;
		int e = word ? type_into(d, node_text(node, "id"), word) : 0;

		if (e)
			return err_up(e);
	}
	return 0;
}

static int answer(struct demo *d, const json_t *tree, const char *lang)
{
	const json_t *nodes = json_object_get(tree, "nodes"), *first = NULL, *node;
	char name[80];
	const char *value, *id;
	size_t i;

	json_array_foreach(nodes, i, node)
	{
		if (!first && is_answer(node))
			first = node;
	}
	if (!first)
		return 0; /* something to read */
	id = node_text(first, "id");
	name_of(id, name, sizeof name);
	value = answer_of(lang, name);
	if (text_starts(id, "choice:"))
		return err_up(choose(d, nodes, value));
	if (text_is(node_text(first, "role"), "check"))
		return node_state(first, "checked") == 1 ? 0 : err_up(tap(d, id));
	if (!value)
		return 0; /* left open */
	return text_ends(id, ":0") ? err_up(type_words(d, nodes, value)) : err_up(type_into(d, id, value));
}

static const char *heading(const json_t *tree)
{
	const json_t *node;
	size_t i;

	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		if (text_is(node_text(node, "role"), "heading"))
			return node_text(node, "label");
	}
	return "";
}

/* From question to question; ends on the review. */
static int questions(struct demo *d, const char *lang)
{
	char before[300] = "";
	int asked = 0;

	for (int step = 0; step < STEPS_MAX; step++) {
		json_t *tree;
		int e = door_tree(d->door, &tree);

		if (e)
			return err_up(e);
		if (!text_is(tree_screen(tree), "question")) {
			json_decref(tree);
			demo_say("    %d questions answered", asked);
			return 0;
		}
		if (text_is(before, heading(tree)))
			e = err_new(EPROTO, "the question '%s' does not take its answer", before);
		(void)text_copy(before, sizeof before, heading(tree));
		if (e == 0)
			e = answer(d, tree, lang);
		json_decref(tree);
		asked++;
		if (e == 0 && asked == 5)
			e = shot(d, lang, "question");
		if (e == 0)
			e = tap(d, "next");
		if (e)
			return err_up(e);
	}
	return err_new(EPROTO, "the questions do not end");
}

static int await(struct demo *d, const char *screen)
{
	int r = door_do(d->door, NULL, "{s:s, s:s, s:i}", "do", "wait", "screen", screen, "ms", WAIT_MS);

	return r > 0 ? err_new(EPROTO, "%s", door_why(d->door)) : err_up(r);
}

static int save(struct demo *d, const char *lang)
{
	json_t *tree = NULL;
	int64_t from;
	int e = shot(d, lang, "review");

	if (e == 0)
		e = tap(d, "next");
	if (e == 0)
		e = await(d, "confirm");
	from = clock_measure_us();
	if (e == 0)
		e = tap(d, "next");
	if (e == 0)
		e = await(d, "receipt");
	d->visit[d->n_visits].confirm_ms = (double)(clock_measure_us() - from) / 1000;
	if (e == 0)
		e = door_tree(d->door, &tree);
	if (e)
		return err_up(e);
	const json_t *node;
	size_t i;
	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		if (text_starts(node_text(node, "value"), "DEMO-01-"))
			(void)text_copy(
			        d->visit[d->n_visits].number, sizeof d->visit[0].number, node_text(node, "value"));
	}
	json_decref(tree);
	return 0;
}

/* The paper is there when the printer has written its picture. */
static int await_paper(struct demo *d)
{
	char *path = d->visit[d->n_visits].paper;
	int64_t until = clock_measure_us() + WAIT_MS * 1000LL;

	(void)snprintf(path, DEMO_PATH, "%.400s/%06d.png", d->papers, d->n_visits + 1);
	while (!file_exists(path)) {
		if (clock_measure_us() > until)
			return err_new(ETIMEDOUT, "no paper came: %s is missing", path);
		(void)usleep(10000);
	}
	return 0;
}

int demo_visit(struct demo *d, const char *lang)
{
	char id[16];
	int e;

	(void)snprintf(id, sizeof id, "lang:%s", lang);
	(void)text_copy(d->visit[d->n_visits].lang, sizeof d->visit[0].lang, lang);
	demo_say("Visit %d, in language %s: choosing, answering, checking", d->n_visits + 1, lang);
	e = await(d, "idle");
	if (e == 0 && d->n_visits == 0)
		e = shot(d, lang, "idle");
	if (e == 0)
		e = tap(d, "next");
	if (e == 0)
		e = tap(d, id);
	if (e == 0)
		e = shot(d, lang, "service");
	if (e == 0)
		e = tap(d, "service:loss_report");
	if (e == 0)
		e = questions(d, lang);
	if (e == 0)
		e = save(d, lang);
	if (e == 0)
		e = await_paper(d);
	if (e == 0)
		e = shot(d, lang, "receipt");
	if (e == 0)
		e = tap(d, "next");
	if (e)
		return err_up(e);
	demo_say("    saved as %s %.1f ms after the tap; paper %s", d->visit[d->n_visits].number,
	        d->visit[d->n_visits].confirm_ms, d->visit[d->n_visits].paper);
	d->n_visits++;
	return 0;
}
