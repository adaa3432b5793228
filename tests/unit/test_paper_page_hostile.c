/* A printer on the network that errs, hangs or lies: a job on A4 is never done by it, nothing hangs, nothing grows. */
#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

#include "paper_page_kit.h"
#include "sys/file.h"

struct expected {
	enum page_server_trick trick;
	bool late;
	enum job_state state;
	int level_most;
};

static int pages_of_notice(void)
{
	struct page_stand d;
	int n;

	page_stand_open(&d, "none");
	n = pages_count(d.pages);
	page_stand_close(&d);
	return n;
}

static struct job_progress try_it(struct page_stand *d, enum page_server_trick trick, bool late, int ms)
{
	char uri[64];
	struct page_job_order order;
	struct job_progress at;
	int n = pages_of_notice();

	(void)snprintf(uri, sizeof uri, "ipp:127.0.0.1:%d/ipp/print", page_server(trick, late, n, "sent.pwg"));
	page_stand_open(d, uri);
	order = page_stand_order(d);
	order.wait_ms = 1500;
	order.stall_ms = 1500;
	order.hold_ms = 2500;
	CHECK_OK(page_job_start(&d->job, &order));
	at = page_stand_run(d, ms);
	CHECK(page_job_is_over(d->job));
	CHECK_INT(d->overs, 1);
	return at;
}

TEST(page_hostile, a_server_that_is_fine_gets_every_dot)
{
	struct page_stand d;
	struct job_progress at = try_it(&d, SERVER_FINE, false, 20000);
	AUTO_BUF got;

	CHECK_INT(at.state, JOB_DONE);
	CHECK_INT(at.level, PROOF_PRINTED);
	CHECK_INT(at.bands_proved, at.n_bands);
	buf_init(&got, 64 * 1024 * 1024);
	CHECK_OK(file_read(&got, "sent.pwg"));
	page_kit_same(got.data, got.len, d.pages);
	page_stand_close(&d);
}

TEST(page_hostile, completed_without_a_count_is_a_level_less)
{
	struct page_stand d;
	struct job_progress at = try_it(&d, SERVER_NO_IMPRESSIONS, false, 20000);

	CHECK_INT(at.state, JOB_DONE);
	CHECK_INT(at.level, PROOF_BARRIER);
	CHECK_INT(at.bands_proved, 0);
	page_stand_close(&d);
}

TEST(page_hostile, an_answer_to_the_document_is_not_needed_where_the_job_is_told)
{
	struct page_stand d;
	struct job_progress at = try_it(&d, SERVER_SILENT_DATA, false, 20000);

	CHECK_INT(at.state, JOB_DONE);
	CHECK_INT(at.level, PROOF_PRINTED);
	page_stand_close(&d);
}

TEST(page_hostile, paper_end_is_told_and_goes_by)
{
	struct page_stand d;
	struct job_progress at = try_it(&d, SERVER_EMPTY, false, 20000);

	CHECK_INT(at.state, JOB_DONE);
	CHECK(d.saw_trouble[TROUBLE_PAPER]);
	page_stand_close(&d);
}

static const struct expected cases[] = {
        {SERVER_FEWER, false, JOB_UNKNOWN, PROOF_BARRIER},
        {SERVER_MORE, false, JOB_UNKNOWN, PROOF_BARRIER},
        {SERVER_OTHER_JOB, false, JOB_UNKNOWN, PROOF_DRAINED},
        {SERVER_OTHER_QUESTION, false, JOB_UNKNOWN, PROOF_DRAINED},
        {SERVER_ABORTS, false, JOB_UNKNOWN, PROOF_DRAINED},
        {SERVER_NEVER_ENDS, false, JOB_UNKNOWN, PROOF_DRAINED},
        {SERVER_FORGETS, false, JOB_UNKNOWN, PROOF_DRAINED},
        {SERVER_REFUSES_DOCUMENT, false, JOB_UNKNOWN, PROOF_ACCEPTED},
        {SERVER_REFUSES, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_HANGS_UP, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_STALLS, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_MUTE, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_GARBAGE, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_ENDLESS_HEAD, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_ENDLESS_BODY, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_LONG_VALUE, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_DEEP, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_DRIP, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_HALF, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_NOT_RASTER, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_600, false, JOB_VOID, PROOF_NOTHING},
        {SERVER_MUTE, true, JOB_UNKNOWN, PROOF_ACCEPTED},
        {SERVER_GARBAGE, true, JOB_UNKNOWN, PROOF_ACCEPTED},
        {SERVER_ENDLESS_HEAD, true, JOB_UNKNOWN, PROOF_ACCEPTED},
        {SERVER_ENDLESS_BODY, true, JOB_UNKNOWN, PROOF_ACCEPTED},
        {SERVER_DRIP, true, JOB_UNKNOWN, PROOF_ACCEPTED},
        {SERVER_HALF, true, JOB_UNKNOWN, PROOF_ACCEPTED},
};

static void run_cases(size_t from, size_t to)
{
	for (size_t i = from; i < to && i < sizeof cases / sizeof cases[0]; i++) {
		const struct expected *c = &cases[i];
		struct page_stand d;
		size_t before = mallinfo2().uordblks + mallinfo2().hblkhd, after;
		struct job_progress at = try_it(&d, c->trick, c->late, 20000);

		after = mallinfo2().uordblks + mallinfo2().hblkhd;
		(void)printf("# trick %d%s: state %d, reason %s, level %d\n", c->trick, c->late ? " late" : "",
		        at.state, job_reason_word(at.reason), at.level);
		CHECK_INT(at.state, c->state);
		CHECK((int)at.level <= c->level_most);
		CHECK(at.level < PROOF_PRINTED);
		CHECK(after < before + 24 * 1024 * 1024); /* fonts and their letters, most of it */
		page_stand_close(&d);
	}
}

TEST_LIMIT(page_hostile, what_is_not_proved_is_never_done_a, 120)
{
	run_cases(0, 7);
}

TEST_LIMIT(page_hostile, what_is_not_proved_is_never_done_b, 120)
{
	run_cases(7, 14);
}

TEST_LIMIT(page_hostile, what_is_not_proved_is_never_done_c, 120)
{
	run_cases(14, 21);
}

TEST_LIMIT(page_hostile, what_is_not_proved_is_never_done_d, 120)
{
	run_cases(21, 27);
}

TEST(page_hostile, completed_before_it_was_sent_is_a_lie)
{
	struct page_stand d;
	struct job_progress at = try_it(&d, SERVER_EARLY, false, 20000);

	/* Asked before the last byte went it is caught; asked later its answer is right. */
	CHECK(at.state == JOB_VOID || at.state == JOB_UNKNOWN || at.level == PROOF_PRINTED);
	page_stand_close(&d);
}

TEST(page_hostile, a_wrong_address_is_void_and_says_why)
{
	struct page_stand d;
	struct page_job_order order;
	struct job_progress at;

	page_stand_open(&d, "ipp:127.0.0.1:9/ipp/print"); /* nobody listens */
	order = page_stand_order(&d);
	order.wait_ms = 2000;
	CHECK_OK(page_job_start(&d.job, &order));
	at = page_stand_run(&d, 10000);
	CHECK_INT(at.state, JOB_VOID);
	CHECK_INT(at.reason, JOB_NOT_THERE);
	CHECK(page_printer_why(d.printer)[0] != 0);
	page_stand_close(&d);
}
