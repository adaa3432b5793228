#pragma once

/*
 * station - who this kiosk is: DATA/station.conf and the places in DATA
 *
 * Made once by `loketctl init`, read by kiosk, sync and tools; text, lines of
 * `key = value`, # comments. Every line that can not be meant is a surprise
 * (-EINVAL) whose sentence names file and line: a station that is half
 * understood must not start. Holds public keys only.
 *
 *   station = DEMO-01             2..16 of A-Z 0-9 -, no - at either end
 *   device = 32 hex digits        stands in every record and in the TLS certificate
 *   hub = https://host:8443       https only
 *   authority = 64 hex digits     X25519; up to 8 times: each can open every record; none yet: no visits
 *   desk = 64 hex digits          X25519, optional
 *   hub_key = 64 hex digits       Ed25519 of the hub's receipts, optional until the hub is known
 *   keyset = 1                    version of the set of authority keys
 *   epoch = 1                     in which a new, empty store begins
 *   demonstration = no            yes when any key above was made for demonstrations
 *   pack_key = 64 hex digits      Ed25519; up to 8 times: whose packs of notices are shown here; with " demonstration" behind it:
 *                                 made for demonstrations, so that what it approved prints as an example
 *   recovery_key = 64 hex digits  Ed25519, optional: whose order may begin the staff register anew (staff/staff_recover.h)
 */
#include <stdbool.h>
#include <stdint.h>
#include "store/keys.h"

enum {
	STATION_CODE_MAX = 16,
	STATION_DEVICE_BYTES = 16,
	STATION_URL_MAX = 200,
	STATION_AUTHORITIES_MAX = 8,
	STATION_PACK_KEYS_MAX = 8,
	STATION_CONF_MAX = 16384,
};

struct station {
	char code[STATION_CODE_MAX + 1];
	uint8_t device[STATION_DEVICE_BYTES];
	char hub[STATION_URL_MAX + 1];
	struct key_public authorities[STATION_AUTHORITIES_MAX];
	size_t n_authorities;
	struct key_public desk, hub_key, recovery_key;
	struct key_public pack_keys[STATION_PACK_KEYS_MAX];
	size_t n_pack_keys;
	bool has_desk, has_hub_key, has_recovery_key;
	bool demonstration;
	uint32_t keyset, epoch;
};

enum station_place {
	STATION_CONF, /* station.conf            0644 */
	STATION_KEYS, /* keys/                   0700, the kiosk's */
	STATION_DEVICE_KEY, /* keys/device.key         Ed25519, signs records */
	STATION_TLS, /* tls/                    0750, loket-sync's: ca.crt tls-client.crt tls-client.key */
	STATION_CA_CRT, /* tls/ca.crt              the only authority that may vouch for the hub */
	STATION_CLIENT_CRT, /* tls/tls-client.crt */
	STATION_CLIENT_KEY, /* tls/tls-client.key */
	STATION_STORE, /* store/                  2750, the kiosk writes, group loket reads */
	STATION_STORE_DB, /* store/store.db */
	STATION_DESK_DB, /* store/desk.db           0600, the kiosk's alone, see store/desk.h */
	STATION_BALLAST, /* store/ballast           room for the record in hand */
	STATION_LEDGER, /* ledger/                 2770, loket-sync writes */
	STATION_LEDGER_DB, /* ledger/ledger.db        see store/ledger.h */
	STATION_PLACES
};

NODISCARD int station_path(char *out, size_t room, const char *data, enum station_place place);

/* A program built for production refuses keys made for demonstrations (store/station_kind.h). */
NODISCARD int station_read(struct station *out, const char *data);
/* Writes DATA/station.conf power-safe; DATA must be there. */
NODISCARD int station_write(const struct station *s, const char *data);

/* The id of a station made now: BLAKE2b-128("kiosk-device-v1" || device key). It stays when the key is renewed. */
void station_device_of(uint8_t out[STATION_DEVICE_BYTES], const uint8_t device_key[KEY_BYTES]);

bool station_code_is_valid(const char *code);
bool station_hub_is_valid(const char *url);
