#include "sync/reply.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "sync/wire.h"
#include "sys/text.h"

static bool take_u32(uint32_t *out, const json_t *n)
{
	if (!json_is_integer(n) || json_integer_value(n) < 0 || json_integer_value(n) > WIRE_NUMBER_MOST)
		return false;
	*out = (uint32_t)json_integer_value(n);
	return true;
}

static bool take_receipt(struct reply *r, const json_t *reply)
{
	const json_t *text = json_object_get(reply, "receipt");
	size_t len;

	return json_is_string(text) &&
	       sodium_base642bin(r->receipt, RECEIPT_BYTES, json_string_value(text), json_string_length(text), NULL,
	               &len, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       len == RECEIPT_BYTES;
}

/* More gaps than we hold: what lies behind the last counts as not held. */
static bool take_gaps(struct reply *r, const json_t *gaps)
{
	if (!json_is_array(gaps))
		return false;
	for (size_t i = 0; i < json_array_size(gaps); i++) {
		const json_t *pair = json_array_get(gaps, i);
		uint32_t from, to;

		if (!take_u32(&from, json_array_get(pair, 0)) || !take_u32(&to, json_array_get(pair, 1)) || from > to)
			return false;
		if (i == REPLY_GAPS) {
			r->highest = from > 0 ? from - 1 : 0;
			return true;
		}
		r->gaps[i].from = from;
		r->gaps[i].to = to;
		r->n_gaps = i + 1;
	}
	return true;
}

static bool take_status(enum reply_status *out, const char *name)
{
	static const char *const names[] = {[REPLY_DUPLICATE] = "duplicate",
	        [REPLY_CONFLICT] = "conflict",
	        [REPLY_QUARANTINED] = "quarantined",
	        [REPLY_REFUSED] = "refused"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (text_is(name, names[i])) {
			*out = (enum reply_status)i;
			return true;
		}
	return false;
}

/* Codes go into the ledger and onto screens: only plain lower-case words pass. */
static void take_code(char out[32], const char *code)
{
	size_t n = code ? strspn(code, "abcdefghijklmnopqrstuvwxyz-") : 0;

	if (n == 0 || n > 31 || code[n])
		(void)text_copy(out, 32, "other");
	else
		(void)text_copy(out, 32, code);
}

static bool take_exceptions(struct reply *r, const json_t *list)
{
	if (!list)
		return true; /* a position has none */
	if (!json_is_array(list) || json_array_size(list) > REPLY_EXCEPTIONS)
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *e = json_array_get(list, i);

		if (!take_u32(&r->exceptions[i].item, json_object_get(e, "item")) ||
		        !take_status(&r->exceptions[i].status, json_string_value(json_object_get(e, "status"))))
			return false;
		take_code(r->exceptions[i].code, json_string_value(json_object_get(e, "code")));
		r->n_exceptions = i + 1;
	}
	return true;
}

int reply_read(struct reply *out, const void *bytes, size_t n)
{
	struct reply r = {0};
	json_t *reply = n <= REPLY_MOST ? json_loadb(bytes, n, JSON_REJECT_DUPLICATES, NULL) : NULL;
	bool good = json_is_object(reply) && take_receipt(&r, reply) &&
	            take_u32(&r.highest, json_object_get(reply, "highest")) &&
	            take_gaps(&r, json_object_get(reply, "gaps")) &&
	            take_exceptions(&r, json_object_get(reply, "exceptions"));

	if (good && !take_u32(&r.max_bytes, json_object_get(reply, "maxBytes")))
		r.max_bytes = 0;
	json_decref(reply);
	if (!good)
		return REPLY_UNREADABLE;
	*out = r;
	return 0;
}

bool reply_holds(const struct reply *r, uint32_t up_to, uint32_t seq)
{
	if (seq <= up_to)
		return true;
	if (seq > r->highest)
		return false;
	for (size_t i = 0; i < r->n_gaps; i++)
		if (seq >= r->gaps[i].from && seq <= r->gaps[i].to)
			return false;
	return true;
}
