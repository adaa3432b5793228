/* vm_visit - a loss is reported with one finger; the record arrives at the hub, the receipt on paper */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "door.h"
#include "sys/clock.h"
#include "sys/text.h"

enum { STEP_MS = 60000, SYNC_MS = 180000, STEPS_MAX = 90 };

struct answer {
	const char *name, *value;
};
/* Texts that stand nowhere else are looked for later (vm_canary.c). By the question's name; what is not here is passed over, or takes its first choice where it must be answered. */
static const struct answer answers[] = {{"danger", "no"}, {"kind", "lost"}, {"violence", "no"}, {"known", "no"},
        {"thing", "other"}, {"what", "rode paraplu kwexlorbip"}, {"place", "perron zyntrafomb"},
        {"story", "vlotquarzim liet ik liggen"}, {"images", "no"}, {"insured", "no"}, {"for_whom", "self"},
        {"name", "brijkwenzol"}, {"contact", "none"}, {"updates", "no"}, {"value", "15"}, {"from", "1 11 2026"},
        {"to", "1 11 2026"}, {"born", "1 2 1980"}, {NULL, NULL}};

/* A short one for each text, in a visit of many. */
static const char *answer_of(const struct vm *v, const char *name)
{
	static const char *const texts[] = {"what", "place", "story", "name"};

	for (size_t i = 0; v->brief && i < sizeof texts / sizeof *texts; i++)
		if (text_is(texts[i], name))
			return "tas";
	for (const struct answer *a = answers; a->name; a++)
		if (text_is(a->name, name))
			return a->value;
	return NULL;
}

/* "choice:/data/kind:lost" -> "kind". */
static void name_of(char *out, size_t room, const char *id)
{
	const char *from = strchr(id, ':') + 1, *end = from + strcspn(from, ":");

	for (const char *at = from; at < end; at++)
		if (*at == '/')
			from = at + 1;
	(void)snprintf(out, room, "%.*s", (int)(end - from), from);
}

/* Each letter by its key on the screen; the layer with digits is asked for where there are none. */
static int type(struct vm *v, const char *text)
{
	for (; *text; text++) {
		char id[16];
		json_t *tree = NULL;
		int r;

		(void)snprintf(id, sizeof id, *text == ' ' ? "key:space" : "key:%c", *text);
		r = door_tree(shadow_door(v), &tree);
		if (r == 0 && !tree_node(tree, id))
			r = vm_both_tap(v, *text >= '0' && *text <= '9' ? "key:123" : "key:abc");
		json_decref(tree);
		if (r == 0)
			r = vm_both_tap(v, id);
		if (r)
			return r < 0 ? err_up(r) : err_new(5, "the tree could not be read");
		if (v->qemu > 0)
			(void)usleep(120000); /* a person's pace: two keys are two touches */
	}
	return 0;
}

static int fill(struct vm *v, const json_t *node, const char *value, int *part)
{
	const char *id = node_text(node, "id");
	char one[128], copy[64];
	int e;

	(void)text_copy(copy, sizeof copy, id);
	/* A date has three fields of one name: each takes its own word. */
	if (id[strlen(id) - 2] == ':') {
		const char *at = value;

		for (int i = 0; i < *part && *at; i++)
			at += strcspn(at, " ") + 1;
		(void)snprintf(one, sizeof one, "%.*s", (int)strcspn(at, " "), at);
		++*part;
	} else
		(void)text_copy(one, sizeof one, value);
	e = vm_both_tap(v, copy);
	return e ? err_up(e) : err_up(type(v, one));
}

static int answer(struct vm *v, const json_t *nodes)
{
	const json_t *node, *first = NULL;
	bool chosen = false;
	int part = 0, e = 0;
	size_t i;

	json_array_foreach(nodes, i, node)
	{
		const char *id = node_text(node, "id"), *value;
		char name[48];

		if (!text_starts(id, "choice:") && !text_starts(id, "field:"))
			continue;
		name_of(name, sizeof name, id);
		value = answer_of(v, name);
		if (text_starts(id, "field:")) {
			if (text_is(name, "truth") || text_is(name, "concept") || text_is(name, "span_ok"))
				e = vm_both_tap(v, id);
			else if (value)
				e = fill(v, node, value, &part);
		} else if (value && text_is(strrchr(id, ':') + 1, value)) {
			chosen = true;
			e = vm_both_tap(v, id);
		} else if (!first)
			first = node;
		if (e)
			return err_up(e);
	}
	return first && !chosen ? err_up(vm_both_tap(v, node_text(first, "id"))) : 0;
}

