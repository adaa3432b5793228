#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/stick_inside.h"
#include "sys/text.h"

/* One station's epoch, and the latest word about it. */
struct stick_word {
	uint8_t device[16];
	uint32_t epoch;
	uint8_t receipt[RECEIPT_BYTES];
};

struct take {
	const struct stick_world *w;
	const struct stick_office *o;
	struct stick_taken count;
	struct hub_device device; /* of the file at hand; its trust HUB_UNKNOWN: none yet */
	struct hub_batch *batch; /* large: on the heap */
	struct wire_item *items; /* WIRE_RECORDS of them, borrowed from the file's */
	struct stick_word *words;
	size_t n_words, room_words;
};

static void refuse(struct take *t, const char *name, const char *why)
{
	stick_say(t->w, "REFUSED: %s: %s.", name, why);
	t->count.refused++;
}

/* True and t->device when the hub knows it; else it is named. */
static int find_device(bool *known, struct take *t, const uint8_t id[16], const char *name)
{
	char why[160], hex[33];
	int r = 0;

	if (memcmp(t->device.id, id, 16) != 0 || t->device.trust == HUB_UNKNOWN)
		r = t->o->devices->ops->get_device(t->o->devices->me, &t->device, id);
	if (r < 0)
		return err_up(r);
	*known = t->device.trust != HUB_UNKNOWN;
	if (!*known) {
		hex_put(hex, id, 16);
		(void)snprintf(why, sizeof(why),
		        "station %s is not known to this hub (loketctl device add makes it known)", hex);
		refuse(t, name, why);
	}
	return 0;
}

/* The hub's latest word on that epoch; a later one replaces it. */
static int keep_word(struct take *t, const struct hub_batch *b)
{
	struct stick_word *word = NULL;

	for (size_t i = 0; !word && i < t->n_words; i++)
		if (t->words[i].epoch == b->epoch && memcmp(t->words[i].device, b->device, sizeof(b->device)) == 0)
			word = &t->words[i];
	if (!word && t->n_words == t->room_words) {
		size_t room = t->room_words ? 2 * t->room_words : 16;
		void *words = realloc(t->words, room * sizeof(*t->words));

		if (!words)
			return err_new(ENOMEM, "There is no memory for the receipts of a stick.");
		t->words = words;
		t->room_words = room;
	}
	if (!word)
		word = &t->words[t->n_words++];
	memcpy(word->device, b->device, sizeof(word->device));
	word->epoch = b->epoch;
	memcpy(word->receipt, b->head.receipt, sizeof(word->receipt));
	return 0;
}

static void name_results(struct take *t, const char *name)
{
	for (size_t i = 0; i < t->batch->n; i++) {
		const struct hub_item *item = &t->batch->results[i];

		t->count.stored += item->outcome == HUB_STORED;
		t->count.duplicates += item->outcome == HUB_DUPLICATE;
		t->count.conflicts += item->outcome == HUB_CONFLICT;
		if (item->outcome == HUB_CONFLICT)
			stick_say(t->w, "%s: record %" PRIu32 " is kept, but %s.", name, t->batch->items[i].header.seq,
			        text_is(item->code, "chain") ? "it does not follow the one before"
			                                     : "another record holds its place");
	}
}

/* A station whose trust has ended may still deliver what it made before. */
static bool is_too_late(const struct take *t, const struct wire_item *item)
{
	return t->device.trust == HUB_REVOKED && item->header.created_ms >= t->device.revoked_ms;
}

static void pick_items(struct take *t, const struct stick_batch *b, const char *name)
{
	char why[120];

	t->batch->n = 0;
	for (size_t i = 0; i < b->wire.n; i++) {
		const struct wire_item *item = &b->wire.items[i];
		const char *wrong = item->why              ? item->why
		                    : is_too_late(t, item) ? "made after the station was revoked"
		                                           : NULL;

		if (!wrong) {
			t->items[t->batch->n++] = *item;
			continue;
		}
		(void)snprintf(why, sizeof(why), "item %zu is no record of this station (%s)", i + 1, wrong);
		refuse(t, name, why);
	}
}

static int give(struct take *t, const struct stick_batch *b, const char *name)
{
	int r;

	*t->batch = (struct hub_batch){.epoch = b->name.epoch, .items = t->items};
	memcpy(t->batch->device, b->name.device, sizeof(t->batch->device));
	memcpy(t->batch->sign_key, t->device.sign_key, sizeof(t->batch->sign_key));
	t->batch->received_ms = clock_wall_ms(t->w->clock);
	pick_items(t, b, name);
	if (t->batch->n == 0)
		return 0;
	if (t->device.trust == HUB_REVOKED)
		stick_say(
		        t->w, "%s: station %s is revoked; what it made before that is taken.", name, t->device.station);
	if ((r = t->o->submit(t->o->submit_me, t->batch)) < 0 || (r = keep_word(t, t->batch)) < 0)
		return err_up(r);
	name_results(t, name);
	t->count.files++;
	stick_say(t->w, "%s: %zu records of station %s, held up to record %" PRIu32 " of epoch %" PRIu32 ".", name,
	        t->batch->n, t->device.station, t->batch->head.acked, t->batch->epoch);
	return 0;
}

