#pragma once

/*
 * wiretap - a line between station and hub that keeps every byte it carries
 *
 * Listens on a free port of the loopback address from the start; where it leads
 * to is said later, and may change. What goes either way is appended to a file.
 */
#include <stdint.h>

struct wiretap;

/* Both fail the case on trouble. */
struct wiretap *wiretap_open(const char *file);
void wiretap_close(struct wiretap *w); /* NULL is fine */
uint16_t wiretap_port(const struct wiretap *w);
/* 0: nobody; whoever calls is turned away. */
void wiretap_lead_to(struct wiretap *w, uint16_t port);
uint64_t wiretap_bytes(const struct wiretap *w);
