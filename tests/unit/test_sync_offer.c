/* Offers: what a hub signs for, what a name says, which range of a file. */
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "sync/hub_updates.h"
#include "sys/buf.h"
#include "sys/file.h"

struct bench {
	struct key_secret *hub_key;
	uint8_t hub_public[KEY_BYTES], device[16];
};

static struct bench bench_new(void)
{
	struct bench b = {.device = {5}};

	CHECK(sodium_init() >= 0);
	CHECK_OK(key_new(&b.hub_key, KEY_HUB, false));
	memcpy(b.hub_public, key_public_part(b.hub_key)->bytes, sizeof(b.hub_public));
	return b;
}

static void lay(const char *name, size_t n)
{
	char path[200];
	AUTO_BUF bytes;

	buf_init(&bytes, 1 << 20);
	buf_zero(&bytes, n);
	CHECK_OK(dir_make("offered", 0755));
	snprintf(path, sizeof(path), "offered/%s", name);
	CHECK_OK(file_replace(path, bytes.data, bytes.len, 0644));
}

static const struct offer good = {.device = {1, 2, 3},
        .kind = OFFER_FIRMWARE,
        .issued_ms = 1773483630000,
        .size = 80000000,
        .hash = {7},
        .version = "0.5.0",
        .name = "loket-0.5.0.raucb"};

TEST(offer, says_what_was_signed)
{
	struct bench b = bench_new();
	uint8_t bytes[OFFER_BYTES];
	struct offer o;

	offer_put(bytes, &good, b.hub_key);
	CHECK_OK(offer_take(&o, bytes, sizeof(bytes), b.hub_public, good.device));
	CHECK_TEXT(o.name, good.name);
	CHECK_TEXT(o.version, "0.5.0");
	CHECK_INT(o.size, good.size);
	CHECK_INT(o.issued_ms, good.issued_ms);
	CHECK_BYTES(o.hash, good.hash, 32);
	CHECK_INT(offer_take(&o, bytes, sizeof(bytes), b.hub_public, b.device), OFFER_OTHER_DEVICE);
	CHECK_INT(offer_take(&o, bytes, sizeof(bytes) - 1, b.hub_public, good.device), OFFER_MALFORMED);
	key_free(b.hub_key);
}

TEST(offer, every_changed_byte_is_seen)
{
	struct bench b = bench_new();
	uint8_t bytes[OFFER_BYTES];
	struct offer o;

	offer_put(bytes, &good, b.hub_key);
	for (size_t i = 0; i < sizeof(bytes); i++) {
		bytes[i] ^= 4;
		CHECK(offer_take(&o, bytes, sizeof(bytes), b.hub_public, good.device) > 0);
		bytes[i] ^= 4;
	}
	key_free(b.hub_key);
}

TEST(offer, signed_nonsense_is_malformed)
{
	struct bench b = bench_new();
	uint8_t bytes[OFFER_BYTES];
	struct offer o, bad[8];

	for (int i = 0; i < 8; i++)
		bad[i] = good;
	bad[0].kind = OFFER_PACK; /* not what its name says */
	bad[1].size = 0;
	bad[2].size = OFFER_SIZE_MAX + 1;
	snprintf(bad[3].version, sizeof(bad[3].version), "0.6.0");
	snprintf(bad[4].name, sizeof(bad[4].name), "../loket-0.5.0.raucb");
	snprintf(bad[5].name, sizeof(bad[5].name), ".loket-0.5.0.raucb");
	snprintf(bad[6].name, sizeof(bad[6].name), "loket-0.5.0.exe");
	snprintf(bad[7].name, sizeof(bad[7].name), "loket.raucb");
	for (int i = 0; i < 8; i++) {
		offer_put(bytes, &bad[i], b.hub_key);
		CHECK_INT(offer_take(&o, bytes, sizeof(bytes), b.hub_public, good.device), OFFER_MALFORMED);
	}
	bad[0] = good;
	bad[0].size = OFFER_SIZE_MAX;
	offer_put(bytes, &bad[0], b.hub_key);
	CHECK_OK(offer_take(&o, bytes, sizeof(bytes), b.hub_public, good.device));
	key_free(b.hub_key);
}

