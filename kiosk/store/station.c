#include "store/station.h"

#include <errno.h>
#include <string.h>
#include <sodium.h>

#include "sys/file.h"
#include "sys/text.h"
#include "store/lines.h"
#include "store/station_kind.h"

static const char *const places[STATION_PLACES] = {
        [STATION_CONF] = "station.conf",
        [STATION_KEYS] = "keys",
        [STATION_DEVICE_KEY] = "keys/device.key",
        [STATION_TLS] = "tls",
        [STATION_CA_CRT] = "tls/ca.crt",
        [STATION_CLIENT_CRT] = "tls/tls-client.crt",
        [STATION_CLIENT_KEY] = "tls/tls-client.key",
        [STATION_STORE] = "store",
        [STATION_STORE_DB] = "store/store.db",
        [STATION_DESK_DB] = "store/desk.db",
        [STATION_BALLAST] = "store/ballast",
        [STATION_LEDGER] = "ledger",
        [STATION_LEDGER_DB] = "ledger/ledger.db",
};

int station_path(char *out, size_t room, const char *data, enum station_place place)
{
	return err_up(path_join(out, room, data, places[place]));
}

void station_device_of(uint8_t out[STATION_DEVICE_BYTES], const uint8_t device_key[KEY_BYTES])
{
	static const char mark[] = "kiosk-device-v1";
	uint8_t all[sizeof mark - 1 + KEY_BYTES];

	memcpy(all, mark, sizeof mark - 1);
	memcpy(all + sizeof mark - 1, device_key, KEY_BYTES);
	(void)crypto_generichash(out, STATION_DEVICE_BYTES, all, sizeof all, NULL, 0);
}

bool station_code_is_valid(const char *code)
{
	size_t n = strlen(code);

	if (n < 2 || n > STATION_CODE_MAX || code[0] == '-' || code[n - 1] == '-')
		return false;
	return strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == n;
}

bool station_hub_is_valid(const char *url)
{
	size_t n = strlen(url);

	if (n > STATION_URL_MAX || !text_starts(url, "https://") || n == strlen("https://"))
		return false;
	for (size_t i = 0; i < n; i++)
		if (url[i] <= ' ' || url[i] > '~')
			return false;
	return true;
}

static int add_authority(struct station *s, const struct lines *l, const char *value)
{
	if (s->n_authorities == STATION_AUTHORITIES_MAX)
		return lines_bad(l, "more than %d authority keys", STATION_AUTHORITIES_MAX);
	if (!key_public_of_hex(&s->authorities[s->n_authorities], KEY_AUTHORITY, value))
		return lines_bad(l, "authority takes a public key of 64 hexadecimal digits");
	for (size_t i = 0; i < s->n_authorities; i++)
		if (memcmp(s->authorities[i].bytes, s->authorities[s->n_authorities].bytes, KEY_BYTES) == 0)
			return lines_bad(l, "the same authority key stands here twice");
	s->n_authorities++;
	return 0;
}

static int add_pack_key(struct station *s, const struct lines *l, const char *value)
{
	struct key_public *k = &s->pack_keys[s->n_pack_keys];
	char hex[2 * KEY_BYTES + 1];
	size_t n = strcspn(value, " \t");
	const char *mark = value + n + strspn(value + n, " \t");

	if (s->n_pack_keys == STATION_PACK_KEYS_MAX)
		return lines_bad(l, "more than %d pack keys", STATION_PACK_KEYS_MAX);
	(void)text_copy(hex, sizeof hex, value);
	if (n != 2 * KEY_BYTES || !key_public_of_hex(k, KEY_PACK, hex) || (*mark && !text_is(mark, "demonstration")))
		return lines_bad(
		        l, "pack_key takes a public key of 64 hexadecimal digits, and 'demonstration' or nothing");
	for (size_t i = 0; i < s->n_pack_keys; i++)
		if (memcmp(s->pack_keys[i].bytes, k->bytes, KEY_BYTES) == 0)
			return lines_bad(l, "the same pack key stands here twice");
	k->demonstration = *mark != 0;
	s->n_pack_keys++;
	return 0;
}

static int take_number(uint32_t *out, const struct lines *l, const char *key, const char *value)
{
	int64_t v;

	/* Half of the range: a position in the store is epoch and sequence in one signed number. */
	if (!text_i64(value, 1, INT32_MAX, &v))
		return lines_bad(l, "%s takes a whole number from 1 to %d", key, INT32_MAX);
	*out = (uint32_t)v;
	return 0;
}

/* The lines that hold one thing each; only authority and pack_key may come again. */
enum {
	SEEN_STATION = 1,
	SEEN_DEVICE = 2,
	SEEN_HUB = 4,
	SEEN_DESK = 8,
	SEEN_HUB_KEY = 16,
	SEEN_KEYSET = 32,
	SEEN_EPOCH = 64,
	SEEN_DEMO = 128,
	SEEN_RECOVERY_KEY = 256
};

