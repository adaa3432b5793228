#include "kiosk_notices.h"

#include <stdio.h>

#include "notice/pack_source.h"
#include "sys/file.h"
#include "sys/proc.h"

static void words(const char *content)
{
	static const char *const langs[] = {"nl-easy", "de", "fr", "uk", "pl", "tr"};

	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
		char from[4200], to[700];
		const char *const argv[] = {"msgfmt", "-o", to, from, NULL};

		snprintf(from, sizeof from, "%s/assets/words/%s.po", test_root(), langs[i]);
		snprintf(to, sizeof to, "%s/words/%s.mo", content, langs[i]);
		CHECK_OK(proc_run(argv, NULL, 20000));
	}
}

static void pack(const char *content, const struct key_secret *key)
{
	struct pack_approval all = {.notice = "*", .lang = "*", .status = NOTICE_REVIEWED, .date = "2026-01-02"};
	struct pack_source *source;
	struct pack_content *judged;
	AUTO_BUF found, bytes;
	struct notice_findings f = {.text = &found};
	char path[4200];

	buf_init(&found, 1 << 20);
	buf_init(&bytes, PACK_BYTES_MAX);
	snprintf(path, sizeof path, "%s/assets/notices", test_root());
	CHECK_OK(pack_source_open(&source, path, &f));
	CHECK_OK(pack_judge(&judged, &source->pack, PACK_LOOK_AUTHOR, "", "2026-01-02", &f));
	pack_source_leave_out(source, judged);
	all.example = true;
	snprintf(all.by, sizeof all.by, "Voorbeeld");
	CHECK_OK(pack_approve(&source->pack, &all));
	CHECK_OK(pack_sign(&source->pack, key));
	CHECK_OK(pack_write(&bytes, &source->pack));
	snprintf(path, sizeof path, "%s/notices", content);
	CHECK_OK(dir_make(path, 0700));
	snprintf(path, sizeof path, "%s/notices/loket.pack", content);
	CHECK_OK(file_replace(path, bytes.data, bytes.len, 0644));
	pack_content_free(judged);
	pack_source_free(source);
}

void notices_open(struct world *w, const char *more)
{
	struct key_secret *key;
	struct station st;
	char path[700];

	world_open(w, more);
	world_close(w);
	snprintf(path, sizeof path, "%s/notices", w->content);
	if (!file_exists(path)) {
		CHECK_OK(key_new(&key, KEY_PACK, true));
		CHECK_OK(key_write(key, "pack-key"));
		words(w->content);
		pack(w->content, key);
		CHECK_OK(station_read(&st, w->data));
		st.pack_keys[st.n_pack_keys++] = *key_public_part(key);
		CHECK_OK(station_write(&st, w->data));
		key_free(key);
	}
	world_open(w, more);
}

/* ---- what of a notice is on the screen ---------------------------------------------------- */

static bool on_screen(const struct world *w, const char *text)
{
	const struct access *a = ui_access(w->app.ui);

	for (int i = 0; i < a->n; i++)
		if (strcmp(a->all[i].label, text) == 0)
			return true;
	return false;
}

int notices_seen(const struct world *w, const struct notice *n, int seen)
{
	int at_now = 0;

	for (int i = 0; i < n->n_items; i++) {
		if (at_now++ == seen && on_screen(w, n->items[i].heading))
			seen++;
		for (int b = 0; b < n->items[i].n_blocks; b++) {
			const struct notice_block *block = &n->items[i].blocks[b];
			char numbered[2000];

			snprintf(numbered, sizeof numbered, "%d. %s", block->number, block->text);
			if (at_now++ == seen && (on_screen(w, block->text) || on_screen(w, numbered)))
				seen++;
		}
	}
	return seen;
}

int notices_parts(const struct notice *n)
{
	int parts = 0;

	for (int i = 0; i < n->n_items; i++)
		parts += 1 + n->items[i].n_blocks;
	return parts;
}

struct key_secret *notices_key(void)
{
	struct key_secret *key;

	CHECK_OK(key_read_secret(&key, "pack-key/pack.key", KEY_PACK));
	return key;
}
