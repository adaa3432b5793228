#include "sync_commission_kit.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sys/file.h"
#include "sys/text.h"

void put(const char *path, const char *text)
{
	char folder[300];

	(void)snprintf(folder, sizeof folder, "%s", path);
	*strrchr(folder, '/') = 0;
	CHECK_OK(dir_make(folder, 0755));
	CHECK_OK(file_replace(path, text, strlen(text), 0666)); /* as vfat gives them: anybody's */
	CHECK_INT(chmod(path, 0666), 0);
}

void read_text(struct buf *out, const char *path)
{
	buf_init(out, COMMISSION_FILE_MOST + 1);
	CHECK_OK(file_read(out, path));
}

/* The office's folder, as loketctl init leaves it. */
void office(const char *code)
{
	struct key_secret *device, *authority;
	struct station s = {.hub = "https://hub.example:8443", .keyset = 1, .epoch = 1, .n_authorities = 1};

	CHECK(sodium_init() >= 0);
	CHECK_OK(dir_remove("stick"));
	CHECK_OK(dir_make("stick/loket-station", 0755));
	CHECK_OK(key_new(&device, KEY_DEVICE, false));
	CHECK_OK(key_new(&authority, KEY_AUTHORITY, false));
	CHECK_OK(key_write(device, ON_STICK "keys"));
	CHECK_INT(chmod(ON_STICK "keys/device.key", 0666), 0);
	(void)text_copy(s.code, sizeof s.code, code);
	s.authorities[0] = *key_public_part(authority);
	station_device_of(s.device, key_public_part(device)->bytes);
	CHECK_OK(station_write(&s, "stick/loket-station"));
	put(ON_STICK "tls/ca.crt", "-----BEGIN CERTIFICATE-----\n");
	put(ON_STICK "tls/tls-client.crt", "crt");
	put(ON_STICK "tls/tls-client.key", "the secret of TLS");
	put(ON_STICK "site/loket.conf", "printer = none\n");
	key_free(device);
	key_free(authority);
}

void device(struct stand *t)
{
	CHECK_OK(dir_remove("d"));
	CHECK_OK(dir_make("d/station/keys", 0700));
	CHECK_OK(dir_make("d/commission", 0700));
	*t = (struct stand){.c = {NULL, "stick", "d/commission", "d/station"}};
	stick_disk_real(&t->disk);
	t->c.disk = &t->disk;
}

int look(struct stand *t)
{
	return commission_look(&t->s, &t->c);
}

int take(struct stand *t)
{
	return commission_take(&t->s, &t->keys_stay, &t->c);
}

/* It is the station of the stick, and can sign as it. */
void check_whole(const char *code)
{
	struct key_secret *k;
	struct station s;
	uint8_t id[STATION_DEVICE_BYTES];

	CHECK_OK(station_read(&s, "d/station"));
	CHECK_TEXT(s.code, code);
	CHECK_OK(key_read_secret(&k, "d/station/keys/device.key", KEY_DEVICE));
	station_device_of(id, key_public_part(k)->bytes);
	CHECK_BYTES(id, s.device, sizeof id);
	CHECK(file_exists("d/station/keys/device.pub"));
	key_free(k);
}
