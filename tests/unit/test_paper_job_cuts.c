/*
 * The line, the printer's power, the host's power and the paper go at every byte of a notice. What the job says is held
 * against the paper: done and nothing there is lost, two whole unmarked sheets (or void with a whole one) is doubled, a
 * level above what was honestly answered is corrupt. A sample here; CUTS=1 takes every byte. The figures stand on
 * standard output: "power: N cuts, 0 lost, 0 doubled, 0 corrupt".
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "drivers/escpos_encode.h"
#include "paper/job_journal.h"
#include "paper_wire.h"
#include "sys/file.h"

struct tally {
	long cuts, lost, doubled, corrupt, ends[JOB_UNKNOWN + 1];
};

struct trial {
	const char *profile;
	const char *what; /* an event of the twin at byte n; "link" is ours */
	bool comes_back; /* what was cut is there again a moment later */
	bool has_stub;
	enum job_class paper_class;
	unsigned lies;
	enum twin_paper_end paper_end;
};

enum { STILL_TURNS = 60 };

/* Every so many bytes: as CUTS says (1 = each one), or so that a case stays short. */
static uint64_t step_of(uint64_t all, int few)
{
	const char *wanted = getenv("CUTS");
	uint64_t step = wanted ? (uint64_t)strtol(wanted, NULL, 10) : all / (uint64_t)few + 1;

	return step ? step : 1;
}

/* The NULs before a job are all alike: of them a few do. */
static uint64_t next_of(uint64_t n, uint64_t nuls, uint64_t step)
{
	uint64_t wide = step < 501 ? 501 : step;

	if (n + wide < nuls)
		return n + wide;
	return n + 3 < nuls ? nuls - 3 : n + step;
}

static void judge(struct tally *sum, const struct wire *w, const struct job_progress *p, uint64_t n)
{
	struct twin_truth truth = twin_truth(w->twin);
	int bodies = wire_bodies(w);
	bool lost = p->state == JOB_DONE && bodies == 0 && p->level >= PROOF_BARRIER;
	bool doubled = bodies > 1 || (p->state == JOB_VOID && bodies > 0);
	bool corrupt = p->state < JOB_DONE || (p->level > PROOF_DRAINED && p->level > truth.level) ||
	               (p->level >= PROOF_CUT && truth.cuts == 0) || (p->state == JOB_DONE && p->level < PROOF_DRAINED);

	sum->cuts++;
	sum->ends[p->state]++;
	sum->lost += lost;
	sum->doubled += doubled;
	sum->corrupt += corrupt;
	if (lost || doubled || corrupt)
		fprintf(stderr,
		        "byte %llu: state %d reason %d level %d (truth %d) attempt %d, %d of %d bands, %d bodies, %d stubs\n",
		        (unsigned long long)n, p->state, p->reason, p->level, truth.level, p->attempt, p->bands_sent,
		        p->n_bands, bodies, wire_stubs(w));
}

/* Until it is over, what stands still is given time: the kiosk's clock is moved on. */
static struct job_progress run_out(struct wire *w)
{
	struct job_progress p = wire_run(w, STILL_TURNS);

	for (int i = 0; i < 12 && !job_is_over(w->s.job); i++) {
		clock_advance(&w->s.clock, 31000);
		p = wire_run(w, STILL_TURNS);
	}
	return p;
}

