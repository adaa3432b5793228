#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "staff/staff_inside.h"
#include "sys/text.h"

/* ---- one change ---------------------------------------------------------------- */

static int put_within(struct staff *s, const struct staff_entry *e)
{
	uint8_t row[SECRET_ROW_BYTES];
	AUTO_BUF json;
	int r;

	buf_init(&json, BOOK_ENTRY_MAX);
	r = staff_entry_put(&json, e);
	if (r)
		return err_up(r);
	secret_put(row, &e->after->secret);
	r = desk_run(s->world.desk, "INSERT OR REPLACE INTO staff_secret(staff, bytes) VALUES(?, ?)", "tb",
	        e->after->person.staff, row, sizeof row);
	wipe(row, sizeof row);
	if (r == 0)
		r = desk_run(s->world.desk, "DELETE FROM staff_limit WHERE staff = ?", "t", e->after->person.staff);
	return r ? r : book_add_within(s->book, buf_str(&json));
}

/* What the book says from now on holds in memory too. */
static void follow(struct staff *s, const struct staff_entry *e)
{
	struct member *m = staff_member(s, e->after->person.staff);

	if (!m)
		m = &s->members[s->n++];
	if (m != e->after)
		*m = *e->after;
	if (e->salt)
		memcpy(s->salt, e->salt, sizeof s->salt);
	if (e->desk) {
		s->makes_key = true;
		s->desk = *e->desk;
	}
}

static int write_entry(struct staff *s, const struct staff_entry *e)
{
	int r = desk_begin(s->world.desk);

	if (r == 0) {
		r = put_within(s, e);
		if (r)
			desk_rollback(s->world.desk);
		else
			r = desk_commit(s->world.desk);
		book_settle(s->book, r == 0);
	}
	if (r < 0)
		return err_up(r);
	if (r)
		return staff_disk(s, r);
	follow(s, e);
	return 0;
}

int staff_change(struct staff *s, const char *verb, const char *by, const struct member *after)
{
	struct member m = *after;
	struct stamp now;
	struct staff_entry e = {.verb = verb, .by = by, .after = &m, .at = &now};
	int r;

	if (book_length(s->book) >= STAFF_ENTRIES_MOST)
		return STAFF_FULL;
	m.person.has_desk_key = m.secret.has_key;
	secret_hash(m.secret_hash, m.person.staff, &m.secret);
	floor_stamp(&now, &s->floor, s->world.clock);
	r = write_entry(s, &e);
	wipe(&m.secret, sizeof m.secret);
	return r < 0 ? err_up(r) : r;
}

/* ---- what an order must hold ------------------------------------------------------ */

static bool works_here(const struct member *m)
{
	return !m->person.is_gone && !m->person.badge_is_off;
}

static int may_order(struct staff *s, const struct staff_order *o)
{
	const struct member *by = o->by ? staff_member(s, o->by) : NULL;

	if (!s->is_sound)
		return STAFF_REFUSED;
	return by && works_here(by) && role_may(by->person.roles, ACTION_STAFF, 0) ? 0 : STAFF_DENIED;
}

