/* Any bytes to a printer's twin, with troubles between them: it stays in its bounds, and claims no more than is true. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/printer_twin_options.h"

static void must(int so)
{
	if (!so)
		abort();
}

static const char *const words[] = {"paper_out", "paper_in", "cover_open", "cover_closed", "jam", "hot", "cool",
        "paper_low", "power_cut", "link_cut", "one_way", "liar", "honest", "ticket_taken", "ticket_back", "nothing"};

static struct twin_setup setup_of(uint8_t a, uint8_t b)
{
	return (struct twin_setup){.profile = {.name = "fuzz",
	                                   .dots = 96,
	                                   .dpi = 203,
	                                   .max_rows = 200,
	                                   .graphics_rows = a & 1 ? 200 : 0,
	                                   .cut = CUT_FEED_FULL,
	                                   .cutter_um = 5000,
	                                   .column = true,
	                                   .esc_j = true,
	                                   .dle_eot = true,
	                                   .asb = true,
	                                   .gs_r = true,
	                                   .process_id = true,
	                                   .counters = true,
	                                   .metres_left = true,
	                                   .presenter = a & 2 ? PRESENTER_CUSTOM : PRESENTER_NONE,
	                                   .paper_sensor = true},
	        .buffer_bytes = a & 4 ? 45 : 1000,
	        .bytes_s = a & 8 ? 9600 : 0,
	        .speed_mm_s = a & 16 ? 100 : 0,
	        .no_flow = a & 32,
	        .paper_end = (enum twin_paper_end)(a >> 6),
	        .lies = b};
}

static void check(const struct printer_twin *t, const struct twin_setup *s, uint64_t sent)
{
	struct twin_truth truth = twin_truth(t);
	struct escpos_paper p = twin_paper(t);
	must(p.n_rows == truth.rows && p.n_rows <= ESCPOS_MOST_ROWS && p.n_cuts <= ESCPOS_MOST_CUTS);
	must(twin_waiting(t) <= (size_t)s->buffer_bytes && truth.bytes <= sent);
	for (size_t i = 0; i < p.n_cuts; i++)
		must(p.cuts[i].row <= p.n_rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct printer_twin *t;
	struct twin_options o = {0};
	int64_t now = 0;
	uint64_t sent = 0;
	char line[64];
	if (n < 2)
		return 0;
	struct twin_setup s = setup_of(bytes[0], bytes[1]);
	size_t some = n - 2 < sizeof(line) - 1 ? n - 2 : sizeof(line) - 1;
	memcpy(line, bytes + 2, some);
	line[some] = '\0';
	(void)!twin_options_read(&o, line);
	must(twin_new(&t, &s) == 0);
	for (size_t i = 2; i < n;) { /* how many bytes, what happens behind them, and the bytes */
		size_t part = bytes[i] & 63, taken = 0;
		int event = i + 1 < n ? bytes[i + 1] : 0;
		i += 2;
		part = i + part > n ? (i < n ? n - i : 0) : part;
		int r = part ? twin_feed(&taken, t, bytes + i, part) : 0;
		sent += part;
		i += part;
		now += (event & 7) * 20000;
		if (!r)
			r = twin_run(t, now);
		if (!r && event >= 128)
			r = twin_happens(t, words[event >> 3 & 15]);
		if (r < 0 || !twin_truth(t).powered)
			twin_connect(t);
		if ((event & 0x78) == 0x40)
			twin_strip_next(t);
		check(t, &s, sent);
		uint8_t said[100];
		must(twin_answers(t, said, sizeof(said)) <= sizeof(said));
	}
	twin_free(t);
	return 0;
}
