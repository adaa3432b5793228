/* What the hub offers: signed, fetched in slices, whole or not at all. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "sync/download.h"
#include "sync/hub_updates.h"
#include "sync_world.h"
#include "sys/file.h"
#include "sys/text.h"

/* A hub's two routes in this process, that can be told to misbehave. */
struct bench {
	struct key_secret *hub_key, *other_key;
	struct station station;
	struct hub_updates *updates;
	struct log log;
	struct clock clock;
	struct download d;
	int lists, slices;
	int cut_after; /* slices, then nobody answers; 0: never */
	bool foreign_key, other_device, wrong_bytes, short_bytes, whole_answer, gone;
	bool unwanted;
};

static void reply(struct transport_answer *out, unsigned status)
{
	out->end = TRANSPORT_REPLY;
	out->status = status;
}

static void give_bytes(struct bench *b, struct transport_answer *out, const struct transport_request *q)
{
	const struct hub_update *u = hub_updates_find(b->updates, strrchr(q->path, '/') + 1);
	AUTO_BUF bytes;

	buf_init(&bytes, 64 << 20);
	if (!u || b->gone) {
		reply(out, 404);
		return;
	}
	CHECK_OK(file_read(&bytes, u->path));
	CHECK(q->from >= 0 && q->from + q->length <= (int64_t)bytes.len && q->length <= DOWNLOAD_SLICE);
	buf_add(&out->body, bytes.data + q->from, (size_t)q->length - (b->short_bytes ? 1 : 0));
	if (b->wrong_bytes)
		out->body.data[0] ^= 1;
	reply(out, b->whole_answer ? 200 : 206);
}

static int call(void *me, struct transport_answer *out, const struct transport_request *q)
{
	static const uint8_t nobody[16] = {9};
	struct bench *b = me;

	buf_clear(&out->body);
	out->status = 0;
	out->end = TRANSPORT_UNREACHABLE;
	if (b->cut_after && b->slices >= b->cut_after)
		return 0;
	if (text_is(q->path, "/v1/updates")) {
		b->lists++;
		CHECK_OK(hub_updates_look(b->updates));
		CHECK_OK(hub_updates_list(&out->body, b->updates, b->other_device ? nobody : b->station.device, 1000,
		        b->foreign_key ? b->other_key : b->hub_key));
		reply(out, 200);
		return 0;
	}
	b->slices++;
	give_bytes(b, out, q);
	return 0;
}

static bool wanted(void *me, const struct offer *o)
{
	const struct bench *b = me;

	(void)o;
	return !b->unwanted;
}

static void begin(struct bench *b)
{
	const struct download_world w = {.folder = "spool",
	        .station = &b->station,
	        .transport = {call, b},
	        .log = &b->log,
	        .reserve_bytes = 1,
	        .wanted = wanted,
	        .me = b};

	download_init(&b->d, &w);
}

static struct bench *bench_new(void)
{
	struct bench *b = calloc(1, sizeof(*b));

	CHECK(sodium_init() >= 0);
	CHECK_OK(key_new(&b->hub_key, KEY_HUB, false));
	CHECK_OK(key_new(&b->other_key, KEY_HUB, false));
	b->station.hub_key = *key_public_part(b->hub_key);
	b->station.has_hub_key = true;
	memset(b->station.device, 5, sizeof(b->station.device));
	clock_manual(&b->clock, 1000);
	b->log = (struct log){.fd = -1, .clock = &b->clock};
	CHECK_OK(dir_make("offered", 0755));
	CHECK_OK(hub_updates_new(&b->updates, "offered"));
	begin(b);
	return b;
}

static void bench_free(struct bench *b)
{
	download_fini(&b->d);
	hub_updates_free(b->updates);
	key_free(b->hub_key);
	key_free(b->other_key);
	free(b);
}

static void offer(const char *name, size_t n)
{
	char path[200];
	AUTO_BUF bytes;
	uint64_t seed = n;

	buf_init(&bytes, 64 << 20);
	while (bytes.len < n)
		buf_char(&bytes, (char)test_random(&seed));
	snprintf(path, sizeof(path), "offered/%s", name);
	CHECK_OK(file_replace(path, bytes.data, bytes.len, 0644));
}

