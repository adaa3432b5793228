#pragma once

/*
 * hub_http - the hub on the network: HTTPS with client certificates
 *
 *   GET  /health             open to all
 *   GET  /v1/openapi.json    open to all
 *   GET  /v1/position        stations only
 *   POST /v1/batches         stations only
 *   POST /v1/quarantine-items   stations only: one item that no batch could carry
 *   GET  /v1/updates         stations only: what there is to fetch, each with a signed offer
 *   GET  /v1/updates/HASH    stations only: the bytes of that hash, whole or a range
 *
 * Stations only: hub_access() is asked at the head of every request, before a
 * byte of its body is taken. TLS 1.2 or newer.
 */
#include <stdint.h>
#include "sync/hub_writer.h"
#include "sys/clock.h"
#include "sys/log.h"

struct hub_server;

/* All borrowed. */
struct hub_server_world {
	const char *listen; /* "127.0.0.1:8443", "[::1]:8443"; port 0: any free one */
	const char *store; /* "sqlite:PATH": opened again here, for reading */
	const char *tls_cert, *tls_key, *client_ca; /* PEM files */
	const struct key_secret *key;
	struct hub_writer *writer;
	const struct clock *clock;
	const struct log *log;
	int64_t least_free_percent; /* of the store's disk; below it batches are turned away with 503 */
	const char *updates; /* folder of what is offered to stations; NULL or "": none */
	const char *disk; /* a path on that disk; NULL: not looked at */
};

NODISCARD int hub_server_start(struct hub_server **out, const struct hub_server_world *world);
uint16_t hub_server_port(const struct hub_server *s);
/* Stop the writer first: it finishes what waits. NULL is fine. */
void hub_server_stop(struct hub_server *s);

/* "HOST:PORT" with a numeric address into a socket address; a surprise with a sentence otherwise. */
struct sockaddr_storage;
NODISCARD int hub_listen_address(struct sockaddr_storage *out, const char *text);
