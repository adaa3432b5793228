#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "store/journal.h"
#include "store_crashvfs.h"
#include "store_world.h"
#include "sys/file.h"

/*
 * The plug is pulled at disk operation 1, 2, 3 ... of a desk's life with nine prints. What was promised must hold:
 * a print that had begun has its row, an end that was told stays told, and what was under way is unknown. SEEDS=n
 * runs more than the usual 8; the figures stand on standard output: "power: N cuts, 0 lost, 0 doubled, 0 corrupt".
 */

enum { JOBS = 9, PROMISES_MOST = 4 * JOBS };

struct promise {
	int64_t id;
	int state; /* of journal_state; printing = begun */
	int proved;
};

struct tally {
	long cuts, lost, doubled, corrupt;
};

static void tell(int fd, int64_t id, int state, int proved)
{
	const struct promise p = {.id = id, .state = state, .proved = proved};

	if (write(fd, &p, sizeof p) != sizeof p)
		_exit(4);
}

static void print_one(struct journal *j, int n, int fd)
{
	const struct journal_entry entry = {.kind = "notice", .title = "N-VIC uk 3", .bands = 3};
	struct journal_end end = {
	        .state = n % 3 ? JOURNAL_DONE : JOURNAL_VOID, .level = 4, .bands_proved = 3, .reason = ""};
	int64_t id;

	if (journal_begin(&id, j, &entry, n % 2))
		_exit(5);
	tell(fd, id, n % 2 ? JOURNAL_PRINTING : JOURNAL_QUEUED, 0);
	if (n % 2 == 0) {
		if (journal_attempt(j, id, 1))
			_exit(6);
		tell(fd, id, JOURNAL_PRINTING, 0);
	}
	if (journal_band(j, id, 2))
		_exit(7);
	tell(fd, id, JOURNAL_PRINTING, 2);
	if (n % 4 == 3)
		return; /* this one has no end before the plug or the close */
	if (journal_end(j, id, &end))
		_exit(8);
	tell(fd, id, end.state, 3);
}

static void live(const char *data, const struct log *log, const struct clock *clock, int fd, const char *synchronous)
{
	const struct desk_tuning tuning = {.vfs = "crash", .synchronous = synchronous};
	struct journal *j;
	struct desk *d;

	for (int run = 0; run < 3; run++) {
		if (desk_open_tuned(&d, data, log, &tuning) || !desk_is_well(d) || journal_open(&j, d, clock, log))
			_exit(3);
		for (int n = 0; n < JOBS / 3; n++)
			print_one(j, run * (JOBS / 3) + n, fd);
		journal_close(j);
		desk_close(d);
	}
}

/* True when the life ended by itself. */
static bool cut_once(const char *data, uint64_t cut, uint64_t seed, const char *synchronous, struct promise *p, int *n)
{
	struct log log = {.fd = -1};
	struct clock clock;
	int pipes[2], status;
	pid_t pid;

	clock_manual(&clock, INT64_C(1773483630000));
	CHECK(pipe(pipes) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		close(pipes[0]);
		crash_vfs_arm(cut, seed);
		live(data, &log, &clock, pipes[1], synchronous);
		_exit(0);
	}
	close(pipes[1]);
	*n = 0;
	while (*n < PROMISES_MOST && read(pipes[0], &p[*n], sizeof *p) == sizeof *p)
		++*n;
	close(pipes[0]);
	CHECK(waitpid(pid, &status, 0) == pid);
	if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != CRASH_EXIT))
		test_fail(__FILE__, __LINE__, "cut %llu of seed %llu ended with status %x", (unsigned long long)cut,
		        (unsigned long long)seed, (unsigned)status);
	return WEXITSTATUS(status) == 0;
}

/* Whether a row keeps a promise: it may know more (what was written and not told any more), never less. */
static bool is_kept(const struct journal_row *r, const struct promise *p)
{
	switch ((enum journal_state)p->state) {
	case JOURNAL_QUEUED:
		return r->state >= JOURNAL_DONE; /* void when it never began, unknown when it just did */
	case JOURNAL_PRINTING:
		return r->state >= JOURNAL_DONE && !(r->state == JOURNAL_VOID && r->attempts == 0) &&
		       r->bands_proved >= p->proved;
	default:
		return (int)r->state == p->state && r->level == 4 && r->bands_proved == p->proved;
	}
}

static void ask(const char *data, const struct promise *p, int n, struct tally *sum)
{
	const struct journal_entry entry = {.kind = "notice", .title = "", .bands = 1};
	struct log log = {.fd = -1};
	struct journal_row row;
	struct journal *j;
	struct clock clock;
	struct desk *d;
	int64_t rows = 0, id, begun = 0;

	clock_manual(&clock, INT64_C(1773483630000));
	CHECK_OK(desk_open(&d, data, &log));
	CHECK_OK(journal_open(&j, d, &clock, &log));
	if (!desk_is_well(d) || desk_was_set_aside(d))
		sum->corrupt++;
	for (int i = 0; i < n && desk_is_well(d); i++) {
		begun = p[i].id > begun ? p[i].id : begun;
		sum->lost += journal_get(&row, j, p[i].id) != 0 || !is_kept(&row, &p[i]);
	}
	if (desk_number(&rows, d, 0, "SELECT count(*) FROM journal", "") || journal_begin(&id, j, &entry, true))
		sum->corrupt++;
	sum->doubled += rows > begun + 1;
	journal_close(j);
	desk_close(d);
}

static void pull_plug(struct tally *sum, const char *synchronous, uint64_t seed, bool until_lost)
{
	struct promise promises[PROMISES_MOST];
	bool finished = false;
	char folder[200];
	int n;

	store_test_fast_folder(folder, sizeof folder);
	for (uint64_t cut = 1; !finished && !(until_lost && sum->lost); cut++) {
		CHECK_OK(dir_remove(folder));
		CHECK_OK(dir_make(folder, 0700));
		finished = cut_once(folder, cut, seed, synchronous, promises, &n);
		ask(folder, promises, n, sum);
		sum->cuts++;
	}
	CHECK_OK(dir_remove(folder));
}

TEST_LIMIT(power, journal_keeps_every_begin_and_end, 600)
{
	const char *wanted = getenv("SEEDS");
	long seeds = wanted ? strtol(wanted, NULL, 10) : 8;
	struct tally sum = {0};

	for (long seed = 1; seed <= seeds; seed++)
		pull_plug(&sum, NULL, (uint64_t)seed, false);
	printf("power: %ld cuts, %ld lost, %ld doubled, %ld corrupt\n", sum.cuts, sum.lost, sum.doubled, sum.corrupt);
	CHECK(sum.cuts > seeds * 40);
	CHECK_INT(sum.lost, 0);
	CHECK_INT(sum.doubled, 0);
	CHECK_INT(sum.corrupt, 0);
}

TEST_LIMIT(power, journal_would_lose_ends_without_full_sync, 120)
{
	struct tally sum = {0};

	for (uint64_t seed = 1; seed <= 20 && sum.lost == 0; seed++)
		pull_plug(&sum, "NORMAL", seed, true);
	printf("synchronous=NORMAL: %ld lost after %ld cuts\n", sum.lost, sum.cuts);
	CHECK(sum.lost > 0);
}
