#pragma once

/* control_inside - what the files of the test door share */
#include <jansson.h>
#include "kiosk/control.h"

enum { CONTROL_LINE_MAX = 64 * 1024, CONTROL_CLIENTS_MAX = 4, CONTROL_REPLY_MAX = 4 * 1024 * 1024 };

struct control_client {
	int fd; /* -1 = free place */
	struct control *control;
	struct watch *watch;
	struct buf in, out;
	bool skips; /* the rest of a line that was too long */
	bool waits; /* a wait is pending: later lines keep their turn */
	char screen[40]; /* what it waits for */
	int64_t deadline_us; /* of the real clock */
	json_t *req; /* its "req" */
};

struct control {
	struct app *app;
	char path[108];
	int fd, timer_fd;
	struct watch *watch, *timer_watch;
	struct control_client client[CONTROL_CLIENTS_MAX];
};

/* Handles one request. NULL: the reply comes later (a wait). The caller owns the reply. */
json_t *control_do(struct control_client *c, json_t *request);
json_t *control_device(struct app *a, json_t *request);
json_t *control_tree(const struct app *a);
json_t *control_no(const char *fmt, ...) PRINTF_LIKE(1, 2);
void control_reply(struct control_client *c, json_t *reply, json_t *req);
void control_wait_check(struct control *c);
