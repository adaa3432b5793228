/* The real hub over HTTPS, the real transport, and the moments at which loket-sync fetches. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "sync/sync_fetch.h"
#include "sync/transport_https.h"
#include "sync_visit.h"
#include "sync_world.h"
#include "sys/beacon.h"
#include "sys/file.h"
#include "sys/text.h"

struct desk_of_fetch {
	struct sync_world w;
	struct https *https;
	struct clock clock;
	struct sync_fetch f;
};

static struct desk_of_fetch t;

static void offer(const char *name, size_t n)
{
	char path[200];
	AUTO_BUF bytes;
	uint64_t seed = n;

	buf_init(&bytes, 64 << 20);
	while (bytes.len < n)
		buf_char(&bytes, (char)test_random(&seed));
	CHECK_OK(dir_make("updates", 0755));
	snprintf(path, sizeof(path), "updates/%s", name);
	CHECK_OK(file_replace(path, bytes.data, bytes.len, 0644));
}

static void image_is(const char *line)
{
	CHECK_OK(file_replace("os-release", line, strlen(line), 0644));
}

static void start(void)
{
	struct https_world h = {.ca_file = "data/tls/ca.crt",
	        .cert_file = "data/tls/tls-client.crt",
	        .key_file = "data/tls/tls-client.key"};
	struct sync_fetch_world w = {
	        .data = "data", .clock = &t.clock, .beacon = "beacon", .os_release = "os-release", .kib_s = 128};

	CHECK_OK(dir_make("updates", 0755));
	sync_world_make(&t.w);
	sync_world_hub(&t.w);
	clock_manual(&t.clock, INT64_C(1770000000000));
	clock_advance(&t.clock, 1000000);
	h.hub = t.w.station.hub;
	CHECK_OK(https_open(&t.https, &h));
	w.station = &t.w.station;
	w.transport = https_transport(t.https);
	w.log = &t.w.log;
	CHECK_OK(sync_fetch_start(&t.f, &w));
}

static void stop(void)
{
	sync_fetch_stop(&t.f);
	https_close(t.https);
	sync_world_end(&t.w);
}

static int64_t step(void)
{
	int64_t again = -1;

	CHECK_OK(sync_fetch_step(&again, &t.f));
	return again;
}

static void kiosk_says(int64_t idle_since_ms)
{
	struct beacon b = {.said_ms = clock_mono_ms(&t.clock), .idle_since_ms = idle_since_ms};

	CHECK(boot_id_read(b.boot));
	CHECK_OK(beacon_write(&b, "beacon"));
}

static const char *spool(const char *name)
{
	static char path[900];

	snprintf(path, sizeof(path), "data/ledger/updates/%s", name);
	return path;
}

TEST_LIMIT(fetch, firmware_and_packs_come_by_https_at_the_pace_that_was_set, 60)
{
	int steps = 0;
	int64_t again;

	offer("loket-0.5.0.raucb", 3 * DOWNLOAD_SLICE + 17);
	offer("notices-3.pack", 500);
	image_is("NAME=x\nIMAGE_VERSION=0.4.0\n");
	start();
	while ((again = step()) != FETCH_ASK_MS && steps++ < 40)
		CHECK(again == 2000 || again == 1000); /* 256 KiB at 128 KiB a second; at once after a whole file */
	CHECK(file_exists(spool("loket-0.5.0.raucb")) && file_exists(spool("notices-3.pack")));
	CHECK(!file_exists(spool("loket-0.5.0.raucb.part")));
	stop();
}

TEST_LIMIT(fetch, nothing_while_somebody_is_served, 60)
{
	int64_t now;

	offer("notices-3.pack", 500);
	image_is("NAME=x\n");
	start();
	now = clock_mono_ms(&t.clock);
	kiosk_says(-1);
	CHECK_INT(step(), FETCH_SERVED_MS);
	kiosk_says(now - FETCH_IDLE_MS + 1);
	CHECK_INT(step(), FETCH_SERVED_MS);
	CHECK(!file_exists(spool("notices-3.pack")));
	kiosk_says(now - FETCH_IDLE_MS);
	CHECK(step() < FETCH_SERVED_MS);
	stop();
}

TEST_LIMIT(fetch, a_kiosk_that_fell_silent_serves_nobody, 60)
{
	offer("notices-3.pack", 500);
	image_is("NAME=x\n");
	start();
	kiosk_says(-1);
	clock_advance(&t.clock, FETCH_BEACON_MS);
	CHECK_INT(step(), FETCH_SERVED_MS);
	clock_advance(&t.clock, 1);
	CHECK(step() < FETCH_SERVED_MS);
	stop();
}

TEST_LIMIT(fetch, firmware_only_where_an_image_runs, 60)
{
	offer("loket-0.5.0.raucb", 500);
	image_is("NAME=Debian\n");
	start();
	CHECK_INT(step(), FETCH_ASK_MS);
	stop();
}

TEST_LIMIT(fetch, only_what_is_newer_than_what_runs, 60)
{
	offer("loket-0.5.0.raucb", 500);
	image_is("IMAGE_VERSION=\"0.5.0\"\n");
	start();
	CHECK_INT(step(), FETCH_ASK_MS);
	CHECK(!file_exists(spool("loket-0.5.0.raucb")));
	stop();
}

TEST_LIMIT(fetch, a_hub_that_is_away_is_asked_much_later, 60)
{
	image_is("NAME=x\n");
	start();
	sync_world_hub_end(&t.w, SIGKILL);
	CHECK_INT(step(), FETCH_LATER_MS);
	stop();
}

TEST_LIMIT(fetch, strangers_get_nothing, 60)
{
	struct visit v = {.path = "/v1/updates"};
	struct sync_world *w = &t.w;

	offer("notices-3.pack", 500);
	image_is("NAME=x\n");
	start();
	CHECK(visit(&v, w) == 401 || v.body.len == 0);
	visit_end(&v);
	v = (struct visit){
	        .path = "/v1/updates/0000", .cert = "data/tls/tls-client.crt", .key = "data/tls/tls-client.key"};
	CHECK_INT(visit(&v, w), 404);
	visit_end(&v);
	v = (struct visit){.path = "/v1/updates/../../etc/passwd",
	        .cert = "data/tls/tls-client.crt",
	        .key = "data/tls/tls-client.key"};
	CHECK_INT(visit(&v, w), 404);
	visit_end(&v);
	v = (struct visit){.path = "/v1/updates", .cert = "data/tls/tls-client.crt", .key = "data/tls/tls-client.key"};
	CHECK_INT(visit(&v, w), 200);
	CHECK_HAS(buf_str(&v.body), "{\"offers\":[\"");
	visit_end(&v);
	stop();
}
