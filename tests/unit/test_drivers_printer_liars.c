/* The twin of a printer at the other end of a real connection: it knows what is true, we know what it says. What we
 * call printed must be on its paper, whatever it says. */
#include <unistd.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_twin.h"
#include "drivers_answer_kit.h"
#include "sys/buf.h"

enum { BANDS = 10, BAND_ROWS = 24, JOB_MS = 2500 };

struct stage {
	struct talk *t;
	struct printer_twin *twin;
	uint8_t waiting[4096]; /* read from the wire, not taken by the twin */
	size_t n_waiting;
	uint8_t ids[BANDS + 1][4];
	int bands, proved;
	int false_proofs; /* IDs that we took for proof, and that the paper does not show */
};

/* The twin lives for a moment: bytes in, answers out. */
static void twin_turn(struct stage *s)
{
	uint8_t said[512];
	size_t taken = 0, n;
	ssize_t got = 0;

	if (s->n_waiting < sizeof s->waiting)
		got = read(s->t->fd, s->waiting + s->n_waiting, sizeof s->waiting - s->n_waiting);
	s->n_waiting += got > 0 ? (size_t)got : 0;
	CHECK_OK(twin_run(s->twin, clock_measure_us()));
	CHECK_OK(twin_feed(&taken, s->twin, s->waiting, s->n_waiting));
	memmove(s->waiting, s->waiting + taken, s->n_waiting - taken);
	s->n_waiting -= taken;
	while ((n = twin_answers(s->twin, said, sizeof said)) > 0)
		CHECK_INT(write(s->t->fd, said, n), n);
}

/* What is claimed is held against what is true, at every moment. */
static void look(struct stage *s)
{
	enum printer_proof how;
	int band = printer_marks_proved(s->t->printer, &how);
	int upto = band == PRINTER_MARK_CUT ? BANDS : band;

	for (; s->proved <= upto; s->proved++)
		if (how == PROOF_PRINTED && !twin_has_reached(s->twin, s->ids[s->proved]))
			s->false_proofs++;
}

static void turn(struct stage *s)
{
	CHECK_OK(loop_step(s->t->loop, 1));
	twin_turn(s);
	look(s);
}

static void make_band(struct stage *s, struct buf *out)
{
	const struct printer_profile *p = &s->t->profile;
	uint8_t rows[BAND_ROWS * 48];
	int r;

	buf_clear(out);
	if (s->bands == 0)
		escpos_start(out, p, printer_is_unsure(s->t->printer));
	memset(rows, 0x3c, sizeof rows);
	if (s->bands < BANDS)
		CHECK(escpos_rows(out, p, rows, BAND_ROWS) >= 0);
	else
		CHECK_OK(escpos_finish(out, p));
	r = printer_mark(
	        s->t->printer, out, s->bands < BANDS ? s->bands : PRINTER_MARK_CUT, s->bands < BANDS ? BAND_ROWS : 0);
	CHECK(r >= 0);
	if (r == 0)
		memcpy(s->ids[s->bands], out->data + out->len - 4, 4);
	s->bands++;
}

/* A whole job, two bands ahead of what is proved at most. */
static enum printer_proof print(struct stage *s)
{
	int64_t end = clock_measure_us() + JOB_MS * 1000;
	size_t done = 0, taken = 0, window;
	bool ended = false;
	AUTO_BUF out;

	buf_init(&out, TALK_MOST);
	talk_begin(s->t);
	while (clock_measure_us() < end &&
	        !(ended && printer_level(s->t->printer) >= printer_reachable(s->t->printer) &&
	                printer_level(s->t->printer) >= PROOF_DRAINED)) {
		window = printer_unproved_bytes(s->t->printer);
		if (done == out.len && s->bands <= BANDS && window < 3000) {
			make_band(s, &out);
			done = 0;
		}
		if (done < out.len) {
			CHECK_OK(printer_send(&taken, s->t->printer, out.data + done, out.len - done));
			done += taken;
		} else if (!ended && s->bands > BANDS) {
			CHECK_OK(printer_end(s->t->printer));
			ended = true;
		}
		turn(s);
	}
	enum printer_proof level = ended ? printer_level(s->t->printer) : PROOF_NOTHING;
	printer_abort(s->t->printer);
	return level;
}