static int take_value(struct station *s, const struct lines *l, unsigned which, const char *key, const char *value)
{
	switch (which) {
	case SEEN_STATION:
		if (!station_code_is_valid(value))
			return lines_bad(
			        l, "station takes 2 to %d of A-Z, 0-9 and -, no - at an end", STATION_CODE_MAX);
		memcpy(s->code, value, strlen(value) + 1);
		return 0;
	case SEEN_DEVICE:
		return hex_take(s->device, STATION_DEVICE_BYTES, value)
		               ? 0
		               : lines_bad(l, "device takes 32 hexadecimal digits");
	case SEEN_HUB:
		if (!station_hub_is_valid(value))
			return lines_bad(l, "hub takes an address like https://hub.example.org:8443, at most %d bytes",
			        STATION_URL_MAX);
		memcpy(s->hub, value, strlen(value) + 1);
		return 0;
	case SEEN_DESK:
		s->has_desk = key_public_of_hex(&s->desk, KEY_DESK, value);
		return s->has_desk ? 0 : lines_bad(l, "desk takes a public key of 64 hexadecimal digits");
	case SEEN_HUB_KEY:
		s->has_hub_key = key_public_of_hex(&s->hub_key, KEY_HUB, value);
		return s->has_hub_key ? 0 : lines_bad(l, "hub_key takes a public key of 64 hexadecimal digits");
	case SEEN_KEYSET:
		return err_up(take_number(&s->keyset, l, key, value));
	case SEEN_EPOCH:
		return err_up(take_number(&s->epoch, l, key, value));
	case SEEN_DEMO:
		s->demonstration = text_is(value, "yes");
		return s->demonstration || text_is(value, "no") ? 0 : lines_bad(l, "demonstration is yes or no");
	default:
		s->has_recovery_key = key_public_of_hex(&s->recovery_key, KEY_RECOVERY, value);
		return s->has_recovery_key ? 0
		                           : lines_bad(l, "recovery_key takes a public key of 64 hexadecimal digits");
	}
}

static int take_line(struct station *s, unsigned *seen, const struct lines *l, const char *key, const char *value)
{
	static const char *const keys[] = {
	        "station", "device", "hub", "desk", "hub_key", "keyset", "epoch", "demonstration", "recovery_key"};

	if (text_is(key, "authority"))
		return err_up(add_authority(s, l, value));
	if (text_is(key, "pack_key"))
		return err_up(add_pack_key(s, l, value));
	for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (!text_is(key, keys[i]))
			continue;
		if (*seen & 1u << i)
			return lines_bad(l, "%s stands here a second time", key);
		*seen |= 1u << i;
		return err_up(take_value(s, l, 1u << i, key, value));
	}
	return lines_bad(l, "unknown key '%.40s'", key);
}

static void keys_take_mark(struct station *s)
{
	for (size_t i = 0; i < s->n_authorities; i++)
		s->authorities[i].demonstration = s->demonstration;
	s->desk.demonstration = s->hub_key.demonstration = s->recovery_key.demonstration = s->demonstration;
}

int station_read(struct station *out, const char *data)
{
	struct station s = {.keyset = 1, .epoch = 1};
	const char *key, *value;
	unsigned seen = 0;
	char path[4096];
	struct lines l;
	AUTO_BUF text;
	int r;

	buf_init(&text, STATION_CONF_MAX);
	r = station_path(path, sizeof path, data, STATION_CONF);
	if (r)
		return err_up(r);
	if (!file_exists(path))
		return err_new(ENOENT,
		        "%s is not there: this folder holds no station yet. 'loketctl init --data %s --hub URL' makes one",
		        path, data);
	r = lines_open(&l, &text, path);
	if (r)
		return err_up(r);
	while ((r = lines_next(&l, &key, &value)) == 0) {
		r = take_line(&s, &seen, &l, key, value);
		if (r)
			return err_up(r);
	}
	if (r < 0)
		return err_up(r);
	if ((seen & (SEEN_STATION | SEEN_DEVICE | SEEN_HUB)) != (SEEN_STATION | SEEN_DEVICE | SEEN_HUB))
		return err_new(EINVAL, "%s: needs a line each for station, device and hub", path);
	keys_take_mark(&s);
	if (station_kind_is_production()) {
		r = station_refuse_demonstration(&s, path);
		if (r)
			return err_up(r);
	}
	*out = s;
	return 0;
}

static void add_key(struct buf *text, const char *name, const struct key_public *k)
{
	char hex[2 * KEY_BYTES + 1];

	hex_put(hex, k->bytes, KEY_BYTES);
	buf_printf(text, "%s = %s\n", name, hex);
}

int station_write(const struct station *s, const char *data)
{
	char path[4096], device[2 * STATION_DEVICE_BYTES + 1], hex[2 * KEY_BYTES + 1];
	AUTO_BUF text;
	int e;

	buf_init(&text, STATION_CONF_MAX);
	hex_put(device, s->device, STATION_DEVICE_BYTES);
	buf_printf(&text, "# Who this station is. Made by loketctl init; holds no secret.\n");
	buf_printf(&text, "station = %s\ndevice = %s\nhub = %s\n", s->code, device, s->hub);
	for (size_t i = 0; i < s->n_authorities; i++)
		add_key(&text, "authority", &s->authorities[i]);
	if (s->has_desk)
		add_key(&text, "desk", &s->desk);
	if (s->has_hub_key)
		add_key(&text, "hub_key", &s->hub_key);
	if (s->has_recovery_key)
		add_key(&text, "recovery_key", &s->recovery_key);
	buf_printf(&text, "keyset = %u\nepoch = %u\ndemonstration = %s\n", s->keyset, s->epoch,
	        s->demonstration ? "yes" : "no");
	for (size_t i = 0; i < s->n_pack_keys; i++) {
		hex_put(hex, s->pack_keys[i].bytes, KEY_BYTES);
		buf_printf(&text, "pack_key = %s%s\n", hex, s->pack_keys[i].demonstration ? " demonstration" : "");
	}
	e = buf_done(&text);
	if (e == 0)
		e = station_path(path, sizeof path, data, STATION_CONF);
	return err_up(e ? e : file_replace(path, text.data, text.len, 0644));
}
