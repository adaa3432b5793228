#include "store/reset_statement.h"

#include <stdio.h>
#include <string.h>

#include "sys/text.h"

static const char head[] = "loket-reset-v1\n";
static const char last[] = "signature = ";

static void lines(struct buf *out, const struct reset_statement *s)
{
	char device[2 * STATION_DEVICE_BYTES + 1];

	hex_put(device, s->device, sizeof s->device);
	buf_printf(out, "%sstation = %s\ndevice = %s\nboot = %s\nat_ms = %lld\nconfirmed = %lld\nunconfirmed = %lld\n",
	        head, s->station, device, s->boot, (long long)s->at_ms, (long long)s->confirmed,
	        (long long)s->unconfirmed);
}

int reset_statement_make(struct buf *out, const struct reset_statement *s, const struct key_secret *device)
{
	uint8_t signature[KEY_SIGNATURE_BYTES];
	char hex[2 * KEY_SIGNATURE_BYTES + 1];
	AUTO_BUF text;
	int r;

	buf_init(&text, RESET_STATEMENT_MAX);
	lines(&text, s);
	r = buf_done(&text);
	if (r)
		return err_up(r);
	key_sign(signature, device, text.data, text.len);
	hex_put(hex, signature, sizeof signature);
	buf_add(out, text.data, text.len);
	buf_printf(out, "%s%s\n", last, hex);
	return err_up(buf_done(out));
}

/* The value of the next line, which must have this key. */
static bool take_line(char *out, size_t room, const char **p, const char *key)
{
	size_t n = strlen(key), len;

	if (strncmp(*p, key, n) != 0 || strncmp(*p + n, " = ", 3) != 0)
		return false;
	*p += n + 3;
	len = strcspn(*p, "\n");
	if ((*p)[len] != '\n' || len >= room)
		return false;
	memcpy(out, *p, len);
	out[len] = 0;
	*p += len + 1;
	return true;
}

static bool take_number(int64_t *out, const char **p, const char *key)
{
	char text[24];

	return take_line(text, sizeof text, p, key) && text_i64(text, 0, INT64_MAX, out);
}

static bool take(
        struct reset_statement *s, uint8_t signature[KEY_SIGNATURE_BYTES], size_t *signed_bytes, const char *text)
{
	char device[2 * STATION_DEVICE_BYTES + 1], hex[2 * KEY_SIGNATURE_BYTES + 1];
	const char *p = text;

	if (!text_starts(p, head))
		return false;
	p += sizeof head - 1;
	if (!take_line(s->station, sizeof s->station, &p, "station") ||
	        !take_line(device, sizeof device, &p, "device") || !hex_take(s->device, sizeof s->device, device) ||
	        !take_line(s->boot, sizeof s->boot, &p, "boot") || !take_number(&s->at_ms, &p, "at_ms") ||
	        !take_number(&s->confirmed, &p, "confirmed") || !take_number(&s->unconfirmed, &p, "unconfirmed"))
		return false;
	*signed_bytes = (size_t)(p - text);
	return take_line(hex, sizeof hex, &p, "signature") && hex_take(signature, KEY_SIGNATURE_BYTES, hex) && !*p;
}

int reset_statement_check(struct reset_statement *out, const char *text, size_t n, const struct station *station,
        const uint8_t device_key[KEY_BYTES], const char *boot)
{
	uint8_t signature[KEY_SIGNATURE_BYTES];
	struct reset_statement s;
	size_t signed_bytes;

	if (n > RESET_STATEMENT_MAX || strlen(text) != n || !take(&s, signature, &signed_bytes, text) ||
	        !text_is(s.station, station->code) || memcmp(s.device, station->device, sizeof s.device) != 0 ||
	        !*boot || !text_is(s.boot, boot) || !key_verify(signature, device_key, text, signed_bytes))
		return RESET_STATEMENT_REFUSED;
	*out = s;
	return 0;
}
