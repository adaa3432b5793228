#include "kiosk_hand.h"

#include <stdio.h>
#include <unistd.h>

#include "notice/pack_source.h"
#include "store/envelope.h"
#include "store/store_read.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"

static const char keys[] = "authority", authority_key[] = "authority/authority.key";

/* ---- the station ------------------------------------------------------------------------ */

static void every_language(const char *content)
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

static void approve(struct pack_source *source)
{
	struct pack_approval all = {.notice = "*",
	        .lang = "*",
	        .by = "Voorbeeld",
	        .date = "2026-01-02",
	        .status = NOTICE_REVIEWED,
	        .example = true};

	CHECK_OK(pack_approve(&source->pack, &all));
}

static void notices(const char *content, enum hand_texts texts, struct key_public *out)
{
	struct pack_source *source;
	struct key_secret *key;
	AUTO_BUF found;
	AUTO_BUF bytes;
	struct notice_findings f = {.text = &found};
	char path[4200];

	buf_init(&found, 1 << 20);
	buf_init(&bytes, PACK_BYTES_MAX);
	CHECK_OK(key_new(&key, KEY_PACK, true));
	snprintf(path, sizeof path, "%s/assets/notices", test_root());
	CHECK_OK(pack_source_open(&source, path, &f));
	if (texts == HAND_APPROVED)
		approve(source);
	CHECK_OK(pack_sign(&source->pack, key));
	CHECK_OK(pack_write(&bytes, &source->pack));
	snprintf(path, sizeof path, "%s/notices", content);
	CHECK_OK(dir_make(path, 0700));
	snprintf(path, sizeof path, "%s/notices/loket.pack", content);
	CHECK_OK(file_replace(path, bytes.data, bytes.len, 0644));
	*out = *key_public_part(key);
	pack_source_free(source);
	key_free(key);
}

void hand_open(struct world *w, const char *more, enum hand_texts texts)
{
	struct key_secret *authority;
	struct station st;

	CHECK_OK(dir_make("paper", 0700));
	world_open(w, "--printer none");
	world_close(w);
	every_language(w->content);
	CHECK_OK(key_new(&authority, KEY_AUTHORITY, true));
	CHECK_OK(key_write(authority, keys));
	CHECK_OK(station_read(&st, w->data));
	st.authorities[0] = *key_public_part(authority);
	notices(w->content, texts, &st.pack_keys[st.n_pack_keys++]);
	CHECK_OK(station_write(&st, w->data));
	key_free(authority);
	world_open(w, more);
	desk_enrol(w);
}

void hand_reopen(struct world *w, const char *more)
{
	world_open(w, more);
	world_see(w, "idle");
}

/* ---- the way ------------------------------------------------------------------------------- */

void hand_show(struct world *w, const char *situation, const char *lang)
{
	char id[60];

	world_see(w, "staff_menu");
	snprintf(id, sizeof id, "situation:%s", situation);
	world_tap(w, id);
	world_see(w, "notice_pick");
	if (world_node(w, "age:18"))
		world_tap(w, "age:18");
	snprintf(id, sizeof id, "lang:%s", lang);
	world_tap(w, id);
	world_see(w, "notice_show");
}

void hand_run(struct world *w, int ms)
{
	for (int64_t from = clock_measure_us(), done = 0, now; done < ms; done = now) {
		CHECK_OK(loop_step(w->app.loop, 10));
		now = (clock_measure_us() - from) / 1000;
		world_advance(w, now - done);
	}
}

void hand_print_out(struct world *w)
{
	for (int i = 0; i < 1000; i++) {
		enum visit_paper p = visit_paper(w->app.visit);

		if (!visit_paper_begun(w->app.visit) || (p != PAPER_WAITING && p != PAPER_PRINTING))
			break;
		hand_run(w, 20);
	}
	hand_run(w, 20);
}

int hand_papers(void)
{
	char path[60];
	int n = 0;

	do
		snprintf(path, sizeof path, "paper/%06d.json", ++n);
	while (access(path, R_OK) == 0);
	return n - 1;
}

json_t *hand_paper(int nth)
{
	char path[60];
	json_error_t error;
	json_t *paper;

	snprintf(path, sizeof path, "paper/%06d.json", nth);
	paper = json_load_file(path, 0, &error);
	if (!paper)
		test_fail(__FILE__, __LINE__, "%s: %s", path, error.text);
	return paper;
}

static void fill_one(struct world *w)
{
	const struct access *a = ui_access(w->app.ui);

	for (int i = 0; i < a->n; i++)
		if (strncmp(a->all[i].id, "choice:", 7) == 0 || strcmp(a->all[i].id, "ready:0") == 0) {
			char id[ID_MAX];

			snprintf(id, sizeof id, "%s", a->all[i].id);
			world_tap(w, id);
			return;
		}
	if (!world_node(w, "step:now"))
		world_type(w, "12345");
	world_tap(w, "next");
}

void hand_fill_in(struct world *w)
{
	for (int i = 0; i < 60 && strcmp(world_screen(w), "notice_handover") == 0; i++) {
		struct handover *h = handing_record(w->app.visit);

		if (!handover_next_open(h))
			return;
		world_tap(w, "next");
		world_see(w, "handover_field");
		fill_one(w);
	}
	test_fail(__FILE__, __LINE__, "%s: the record still asks for %s", world_screen(w),
	        handover_next_open(handing_record(w->app.visit))->name);
}

/* ---- what was sealed -------------------------------------------------------------------------- */

static void add(json_t *all, const struct record *record, const struct key_secret *key)
{
	struct envelope_inside in;
	json_error_t error;
	json_t *one;

	CHECK_OK(envelope_open(&in, record, key));
	one = json_loadb((const char *)in.json.data, in.json.len, JSON_REJECT_DUPLICATES, &error);
	CHECK(one != NULL);
	CHECK(json_array_append_new(all, one) == 0);
	buf_fini(&in.json);
}

json_t *hand_records(const struct world *w, uint16_t kind)
{
	json_t *all = json_array();
	struct key_secret *key;
	struct store_read *r;
	struct store_row row;

	CHECK_OK(key_read_secret(&key, authority_key, KEY_AUTHORITY));
	CHECK_OK(store_read_open(&r, w->data));
	for (uint32_t seq = 1; store_read_from(&row, r, 1, seq) == 0; seq = row.seq + 1) {
		struct record_header h;

		CHECK_INT(record_header_take(&h, row.record.header), 0);
		if (h.type == kind)
			add(all, &row.record, key);
	}
	store_read_close(r);
	key_free(key);
	return all;
}

const char *hand_text(const json_t *record, const char *name)
{
	const char *text = json_string_value(json_object_get(record, name));

	return text ? text : "";
}

int hand_journal(struct world *w, struct journal_row *out, int most)
{
	int n = 0;

	CHECK_INT(journal_latest(out, &n, most, w->app.visit->journal, 0), 0);
	return n;
}
