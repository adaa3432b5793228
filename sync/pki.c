#include "sync/pki.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "sys/file.h"
#include "sys/text.h"

enum { DAY_S = 86400, SERIAL_BYTES = 16 };

struct pair {
	gnutls_x509_crt_t crt;
	gnutls_x509_privkey_t key;
};

static const char *const base_name[] = {[PKI_CA] = "ca", [PKI_SERVER] = "tls-server", [PKI_CLIENT] = "tls-client"};

static int gnutls_trouble(int g, const char *doing)
{
	return err_new(EIO, "%s did not work: %s.", doing, gnutls_strerror(g));
}

static void pair_fini(struct pair *p)
{
	if (p->crt)
		gnutls_x509_crt_deinit(p->crt);
	if (p->key)
		gnutls_x509_privkey_deinit(p->key);
	*p = (struct pair){0};
}

static int pair_init(struct pair *p)
{
	int g = gnutls_x509_crt_init(&p->crt);

	if (g >= 0)
		g = gnutls_x509_privkey_init(&p->key);
	return g < 0 ? gnutls_trouble(g, "Making room for a certificate") : 0;
}

static int path_of(char *out, size_t room, const char *dir, enum pki_role role, const char *ending)
{
	char name[32];

	snprintf(name, sizeof(name), "%s.%s", base_name[role], ending);
	return path_join(out, room, dir, name);
}

static int read_pem(gnutls_datum_t *out, struct buf *b, const char *path)
{
	int r = file_read(b, path);

	if (r < 0)
		return err_up(r);
	*out = (gnutls_datum_t){b->data, (unsigned)b->len};
	return 0;
}

static int load_ca(struct pair *ca, const char *dir)
{
	char path[4096];
	AUTO_BUF pem;
	gnutls_datum_t d;
	int r, g;

	buf_init(&pem, PKI_MAX_PEM);
	if ((r = path_of(path, sizeof(path), dir, PKI_CA, "crt")) < 0 || (r = read_pem(&d, &pem, path)) < 0)
		return err_up(r);
	if ((g = gnutls_x509_crt_import(ca->crt, &d, GNUTLS_X509_FMT_PEM)) < 0)
		return err_new(EINVAL, "%s is no certificate in PEM form: %s.", path, gnutls_strerror(g));
	buf_clear(&pem);
	if ((r = path_of(path, sizeof(path), dir, PKI_CA, "key")) < 0 || (r = read_pem(&d, &pem, path)) < 0)
		return err_up(r);
	if ((g = gnutls_x509_privkey_import(ca->key, &d, GNUTLS_X509_FMT_PEM)) < 0)
		return err_new(EINVAL, "%s is no private key in PEM form: %s.", path, gnutls_strerror(g));
	return 0;
}

/* Serial numbers are random (RFC 5280 wants them positive and unique), so a CA needs no counter file. */
static int set_basics(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, const struct pki_order *o)
{
	static const int years[] = {[PKI_CA] = 10, [PKI_SERVER] = 3, [PKI_CLIENT] = 3};
	uint8_t serial[SERIAL_BYTES], id[20];
	size_t id_len = sizeof(id);
	time_t now = time(NULL);
	bool preset = o->from_s == 0 && o->until_s == 0;
	int g = gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof(serial));

	serial[0] = (uint8_t)((serial[0] & 0x3f) | 0x40);
	if (g < 0 || (g = gnutls_x509_crt_set_version(crt, 3)) < 0 ||
	        (g = gnutls_x509_crt_set_serial(crt, serial, sizeof(serial))) < 0 ||
	        (g = gnutls_x509_crt_set_key(crt, key)) < 0 ||
	        (g = gnutls_x509_crt_set_activation_time(crt, preset ? now - DAY_S : (time_t)o->from_s)) < 0 ||
	        (g = gnutls_x509_crt_set_expiration_time(
	                 crt, preset ? now + (time_t)years[o->role] * 366 * DAY_S : (time_t)o->until_s)) < 0 ||
	        (g = gnutls_x509_crt_get_key_id(crt, 0, id, &id_len)) < 0 ||
	        (g = gnutls_x509_crt_set_subject_key_id(crt, id, id_len)) < 0)
		return gnutls_trouble(g, "Filling in a certificate");
	return 0;
}

static int set_subject(gnutls_x509_crt_t crt, const char *oid, const char *text)
{
	int g = gnutls_x509_crt_set_dn_by_oid(crt, oid, 0, text, (unsigned)strlen(text));

	return g < 0 ? err_new(EINVAL, "'%s' can not stand in a certificate: %s.", text, gnutls_strerror(g)) : 0;
}

