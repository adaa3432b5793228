#include "harness.h"

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "store/kinds.h"
#include "sync/audit.h"
#include "sync/mains.h"
#include "sync_world.h"
#include "sys/file.h"
#include "sys/text.h"

/*
 * 200 times kill -9, at random moments, of a kiosk that commits records, of the
 * sender and of the hub, while all three work. What the kiosk called saved must
 * be at the hub, once, and the chain whole; answers leave the kiosk at once
 * after their receipt, so nothing is covered up by a second copy.
 * KILLS and KILL_SEED change the number and the moments.
 */

enum { KILLS = 200, MEAN_MS = 144, PACE_US = 2000 };

struct saved {
	uint32_t seq;
	uint8_t hash[RECORD_HASH_BYTES];
};

struct trial {
	struct sync_world w;
	pid_t kiosk, sync;
	int saved; /* what the kiosk called saved: one struct saved each, written as one */
	int kills[3];
	int64_t lost, doubled, gaps;
	struct saved *acked;
	size_t n_acked;
	uint8_t *times; /* how often the hub has each of them */
};

static struct store *open_kiosk(struct sync_world *w)
{
	struct store_world world = {.data = w->data,
	        .station = &w->station,
	        .device = w->device,
	        .clock = &w->clock,
	        .log = &w->log,
	        .reserve_bytes = 4096,
	        .ballast_bytes = 65536,
	        .has_keep = true};
	struct store *store;

	if (store_open(&store, &world) < 0)
		_exit(3);
	return store;
}

_Noreturn static void be_kiosk(struct trial *t)
{
	struct store *store;
	char json[1200] = "{\"/data/what\":\"";

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	store = open_kiosk(&t->w);
	memset(json + strlen(json), 'x', 900);
	memcpy(json + 920, "\"}", 3);
	for (int i = 0;; i++) {
		struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1, .json = json, .n = strlen(json)};
		struct store_kept kept;
		struct saved said;

		store_new_id(order.id);
		if (store_commit(&kept, store, &order) != 0)
			_exit(4);
		said.seq = kept.seq;
		memcpy(said.hash, kept.hash, sizeof(said.hash));
		if (write(t->saved, &said, sizeof(said)) != sizeof(said))
			_exit(5);
		if (i % 16 == 0 && (store_settle(store) < 0 || store_idle(store) < 0))
			_exit(6);
		usleep(PACE_US);
	}
}

static void start_kiosk(struct trial *t)
{
	fflush(NULL);
	t->kiosk = fork();
	CHECK(t->kiosk >= 0);
	if (t->kiosk == 0)
		be_kiosk(t);
}

static void start_sync(struct trial *t)
{
	const char *argv[] = {"loket-sync", "--data", t->w.data, NULL};

	t->sync = sync_world_start(sync_main, argv, -1);
}

static void kill_hard(pid_t pid)
{
	int status;

	CHECK(kill(pid, SIGKILL) == 0);
	status = sync_world_wait(pid);
	if (status != 128 + SIGKILL)
		test_fail(__FILE__, __LINE__, "a program had ended by itself, with status %d", status);
}

static void kill_one(struct trial *t, uint32_t which)
{
	switch (which) {
	case 0:
		kill_hard(t->kiosk);
		start_kiosk(t);
		break;
	case 1:
		kill_hard(t->sync);
		start_sync(t);
		break;
	default:
		sync_world_hub_end(&t->w, SIGKILL);
		sync_world_hub(&t->w);
	}
	t->kills[which]++;
}

static void read_saved(struct trial *t)
{
	off_t end = lseek(t->saved, 0, SEEK_END);

	t->n_acked = (size_t)end / sizeof(*t->acked);
	t->acked = calloc(t->n_acked + 1, sizeof(*t->acked));
	t->times = calloc(t->n_acked + 1, 1);
	CHECK(t->acked && t->times);
	CHECK(pread(t->saved, t->acked, (size_t)end, 0) == end);
}

/* Sequence numbers rise in the file, so the one asked for is soon found. */
static int count_record(void *me, const struct hub_record *r)
{
	struct trial *t = me;

	for (size_t i = 0; i < t->n_acked; i++)
		if (t->acked[i].seq == r->seq && memcmp(t->acked[i].hash, r->hash, sizeof(r->hash)) == 0)
			t->times[i]++;
	return 0;
}

static void find(void *me, const char *sentence)
{
	struct trial *t = me;

	fprintf(stderr, "%s\n", sentence);
	if (text_starts(sentence, "GAP"))
		t->gaps++;
	else
		t->doubled++;
}

static int64_t audit(struct trial *t)
{
	const struct audit_world world = {.find = find, .me = t};
	struct hub_store store;
	struct audit a;
	int64_t records;

	CHECK_OK(hub_store_open(&store, t->w.uri, HUB_READ));
	audit_init(&a, &world);
	CHECK_OK(audit_hub(&a, &store, key_public_part(t->w.hub_key)->bytes));
	records = a.records;
	audit_fini(&a);
	CHECK_OK(store.ops->each_record(store.me, t->w.station.device, count_record, t));
	hub_store_close(&store);
	audit_init(&a, &world);
	CHECK_OK(audit_station(&a, t->w.data));
	CHECK_INT(a.records, records);
	audit_fini(&a);
	for (size_t i = 0; i < t->n_acked; i++) {
		t->lost += t->times[i] == 0;
		t->doubled += t->times[i] > 1;
	}
	return records;
}

static uint64_t number_from(const char *name, uint64_t preset)
{
	const char *text = getenv(name);

	return text ? strtoull(text, NULL, 10) : preset;
}

static double seconds_since(const struct timespec *began)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - began->tv_sec) + (double)(now.tv_nsec - began->tv_nsec) / 1e9;
}

TEST_LIMIT(kill, loses_nothing_doubles_nothing_and_leaves_no_gap, 900)
{
	uint64_t kills = number_from("KILLS", KILLS), seed = number_from("KILL_SEED", 1), state = seed;
	struct timespec began;
	struct trial t = {0};
	int64_t records;

	sync_world_make(&t.w);
	CHECK_OK(key_write(t.w.device, "data/keys"));
	t.saved = open("saved", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	CHECK(t.saved >= 0);
	clock_gettime(CLOCK_MONOTONIC, &began);
	sync_world_hub(&t.w);
	start_kiosk(&t);
	start_sync(&t);
	for (uint64_t i = 0; i < kills; i++) {
		usleep(test_random(&state) % (2 * MEAN_MS * 1000));
		kill_one(&t, test_random(&state) % 3);
	}
	kill_hard(t.kiosk);
	kill_hard(t.sync);
	CHECK_INT(sync_world_once(&t.w), 0);
	read_saved(&t);
	records = audit(&t);
	printf("kill: %llu kills (%d kiosk, %d sync, %d hub), %lld records, %zu called saved: %lld lost, %lld doubled, "
	       "%lld gaps, %.1f s, seed %llu\n",
	        (unsigned long long)kills, t.kills[0], t.kills[1], t.kills[2], (long long)records, t.n_acked,
	        (long long)t.lost, (long long)t.doubled, (long long)t.gaps, seconds_since(&began),
	        (unsigned long long)seed);
	CHECK_INT(t.lost + t.doubled + t.gaps, 0);
	CHECK(records >= (int64_t)t.n_acked && t.n_acked > kills);
	free(t.acked);
	free(t.times);
	close(t.saved);
	sync_world_end(&t.w);
}
