#include "sync/transport_https.h"

#include <curl/curl.h>
#include <errno.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sys/file.h"
#include "sys/text.h"
#include "sys/version.h"

enum { CONNECT_MS = 10000, URL_MAX = 512, HEADER_MAX = 128 };

struct https {
	CURL *curl;
	char hub[256];
	int64_t floor_ms;
	char error[CURL_ERROR_SIZE];
};

struct call {
	struct transport_answer *out;
	bool too_large;
};

static size_t take_body(char *bytes, size_t size, size_t n, void *me)
{
	struct call *c = me;

	buf_add(&c->out->body, bytes, size * n);
	c->too_large = c->out->body.failed;
	return c->too_large ? 0 : size * n;
}

static size_t take_header(char *bytes, size_t size, size_t n, void *me)
{
	static const char name[] = "retry-after:";
	struct call *c = me;
	char value[24];
	size_t len = size * n, from = sizeof(name) - 1;

	if (len < from || strncasecmp(bytes, name, from) != 0)
		return len;
	while (from < len && bytes[from] == ' ')
		from++;
	while (len > from && (bytes[len - 1] == '\r' || bytes[len - 1] == '\n' || bytes[len - 1] == ' '))
		len--;
	if (len - from < sizeof(value)) {
		memcpy(value, bytes + from, len - from);
		value[len - from] = '\0';
		(void)text_i64(value, 0, INT32_MAX, &c->out->retry_after_s); /* a date instead: as if not said */
	}
	return size * n;
}

/* The clock of a board without battery starts in the past; its certificates are not wrong because of that. */
static CURLcode set_verify_time(CURL *curl, void *ctx, void *me)
{
	const struct https *h = me;
	time_t floor_s = (time_t)(h->floor_ms / 1000);

	(void)curl;
	if (time(NULL) < floor_s)
		X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(ctx), floor_s);
	return CURLE_OK;
}

static CURLcode set_trust(struct https *h, const struct https_world *w)
{
	CURL *c = h->curl;
	CURLcode e = curl_easy_setopt(c, CURLOPT_CAINFO, w->ca_file);

	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_SSLCERT, w->cert_file);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_SSLKEY, w->key_file);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_SSL_CTX_FUNCTION, set_verify_time);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_SSL_CTX_DATA, h);
	return e;
}

static CURLcode set_manners(struct https *h)
{
	CURL *c = h->curl;
	CURLcode e = curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);

	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "https");
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_PROXY, "");
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_USERAGENT, "loket-sync/" LOKET_VERSION);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_ERRORBUFFER, h->error);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
	return e;
}

static int need_file(const char *path)
{
	return file_exists(path)
	               ? 0
	               : err_new(ENOENT,
	                         "%s is missing: the station has no certificate yet (loketctl keys new --role "
	                         "tls-client).",
	                         path);
}

int https_open(struct https **out, const struct https_world *w)
{
	struct https *h;
	int r;

	if ((r = need_file(w->ca_file)) < 0 || (r = need_file(w->cert_file)) < 0 || (r = need_file(w->key_file)) < 0)
		return err_up(r);
	h = calloc(1, sizeof(*h));
	if (!h || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(h->curl = curl_easy_init())) {
		https_close(h);
		return err_new(ENOMEM, "There is no memory to speak with the hub.");
	}
	h->floor_ms = w->floor_ms;
	if (!text_copy(h->hub, sizeof(h->hub), w->hub) || set_trust(h, w) != CURLE_OK || set_manners(h) != CURLE_OK) {
		https_close(h);
		return err_new(EINVAL, "The connection to the hub can not be set up with these certificates.");
	}
	*out = h;
	return 0;
}

void https_close(struct https *h)
{
	if (!h)
		return;
	if (h->curl)
		curl_easy_cleanup(h->curl);
	free(h);
}

void https_raise_floor(struct https *h, int64_t floor_ms)
{
	if (floor_ms > h->floor_ms)
		h->floor_ms = floor_ms;
}

static CURLcode set_request(
        struct https *h, const char *url, struct curl_slist *headers, const struct transport_request *q)
{
	CURL *c = h->curl;
	CURLcode e = curl_easy_setopt(c, CURLOPT_URL, url);

	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)q->timeout_ms);
	if (e == CURLE_OK && !q->body)
		return curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_POST, 1L);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)q->len);
	if (e == CURLE_OK)
		e = curl_easy_setopt(c, CURLOPT_POSTFIELDS, q->body);
	return e;
}

static struct curl_slist *make_headers(const struct transport_request *q)
{
	char line[HEADER_MAX];
	/* no "Expect: 100-continue": one round trip less, and libmicrohttpd reads the body anyway */
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");

	snprintf(line, sizeof(line), "Content-Type: %s", q->type ? q->type : "application/octet-stream");
	if (q->body)
		list = curl_slist_append(list, line);
	snprintf(line, sizeof(line), "Content-Encoding: %s", q->coding ? q->coding : "");
	if (q->body && q->coding)
		list = curl_slist_append(list, line);
	snprintf(
	        line, sizeof(line), "Range: bytes=%lld-%lld", (long long)q->from, (long long)(q->from + q->length - 1));
	if (q->length > 0)
		list = curl_slist_append(list, line);
	return list;
}

static enum transport_end end_of(CURL *curl, CURLcode e)
{
	curl_off_t sending = 0;

	switch (e) {
	case CURLE_OK:
		return TRANSPORT_REPLY;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
		return TRANSPORT_UNTRUSTED;
	default:
		(void)curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME_T, &sending);
		return sending > 0 ? TRANSPORT_CUT : TRANSPORT_UNREACHABLE;
	}
}

static int64_t mono_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int call(void *me, struct transport_answer *out, const struct transport_request *q)
{
	struct https *h = me;
	struct call c = {.out = out};
	struct curl_slist *headers = make_headers(q);
	char url[URL_MAX];
	long status = 0;
	int64_t began = mono_ms();
	CURLcode e;

	buf_clear(&out->body);
	out->retry_after_s = -1;
	h->error[0] = '\0';
	snprintf(url, sizeof(url), "%s%s", h->hub, q->path);
	e = headers ? set_request(h, url, headers, q) : CURLE_OUT_OF_MEMORY;
	if (e != CURLE_OK || curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, &c) != CURLE_OK ||
	        curl_easy_setopt(h->curl, CURLOPT_HEADERDATA, &c) != CURLE_OK) {
		curl_slist_free_all(headers);
		return err_new(ENOMEM, "A request to the hub could not be made: %s.", curl_easy_strerror(e));
	}
	e = curl_easy_perform(h->curl);
	(void)curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
	out->end = end_of(h->curl, e);
	out->status = out->end == TRANSPORT_REPLY ? (unsigned)status : 0;
	out->took_ms = mono_ms() - began;
	out->why[0] = '\0';
	if (out->end != TRANSPORT_REPLY)
		(void)text_copy(out->why, sizeof(out->why),
		        c.too_large   ? "The answer was larger than a hub's can be"
		        : h->error[0] ? h->error
		                      : curl_easy_strerror(e));
	curl_slist_free_all(headers);
	return 0;
}

struct transport https_transport(struct https *h)
{
	return (struct transport){call, h};
}
