#pragma once

/*
 * hub_access - who may come past the door of /v1
 *
 * libmicrohttpd lets a client finish its handshake with no certificate at all,
 * or with a self-signed one. So every request asks here, before any handler:
 * chain of trust, dates and purpose (GnuTLS), then whether that station is
 * known, not revoked, and shows the certificate that was registered for it.
 */
#include <gnutls/gnutls.h>
#include "sync/hub_store.h"

/* Answers; 0 = come in. */
enum {
	ACCESS_NO_CERTIFICATE = 1,
	ACCESS_FOREIGN, /* not made by our authority, or not for a client */
	ACCESS_EXPIRED, /* or not valid yet */
	ACCESS_UNKNOWN, /* valid, but no station of ours */
	ACCESS_OTHER, /* another certificate than the one registered for this station */
	ACCESS_REVOKED,
	ACCESS_ALL
};

/* session: after its handshake. devices: a store handle that this thread may use now. */
NODISCARD int hub_access(struct hub_device *out, gnutls_session_t session, struct hub_store *devices);