static int step(struct vm *v, char screen[48])
{
	json_t *tree = NULL;
	int r = door_tree(shadow_door(v), &tree);

	if (r)
		return r < 0 ? err_up(r) : err_new(5, "no tree");
	(void)text_copy(screen, 48, tree_screen(tree));
	if (text_is(screen, "language"))
		r = vm_both_tap(v, "lang:nl");
	else if (text_is(screen, "service"))
		r = vm_both_tap(v, "service:loss_report");
	else {
		if (text_is(screen, "question"))
			r = answer(v, json_object_get(tree, "nodes"));
		if (r == 0 && !text_is(screen, "receipt"))
			r = vm_both_tap(v, "next");
	}
	json_decref(tree);
	return err_up(r);
}

int vm_sheets(const struct vm *v)
{
	struct dirent *d;
	DIR *dir = opendir(v->paper);
	int n = 0;

	while (dir && (d = readdir(dir)))
		n += text_ends(d->d_name, ".png");
	if (dir)
		(void)closedir(dir);
	return n;
}

/* Screen by screen; how many screens were seen to be the same. */
int vm_walk_some(struct vm *v, int *same, int most, bool *ended)
{
	char screen[48] = "", kept[VM_PATH];
	int e = 0;

	*same = 0;
	for (int i = 0; i < most && e == 0 && !text_is(screen, "receipt"); i++) {
		e = step(v, screen);
		if (e == 0 && !vm_same(v, text_is(screen, "confirm") ? 30 : 2, STEP_MS)) {
			if (vm_keep(v, "differs", kept) == 0)
				say("       %s", kept);
			return err_new(5, "after screen '%s' the machine shows something else than the kiosk beside it",
			        screen);
		}
		*same += e == 0;
	}
	*ended = text_is(screen, "receipt");
	return err_up(e);
}

int vm_walk(struct vm *v, int *same)
{
	bool ended = false;
	int e = vm_walk_some(v, same, STEPS_MAX, &ended);

	return e ? err_up(e) : ended ? 0 : err_new(5, "the visit does not come to its receipt");
}

static int wait_for(struct vm *v, int (*count)(struct vm *v), int least)
{
	int64_t until = clock_measure_us() + SYNC_MS * 1000LL;
	int n;

	while ((n = count(v)) < least && clock_measure_us() < until)
		(void)usleep(500000);
	return n;
}

static int count_records(struct vm *v)
{
	int n = vm_records(v, NULL);

	return n < 0 ? 0 : n;
}

static int count_sheets(struct vm *v)
{
	return vm_sheets(v);
}

static void look_at_record(struct vm *v)
{
	json_t *record = NULL;
	const char *what = NULL, *number = "";

	if (vm_records(v, &record) > 0) {
		what = json_string_value(json_object_get(json_object_get(record, "answers"), "/data/what"));
		number = json_string_value(json_object_get(record, "number"));
	}
	(void)vm_check(v, what && text_is(what, answer_of(v, "what")), "the record at the hub holds what was typed: %s",
	        what ? what : "nothing");
	say("       number %s", number ? number : "");
	json_decref(record);
}

void vm_visit(struct vm *v)
{
	char kept[VM_PATH];
	int same, e = vm_walk(v, &same);

	(void)vm_check(
	        v, e == 0, "a visit by touches: %d screens as beside it%s%s", same, e ? ": " : "", e ? err_why() : "");
	if (vm_keep(v, "receipt", kept) == 0)
		say("       %s", kept);
	if (e)
		return;
	if (vm_check(v, wait_for(v, count_records, 1) == 1, "the record is at the hub"))
		look_at_record(v);
	(void)vm_check(v, wait_for(v, count_sheets, 1) >= 1, "the receipt is on paper: %s/000001.png", v->paper);
}
