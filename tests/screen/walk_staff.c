#include "walk_staff.h"

#include <stdio.h>
#include <string.h>
#include "sys/text.h"

enum { PAGES_MOST = 120 };

static bool tap(struct walk *w, const char *id)
{
	w->taps++;
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "tap", "id", id));
}

static bool badge(struct walk *w, const char *token)
{
	w->taps = 0;
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "badge", "token", token));
}

/* Each digit is a tap of its own. */
static bool digits(struct walk *w, const char *pin)
{
	char id[8];

	for (; *pin; pin++) {
		(void)snprintf(id, sizeof id, "key:%c", *pin);
		if (!tap(w, id))
			return false;
	}
	return true;
}

bool walk_pin(struct walk *w, const struct instruction *in)
{
	return digits(w, in->word[1]);
}

bool walk_login(struct walk *w, const struct instruction *in)
{
	return badge(w, in->word[1]) && digits(w, in->word[2]);
}

static bool given_pin(struct walk *w, char *out, size_t room)
{
	json_t *tree = NULL;
	const json_t *node;

	if (!walk_told(w, door_tree(w->station.door, &tree)))
		return false;
	node = tree_node(tree, "pin");
	(void)text_copy(out, room, node ? node_text(node, "label") : "");
	json_decref(tree);
	if (!*out)
		(void)snprintf(w->why, sizeof w->why, "no PIN was given");
	return *out != 0;
}

bool walk_enrol(struct walk *w, const struct instruction *in)
{
	char pin[12];

	return badge(w, in->word[1]) &&
	       walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "type", "text", in->word[2])) &&
	       tap(w, "next") && given_pin(w, pin, sizeof pin) && tap(w, "next") && digits(w, pin) &&
	       digits(w, in->word[3]) && digits(w, in->word[3]);
}

static bool type(struct walk *w, const char *text)
{
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "type", "text", text));
}

static bool on_screen(struct walk *w, const char *name)
{
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s,s:i}", "do", "wait", "screen", name, "ms", 5000));
}

bool walk_give(struct walk *w, const struct instruction *in)
{
	char role[60];
	bool alone = strcmp(in->word[2], "auditor") == 0; /* who audits does nothing else at a desk */

	(void)snprintf(role, sizeof role, "role:%s", in->word[2]);
	return tap(w, "next") && type(w, in->word[1]) && tap(w, "next") && (!alone || tap(w, "role:desk")) &&
	       tap(w, role) && tap(w, "next") && badge(w, "") && badge(w, in->word[3]) &&
	       given_pin(w, w->given, sizeof w->given) && tap(w, "next") && badge(w, "");
}

bool walk_first(struct walk *w, const struct instruction *in)
{
	return badge(w, in->word[1]) && digits(w, w->given) && digits(w, in->word[2]) && digits(w, in->word[2]) &&
	       on_screen(w, "staff_menu");
}

bool walk_taps(struct walk *w, const struct instruction *in)
{
	int64_t most;

	if (text_i64(in->word[1], 0, 1000, &most) && w->taps <= most)
		return true;
	(void)snprintf(w->why, sizeof w->why, "%d taps since the badge, at most %s", w->taps, in->word[1]);
	return false;
}

bool walk_reach(struct walk *w, const struct instruction *in)
{
	for (int page = 0; page < PAGES_MOST; page++) {
		json_t *tree = NULL;
		bool there;

		if (!walk_told(w, door_tree(w->station.door, &tree)))
			return false;
		there = tree_node(tree, in->word[1]) != NULL;
		json_decref(tree);
		if (there)
			return tap(w, in->word[1]);
		if (!tap(w, "more"))
			return false;
	}
	(void)snprintf(w->why, sizeof w->why, "%s is on no page of the screen", in->word[1]);
	return false;
}

bool walk_turn(struct walk *w, const struct instruction *in)
{
	for (int page = 0; page < PAGES_MOST; page++) {
		json_t *tree = NULL;
		bool there;

		if (!walk_told(w, door_tree(w->station.door, &tree)))
			return false;
		there = strcmp(node_text(tree, "screen"), in->word[1]) == 0;
		json_decref(tree);
		if (there)
			return true;
		if (!tap(w, "next"))
			return false;
	}
	(void)snprintf(w->why, sizeof w->why, "%s did not come after %d pages", in->word[1], PAGES_MOST);
	return false;
}