static int set_server_name(gnutls_x509_crt_t crt, const char *name)
{
	uint8_t address[16];
	int g;

	if (inet_pton(AF_INET, name, address) == 1)
		g = gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, address, 4, GNUTLS_FSAN_APPEND);
	else if (inet_pton(AF_INET6, name, address) == 1)
		g = gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, address, 16, GNUTLS_FSAN_APPEND);
	else
		g = gnutls_x509_crt_set_subject_alt_name(
		        crt, GNUTLS_SAN_DNSNAME, name, (unsigned)strlen(name), GNUTLS_FSAN_APPEND);
	return g < 0 ? err_new(EINVAL, "'%s' is no host name or address: %s.", name, gnutls_strerror(g)) : 0;
}

static int set_ca(gnutls_x509_crt_t crt, const struct pki_order *o)
{
	int g, r = set_subject(crt, GNUTLS_OID_X520_COMMON_NAME, o->n_names > 0 ? o->names[0] : "Loket private CA");

	if (r < 0)
		return err_up(r);
	if ((g = gnutls_x509_crt_set_basic_constraints(crt, 1, 0)) < 0 ||
	        (g = gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN)) < 0)
		return gnutls_trouble(g, "Marking a certificate as an authority's");
	return 0;
}

static int set_server(gnutls_x509_crt_t crt, const struct pki_order *o)
{
	static const char *const preset[] = {"localhost", "127.0.0.1", "::1"};
	const char *const *names = o->n_names > 0 ? o->names : preset;
	size_t n = o->n_names > 0 ? o->n_names : 3;
	int r = set_subject(crt, GNUTLS_OID_X520_COMMON_NAME, names[0]);

	for (size_t i = 0; r == 0 && i < n; i++)
		r = set_server_name(crt, names[i]);
	return r < 0 ? err_up(r) : 0;
}

static int set_client(gnutls_x509_crt_t crt, const struct pki_order *o)
{
	uint8_t id[PKI_DEVICE_HEX / 2];
	char name[48];
	int r;

	if (o->n_names != 1 || !hex_take(id, sizeof(id), o->names[0]))
		return err_new(EINVAL, "A client certificate needs one name: the device id, 32 hexadecimal digits.");
	snprintf(name, sizeof(name), "kiosk-%s", o->names[0]);
	if ((r = set_subject(crt, GNUTLS_OID_X520_COMMON_NAME, name)) < 0)
		return err_up(r);
	/* 2.5.4.5 = serialNumber of the subject; GnuTLS has no name for it */
	return err_up(set_subject(crt, "2.5.4.5", o->names[0]));
}

static int set_leaf_use(gnutls_x509_crt_t crt, enum pki_role role)
{
	const char *purpose = role == PKI_SERVER ? GNUTLS_KP_TLS_WWW_SERVER : GNUTLS_KP_TLS_WWW_CLIENT;
	int g;

	if ((g = gnutls_x509_crt_set_basic_constraints(crt, 0, -1)) < 0 ||
	        (g = gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE)) < 0 ||
	        (g = gnutls_x509_crt_set_key_purpose_oid(crt, purpose, 0)) < 0)
		return gnutls_trouble(g, "Saying what a certificate is for");
	return 0;
}

static int fill_in(struct pair *p, const struct pki_order *o)
{
	int r = set_basics(p->crt, p->key, o);

	if (r < 0)
		return err_up(r);
	switch (o->role) {
	case PKI_CA:
		return err_up(set_ca(p->crt, o));
	case PKI_SERVER:
		r = set_server(p->crt, o);
		break;
	case PKI_CLIENT:
		r = set_client(p->crt, o);
		break;
	}
	return r < 0 ? err_up(r) : err_up(set_leaf_use(p->crt, o->role));
}

static int save(const struct pair *p, const char *key_path, const char *crt_path)
{
	gnutls_datum_t pem = {0};
	int r, g = gnutls_x509_privkey_export2(p->key, GNUTLS_X509_FMT_PEM, &pem);

	if (g < 0)
		return gnutls_trouble(g, "Writing a private key");
	r = file_replace(key_path, pem.data, pem.size, 0600);
	wipe(pem.data, pem.size);
	gnutls_free(pem.data);
	if (r < 0)
		return err_up(r);
	if ((g = gnutls_x509_crt_export2(p->crt, GNUTLS_X509_FMT_PEM, &pem)) < 0)
		return gnutls_trouble(g, "Writing a certificate");
	r = file_replace(crt_path, pem.data, pem.size, 0644);
	gnutls_free(pem.data);
	return err_up(r);
}

