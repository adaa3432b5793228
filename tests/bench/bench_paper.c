#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bench.h"
#include "paper_notice.h"
#include "drivers/escpos_encode.h"
#include "drivers/printer_twin.h"
#include "paper/job.h"
#include "paper/raster.h"
#include "sys/clock.h"
#include "sys/file.h"

/*
 * A rights notice on paper: bytes, the first band, the head that must not stand still, the cut.
 *
 * The printer is the twin, in its own time; what drawing and encoding take of the real processor is added to that
 * time, band by band, as it is in a job: a band is drawn when the one before was taken.
 */

enum { ROUNDS = 15, BAND = 120, USB_BYTES_S = 400 * 1000, HEAD_MM_S = 250, CUT_US = 300 * 1000, JOB_MOST = 4 << 20 };

/* ---- bytes ----------------------------------------------------------------------------------- */

static int band_rows(const struct printer_profile *p)
{
	int rows = (int)p->max_rows / RASTER_STEP * RASTER_STEP;

	return rows < BAND ? rows : BAND;
}

static int64_t spent_us(int64_t since)
{
	return clock_measure_us() - since;
}

/* The bytes of band i, with what a job begins and ends with. */
static void encode(struct buf *out, const struct printer_profile *p, struct raster *r, int i)
{
	const uint8_t *rows;
	int n;

	if (i == 0)
		escpos_start(out, p, false);
	bench_must(raster_band(&rows, &n, r, i), "raster");
	bench_must(escpos_rows(out, p, rows, n) < 0 ? -1 : 0, "encode");
	escpos_mark(out, p, (const uint8_t *)"BAND");
	if (i + 1 < raster_bands(r))
		return;
	bench_must(escpos_finish(out, p), "finish");
	escpos_mark(out, p, (const uint8_t *)"CUT.");
	bench_must(buf_done(out), "bytes");
}

/* `called`: how the row names it. */
static void bytes_row(const char *profile, const char *lang, const char *called, bool left_margin)
{
	struct paper p;
	struct arena *arena;
	struct raster *r;
	char figure[120];
	double raw;
	int64_t began;
	AUTO_BUF out;

	paper_open(&p, profile, lang);
	p.profile.left_margin = left_margin;
	buf_init(&out, JOB_MOST);
	began = clock_measure_us();
	bench_must(raster_new(&r, paper_notice(&arena, &p), (int)p.profile.dots, band_rows(&p.profile)), "raster");
	bench_say("%s %s: laid out for the first time in %.1f ms", profile, lang, (double)spent_us(began) / 1000);
	began = clock_measure_us();
	for (int i = 0; i < raster_bands(r); i++)
		encode(&out, &p.profile, r, i);
	bench_say("%d rows drawn and encoded in %.1f ms", raster_rows(r), (double)spent_us(began) / 1000);
	/* What everybody else sends: every row as wide as the head, in the same bands. */
	raw = (double)raster_rows(r) * (double)p.profile.dots / 8 + 8.0 * raster_bands(r);
	(void)snprintf(figure, sizeof figure, "notice %s, %lld dots, %s", lang, (long long)p.profile.dots, called);
	bench_row_beside(figure, (double)out.len / 1000, raw / 1000, "kB", "full width");
	raster_free(r);
	arena_free(arena);
	paper_close(&p);
}

/* ---- the twin -------------------------------------------------------------------------------- */

struct run {
	int64_t now_us, layout_us, first_band_us;
	struct twin_truth truth;
	double mm, differs; /* of the paper; dots that are not as drawn */
};

static void feed(struct printer_twin *t, const struct buf *bytes, int64_t *now)
{
	size_t sent = 0, taken;

	while (sent < bytes->len) {
		bench_must(twin_feed(&taken, t, bytes->data + sent, bytes->len - sent), "twin");
		sent += taken;
		if (taken == 0) {
			int64_t next = twin_next_us(t);

			if (next == INT64_MAX)
				bench_must(
				        err_new(EIO, "the twin takes no more, and nothing will change that"), "twin");
			*now = next > *now ? next : *now + 1;
			bench_must(twin_run(t, *now), "twin");
		}
	}
}

/* Until the last row is on paper and the cut made. */
static void let_finish(struct printer_twin *t, int64_t *now)
{
	twin_strip_ends(t);
	while (!twin_strip_is_over(t)) {
		int64_t next = twin_next_us(t);

		if (next == INT64_MAX)
			bench_must(err_new(EIO, "the twin never finishes"), "twin");
		*now = next > *now ? next : *now + 1;
		bench_must(twin_run(t, *now), "twin");
	}
}

static double dots_wrong(const struct escpos_paper *paper, const uint8_t *drawn, size_t n)
{
	double wrong = 0;

	for (size_t i = 0; i < n; i++)
		wrong += __builtin_popcount(paper->rows[i] ^ drawn[i]);
	return wrong;
}

