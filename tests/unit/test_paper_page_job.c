/* A print on A4: what the journal is told, copies, cancelling, and files. */
#include <stdio.h>
#include <sys/stat.h>

#include "paper/job_journal.h"
#include "paper_page_kit.h"
#include "sys/file.h"

/* A journal in memory, which notes the order of what it is told. */
struct book {
	char order[64];
	struct journal_entry entry;
	struct journal_end end;
	bool has_hash;
	uint8_t hash[JOURNAL_HASH_BYTES];
	int bands;
	bool sick;
	const char *file; /* must not be there when printing is written down */
};

static void note(struct book *b, const char *what)
{
	CHECK(strlen(b->order) + strlen(what) < sizeof b->order);
	memcpy(b->order + strlen(b->order), what, strlen(what) + 1);
}

static int book_begin(int64_t *id, void *me, const struct journal_entry *entry, bool printing)
{
	struct book *b = me;

	if (b->sick)
		return DESK_SICK;
	b->entry = *entry;
	*id = 5;
	note(b, printing ? "P" : "Q");
	return 0;
}

static int book_attempt(void *me, int64_t id, int attempt)
{
	struct book *b = me;

	CHECK_INT(id, 5);
	CHECK_INT(attempt, 1);
	CHECK(!b->file || !file_exists(b->file));
	note(b, "A");
	return 0;
}

static int book_band(void *me, int64_t id, int bands)
{
	struct book *b = me;

	CHECK_INT(id, 5);
	b->bands = bands;
	return 0;
}

static int book_end(void *me, int64_t id, const struct journal_end *end)
{
	struct book *b = me;

	CHECK_INT(id, 5);
	b->end = *end;
	b->has_hash = end->hash != NULL;
	if (end->hash)
		memcpy(b->hash, end->hash, sizeof b->hash);
	note(b, "E");
	return 0;
}

static int book_hash(uint8_t out[JOURNAL_HASH_BYTES], void *me, int64_t id)
{
	struct book *b = me;

	(void)id;
	memcpy(out, b->hash, sizeof b->hash);
	return b->has_hash ? 0 : DESK_END;
}

static struct job_journal journal_of(struct book *b)
{
	return (struct job_journal){b, book_begin, book_attempt, book_band, book_end, book_hash};
}

TEST(page_job, a_file_gets_every_dot_and_the_journal_every_step)
{
	struct page_stand d;
	struct book b = {.file = "out/000001.pwg"};
	struct job_journal journal = journal_of(&b);
	struct page_job_order o;
	struct job_progress at;
	AUTO_BUF got;

	page_stand_open(&d, "file:out");
	CHECK_INT(page_printer_dpi(d.printer), 300);
	o = page_stand_order(&d);
	o.journal = &journal;
	o.must_prove = true;
	CHECK_OK(page_job_start(&d.job, &o));
	CHECK_TEXT(b.order, "QA");
	CHECK_INT(d.calls, 0); /* never from inside of start */
	at = page_stand_run(&d, 20000);
	CHECK_INT(at.state, JOB_DONE);
	CHECK_INT(at.level, PROOF_DRAINED);
	CHECK_INT(at.bands_proved, 0);
	CHECK_TEXT(b.order, "QAE");
	CHECK_INT(b.entry.bands, at.n_bands);
	CHECK_TEXT(b.end.reason, "");
	CHECK_INT(b.end.state, JOURNAL_DONE);
	CHECK(b.has_hash);
	CHECK_INT(d.overs, 1);
	buf_init(&got, 64 * 1024 * 1024);
	CHECK_OK(file_read(&got, "out/000001.pwg"));
	page_kit_same(got.data, got.len, d.pages);
	CHECK(!file_exists("out/.000001.part"));
	page_stand_close(&d);
}

TEST(page_job, without_a_journal_nothing_that_must_be_proved_is_printed)
{
	for (int sick = 0; sick < 2; sick++) {
		struct page_stand d;
		struct book b = {.sick = true};
		struct job_journal journal = journal_of(&b);
		struct page_job_order o;
		struct job_progress at;

		page_stand_open(&d, "file:out");
		o = page_stand_order(&d);
		o.must_prove = true;
		o.journal = sick ? &journal : NULL;
		CHECK_OK(page_job_start(&d.job, &o));
		page_job_progress(d.job, &at);
		CHECK_INT(at.state, JOB_VOID);
		CHECK_INT(at.reason, JOB_NO_JOURNAL);
		CHECK(!file_exists("out/000001.pwg"));
		page_stand_close(&d);
	}
}