static int issue(struct pair *p, struct pair *ca, const struct pki_order *o)
{
	struct pair *issuer = o->role == PKI_CA ? p : ca;
	uint8_t id[20];
	size_t id_len = sizeof(id);
	int g, r;

	if (o->role != PKI_CA && (r = load_ca(ca, o->ca_dir)) < 0)
		return err_up(r);
	g = gnutls_x509_privkey_generate(p->key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
	if (g < 0)
		return gnutls_trouble(g, "Making a key pair");
	if ((r = fill_in(p, o)) < 0)
		return err_up(r);
	if ((g = gnutls_x509_crt_get_key_id(issuer->crt, 0, id, &id_len)) < 0 ||
	        (g = gnutls_x509_crt_set_authority_key_id(p->crt, id, id_len)) < 0 ||
	        (g = gnutls_x509_crt_sign2(p->crt, issuer->crt, issuer->key, GNUTLS_DIG_SHA256, 0)) < 0)
		return gnutls_trouble(g, "Signing a certificate");
	return 0;
}

int pki_make(const struct pki_order *o)
{
	char key_path[4096], crt_path[4096];
	struct pair p = {0}, ca = {0};
	int r;

	if (o->n_names > PKI_MAX_NAMES)
		return err_new(E2BIG, "A certificate holds at most %d names.", PKI_MAX_NAMES);
	if (o->role != PKI_CA && !o->ca_dir)
		return err_new(EINVAL, "Name the folder of the certificate authority with --ca DIR.");
	if ((r = path_of(key_path, sizeof(key_path), o->dir, o->role, "key")) < 0 ||
	        (r = path_of(crt_path, sizeof(crt_path), o->dir, o->role, "crt")) < 0)
		return err_up(r);
	if (file_exists(key_path))
		return err_new(EEXIST, "%s exists already; move it away first, keys are never overwritten.", key_path);
	if ((r = dir_make(o->dir, 0700)) < 0)
		return err_up(r);
	if ((r = pair_init(&p)) == 0 && (r = pair_init(&ca)) == 0 && (r = issue(&p, &ca, o)) == 0)
		r = save(&p, key_path, crt_path);
	pair_fini(&p);
	pair_fini(&ca);
	return err_up(r);
}

static int card_of_crt(struct pki_card *out, gnutls_x509_crt_t crt)
{
	struct pki_card card = {0};
	uint8_t serial[20], print[32];
	size_t serial_len = sizeof(serial), print_len = sizeof(print), device_room = sizeof(card.device);
	int g;

	/* A longer or missing serialNumber leaves the device empty: no station has that certificate. */
	if (gnutls_x509_crt_get_dn_by_oid(crt, "2.5.4.5", 0, 0, card.device, &device_room) < 0)
		card.device[0] = '\0';
	if ((g = gnutls_x509_crt_get_serial(crt, serial, &serial_len)) < 0 ||
	        (g = gnutls_x509_crt_get_fingerprint(crt, GNUTLS_DIG_SHA256, print, &print_len)) < 0)
		return err_new(EINVAL, "A certificate can not be read: %s.", gnutls_strerror(g));
	hex_put(card.serial, serial, serial_len);
	hex_put(card.print, print, print_len);
	card.from_s = (int64_t)gnutls_x509_crt_get_activation_time(crt);
	card.until_s = (int64_t)gnutls_x509_crt_get_expiration_time(crt);
	*out = card;
	return 0;
}

static int card_of(struct pki_card *out, const void *bytes, size_t n, gnutls_x509_crt_fmt_t form)
{
	gnutls_datum_t d = {(unsigned char *)(uintptr_t)bytes, (unsigned)n};
	gnutls_x509_crt_t crt;
	int r, g;

	if (n > PKI_MAX_PEM)
		return err_new(EFBIG, "A certificate is larger than %d bytes.", PKI_MAX_PEM);
	if ((g = gnutls_x509_crt_init(&crt)) < 0)
		return gnutls_trouble(g, "Making room for a certificate");
	g = gnutls_x509_crt_import(crt, &d, form);
	r = g < 0 ? err_new(EINVAL, "This is no certificate: %s.", gnutls_strerror(g)) : card_of_crt(out, crt);
	gnutls_x509_crt_deinit(crt);
	return err_up(r);
}

int pki_card_of_der(struct pki_card *out, const void *der, size_t n)
{
	return err_up(card_of(out, der, n, GNUTLS_X509_FMT_DER));
}

int pki_read_card(struct pki_card *out, const char *path)
{
	AUTO_BUF pem;
	int r;

	buf_init(&pem, PKI_MAX_PEM);
	if ((r = file_read(&pem, path)) < 0)
		return err_up(r);
	return err_up(card_of(out, pem.data, pem.len, GNUTLS_X509_FMT_PEM));
}
