#pragma once

/*
 * hub_exchange - one request and its reply, between hub_http's files
 *
 * hub_http.c owns the daemon and the life of an exchange, hub_routes.c knows
 * who may do what, hub_batches.c takes batches, hub_respond.c makes HTTP of
 * an answer.
 */
#include <microhttpd.h>
#include <pthread.h>
#include "sync/hub_access.h"
#include "sync/hub_http.h"
#include "sync/hub_reply.h"
#include "sync/hub_updates.h"
#include "sync/pack.h"

struct hub_server {
	struct hub_server_world world;
	struct MHD_Daemon *daemon;
	char *tls_cert, *tls_key, *client_ca; /* PEM texts, kept as long as the daemon runs */
	pthread_mutex_t lock; /* holds the two handles below */
	struct hub_store reader, devices;
	struct hub_updates *updates;
};

enum hub_route {
	ROUTE_HEALTH,
	ROUTE_OPENAPI,
	ROUTE_POSITION,
	ROUTE_BATCHES,
	ROUTE_QUARANTINE,
	ROUTE_UPDATES,
	ROUTE_UPDATE,
	ROUTE_NONE
};

struct exchange {
	struct hub_server *server;
	struct MHD_Connection *connection;
	enum hub_route route;
	char hash[65]; /* ROUTE_UPDATE: of the file that is asked for */
	bool is_post, is_known; /* the method: GET and HEAD, or POST */
	struct hub_device device; /* who asks, once let in */
	struct buf body;
	int64_t deadline_ms;
	enum pack_coding coding;
	struct wire_batch wire;
	struct hub_batch batch;
	struct hub_job job;
	bool submitted;
	int turned_away; /* an answer of hub_writer_put() */
};

/* hub_routes.c */
enum hub_route hub_route_of(const char *path);
enum MHD_Result route_begin(struct exchange *x); /* head of a request: refuses, or lets the body come */
enum MHD_Result route_finish(struct exchange *x); /* the body is whole */

enum MHD_Result respond_store_trouble(struct exchange *x);
/* hub_batches.c */
enum MHD_Result route_finish_batch(struct exchange *x);
/* hub_offers.c */
enum MHD_Result route_updates(struct exchange *x); /* the list */
enum MHD_Result route_update(struct exchange *x); /* one file, or a range of it */
/* hub_respond.c */
enum MHD_Result respond_json(struct exchange *x, unsigned status, const struct buf *json);
enum MHD_Result respond_text(struct exchange *x, const char *type, const char *text); /* text lives for ever */
enum MHD_Result respond_problem(struct exchange *x, const struct hub_problem *p);
/* Bytes of a file, 200 or 206; fd is closed with the reply. content_range NULL: none. */
enum MHD_Result respond_file(
        struct exchange *x, unsigned status, int fd, int64_t from, int64_t length, const char *content_range);

extern const char hub_openapi[];