/* From the tap: the sheet is laid out, drawn, encoded and taken, band by band. */
static struct run print_notice(const struct paper *p, const struct twin_setup *setup)
{
	struct run out = {.first_band_us = -1};
	struct printer_twin *t;
	struct arena *arena;
	struct raster *r;
	struct escpos_paper paper;
	int64_t began;
	AUTO_BUF bytes;
	AUTO_BUF drawn;

	buf_init(&bytes, JOB_MOST);
	buf_init(&drawn, JOB_MOST);
	bench_must(twin_new(&t, setup), "twin");
	began = clock_measure_us();
	bench_must(raster_new(&r, paper_notice(&arena, p), (int)p->profile.dots, band_rows(&p->profile)), "raster");
	out.now_us = out.layout_us = spent_us(began);
	for (int i = 0; i < raster_bands(r); i++) {
		const uint8_t *rows;
		int n;

		began = clock_measure_us();
		buf_clear(&bytes);
		encode(&bytes, &p->profile, r, i);
		out.now_us += spent_us(began);
		bench_must(twin_run(t, out.now_us), "twin");
		out.first_band_us = i ? out.first_band_us : out.now_us;
		bench_must(raster_band(&rows, &n, r, i), "raster"); /* again, to compare: not measured */
		buf_add(&drawn, rows, (size_t)n * (size_t)p->profile.dots / 8);
		feed(t, &bytes, &out.now_us);
	}
	let_finish(t, &out.now_us);
	paper = twin_paper(t);
	out.truth = twin_truth(t);
	out.mm = escpos_mm(paper.n_rows, paper.dpi);
	out.differs = paper.n_rows * paper.row_bytes < drawn.len ? INFINITY : dots_wrong(&paper, drawn.data, drawn.len);
	raster_free(r);
	arena_free(arena);
	twin_free(t);
	return out;
}

/* One model at 250 mm/s over USB. */
static void head_rows(const char *profile, const char *lang)
{
	double first[ROUNDS], cut[ROUNDS], stalls[ROUNDS], limit = 0;
	char figure[120], text[80], beside[80];
	struct paper p;
	struct twin_setup setup = {.bytes_s = USB_BYTES_S, .speed_mm_s = HEAD_MM_S, .cut_us = CUT_US, .seed = 1};

	paper_open(&p, profile, lang);
	setup.profile = p.profile;
	for (int i = -1; i < ROUNDS; i++) { /* the first one fills the cache of letters, as the first notice of a day */
		struct run run = print_notice(&p, &setup);

		if (i < 0) {
			(void)snprintf(
			        figure, sizeof figure, "tap to first band, first of the day, %s %s", profile, lang);
			bench_row_beside(figure, (double)run.first_band_us / 1000, 20, "ms", "the bar");
			(void)snprintf(
			        figure, sizeof figure, "the same, laid out before the tap, %s %s", profile, lang);
			bench_row_beside(
			        figure, (double)(run.first_band_us - run.layout_us) / 1000, 20, "ms", "the bar");
			continue;
		}
		first[i] = (double)run.first_band_us / 1000;
		cut[i] = (double)run.truth.last_cut_us / 1000;
		stalls[i] = run.truth.stalls;
		limit = run.mm / HEAD_MM_S * 1000 + (double)CUT_US / 1000;
		bench_say("%s %s: first band %.1f ms, cut %.0f ms of %.0f, %d stalls, %.0f mm, %.0f dots wrong",
		        profile, lang, first[i], cut[i], limit, run.truth.stalls, run.mm, run.differs);
		if (run.differs > 0)
			bench_must(err_new(EIO, "the paper is not what was drawn"), profile);
	}
	(void)snprintf(figure, sizeof figure, "tap to first band, %s %s", profile, lang);
	bench_row_beside(figure, bench_at(first, ROUNDS, 0.5), 20, "ms", "the bar");
	(void)snprintf(figure, sizeof figure, "stalls of the head at %d mm/s, USB, %s %s", HEAD_MM_S, profile, lang);
	(void)snprintf(text, sizeof text, "%.0f at most", bench_at(stalls, ROUNDS, 1.0));
	bench_row(figure, text, "0 (the bar)", "");
	(void)snprintf(figure, sizeof figure, "tap to cut at %d mm/s, %s %s", HEAD_MM_S, profile, lang);
	(void)snprintf(beside, sizeof beside, "mechanics");
	bench_row_beside(figure, bench_at(cut, ROUNDS, 0.5) / 1000, limit / 1000, "s", beside);
	paper_close(&p);
}

/* ---- the whole way, in real time: job, printer, twin ------------------------------------------- */

/* The number behind "key": in the paper's JSON; -1 = not there. */
static double number_of(const struct buf *json, const char *key)
{
	const char *at = strstr(buf_str(json), key);

	return at ? strtod(at + strlen(key), NULL) : -1;
}

