/* The print journal: numbers, states and what the next start makes of them. */
#include <stdio.h>

#include "harness.h"
#include "store/journal.h"
#include "sys/file.h"

#define DAY_MS (INT64_C(86400) * 1000)

struct book {
	struct log log;
	struct clock clock;
	struct desk *desk;
	struct journal *journal;
};

static void book_open(struct book *b)
{
	if (!b->clock.manual)
		clock_manual(&b->clock, INT64_C(1773483630000));
	b->log.fd = -1;
	CHECK_OK(desk_open(&b->desk, "data", &b->log));
	CHECK_OK(journal_open(&b->journal, b->desk, &b->clock, &b->log));
}

static void book_close(struct book *b)
{
	journal_close(b->journal);
	desk_close(b->desk);
}

static const struct journal_entry notice = {.kind = "notice", .title = "N-VIC uk 3", .bands = 11};

static int64_t begin(struct book *b, const struct journal_entry *e, bool printing)
{
	int64_t id = 0;

	CHECK_OK(journal_begin(&id, b->journal, e, printing));
	return id;
}

static struct journal_row get(struct book *b, int64_t id)
{
	struct journal_row r;

	CHECK_OK(journal_get(&r, b->journal, id));
	return r;
}

static void end(struct book *b, int64_t id, enum journal_state state, int level, int proved)
{
	static const uint8_t hash[JOURNAL_HASH_BYTES] = {1, 2, 3};
	const struct journal_end e = {.state = state,
	        .level = level,
	        .bands_proved = proved,
	        .reason = state == JOURNAL_DONE ? "" : "paper",
	        .hash = state == JOURNAL_DONE ? hash : NULL};

	CHECK_OK(journal_end(b->journal, id, &e));
}

TEST(journal, keeps_what_became_of_a_job)
{
	struct book b = {0};
	struct journal_row r;
	int64_t id, second;

	book_open(&b);
	id = begin(&b, &notice, true);
	CHECK_OK(journal_band(b.journal, id, 4));
	clock_advance(&b.clock, 3000);
	end(&b, id, JOURNAL_DONE, 4, 11);
	second = begin(&b, &notice, true);
	CHECK_INT(second, id + 1);
	end(&b, second, JOURNAL_VOID, 0, 5);
	book_close(&b);
	book_open(&b);
	r = get(&b, id);
	CHECK_TEXT(r.kind, "notice");
	CHECK_TEXT(r.title, "N-VIC uk 3");
	CHECK_TEXT(r.reason, "");
	CHECK_INT(r.state, JOURNAL_DONE);
	CHECK_INT(r.level, 4);
	CHECK_INT(r.bands, 11);
	CHECK_INT(r.bands_proved, 11);
	CHECK_INT(r.attempts, 1);
	CHECK_INT(r.created_ms, INT64_C(1773483630000));
	CHECK_INT(r.ended_ms - r.created_ms, 3000);
	CHECK(r.has_hash && r.hash[2] == 3);
	CHECK_INT(r.copy_of, 0);
	r = get(&b, second);
	CHECK_INT(r.state, JOURNAL_VOID);
	CHECK_TEXT(r.reason, "paper");
	CHECK(!r.has_hash);
	CHECK_INT(journal_get(&r, b.journal, 99), DESK_END);
	book_close(&b);
}

TEST(journal, tells_what_the_last_end_broke_off)
{
	struct book b = {0};
	struct journal_row r, list[4];
	int64_t queued, printing, waited, done;
	int n;

	book_open(&b);
	queued = begin(&b, &notice, false);
	printing = begin(&b, &notice, true);
	waited = begin(&b, &notice, false);
	done = begin(&b, &notice, true);
	CHECK_OK(journal_attempt(b.journal, waited, 1));
	CHECK_OK(journal_band(b.journal, printing, 7));
	end(&b, done, JOURNAL_DONE, 1, 0);
	book_close(&b); /* or the power went */
	book_open(&b);
	r = get(&b, queued);
	CHECK_INT(r.state, JOURNAL_VOID);
	CHECK_TEXT(r.reason, "never_begun");
	CHECK_INT(r.attempts, 0);
	r = get(&b, printing);
	CHECK_INT(r.state, JOURNAL_UNKNOWN);
	CHECK_TEXT(r.reason, "power");
	CHECK_INT(r.bands_proved, 7);
	CHECK_INT(get(&b, waited).state, JOURNAL_UNKNOWN);
	CHECK_INT(get(&b, done).state, JOURNAL_DONE);
	CHECK_OK(journal_unknown(list, &n, 4, b.journal));
	CHECK_INT(n, 2);
	CHECK_INT(list[0].id, printing);
	CHECK_INT(list[1].id, waited);
	CHECK_OK(journal_unknown(list, &n, 1, b.journal));
	CHECK_INT(n, 1);
	book_close(&b);
}

