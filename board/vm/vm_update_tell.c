/* vm_update_tell - what a board told of its updates: on the next screen, in its journal and in its log; and that every record is there */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/update_journal.h"
#include "board/vm/vm_disk.h"
#include "board/vm/vm_update.h"
#include "door.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { JOURNAL_MAX = 1 << 17 };
static const double SAME = 0.02; /* of a hundred: dots that may differ; a line of words is more than ten times that */

void vm_update_add(struct vm_update_told *t, const char *outcome, const char *version)
{
	struct vm_update_event *e = &t->event[t->n];

	if (t->n == VM_UPDATE_EVENTS)
		return;
	e->n = t->n ? t->event[t->n - 1].n + 1 : 1;
	(void)text_copy(e->outcome, sizeof e->outcome, outcome);
	(void)text_copy(e->version, sizeof e->version, version);
	t->n++;
}

static void take_text(char *out, size_t room, const json_t *from, const char *key)
{
	const char *text = json_string_value(json_object_get(from, key));

	(void)text_copy(out, room, text ? text : "");
}

int vm_update_read(struct vm_update_told *out, const char *folder)
{
	struct vm_update_told t = {0};
	char path[VM_PATH + 64];
	const json_t *events, *tried, *one;
	json_t *root;
	AUTO_BUF text;
	size_t i;

	buf_init(&text, JOURNAL_MAX);
	(void)snprintf(path, sizeof path, "%s/journal", folder);
	if (!file_exists(path)) {
		*out = t;
		return 0; /* never asked to update */
	}
	if (file_read(&text, path))
		return err_up(-5);
	root = json_loads(strchr(buf_str(&text), '\n') ? strchr(buf_str(&text), '\n') : "", 0, NULL);
	if (!root)
		return err_new(5, "%s is no journal of updates", path);
	take_text(t.floor, sizeof t.floor, root, "floor");
	tried = json_object_get(root, "tried");
	take_text(t.tried, sizeof t.tried, tried, "version");
	t.written = json_is_true(json_object_get(tried, "written"));
	events = json_object_get(root, "events");
	json_array_foreach(events, i, one)
	{
		if (t.n == VM_UPDATE_EVENTS)
			break;
		t.event[t.n].n = (int)json_integer_value(json_object_get(one, "n"));
		take_text(t.event[t.n].outcome, sizeof t.event->outcome, one, "outcome");
		take_text(t.event[t.n].version, sizeof t.event->version, one, "version");
		t.n++;
	}
	json_decref(root);
	*out = t;
	return 0;
}

static json_t *event_json(const struct vm_update_event *e)
{
	enum update_outcome o = UPDATE_NOTHING;

	(void)update_outcome_of(&o, e->outcome);
	return json_pack("{s:i, s:s, s:s, s:s}", "n", e->n, "outcome", e->outcome, "code", update_outcome_code(o),
	        "version", e->version);
}

/* The kiosk beside the machine, told the same as the machine's. */
static int tell_shadow(struct vm *v, const struct vm_update_told *t)
{
	json_t *root = t->n ? event_json(&t->event[t->n - 1]) : json_object(), *before = json_array();
	char *text;
	int e;

	for (int i = t->n - 2; i >= 0; i--)
		(void)json_array_append_new(before, event_json(&t->event[i]));
	(void)json_object_set_new(root, "before", before);
	text = json_dumps(root, JSON_COMPACT);
	json_decref(root);
	e = shadow_tell(v, text ? text : "");
	free(text);
	return err_up(e);
}

/* Each line that is news, as the welcome screen words it, is on the screen beside the machine: what is compared tells it in truth. */
static int shadow_tells(struct vm *v, const struct vm_update_told *t)
{
	json_t *tree = NULL;
	int told = 0,
	    e = door_tree(shadow_door(v), &tree) ? err_new(5, "the kiosk beside the machine shows no tree") : 0;

	for (int i = t->n - 1; i >= 0 && e == 0 && told < VM_UPDATE_LINES; i--) {
		const struct vm_update_event *x = &t->event[i];
		char line[64];

		if (text_is(x->outcome, "installed"))
			continue;
		(void)snprintf(line, sizeof line, "Nieuwe versie%s%s: ", *x->version ? " " : "", x->version);
		if (!tree_find(tree, line))
			e = err_new(5, "the kiosk beside the machine does not tell '%s'", line);
		told++;
	}
	if (e == 0 && !tree_node(tree, "next"))
		e = err_new(5, "the way in is not on the screen");
	json_decref(tree);
	return e;
}

