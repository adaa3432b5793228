#pragma once

/*
 * relay - a thread that carries bytes between a station and its hub, and counts them
 *
 * Listens on a free port of the loopback address and passes every connection
 * on to another port. What it carries is TLS: it sees sizes, no more.
 */
#include <stdint.h>
#include "sys/err.h"

struct relay;

NODISCARD int relay_open(struct relay **out, uint16_t to_port);
void relay_close(struct relay *r); /* ends the thread; NULL is fine */
uint16_t relay_port(const struct relay *r);
/* Bytes of both directions since it was opened, and connections. */
uint64_t relay_bytes(const struct relay *r);
uint64_t relay_connections(const struct relay *r);

/* A port of the loopback address that nobody uses at this moment. */
NODISCARD int relay_free_port(uint16_t *out);