TEST(journal, takes_a_persons_word_once_and_for_unknown_jobs_only)
{
	struct book b = {0};
	struct journal_row r;
	int64_t id, done;
	int n;

	book_open(&b);
	id = begin(&b, &notice, true);
	done = begin(&b, &notice, true);
	CHECK_INT(journal_judge(b.journal, id, JOURNAL_CAME_OUT), DESK_REFUSED); /* it still prints */
	end(&b, id, JOURNAL_UNKNOWN, 0, 3);
	end(&b, done, JOURNAL_DONE, 4, 11);
	CHECK_INT(journal_judge(b.journal, done, JOURNAL_DID_NOT), DESK_REFUSED);
	CHECK_OK(journal_judge(b.journal, id, JOURNAL_TORN));
	CHECK_INT(journal_judge(b.journal, id, JOURNAL_CAME_OUT), DESK_REFUSED);
	r = get(&b, id);
	CHECK_INT(r.state, JOURNAL_UNKNOWN); /* a person's word is kept beside it, not instead of it */
	CHECK_INT(r.judgement, JOURNAL_TORN);
	CHECK(r.judged_ms > 0);
	CHECK_OK(journal_unknown(&r, &n, 1, b.journal));
	CHECK_INT(n, 0);
	book_close(&b);
}

TEST(journal, never_tells_an_end_otherwise_later)
{
	static const struct journal_end done = {.state = JOURNAL_DONE, .level = 4, .reason = ""};
	struct book b = {0};
	int64_t id;

	book_open(&b);
	id = begin(&b, &notice, true);
	end(&b, id, JOURNAL_UNKNOWN, 0, 3);
	CHECK_INT(journal_end(b.journal, id, &done), DESK_REFUSED);
	CHECK_INT(journal_band(b.journal, id, 11), DESK_REFUSED);
	CHECK_INT(journal_attempt(b.journal, id, 2), DESK_REFUSED);
	CHECK_INT(get(&b, id).state, JOURNAL_UNKNOWN);
	CHECK_INT(get(&b, id).bands_proved, 3);
	CHECK_INT(journal_end(b.journal, 1234, &done), DESK_REFUSED);
	book_close(&b);
}

TEST(journal, counts_copies_and_gives_no_number_twice)
{
	struct book b = {0};
	struct journal_entry copy = notice;
	int64_t id, none;
	int n = -1;

	book_open(&b);
	id = begin(&b, &notice, true);
	CHECK_OK(journal_copies(&n, b.journal, id));
	CHECK_INT(n, 0);
	copy.copy_of = id;
	copy.copy_no = 1;
	(void)begin(&b, &copy, true);
	CHECK_INT(journal_begin(&none, b.journal, &copy, true), DESK_REFUSED);
	copy.copy_no = 2;
	(void)begin(&b, &copy, false); /* one that never began used its number up too */
	CHECK_OK(journal_copies(&n, b.journal, id));
	CHECK_INT(n, 2);
	CHECK_INT(get(&b, id + 1).copy_of, id);
	CHECK_INT(get(&b, id + 1).copy_no, 1);
	book_close(&b);
}

