/* What a job writes down, copies of it, and jobs that outlive their visit. */
#include <stdio.h>

#include "paper/job_desk.h"
#include "paper/job_journal.h"
#include "paper_wire.h"

/* A journal without a disk: the latest row, and the order of what was told. */
struct fake {
	struct job_journal ops;
	char told[400];
	struct journal_end end;
	uint8_t hash[JOURNAL_HASH_BYTES];
	bool has_hash, is_sick;
	size_t bytes_at_begin; /* what the printer had by then */
	struct wire *w;
};

static void tell(struct fake *f, const char *word, long long n)
{
	size_t at = strlen(f->told);

	(void)snprintf(f->told + at, sizeof f->told - at, "%s%s%lld", at ? " " : "", word, n);
}

static int fake_begin(int64_t *id, void *me, const struct journal_entry *entry, bool printing)
{
	struct fake *f = me;
	struct job_progress p = {0};

	if (f->is_sick)
		return DESK_SICK;
	CHECK(*entry->kind);
	if (f->w->s.job)
		job_progress(f->w->s.job, &p);
	CHECK_INT(p.bytes_sent, 0); /* durable before the first byte */
	tell(f, printing ? "printing" : "queued", entry->copy_no);
	*id = 7;
	return 0;
}

static int fake_attempt(void *me, int64_t id, int attempt)
{
	CHECK_INT(id, 7);
	tell(me, "attempt", attempt);
	return 0;
}

static int fake_band(void *me, int64_t id, int bands)
{
	(void)bands, (void)me;
	CHECK_INT(id, 7);
	return 0;
}

static int fake_end(void *me, int64_t id, const struct journal_end *end)
{
	struct fake *f = me;

	CHECK_INT(id, 7);
	tell(f, "end", end->state);
	f->end = *end;
	f->has_hash = end->hash != NULL;
	if (end->hash)
		memcpy(f->hash, end->hash, sizeof f->hash);
	return 0;
}

static int fake_hash(uint8_t out[JOURNAL_HASH_BYTES], void *me, int64_t id)
{
	const struct fake *f = me;

	CHECK_INT(id, 7);
	memcpy(out, f->hash, JOURNAL_HASH_BYTES);
	return f->has_hash ? 0 : DESK_END;
}

static void open_all(struct wire *w, struct fake *f)
{
	wire_open(w, "tm-t88vi");
	wire_plug(w, &(struct twin_setup){.seed = 1});
	*f = (struct fake){.w = w};
	f->ops = (struct job_journal){.me = f,
	        .begin = fake_begin,
	        .attempt = fake_attempt,
	        .band = fake_band,
	        .end = fake_end,
	        .hash_of = fake_hash};
	w->order.journal = &f->ops;
	w->order.kind = "notice";
	w->order.title = "N-VIC nl 1";
	w->order.must_prove = true;
}

static void settle(struct wire *w)
{
	for (int i = 0; i < 60; i++)
		(void)wire_turn(w);
}

TEST(journal, has_the_row_before_the_first_byte_and_the_end_once)
{
	struct job_progress p;
	struct fake f;
	struct wire w;

	open_all(&w, &f);
	settle(&w);
	wire_start(&w);
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.journal_id, 7);
	CHECK_TEXT(f.told, "printing0 end2");
	CHECK_INT(f.end.level, PROOF_CUT);
	CHECK_INT(f.end.bands_proved, p.n_bands);
	CHECK_TEXT(f.end.reason, "");
	CHECK(f.has_hash);
	wire_unplug(&w);
}

TEST(journal, tells_waiting_attempts_and_why_it_ended)
{
	struct job_progress p;
	struct fake f;
	struct wire w;

	open_all(&w, &f);
	wire_start(&w); /* the printer is not open yet, or just is */
	wire_pull(&w);
	p = wire_run(&w, 20);
	CHECK(p.state != JOB_DONE);
	job_cancel(w.s.job);
	CHECK_HAS(f.told, "end3");
	CHECK_TEXT(f.end.reason, p.bytes_sent ? "lost" : "cancelled");
	CHECK(!f.has_hash);
	wire_unplug(&w);
	open_all(&w, &f);
	w.order.stub = w.stub;
	settle(&w);
	CHECK_OK(twin_plan(w.twin, "paper_out", TWIN_AT_ROW, 130));
	wire_start(&w);
	(void)wire_until_trouble(&w, TROUBLE_PAPER);
	wire_event(&w, "paper_in");
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_TEXT(f.told, "printing0 attempt2 end2");
	wire_unplug(&w);
}

TEST(journal, out_of_order_prints_no_notice_and_still_a_receipt)
{
	for (int must = 0; must < 2; must++) {
		struct job_progress p;
		struct fake f;
		struct wire w;

		open_all(&w, &f);
		f.is_sick = true;
		settle(&w);
		w.order.must_prove = must;
		wire_start(&w);
		p = wire_run(&w, 400);
		CHECK_INT(p.state, must ? JOB_VOID : JOB_DONE);
		CHECK_INT(p.reason, must ? JOB_NO_JOURNAL : JOB_FINE);
		CHECK_INT(p.journal_id, 0);
		CHECK_INT(p.bytes_sent > 0, !must);
		CHECK_INT(wire_bodies(&w), !must);
		CHECK_TEXT(f.told, "");
		wire_unplug(&w);
	}
}

