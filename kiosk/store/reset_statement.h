#pragma once

/*
 * reset_statement - a station's own signed word that it is to be wiped
 *
 * Made by the kiosk when a technician (badge, PIN, a second yes) asks for the factory
 * reset, printed on paper, and laid in DATA/reset.statement; loket-reset does nothing
 * without it. Text: the lines below, then the signature of the device key over all
 * bytes before it. Whoever has the paper can prove later which station was wiped, when, in
 * which start of the machine, and how many records it had confirmed and unconfirmed.
 *
 *   loket-reset-v1
 *   station = DEMO-01
 *   device = 32 hex
 *   boot = kernel's id of this start      an old statement does not work again
 *   at_ms = 1773483630000
 *   confirmed = 41                        records with a receipt
 *   unconfirmed = 0                       records that are lost by this
 *   signature = 128 hex
 */
#include "store/keys.h"
#include "store/station.h"
#include "sys/buf.h"

#define RESET_STATEMENT "reset.statement"

enum { RESET_STATEMENT_MAX = 1024, RESET_BOOT_MAX = 36 };

struct reset_statement {
	char station[STATION_CODE_MAX + 1];
	uint8_t device[STATION_DEVICE_BYTES];
	char boot[RESET_BOOT_MAX + 1];
	int64_t at_ms, confirmed, unconfirmed;
};

/* Answers. */
enum { RESET_STATEMENT_REFUSED = 1 }; /* malformed, another station's, another start's, or not signed by this key */

NODISCARD int reset_statement_make(struct buf *out, const struct reset_statement *s, const struct key_secret *device);
/* 0 and *out, when the text was signed by this station's key in this start. */
NODISCARD int reset_statement_check(struct reset_statement *out, const char *text, size_t n,
        const struct station *station, const uint8_t device_key[KEY_BYTES], const char *boot);
