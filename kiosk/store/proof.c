#include "store/proof.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "sys/text.h"

enum { TIME_ROOM = 24 };

static const char head[] = "LOKET-PROOF-1";
static const char sign[] = " SIGN:";
static const int64_t last_second = 253402300799; /* the year 9999 */

static void hex_large(char *out, const uint8_t *bytes, size_t n)
{
	hex_put(out, bytes, n);
	for (; *out; out++)
		*out = (char)toupper((unsigned char)*out);
}

/* Capitals, digits and . - +; nothing else comes into the line. */
static bool copy_plain(char *out, size_t room, const char *text)
{
	if (!*text || !text_copy(out, room, text))
		return false;
	for (; *out; out++) {
		*out = (char)toupper((unsigned char)*out);
		if (!isupper((unsigned char)*out) && !isdigit((unsigned char)*out) && !strchr(".-+", *out))
			return false;
	}
	return true;
}

/* All before the signature; false: something has no place in it. */
static bool line_of(struct buf *out, const struct proof *p)
{
	char version[PROOF_VERSION_MAX + 1], git[PROOF_GIT_MAX + 1], at[TIME_ROOM];
	char slot[2 * PROOF_HASH + 1], config[2 * PROOF_CONFIG + 1], device[2 * STATION_DEVICE_BYTES + 1];
	time_t s = (time_t)p->at_s;
	struct tm utc;

	if (!copy_plain(version, sizeof version, p->version) || !copy_plain(git, sizeof git, p->git) ||
	        !station_code_is_valid(p->station) || !p->slot_kind || !strchr("VRN", p->slot_kind) || p->at_s < 0 ||
	        p->at_s > last_second || !gmtime_r(&s, &utc) || !strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &utc))
		return false;
	hex_large(slot, p->slot, sizeof p->slot);
	hex_large(config, p->config, sizeof p->config);
	hex_large(device, p->device, sizeof p->device);
	buf_printf(out, "%s VERSION:%s GIT:%s SLOT:%c-%s CONFIG:%s STATION:%s DEVICE:%s TIME:%s", head, version, git,
	        p->slot_kind, slot, config, p->station, device, at);
	return true;
}

int proof_make(struct buf *out, const struct proof *p, const struct key_secret *device)
{
	uint8_t signature[KEY_SIGNATURE_BYTES];
	char hex[2 * KEY_SIGNATURE_BYTES + 1];
	AUTO_BUF line;
	int r;

	buf_init(&line, PROOF_MAX);
	if (!line_of(&line, p))
		return err_new(
		        EINVAL, "what this station would prove does not fit its line: version, code or time is odd");
	key_sign(signature, device, line.data, line.len);
	hex_large(hex, signature, sizeof signature);
	buf_printf(&line, "%s%s", sign, hex);
	r = buf_done(&line);
	if (r)
		return err_up(r);
	buf_add(out, line.data, line.len);
	return err_up(buf_done(out));
}

/* " KEY:value" up to the next blank; moves *at behind it. */
static bool take(char *out, size_t room, const char **at, const char *key)
{
	size_t n = strlen(key), length;

	if (**at != ' ' || strncmp(*at + 1, key, n) != 0 || (*at)[n + 1] != ':')
		return false;
	*at += n + 2;
	length = strcspn(*at, " ");
	if (length >= room)
		return false;
	memcpy(out, *at, length);
	out[length] = 0;
	*at += length;
	return true;
}

static bool take_hex(uint8_t *out, size_t n, const char **at, const char *key)
{
	char hex[2 * KEY_SIGNATURE_BYTES + 1];

	return take(hex, sizeof hex, at, key) && strlen(hex) == 2 * n && hex_take(out, n, hex);
}

static bool take_slot(struct proof *p, const char **at)
{
	char slot[2 * PROOF_HASH + 3];

	if (!take(slot, sizeof slot, at, "SLOT") || strlen(slot) != 2 * PROOF_HASH + 2 || slot[1] != '-')
		return false;
	p->slot_kind = slot[0];
	return hex_take(p->slot, sizeof p->slot, slot + 2);
}

static bool take_time(struct proof *p, const char **at)
{
	struct tm utc = {0};
	char text[TIME_ROOM];

	if (!take(text, sizeof text, at, "TIME") ||
	        sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2dZ", &utc.tm_year, &utc.tm_mon, &utc.tm_mday, &utc.tm_hour,
	                &utc.tm_min, &utc.tm_sec) != 6 ||
	        utc.tm_year < 1970)
		return false;
	utc.tm_year -= 1900;
	utc.tm_mon -= 1;
	p->at_s = timegm(&utc);
	return true;
}

/* What was read, written anew, is the same to the last sign: there is one spelling. */
static bool is_spelled_so(const struct proof *p, const char *line, size_t signed_bytes)
{
	AUTO_BUF again;

	buf_init(&again, PROOF_MAX);
	return line_of(&again, p) && buf_done(&again) == 0 && again.len == signed_bytes &&
	       memcmp(again.data, line, signed_bytes) == 0;
}

static bool has_small_letters(const char *s)
{
	for (; *s; s++)
		if (islower((unsigned char)*s))
			return true;
	return false;
}

int proof_read(
        struct proof *out, uint8_t signature[KEY_SIGNATURE_BYTES], size_t *signed_bytes, const char *line, size_t n)
{
	struct proof p = {.slot_kind = 0};
	uint8_t given[KEY_SIGNATURE_BYTES];
	const char *at = line + sizeof head - 1;
	size_t before;

	if (n > PROOF_MAX || memchr(line, 0, n) || line[n] || !text_starts(line, head) || has_small_letters(line) ||
	        !take(p.version, sizeof p.version, &at, "VERSION") || !take(p.git, sizeof p.git, &at, "GIT") ||
	        !take_slot(&p, &at) || !take_hex(p.config, sizeof p.config, &at, "CONFIG") ||
	        !take(p.station, sizeof p.station, &at, "STATION") ||
	        !take_hex(p.device, sizeof p.device, &at, "DEVICE") || !take_time(&p, &at))
		return PROOF_REFUSED;
	before = (size_t)(at - line);
	if (!take_hex(given, sizeof given, &at, "SIGN") || *at || !is_spelled_so(&p, line, before))
		return PROOF_REFUSED;
	*out = p;
	memcpy(signature, given, sizeof given);
	*signed_bytes = before;
	return 0;
}

int proof_check(struct proof *out, const char *line, size_t n, const uint8_t device_key[KEY_BYTES])
{
	uint8_t signature[KEY_SIGNATURE_BYTES];
	struct proof p;
	size_t before;
	int r = proof_read(&p, signature, &before, line, n);

	if (r)
		return r;
	if (!key_verify(signature, device_key, line, before))
		return PROOF_REFUSED;
	*out = p;
	return 0;
}
