#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "store_canary.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"
#include "store/keys.h"
#include "store/station.h"

static unsigned mode_of(const char *path)
{
	struct stat st;

	CHECK(stat(path, &st) == 0);
	return st.st_mode & 07777;
}

static void write_text(const char *path, const char *text)
{
	CHECK_OK(file_replace(path, text, strlen(text), 0600));
}

TEST(keys, come_back_from_their_files)
{
	static const char *const names[] = {"authority", "desk", "device", "pack", "hub", "recovery"};

	for (int role = 0; role < KEY_ROLES; role++) {
		struct key_secret *made, *back;
		struct key_public public;
		char secret_path[40], public_path[40];
		enum key_role again;

		CHECK_TEXT(key_role_name((enum key_role)role), names[role]);
		CHECK(key_role_of(&again, names[role]) && again == (enum key_role)role);
		snprintf(secret_path, sizeof secret_path, "keys/%s.key", names[role]);
		snprintf(public_path, sizeof public_path, "keys/%s.pub", names[role]);
		CHECK_OK(key_new(&made, (enum key_role)role, role % 2));
		CHECK_OK(key_write(made, "keys"));
		CHECK_INT(mode_of(secret_path), 0600);
		CHECK_INT(mode_of(public_path), 0644);
		CHECK_OK(key_read_secret(&back, secret_path, (enum key_role)role));
		CHECK_OK(key_read_public(&public, public_path, (enum key_role)role));
		CHECK_BYTES(public.bytes, key_public_part(made)->bytes, KEY_BYTES);
		CHECK_BYTES(public.id, key_public_part(made)->id, KEY_ID_BYTES);
		CHECK_BYTES(key_public_part(back)->bytes, public.bytes, KEY_BYTES);
		CHECK_INT(public.demonstration, role % 2);
		CHECK_INT(key_public_part(back)->demonstration, role % 2);
		key_free(made);
		key_free(back);
	}
	key_free(NULL);
}

TEST(keys, sign_and_unseal_after_reading)
{
	uint8_t sig[KEY_SIGNATURE_BYTES], sealed[5 + crypto_box_SEALBYTES], out[5];
	struct key_secret *made, *device, *authority;

	CHECK_OK(key_new(&made, KEY_DEVICE, true));
	CHECK_OK(key_write(made, "."));
	CHECK_OK(key_read_secret(&device, "device.key", KEY_DEVICE));
	key_sign(sig, device, "hello", 5);
	CHECK(key_verify(sig, key_public_part(made)->bytes, "hello", 5));
	CHECK(!key_verify(sig, key_public_part(made)->bytes, "hallo", 5));
	key_free(made);
	key_free(device);
	CHECK_OK(key_new(&made, KEY_AUTHORITY, true));
	CHECK_OK(key_write(made, "."));
	CHECK_OK(key_read_secret(&authority, "authority.key", KEY_AUTHORITY));
	CHECK_INT(crypto_box_seal(sealed, (const uint8_t *)"hello", 5, key_public_part(made)->bytes), 0);
	CHECK(key_unseal(out, authority, sealed, sizeof sealed));
	CHECK_BYTES(out, "hello", 5);
	sealed[0] ^= 1;
	CHECK(!key_unseal(out, authority, sealed, sizeof sealed));
	CHECK(!key_unseal(out, authority, sealed, crypto_box_SEALBYTES - 1));
	key_free(made);
	key_free(authority);
}

TEST(keys, are_never_overwritten)
{
	struct key_secret *a, *b;
	struct key_public was, now;

	CHECK_OK(key_new(&a, KEY_HUB, false));
	CHECK_OK(key_new(&b, KEY_HUB, false));
	CHECK_OK(key_write(a, "."));
	CHECK_OK(key_read_public(&was, "hub.pub", KEY_HUB));
	CHECK_INT(key_write(b, "."), -EEXIST);
	CHECK_HAS(err_why(), "hub.key");
	CHECK(unlink("hub.key") == 0);
	CHECK_INT(key_write(b, "."), -EEXIST); /* the public part alone protects itself too */
	CHECK_OK(key_read_public(&now, "hub.pub", KEY_HUB));
	CHECK_BYTES(now.bytes, was.bytes, KEY_BYTES);
	key_free(a);
	key_free(b);
}

TEST(keys, that_others_may_read_are_refused)
{
	static const mode_t wrong[] = {0640, 0604, 0660, 0644, 0620, 0601};
	struct key_secret *k;

	CHECK_OK(key_new(&k, KEY_DEVICE, false));
	CHECK_OK(key_write(k, "."));
	key_free(k);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK(chmod("device.key", wrong[i]) == 0);
		CHECK_INT(key_read_secret(&k, "device.key", KEY_DEVICE), -EACCES);
		CHECK_HAS(err_why(), "device.key");
	}
	CHECK(chmod("device.key", 0400) == 0);
	CHECK_OK(key_read_secret(&k, "device.key", KEY_DEVICE));
	key_free(k);
	CHECK_INT(key_read_secret(&k, "nothing.key", KEY_DEVICE), -ENOENT);
	CHECK_OK(dir_make("folder.key", 0700));
	CHECK(key_read_secret(&k, "folder.key", KEY_DEVICE) < 0);
}

