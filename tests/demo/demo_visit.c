/* demo_visit - one visit, through the same door as a finger. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum { PAGES_MAX = 20, WAIT_MS = 10000 };

int demo_shot(struct demo *d, const char *lang, const char *what)
{
	char *path;

	if (d->n_shots == DEMO_SHOTS)
		return 0;
	path = d->shot[d->n_shots];
	(void)snprintf(path, DEMO_PATH, "%.400s/%s-%s.png", d->shots, lang, what);
	d->n_shots++;
	return door_do(d->door, NULL, "{s:s, s:s}", "do", "shot", "path", path);
}

/* Turns the page until it is there. */
int demo_reach(struct demo *d, const char *id)
{
	for (int page = 0; page < PAGES_MAX; page++) {
		json_t *tree = NULL;
		int e = door_tree(d->door, &tree);
		bool there = e == 0 && tree_node(tree, id);

		json_decref(tree);
		if (e || there)
			return e ? err_up(e) : err_up(demo_tap(d, id));
		e = demo_tap(d, "more");
		if (e)
			return err_up(e);
	}
	return err_new(EPROTO, "'%s' is on no page", id);
}

int demo_tap(struct demo *d, const char *id)
{
	int r = door_do(d->door, NULL, "{s:s, s:s}", "do", "tap", "id", id);

	if (r > 0)
		return err_new(EPROTO, "'%s' could not be tapped: %s", id, door_why(d->door));
	d->visit[d->n_visits].taps++;
	return err_up(r);
}

int demo_await(struct demo *d, const char *screen)
{
	int r = door_do(d->door, NULL, "{s:s, s:s, s:i}", "do", "wait", "screen", screen, "ms", WAIT_MS);

	return r > 0 ? err_new(EPROTO, "%s", door_why(d->door)) : err_up(r);
}

int demo_save(struct demo *d, const char *lang)
{
	json_t *tree = NULL;
	int64_t from;
	int e = demo_shot(d, lang, "review");

	if (e == 0)
		e = demo_tap(d, "next");
	if (e == 0)
		e = demo_await(d, "confirm");
	from = clock_measure_us();
	if (e == 0)
		e = demo_tap(d, "next");
	if (e == 0)
		e = demo_await(d, "receipt");
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

int demo_begin(struct demo *d, const char *lang)
{
	char id[16];
	int e = demo_await(d, "idle");

	(void)snprintf(id, sizeof id, "lang:%s", lang);
	if (e == 0)
		e = demo_tap(d, "next");
	return e ? err_up(e) : err_up(demo_reach(d, id));
}

int demo_visit(struct demo *d, const char *lang)
{
	int e;

	(void)text_copy(d->visit[d->n_visits].lang, sizeof d->visit[0].lang, lang);
	say("Visit %d, in language %s: choosing, answering, checking", d->n_visits + 1, lang);
	e = demo_await(d, "idle");
	if (e == 0 && d->n_visits == 0)
		e = demo_shot(d, lang, "idle");
	if (e == 0)
		e = demo_begin(d, lang);
	if (e == 0)
		e = demo_shot(d, lang, "service");
	if (e == 0)
		e = demo_tap(d, "service:loss_report");
	if (e == 0)
		e = demo_questions(d, lang, DEMO_ASKED);
	if (e == 0)
		e = demo_save(d, lang);
	if (e == 0)
		e = await_paper(d);
	if (e == 0)
		e = demo_shot(d, lang, "receipt");
	if (e == 0)
		e = demo_tap(d, "next");
	if (e)
		return err_up(e);
	say("    saved as %s %.1f ms after the tap; paper %s", d->visit[d->n_visits].number,
	        d->visit[d->n_visits].confirm_ms, d->visit[d->n_visits].paper);
	d->n_visits++;
	return 0;
}
