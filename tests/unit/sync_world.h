#pragma once

/*
 * sync_world - a certificate authority, a hub and a station, made for one test
 *
 * In the case's own folder: ca/, hub/ (keys, hub.db), data/ (the station, whose
 * store holds real sealed records). Hub and sender are the real programs, each
 * in a child of its own, on a free port of the loopback address.
 */
#include <sys/types.h>
#include "store/store.h"
#include "sync/hub_store.h"
#include "sync/pki.h"
#include "sync/sender.h"

struct sync_world {
	char data[512], uri[512]; /* the station's folder; "sqlite:.../hub.db" */
	struct station station;
	struct key_secret *authority, *device, *hub_key;
	struct clock clock; /* real */
	struct log log; /* silent */
	struct store *store;
	pid_t hub;
	int hub_out;
	uint16_t port;
};

/* Keys, certificates, station.conf; the station is registered; no hub runs yet. */
void sync_world_make(struct sync_world *w);
void sync_world_end(struct sync_world *w); /* stops what runs */

/* As the kiosk does; n records of about `bytes` bytes of answers each. */
void sync_world_commit(struct sync_world *w, int n, int bytes);
void sync_world_close_store(struct sync_world *w);

/* Starts the hub and waits until it is ready; on the same port again if it ran before. It offers what lies in the
 * case's folder updates/, if there is one. */
void sync_world_hub(struct sync_world *w);
void sync_world_hub_end(struct sync_world *w, int signal);
/* The address the station calls; port 0: the hub's. */
void sync_world_call_port(struct sync_world *w, uint16_t port);

/* loket-sync --once in a child; gives its exit status. Its words go to the file sync.out. */
int sync_world_once(struct sync_world *w);
/* Starts a program of this room in a child; out: its standard output, -1 = sync.out. */
pid_t sync_world_start(int (*program)(int argc, char *const *argv), const char *const *argv, int out);
int sync_world_wait(pid_t pid);

void sync_world_register(const struct sync_world *w, enum hub_trust trust, const char *client_crt);
/* Of the first epoch, as the hub's store has it. */
struct hub_head sync_world_head(const struct sync_world *w);
struct hub_counts sync_world_counts(const struct sync_world *w);
/* What the ledger's receipt of the first epoch confirms; 0: none, or not good. */
uint32_t sync_world_confirmed(const struct sync_world *w);
/* A sender of this test's own, on whatever transport. */
void sync_world_sender(struct sender *s, struct ledger_write *ledger, struct sync_world *w, struct transport transport);
