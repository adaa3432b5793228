/* The line by which a station proves what runs on it: one spelling, one key, nothing that can be altered unseen. */
#include <stdio.h>
#include <string.h>

#include "harness.h"
#include "store/proof.h"
#include "sys/text.h"

static struct key_secret *key;

static struct proof a_proof(void)
{
	struct proof p = {
	        .version = "0.5.0", .git = "b977b00", .slot_kind = 'V', .station = "DEMO-01", .at_s = 1795374000};

	for (size_t i = 0; i < sizeof p.slot; i++)
		p.slot[i] = (uint8_t)(7 * i + 3);
	memset(p.config, 0xc5, sizeof p.config);
	station_device_of(p.device, key_public_part(key)->bytes);
	return p;
}

static const uint8_t *own(void)
{
	return key_public_part(key)->bytes;
}

static void make(struct buf *out, const struct proof *p)
{
	buf_init(out, PROOF_MAX);
	CHECK_OK(proof_make(out, p, key));
}

TEST(proof, reads_back_what_was_signed)
{
	struct proof p, back;
	AUTO_BUF line;

	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	p = a_proof();
	make(&line, &p);
	CHECK(text_starts(buf_str(&line), "LOKET-PROOF-1 VERSION:0.5.0 GIT:B977B00 SLOT:V-030A1118"));
	CHECK_HAS(buf_str(&line), " STATION:DEMO-01 DEVICE:");
	CHECK_HAS(buf_str(&line), " TIME:2026-11-22T19:00:00Z SIGN:");
	CHECK_OK(proof_check(&back, buf_str(&line), line.len, own()));
	CHECK_TEXT(back.version, "0.5.0");
	CHECK_TEXT(back.git, "B977B00");
	CHECK_INT(back.slot_kind, 'V');
	CHECK(memcmp(back.slot, p.slot, sizeof p.slot) == 0 && memcmp(back.config, p.config, sizeof p.config) == 0);
	CHECK(memcmp(back.device, p.device, sizeof p.device) == 0);
	CHECK_TEXT(back.station, "DEMO-01");
	CHECK_INT(back.at_s, 1795374000);
	key_free(key);
}

/* As a code holds it densely: these signs only. */
TEST(proof, line_has_only_signs_of_the_dense_mode)
{
	struct proof p;
	AUTO_BUF line;

	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	p = a_proof();
	make(&line, &p);
	CHECK_INT(strspn(buf_str(&line), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), line.len);
	key_free(key);
}

TEST(proof, every_changed_byte_is_refused)
{
	struct proof p, back;
	AUTO_BUF line;

	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	p = a_proof();
	make(&line, &p);
	(void)buf_str(&line);
	for (size_t i = 0; i < line.len; i++)
		for (int bit = 0; bit < 8; bit++) {
			line.data[i] ^= (uint8_t)(1 << bit);
			if (proof_check(&back, (const char *)line.data, line.len, own()) != PROOF_REFUSED)
				test_fail(__FILE__, __LINE__, "byte %zu, bit %d: believed", i, bit);
			line.data[i] ^= (uint8_t)(1 << bit);
		}
	CHECK_OK(proof_check(&back, buf_str(&line), line.len, own()));
	key_free(key);
}

TEST(proof, cut_or_longer_it_is_refused)
{
	struct proof p, back;
	char text[PROOF_MAX + 80];
	AUTO_BUF line;

	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	p = a_proof();
	make(&line, &p);
	for (size_t n = 0; n < line.len; n++) {
		memcpy(text, line.data, n);
		text[n] = 0;
		CHECK_INT(proof_check(&back, text, n, own()), PROOF_REFUSED);
	}
	(void)snprintf(text, sizeof text, "%s ", buf_str(&line));
	CHECK_INT(proof_check(&back, text, strlen(text), own()), PROOF_REFUSED);
	(void)snprintf(text, sizeof text, " %s", buf_str(&line));
	CHECK_INT(proof_check(&back, text, strlen(text), own()), PROOF_REFUSED);
	(void)snprintf(text, sizeof text, "%s\n", buf_str(&line));
	CHECK_INT(proof_check(&back, text, strlen(text), own()), PROOF_REFUSED);
	(void)snprintf(text, sizeof text, "%s SIGN:00", buf_str(&line));
	CHECK_INT(proof_check(&back, text, strlen(text), own()), PROOF_REFUSED);
	key_free(key);
}

TEST(proof, another_devices_key_is_refused)
{
	struct key_secret *other;
	struct proof p, back;
	AUTO_BUF line;

	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	CHECK_OK(key_new(&other, KEY_DEVICE, false));
	p = a_proof();
	make(&line, &p);
	CHECK_INT(proof_check(&back, buf_str(&line), line.len, key_public_part(other)->bytes), PROOF_REFUSED);
	key_free(other);
	key_free(key);
}

/* What was never signed in this spelling is refused, even where it would mean the same. */
TEST(proof, has_one_spelling)
{
	static const char *const odd[] = {
	        "LOKET-PROOF-1 VERSION:1 GIT:A SLOT:V-0 CONFIG:00 STATION:AB DEVICE:00 TIME:2026-11-22T19:00:00Z SIGN:00",
	        "LOKET-PROOF-1", "LOKET-PROOF-2 VERSION:0.5.0", "", " ", "loket-proof-1 version:1"};
	struct proof p, back;
	char *time;
	AUTO_BUF line;

	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		CHECK_INT(proof_check(&back, odd[i], strlen(odd[i]), own()), PROOF_REFUSED);
	p = a_proof();
	make(&line, &p);
	(void)buf_str(&line);
	time = strstr((char *)line.data, "TIME:2026-11-22");
	CHECK(time != NULL);
	memcpy(time + 5, "2026-10-53", 10); /* the same day, counted on */
	CHECK_INT(proof_check(&back, (const char *)line.data, line.len, own()), PROOF_REFUSED);
	key_free(key);
}

TEST(proof, what_has_no_place_in_the_line_is_not_signed)
{
	struct proof p;
	AUTO_BUF line;

	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	buf_init(&line, PROOF_MAX);
	p = a_proof();
	(void)text_copy(p.version, sizeof p.version, "0.5 SLOT:V");
	CHECK(proof_make(&line, &p, key) < 0);
	p = a_proof();
	(void)text_copy(p.git, sizeof p.git, "");
	CHECK(proof_make(&line, &p, key) < 0);
	p = a_proof();
	p.slot_kind = 'Q';
	CHECK(proof_make(&line, &p, key) < 0);
	p = a_proof();
	(void)text_copy(p.station, sizeof p.station, "de mo");
	CHECK(proof_make(&line, &p, key) < 0);
	p = a_proof();
	p.at_s = -1;
	CHECK(proof_make(&line, &p, key) < 0);
	p.at_s = 253402300800;
	CHECK(proof_make(&line, &p, key) < 0);
	p.at_s = 253402300799;
	CHECK_OK(proof_make(&line, &p, key));
	key_free(key);
}

/* The longest of everything still fits a code. */
TEST(proof, longest_line_fits)
{
	struct proof p, back;
	AUTO_BUF line;

	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	p = a_proof();
	memset(p.version, '9', PROOF_VERSION_MAX);
	memset(p.git, 'F', PROOF_GIT_MAX);
	p.version[PROOF_VERSION_MAX] = p.git[PROOF_GIT_MAX] = 0;
	(void)text_copy(p.station, sizeof p.station, "ABCDEFGHIJKLMNOP");
	make(&line, &p);
	CHECK(line.len <= PROOF_MAX);
	CHECK_OK(proof_check(&back, buf_str(&line), line.len, own()));
	key_free(key);
}
