#include "walk_recovery.h"

#include <stdio.h>
#include <string.h>
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { RUN_MS = 20000, OPENED_MOST = 4 << 20, CODE = 19, DEVICE = 35 };

static const char *tool(const struct walk *w, char room[PATH_MAX + 32], const char *name)
{
	(void)snprintf(room, PATH_MAX + 32, "%s/%s", w->station.programs, name);
	return room;
}

/* A text of groups of hexadecimal digits with such a sign between them. */
static bool is_groups(const char *text, size_t n, char between)
{
	const char digits[] = {"0123456789abcdef"};
	char known[sizeof digits + 1];

	(void)snprintf(known, sizeof known, "%s%c", digits, between);
	return strlen(text) == n && strspn(text, known) == n && strchr(text, between);
}

/* Code and number of the station, as somebody reads them out. */
static bool read_out(struct walk *w, char code[CODE + 1], char device[DEVICE + 1])
{
	const json_t *node;
	json_t *tree = NULL;
	size_t i;

	if (!walk_told(w, door_tree(w->station.door, &tree)))
		return false;
	*code = *device = 0;
	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		const char *value = node_text(node, "value");

		if (is_groups(value, CODE, '-'))
			(void)text_copy(code, CODE + 1, value);
		if (is_groups(value, DEVICE, ' '))
			(void)text_copy(device, DEVICE + 1, value);
	}
	json_decref(tree);
	return (*code && *device) || walk_no(w, "the screen shows no code, or no number of the station");
}

bool walk_order(struct walk *w, const struct instruction *in)
{
	char code[CODE + 1], device[DEVICE + 1], ctl[PATH_MAX + 32], carry[PATH_MAX + 32];
	char key[STATION_PATH + 64], stick[STATION_PATH + 16], file[STATION_PATH + 64];
	const char *const make[] = {ctl, "staff", "recover", "--key", key, "--device", device, "--code", code, "--by",
	        "Politie Oost", "--out", file, NULL};
	const char *const bring[] = {carry, "--data", w->station.data, "import", stick, NULL};

	if (!read_out(w, code, device))
		return false;
	if (strcmp(in->word[1], "other") == 0)
		device[0] = device[0] == '0' ? '1' : '0';
	tool(w, ctl, "loketctl");
	tool(w, carry, "loket-stick");
	(void)snprintf(key, sizeof key, "%s/recovery.key", w->station.recovery);
	(void)snprintf(stick, sizeof stick, "%s/stick", w->station.dir);
	(void)snprintf(file, sizeof file, "%s/staff-recovery.order", stick);
	return walk_told(w, dir_make(stick, 0700)) && walk_told(w, proc_run(make, NULL, RUN_MS)) &&
	       walk_told(w, proc_run(bring, NULL, RUN_MS));
}

bool walk_recovered(struct walk *w, const struct instruction *in)
{
	char ctl[PATH_MAX + 32], key[STATION_PATH + 64], opened[STATION_PATH + 64], want[80];
	const char *const open[] = {ctl, "open", "--key", w->station.key, "--station", w->station.data, NULL};
	const char *const check[] = {ctl, "staff", "check", "--key", key, "--opened", opened, NULL};
	AUTO_BUF out;
	AUTO_BUF told;

	buf_init(&out, OPENED_MOST);
	buf_init(&told, OPENED_MOST);
	tool(w, ctl, "loketctl");
	(void)snprintf(key, sizeof key, "%s/recovery.pub", w->station.recovery);
	(void)snprintf(opened, sizeof opened, "%s/opened.jsonl", w->station.dir);
	(void)snprintf(want, sizeof want, "staff check: %.20s recoveries, 0 not", in->word[1]);
	return walk_told(w, proc_run(open, &out, RUN_MS)) &&
	       walk_told(w, file_replace(opened, out.data, out.len, 0600)) &&
	       walk_told(w, proc_run(check, &told, RUN_MS)) &&
	       (strstr(buf_str(&told), want) || walk_no(w, "loketctl says: %s", buf_str(&told)));
}