static int take_file(struct take *t, const struct stick_entry *e)
{
	struct stick_name name;
	struct stick_batch b;
	bool known;
	int r;

	if (!stick_name_take(&name, e->name)) {
		refuse(t, e->name, "this is no name of a batch");
		return 0;
	}
	if ((r = find_device(&known, t, name.device, e->name)) < 0)
		return err_up(r);
	if (!known)
		return 0;
	if ((r = stick_batch_read(&b, t->w, &name, t->device.sign_key)) < 0)
		return err_up(r);
	if (b.why)
		refuse(t, e->name, b.why);
	else
		r = give(t, &b, e->name);
	if (r == 0 && !b.why && b.wire.n != name.to - name.from + 1)
		refuse(t, e->name, "it holds another number of records than its name says");
	stick_batch_free(&b);
	return err_up(r);
}

static int for_each(struct take *t, const char *ending, int (*fn)(struct take *t, const struct stick_entry *e))
{
	struct stick_list list;
	int r = stick_list_read(&list, t->w, ending);

	if (r < 0)
		return err_up(r);
	for (size_t i = 0; r == 0 && i < list.n; i++)
		r = fn(t, &list.entries[i]);
	stick_list_free(&list);
	return err_up(r);
}

static int name_unfinished(struct take *t, const struct stick_entry *e)
{
	refuse(t, e->name, "it was not finished, the stick was pulled out too early; export again at the station");
	return 0;
}

/* Each file of the list: is it there, and as it was written? */
static int compare(struct take *t, const struct stick_manifest *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct stick_file *f = &m->files[i];
		uint8_t hash[32];
		AUTO_BUF bytes;
		int r;

		buf_init(&bytes, STICK_FILE_MOST);
		r = t->w->disk->read(t->w->disk->me, &bytes, t->w->dir, f->name, false);
		if (r < 0 && r != -EFBIG)
			return err_up(r);
		stick_file_hash(hash, bytes.data, bytes.len);
		if (r == STICK_NO_FILE)
			refuse(t, f->name, "it is missing: the stick was copied by half; export again at the station");
		else if (r < 0 || bytes.len != f->bytes)
			refuse(t, f->name, "it is cut short, or longer than the station wrote it");
		else if (memcmp(hash, f->hash, sizeof(hash)) != 0)
			refuse(t, f->name, "it was changed after the station wrote it");
	}
	return 0;
}

static int take_list(struct take *t, const struct stick_entry *e)
{
	struct stick_manifest m, checked;
	AUTO_BUF text;
	bool known;
	int r;

	buf_init(&text, STICK_MANIFEST_MOST);
	r = t->w->disk->read(t->w->disk->me, &text, t->w->dir, e->name, false);
	if (r < 0 && r != -EFBIG)
		return err_up(r);
	r = r == 0 ? stick_manifest_read(&m, text.data, text.len, NULL) : STICK_MANIFEST_BROKEN;
	if (r < 0)
		return err_up(r);
	if (r > 0) {
		refuse(t, e->name, "this list of files is damaged");
		return 0;
	}
	r = find_device(&known, t, m.device, e->name);
	if (r == 0 && known && (r = stick_manifest_read(&checked, text.data, text.len, t->device.sign_key)) == 0) {
		r = compare(t, &checked);
		stick_manifest_free(&checked);
	}
	stick_manifest_free(&m);
	if (r > 0)
		refuse(t, e->name, "this list of files is not signed by the station it names");
	return r < 0 ? err_up(r) : 0;
}

static int give_receipts(struct take *t)
{
	for (size_t i = 0; i < t->n_words; i++) {
		char device[33], name[64];
		int r;

		hex_put(device, t->words[i].device, sizeof(t->words[i].device));
		(void)snprintf(name, sizeof(name), "%s-%" PRIu32 ".receipt", device, t->words[i].epoch);
		r = stick_put(t->w->disk, t->w->dir, name, t->words[i].receipt, RECEIPT_BYTES);
		if (r < 0) {
			char why[300];

			(void)snprintf(why, sizeof(why), "%s", err_why());
			return err_new(-r,
			        "The records are safe in the hub, but receipts could not be laid on the stick: %s",
			        why);
		}
		t->count.receipts++;
	}
	return 0;
}

static int run(struct take *t)
{
	int r = for_each(t, ".manifest", take_list);

	if (r == 0)
		r = for_each(t, ".ceb.zst", take_file);
	if (r == 0)
		r = for_each(t, STICK_PART, name_unfinished);
	if (r == 0)
		r = give_receipts(t);
	return err_up(r);
}

int stick_take(struct stick_taken *out, const struct stick_world *w, const struct stick_office *o)
{
	struct take t = {.w = w, .o = o};
	int r = 0;

	t.batch = calloc(1, sizeof(*t.batch));
	t.items = calloc(WIRE_RECORDS, sizeof(*t.items));
	if (!t.batch || !t.items)
		r = err_new(ENOMEM, "There is no memory to read a stick.");
	if (r == 0)
		r = run(&t);
	free(t.batch);
	free(t.items);
	free(t.words);
	if (r == 0)
		*out = t.count;
	return err_up(r);
}