TEST(page_job, a_copy_is_printed_only_when_its_dots_are_the_original_s)
{
	for (int other = 0; other < 2; other++) {
		struct page_stand d;
		struct book b = {0};
		struct job_journal journal = journal_of(&b);
		struct page_job_order o;
		struct pages_order po;
		struct sheet *head;
		struct pages *copy;
		struct job_progress at;
		uint8_t hash[JOURNAL_HASH_BYTES];

		page_stand_open(&d, "file:out");
		o = page_stand_order(&d);
		o.journal = &journal;
		CHECK_OK(page_job_start(&d.job, &o));
		CHECK_INT(page_stand_run(&d, 20000).state, JOB_DONE);
		page_job_free(d.job);
		memcpy(hash, b.hash, sizeof hash);
		CHECK_OK(sheet_new(&head, &d.kit.page));
		sheet_banner(head, "KOPIE 1");
		CHECK_OK(sheet_done(head));
		po = (struct pages_order){d.kit.arena,
		        page_kit_sheet(&d.kit, "N-VIC", "nl", other ? "uk" : "ar", NOTICE_FORMAT_FULL), PAGE_FOOT,
		        "Rechten van slachtoffers", head};
		CHECK_OK(pages_new(&copy, &po));
		o.pages = copy;
		o.copy_of = 5;
		o.copy_no = 1;
		CHECK_OK(page_job_start(&d.job, &o));
		at = page_stand_run(&d, 20000);
		CHECK_INT(at.state, other ? JOB_VOID : JOB_DONE);
		CHECK_INT(at.reason, other ? JOB_NOT_SAME : JOB_FINE);
		if (!other)
			CHECK_BYTES(b.hash, hash, sizeof hash);
		page_stand_close(&d);
		pages_free(copy);
		CHECK_OK(dir_remove("out"));
	}
}

TEST(page_job, a_cancelled_job_is_void_while_its_last_page_is_not_out)
{
	struct page_stand d;
	struct book b = {0};
	struct job_journal journal = journal_of(&b);
	struct page_job_order o;
	struct job_progress at;

	page_stand_open(&d, "file:out");
	o = page_stand_order(&d);
	o.journal = &journal;
	CHECK_OK(page_job_start(&d.job, &o));
	for (int i = 0; i < 20; i++)
		CHECK_OK(loop_step(d.loop, 0));
	page_job_progress(d.job, &at);
	CHECK(at.bytes_sent > 0 && at.bands_sent < at.n_bands);
	page_job_cancel(d.job);
	page_job_progress(d.job, &at);
	CHECK_INT(at.state, JOB_VOID);
	CHECK_INT(at.reason, JOB_CANCELLED);
	CHECK_INT(b.end.state, JOURNAL_VOID);
	CHECK(!b.has_hash);
	CHECK_INT(d.overs, 1);
	page_stand_close(&d);
	CHECK(!file_exists("out/000001.pwg"));
	CHECK(!file_exists("out/.000001.part"));
}

TEST(page_job, cancelled_after_the_last_page_it_is_unknown)
{
	struct page_stand d;
	struct page_job_order o;
	struct job_progress at;
	char uri[64];
	int64_t until;

	(void)snprintf(uri, sizeof uri, "ipp:127.0.0.1:%d/ipp/print", page_server(SERVER_NEVER_ENDS, false, 5, ""));
	page_stand_open(&d, uri);
	o = page_stand_order(&d);
	CHECK_OK(page_job_start(&d.job, &o));
	until = clock_measure_us() + 15000000;
	for (page_job_progress(d.job, &at); at.level < PROOF_DRAINED && clock_measure_us() < until;
	        page_job_progress(d.job, &at))
		CHECK_OK(loop_step(d.loop, 20));
	CHECK_INT(at.level, PROOF_DRAINED);
	page_job_cancel(d.job);
	page_job_progress(d.job, &at);
	CHECK_INT(at.state, JOB_UNKNOWN);
	page_stand_close(&d);
}

TEST(page_job, a_station_without_one_says_so_at_once)
{
	struct page_stand d;
	struct page_job_order o;
	struct job_progress at;

	page_stand_open(&d, "none");
	o = page_stand_order(&d);
	CHECK_OK(page_job_start(&d.job, &o));
	page_job_progress(d.job, &at);
	CHECK_INT(at.state, JOB_VOID);
	CHECK_INT(at.reason, JOB_NO_PRINTER);
	CHECK_INT(d.calls, 0);
	page_stand_close(&d);
}

/* Wherever the world fails, the job ends, and never as done with a file that is not whole. */
TEST_LIMIT(page_job, every_fault_of_a_file_ends_the_job, 120)
{
	FAULT_SWEEP(n)
	{
		struct page_stand d;
		struct page_job_order o;
		struct job_progress at;
		char place[64];

		CHECK_OK(dir_remove("out"));
		fault_arm(0);
		page_stand_open(&d, "file:out");
		o = page_stand_order(&d);
		o.pages = page_kit_pages(&d.kit, page_kit_lines(&d.kit, 2), "Kort");
		fault_arm(n);
		CHECK_OK(page_job_start(&d.job, &o));
		at = page_stand_run(&d, 10000);
		(void)snprintf(place, sizeof place, "%s", fault_place());
		CHECK(page_job_is_over(d.job));
		if (fault_fired() && strncmp(place, "page.", 5) == 0)
			CHECK(at.state != JOB_DONE);
		if (at.state == JOB_DONE)
			CHECK(file_exists("out/000001.pwg"));
		page_stand_close(&d);
	}
}
