#pragma once

/*
 * sync_proxy - a line between station and hub that can be cut at any byte
 *
 * Relays TCP on a free port, in a thread of its own. When a direction has
 * carried as many bytes as it may, both ends are reset and the proxy turns
 * everybody away until sync_proxy_mend().
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct sync_proxy {
	uint16_t port, hub_port;
	int listener, wake[2];
	pthread_t thread;
	pthread_mutex_t lock; /* holds what follows */
	uint64_t up, down; /* bytes carried so far, to the hub and back */
	uint64_t most_up, most_down;
	bool dead, stop;
};

void sync_proxy_start(struct sync_proxy *p, uint16_t hub_port);
void sync_proxy_stop(struct sync_proxy *p);
/* From now on so many more bytes; UINT64_MAX: no limit. */
void sync_proxy_allow(struct sync_proxy *p, uint64_t more_up, uint64_t more_down);
void sync_proxy_mend(struct sync_proxy *p);
void sync_proxy_counts(struct sync_proxy *p, uint64_t *up, uint64_t *down);
