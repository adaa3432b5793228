#include "harness.h"

#include <stdio.h>
#include <time.h>

#include "sync/wire.h"
#include "sync_visit.h"
#include "sys/proc.h"

/* Both doors are shut, and nothing behind them has noticed. */
static void check_shut(const struct sync_world *w, const char *cert, const char *key, long status, const char *why)
{
	static const char *const paths[] = {"/v1/position", "/v1/batches", "/v1/quarantine-items", "/v1/nothing", "/"};

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		struct visit v = {.path = paths[i], .cert = cert, .key = key};

		if (i == 1 || i == 2) {
			v.post = "[]";
			v.post_len = 2;
		}
		CHECK_INT(visit(&v, w), status);
		CHECK_HAS(buf_str(&v.body), why);
		CHECK_HAS(buf_str(&v.headers), "application/problem+json");
		visit_end(&v);
	}
	CHECK_INT(sync_world_counts(w).records + sync_world_counts(w).aside, 0);
	CHECK_INT(sync_world_head(w).heard_ms, 0);
}

TEST(access, no_certificate)
{
	struct sync_world w;

	visit_start(&w);
	check_shut(&w, NULL, NULL, 401, "no-certificate");
	sync_world_end(&w);
}

TEST(access, health_and_the_api_document_are_open_to_all)
{
	struct visit health = {.path = "/health"}, api = {.path = "/v1/openapi.json"};
	struct sync_world w;

	visit_start(&w);
	CHECK_INT(visit(&health, &w), 200);
	CHECK_INT(visit(&api, &w), 200);
	CHECK_HAS(buf_str(&api.headers), "Access-Control-Allow-Origin: *");
	CHECK_HAS(buf_str(&api.body), "\"openapi\":\"3.0.3\"");
	visit_end(&health);
	visit_end(&api);
	sync_world_end(&w);
}

TEST(access, a_self_signed_certificate)
{
	char subject[80];
	const char *make[] = {"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
	        "-nodes", "-keyout", "self.key", "-out", "self.crt", "-days", "2", "-subj", subject, NULL};
	struct sync_world w;

	visit_start(&w);
	snprintf(subject, sizeof(subject), "/CN=kiosk/serialNumber=%s", visit_device(&w));
	CHECK_OK(proc_run(make, NULL, 20000));
	check_shut(&w, "self.crt", "self.key", 403, "foreign-certificate");
	sync_world_end(&w);
}

TEST(access, a_certificate_of_another_authority_for_the_same_device)
{
	struct pki_order order = {.role = PKI_CA, .dir = "ca2"};
	struct sync_world w;

	visit_start(&w);
	CHECK_OK(pki_make(&order));
	visit_client("st2", "ca2", visit_device(&w), 0, 0);
	check_shut(&w, "st2/tls-client.crt", "st2/tls-client.key", 403, "foreign-certificate");
	sync_world_end(&w);
}

TEST(access, an_authority_that_only_has_the_same_name)
{
	const char *name = "Loket private CA";
	struct pki_order order = {.role = PKI_CA, .dir = "ca2", .names = &name, .n_names = 1};
	struct sync_world w;

	visit_start(&w);
	CHECK_OK(pki_make(&order));
	visit_client("st2", "ca2", visit_device(&w), 0, 0);
	check_shut(&w, "st2/tls-client.crt", "st2/tls-client.key", 403, "foreign-certificate");
	sync_world_end(&w);
}

TEST(access, an_expired_certificate)
{
	int64_t now = (int64_t)time(NULL);
	struct sync_world w;

	visit_start(&w);
	visit_client("st2", "ca", visit_device(&w), now - 86400 / 2, now - 60);
	check_shut(&w, "st2/tls-client.crt", "st2/tls-client.key", 403, "expired-certificate");
	sync_world_end(&w);
}

TEST(access, a_certificate_that_is_not_valid_yet)
{
	int64_t now = (int64_t)time(NULL);
	struct sync_world w;

	visit_start(&w);
	visit_client("st2", "ca", visit_device(&w), now + 3600, now + 86400);
	check_shut(&w, "st2/tls-client.crt", "st2/tls-client.key", 403, "expired-certificate");
	sync_world_end(&w);
}