/* Bytes of an undisturbed job: from the first to the last that the printer gets. */
static uint64_t bytes_of(uint64_t *nuls, struct wire *w, const struct trial *t)
{
	const struct twin_setup honest = {.seed = 1};
	struct job_progress p;
	uint64_t n;

	if (t->paper_end == TWIN_PAPER_LOSE || t->paper_end == TWIN_PAPER_GARBLE)
		w->s.kit.profile.after_paper = AFTER_PAPER_LOST;
	wire_plug(w, &honest);
	wire_start(w);
	p = wire_run(w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(wire_bodies(w), 1);
	n = twin_truth(w->twin).bytes;
	*nuls = n - (p.bytes_sent - escpos_flush_bytes(&w->s.kit.profile));
	wire_unplug(w);
	return n;
}

static void cut_once(struct tally *sum, struct wire *w, const struct trial *t, uint64_t n)
{
	const struct twin_setup setup = {.seed = n, .lies = t->lies, .paper_end = t->paper_end};
	bool is_paper = strcmp(t->what, "paper_out") == 0, is_link = strcmp(t->what, "link") == 0;
	struct job_progress p;

	wire_plug(w, &setup);
	w->order.stub = t->has_stub ? w->stub : NULL;
	w->order.paper_class = t->paper_class;
	if (is_link)
		w->link_cut_at = n;
	else
		CHECK_OK(twin_plan(w->twin, t->what, TWIN_AT_BYTE, n));
	wire_start(w);
	for (int still = 0; still < STILL_TURNS && !job_is_over(w->s.job) && !w->is_cut;) {
		job_progress(w->s.job, &p);
		if (is_paper && p.trouble == TROUBLE_PAPER)
			break;
		still = wire_turn(w) ? 0 : still + 1;
	}
	if (is_paper && twin_truth(w->twin).paper_out) {
		wire_event(w, "paper_in");
	} else if (t->comes_back && w->is_cut) {
		for (int i = 0; i < 3; i++)
			(void)wire_turn(w);
		wire_back(w);
	}
	p = run_out(w);
	judge(sum, w, &p, n);
	wire_unplug(w);
}

static void show(const char *name, const struct tally *s)
{
	printf("power: %ld cuts, %ld lost, %ld doubled, %ld corrupt\n", s->cuts, s->lost, s->doubled, s->corrupt);
	printf("# %s: %ld done, %ld void, %ld unknown\n", name, s->ends[JOB_DONE], s->ends[JOB_VOID],
	        s->ends[JOB_UNKNOWN]);
	CHECK(s->cuts > 0);
	CHECK_INT(s->lost, 0);
	CHECK_INT(s->doubled, 0);
	CHECK_INT(s->corrupt, 0);
}

static void cut_all(struct tally *sum, const struct trial *t, int few)
{
	struct wire w;
	uint64_t all, nuls, step;

	wire_open(&w, t->profile);
	all = bytes_of(&nuls, &w, t);
	step = step_of(all - nuls, few);
	for (uint64_t n = 1; n <= all; n = next_of(n, nuls, step))
		cut_once(sum, &w, t, n);
}

#define CUT_TEST(name, few, ...)                                                                                       \
	TEST_LIMIT(cut, name, 3600)                                                                                    \
	{                                                                                                              \
		const struct trial t = {__VA_ARGS__};                                                                  \
		struct tally sum = {0};                                                                                \
                                                                                                                       \
		cut_all(&sum, &t, few);                                                                                \
		show(#name, &sum);                                                                                     \
	}

CUT_TEST(link_with_ids, 25, .profile = "tm-t88vi", .what = "link")
CUT_TEST(link_with_barriers, 15, .profile = "tm-t88", .what = "link")
CUT_TEST(link_that_comes_back, 20, .profile = "tm-t88vi", .what = "link", .comes_back = true, .has_stub = true)
CUT_TEST(power_of_the_printer, 25, .profile = "tm-t88vi", .what = "power_cut")
CUT_TEST(power_that_comes_back, 20, .profile = "tm-t88vi", .what = "power_cut", .comes_back = true, .has_stub = true)
CUT_TEST(paper_that_is_resumed, 20, .profile = "tm-t88vi", .what = "paper_out", .paper_class = JOB_RESUMES,
        .has_stub = true)
CUT_TEST(paper_that_voids, 20, .profile = "tm-t88vi", .what = "paper_out", .has_stub = true)
CUT_TEST(paper_without_a_second_attempt, 10, .profile = "tm-t88vi", .what = "paper_out")
CUT_TEST(paper_in_a_printer_that_loses, 10, .profile = "tm-t88vi", .what = "paper_out", .paper_class = JOB_RESUMES,
        .has_stub = true, .paper_end = TWIN_PAPER_LOSE)
CUT_TEST(power_of_a_liar, 10, .profile = "tm-t88vi", .what = "power_cut",
        .lies = TWIN_LIE_WRONG_IDS | TWIN_LIE_TWICE | TWIN_LIE_UNASKED)

/* ---- the host ---------------------------------------------------------------------------------- */

struct fate {
	int64_t id; /* 0: no row was written yet */
	int bodies;
	uint64_t bytes;
};

/* A kiosk's life until the printer has n bytes; then it is gone, without a word. */
static void live(struct wire *w, const char *data, uint64_t n, int tell)
{
	struct fate f = {0};
	struct job_journal ops;
	struct job_progress p;
	struct journal *journal;
	struct desk *desk;

	if (desk_open(&desk, data, &w->s.log) || journal_open(&journal, desk, &w->s.clock, &w->s.log))
		_exit(3);
	job_journal_of(&ops, journal);
	wire_plug(w, &(struct twin_setup){.seed = n});
	w->order.journal = &ops;
	w->order.kind = "notice";
	w->order.title = "N-VIC nl 1";
	w->order.must_prove = true;
	w->link_cut_at = n;
	wire_start(w);
	for (int still = 0; still < STILL_TURNS && !job_is_over(w->s.job) && !w->is_cut;)
		still = wire_turn(w) ? 0 : still + 1;
	job_progress(w->s.job, &p);
	f = (struct fate){.id = p.journal_id, .bodies = wire_bodies(w), .bytes = twin_truth(w->twin).bytes};
	if (write(tell, &f, sizeof f) != sizeof f)
		_exit(4);
	_exit(0);
}

static void ask_journal(struct tally *sum, const struct wire *w, const char *data, const struct fate *f)
{
	struct journal_row row = {0};
	struct journal *journal;
	struct desk *desk;
	bool there;

	CHECK_OK(desk_open(&desk, data, &w->s.log));
	CHECK_OK(journal_open(&journal, desk, &w->s.clock, &w->s.log));
	there = f->id && journal_get(&row, journal, f->id) == 0;
	sum->corrupt += !desk_is_well(desk) || desk_was_set_aside(desk) || (there && row.state < JOURNAL_DONE);
	sum->lost += (f->bodies > 0 && !there) || (there && row.state == JOURNAL_DONE && f->bodies == 0);
	sum->doubled += there && row.state == JOURNAL_VOID && f->bodies > 0;
	sum->cuts++;
	if (there && row.state >= JOURNAL_DONE)
		sum->ends[row.state]++;
	journal_close(journal);
	desk_close(desk);
}

TEST_LIMIT(cut, power_of_the_host, 3600)
{
	const struct trial t = {.profile = "tm-t88vi"};
	struct tally sum = {0};
	uint64_t all, nuls, step;
	struct wire w;

	wire_open(&w, t.profile);
	all = bytes_of(&nuls, &w, &t);
	step = step_of(all - nuls, 25);
	for (uint64_t n = 1; n <= all + step; n = next_of(n, nuls, step)) {
		struct fate f = {0};
		int pipes[2], status;
		pid_t pid;

		CHECK(pipe(pipes) == 0);
		pid = fork();
		CHECK(pid >= 0);
		if (pid == 0)
			live(&w, "data", n, pipes[1]);
		close(pipes[1]);
		CHECK_INT(read(pipes[0], &f, sizeof f), sizeof f);
		close(pipes[0]);
		CHECK(waitpid(pid, &status, 0) == pid);
		CHECK_INT(status, 0);
		ask_journal(&sum, &w, "data", &f);
	}
	CHECK(sum.ends[JOURNAL_DONE] >= 1 && sum.ends[JOURNAL_UNKNOWN] > sum.cuts / 2);
	show("power_of_the_host", &sum);
}
