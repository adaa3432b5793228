/* Why a bundle was refused, read from real signatures. */
#include <stdio.h>
#include <unistd.h>

#include "board/update_signature.h"
#include "board_pki.h"
#include "sys/buf.h"
#include "sys/file.h"

static char why[RAUC_WHY_MAX + 1];

static void make(const char *out, const char *pki, const char *format)
{
	const struct real_bundle b = {.pki = pki, .compatible = "loket-test", .version = "0.5.0", .format = format};

	bundle_make(out, &b);
}

TEST_LIMIT(signature, its_reasons_are_named, 120)
{
	static const char *const crl[] = {"ours/ca.cert.pem", "ours/crl.pem", NULL};

	pki_need();
	pki_make("ours");
	pki_make("theirs");
	make("good.raucb", "ours", NULL);
	make("foreign.raucb", "theirs", NULL);
	make("plain.raucb", "ours", "plain");
	CHECK_INT(update_signature_explain(why, "good.raucb", "ours/ca.cert.pem"), RAUC_FAILED);
	CHECK_INT(update_signature_explain(why, "foreign.raucb", "ours/ca.cert.pem"), RAUC_FOREIGN);
	CHECK_HAS(why, "not signed by whom");
	CHECK_INT(update_signature_explain(why, "good.raucb", "theirs/ca.cert.pem"), RAUC_FOREIGN);
	CHECK_INT(update_signature_explain(why, "plain.raucb", "ours/ca.cert.pem"), RAUC_FORMAT);
	CHECK_INT(update_signature_explain(why, "good.raucb", "no-keyring"), RAUC_FOREIGN);
	pki_revoke("ours", "leaf");
	pki_keyring("with-crl.pem", crl);
	CHECK_INT(update_signature_explain(why, "good.raucb", "with-crl.pem"), RAUC_FOREIGN);
}

TEST_LIMIT(signature, every_changed_byte_of_the_signed_part_has_a_reason, 120)
{
	int kinds[RAUC_FAILED + 1] = {0};
	AUTO_BUF good;

	pki_need();
	pki_make("ours");
	make("good.raucb", "ours", NULL);
	buf_init(&good, 1 << 22);
	CHECK_OK(file_read(&good, "good.raucb"));
	for (size_t back = 1; back < 1150; back += 7) {
		good.data[good.len - back] ^= 0x10;
		CHECK_OK(file_replace("changed.raucb", good.data, good.len, 0644));
		good.data[good.len - back] ^= 0x10;
		kinds[update_signature_explain(why, "changed.raucb", "ours/ca.cert.pem")]++;
		CHECK(*why);
	}
	printf("damaged %d, foreign %d, format %d, nothing seen %d\n", kinds[RAUC_DAMAGED], kinds[RAUC_FOREIGN],
	        kinds[RAUC_FORMAT], kinds[RAUC_FAILED]);
	CHECK(kinds[RAUC_DAMAGED] > 50);
	CHECK(kinds[RAUC_FAILED] < 20); /* an unsigned attribute of an authority's certificate, perhaps */
}

TEST(signature, what_is_no_bundle_is_damaged)
{
	uint8_t bytes[64] = {0};

	CHECK_INT(update_signature_explain(why, "nowhere", "nowhere"), RAUC_DAMAGED);
	for (size_t n = 0; n <= sizeof bytes; n += 8) {
		CHECK_OK(file_replace("odd", bytes, n, 0644));
		CHECK_INT(update_signature_explain(why, "odd", "nowhere"), RAUC_DAMAGED);
	}
	bytes[63] = 56; /* a size that reaches to the very beginning */
	CHECK_OK(file_replace("odd", bytes, sizeof bytes, 0644));
	CHECK_INT(update_signature_explain(why, "odd", "nowhere"), RAUC_DAMAGED);
	bytes[63] = 57;
	CHECK_OK(file_replace("odd", bytes, sizeof bytes, 0644));
	CHECK_INT(update_signature_explain(why, "odd", "nowhere"), RAUC_DAMAGED);
	CHECK_INT(update_signature_explain(why, "/dev/zero", "nowhere"), RAUC_DAMAGED);
}
