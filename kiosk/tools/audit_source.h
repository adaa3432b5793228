#pragma once

/*
 * audit_source - where open and verify read from
 *
 * Exactly one of --hub URI, --stick DIR and --station DIR; beside a stick,
 * --hub names the store that knows the stations.
 */
#include "sync/audit.h"

struct audit_source {
	const char *hub, *stick, *station; /* borrowed; NULL: not given */
	const char *hub_key; /* hub.pub; NULL: the key that the store names */
};

/* A surprise (-EINVAL) when not one source is named. */
NODISCARD int audit_source_check(const struct audit_source *s);
NODISCARD int audit_source_run(struct audit *a, const struct audit_source *s);
