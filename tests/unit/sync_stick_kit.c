#include "sync_stick_kit.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "sync/inbox.h"
#include "sync/stick_inside.h"
#include "sys/file.h"
#include "sys/text.h"

static void hear(void *me, const char *sentence)
{
	struct buf *said = me;

	buf_text(said, sentence);
	buf_char(said, '\n');
}

static int submit(void *me, struct hub_batch *batch)
{
	return err_up(hub_take(me, &batch, 1));
}

void stick_kit_open(struct stick_kit *k, int records, int bytes)
{
	char keys[600];

	memset(k, 0, sizeof *k);
	sync_world_make(&k->w);
	CHECK_OK(path_join(keys, sizeof keys, k->w.data, "keys"));
	CHECK_OK(key_write(k->w.device, keys));
	if (records > 0)
		sync_world_commit(&k->w, records, bytes);
	stick_twin_init(&k->twin);
	stick_twin_disk(&k->disk, &k->twin);
	buf_init(&k->said, 1 << 20);
	k->world = (struct stick_world){
	        .disk = &k->disk, .dir = "stick", .clock = &k->w.clock, .say = hear, .me = &k->said};
	k->station = (struct stick_station){.data = k->w.data, .station = &k->w.station, .device = k->w.device};
	CHECK_OK(hub_store_open(&k->store, k->w.uri, HUB_WRITE));
	CHECK_OK(hub_open(&k->hub, k->store, k->w.hub_key));
	CHECK_OK(hub_store_open(&k->devices, k->w.uri, HUB_READ));
	k->office = (struct stick_office){.devices = &k->devices, .submit = submit, .submit_me = &k->hub};
}

void stick_kit_close(struct stick_kit *k)
{
	hub_store_close(&k->devices);
	hub_store_close(&k->store);
	stick_twin_fini(&k->twin);
	buf_fini(&k->said);
	sync_world_end(&k->w);
}

void stick_kit_real(struct stick_kit *k)
{
	stick_disk_real(&k->disk);
	CHECK_OK(dir_make("stick", 0700));
}

int kit_export(struct stick_kit *k)
{
	return stick_export(&k->exported, &k->world, &k->station);
}

int kit_import(struct stick_kit *k)
{
	return stick_import(&k->imported, &k->world, &k->station);
}

int kit_take(struct stick_kit *k)
{
	return stick_take(&k->taken, &k->world, &k->office);
}

static int no_call(void *me, struct transport_answer *out, const struct transport_request *q)
{
	(void)me;
	(void)out;
	(void)q;
	test_fail(__FILE__, __LINE__, "the network was asked for %s", q->path);
}

size_t kit_inbox(struct stick_kit *k)
{
	struct transport none = {.call = no_call};
	struct ledger_write ledger;
	struct sender *s = calloc(1, sizeof *s);
	size_t kept;

	CHECK(s != NULL);
	sync_world_sender(s, &ledger, &k->w, none);
	CHECK_OK(inbox_take(&kept, s));
	sender_fini(s);
	free(s);
	ledger_write_close(&ledger);
	return kept;
}

int64_t kit_held(const struct stick_kit *k)
{
	return sync_world_counts(&k->w).records;
}

int kit_on_stick(struct stick_kit *k)
{
	static bool seen[4096];
	struct stick_list list;
	int n = 0;

	memset(seen, 0, sizeof seen);
	CHECK_OK(stick_list_read(&list, &k->world, ".ceb.zst"));
	for (size_t i = 0; i < list.n; i++) {
		struct stick_batch b;
		struct stick_name name;

		CHECK(stick_name_take(&name, list.entries[i].name));
		CHECK_OK(stick_batch_read(&b, &k->world, &name, key_public_part(k->w.device)->bytes));
		if (b.why)
			test_fail(__FILE__, __LINE__, "%s: %s", list.entries[i].name, b.why);
		CHECK_INT(b.good, b.wire.n);
		CHECK_INT(b.good, name.to - name.from + 1);
		for (size_t r = 0; r < b.wire.n; r++) {
			CHECK(b.wire.items[r].header.seq < 4096 && !seen[b.wire.items[r].header.seq]);
			seen[b.wire.items[r].header.seq] = true;
			n++;
		}
		stick_batch_free(&b);
	}
	stick_list_free(&list);
	return n;
}

struct nth {
	const char *ending;
	size_t left;
	char name[STICK_NAME_MOST + 1];
};

static int look(void *me, const struct stick_entry *e)
{
	struct nth *n = me;

	if (n->name[0] == 0 && text_ends(e->name, n->ending) && n->left-- == 0)
		CHECK(text_copy(n->name, sizeof n->name, e->name));
	return 0;
}

const char *kit_name(struct stick_kit *k, const char *ending, size_t i)
{
	static struct nth n;

	n = (struct nth){.ending = ending, .left = i};
	CHECK_OK(k->disk.each(k->disk.me, k->world.dir, look, &n));
	CHECK(n.name[0] != 0);
	return n.name;
}

void kit_hear_nothing(struct stick_kit *k)
{
	buf_clear(&k->said);
}
