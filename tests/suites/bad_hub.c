/* bad_hub - a hub that is not there, is another, or talks nonsense: records wait, and nobody at the kiosk notices. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "bad_kit.h"
#include "harness.h"
#include "sys/file.h"

enum { HOUSEKEEPING_MS = 20 * 1000, SAY_MS = 20000 };

static int sync_once(const struct bad *b)
{
	return plant_run(&b->p, "loket-sync", NULL, (const char *const[]){"--data", b->p.s.data, "--once", NULL});
}

static void once_says(const struct bad *b, const char *words)
{
	char out[PLANT_PATH];

	CHECK_INT(sync_once(b), 1);
	path_in(out, b->p.s.dir, "loket-sync.out");
	await_text(out, words, 0);
}

TEST_LIMIT(hub, that_is_gone_lets_records_wait_and_gets_them_when_it_is_back, LIMIT_S)
{
	struct bad *b = bad_make();

	bad_start(b, NULL);
	plant_sync_start(&b->p);
	bad_visit(b);
	await_text(b->p.sync_log, "Trying again in", SAY_MS);
	bad_visit(b);
	CHECK_INT(waiting(&b->p.s), 2);
	advance(&b->p.s, HOUSEKEEPING_MS);
	check_screen(&b->p.s, "idle");
	CHECK(kill(b->p.sync_pid, 0) == 0);
	plant_sync_stop(&b->p);
	once_says(b, "Trying again in");
	plant_hub_start(&b->p);
	CHECK_INT(sync_once(b), 0);
	plant_await_hub(&b->p, 2);
	advance(&b->p.s, HOUSEKEEPING_MS);
	CHECK_INT(waiting(&b->p.s), 0);
	plant_hub_stop(&b->p);
	bad_visit(b);
	CHECK_INT(waiting(&b->p.s), 1);
	once_says(b, "Trying again in");
	bad_end(b);
}

/* Somebody else's hub, with a certificate of another authority, stands at the address. */
TEST_LIMIT(hub, with_another_certificate_gets_nothing, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char other[PLANT_PATH], crt[PLANT_PATH], old[PLANT_PATH];
	const char *const ca[] = {"keys", "new", "--role", "ca", "--out", other, NULL};
	const char *const server[] = {
	        "keys", "new", "--role", "tls-server", "--out", other, "--name", "127.0.0.1", NULL};

	path_in(other, b->p.s.dir, "other");
	CHECK_INT(plant_ctl(&b->p, NULL, ca), 0);
	CHECK_INT(plant_ctl(&b->p, NULL, server), 0);
	for (int i = 0; i < 2; i++) {
		static const char *const names[] = {"tls-server.crt", "tls-server.key"};

		path_in(crt, b->p.hub, names[i]);
		snprintf(old, sizeof old, "%.250s.ours", crt);
		CHECK(rename(crt, old) == 0);
		path_in(old, other, names[i]);
		CHECK(rename(old, crt) == 0);
	}
	plant_hub_start(&b->p);
	once_says(b, "can not be trusted");
	plant_await_hub(&b->p, 0);
	plant_hub_stop(&b->p);
	for (int i = 0; i < 2; i++) {
		static const char *const names[] = {"tls-server.crt", "tls-server.key"};

		path_in(crt, b->p.hub, names[i]);
		snprintf(old, sizeof old, "%.250s.ours", crt);
		CHECK(rename(old, crt) == 0);
	}
	plant_hub_start(&b->p);
	CHECK_INT(sync_once(b), 0);
	plant_await_hub(&b->p, 1);
	bad_end(b);
}

/* The right certificate, but the receipts are signed by another key than the station knows. */
TEST_LIMIT(hub, with_another_signing_key_is_not_believed, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char key[PLANT_PATH], ours[PLANT_PATH], other[PLANT_PATH], theirs[PLANT_PATH];

	path_in(key, b->p.hub, "hub.key");
	path_in(ours, b->p.hub, "hub.key.ours");
	path_in(other, b->p.s.dir, "other");
	path_in(theirs, other, "hub.key");
	CHECK_INT(
	        plant_ctl(&b->p, NULL, (const char *const[]){"keys", "new", "--role", "hub", "--out", other, NULL}), 0);
	CHECK(rename(key, ours) == 0 && rename(theirs, key) == 0);
	plant_hub_start(&b->p);
	once_says(b, "not signed by this station's hub");
	bad_start(b, NULL);
	advance(&b->p.s, HOUSEKEEPING_MS);
	CHECK_INT(waiting(&b->p.s), 1);
	plant_kiosk_stop(&b->p);
	bad_end(b);
}

/* A web server that is no hub. */
TEST_LIMIT(hub, that_is_no_hub_at_all_gets_nothing, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	struct wiretap *echo =
	        wiretap_open("echo.bytes"); /* it leads to itself: whoever calls hears nothing sensible */

	wiretap_lead_to(b->p.line, wiretap_port(echo));
	CHECK_INT(sync_once(b), 1);
	wiretap_close(echo);
	plant_hub_start(&b->p);
	CHECK_INT(sync_once(b), 0);
	plant_await_hub(&b->p, 1);
	bad_end(b);
}

TEST_LIMIT(hub, that_does_not_know_this_station_says_who_must_look, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char store[PLANT_PATH], aside[PLANT_PATH];

	path_in(store, b->p.hub, "hub.db.devices");
	path_in(aside, b->p.hub, "devices.ours");
	CHECK(rename(store, aside) == 0);
	write_file(store, "", 0);
	plant_hub_start(&b->p);
	once_says(b, "Someone at the office must look. Nothing is lost");
	plant_hub_stop(&b->p);
	CHECK(rename(aside, store) == 0);
	plant_hub_start(&b->p);
	CHECK_INT(sync_once(b), 0);
	plant_await_hub(&b->p, 1);
	bad_end(b);
}

TEST_LIMIT(sync, without_a_hub_key_or_certificate_says_what_lacks, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char path[PLANT_PATH], aside[PLANT_PATH + 8];
	static const char *const files[] = {"tls/ca.crt", "tls/tls-client.crt", "tls/tls-client.key", "station.conf"};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		path_in(path, b->p.s.data, files[i]);
		snprintf(aside, sizeof aside, "%s.aside", path);
		CHECK(rename(path, aside) == 0);
		once_says(b, files[i]);
		CHECK(rename(aside, path) == 0);
	}
	plant_hub_start(&b->p);
	CHECK_INT(sync_once(b), 0);
	plant_await_hub(&b->p, 1);
	bad_end(b);
}
