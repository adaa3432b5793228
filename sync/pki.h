#pragma once

/*
 * pki - the private certificate authority of stations and their hub
 *
 * Kiosk and hub belong to one organisation, so they trust one small authority
 * of their own and no other. Keys are ECDSA P-256; certificates are X.509 v3,
 * written as PEM, the private key beside it with mode 0600 and never
 * overwritten: an existing key is a surprise (-EEXIST) with its sentence.
 *
 *   role     files in dir                        names
 *   CA       ca.crt          ca.key              [0] what it is called; none: "Loket private CA"
 *   server   tls-server.crt  tls-server.key      host names and IP addresses; none: localhost 127.0.0.1 ::1
 *   client   tls-client.crt  tls-client.key      [0] the device id, 32 lower-case hexadecimal digits
 *
 * The device id stands in the client certificate's subject as serialNumber
 * (RFC 4519 2.31): the hub knows a station by that and by nothing a body says.
 */
#include <stdint.h>
#include "sys/err.h"

enum pki_role { PKI_CA, PKI_SERVER, PKI_CLIENT };
enum { PKI_MAX_NAMES = 16, PKI_DEVICE_HEX = 32, PKI_PRINT_HEX = 64, PKI_MAX_PEM = 65536 };

struct pki_order {
	enum pki_role role;
	const char *dir; /* is made when absent */
	const char *ca_dir; /* where ca.crt and ca.key lie; NULL for a CA: it signs itself */
	const char *const *names; /* borrowed; at most PKI_MAX_NAMES */
	size_t n_names;
	int64_t from_s, until_s; /* seconds since 1970; both 0: a day ago until 10 years (CA), 3 (others) ahead */
};

/* What the hub keeps of a client certificate. */
struct pki_card {
	char device[PKI_DEVICE_HEX + 1]; /* "" where the subject has no serialNumber */
	char serial[41]; /* hexadecimal, at most 20 bytes (RFC 5280 4.1.2.2) */
	char print[PKI_PRINT_HEX + 1]; /* SHA-256 of the DER bytes */
	int64_t from_s, until_s;
};

NODISCARD int pki_make(const struct pki_order *order);
/* Reads the first certificate of a PEM file. */
NODISCARD int pki_read_card(struct pki_card *out, const char *path);
/* The same from DER bytes, as a TLS peer shows them. */
NODISCARD int pki_card_of_der(struct pki_card *out, const void *der, size_t n);
