#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "bench.h"
#include "relay.h"
#include "store/kinds.h"
#include "store/store.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"

/*
 * bench_sync - records a second through loket-sync and loket-hub, and what one costs on the wire
 *
 * A station, an authority and a hub in a folder of their own, all made with
 * loketctl; the real programs, mutual TLS, SQLite with full syncing. Records
 * hold 3 KB of random letters and signs, which compress by a fifth at best.
 */

enum { RECORDS = 1000, ROUNDS = 5, JSON_BYTES = 3072 };

struct bench {
	char dir[PATH_MAX], data[PATH_MAX + 8], ctl[PATH_MAX + 16], uri[PATH_MAX + 16];
	uint16_t port;
	pid_t hub;
	struct station station;
	struct key_secret *device;
	struct clock clock;
	struct log log;
};

/* ---- the world ------------------------------------------------------------------------- */

static void tool(const struct bench *b, const char *const *args)
{
	const char *argv[20] = {b->ctl};

	for (int i = 0; i < 18 && args[i]; i++)
		argv[i + 1] = args[i];
	bench_must(proc_run(argv, NULL, 20000), args[0]);
}

#define TOOL(b, ...) tool((b), (const char *const[]){__VA_ARGS__, NULL})

static void make(struct bench *b)
{
	char url[80];

	snprintf(b->dir, sizeof b->dir, "%s/bench/sync", bench_programs());
	snprintf(b->data, sizeof b->data, "%s/data", b->dir);
	snprintf(b->ctl, sizeof b->ctl, "%s/loketctl", bench_programs());
	snprintf(b->uri, sizeof b->uri, "sqlite:%s/hub.db", b->dir);
	bench_must(dir_remove(b->dir), "folder");
	bench_must(dir_make(b->dir, 0700), "folder");
	if (chdir(b->dir) != 0)
		bench_must(err_new(errno, "%s: %s", b->dir, strerror(errno)), "folder");
	bench_must(relay_free_port(&b->port), "port");
	snprintf(url, sizeof url, "https://127.0.0.1:%u", b->port);
	TOOL(b, "keys", "new", "--role", "authority", "--out", "office");
	TOOL(b, "keys", "new", "--role", "ca", "--out", "office");
	TOOL(b, "keys", "new", "--role", "hub", "--out", "hub");
	TOOL(b, "keys", "new", "--role", "tls-server", "--out", "hub", "--ca", "office", "--name", "127.0.0.1");
	TOOL(b, "init", "--data", "data", "--hub", url, "--authority", "office/authority.pub", "--hub-key",
	        "hub/hub.pub", "--ca", "office");
	TOOL(b, "device", "add", "--hub", b->uri, "--station-dir", "data");
	bench_must(station_read(&b->station, b->data), "station");
	bench_must(key_read_secret(&b->device, "data/keys/device.key", KEY_DEVICE), "key");
	clock_real(&b->clock);
	b->log.fd = -1;
	b->log.clock = &b->clock;
}

