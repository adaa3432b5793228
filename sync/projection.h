#pragma once

/*
 * projection - a record's header as the attributes of a CloudEvent
 *
 * One table for writer and reader: what is written is what is compared.
 * Nothing here is sensitive, and nothing here is believed.
 */
#include <stdint.h>
#include "sync/wire.h"

#define PROJECTION_TYPE "nl.strafrechtketen.intake-vastgelegd.v1"
#define PROJECTION_CONTENT "application/vnd.loket.sealed"

enum { PROJECTION_TEXTS = 10, PROJECTION_NUMBERS = 2 };

struct attribute {
	const char *name, *value;
};

struct count {
	const char *name;
	uint32_t value;
};

struct projection {
	struct attribute text[PROJECTION_TEXTS]; /* point into the rest: do not copy the struct */
	struct count number[PROJECTION_NUMBERS];
	char id[WIRE_UUID + 1], time[WIRE_TIME + 1], source[64], sequence[11], dataschema[40];
};

void projection_of(struct projection *out, const struct record_header *h);
