/*
 * bench_store - commits a second, beside the disk's own rate
 *
 * Rounds of one second each, in turns, so that a disk that slows down slows
 * all of them: raw 4 KiB append+fdatasync; one sealed record of 3 KB inserted
 * (store_insert: no crypto); the same as one append+fdatasync of as many bytes;
 * and the whole store_commit of 3 KB of JSON. Medians over the rounds.
 */
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "sys/file.h"
#include "store/kinds.h"
#include "store/store_inside.h"

enum { ROUNDS = 9, RAW_BYTES = 4096, BODY_BYTES = 3072 - RECORD_HEADER_BYTES - KEY_SIGNATURE_BYTES, JSON_BYTES = 3072 };

struct bench {
	struct key_secret *device, *authority;
	struct station station;
	struct clock clock;
	struct log log;
	struct store_world world;
	struct store *store;
	char dir[3000], data[4000];
	double raw[ROUNDS], insert[ROUNDS], commit[ROUNDS], p50_us[ROUNDS], p99_us[ROUNDS];
	int64_t step_us[200000];
};

static void must(int r)
{
	if (r) {
		fprintf(stderr, "bench_store: %d %s\n", r, err_why());
		exit(1);
	}
}

static void make_station(struct bench *b)
{
	must(path_join(b->data, sizeof b->data, b->dir, "data"));
	must(dir_remove(b->data));
	must(key_new(&b->device, KEY_DEVICE, true));
	must(key_new(&b->authority, KEY_AUTHORITY, true));
	strcpy(b->station.code, "BENCH-1");
	randombytes_buf(b->station.device, sizeof b->station.device);
	b->station.authorities[0] = *key_public_part(b->authority);
	b->station.n_authorities = 1;
	b->station.keyset = b->station.epoch = 1;
	clock_real(&b->clock);
	b->log.fd = -1;
	b->world = (struct store_world){
	        .data = b->data, .station = &b->station, .device = b->device, .clock = &b->clock, .log = &b->log};
	must(store_open(&b->store, &b->world));
	must(store_ready(b->store));
}

static double raw_round(struct bench *b, int64_t for_us)
{
	uint8_t block[RAW_BYTES];
	char path[4000];
	int64_t start, now;
	int n = 0, fd;

	must(path_join(path, sizeof path, b->dir, "raw"));
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
	randombytes_buf(block, sizeof block);
	start = now = clock_measure_us();
	for (; now - start < for_us; now = clock_measure_us(), n++)
		if (write(fd, block, sizeof block) != sizeof block || fdatasync(fd) != 0)
			must(-1);
	close(fd);
	return n * 1e6 / (double)(now - start);
}

/* A record that is sealed already: random bytes as a body, since nobody opens it here. */
static double insert_round(struct bench *b, int64_t for_us)
{
	uint8_t header[RECORD_HEADER_BYTES], signature[KEY_SIGNATURE_BYTES], body[BODY_BYTES];
	struct record r = {.header = header, .signature = signature, .body = body, .n_body = sizeof body};
	struct record_header h = {
	        .epoch = b->store->head.chain.epoch ? b->store->head.chain.epoch : 1, .seq = b->store->head.chain.seq};
	int64_t start, now;
	int n = 0;

	randombytes_buf(body, sizeof body);
	randombytes_buf(header, sizeof header);
	randombytes_buf(signature, sizeof signature);
	start = now = clock_measure_us();
	for (; now - start < for_us; now = clock_measure_us(), n++) {
		h.seq++;
		must(store_insert(b->store, &h, &r));
	}
	b->store->head.chain.epoch = h.epoch;
	b->store->head.chain.seq = h.seq;
	return n * 1e6 / (double)(now - start);
}

static int by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static double commit_round(struct bench *b, int64_t for_us, double *p50, double *p99)
{
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1};
	char json[JSON_BYTES];
	struct store_kept kept;
	int64_t start, now;
	int n = 0, middle, late;

	for (size_t i = 0; i < sizeof json; i++)
		json[i] = (char)('a' + randombytes_uniform(26));
	order.json = json;
	order.n = sizeof json;
	start = now = clock_measure_us();
	for (int64_t next; now - start < for_us; now = next, n++) {
		store_new_id(order.id);
		must(store_commit(&kept, b->store, &order));
		next = clock_measure_us();
		b->step_us[n] = next - now;
	}
	qsort(b->step_us, (size_t)n, sizeof *b->step_us, by_time);
	middle = n / 2;
	late = n - 1 - n / 100;
	*p50 = (double)b->step_us[middle];
	*p99 = (double)b->step_us[late];
	return n * 1e6 / (double)(now - start);
}

static void rows(struct bench *b, double *insert_ratio, double *commit_ratio)
{
	double raw = bench_at(b->raw, ROUNDS, 0.5);
	char ours[80], beside[80], ratio[20];

	snprintf(beside, sizeof beside, "raw append+fdatasync 4 KiB %.0f /s", raw);
	snprintf(ours, sizeof ours, "%.0f /s", bench_at(b->insert, ROUNDS, 0.5));
	snprintf(ratio, sizeof ratio, "%.2f", bench_at(insert_ratio, ROUNDS, 0.5));
	bench_row("commits of a 3 KB record, crypto left out", ours, beside, ratio);
	snprintf(ours, sizeof ours, "%.0f /s", bench_at(b->commit, ROUNDS, 0.5));
	snprintf(ratio, sizeof ratio, "%.2f", bench_at(commit_ratio, ROUNDS, 0.5));
	bench_row("commits of a 3 KB record, sealed and signed", ours, beside, ratio);
	snprintf(ours, sizeof ours, "%.2f ms", bench_at(b->p50_us, ROUNDS, 0.5) / 1000);
	bench_row("one commit, sealed and signed, median", ours, "", "");
	snprintf(ours, sizeof ours, "%.2f ms", bench_at(b->p99_us, ROUNDS, 0.5) / 1000);
	bench_row("one commit, sealed and signed, 99 of 100", ours, "", "");
}

int main(void)
{
	struct bench *b = calloc(1, sizeof *b);
	double insert_ratio[ROUNDS], commit_ratio[ROUNDS];

	if (!b)
		return 1;
	must(path_join(b->dir, sizeof b->dir, bench_programs(), "bench/store"));
	must(dir_make(b->dir, 0700));
	make_station(b);
	for (int i = 0; i < ROUNDS; i++) {
		b->raw[i] = raw_round(b, 500000);
		b->insert[i] = insert_round(b, 500000);
		b->commit[i] = commit_round(b, 500000, &b->p50_us[i], &b->p99_us[i]);
		insert_ratio[i] = b->insert[i] / b->raw[i];
		commit_ratio[i] = b->commit[i] / b->raw[i];
		bench_say("commits: raw %.0f, insert %.0f, whole %.0f a second", b->raw[i], b->insert[i], b->commit[i]);
		must(store_idle(b->store));
	}
	rows(b, insert_ratio, commit_ratio);
	store_close(b->store);
	must(dir_remove(b->dir));
	free(b);
	return 0;
}
