#include "harness.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sync/pki.h"
#include "sys/file.h"
#include "sys/proc.h"

#define DEVICE "00112233445566778899aabbccddeeff"

static void make_ca(const char *dir)
{
	struct pki_order order = {.role = PKI_CA, .dir = dir};

	CHECK_OK(pki_make(&order));
}

static void make_client(const char *dir, const char *ca, const char *device)
{
	struct pki_order order = {.role = PKI_CLIENT, .dir = dir, .ca_dir = ca, .names = &device, .n_names = 1};

	CHECK_OK(pki_make(&order));
}

/* OpenSSL is the other side's library: what it says about our certificates is what matters. */
static int openssl_says(struct buf *out, const char *const *argv)
{
	buf_clear(out);
	return proc_run(argv, out, 20000);
}

TEST(pki, another_library_accepts_the_chain)
{
	const char *server[] = {"openssl", "verify", "-CAfile", "ca/ca.crt", "-purpose", "sslserver",
	        "-verify_hostname", "hub.example.test", "hub/tls-server.crt", NULL};
	const char *client[] = {
	        "openssl", "verify", "-CAfile", "ca/ca.crt", "-purpose", "sslclient", "st/tls-client.crt", NULL};
	const char *swapped[] = {
	        "openssl", "verify", "-CAfile", "ca/ca.crt", "-purpose", "sslserver", "st/tls-client.crt", NULL};
	const char *names[] = {"hub.example.test", "192.0.2.7", "::1"};
	struct pki_order order = {.role = PKI_SERVER, .dir = "hub", .ca_dir = "ca", .names = names, .n_names = 3};
	AUTO_BUF out;

	buf_init(&out, 65536);
	make_ca("ca");
	CHECK_OK(pki_make(&order));
	make_client("st", "ca", DEVICE);
	CHECK_OK(openssl_says(&out, server));
	CHECK_OK(openssl_says(&out, client));
	CHECK(openssl_says(&out, swapped) < 0);
}

TEST(pki, another_library_reads_the_names)
{
	const char *server[] = {"openssl", "x509", "-in", "hub/tls-server.crt", "-noout", "-text", NULL};
	const char *client[] = {"openssl", "x509", "-in", "st/tls-client.crt", "-noout", "-text", NULL};
	struct pki_order order = {.role = PKI_SERVER, .dir = "hub", .ca_dir = "ca"};
	AUTO_BUF out;

	buf_init(&out, 65536);
	make_ca("ca");
	CHECK_OK(pki_make(&order));
	make_client("st", "ca", DEVICE);
	CHECK_OK(openssl_says(&out, server));
	CHECK_HAS(buf_str(&out), "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
	CHECK_HAS(buf_str(&out), "prime256v1");
	CHECK_HAS(buf_str(&out), "TLS Web Server Authentication");
	CHECK_OK(openssl_says(&out, client));
	CHECK_HAS(buf_str(&out), "serialNumber = " DEVICE);
	CHECK_HAS(buf_str(&out), "CA:FALSE");
	CHECK_HAS(buf_str(&out), "TLS Web Client Authentication");
}

TEST(pki, reads_back_the_card_of_a_client)
{
	const char *openssl[] = {
	        "openssl", "x509", "-in", "st/tls-client.crt", "-noout", "-fingerprint", "-sha256", NULL};
	struct pki_card card;
	AUTO_BUF out;
	char colons[3 * 32 + 1] = "";

	buf_init(&out, 4096);
	make_ca("ca");
	make_client("st", "ca", DEVICE);
	CHECK_OK(pki_read_card(&card, "st/tls-client.crt"));
	CHECK_TEXT(card.device, DEVICE);
	CHECK(strlen(card.serial) == 32 && card.until_s > (int64_t)time(NULL));
	for (int i = 0; i < 32; i++)
		sprintf(colons + 3 * i, "%c%c%s", card.print[2 * i] & (card.print[2 * i] >= 'a' ? ~32 : ~0),
		        card.print[2 * i + 1] & (card.print[2 * i + 1] >= 'a' ? ~32 : ~0), i < 31 ? ":" : "");
	CHECK_OK(openssl_says(&out, openssl));
	CHECK_HAS(buf_str(&out), colons);
}

TEST(pki, private_keys_are_for_the_owner_alone)
{
	struct stat st;

	make_ca("ca");
	make_client("st", "ca", DEVICE);
	CHECK(stat("ca/ca.key", &st) == 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	CHECK(stat("st/tls-client.key", &st) == 0);
	CHECK_INT(st.st_mode & 0777, 0600);
}

TEST(pki, never_overwrites_a_key)
{
	struct pki_order order = {.role = PKI_CA, .dir = "ca"};
	AUTO_BUF before;
	AUTO_BUF after;

	buf_init(&before, PKI_MAX_PEM);
	buf_init(&after, PKI_MAX_PEM);
	make_ca("ca");
	CHECK_OK(file_read(&before, "ca/ca.key"));
	CHECK_INT(pki_make(&order), -EEXIST);
	CHECK_HAS(err_why(), "never overwritten");
	CHECK_OK(file_read(&after, "ca/ca.key"));
	CHECK_TEXT(buf_str(&after), buf_str(&before));
}

TEST(pki, a_client_needs_a_whole_device_id)
{
	static const char *const bad[] = {"", "0011", DEVICE "0", "00112233445566778899aabbccddeefg"};

	make_ca("ca");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct pki_order order = {
		        .role = PKI_CLIENT, .dir = "st", .ca_dir = "ca", .names = &bad[i], .n_names = 1};

		CHECK_INT(pki_make(&order), -EINVAL);
		CHECK(!file_exists("st/tls-client.key"));
	}
}

TEST(pki, holds_at_most_sixteen_names)
{
	const char *names[PKI_MAX_NAMES + 1];
	struct pki_order order = {.role = PKI_SERVER, .ca_dir = "ca", .names = names};
	const char *dirs[] = {"n15", "n16", "n17"};

	for (size_t i = 0; i < PKI_MAX_NAMES + 1; i++)
		names[i] = "hub.example.test";
	make_ca("ca");
	for (size_t i = 0; i < 3; i++) {
		order.dir = dirs[i];
		order.n_names = PKI_MAX_NAMES - 1 + i;
		CHECK_INT(pki_make(&order), i < 2 ? 0 : -E2BIG);
	}
}

TEST(pki, a_missing_authority_is_named)
{
	const char *device = DEVICE;
	struct pki_order order = {.role = PKI_CLIENT, .dir = "st", .names = &device, .n_names = 1};

	CHECK_INT(pki_make(&order), -EINVAL);
	CHECK_HAS(err_why(), "--ca");
	order.ca_dir = "nowhere";
	CHECK_INT(pki_make(&order), -ENOENT);
	CHECK_HAS(err_why(), "nowhere/ca.crt");
}

TEST(pki, garbage_is_no_certificate)
{
	struct pki_card card;
	uint8_t bytes[64] = {0x30, 0x3e};

	CHECK_OK(file_replace("x.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", 60, 0644));
	CHECK(pki_read_card(&card, "x.crt") < 0);
	CHECK(pki_card_of_der(&card, bytes, sizeof(bytes)) < 0);
	CHECK(pki_card_of_der(&card, bytes, 0) < 0);
	CHECK_INT(pki_card_of_der(&card, bytes, PKI_MAX_PEM + 1), -EFBIG);
}