TEST(journal, must_be_there_where_a_print_must_be_provable)
{
	struct job_progress p;
	struct fake f;
	struct wire w;

	open_all(&w, &f);
	w.order.journal = NULL;
	settle(&w);
	wire_start(&w);
	p = wire_run(&w, 400);
	CHECK_INT(p.reason, JOB_NO_JOURNAL);
	CHECK_INT(p.bytes_sent, 0);
	wire_unplug(&w);
}

/* ---- copies -------------------------------------------------------------------------------------- */

TEST(copy, has_its_head_and_the_same_body_dot_for_dot)
{
	struct job_progress p;
	struct fake f;
	struct wire w;

	open_all(&w, &f);
	settle(&w);
	wire_start(&w);
	(void)wire_run(&w, 400);
	CHECK_INT(wire_heads(&w), 0);
	job_free(w.s.job);
	w.s.job = NULL;
	f.told[0] = 0;
	w.order.copy_of = 7;
	w.order.copy_no = 1;
	w.order.head = w.head;
	wire_start(&w);
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.level, PROOF_CUT);
	CHECK_INT(wire_heads(&w), 1);
	CHECK_INT(wire_bodies(&w), 2);
	CHECK_TEXT(f.told, "printing1 end2");
	wire_unplug(&w);
}

TEST(copy, of_another_body_is_refused_before_a_byte)
{
	struct job_progress p;
	struct fake f;
	struct wire w;

	open_all(&w, &f);
	settle(&w);
	wire_start(&w);
	(void)wire_run(&w, 400);
	job_free(w.s.job);
	w.s.job = NULL;
	w.order.copy_of = 7;
	w.order.copy_no = 1;
	w.order.head = w.head;
	w.order.sheet = w.stub;
	wire_start(&w);
	p = wire_run(&w, 50);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_NOT_SAME);
	CHECK_INT(p.bytes_sent, 0);
	CHECK_INT(wire_heads(&w), 0);
	wire_unplug(&w);
}

/* The hash is of the dots, however tall the bands are in which they were drawn. */
TEST(copy, hash_is_the_same_in_bands_of_any_height)
{
	uint8_t hash[JOURNAL_HASH_BYTES] = {0};

	for (int64_t rows = 240; rows >= 48; rows /= 2) {
		struct fake f;
		struct wire w;

		wire_open(&w, "tm-t88vi");
		w.s.kit.profile.max_rows = rows;
		w.s.kit.profile.graphics_rows = rows;
		wire_plug(&w, &(struct twin_setup){.seed = 1});
		f = (struct fake){.w = &w};
		f.ops = (struct job_journal){&f, fake_begin, fake_attempt, fake_band, fake_end, fake_hash};
		w.order.journal = &f.ops;
		wire_start(&w);
		CHECK_INT(wire_run(&w, 400).state, JOB_DONE);
		CHECK(f.has_hash);
		if (rows < 240)
			CHECK_BYTES(f.hash, hash, sizeof hash);
		memcpy(hash, f.hash, sizeof hash);
		wire_unplug(&w);
	}
}

/* ---- a visit that is over ------------------------------------------------------------------------- */

static void count_over(void *me)
{
	++*(int *)me;
}

static void never(void *me, const struct job_progress *p)
{
	(void)p;
	++*(int *)me;
}

TEST(keeper, lets_a_print_end_after_its_visit_and_releases_the_sheet_once)
{
	int over = 0, told = 0;
	struct job_desk *desk;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	wire_plug(&w, &(struct twin_setup){.seed = 1});
	settle(&w);
	CHECK_OK(job_desk_new(&desk, w.s.loop));
	w.order.over = count_over;
	w.order.over_me = &over;
	w.order.fn = never;
	w.order.me = &told;
	w.order.torn = job_desk_torn(desk);
	wire_start(&w);
	CHECK_OK(job_keep(desk, w.s.job));
	told = 0;
	w.s.job = NULL;
	CHECK_INT(job_desk_count(desk), 1);
	CHECK_INT(over, 0);
	for (int i = 0; i < 2000 && job_desk_count(desk); i++)
		(void)wire_turn(&w);
	settle(&w);
	CHECK_INT(job_desk_count(desk), 0);
	CHECK_INT(over, 1);
	CHECK_INT(told, 0);
	CHECK_INT(wire_bodies(&w), 1);
	CHECK(!*job_desk_torn(desk));
	job_desk_free(desk);
	CHECK_INT(over, 1);
	wire_unplug(&w);
}

TEST(keeper, takes_so_many_and_cancels_what_is_left_at_the_end)
{
	int over = 0;
	struct job_desk *desk;
	struct job *jobs[JOB_DESK_MOST + 1];
	struct wire w;

	wire_open(&w, "tm-t88vi");
	wire_plug(&w, &(struct twin_setup){.seed = 1});
	CHECK_OK(job_desk_new(&desk, w.s.loop));
	w.order.over = count_over;
	w.order.over_me = &over;
	w.order.torn = job_desk_torn(desk);
	settle(&w);
	for (int i = 0; i <= JOB_DESK_MOST; i++)
		CHECK_OK(job_start(&jobs[i], &w.order));
	for (int i = 0; i <= JOB_DESK_MOST; i++) {
		struct job_progress p;

		/* Those over already (no place in the queue) leave room. */
		job_progress(jobs[i], &p);
		CHECK(job_keep(desk, jobs[i]) == 0);
	}
	CHECK_INT(job_desk_count(desk), 1 + PRINTER_WAITERS);
	job_desk_free(desk);
	CHECK_INT(over, JOB_DESK_MOST + 1);
	wire_unplug(&w);
}
