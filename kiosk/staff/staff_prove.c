#include "staff/staff_prove.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "staff/staff_inside.h"
#include "sys/fault.h"

struct staff_proof {
	char who[STAFF_TOKEN_MAX + 1];
	uint8_t badge[BADGE_SECRET_BYTES];
	struct key_secret *key; /* NULL: none */
};

static int find(struct member **out, uint8_t secret[BADGE_SECRET_BYTES], struct staff *s, const void *badge, size_t n)
{
	uint8_t name[32];
	struct member *m;

	if (!s->is_sound)
		return STAFF_REFUSED;
	if (n < BADGE_MIN || n > BADGE_MAX || s->n == 0)
		return STAFF_NOBODY;
	badge_secret(secret, badge, n, s->salt);
	badge_name(name, secret);
	m = staff_member_of_badge(s, name);
	if (!m)
		return STAFF_NOBODY;
	if (m->person.is_gone || m->person.badge_is_off)
		return STAFF_WITHDRAWN;
	*out = m;
	return 0;
}

int staff_find(const struct staff_person **out, struct staff *s, const void *badge, size_t n)
{
	uint8_t secret[BADGE_SECRET_BYTES];
	struct member *m = NULL;
	int r = find(&m, secret, s, badge, n);

	wipe(secret, sizeof secret);
	if (r == 0)
		*out = &m->person;
	return r;
}

int staff_wait(int64_t *until_ms, struct staff *s, const char *staff)
{
	return s->is_sound ? limit_ask(until_ms, s, staff) : STAFF_REFUSED;
}

static int proof_new(struct staff_proof **out)
{
	int e = fault("staff.locked_memory", ENOMEM);
	struct staff_proof *p = e || sodium_init() < 0 ? NULL : sodium_malloc(sizeof *p);

	if (!p)
		return err_new(ENOMEM, "no locked memory to work for an officer");
	memset(p, 0, sizeof *p);
	*out = p;
	return 0;
}

void staff_proof_free(struct staff_proof *p)
{
	if (!p)
		return;
	key_free(p->key);
	sodium_free(p); /* overwrites */
}

/* The try is on the disk before it is judged; only a right one takes it off again. */
static int judge(struct staff_proof *p, struct staff *s, const struct member *m, const char *digits)
{
	int64_t until;
	bool right;
	int r = limit_ask(&until, s, m->person.staff);

	if (r == 0)
		r = limit_count(s, m->person.staff);
	if (r)
		return r;
	r = secret_prove(&right, &p->key, s, m, p->badge, digits);
	if (r)
		return err_up(r);
	return right ? limit_clear(s, m->person.staff) : STAFF_WRONG_PIN;
}

int staff_prove(struct staff_proof **out, struct staff *s, const void *badge, size_t n, const char *digits)
{
	uint8_t secret[BADGE_SECRET_BYTES];
	struct staff_proof *p = NULL;
	struct member *m = NULL;
	int r = find(&m, secret, s, badge, n);

	if (r == 0)
		r = proof_new(&p);
	if (r == 0) {
		memcpy(p->badge, secret, sizeof p->badge);
		memcpy(p->who, m->person.staff, sizeof p->who);
		r = strlen(digits) > PIN_DIGITS_MAX ? STAFF_WRONG_PIN : judge(p, s, m, digits);
	}
	wipe(secret, sizeof secret);
	if (r) {
		staff_proof_free(p);
		return r < 0 ? err_up(r) : r;
	}
	*out = p;
	return 0;
}

const char *staff_proof_who(const struct staff_proof *p)
{
	return p->who;
}

const struct key_secret *staff_proof_key(const struct staff_proof *p)
{
	return p->key;
}

int staff_choose_pin(struct staff *s, struct staff_proof *p, const char *digits)
{
	struct member *m = staff_member(s, p->who), after;
	struct key_secret *key = NULL;
	bool same;
	int r;

	if (!s->is_sound || !m)
		return STAFF_REFUSED;
	if (pin_judge(digits, s->world.pin_digits) != PIN_FINE)
		return STAFF_PIN_BAD;
	r = secret_prove(&same, &key, s, m, p->badge, digits);
	key_free(key);
	if (r)
		return err_up(r);
	if (same)
		return STAFF_PIN_SAME;
	after = *m;
	after.person.must_change_pin = false;
	r = secret_make(&after.secret, s, p->who, p->badge, digits, p->key);
	if (r == 0)
		r = staff_change(s, "pin_chosen", p->who, &after);
	wipe(&after, sizeof after);
	return r < 0 ? err_up(r) : r;
}
