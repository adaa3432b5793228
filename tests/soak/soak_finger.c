/* soak_finger - a finger on the panel and a key of the keypad, as the kernel would tell of them. */
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "soak.h"
#include "sys/file.h"

enum { WIDTH_MM = 217, HEIGHT_MM = 136, RANGE = 4096 }; /* the usual panel, and how finely this one counts */

static const char desc[] = "N: Made-up Panel\nI: 0003 0001 0001 0001\nP: 02\nB: 03 03 00 00 00 00 80 60 02\n"
                           "A: 00 0 4095 0 0 0\nA: 01 0 4095 0 0 0\nA: 2f 0 9 0 0 0\nA: 35 0 4095 0 0 0\n"
                           "A: 36 0 4095 0 0 0\nA: 39 0 65535 0 0 0\n";

int soak_finger_describe(const struct soak *s)
{
	char path[DEMO_PATH + 8];

	(void)snprintf(path, sizeof path, "%s.desc", s->fingers);
	return err_up(file_replace(path, desc, strlen(desc), 0600));
}

static struct input_event event(unsigned type, unsigned code, int value)
{
	struct timespec now;
	struct input_event e = {.type = (uint16_t)type, .code = (uint16_t)code, .value = value};

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	e.input_event_sec = now.tv_sec;
	e.input_event_usec = now.tv_nsec / 1000;
	return e;
}

static int open_end(int *out, const char *path)
{
	*out = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
	return *out < 0 ? err_new(errno, "%s: the kiosk does not read it", path) : 0;
}

int soak_finger_open(struct soak *s)
{
	int e = open_end(&s->finger_fd, s->fingers);

	return e ? err_up(e) : err_up(open_end(&s->key_fd, s->keys));
}

/* The middle of a box, as the panel counts. */
static int place_of(const struct soak *s, const char *id, int *x, int *y)
{
	json_t *tree = NULL;
	const json_t *box;
	double at[4];
	int e = door_tree(s->d.door, &tree);

	if (e)
		return err_up(e);
	box = json_object_get(tree_node(tree, id), "box");
	for (size_t i = 0; i < 4; i++)
		at[i] = json_number_value(json_array_get(box, i));
	e = json_array_size(box) == 4 ? 0 : err_new(ENOENT, "'%s' is not on the screen %s", id, tree_screen(tree));
	json_decref(tree);
	*x = (int)((at[0] + at[2] / 2) / WIDTH_MM * RANGE);
	*y = (int)((at[1] + at[3] / 2) / HEIGHT_MM * RANGE);
	return err_up(e);
}

int soak_finger_tap(struct soak *s, const char *id)
{
	int x = 0, y = 0, e = place_of(s, id, &x, &y);

	if (e)
		return err_up(e);
	const struct input_event touch[] = {event(EV_ABS, ABS_MT_TRACKING_ID, 1 + s->done),
	        event(EV_ABS, ABS_MT_POSITION_X, x), event(EV_ABS, ABS_MT_POSITION_Y, y), event(EV_SYN, SYN_REPORT, 0),
	        event(EV_ABS, ABS_MT_TRACKING_ID, -1), event(EV_SYN, SYN_REPORT, 0)};
	e = write_all(s->finger_fd, touch, sizeof touch);
	return e ? err_new(-e, "the panel's fifo does not take a finger") : 0;
}

int soak_finger_key(struct soak *s, unsigned code)
{
	const struct input_event press[] = {event(EV_KEY, code, 1), event(EV_SYN, SYN_REPORT, 0),
	        event(EV_KEY, code, 0), event(EV_SYN, SYN_REPORT, 0)};
	int e = write_all(s->key_fd, press, sizeof press);

	return e ? err_new(-e, "the keypad's fifo does not take a key") : 0;
}
