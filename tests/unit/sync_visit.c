#include "sync_visit.h"

#include <curl/curl.h>
#include <stdio.h>

#include "harness.h"
#include "sys/text.h"

static size_t collect(char *bytes, size_t size, size_t n, void *me)
{
	buf_add(me, bytes, size * n);
	return size * n;
}

/* As a stranger would come: libcurl, our CA for the hub, whatever client certificate. */
long visit(struct visit *v, const struct sync_world *w)
{
	CURL *c = curl_easy_init();
	struct curl_slist *list = NULL;
	char url[200], line[120];

	CHECK(c != NULL);
	buf_init(&v->body, 1 << 20);
	buf_init(&v->headers, 1 << 16);
	snprintf(url, sizeof(url), "https://127.0.0.1:%u%s", w->port, v->path);
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_CAINFO, "ca/ca.crt");
	curl_easy_setopt(c, CURLOPT_TIMEOUT, 10L);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, collect);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, &v->body);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, &v->headers);
	if (v->cert) {
		curl_easy_setopt(c, CURLOPT_SSLCERT, v->cert);
		curl_easy_setopt(c, CURLOPT_SSLKEY, v->key);
	}
	if (v->post) {
		snprintf(line, sizeof(line), "Content-Type: %s",
		        v->type ? v->type : "application/cloudevents-batch+json");
		list = curl_slist_append(list, line);
		snprintf(line, sizeof(line), "Content-Encoding: %s", v->coding);
		if (v->coding)
			list = curl_slist_append(list, line);
		curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)v->post_len);
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, v->post);
		curl_easy_setopt(c, CURLOPT_HTTPHEADER, list);
	}
	v->status = 0;
	if (curl_easy_perform(c) == CURLE_OK)
		curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &v->status);
	curl_slist_free_all(list);
	curl_easy_cleanup(c);
	return v->status;
}

void visit_end(struct visit *v)
{
	buf_fini(&v->body);
	buf_fini(&v->headers);
}

void visit_client(const char *dir, const char *ca, const char *device, int64_t from_s, int64_t until_s)
{
	struct pki_order order = {.role = PKI_CLIENT,
	        .dir = dir,
	        .ca_dir = ca,
	        .names = &device,
	        .n_names = 1,
	        .from_s = from_s,
	        .until_s = until_s};

	CHECK_OK(pki_make(&order));
}

const char *visit_device(const struct sync_world *w)
{
	static char hex[33];

	hex_put(hex, w->station.device, sizeof(w->station.device));
	return hex;
}

void visit_start(struct sync_world *w)
{
	sync_world_make(w);
	sync_world_hub(w);
}
