/* One print from the tap to as far as proved: files, the virtual printer, slow lines. */
#include <stdio.h>

#include "drivers/escpos_encode.h"
#include "drivers/picture.h"
#include "paper_stand.h"
#include "sys/file.h"

TEST(job, prints_a_receipt_into_a_file_band_by_band)
{
	struct stand d;
	struct job_progress p;
	int64_t began_us;
	AUTO_BUF file;

	stand_open(&d, "file:out", "generic-80");
	began_us = clock_measure_us();
	p = stand_start(&d);
	CHECK_INT(p.state, JOB_PRINTING);
	CHECK_INT(p.bands_sent, 1); /* on its way before job_start() returned */
	CHECK(p.n_bands > 10);
	CHECK(p.first_band_us >= 0);
	printf("# first band after %lld us\n", (long long)p.first_band_us);
	p = stand_run(&d, 0, 1000);
	printf("# %d bands in %lld us\n", p.n_bands, (long long)(clock_measure_us() - began_us));
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.reason, JOB_FINE);
	CHECK_INT(p.level, PROOF_DRAINED);
	CHECK_INT(p.bands_sent, p.n_bands);
	CHECK(d.calls >= p.n_bands &&
	        d.calls <= p.n_bands + 3); /* every band but the first, the tail, its levels, the end */
	CHECK_INT(d.last_state, JOB_DONE);
	buf_init(&file, 1024 * 1024);
	CHECK_OK(file_read(&file, "out/000001.bin"));
	CHECK_INT(file.len, p.bytes_sent);
	stand_check_paper(&d, file.data, file.len);
	stand_close(&d);
}

TEST(job, lets_the_desk_breathe_between_bands)
{
	struct stand d;
	struct job_progress p;
	int turns = 0;

	stand_open(&d, "file:out", "generic-80");
	p = stand_start(&d);
	while (!job_is_over(d.job)) {
		int before = p.bands_sent;

		CHECK_OK(loop_step(d.loop, 1));
		job_progress(d.job, &p);
		CHECK(p.bands_sent <= before + 1);
		turns++;
	}
	CHECK(turns >= p.n_bands - 1);
	stand_close(&d);
}

TEST(job, prints_on_the_virtual_printer_what_was_drawn)
{
	struct stand d;
	struct job_progress p;
	struct picture *paper;
	struct kit_bitmap want;

	stand_open(&d, "virtual:out", "tm-t88");
	(void)stand_start(&d);
	p = stand_run(&d, 0, 5000);
	CHECK_INT(p.state, JOB_DONE);
	CHECK(p.level >= PROOF_DRAINED);
	CHECK_OK(picture_read(&paper, "out/000001.png"));
	want = kit_draw(d.sheet, 512, 24);
	CHECK_INT(paper->width, 512);
	CHECK(paper->height >= want.rows);
	for (int y = 0; y < want.rows; y++)
		CHECK_BYTES(paper->rows + (size_t)y * paper->stride, want.bits + (size_t)y * 64, 64);
	picture_free(paper);
	stand_close(&d);
}

TEST(job, waits_for_a_slow_printer_with_a_small_buffer)
{
	static const size_t speeds[] = {45, 700, 5000};

	for (int i = 0; i < 3; i++) {
		struct stand d;
		struct job_progress p;

		stand_open_pty(&d, "generic-58");
		(void)stand_start(&d);
		p = stand_run(&d, speeds[i], 20000);
		CHECK_INT(p.state, JOB_DONE);
		CHECK_INT(p.level, PROOF_DRAINED);
		CHECK_INT(d.got.len, p.bytes_sent);
		stand_check_paper(&d, d.got.data, d.got.len);
		stand_close(&d);
	}
}

TEST(job, flushes_a_printer_whose_parser_may_hang)
{
	struct stand d;
	struct job_progress p;
	size_t flush, first;

	stand_open_pty(&d, "generic-58");
	flush = escpos_flush_bytes(&d.kit.profile);
	(void)stand_start(&d);
	p = stand_run(&d, 65536, 5000);
	CHECK_INT(p.state, JOB_DONE);
	for (size_t i = 0; i < flush; i++)
		CHECK_INT(d.got.data[i], 0);
	CHECK_BYTES(d.got.data + flush, "\x1b@", 2);
	first = d.got.len;
	job_free(d.job); /* and now its state is known: no flush */
	d.calls = d.last_bands = 0;
	(void)stand_start(&d);
	p = stand_run(&d, 65536, 5000);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_BYTES(d.got.data + first, "\x1b@\x1d", 3);
	stand_close(&d);
}
