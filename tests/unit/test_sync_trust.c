#include "harness.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "sync/transport_https.h"
#include "sync_visit.h"

static enum transport_end call_hub(struct sync_world *w, const char *host, const char *ca, int64_t floor_ms)
{
	const struct transport_request q = {.path = "/v1/position", .timeout_ms = 10000};
	struct transport_answer a = {0};
	struct https_world world = {.ca_file = ca,
	        .cert_file = "data/tls/tls-client.crt",
	        .key_file = "data/tls/tls-client.key",
	        .floor_ms = floor_ms};
	struct transport t;
	struct https *h;
	char url[80];
	enum transport_end end;

	snprintf(url, sizeof(url), "https://%s:%u", host, w->port);
	world.hub = url;
	CHECK_OK(https_open(&h, &world));
	t = https_transport(h);
	buf_init(&a.body, REPLY_MOST);
	CHECK_OK(t.call(t.me, &a, &q));
	end = a.end;
	if (end == TRANSPORT_REPLY)
		CHECK_INT(a.status, 200);
	buf_fini(&a.body);
	https_close(h);
	return end;
}

TEST(trust, a_hub_of_our_authority_under_its_own_name)
{
	struct sync_world w;

	visit_start(&w);
	CHECK_INT(call_hub(&w, "127.0.0.1", "ca/ca.crt", 0), TRANSPORT_REPLY);
	CHECK_INT(call_hub(&w, "localhost", "ca/ca.crt", 0), TRANSPORT_REPLY);
	sync_world_end(&w);
}

TEST(trust, a_hub_of_another_authority_is_not_spoken_with)
{
	struct pki_order order = {.role = PKI_CA, .dir = "ca2"};
	struct sync_world w;

	visit_start(&w);
	CHECK_OK(pki_make(&order));
	CHECK_INT(call_hub(&w, "127.0.0.1", "ca2/ca.crt", 0), TRANSPORT_UNTRUSTED);
	sync_world_end(&w);
}

TEST(trust, a_hub_under_another_name_is_not_spoken_with)
{
	const char *name = "hub.example.test";
	struct pki_order order = {.role = PKI_SERVER, .dir = "hub", .ca_dir = "ca", .names = &name, .n_names = 1};
	struct sync_world w;

	sync_world_make(&w);
	CHECK(unlink("hub/tls-server.key") == 0);
	CHECK_OK(pki_make(&order));
	sync_world_hub(&w);
	CHECK_INT(call_hub(&w, "127.0.0.1", "ca/ca.crt", 0), TRANSPORT_UNTRUSTED);
	CHECK_INT(call_hub(&w, "localhost", "ca/ca.crt", 0), TRANSPORT_UNTRUSTED);
	sync_world_end(&w);
}

TEST(trust, another_stations_certificate_is_no_hub)
{
	struct sync_world w;

	sync_world_make(&w);
	CHECK(rename("data/tls/tls-client.crt", "hub/tls-server.crt") == 0);
	CHECK(rename("data/tls/tls-client.key", "hub/tls-server.key") == 0);
	visit_client("data/tls", "ca", visit_device(&w), 0, 0);
	sync_world_hub(&w);
	CHECK_INT(call_hub(&w, "127.0.0.1", "ca/ca.crt", 0), TRANSPORT_UNTRUSTED);
	sync_world_end(&w);
}

/* The floor lies in the future here instead of the clock in the past: the same comparison. */
TEST(trust, certificates_are_judged_at_the_floor_when_the_clock_is_behind)
{
	int64_t year_ms = INT64_C(365) * 86400 * 1000, now_ms = (int64_t)time(NULL) * 1000;
	struct sync_world w;

	visit_start(&w);
	CHECK_INT(call_hub(&w, "127.0.0.1", "ca/ca.crt", now_ms + year_ms), TRANSPORT_REPLY);
	CHECK_INT(call_hub(&w, "127.0.0.1", "ca/ca.crt", now_ms + 4 * year_ms), TRANSPORT_UNTRUSTED);
	CHECK_INT(call_hub(&w, "127.0.0.1", "ca/ca.crt", now_ms - 4 * year_ms), TRANSPORT_REPLY);
	sync_world_end(&w);
}

TEST(trust, a_hub_that_is_not_there)
{
	struct sync_world w;

	visit_start(&w);
	sync_world_hub_end(&w, SIGTERM);
	CHECK_INT(call_hub(&w, "127.0.0.1", "ca/ca.crt", 0), TRANSPORT_UNREACHABLE);
	sync_world_end(&w);
}
