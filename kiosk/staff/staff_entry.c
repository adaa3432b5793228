#include <jansson.h>
#include <string.h>

#include "staff/staff_inside.h"
#include "sys/text.h"

/* Everything that goes in is hexadecimal, a number, or checked: nothing needs escaping. */
int staff_entry_put(struct buf *out, const struct staff_entry *e)
{
	const struct staff_person *p = &e->after->person;
	char hex[2 * STAFF_HASH_BYTES + 1];
	const char *between = "";

	hex_put(hex, e->after->secret_hash, STAFF_HASH_BYTES);
	buf_printf(out, "{\"entry\":\"%s\",\"at\":%lld,\"clock\":\"%s\",\"by\":\"%s\",\"staff\":\"%s\",\"code\":\"%s\"",
	        e->verb, (long long)e->at->created_ms, clock_state_name(e->at->state), e->by, p->staff, p->code);
	buf_text(out, ",\"roles\":[");
	for (unsigned role = 1; role <= ROLES_ALL; role <<= 1) {
		if (!(p->roles & role))
			continue;
		buf_printf(out, "%s\"%s\"", between, role_name((enum staff_role)role));
		between = ",";
	}
	buf_printf(out, "],\"gone\":%s,\"badge_off\":%s,\"weak\":%s,\"must_change\":%s,\"key\":%s,\"secret\":\"%s\"",
	        p->is_gone ? "true" : "false", p->badge_is_off ? "true" : "false", p->badge_is_weak ? "true" : "false",
	        p->must_change_pin ? "true" : "false", p->has_desk_key ? "true" : "false", hex);
	if (e->salt) {
		hex_put(hex, e->salt, STAFF_SALT_BYTES);
		buf_printf(out, ",\"salt\":\"%s\"", hex);
	}
	if (e->desk) {
		hex_put(hex, e->desk->bytes, KEY_BYTES);
		buf_printf(out, ",\"desk\":\"%s\"", hex);
	}
	buf_char(out, '}');
	return err_up(buf_done(out));
}

static const char *text_of(const json_t *json, const char *name)
{
	const char *text = json_string_value(json_object_get(json, name));

	return text ? text : "";
}

static bool take_flag(bool *out, const json_t *json, const char *name)
{
	const json_t *v = json_object_get(json, name);

	*out = json_is_true(v);
	return json_is_boolean(v);
}

static bool take_roles(unsigned *out, const json_t *json)
{
	const json_t *roles = json_object_get(json, "roles"), *v;
	enum staff_role role;
	size_t i;

	*out = 0;
	json_array_foreach(roles, i, v)
	{
		if (!json_is_string(v) || !role_of_name(&role, json_string_value(v)))
			return false;
		*out |= role;
	}
	return json_is_array(roles);
}

static bool take_person(struct member *out, const json_t *json)
{
	struct staff_person *p = &out->person;

	return text_copy(p->staff, sizeof p->staff, text_of(json, "staff")) && strlen(p->staff) == STAFF_TOKEN_MAX &&
	       text_copy(p->code, sizeof p->code, text_of(json, "code")) && take_roles(&p->roles, json) &&
	       take_flag(&p->is_gone, json, "gone") && take_flag(&p->badge_is_off, json, "badge_off") &&
	       take_flag(&p->badge_is_weak, json, "weak") && take_flag(&p->must_change_pin, json, "must_change") &&
	       take_flag(&p->has_desk_key, json, "key") &&
	       hex_take(out->secret_hash, STAFF_HASH_BYTES, text_of(json, "secret"));
}

static bool take_first(struct staff *s, const json_t *json)
{
	const char *desk = text_of(json, "desk");

	if (!hex_take(s->salt, STAFF_SALT_BYTES, text_of(json, "salt")))
		return false;
	if (!*desk)
		return true;
	s->makes_key = key_public_of_hex(&s->desk, KEY_DESK, desk);
	s->desk.demonstration = s->world.station->demonstration;
	return s->makes_key;
}

int staff_entry_take(void *me, const struct book_entry *e)
{
	struct staff *s = me;
	json_t *json = json_loadb(e->json, e->n, JSON_REJECT_DUPLICATES, NULL);
	struct member after = {0};
	bool good = false;
	struct member *m;

	if (json && text_is(text_of(json, "entry"), "recover")) {
		good = staff_recover_take(s, json);
		json_decref(json);
		return good ? 0 : BOOK_BROKEN;
	}
	/* Whoever comes first brings the station's salt: at its begin, and after a recovery. */
	good = json && take_person(&after, json) && (s->n || take_first(s, json));
	m = good ? staff_member(s, after.person.staff) : NULL;
	json_decref(json);
	if (!good)
		return BOOK_BROKEN;
	if (!m) {
		if (s->n == STAFF_MOST)
			return BOOK_BROKEN;
		m = &s->members[s->n++];
	}
	m->person = after.person;
	memcpy(m->secret_hash, after.secret_hash, sizeof m->secret_hash);
	return 0;
}
