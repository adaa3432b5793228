#pragma once

/*
 * breakout_kit - a kiosk that somebody wants to get out of: its panel and keypad are fifos of struct input_event
 *
 * What must hold afterwards is one call: the same program in the same process, no child, no more threads, descriptors of
 * known kinds only, no socket that listens but the test door, and the welcome comes back.
 */
#include <linux/input.h>
#include <stdint.h>
#include "tests/screen/station.h"

struct breakout {
	struct station s;
	char panel[STATION_PATH + 16], keys[STATION_PATH + 16], program[PATH_MAX];
	int panel_fd, keys_fd;
	int threads;
};

struct breakout *breakout_open(void);
void breakout_close(struct breakout *b);
/* Blocks until the kiosk has taken them all. */
void breakout_send(struct breakout *b, int fd, const struct input_event *events, size_t n);
struct input_event breakout_event(unsigned type, unsigned code, int32_t value);
/* Of the process, as the kernel sees it. */
void breakout_check_process(const struct breakout *b);
/* The same, and after ten minutes without anybody the welcome is there and can be begun. */
void breakout_check(const struct breakout *b);
/* A line of /proc/PID/status, "" when there is none. */
void breakout_status(const struct breakout *b, const char *key, char *out, size_t room);