TEST(keys, of_a_wrong_shape_name_file_and_line)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
	        {"", "missing"},
	        {"role = device\n", "missing"},
	        {"role = authority\nsecret = 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
	                "role authority"},
	        {"role = boss\n", "x.key:1:"},
	        {"\n# remark\nrole device\n", "x.key:3:"},
	        {"role = device\nsecret = 0011\n", "x.key:2:"},
	        {"role = device\nsecret = zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
	                "x.key:2:"},
	        {"role = device\nsecret = 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00\n",
	                "x.key:2:"},
	        {"role = device\ndemonstration = perhaps\n", "x.key:2:"},
	        {"role = device\ncolour = red\n", "x.key:2:"},
	        {"role = device\nsecret = \xff\n", "UTF-8"},
	};
	char large[KEY_FILE_MAX + 2];
	struct key_secret *k;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		write_text("x.key", wrong[i].text);
		CHECK(key_read_secret(&k, "x.key", KEY_DEVICE) < 0);
		CHECK_HAS(err_why(), wrong[i].says);
		CHECK(!strstr(err_why(), "00112233") && !strstr(err_why(), "zz11")); /* never the key itself */
	}
	memset(large, '#', sizeof large);
	large[KEY_FILE_MAX + 1] = 0;
	write_text("x.key", large);
	CHECK_INT(key_read_secret(&k, "x.key", KEY_DEVICE), -EFBIG);
}

TEST(keys, leave_no_copy_in_memory)
{
	struct key_secret *k;
	char hex[2 * KEY_BYTES + 1];
	static uint8_t page[4096] __attribute__((aligned(4096)));
	uint8_t *raw = page + 2048; /* the one copy that may be here */
	AUTO_BUF text;

	CHECK_OK(key_new(&k, KEY_AUTHORITY, false));
	CHECK_OK(key_write(k, "."));
	key_free(k);
	CHECK_OK(key_read_secret(&k, "authority.key", KEY_AUTHORITY));
	key_free(k);
	buf_init(&text, KEY_FILE_MAX);
	CHECK_OK(file_read(&text, "authority.key"));
	memcpy(hex, strstr(buf_str(&text), "secret = ") + 9, 2 * KEY_BYTES);
	hex[2 * KEY_BYTES] = 0;
	CHECK(hex_take(raw, KEY_BYTES, hex));
	buf_fini(&text);
	CHECK_INT(canary_in_memory(raw, KEY_BYTES, page, sizeof page), 0);
}

TEST(keys, fail_whole_wherever_the_disk_fails)
{
	struct key_secret *k, *back;

	CHECK_OK(key_new(&k, KEY_DEVICE, false));
	FAULT_SWEEP(n)
	{
		int r = key_write(k, "new"), at_end = text_is(fault_place(), "file.dirsync");

		fault_arm(0);
		/* A key is there and whole, or not there at all. */
		if (r == 0 || file_exists("new/device.key")) {
			CHECK(r == 0 || at_end || file_exists("new/device.key"));
			CHECK_OK(key_read_secret(&back, "new/device.key", KEY_DEVICE));
			key_free(back);
		}
		CHECK_OK(dir_remove("new"));
		fault_arm(0);
	}
	key_free(k);
}

/* ---- station.conf ------------------------------------------------------------------- */

static const char good[] = "station = DEMO-01\n"
                           "device = 00112233445566778899aabbccddeeff\n"
                           "hub = https://localhost:8443\n"
                           "authority = 1111111111111111111111111111111111111111111111111111111111111111\n";

TEST(station, comes_back_as_it_was_written)
{
	struct station s = {.keyset = 7,
	                       .epoch = 3,
	                       .demonstration = true,
	                       .has_desk = true,
	                       .has_hub_key = true,
	                       .n_authorities = 8},
	               back;

	strcpy(s.code, "ABCDEFGHIJKLMNOP");
	memset(s.device, 0xa5, sizeof s.device);
	strcpy(s.hub, "https://hub.example.org:8443/loket");
	for (size_t i = 0; i < 8; i++) {
		char hex[65];

		memset(hex, 'a', 64);
		hex[63] = (char)('0' + i);
		hex[64] = 0;
		CHECK(key_public_of_hex(&s.authorities[i], KEY_AUTHORITY, hex));
		CHECK(key_public_of_hex(&s.desk, KEY_DESK, hex));
		CHECK(key_public_of_hex(&s.hub_key, KEY_HUB, hex));
	}
	CHECK_OK(station_write(&s, "."));
	CHECK_OK(station_read(&back, "."));
	CHECK_TEXT(back.code, s.code);
	CHECK_TEXT(back.hub, s.hub);
	CHECK_BYTES(back.device, s.device, sizeof s.device);
	CHECK_INT(back.n_authorities, 8);
	for (size_t i = 0; i < 8; i++) {
		CHECK_BYTES(back.authorities[i].bytes, s.authorities[i].bytes, KEY_BYTES);
		CHECK_BYTES(back.authorities[i].id, s.authorities[i].id, KEY_ID_BYTES);
		CHECK(back.authorities[i].demonstration);
	}
	CHECK(back.has_desk && back.has_hub_key && back.demonstration);
	CHECK_BYTES(back.hub_key.bytes, s.hub_key.bytes, KEY_BYTES);
	CHECK_INT(back.keyset, 7);
	CHECK_INT(back.epoch, 3);
}

