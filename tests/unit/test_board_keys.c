/* Whom a device believes: the authority is changed, a key is taken back, demonstration keys. With the real rauc. */
#include <stdio.h>

#include "board_pki.h"
#include "sys/file.h"
#include "sys/text.h"

static void make(const char *out, const char *pki, const char *version)
{
	const struct real_bundle b = {.pki = pki, .compatible = "loket-test", .version = version};

	bundle_make(out, &b);
}

TEST_LIMIT(keys, the_authority_is_changed_by_an_overlap, 120)
{
	static const char *const both[] = {"old/ca.cert.pem", "new/ca.cert.pem", NULL};

	pki_need();
	pki_make("old");
	pki_make("new");
	pki_keyring("both.pem", both);
	device_conf("first.conf", "old/ca.cert.pem", false);
	device_conf("overlap.conf", "both.pem", false);
	device_conf("last.conf", "new/ca.cert.pem", false);
	make("by-old.raucb", "old", "0.5.0");
	make("by-new.raucb", "new", "0.6.0");
	/* 1. before: only the old key */
	CHECK(rauc_takes("first.conf", "by-old.raucb", NULL));
	CHECK(!rauc_takes("first.conf", "by-new.raucb", NULL));
	/* 2. the version signed by the old key brought a keyring with both */
	CHECK(rauc_takes("overlap.conf", "by-old.raucb", NULL));
	CHECK(rauc_takes("overlap.conf", "by-new.raucb", NULL));
	/* 3. the version signed by the new key brought the new alone: the old one is over */
	CHECK(rauc_takes("last.conf", "by-new.raucb", NULL));
	CHECK(!rauc_takes("last.conf", "by-old.raucb", NULL));
}

TEST_LIMIT(keys, a_leaf_that_leaked_is_taken_back, 120)
{
	static const char *const with_list[] = {"ours/ca.cert.pem", "ours/crl.pem", NULL};
	const struct real_bundle leaked = {
	        .pki = "ours", .leaf = "leaf", .compatible = "loket-test", .version = "0.5.0"};
	const struct real_bundle fresh = {
	        .pki = "ours", .leaf = "second", .compatible = "loket-test", .version = "0.6.0"};
	char said[4096];

	pki_need();
	pki_make("ours");
	pki_leaf("ours", "second");
	bundle_make("leaked.raucb", &leaked);
	bundle_make("fresh.raucb", &fresh);
	device_conf("before.conf", "ours/ca.cert.pem", false);
	CHECK(rauc_takes("before.conf", "leaked.raucb", NULL));
	pki_revoke("ours", "leaf");
	pki_keyring("with-list.pem", with_list);
	device_conf("after.conf", "with-list.pem", true);
	CHECK(!rauc_takes("after.conf", "leaked.raucb", said));
	CHECK_HAS(said, "revoked");
	CHECK(rauc_takes("after.conf", "fresh.raucb", NULL));
}

TEST_LIMIT(keys, what_a_demonstration_key_signed_is_refused_by_production, 120)
{
	char said[4096];

	pki_need();
	pki_make("production");
	pki_make("demonstration");
	device_conf("device.conf", "production/ca.cert.pem", false);
	make("demo.raucb", "demonstration", "9.0.0");
	CHECK(!rauc_takes("device.conf", "demo.raucb", said));
	CHECK_HAS(said, "signature verification failed");
}

TEST_LIMIT(keys, a_key_that_is_not_for_code_is_refused, 120)
{
	pki_need();
	pki_make("ours");
	/* A certificate of the same authority, made for TLS clients. */
	CHECK_OK(file_replace("openssl.cnf",
	        "[req]\ndistinguished_name=d\n[d]\n[leaf]\nbasicConstraints=critical,CA:FALSE\n"
	        "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,clientAuth\n",
	        strlen("[req]\ndistinguished_name=d\n[d]\n[leaf]\nbasicConstraints=critical,CA:FALSE\n"
	               "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,clientAuth\n"),
	        0644));
	pki_leaf("ours", "tls");
	const struct real_bundle b = {.pki = "ours", .leaf = "tls", .compatible = "loket-test", .version = "0.5.0"};
	device_conf("device.conf", "ours/ca.cert.pem", false);
	bundle_make("tls.raucb", &b);
	CHECK(!rauc_takes("device.conf", "tls.raucb", NULL));
}

/* The whole file in steps: whatever byte of the signed head changes, it is not taken. The image's own bytes are
 * dm-verity's, which only a device has: make vm. */
TEST_LIMIT(keys, a_byte_changed_in_what_is_signed_is_refused, 120)
{
	AUTO_BUF good;
	int refused = 0;

	pki_need();
	pki_make("ours");
	device_conf("device.conf", "ours/ca.cert.pem", false);
	make("good.raucb", "ours", "0.5.0");
	buf_init(&good, 1 << 22);
	CHECK_OK(file_read(&good, "good.raucb"));
	for (size_t back = 9; back < 1000; back += 61) {
		size_t at = good.len - back;

		good.data[at] ^= 1;
		CHECK_OK(file_replace("changed.raucb", good.data, good.len, 0644));
		good.data[at] ^= 1;
		refused += !rauc_takes("device.conf", "changed.raucb", NULL);
	}
	/* A few bytes of a certificate that signs nothing may change without harm; none of the manifest or its signature. */
	CHECK(refused >= 15);
	CHECK(rauc_takes("device.conf", "good.raucb", NULL));
}
