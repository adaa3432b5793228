#pragma once

/*
 * transport_https - to the hub by HTTPS, both sides showing certificates
 *
 * Only the station's own tls/ca.crt may vouch for the hub, and its name must
 * fit the address. Verification is never switched off: on a machine whose
 * clock is unset, certificates are judged at the time floor instead
 * (the latest moment that the station knows has passed).
 */
#include "sync/transport.h"

struct https;

struct https_world {
	const char *hub; /* "https://host:8443" */
	const char *ca_file, *cert_file, *key_file;
	int64_t floor_ms; /* wall clock below this: judge certificates at this moment */
};

/* Copies what it needs. */
NODISCARD int https_open(struct https **out, const struct https_world *world);
void https_close(struct https *h); /* NULL is fine */
struct transport https_transport(struct https *h);
/* After a signed receipt told a later time; never lowers. */
void https_raise_floor(struct https *h, int64_t floor_ms);
