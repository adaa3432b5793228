#pragma once

/*
 * sync_visit - one request to the hub, made by anybody
 *
 * libcurl with any client certificate or none, so that tests can come as a
 * stranger would.
 */
#include "sync_world.h"

struct visit {
	const char *path, *cert, *key, *post, *type, *coding;
	size_t post_len;
	long status; /* 0: no HTTP reply */
	struct buf body, headers;
};

/* Gives v->status. */
long visit(struct visit *v, const struct sync_world *w);
void visit_end(struct visit *v);

/* A world whose hub runs. */
void visit_start(struct sync_world *w);
/* A client certificate in dir; both times 0: valid for long. */
void visit_client(const char *dir, const char *ca, const char *device, int64_t from_s, int64_t until_s);
/* The station's device id in hexadecimal digits. */
const char *visit_device(const struct sync_world *w);