TEST(station, that_is_half_understood_does_not_start)
{
	static const struct {
		const char *line, *says;
	} wrong[] = {
	        {"station = DEMO-02\n", ":5: station stands here a second time"},
	        {"colour = red\n", ":5: unknown key 'colour'"},
	        {"just words\n", ":5: a line is 'key = value'"},
	        {"authority = 1111111111111111111111111111111111111111111111111111111111111111\n",
	                ":5: the same authority"},
	        {"authority = 11\n", ":5: authority takes"},
	        {"authority = 0000000000000000000000000000000000000000000000000000000000000000\n",
	                ":5: authority takes"},
	        {"desk = 22\n", ":5: desk takes"},
	        {"hub_key =\n", ":5: hub_key takes"},
	        {"keyset = 0\n", ":5: keyset takes"},
	        {"epoch = 2147483648\n", ":5: epoch takes"},
	        {"epoch = -1\n", ":5: epoch takes"},
	        {"demonstration = maybe\n", ":5: demonstration is"},
	};
	struct station s;
	char text[1000];

	write_text("station.conf", good);
	CHECK_OK(station_read(&s, "."));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		snprintf(text, sizeof text, "%s%s", good, wrong[i].line);
		write_text("station.conf", text);
		CHECK_INT(station_read(&s, "."), -EINVAL);
		CHECK_HAS(err_why(), wrong[i].says);
		CHECK_HAS(err_why(), "station.conf");
	}
	/* Each of the first three lines is needed. */
	for (int without = 0; without < 3; without++) {
		const char *at = good;
		int line = 0;

		for (text[0] = 0; *at; line++) {
			size_t n = strcspn(at, "\n") + 1;

			if (line != without)
				strncat(text, at, n);
			at += n;
		}
		write_text("station.conf", text);
		CHECK_INT(station_read(&s, "."), -EINVAL);
	}
	CHECK(unlink("station.conf") == 0);
	CHECK_INT(station_read(&s, "."), -ENOENT);
	CHECK_HAS(err_why(), "loketctl init");
}

TEST(station, holds_its_ceilings)
{
	struct station s;
	char text[STATION_CONF_MAX + 2], *end;
	int n = snprintf(text, sizeof text, "%s", good);

	for (int i = 0; i < 7; i++)
		n += snprintf(text + n, sizeof text - (size_t)n, "authority = %064x\n", i + 1);
	write_text("station.conf", text);
	CHECK_OK(station_read(&s, "."));
	CHECK_INT(s.n_authorities, STATION_AUTHORITIES_MAX);
	end = text + n;
	snprintf(end, 80, "authority = %064x\n", 99);
	write_text("station.conf", text);
	CHECK_INT(station_read(&s, "."), -EINVAL);
	CHECK_HAS(err_why(), "more than 8");
	/* The file itself: one byte under (a line end is added), at, and over. */
	*end = 0;
	memset(end, '#', sizeof text - (size_t)n);
	text[STATION_CONF_MAX - 1] = 0;
	write_text("station.conf", text);
	CHECK_OK(station_read(&s, "."));
	text[STATION_CONF_MAX - 1] = '#';
	text[STATION_CONF_MAX] = '#';
	text[STATION_CONF_MAX + 1] = 0;
	write_text("station.conf", text);
	CHECK_INT(station_read(&s, "."), -EFBIG);
}

TEST(station, knows_a_code_and_an_address)
{
	char url[STATION_URL_MAX + 2];

	CHECK(station_code_is_valid("A1") && station_code_is_valid("ABCDEFGHIJKLMNOP") && station_code_is_valid("A-B"));
	CHECK(!station_code_is_valid("A") && !station_code_is_valid("ABCDEFGHIJKLMNOPQ") &&
	        !station_code_is_valid("-AB"));
	CHECK(!station_code_is_valid("AB-") && !station_code_is_valid("ab") && !station_code_is_valid("") &&
	        !station_code_is_valid("A B"));
	CHECK(station_hub_is_valid("https://h") && !station_hub_is_valid("https://") &&
	        !station_hub_is_valid("http://h"));
	CHECK(!station_hub_is_valid("https://h x") && !station_hub_is_valid("https://h\n") &&
	        !station_hub_is_valid("https://\xc3\xa9"));
	memset(url, 'h', sizeof url);
	memcpy(url, "https://", 8);
	url[STATION_URL_MAX + 1] = 0;
	CHECK(!station_hub_is_valid(url));
	url[STATION_URL_MAX] = 0;
	CHECK(station_hub_is_valid(url));
	url[STATION_URL_MAX - 1] = 0;
	CHECK(station_hub_is_valid(url));
}
