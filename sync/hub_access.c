#include "sync/hub_access.h"

#include <errno.h>
#include <gnutls/x509.h>

#include "sync/pki.h"
#include "sys/text.h"

static int verify(gnutls_session_t session)
{
	gnutls_typed_vdata_st purpose = {
	        GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *)(uintptr_t)GNUTLS_KP_TLS_WWW_CLIENT, 0};
	unsigned status = 0;
	int g = gnutls_certificate_verify_peers(session, &purpose, 1, &status);

	if (g == GNUTLS_E_NO_CERTIFICATE_FOUND)
		return ACCESS_NO_CERTIFICATE;
	if (g < 0)
		return ACCESS_FOREIGN;
	if (status == 0)
		return 0;
	/* only the dates are wrong: say so, for the technician who looks at a station's clock */
	if ((status & ~(unsigned)(GNUTLS_CERT_INVALID | GNUTLS_CERT_EXPIRED | GNUTLS_CERT_NOT_ACTIVATED)) == 0 &&
	        (status & (GNUTLS_CERT_EXPIRED | GNUTLS_CERT_NOT_ACTIVATED)) != 0)
		return ACCESS_EXPIRED;
	return ACCESS_FOREIGN;
}

int hub_access(struct hub_device *out, gnutls_session_t session, struct hub_store *devices)
{
	const gnutls_datum_t *chain;
	unsigned n = 0;
	struct hub_device d;
	struct pki_card card;
	uint8_t id[16];
	int r = verify(session);

	if (r != 0)
		return r;
	chain = gnutls_certificate_get_peers(session, &n);
	if (!chain || n == 0)
		return ACCESS_NO_CERTIFICATE;
	if (pki_card_of_der(&card, chain[0].data, chain[0].size) < 0 || !hex_take(id, sizeof(id), card.device))
		return ACCESS_UNKNOWN;
	if ((r = devices->ops->get_device(devices->me, &d, id)) < 0)
		return err_up(r);
	if (d.trust == HUB_UNKNOWN)
		return ACCESS_UNKNOWN;
	if (d.trust != HUB_KNOWN)
		return ACCESS_REVOKED;
	if (d.print[0] && !text_is(d.print, card.print))
		return ACCESS_OTHER;
	*out = d;
	return 0;
}