static int code_is_good(const struct staff *s, const char *code)
{
	size_t n = code ? strlen(code) : 0;

	if (n < 1 || n > STAFF_CODE_MAX ||
	        strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.") != n)
		return STAFF_CODE_BAD;
	for (size_t i = 0; i < s->n; i++)
		if (text_is(s->members[i].person.code, code))
			return STAFF_CODE_TAKEN;
	return 0;
}

static int badge_is_good(uint8_t secret[BADGE_SECRET_BYTES], struct staff *s, const struct staff_order *o)
{
	uint8_t name[32];
	const struct member *has;

	if (!o->badge || o->n_badge < BADGE_MIN || o->n_badge > BADGE_MAX)
		return STAFF_BADGE_BAD;
	badge_secret(secret, o->badge, o->n_badge, s->salt);
	badge_name(name, secret);
	has = staff_member_of_badge(s, name);
	return has && works_here(has) ? STAFF_BADGE_TAKEN : 0;
}

/* The key to pass on. Where nobody has it any more, nobody can be asked for it. */
static int key_to_give(const struct key_secret **out, struct staff *s, unsigned roles, const struct key_secret *key)
{
	*out = NULL;
	if (!staff_keeps_key(roles) || !staff_has_desk_secret(s))
		return 0;
	if (!key || memcmp(key_public_part(key)->bytes, s->desk.bytes, KEY_BYTES) != 0)
		return STAFF_KEY_NEEDED;
	*out = key;
	return 0;
}

static bool others_administer(const struct staff *s, const char *but)
{
	for (size_t i = 0; i < s->n; i++)
		if (works_here(&s->members[i]) && !text_is(s->members[i].person.staff, but) &&
		        role_may(s->members[i].person.roles, ACTION_STAFF, 0))
			return true;
	return false;
}

/* Whom an order is about; after: how that person stands now. */
static int about(struct member *after, struct staff *s, const struct staff_order *o)
{
	const struct member *m = o->staff ? staff_member(s, o->staff) : NULL;
	int r = may_order(s, o);

	if (r)
		return r;
	if (!m || m->person.is_gone)
		return m ? STAFF_WITHDRAWN : STAFF_NOBODY;
	*after = *m;
	return 0;
}

/* ---- badges and PINs given ---------------------------------------------------------- */

static int give_pin(struct staff_given *out, struct staff *s, struct member *m, const uint8_t badge[BADGE_SECRET_BYTES],
        const struct key_secret *key)
{
	struct staff_given given = {.badge_is_weak = m->person.badge_is_weak, .has_desk_key = key != NULL};
	int e;

	pin_random(given.pin, s->world.pin_digits);
	memcpy(given.staff, m->person.staff, sizeof given.staff);
	m->person.must_change_pin = true;
	m->person.has_desk_key = key != NULL;
	e = secret_make(&m->secret, s, m->person.staff, badge, given.pin, key);
	if (e == 0)
		*out = given;
	wipe(&given, sizeof given);
	return err_up(e);
}

static void new_token(char out[STAFF_TOKEN_MAX + 1])
{
	uint8_t bytes[STAFF_TOKEN_MAX / 2];

	randombytes_buf(bytes, sizeof bytes);
	hex_put(out, bytes, sizeof bytes);
}

static int enrol_with(struct staff_given *out, struct staff *s, struct member *m, const struct staff_order *o,
        const struct key_secret *key)
{
	uint8_t badge[BADGE_SECRET_BYTES];
	struct stamp now;
	struct staff_entry e = {.verb = "enrol",
	        .by = m->person.staff,
	        .after = m,
	        .at = &now,
	        .salt = s->salt,
	        .desk = key ? key_public_part(key) : NULL};
	int r;

	randombytes_buf(s->salt, sizeof s->salt);
	r = badge_is_good(badge, s, o);
	if (r == 0)
		r = give_pin(out, s, m, badge, key);
	wipe(badge, sizeof badge);
	if (r)
		return r < 0 ? err_up(r) : r;
	secret_hash(m->secret_hash, m->person.staff, &m->secret);
	floor_stamp(&now, &s->floor, s->world.clock);
	r = write_entry(s, &e);
	if (r)
		wipe(out, sizeof *out);
	else if (key)
		staff_tell_station(s);
	return r < 0 ? err_up(r) : r;
}

int staff_enrol(struct staff_given *out, struct staff *s, const struct staff_order *o)
{
	struct member m = {.person = {.roles = o->roles | ROLE_ADMINISTRATOR}};
	struct key_secret *key = NULL;
	int r;

	if (!s->is_sound)
		return STAFF_REFUSED;
	if (s->n)
		return STAFF_NOT_EMPTY;
	r = code_is_good(s, o->code);
	if (r)
		return r;
	if (!roles_are_sound(m.person.roles))
		return STAFF_ROLES_BAD;
	new_token(m.person.staff);
	memcpy(m.person.code, o->code, strlen(o->code) + 1);
	m.person.badge_is_weak = o->badge && badge_is_weak(o->badge, o->n_badge);
	if (!s->world.station->has_desk)
		r = key_new(&key, KEY_DESK, s->world.station->demonstration);
	if (r == 0)
		r = enrol_with(out, s, &m, o, key);
	key_free(key);
	wipe(&m, sizeof m);
	return r < 0 ? err_up(r) : r;
}

/* Issue, replace and reset have this in common: a badge is there, and a new PIN goes with it. */
static int give(struct staff_given *out, struct staff *s, const char *verb, struct member *m,
        const struct staff_order *o, const uint8_t badge[BADGE_SECRET_BYTES])
{
	const struct key_secret *key;
	int r = key_to_give(&key, s, m->person.roles, o->desk_key);

	if (r == STAFF_KEY_NEEDED && !text_is(verb, "issue"))
		r = 0; /* a colleague in need gets a PIN; the key follows with a reset by one who has it */
	if (r == 0)
		r = give_pin(out, s, m, badge, key);
	if (r == 0) {
		r = staff_change(s, verb, o->by, m);
		if (r)
			wipe(out, sizeof *out);
	}
	return r < 0 ? err_up(r) : r;
}

int staff_issue(struct staff_given *out, struct staff *s, const struct staff_order *o)
{
	struct member m = {.person = {.roles = o->roles}};
	uint8_t badge[BADGE_SECRET_BYTES];
	int r = may_order(s, o);

	if (r || (r = code_is_good(s, o->code)))
		return r;
	if (!roles_are_sound(o->roles))
		return STAFF_ROLES_BAD;
	if (s->n == STAFF_MOST)
		return STAFF_FULL;
	r = badge_is_good(badge, s, o);
	if (r)
		return r;
	new_token(m.person.staff);
	memcpy(m.person.code, o->code, strlen(o->code) + 1);
	m.person.badge_is_weak = badge_is_weak(o->badge, o->n_badge);
	r = give(out, s, "issue", &m, o, badge);
	wipe(badge, sizeof badge);
	wipe(&m, sizeof m);
	return r < 0 ? err_up(r) : r;
}

int staff_replace(struct staff_given *out, struct staff *s, const struct staff_order *o)
{
	uint8_t badge[BADGE_SECRET_BYTES];
	struct member m;
	int r = about(&m, s, o);

	if (r || (r = badge_is_good(badge, s, o)))
		return r;
	m.person.badge_is_off = false;
	m.person.badge_is_weak = badge_is_weak(o->badge, o->n_badge);
	r = give(out, s, "replace", &m, o, badge);
	wipe(badge, sizeof badge);
	wipe(&m, sizeof m);
	return r < 0 ? err_up(r) : r;
}

int staff_reset_pin(struct staff_given *out, struct staff *s, const struct staff_order *o)
{
	uint8_t badge[BADGE_SECRET_BYTES], name[32];
	struct member m;
	int r = about(&m, s, o);

	if (r)
		return r;
	if (m.person.badge_is_off)
		return STAFF_WITHDRAWN;
	if (!o->badge || o->n_badge < BADGE_MIN || o->n_badge > BADGE_MAX)
		return STAFF_BADGE_BAD;
	badge_secret(badge, o->badge, o->n_badge, s->salt);
	badge_name(name, badge);
	r = sodium_memcmp(name, m.secret.badge, sizeof name) ? STAFF_OTHER_BADGE
	                                                     : give(out, s, "pin_reset", &m, o, badge);
	wipe(badge, sizeof badge);
	wipe(&m, sizeof m);
	return r < 0 ? err_up(r) : r;
}

/* ---- what is taken away ----------------------------------------------------------------- */

static int take_away(struct staff *s, const struct staff_order *o, const char *verb, struct member *m)
{
	int r;

	if (!others_administer(s, m->person.staff) &&
	        role_may(staff_member(s, m->person.staff)->person.roles, ACTION_STAFF, 0))
		return STAFF_LAST_ADMINISTRATOR;
	r = staff_change(s, verb, o->by, m);
	wipe(m, sizeof *m);
	return r < 0 ? err_up(r) : r;
}

int staff_badge_off(struct staff *s, const struct staff_order *o, enum staff_off why)
{
	struct member m;
	int r = about(&m, s, o);

	if (r)
		return r;
	if (m.person.badge_is_off)
		return STAFF_WITHDRAWN;
	m.person.badge_is_off = true;
	secret_strip(&m.secret);
	return take_away(s, o, why == STAFF_LOST ? "lost" : "revoked", &m);
}

int staff_leave(struct staff *s, const struct staff_order *o)
{
	struct member m;
	int r = about(&m, s, o);

	if (r)
		return r;
	m.person.is_gone = m.person.badge_is_off = true;
	m.person.roles = 0;
	secret_strip(&m.secret);
	return take_away(s, o, "leave", &m);
}

int staff_set_roles(struct staff *s, const struct staff_order *o)
{
	struct member m;
	int r = about(&m, s, o);

	if (r)
		return r;
	if (!roles_are_sound(o->roles))
		return STAFF_ROLES_BAD;
	m.person.roles = o->roles;
	if (!staff_keeps_key(o->roles)) {
		m.secret.has_key = false;
		wipe(m.secret.wrapped, sizeof m.secret.wrapped);
	}
	if (!role_may(o->roles, ACTION_STAFF, 0))
		return take_away(s, o, "roles", &m);
	r = staff_change(s, "roles", o->by, &m);
	wipe(&m, sizeof m);
	return r < 0 ? err_up(r) : r;
}