static struct job_progress run_job(const struct paper *p, const char *uri, int64_t *us)
{
	struct clock clock;
	struct log log = {.fd = -1, .clock = &clock};
	struct printer_setup setup = {.uri = uri, .profile = &p->profile, .log = &log};
	struct job_order order = {.log = &log};
	struct job_progress at;
	struct arena *arena;
	struct job *j;
	int64_t began;

	clock_real(&clock);
	bench_must(loop_new(&setup.loop, &clock), "loop");
	bench_must(printer_open(&order.printer, &setup), uri);
	order.loop = setup.loop;
	began = clock_measure_us();
	order.sheet = paper_notice(&arena, p);
	bench_must(job_start(&j, &order), "job");
	do {
		bench_must(loop_step(setup.loop, 100), "loop");
		job_progress(j, &at);
	} while (!job_is_over(j));
	*us = clock_measure_us() - began;
	job_free(j);
	printer_close(order.printer);
	loop_free(setup.loop);
	arena_free(arena);
	return at;
}

/* One notice, sent by the product's own job: bands wait for the proof of earlier ones, and the end is L4. */
static void job_row(const char *profile, const char *lang)
{
	char folder[] = "/tmp/loket-bench-paper.XXXXXX", uri[160], path[80], figure[120], text[80], beside[80];
	struct paper p;
	struct job_progress at;
	double limit;
	int64_t us;
	AUTO_BUF json;

	paper_open(&p, profile, lang);
	p.profile.speed_mm_s = HEAD_MM_S;
	buf_init(&json, 64 * 1024);
	if (!mkdtemp(folder))
		bench_must(err_new(errno, "mkdtemp: %s", strerror(errno)), folder);
	(void)snprintf(uri, sizeof uri, "virtual:%s,speed=%d,rate=%d,cut_ms=%d", folder, HEAD_MM_S, USB_BYTES_S,
	        CUT_US / 1000);
	at = run_job(&p, uri, &us);
	(void)snprintf(path, sizeof path, "%s/000001.json", folder);
	bench_must(file_read(&json, path), path);
	bench_must(dir_remove(folder), folder);
	bench_say("%s", buf_str(&json));
	limit = number_of(&json, "\"rows\":") * 25.4 / (double)p.profile.dpi / HEAD_MM_S + (double)CUT_US / 1e6;
	(void)snprintf(figure, sizeof figure, "tap to proved cut, the whole way, %s %s", profile, lang);
	bench_row_beside(figure, (double)us / 1e6, limit, "s", "mechanics");
	(void)snprintf(figure, sizeof figure, "stalls and level, the whole way, %s %s", profile, lang);
	(void)snprintf(text, sizeof text, "%.0f, L%d", number_of(&json, "\"stalls\":"), at.level);
	(void)snprintf(beside, sizeof beside, "0, L%d (the bar)", PROOF_CUT);
	bench_row(figure, text, beside, "");
	paper_close(&p);
}

/* 45 bytes of buffer, 9600 baud: slow, stuttering, and right. */
static void slow_row(const char *profile, const char *lang)
{
	struct paper p;
	struct twin_setup setup = {.bytes_s = 960, .buffer_bytes = 45, .seed = 1};
	char figure[120], text[80];
	struct run run;

	paper_open(&p, profile, lang);
	setup.profile = p.profile;
	setup.speed_mm_s = p.profile.speed_mm_s;
	run = print_notice(&p, &setup);
	if (run.differs > 0 || run.truth.lost_bytes || run.truth.garbled)
		bench_must(err_new(EIO, "%.0f dots wrong, %llu bytes lost", run.differs,
		                   (unsigned long long)run.truth.lost_bytes),
		        profile);
	(void)snprintf(figure, sizeof figure, "45-byte buffer, 9600 baud, %s %s", profile, lang);
	(void)snprintf(text, sizeof text, "dot for dot, %.0f s", (double)run.now_us / 1e6);
	bench_row(figure, text, "", "");
	paper_close(&p);
}

int main(void)
{
	static const char *const langs[] = {"nl", "ar"};

	for (int i = 0; i < 2; i++) {
		bytes_row("generic-58", langs[i], "generic", false);
		bytes_row("generic-58", langs[i], "after its slip", true);
		bytes_row("citizen-ct-s281", langs[i], "CT-S281", true);
		bytes_row("tm-t88v", langs[i], "TM-T88V", true);
		bytes_row("generic-80", langs[i], "generic", false);
		bytes_row("tm-t20iii", langs[i], "TM-T20III", true);
	}
	for (int i = 0; i < 2; i++) {
		head_rows("tm-t20iii", langs[i]);
		head_rows("tm-t88v", langs[i]);
	}
	job_row("tm-t20iii", "nl");
	job_row("tm-t88v", "ar");
	slow_row("tm-t88", "nl");
	return 0;
}
