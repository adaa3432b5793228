#pragma once

/*
 * zone_parts - what the zone files share: the parsed zone, the rule after the last change
 *
 * For zone*.c, their tests and their fuzzer; everyone else includes sys/zone.h.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sys/err.h"

enum {
	ZONE_FILE_MOST = 64 * 1024, /* bytes; the largest in Debian 12 has under 4 KiB */
	ZONE_CHANGES_MOST = 2048, /* listed changes */
	ZONE_TYPES_MOST = 64, /* kinds of local time */
	ZONE_FOOTER_MOST = 127, /* bytes of the rule footer */
	ZONE_NAME_MOST = 63,
	ZONE_OFFSET_MOST = 26 * 3600 - 1, /* seconds from UTC, either way (RFC 8536, 3.2) */
};

/* A day of the year, and a time on it in seconds from that day's midnight (may lie days away: RFC 8536, 3.3.1). */
struct zone_day {
	enum { ZONE_DAY_JULIAN, ZONE_DAY_INDEX, ZONE_DAY_WEEKDAY } kind;
	int month, week, day; /* WEEKDAY: month 1..12, week 1..5 (5 = last), day 0 = Sunday; else only day */
	int time_s;
};

/* A POSIX TZ rule: what the footer of a file says of all times after the last listed change. */
struct zone_rule {
	bool has_summer;
	int32_t winter_s, summer_s; /* seconds east of UTC */
	struct zone_day to_summer, to_winter;
};

struct zone {
	int64_t changes[ZONE_CHANGES_MOST]; /* UTC seconds, ascending */
	uint8_t kind[ZONE_CHANGES_MOST]; /* into offset_s: what holds from that change on */
	size_t n_changes;
	int32_t offset_s[ZONE_TYPES_MOST];
	size_t n_types;
	bool has_rule;
	struct zone_rule rule;
};

/* Bytes of a TZif file; name only for the sentence. *z is zeroed by the caller. */
NODISCARD int zone_parse(struct zone *z, const uint8_t *bytes, size_t n, const char *name);
/* The footer's text. A surprise for what is no POSIX TZ rule. */
NODISCARD int zone_rule_parse(struct zone_rule *out, const char *text);
int32_t zone_rule_offset_s(const struct zone_rule *rule, int64_t utc_s);
