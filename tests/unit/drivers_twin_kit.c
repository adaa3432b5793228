#include "drivers_twin_kit.h"

#include <stdio.h>
#include <stdlib.h>

#include "drivers_virtual_kit.h"

struct twin_setup kit_setup(void)
{
	return (struct twin_setup){.profile = bench_profile(), .paper_end = TWIN_PAPER_KEEP, .seed = 7};
}

struct printer_twin *kit_twin(const struct twin_setup *setup)
{
	struct printer_twin *t = NULL;
	CHECK_OK(twin_new(&t, setup));
	return t;
}

size_t kit_feed(struct printer_twin *t, const char *hex)
{
	struct kit_job job = kit_hex(hex);
	size_t done = 0, taken = 1;
	while (done < job.n && taken) {
		CHECK_OK(twin_feed(&taken, t, job.bytes + done, job.n - done));
		done += taken;
	}
	return done;
}

int64_t kit_send(struct printer_twin *t, struct kit_job job, int64_t from_us, int64_t until_us)
{
	size_t done = 0;
	int64_t now = from_us;
	while (done < job.n && now < until_us) {
		size_t taken = 0;
		CHECK_OK(twin_run(t, now));
		CHECK_OK(twin_feed(&taken, t, job.bytes + done, job.n - done));
		done += taken;
		now += taken ? 0 : 1000;
	}
	CHECK_INT(done, job.n);
	return now;
}

int64_t kit_rest(struct printer_twin *t, int64_t from_us)
{
	int64_t now = from_us;
	CHECK_OK(twin_run(t, now));
	for (int i = 0; twin_next_us(t) != INT64_MAX; i++) {
		CHECK(i < 10000000);
		now = twin_next_us(t);
		CHECK_OK(twin_run(t, now));
	}
	return now;
}

const char *kit_said(struct printer_twin *t)
{
	static char text[3 * 4096];
	uint8_t said[4095];
	size_t n = twin_answers(t, said, sizeof(said));
	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		snprintf(text + 3 * i, 4, i + 1 < n ? "%02x " : "%02x", said[i]);
	return text;
}

const char *kit_band(int rows)
{
	static char text[64];
	snprintf(text, sizeof(text), "1d 76 30 00 01 00 %02x %02x ff*%d ", rows & 255, rows >> 8, rows);
	return text;
}
