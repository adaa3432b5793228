/*
 * demo_questions - answers by the question's name where the table knows it, else the first choice, or nothing where
 * nothing is asked for
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "demo.h"
#include "sys/text.h"

#include "demo_answers.h"

static const char *answer_of(const char *lang, const char *name)
{
	for (size_t i = 0; demo_answers[i].name; i++)
		if (text_is(demo_answers[i].name, name) &&
		        (!demo_answers[i].lang || text_is(demo_answers[i].lang, lang)))
			return demo_answers[i].value;
	return NULL;
}

/* In a language without words of its own, the English ones are typed. */
static const char *words_of(const char *lang, const char *name)
{
	const char *own = answer_of(lang, name);

	return own ? own : answer_of("en", name);
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
		int e = demo_tap(d, id);
		if (e)
			return err_up(e);
	}
	if (any || !first || value || node_state(first, "checked") == 1)
		return 0;
	return err_up(demo_tap(d, node_text(first, "id")));
}

static int type_into(struct demo *d, const char *id, const char *text)
{
	int e = demo_tap(d, id), r;

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
	value = text_is(lang, "nl") || text_is(lang, "ar") ? answer_of(lang, name) : words_of(lang, name);
	if (text_starts(id, "choice:"))
		return err_up(choose(d, nodes, value));
	if (text_is(node_text(first, "role"), "check"))
		return node_state(first, "checked") == 1 ? 0 : err_up(demo_tap(d, id));
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

int demo_questions(struct demo *d, const char *lang, int most)
{
	char before[300] = "";
	int asked = 0;

	for (int step = 0; step < most; step++) {
		json_t *tree;
		int e = door_tree(d->door, &tree);

		if (e)
			return err_up(e);
		if (!text_is(tree_screen(tree), "question")) {
			json_decref(tree);
			if (!d->quiet)
				say("    %d questions answered", asked);
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
			e = demo_shot(d, lang, "question");
		if (e == 0)
			e = demo_tap(d, "next");
		if (e)
			return err_up(e);
	}
	return most < DEMO_ASKED ? 0 : err_new(EPROTO, "the questions do not end");
}
