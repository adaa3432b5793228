#pragma once

/*
 * transport - one request to the hub, one answer; what carries it is replaceable
 *
 * transport_https.c speaks to a real hub; tests put their own liar behind the
 * same call. An answer's status is 0 when no HTTP reply came back.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/buf.h"

struct transport_request {
	const char *path; /* "/v1/position?epoch=3" */
	const void *body; /* NULL: GET; else POST */
	size_t len;
	const char *type, *coding; /* Content-Type; Content-Encoding, NULL: none */
	int64_t timeout_ms;
	int64_t from, length; /* length > 0: only so many bytes from there on (Range) */
};

enum transport_end {
	TRANSPORT_REPLY, /* status and body stand */
	TRANSPORT_UNREACHABLE, /* nobody there: nothing of the request left this machine */
	TRANSPORT_UNTRUSTED, /* somebody there, but not our hub, or it does not want our certificate */
	TRANSPORT_CUT, /* broken off, or too slow, after the request began */
};

struct transport_answer {
	enum transport_end end;
	unsigned status;
	int64_t retry_after_s; /* -1: not said */
	int64_t took_ms;
	struct buf body; /* init by the caller, with its ceiling */
	char why[200]; /* where end is not REPLY: a sentence without personal data */
};

struct transport {
	/* A surprise only where this machine is at fault. Clears and fills *out. */
	int (*call)(void *me, struct transport_answer *out, const struct transport_request *q);
	void *me;
};