TEST(access, the_hubs_own_certificate_is_no_client)
{
	struct sync_world w;

	visit_start(&w);
	check_shut(&w, "hub/tls-server.crt", "hub/tls-server.key", 403, "foreign-certificate");
	sync_world_end(&w);
}

TEST(access, a_device_that_nobody_registered)
{
	struct sync_world w;

	visit_start(&w);
	visit_client("st2", "ca", "000102030405060708090a0b0c0d0e0f", 0, 0);
	check_shut(&w, "st2/tls-client.crt", "st2/tls-client.key", 403, "unknown-station");
	sync_world_end(&w);
}

TEST(access, another_certificate_than_the_registered_one)
{
	struct sync_world w;

	visit_start(&w);
	visit_client("st2", "ca", visit_device(&w), 0, 0);
	check_shut(&w, "st2/tls-client.crt", "st2/tls-client.key", 403, "other-certificate");
	sync_world_end(&w);
}

TEST(access, a_station_that_was_revoked)
{
	struct sync_world w;

	visit_start(&w);
	sync_world_register(&w, HUB_REVOKED, "data/tls/tls-client.crt");
	check_shut(&w, "data/tls/tls-client.crt", "data/tls/tls-client.key", 403, "revoked");
	sync_world_end(&w);
}

TEST(access, revoking_works_while_the_hub_runs_and_can_be_taken_back)
{
	struct sync_world w;

	visit_start(&w);
	sync_world_commit(&w, 2, 50);
	CHECK_INT(sync_world_once(&w), 0);
	sync_world_register(&w, HUB_REVOKED, "data/tls/tls-client.crt");
	sync_world_commit(&w, 2, 50);
	CHECK_INT(sync_world_once(&w), 1);
	CHECK_INT(sync_world_head(&w).acked, 2);
	sync_world_register(&w, HUB_KNOWN, "data/tls/tls-client.crt");
	CHECK_INT(sync_world_once(&w), 0);
	CHECK_INT(sync_world_head(&w).acked, 4);
	sync_world_end(&w);
}

TEST(access, another_stations_certificate_can_not_bring_our_records)
{
	struct visit v = {.path = "/v1/batches", .cert = "st2/tls-client.crt", .key = "st2/tls-client.key"};
	struct sync_world w, other;
	struct store_read *store;
	struct store_row row;
	AUTO_BUF json;

	visit_start(&w);
	sync_world_commit(&w, 1, 50);
	other = w;
	memset(other.station.device, 0x11, sizeof(other.station.device));
	visit_client("st2", "ca", visit_device(&other), 0, 0);
	sync_world_register(&other, HUB_KNOWN, "st2/tls-client.crt");
	buf_init(&json, WIRE_BATCH);
	CHECK_OK(store_read_open(&store, w.data));
	CHECK_OK(store_read_from(&row, store, 1, 1));
	wire_begin(&json);
	wire_add(&json, &row.record);
	wire_end(&json);
	store_read_close(store);
	v.post = buf_str(&json);
	v.post_len = json.len;
	CHECK_INT(visit(&v, &w), 403);
	CHECK_HAS(buf_str(&v.body), "mixed-batch");
	CHECK_INT(sync_world_counts(&w).records, 0);
	visit_end(&v);
	sync_world_end(&w);
}

TEST(access, tls_1_1_is_not_spoken)
{
	const char *old[] = {
	        "openssl", "s_client", "-connect", NULL, "-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0", NULL};
	const char *new[] = {"openssl", "s_client", "-connect", NULL, "-tls1_2", NULL};
	char address[40];
	struct sync_world w;
	AUTO_BUF out;

	visit_start(&w);
	buf_init(&out, 1 << 20);
	snprintf(address, sizeof(address), "127.0.0.1:%u", w.port);
	old[3] = new[3] = address;
	CHECK_OK(proc_run(new, &out, 20000));
	buf_clear(&out);
	CHECK(proc_run(old, &out, 20000) < 0);
	sync_world_end(&w);
}
