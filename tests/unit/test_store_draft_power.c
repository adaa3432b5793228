/* Drafts: the power may go, and the disk fail, at any moment. */
#include <sys/wait.h>
#include <unistd.h>

#include "store_draft.h"
#include "sys/fault.h"

#define t (*draft_test())
#define d drafts_here()

/* ---- the power goes ------------------------------------------------------------------------------ */

typedef void act(void);

static void keeps(void)
{
	(void)!draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES);
}

static void parks(void)
{
	(void)!draft_park(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES);
}

static void drops(void)
{
	draft_drop(d);
}

/* In a process of its own, which ends at the nth place where the disk could fail; true when it was reached. */
static bool cut(act *fn, int nth)
{
	pid_t child = fork();
	int status;

	CHECK(child >= 0);
	if (child == 0) {
		fault_cut(nth);
		fn();
		_exit(0);
	}
	CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
	return WEXITSTATUS(status) == FAULT_CUT;
}

/* Whatever is listed after it is whole and opens. */
static int whole(void)
{
	struct draft_row rows[DRAFTS_MOST];
	int n = drafts_list(rows, DRAFTS_MOST, d, DRAFT_FOR_DESK);

	for (int i = 0; i < n; i++)
		draft_opens(rows[i].id, t.desk, 0);
	return n;
}

TEST(draft, that_is_cut_off_while_it_is_written_is_the_old_one_or_the_new_one)
{
	int nth, seen = 0;

	drafts_begin();
	for (nth = 1; nth < 100; nth++) {
		bool reached;

		CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
		reached = cut(keeps, nth);
		drafts_again();
		CHECK_INT(whole(), 1);
		draft_remove(d, draft_first().id);
		CHECK_INT(draft_files(NULL), 0);
		seen += reached;
		if (!reached)
			break;
	}
	CHECK(seen >= 4);
	drafts_end();
}

TEST(draft, that_is_parked_while_the_power_goes_is_there_once_or_twice_but_never_lost)
{
	int nth, seen = 0;

	drafts_begin();
	for (nth = 1; nth < 100; nth++) {
		bool reached;

		CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
		reached = cut(parks, nth);
		drafts_again();
		CHECK(whole() >= 1 && whole() <= 2);
		while (draft_listed(DRAFT_FOR_DESK))
			draft_remove(d, draft_first().id);
		CHECK_INT(draft_files(NULL), 0);
		seen += reached;
		if (!reached)
			break;
	}
	CHECK(seen >= 5);
	drafts_end();
}

TEST(draft, that_was_stopped_does_not_come_back)
{
	drafts_begin();
	CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	CHECK(cut(drops, 1)); /* overwritten, its name still there */
	CHECK_INT(draft_files(NULL), 1);
	drafts_again();
	CHECK_INT(draft_listed(DRAFT_FOR_DESK), 0);
	CHECK_INT(draft_files(NULL), 0);
	drafts_end();
}

TEST(draft, says_when_the_disk_fails_and_loses_nothing)
{
	int n = 0, sick = 0;

	drafts_begin();
	CHECK_INT(draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES), 0);
	while (fault_again(&n)) {
		int r = draft_keep(d, draft_desk(), KIND_SELF_REPORT, draft_story, DRAFT_STORY_BYTES);

		fault_arm(0);
		CHECK(r == 0 || r == DRAFT_SICK);
		sick += r == DRAFT_SICK;
		if (n > 200)
			break;
	}
	CHECK(sick >= 4);
	drafts_again();
	CHECK_INT(whole(), 1);
	drafts_end();
}
