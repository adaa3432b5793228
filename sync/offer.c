#include "sync/offer.h"

#include <string.h>

#include "store/bytes.h"
#include "sys/text.h"

static const char mark[] = "kiosk-offer-v1";

enum {
	AT_DEVICE = 14,
	AT_KIND = 30,
	AT_ISSUED = 31,
	AT_SIZE = 39,
	AT_HASH = 47,
	AT_VERSION = 79,
	AT_NAME = 111,
};

_Static_assert(AT_NAME + OFFER_NAME_MAX + 1 == OFFER_SIGNED_BYTES, "the offer's places add up");

bool offer_name_is_valid(const char *name)
{
	size_t n = strlen(name);

	return n > 0 && n <= OFFER_NAME_MAX && *name != '.' &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == n &&
	       (text_ends(name, ".raucb") || text_ends(name, ".pack"));
}

/* Digits with dots between, behind the last hyphen. */
static bool version_of(char out[OFFER_VERSION_MAX + 1], const char *name, const char *end)
{
	const char *start = end;
	size_t n;

	while (start > name && start[-1] != '-')
		start--;
	n = (size_t)(end - start);
	if (start <= name + 1 || n == 0 || n > OFFER_VERSION_MAX || strspn(start, "0123456789.") < n)
		return false;
	memcpy(out, start, n);
	out[n] = 0;
	return true;
}

bool offer_of_name(enum offer_kind *kind, char version[OFFER_VERSION_MAX + 1], const char *name)
{
	char v[OFFER_VERSION_MAX + 1];

	if (!offer_name_is_valid(name) || !version_of(v, name, strrchr(name, '.')))
		return false;
	*kind = text_ends(name, ".raucb") ? OFFER_FIRMWARE : OFFER_PACK;
	(void)text_copy(version, OFFER_VERSION_MAX + 1, v);
	return true;
}

void offer_put(uint8_t out[OFFER_BYTES], const struct offer *o, const struct key_secret *hub)
{
	memset(out, 0, OFFER_BYTES);
	memcpy(out, mark, sizeof mark - 1);
	memcpy(out + AT_DEVICE, o->device, sizeof o->device);
	out[AT_KIND] = (uint8_t)o->kind;
	bytes_put(out + AT_ISSUED, (uint64_t)o->issued_ms, 8);
	bytes_put(out + AT_SIZE, (uint64_t)o->size, 8);
	memcpy(out + AT_HASH, o->hash, sizeof o->hash);
	memcpy(out + AT_VERSION, o->version, strlen(o->version));
	memcpy(out + AT_NAME, o->name, strlen(o->name));
	key_sign(out + OFFER_SIGNED_BYTES, hub, out, OFFER_SIGNED_BYTES);
}

/* A text of a fixed place: NUL inside, and nothing but NUL behind it. */
static bool take_text(char *out, const uint8_t *at, size_t room)
{
	size_t n = strnlen((const char *)at, room);

	for (size_t i = n; i < room; i++)
		if (at[i])
			return false;
	if (n == room)
		return false;
	memcpy(out, at, room);
	return true;
}

int offer_take(
        struct offer *out, const void *bytes, size_t n, const uint8_t hub_key[KEY_BYTES], const uint8_t device[16])
{
	char version[OFFER_VERSION_MAX + 1];
	const uint8_t *p = bytes;
	enum offer_kind kind;
	struct offer o;

	if (n != OFFER_BYTES || memcmp(p, mark, sizeof mark - 1) != 0)
		return OFFER_MALFORMED;
	if (!key_verify(p + OFFER_SIGNED_BYTES, hub_key, p, OFFER_SIGNED_BYTES))
		return OFFER_BAD_SIGNATURE;
	memcpy(o.device, p + AT_DEVICE, sizeof o.device);
	o.issued_ms = (int64_t)bytes_take(p + AT_ISSUED, 8);
	o.size = (int64_t)bytes_take(p + AT_SIZE, 8);
	memcpy(o.hash, p + AT_HASH, sizeof o.hash);
	if (!take_text(o.version, p + AT_VERSION, sizeof o.version) || !take_text(o.name, p + AT_NAME, sizeof o.name) ||
	        !offer_of_name(&kind, version, o.name) || p[AT_KIND] != (uint8_t)kind || !text_is(version, o.version) ||
	        o.size < 1 || o.size > OFFER_SIZE_MAX)
		return OFFER_MALFORMED;
	o.kind = kind;
	if (memcmp(o.device, device, sizeof o.device) != 0)
		return OFFER_OTHER_DEVICE;
	*out = o;
	return 0;
}