TEST(journal, takes_words_of_its_size_only)
{
	char title[JOURNAL_TITLE_MAX + 2], kind[JOURNAL_KIND_MAX + 2];
	struct book b = {0};
	struct journal_entry e = notice;
	int64_t id;

	book_open(&b);
	for (int over = -1; over <= 1; over++) {
		memset(title, 'x', sizeof title);
		title[JOURNAL_TITLE_MAX + over] = 0;
		memset(kind, 'k', sizeof kind);
		kind[JOURNAL_KIND_MAX + over] = 0;
		e = notice;
		e.title = title;
		CHECK_INT(journal_begin(&id, b.journal, &e, true), over > 0 ? DESK_REFUSED : 0);
		e = notice;
		e.kind = kind;
		CHECK_INT(journal_begin(&id, b.journal, &e, true), over > 0 ? DESK_REFUSED : 0);
	}
	e.kind = "Jan Jansen";
	CHECK_INT(journal_begin(&id, b.journal, &e, true), DESK_REFUSED);
	e.kind = "";
	CHECK_INT(journal_begin(&id, b.journal, &e, true), DESK_REFUSED);
	book_close(&b);
}

TEST(journal, forgets_after_24_months_and_gives_no_id_again)
{
	struct book b = {0};
	struct journal_row r[3];
	int64_t id;
	int n;

	book_open(&b);
	id = begin(&b, &notice, true);
	end(&b, id, JOURNAL_DONE, 4, 11);
	clock_advance(&b.clock, JOURNAL_KEEP_MS);
	CHECK_OK(journal_forget_old(b.journal));
	CHECK_INT(get(&b, id).id, id); /* to the day */
	clock_advance(&b.clock, 1);
	book_close(&b);
	book_open(&b);
	CHECK_OK(journal_latest(r, &n, 3, b.journal, 0));
	CHECK_INT(n, 0);
	CHECK_INT(begin(&b, &notice, true), id + 1);
	(void)begin(&b, &notice, true);
	CHECK_OK(journal_latest(r, &n, 3, b.journal, 0));
	CHECK_INT(n, 2);
	CHECK_INT(r[0].id, id + 2);
	CHECK_OK(journal_latest(r, &n, 3, b.journal, id + 2));
	CHECK_INT(n, 1);
	CHECK_INT(r[0].id, id + 1);
	book_close(&b);
}

TEST(journal, is_open_on_a_sick_desk_and_tells_after_mending)
{
	struct book b = {0}, second = {0};
	struct journal_row r;
	int64_t id;
	int n;

	book_open(&b);
	id = begin(&b, &notice, true);
	book_open(&second); /* locked by the first */
	CHECK_INT(journal_begin(&id, second.journal, &notice, true), DESK_SICK);
	CHECK_INT(journal_get(&r, second.journal, id), DESK_SICK);
	CHECK_INT(journal_unknown(&r, &n, 1, second.journal), DESK_SICK);
	CHECK_INT(journal_copies(&n, second.journal, id), DESK_SICK);
	book_close(&b);
	CHECK_OK(desk_try_again(second.desk));
	CHECK_OK(journal_mend(second.journal));
	CHECK_INT(get(&second, id).state, JOURNAL_UNKNOWN);
	book_close(&second);
}

/* Whatever fails: what was said to be written is there, and an end that was not written is unknown at the next start. */
TEST(journal, never_says_that_it_wrote_what_it_did_not)
{
	FAULT_SWEEP(n)
	{
		struct book b = {.log.fd = -1};
		const struct journal_end done = {.state = JOURNAL_DONE, .level = 4, .bands_proved = 11, .reason = ""};
		struct journal_row row;
		bool begun = false, ended = false;
		int64_t id = 0;
		int armed = n;

		fault_arm(0);
		CHECK_OK(dir_remove("data"));
		clock_manual(&b.clock, INT64_C(1773483630000));
		fault_arm(armed);
		if (desk_open(&b.desk, "data", &b.log))
			continue;
		if (journal_open(&b.journal, b.desk, &b.clock, &b.log) == 0) {
			begun = journal_begin(&id, b.journal, &notice, true) == 0;
			ended = begun && journal_band(b.journal, id, 3) == 0 && journal_end(b.journal, id, &done) == 0;
			journal_close(b.journal);
		}
		desk_close(b.desk);
		fault_arm(0);
		book_open(&b);
		CHECK(desk_is_well(b.desk) && !desk_was_set_aside(b.desk));
		CHECK_INT(journal_get(&row, b.journal, 1), begun ? 0 : DESK_END);
		if (begun)
			CHECK_INT(row.state, ended ? JOURNAL_DONE : JOURNAL_UNKNOWN);
		book_close(&b);
	}
}