static void start_hub(struct bench *b)
{
	char program[PATH_MAX], listen[40], line[200];
	const char *const argv[] = {program, "--listen", listen, "--store", b->uri, "--tls-cert", "hub/tls-server.crt",
	        "--tls-key", "hub/tls-server.key", "--client-ca", "office/ca.crt", "--key", "hub/hub.key", NULL};
	int ends[2], quiet = open("hub.log", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	FILE *said;

	snprintf(program, sizeof program, "%s/loket-hub", bench_programs());
	snprintf(listen, sizeof listen, "127.0.0.1:%u", b->port);
	if (pipe2(ends, O_CLOEXEC) != 0)
		bench_must(err_new(errno, "pipe"), "hub");
	bench_must(
	        proc_start(&b->hub, &(struct proc_spec){.argv = argv, .in = -1, .out = ends[1], .err = quiet}), "hub");
	close(ends[1]);
	close(quiet);
	said = fdopen(ends[0], "r");
	while (said && fgets(line, sizeof line, said))
		if (strstr(line, "ready"))
			return; /* the pipe stays open: the hub may say more */
	bench_must(err_new(EIO, "the hub did not become ready; see %s/hub.log", b->dir), "hub");
}

static void stop_hub(struct bench *b)
{
	int status;

	(void)kill(b->hub, SIGTERM);
	bench_must(proc_wait(b->hub, 10000, &status), "hub");
}

/* The kiosk's part, done by the store itself: n sealed records wait. */
static void commit(struct bench *b, int n)
{
	struct store_world world = {
	        .data = b->data, .station = &b->station, .device = b->device, .clock = &b->clock, .log = &b->log};
	char json[JSON_BYTES];
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1, .json = json, .n = sizeof json};
	struct store_kept kept;
	struct store *s;

	bench_must(store_open(&s, &world), "store");
	for (int i = 0; i < n; i++) {
		for (size_t k = 0; k < sizeof json; k++)
			json[k] = (char)(' ' + randombytes_uniform(95));
		store_new_id(order.id);
		bench_must(store_commit(&kept, s, &order), "commit");
	}
	bench_must(store_idle(s), "store");
	store_close(s);
}

static double sync_once_s(struct bench *b)
{
	char program[PATH_MAX];
	const char *const argv[] = {program, "--data", "data", "--once", NULL};
	int64_t began = clock_measure_us();

	snprintf(program, sizeof program, "%s/loket-sync", bench_programs());
	bench_must(proc_run(argv, NULL, 300000), "loket-sync");
	(void)b;
	return (double)(clock_measure_us() - began) / 1e6;
}

/* The station calls another port from now on: through the relay, or past it. */
static void call_port(struct bench *b, uint16_t port)
{
	snprintf(b->station.hub, sizeof b->station.hub, "https://127.0.0.1:%u", port);
	bench_must(station_write(&b->station, b->data), "station.conf");
}

/* ---- the figures ----------------------------------------------------------------------------- */

static double wire_bytes(struct bench *b, int records)
{
	struct relay *relay;
	double bytes;

	commit(b, records);
	bench_must(relay_open(&relay, b->port), "relay");
	call_port(b, relay_port(relay));
	(void)sync_once_s(b);
	bytes = (double)relay_bytes(relay);
	bench_say("sync: %d records, %.0f bytes on the wire in %llu connections", records, bytes,
	        (unsigned long long)relay_connections(relay));
	relay_close(relay);
	call_port(b, b->port);
	return bytes;
}

int main(void)
{
	static struct bench b;
	double rate[ROUNDS], many, one;
	char text[60], ratio[20];

	make(&b);
	start_hub(&b);
	commit(&b, 1);
	(void)sync_once_s(&b); /* the first call learns and warms */
	for (int i = 0; i < ROUNDS; i++) {
		double s;

		commit(&b, RECORDS);
		s = sync_once_s(&b);
		rate[i] = RECORDS / s;
		bench_say("sync: %d records in %.2f s", RECORDS, s);
	}
	many = wire_bytes(&b, RECORDS) / RECORDS;
	one = wire_bytes(&b, 1);
	snprintf(text, sizeof text, "%.0f /s", bench_at(rate, ROUNDS, 0.5));
	bench_row("records through sync and hub, 3 KB", text, "", "");
	snprintf(text, sizeof text, "%.0f bytes", many);
	snprintf(ratio, sizeof ratio, "%.2f", many / JSON_BYTES);
	bench_row("on the wire a record, of 1000 at once", text, "3072 bytes of answers", ratio);
	snprintf(text, sizeof text, "%.0f bytes", one);
	snprintf(ratio, sizeof ratio, "%.2f", one / JSON_BYTES);
	bench_row("on the wire, one record alone", text, "3072 bytes of answers", ratio);
	stop_hub(&b);
	key_free(b.device);
	bench_must(dir_remove(b.dir), "folder");
	return 0;
}
