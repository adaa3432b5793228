#include "board/update_signature.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/text.h"

enum { TAIL = 8, SIGNATURE_MOST = 64 * 1024 };

static int say(char why[RAUC_WHY_MAX + 1], int kind, const char *sentence)
{
	(void)text_copy(why, RAUC_WHY_MAX + 1, sentence);
	return kind;
}

/* The signature's bytes; NULL when the file's end makes no sense. */
static uint8_t *read_signature(size_t *n, int fd)
{
	uint8_t tail[TAIL], *bytes;
	struct stat st;
	uint64_t size = 0;

	if (fstat(fd, &st) < 0 || st.st_size <= TAIL ||
	        pread(fd, tail, sizeof tail, st.st_size - TAIL) != (ssize_t)sizeof tail)
		return NULL;
	for (int i = 0; i < TAIL; i++)
		size = size << 8 | tail[i];
	if (size == 0 || size > SIGNATURE_MOST || (int64_t)size > st.st_size - TAIL)
		return NULL;
	bytes = malloc(size);
	if (bytes && pread(fd, bytes, size, st.st_size - TAIL - (int64_t)size) != (ssize_t)size) {
		free(bytes);
		bytes = NULL;
	}
	*n = size;
	return bytes;
}

static CMS_ContentInfo *take_signature(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	CMS_ContentInfo *cms = NULL;
	uint8_t *bytes = NULL;
	const uint8_t *p;
	size_t n = 0;

	if (fd >= 0)
		bytes = read_signature(&n, fd);
	p = bytes;
	if (bytes)
		cms = d2i_CMS_ContentInfo(NULL, &p, (long)n);
	if (cms && (p != bytes + n || OBJ_obj2nid(CMS_get0_type(cms)) != NID_pkcs7_signed)) {
		CMS_ContentInfo_free(cms);
		cms = NULL;
	}
	free(bytes);
	if (fd >= 0)
		(void)close(fd);
	return cms;
}

/* Certificates and revocation lists of the keyring, as RAUC takes them. */
static X509_STORE *take_keyring(const char *path)
{
	X509_STORE *store = X509_STORE_new();
	BIO *file = BIO_new_file(path, "r");
	STACK_OF(X509_INFO) *list = file ? PEM_X509_INFO_read_bio(file, NULL, NULL, NULL) : NULL;

	for (int i = 0; store && list && i < sk_X509_INFO_num(list); i++) {
		const X509_INFO *one = sk_X509_INFO_value(list, i);

		if (one->x509)
			(void)X509_STORE_add_cert(store, one->x509);
		if (one->crl && X509_STORE_add_crl(store, one->crl))
			(void)X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
	}
	if (store)
		(void)X509_STORE_set_purpose(store, X509_PURPOSE_ANY);
	sk_X509_INFO_pop_free(list, X509_INFO_free);
	BIO_free(file);
	return store;
}

static bool holds_verity(BIO *manifest)
{
	char *text;
	long n = BIO_get_mem_data(manifest, &text);

	return n > 0 && memmem(text, (size_t)n, "\nformat=verity\n", strlen("\nformat=verity\n"));
}

static int judge(char why[RAUC_WHY_MAX + 1], CMS_ContentInfo *cms, X509_STORE *store, BIO *manifest)
{
	if (CMS_is_detached(cms))
		return say(why, RAUC_FORMAT, "the bundle is not in the verity format: make it with format=verity");
	if (CMS_verify(cms, NULL, store, NULL, manifest, CMS_BINARY) == 1)
		return holds_verity(manifest)
		               ? say(why, RAUC_FAILED, "RAUC refused the bundle; its own log on this device says why")
		               : say(why, RAUC_FORMAT,
		                         "the bundle is not in the verity format: make it with format=verity");
	if (ERR_GET_REASON(ERR_peek_last_error()) == CMS_R_CERTIFICATE_VERIFY_ERROR ||
	        ERR_GET_REASON(ERR_peek_error()) == CMS_R_CERTIFICATE_VERIFY_ERROR ||
	        ERR_GET_REASON(ERR_peek_last_error()) == CMS_R_SIGNER_CERTIFICATE_NOT_FOUND)
		return say(why, RAUC_FOREIGN, "the bundle is not signed by whom this device trusts");
	return say(why, RAUC_DAMAGED, "the bundle's signature does not fit its content: copy the file again");
}

int update_signature_explain(char why[RAUC_WHY_MAX + 1], const char *file, const char *keyring)
{
	CMS_ContentInfo *cms = take_signature(file);
	X509_STORE *store = take_keyring(keyring);
	BIO *manifest = BIO_new(BIO_s_mem());
	int kind;

	ERR_clear_error();
	if (!store || !manifest)
		kind = say(why, RAUC_FAILED, "there is no memory to look at the signature");
	else if (!cms)
		kind = say(why, RAUC_DAMAGED, "the bundle has no whole signature: copy the file again");
	else
		kind = judge(why, cms, store, manifest);
	ERR_clear_error();
	BIO_free(manifest);
	X509_STORE_free(store);
	CMS_ContentInfo_free(cms);
	return kind;
}
