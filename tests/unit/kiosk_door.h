#pragma once

/* kiosk_door - a client of the test door, in the same process as the kiosk it talks to */
#include <jansson.h>
#include "kiosk_world.h"

struct door {
	struct world *world;
	int fd;
	char in[4 * 1024 * 1024];
	size_t n;
};

/* Connects to the world's door; it was opened with DOOR_ARGS. */
#define DOOR_ARGS "--control door.sock"
void door_open(struct door *d, struct world *w);
void door_close(struct door *d);
void door_send(struct door *d, const char *bytes, size_t n); /* lets the kiosk read meanwhile */
/* The next reply, or NULL when the kiosk hung up, or when nothing came for that long. The caller frees. */
json_t *door_reply(struct door *d, int limit_ms);
/* One line there, one back; asserts that a reply comes. */
json_t *door_ask(struct door *d, const char *line);
/* ok:true, or the test ends with the sentence. */
void door_do(struct door *d, const char *line);
/* ok:false, with this in its sentence. */
void door_refuses(struct door *d, const char *line, const char *why);