static enum download_state step(struct bench *b)
{
	enum download_state s;

	CHECK_OK(download_step(&b->d, &s));
	return s;
}

/* Until something other than "more" comes; gives it. */
static enum download_state run(struct bench *b)
{
	enum download_state s = DOWNLOAD_MORE;

	for (int i = 0; i < 400 && s == DOWNLOAD_MORE; i++)
		s = step(b);
	return s;
}

static void check_same(const char *a, const char *b)
{
	AUTO_BUF x, y;

	buf_init(&x, 64 << 20);
	buf_init(&y, 64 << 20);
	CHECK_OK(file_read(&x, a));
	CHECK_OK(file_read(&y, b));
	CHECK_INT(x.len, y.len);
	CHECK_BYTES(x.data, y.data, x.len);
}

TEST(download, whole_files_of_every_size_come_whole)
{
	static const size_t sizes[] = {1, DOWNLOAD_SLICE - 1, DOWNLOAD_SLICE, DOWNLOAD_SLICE + 1, 3 * DOWNLOAD_SLICE};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct bench *b = bench_new();

		offer("loket-0.5.0.raucb", sizes[i]);
		CHECK_INT(run(b), DOWNLOAD_DONE);
		CHECK_TEXT(b->d.offer.name, "loket-0.5.0.raucb");
		CHECK_TEXT(b->d.offer.version, "0.5.0");
		check_same("offered/loket-0.5.0.raucb", "spool/loket-0.5.0.raucb");
		CHECK(!file_exists("spool/loket-0.5.0.raucb.part"));
		CHECK_INT(b->slices, (sizes[i] + DOWNLOAD_SLICE - 1) / DOWNLOAD_SLICE);
		download_forget(&b->d);
		CHECK_INT(step(b), DOWNLOAD_IDLE);
		bench_free(b);
		CHECK_OK(dir_remove("spool"));
	}
}

TEST(download, goes_on_where_it_was_cut)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 5 * DOWNLOAD_SLICE + 100);
	b->cut_after = 2;
	CHECK_INT(run(b), DOWNLOAD_LATER);
	CHECK_INT(b->d.have, 2 * DOWNLOAD_SLICE);
	/* the program ends, the machine starts anew */
	download_fini(&b->d);
	begin(b);
	b->cut_after = 0;
	b->slices = 0;
	CHECK_INT(run(b), DOWNLOAD_DONE);
	CHECK_INT(b->slices, 4);
	check_same("offered/loket-0.5.0.raucb", "spool/loket-0.5.0.raucb");
	bench_free(b);
}

TEST(download, what_is_not_signed_by_our_hub_for_this_station_is_no_offer)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 1000);
	b->foreign_key = true;
	CHECK_INT(step(b), DOWNLOAD_IDLE);
	b->foreign_key = false;
	b->other_device = true;
	CHECK_INT(step(b), DOWNLOAD_IDLE);
	b->other_device = false;
	CHECK_INT(run(b), DOWNLOAD_DONE);
	bench_free(b);
}

TEST(download, other_bytes_than_were_signed_for_never_get_the_name)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 1000);
	b->wrong_bytes = true;
	CHECK_INT(run(b), DOWNLOAD_LATER);
	CHECK_INT(b->slices, 3); /* three times anew, then much later */
	CHECK(!file_exists("spool/loket-0.5.0.raucb"));
	CHECK(!file_exists("spool/loket-0.5.0.raucb.part"));
	bench_free(b);
}

TEST(download, an_answer_that_is_not_the_range_is_not_used)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 1000);
	b->short_bytes = true;
	CHECK_INT(run(b), DOWNLOAD_LATER);
	b->short_bytes = false;
	b->whole_answer = true;
	CHECK_INT(run(b), DOWNLOAD_LATER);
	CHECK(!file_exists("spool/loket-0.5.0.raucb.part"));
	b->whole_answer = false;
	CHECK_INT(run(b), DOWNLOAD_DONE);
	bench_free(b);
}

