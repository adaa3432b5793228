#include "walk_keys.h"

#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sys/text.h"

enum { MOVES_MOST = 150, TURNS = 3 };

/* F13 to F24, in the order of enum keypad_key: what a keypad that can be programmed sends. */
static const char *const names[] = {"next", "prev", "select", "back", "help", "repeat", "faster", "slower", "louder",
        "softer", "switch1", "switch2"};

static int code_of(const char *name)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_is(names[i], name))
			return KEY_F13 + (int)i;
	return 0;
}

static bool send(struct walk *w, const char *name)
{
	int code = code_of(name), fd;
	struct input_event e[4] = {{.type = EV_KEY, .code = (uint16_t)code, .value = 1}, {.type = EV_SYN},
	        {.type = EV_KEY, .code = (uint16_t)code}, {.type = EV_SYN}};
	char path[PATH_MAX + 8];
	bool sent;

	if (!code)
		return walk_no(w, "a keypad has no key '%s'", name);
	(void)snprintf(path, sizeof path, "%s/keys", w->station.dir);
	fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	sent = fd >= 0 && write(fd, e, sizeof e) == (ssize_t)sizeof e;
	if (fd >= 0)
		(void)close(fd);
	return sent || walk_no(w, "the keypad's fifo %s is not open: start --keypad fifo:{dir}/keys", path);
}

/* Where the focus is and on which screen; "" at the start of a screen. */
static bool place(struct walk *w, char *out, size_t room)
{
	json_t *tree = NULL;

	if (!walk_told(w, door_tree(w->station.door, &tree)))
		return false;
	(void)snprintf(out, room, "%s %s", node_text(tree, "screen"), node_text(tree, "focus"));
	json_decref(tree);
	return true;
}

/* What lies in the fifo is read in the same turn of the kiosk's loop as a request that came after it, or in the next. */
static bool settle(struct walk *w)
{
	bool good = true;

	for (int i = 0; i < TURNS && good; i++)
		good = walk_told(w, door_do(w->station.door, NULL, "{s:s}", "do", "stat"));
	return good;
}

static bool choose(struct walk *w, const char *id)
{
	char now[400] = "";

	if (!place(w, now, sizeof now))
		return false;
	for (int i = 0; i < MOVES_MOST; i++) {
		const char *focus = strchr(now, ' ');

		if (focus && strcmp(focus + 1, id) == 0)
			return send(w, "select") && settle(w);
		if (!send(w, "next") || !settle(w) || !place(w, now, sizeof now))
			return false;
	}
	return walk_no(w, "the focus does not come to %s in %d steps; it is at '%s'", id, MOVES_MOST, now);
}

bool walk_press(struct walk *w, const struct instruction *in)
{
	return send(w, in->word[1]) && settle(w);
}

bool walk_choose(struct walk *w, const struct instruction *in)
{
	return choose(w, in->word[1]);
}

bool walk_spell(struct walk *w, const struct instruction *in)
{
	char id[12];

	for (const char *p = in->word[1]; *p; p++) {
		(void)snprintf(id, sizeof id, *p == ' ' ? "key:space" : "key:%c", *p);
		if (!choose(w, id))
			return false;
	}
	return true;
}