static struct stage *stage_new(unsigned lies, int64_t speed, const char *trouble)
{
	static struct stage stages[40]; /* until the process ends */
	static int n;
	struct stage *s = &stages[n++];
	struct twin_setup setup = {.lies = lies, .speed_mm_s = speed, .cut_us = 50000, .print_rows = 48, .seed = 5};

	s->t = talk_new();
	s->t->profile.speed_mm_s = 100;
	s->t->profile.cut = CUT_FEED_PARTIAL;
	s->t->profile.column = true;
	setup.profile = s->t->profile;
	CHECK_OK(twin_new(&s->twin, &setup));
	CHECK_OK(twin_run(s->twin, clock_measure_us()));
	if (trouble)
		CHECK_OK(twin_plan(s->twin, trouble, TWIN_AT_ROW, 60));
	talk_open(s->t);
	s->t->deaf = true;
	/* What came before the twin was there. */
	memcpy(s->waiting, s->t->got, s->t->n);
	s->n_waiting = s->t->n;
	for (int i = 0; i < 60; i++)
		turn(s);
	return s;
}

static void stage_end(struct stage *s)
{
	twin_free(s->twin);
	talk_close(s->t);
}

TEST_LIMIT(twin, that_is_honest_is_believed_to_the_cut, 30)
{
	struct stage *s = stage_new(0, 100, NULL);

	CHECK_INT(print(s), PROOF_CUT);
	CHECK(!talk_status(s->t).liar);
	CHECK_INT(s->proved, BANDS + 1);
	CHECK_INT(s->false_proofs, 0);
	CHECK_INT(twin_truth(s->twin).cuts, 1);
	stage_end(s);
}

TEST_LIMIT(twin, that_is_honest_and_out_of_paper_proves_what_is_printed_and_no_more, 30)
{
	struct stage *s = stage_new(0, 100, "paper_out");

	CHECK_INT(print(s), PROOF_NOTHING);
	CHECK_INT(talk_status(s->t).paper, PAPER_OUT);
	CHECK_INT(s->proved, 2); /* 60 rows are two bands and a half */
	CHECK_INT(s->false_proofs, 0);
	CHECK(!talk_status(s->t).liar);
	stage_end(s);
}

TEST_LIMIT(twin, that_lies_proves_nothing_that_is_not_on_its_paper, 60)
{
	static const struct {
		unsigned lies;
		bool caught;
	} rows[] = {
	        {TWIN_LIE_IDS, true},
	        {TWIN_LIE_EARLY, true},
	        {TWIN_LIE_WRONG_IDS, false}, /* wrong from the first one on: they could be another program's */
	        {TWIN_LIE_TWICE, true},
	        {TWIN_LIE_UNASKED, false},
	        {TWIN_LIE_NOISE, true},
	        {TWIN_LIE_ZEROS, false},
	        {TWIN_LIE_ALL, true},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct stage *s = stage_new(rows[i].lies, 100, NULL);
		enum printer_proof level = print(s);

		CHECK_INT(s->false_proofs, 0);
		if (level >= PROOF_PRINTED)
			CHECK(twin_has_reached(s->twin, s->ids[BANDS - 1]));
		if (rows[i].caught)
			CHECK(talk_status(s->t).liar);
		if (talk_status(s->t).liar)
			CHECK(level <= PROOF_DRAINED);
		stage_end(s);
	}
}

TEST_LIMIT(twin, that_lies_without_paper_proves_nothing_either, 60)
{
	static const unsigned lies[] = {TWIN_LIE_CONSTANTS, TWIN_LIE_CONSTANTS | TWIN_LIE_IDS,
	        TWIN_LIE_CONSTANTS | TWIN_LIE_EARLY, TWIN_LIE_ZEROS | TWIN_LIE_EARLY, TWIN_LIE_EARLY};

	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
		struct stage *s = stage_new(lies[i], 100, "paper_out");

		CHECK(print(s) <= PROOF_DRAINED);
		CHECK_INT(s->false_proofs, 0);
		stage_end(s);
	}
}