bool vm_update_shows(struct vm *v, const struct vm_update_told *t, const char *name)
{
	char kept[VM_PATH];
	bool same = false;
	int e = tell_shadow(v, t);

	if (e == 0)
		e = shadow_tells(v, t);
	if (e == 0)
		same = vm_same(v, SAME, VM_UPDATE_SHOW_MS);
	(void)vm_check(v, e == 0 && same, "%s: the next screen tells it, dot for dot as beside it%s%s", name,
	        e ? ": " : "", e ? err_why() : "");
	if (v->qemu > 0 && vm_keep(v, name, kept) == 0)
		say("       %s", kept);
	return e == 0 && same;
}

int vm_update_judge(struct blockjudge_verdict *out, struct vm *v, const struct blockjudge *j)
{
	char ext4[VM_PATH + 16];
	struct vm_place data;
	int e = vm_disk_place(&data, v->disk, "data");

	(void)snprintf(ext4, sizeof ext4, "%s/data.ext4", v->dir);
	if (e == 0)
		e = vm_disk_part(v->disk, &data, ext4);
	if (e == 0)
		e = blockjudge(out, j, ext4, 1);
	(void)unlink(ext4);
	return err_up(e);
}

static bool journal_holds(const struct vm_update_told *t, const struct vm_update_event *e)
{
	for (int i = 0; i < t->n; i++)
		if (t->event[i].n == e->n && text_is(t->event[i].outcome, e->outcome) &&
		        text_is(t->event[i].version, e->version))
			return true;
	return false;
}

static void say_journal(const struct vm_update_told *t)
{
	for (int i = 0; i < t->n; i++)
		say("       journal: %d %s %s", t->event[i].n, t->event[i].outcome, t->event[i].version);
	say("       journal: floor %s, under way '%s'", t->floor, t->tried);
}

void vm_update_kept(struct vm *v, const struct vm_update *u, int from, const char *name)
{
	struct vm_update_told t = {0};
	struct blockjudge_verdict verdict = {0};
	char folder[VM_PATH + 16];
	int e = vm_update_judge(&verdict, v, &u->judge), told = 0, logged = 0, all = u->expected.n - from;

	(void)snprintf(folder, sizeof folder, "%s/update", u->judge.dir);
	if (e == 0)
		e = vm_update_read(&t, folder);
	(void)snprintf(folder, sizeof folder, "%s/kept", v->dir);
	if (e == 0)
		e = dir_remove(folder);
	if (e == 0)
		e = vm_disk_take(v, "/logs/journal", "kept");
	for (int i = from; i < u->expected.n && e == 0; i++) {
		const struct vm_update_event *x = &u->expected.event[i];
		char line[96];

		(void)snprintf(line, sizeof line, "update %s: version '%s'", x->outcome, x->version);
		told += journal_holds(&t, x);
		logged += vm_log_count(v, line) > 0;
	}
	if (!vm_check(v, e == 0 && told == all && logged == all,
	            "%s: of %d outcomes %d are in its journal, %d in the board's log%s%s", name, all, told, logged,
	            e ? ": " : "", e ? err_why() : ""))
		say_journal(&t);
	(void)vm_check(v, e == 0 && text_is(t.floor, u->expected.floor), "%s: the floor is %s", name, t.floor);
	(void)vm_check(v, e == 0 && !verdict.why[0] && verdict.lost == 0, "%s: %d of %zu records are there%s%s", name,
	        (int)u->judge.n_saved - verdict.lost, u->judge.n_saved, verdict.why[0] ? ": " : "", verdict.why);
}
