#include <sodium.h>
#include <string.h>

#include "staff/staff_inside.h"
#include "store/bytes.h"

enum { SECRET_VERSION = 1, PASSES_MOST = 16 };
#define BYTES_MOST (UINT64_C(256) << 20)

void secret_put(uint8_t out[SECRET_ROW_BYTES], const struct staff_secret *secret)
{
	*out++ = SECRET_VERSION;
	memcpy(out, secret->badge, 32);
	memcpy(out + 32, secret->salt, PIN_SALT_BYTES);
	bytes_put(out + 32 + PIN_SALT_BYTES, secret->cost.passes, 8);
	bytes_put(out + 40 + PIN_SALT_BYTES, secret->cost.bytes, 8);
	memcpy(out + 48 + PIN_SALT_BYTES, secret->verifier, 32);
	out[80 + PIN_SALT_BYTES] = secret->has_key;
	memcpy(out + 81 + PIN_SALT_BYTES, secret->wrapped, KEY_WRAPPED_BYTES);
}

bool secret_take(struct staff_secret *out, const void *bytes, size_t n)
{
	const uint8_t *at = bytes;

	if (n != SECRET_ROW_BYTES || *at++ != SECRET_VERSION)
		return false;
	memcpy(out->badge, at, 32);
	memcpy(out->salt, at + 32, PIN_SALT_BYTES);
	out->cost.passes = bytes_take(at + 32 + PIN_SALT_BYTES, 8);
	out->cost.bytes = bytes_take(at + 40 + PIN_SALT_BYTES, 8);
	memcpy(out->verifier, at + 48 + PIN_SALT_BYTES, 32);
	out->has_key = at[80 + PIN_SALT_BYTES];
	memcpy(out->wrapped, at + 81 + PIN_SALT_BYTES, KEY_WRAPPED_BYTES);
	return out->cost.passes <= PASSES_MOST && out->cost.bytes <= BYTES_MOST;
}

void secret_hash(uint8_t out[STAFF_HASH_BYTES], const char *staff, const struct staff_secret *secret)
{
	static const char mark[] = "loket-staff-secret-v1";
	uint8_t all[sizeof mark - 1 + STAFF_TOKEN_MAX + SECRET_ROW_BYTES];

	memcpy(all, mark, sizeof mark - 1);
	memcpy(all + sizeof mark - 1, staff, STAFF_TOKEN_MAX);
	secret_put(all + sizeof mark - 1 + STAFF_TOKEN_MAX, secret);
	(void)crypto_generichash(out, STAFF_HASH_BYTES, all, sizeof all, NULL, 0);
}

void secret_strip(struct staff_secret *secret)
{
	struct staff_secret bare = {0};

	memcpy(bare.badge, secret->badge, sizeof bare.badge);
	wipe(secret, sizeof *secret);
	*secret = bare;
}

/* Whose copy this is, of which station. */
static size_t bound(uint8_t out[STATION_DEVICE_BYTES + STAFF_TOKEN_MAX], const struct staff *s, const char *staff)
{
	memcpy(out, s->world.station->device, STATION_DEVICE_BYTES);
	memcpy(out + STATION_DEVICE_BYTES, staff, STAFF_TOKEN_MAX);
	return STATION_DEVICE_BYTES + STAFF_TOKEN_MAX;
}

int secret_make(struct staff_secret *out, struct staff *s, const char *staff, const uint8_t badge[BADGE_SECRET_BYTES],
        const char *digits, const struct key_secret *key)
{
	uint8_t master[PIN_MASTER_BYTES], with[32], to[STATION_DEVICE_BYTES + STAFF_TOKEN_MAX];
	struct staff_secret made = {.cost = s->world.cost, .has_key = key != NULL};
	int e;

	if (!made.cost.passes)
		made.cost.passes = PIN_COST_PASSES;
	if (!made.cost.bytes)
		made.cost.bytes = PIN_COST_BYTES;
	badge_name(made.badge, badge);
	randombytes_buf(made.salt, sizeof made.salt);
	e = pin_master(master, badge, digits, made.salt, &made.cost);
	if (e == 0) {
		pin_verifier(made.verifier, master);
		pin_wrapping_key(with, master);
		if (key)
			key_wrap(made.wrapped, key, with, to, bound(to, s, staff));
		*out = made;
	}
	wipe(master, sizeof master);
	wipe(with, sizeof with);
	return err_up(e);
}

static int unwrap(struct key_secret **out, struct staff *s, const struct member *m, const uint8_t master[32])
{
	uint8_t with[32], to[STATION_DEVICE_BYTES + STAFF_TOKEN_MAX];
	int e;

	pin_wrapping_key(with, master);
	e = key_unwrap(out, &s->desk, m->secret.wrapped, with, to, bound(to, s, m->person.staff));
	wipe(with, sizeof with);
	return e;
}

int secret_prove(bool *right, struct key_secret **key, struct staff *s, const struct member *m,
        const uint8_t badge[BADGE_SECRET_BYTES], const char *digits)
{
	uint8_t master[PIN_MASTER_BYTES], verifier[32];
	int e = pin_master(master, badge, digits, m->secret.salt, &m->secret.cost);

	*right = false;
	*key = NULL;
	if (e)
		return err_up(e);
	pin_verifier(verifier, master);
	if (sodium_memcmp(verifier, m->secret.verifier, sizeof verifier) == 0) {
		*right = true;
		if (m->secret.has_key && s->makes_key)
			e = unwrap(key, s, m, master);
	}
	wipe(master, sizeof master);
	wipe(verifier, sizeof verifier);
	return e < 0 ? err_up(e) : 0; /* a copy that does not open: reading says that there is no key */
}

int secrets_load(struct staff *s)
{
	uint8_t hash[STAFF_HASH_BYTES];

	for (size_t i = 0; i < s->n; i++) {
		struct member *m = &s->members[i];
		bool good = false;
		sqlite3_stmt *st;
		int r = desk_query(
		        &st, s->world.desk, "SELECT bytes FROM staff_secret WHERE staff = ?", "t", m->person.staff);

		if (r)
			return staff_disk(s, r);
		r = desk_step(s->world.desk, st);
		if (r == 0)
			good = secret_take(&m->secret, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0));
		(void)sqlite3_finalize(st);
		if (r && r != DESK_END)
			return staff_disk(s, r);
		secret_hash(hash, m->person.staff, &m->secret);
		if (!good || memcmp(hash, m->secret_hash, sizeof hash) != 0)
			return staff_refuse(s,
			        "the staff register: what badge %s is checked against was altered. It is not trusted "
			        "any more: call the owner",
			        m->person.code);
	}
	return 0;
}