TEST(offer, names_say_kind_and_version)
{
	char version[OFFER_VERSION_MAX + 1], name[OFFER_NAME_MAX + 2];
	enum offer_kind kind;

	CHECK(offer_of_name(&kind, version, "loket-qemu-virt-1.12.0.raucb"));
	CHECK_INT(kind, OFFER_FIRMWARE);
	CHECK_TEXT(version, "1.12.0");
	CHECK(offer_of_name(&kind, version, "notices-12.pack"));
	CHECK_INT(kind, OFFER_PACK);
	CHECK(!offer_of_name(&kind, version, "-12.pack"));
	CHECK(!offer_of_name(&kind, version, "notices-.pack"));
	CHECK(!offer_of_name(&kind, version, "notices-12x.pack"));
	CHECK(!offer_of_name(&kind, version, "Notices-12.pack"));
	CHECK(!offer_of_name(&kind, version, "a/b-12.pack"));
	for (int over = -1; over <= 1; over++) {
		size_t n = (size_t)OFFER_NAME_MAX + (size_t)over;

		memset(name, 'a', n);
		memcpy(name + n - 7, "-1.pack", 7);
		name[n] = '\0';
		CHECK_INT(offer_of_name(&kind, version, name), over <= 0);
	}
}

TEST(range, one_range_inside_of_the_file)
{
	static const struct {
		const char *text;
		int64_t from, length;
	} good_rows[] = {{"bytes=0-0", 0, 1}, {"bytes=5-9", 5, 5}, {"bytes=5-", 5, 95}, {"bytes=0-1000", 0, 100},
	        {"bytes=99-", 99, 1}};
	static const char *const bad[] = {"", "bytes=", "bytes=-5", "bytes=100-", "bytes=9-5", "bytes=a-b",
	        "bytes=1-2,4-5", "items=0-1", "bytes= 1-2", NULL};
	int64_t from, length;

	for (size_t i = 0; i < sizeof(good_rows) / sizeof(*good_rows); i++) {
		CHECK(hub_range(&from, &length, good_rows[i].text, 100));
		CHECK_INT(from, good_rows[i].from);
		CHECK_INT(length, good_rows[i].length);
	}
	for (int i = 0; bad[i]; i++)
		CHECK(!hub_range(&from, &length, bad[i], 100));
	CHECK(!hub_range(&from, &length, NULL, 100));
}

TEST(offered, only_files_of_good_names_and_at_most_sixteen)
{
	struct hub_updates *u;
	char name[40];

	CHECK(sodium_init() >= 0);
	lay("readme.txt", 3);
	lay("empty-1.pack", 0);
	CHECK(symlink("/etc/passwd", "offered/link-1.pack") == 0);
	CHECK_OK(hub_updates_new(&u, "offered"));
	CHECK_OK(hub_updates_look(u));
	CHECK_INT(hub_updates_count(u), 0);
	for (int i = 1; i <= OFFERS_MAX + 1; i++) {
		snprintf(name, sizeof(name), "part-%d.pack", i);
		lay(name, 3);
		CHECK_OK(hub_updates_look(u));
		CHECK_INT(hub_updates_count(u), i < OFFERS_MAX ? i : OFFERS_MAX);
	}
	CHECK(hub_updates_find(u, "00") == NULL);
	CHECK(hub_updates_at(u, OFFERS_MAX) == NULL);
	hub_updates_free(u);
}

TEST(offered, a_folder_that_is_not_there_is_told_and_none_offers_nothing)
{
	struct hub_updates *u;

	CHECK_OK(hub_updates_new(&u, "nowhere"));
	CHECK(hub_updates_look(u) < 0);
	hub_updates_free(u);
	CHECK_OK(hub_updates_new(&u, NULL));
	CHECK_OK(hub_updates_look(u));
	CHECK_INT(hub_updates_count(u), 0);
	hub_updates_free(u);
}
