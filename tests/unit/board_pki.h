#pragma once

/*
 * board_pki - authorities, leaves and real bundles, made by openssl and rauc of this machine
 *
 * Everything lies in the case's own folder. Where rauc, mksquashfs or openssl is absent the case is skipped aloud.
 */
#include <sys/types.h>
#include "harness.h"

void pki_need(void); /* skips */
/* NAME/ca.cert.pem, NAME/leaf.cert.pem, NAME/leaf.key.pem, as board/image/keys makes them. */
void pki_make(const char *name);
/* Another leaf of the same authority: NAME/LEAF.cert.pem, NAME/LEAF.key.pem. */
void pki_leaf(const char *name, const char *leaf);
/* The authority takes NAME/LEAF back: its list lies in NAME/crl.pem. */
void pki_revoke(const char *name, const char *leaf);
/* The files one after the other. */
void pki_keyring(const char *out, const char *const *files);

struct real_bundle {
	const char *pki, *leaf; /* leaf NULL: "leaf" */
	const char *compatible, *version, *format; /* format NULL: verity */
	const char *conf; /* loket.conf; NULL: the version's; "": none */
};
/* Writes OUT. */
void bundle_make(const char *out, const struct real_bundle *b);
/* system.conf of a device with two slots in files, that believes that keyring. */
void device_conf(const char *out, const char *keyring, bool crl);
/* `rauc info` with that configuration: true when it takes the bundle; its words are in said (may be NULL). */
bool rauc_takes(const char *conf, const char *bundle, char said[4096]);

/* A message bus of this case's own and RAUC's real service on it. */
struct rauc_host {
	pid_t bus, rauc;
	char address[300];
};
void rauc_host_start(struct rauc_host *h, const char *conf);
void rauc_host_rauc(struct rauc_host *h, const char *conf); /* the service alone, again */
void rauc_host_end(struct rauc_host *h);