TEST(download, what_is_withdrawn_half_way_is_let_go)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 3 * DOWNLOAD_SLICE);
	CHECK_INT(step(b), DOWNLOAD_MORE);
	CHECK_INT(step(b), DOWNLOAD_MORE);
	b->gone = true;
	CHECK_INT(step(b), DOWNLOAD_LATER);
	CHECK(file_exists("spool/loket-0.5.0.raucb.part"));
	CHECK(unlink("offered/loket-0.5.0.raucb") == 0);
	CHECK_INT(step(b), DOWNLOAD_IDLE);
	CHECK(!file_exists("spool/loket-0.5.0.raucb.part"));
	bench_free(b);
}

TEST(download, another_file_under_the_same_name_is_another_offer)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 3 * DOWNLOAD_SLICE);
	CHECK_INT(step(b), DOWNLOAD_MORE);
	CHECK_INT(step(b), DOWNLOAD_MORE);
	offer("loket-0.5.0.raucb", 2 * DOWNLOAD_SLICE);
	download_forget(&b->d);
	/* The beginning is of the other one: found out by the hash, fetched anew. */
	CHECK_INT(run(b), DOWNLOAD_DONE);
	check_same("offered/loket-0.5.0.raucb", "spool/loket-0.5.0.raucb");
	bench_free(b);
}

TEST(download, content_comes_before_firmware_and_the_newest_firmware_alone)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 100);
	offer("loket-0.10.0.raucb", 100);
	offer("notices-7.pack", 100);
	CHECK_INT(run(b), DOWNLOAD_DONE);
	CHECK_TEXT(b->d.offer.name, "notices-7.pack");
	download_forget(&b->d);
	CHECK_INT(run(b), DOWNLOAD_DONE);
	CHECK_TEXT(b->d.offer.name, "loket-0.10.0.raucb");
	bench_free(b);
}

TEST(download, what_is_not_wanted_is_not_fetched)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 100);
	b->unwanted = true;
	CHECK_INT(step(b), DOWNLOAD_IDLE);
	CHECK_INT(b->slices, 0);
	bench_free(b);
}

TEST(download, no_room_no_download)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 1000);
	b->d.world.reserve_bytes = INT64_MAX / 2;
	CHECK_INT(step(b), DOWNLOAD_MORE);
	CHECK_INT(step(b), DOWNLOAD_LATER);
	CHECK_INT(b->slices, 0);
	bench_free(b);
}

TEST(download, a_link_or_a_longer_part_in_the_spool_is_not_followed)
{
	struct bench *b = bench_new();

	offer("loket-0.5.0.raucb", 1000);
	CHECK_OK(dir_make("spool", 0755));
	CHECK_OK(file_replace("precious", "precious", 8, 0644));
	CHECK(symlink("../precious", "spool/loket-0.5.0.raucb.part") == 0);
	CHECK_INT(run(b), DOWNLOAD_DONE);
	AUTO_BUF text;
	buf_init(&text, 100);
	CHECK_OK(file_read(&text, "precious"));
	CHECK_TEXT(buf_str(&text), "precious");
	bench_free(b);
}

TEST(download, every_failing_step_of_the_disk_ends_with_the_whole_or_nothing)
{
	FAULT_SWEEP(n)
	{
		struct bench *b;
		enum download_state s;

		fault_pause(true);
		b = bench_new();
		offer("loket-0.5.0.raucb", DOWNLOAD_SLICE + 5);
		fault_pause(false);
		for (int i = 0; i < 8; i++)
			if (download_step(&b->d, &s) < 0 || s == DOWNLOAD_DONE)
				break;
		fault_pause(true);
		fault_arm(n); /* keeps what fired */
		if (file_exists("spool/loket-0.5.0.raucb"))
			check_same("offered/loket-0.5.0.raucb", "spool/loket-0.5.0.raucb");
		bench_free(b);
		CHECK_OK(dir_remove("spool"));
		fault_pause(false);
		if (n > 40)
			break;
	}
}
