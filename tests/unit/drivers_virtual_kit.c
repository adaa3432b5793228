#include "drivers_virtual_kit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers/picture.h"
#include "drivers_decode_kit.h"
#include "sys/file.h"

void on_room(void *me)
{
	((struct bench *)me)->calls++;
}

struct printer_profile bench_profile(void)
{
	return (struct printer_profile){.name = "bench",
	        .dots = 576,
	        .dpi = 203,
	        .max_rows = 120,
	        .buffer_bytes = 4096,
	        .speed_mm_s = 250,
	        .cutter_um = 10000,
	        .cut = CUT_FEED_PARTIAL,
	        .column = true,
	        .esc_j = true,
	        .dle_eot = true,
	        .asb = true,
	        .gs_r = true,
	        .process_id = true,
	        .paper_sensor = true,
	        .near_end_sensor = true,
	        .cover_sensor = true};
}

void bench_open_as(struct bench *b, const char *uri, const struct printer_profile *profile)
{
	*b = (struct bench){.profile = *profile};
	clock_manual(&b->clock, 0);
	b->log = (struct log){
	        .fd = open("log.txt", O_CREAT | O_WRONLY | O_APPEND, 0600), .level = LOG_DEBUG, .clock = &b->clock};
	CHECK_OK(loop_new(&b->loop, &b->clock));
	const struct printer_setup setup = {.uri = uri, .profile = &b->profile, .loop = b->loop, .log = &b->log};
	CHECK_OK(printer_open(&b->printer, &setup));
}

void bench_open(struct bench *b, int64_t buffer_bytes)
{
	struct printer_profile profile = bench_profile();
	profile.buffer_bytes = buffer_bytes;
	bench_open_as(b, "virtual:out", &profile);
}

void bench_close(struct bench *b)
{
	printer_close(b->printer);
	loop_free(b->loop);
	close(b->log.fd);
}

size_t send_hex(struct bench *b, const char *hex, int want)
{
	struct kit_job job = kit_hex(hex);
	size_t done = 0, taken = 1;
	int r = 0;
	while (!r && done < job.n && taken) {
		r = printer_send(&taken, b->printer, job.bytes + done, job.n - done);
		done += r ? 0 : taken;
	}
	CHECK_INT(r, want);
	free(job.bytes);
	return done;
}

void whole_job(struct bench *b, const char *hex)
{
	CHECK_OK(printer_begin(b->printer, on_room, b));
	(void)send_hex(b, hex, 0);
	CHECK_OK(printer_end(b->printer));
	CHECK_INT(printer_level(b->printer), PROOF_DRAINED);
	printer_release(b->printer);
}

const char *text_of(const char *path)
{
	static struct buf all;
	buf_fini(&all);
	buf_init(&all, 1 << 20);
	CHECK_OK(file_read(&all, path));
	return buf_str(&all);
}

int rows_of(const char *path)
{
	struct picture *p;
	CHECK_OK(picture_read(&p, path));
	int rows = p->height;
	picture_free(p);
	return rows;
}
