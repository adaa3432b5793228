#include "staff/recovery_order.h"

#include <errno.h>
#include <string.h>

#include "store/lines.h"
#include "sys/file.h"
#include "sys/text.h"

static const char mark[] = "loket-staff-recovery-v1";
enum {
	MARK = sizeof mark - 1,
	SIGNED = MARK + STATION_DEVICE_BYTES + RECOVERY_CODE_BYTES + 8 + RECOVERY_BY_MAX + 1,
	SEEN_ALL = 31,
};

void recovery_code_text(char out[RECOVERY_CODE_TEXT + 1], const uint8_t code[RECOVERY_CODE_BYTES])
{
	char hex[2 * RECOVERY_CODE_BYTES + 1];
	int n = 0;

	hex_put(hex, code, RECOVERY_CODE_BYTES);
	for (int i = 0; i < 2 * RECOVERY_CODE_BYTES; i++) {
		if (i && i % 4 == 0)
			out[n++] = '-';
		out[n++] = hex[i];
	}
	out[n] = 0;
}

bool recovery_code_take(uint8_t out[RECOVERY_CODE_BYTES], const char *text)
{
	char hex[2 * RECOVERY_CODE_BYTES + 1] = "";
	size_t n = 0;

	for (; *text; text++) {
		if (*text == '-' || *text == ' ')
			continue;
		if (n == sizeof hex - 1)
			return false;
		hex[n++] = *text;
	}
	return hex_take(out, RECOVERY_CODE_BYTES, hex);
}

bool recovery_by_is_good(const char *by)
{
	size_t n = strlen(by);

	return n > 0 && n <= RECOVERY_BY_MAX && by[0] != ' ' && by[n - 1] != ' ' &&
	       strspn(by, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .-") == n;
}

static void signed_bytes(uint8_t out[SIGNED], const struct recovery_order *o)
{
	memset(out, 0, SIGNED);
	memcpy(out, mark, MARK);
	out += MARK;
	memcpy(out, o->device, STATION_DEVICE_BYTES);
	out += STATION_DEVICE_BYTES;
	memcpy(out, o->code, RECOVERY_CODE_BYTES);
	out += RECOVERY_CODE_BYTES;
	for (int i = 0; i < 8; i++)
		*out++ = (uint8_t)((uint64_t)o->until_ms >> (8 * i));
	memcpy(out, o->by, strlen(o->by));
}

void recovery_sign(struct recovery_order *o, const struct key_secret *key)
{
	uint8_t all[SIGNED];

	signed_bytes(all, o);
	key_sign(o->signature, key, all, sizeof all);
}

int recovery_put(struct buf *out, const struct recovery_order *o)
{
	char device[2 * STATION_DEVICE_BYTES + 1], code[RECOVERY_CODE_TEXT + 1];
	char signature[2 * KEY_SIGNATURE_BYTES + 1];

	hex_put(device, o->device, sizeof o->device);
	recovery_code_text(code, o->code);
	hex_put(signature, o->signature, sizeof o->signature);
	buf_printf(out, "# Begins the staff register of one station anew, once. Lay it there as "
	                "inbox/staff-recovery.order\n");
	buf_printf(out, "device = %s\ncode = %s\nuntil = %lld\nby = %s\nsignature = %s\n", device, code,
	        (long long)o->until_ms, o->by, signature);
	return err_up(buf_done(out));
}

/* The bit of the line, 0 for what is none of ours. */
static unsigned take_line(struct recovery_order *o, const char *key, const char *value)
{
	if (text_is(key, "device") && hex_take(o->device, sizeof o->device, value))
		return 1;
	if (text_is(key, "code") && recovery_code_take(o->code, value))
		return 2;
	if (text_is(key, "until") && text_i64(value, 0, INT64_MAX, &o->until_ms))
		return 4;
	if (text_is(key, "by") && recovery_by_is_good(value) && text_copy(o->by, sizeof o->by, value))
		return 8;
	return text_is(key, "signature") && hex_take(o->signature, sizeof o->signature, value) ? 16 : 0;
}

int recovery_read(struct recovery_order *out, const char *path)
{
	struct recovery_order o = {0};
	const char *key, *value;
	unsigned seen = 0, one;
	struct lines l;
	AUTO_BUF text;
	int r;

	buf_init(&text, RECOVERY_FILE_MAX);
	if (!file_exists(path))
		return RECOVERY_NO_ORDER;
	/* Whatever a stick brings that is too long or no text is no order, and no trouble of this station. */
	r = lines_open(&l, &text, path);
	while (r == 0 && (r = lines_next(&l, &key, &value)) == 0) {
		one = take_line(&o, key, value);
		if (!one || seen & one)
			return RECOVERY_MALFORMED;
		seen |= one;
	}
	if (r < 0 || seen != SEEN_ALL)
		return RECOVERY_MALFORMED;
	*out = o;
	return 0;
}

bool recovery_is_signed(const struct recovery_order *o, const struct key_public *key)
{
	uint8_t all[SIGNED];

	if (!recovery_by_is_good(o->by))
		return false;
	signed_bytes(all, o);
	return key_verify(o->signature, key->bytes, all, sizeof all);
}

int recovery_judge(const struct recovery_order *o, const struct station *station,
        const uint8_t code[RECOVERY_CODE_BYTES], int64_t now_ms)
{
	if (!station->has_recovery_key)
		return RECOVERY_NO_KEY;
	if (!recovery_by_is_good(o->by))
		return RECOVERY_MALFORMED;
	if (!recovery_is_signed(o, &station->recovery_key))
		return RECOVERY_NOT_SIGNED;
	if (memcmp(o->device, station->device, sizeof o->device) != 0)
		return RECOVERY_OTHER_STATION;
	if (memcmp(o->code, code, RECOVERY_CODE_BYTES) != 0)
		return RECOVERY_OTHER_CODE;
	return now_ms > o->until_ms ? RECOVERY_EXPIRED : 0;
}
