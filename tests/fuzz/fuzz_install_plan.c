/* Any bytes as a stick's plan: refused with a sentence, or held within target and payload; any front as a partition table. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "board/install/install.h"
#include "board/install/install_gpt.h"
#include "sys/buf.h"

static void must(int so)
{
	if (!so)
		abort();
}

static void hold_plan(const uint8_t *bytes, size_t n)
{
	struct install_plan p, again;
	struct buf text;
	int64_t end = 0;

	if (install_plan_read(&p, bytes, n) < 0) {
		must(*err_why() != 0);
		return;
	}
	must(p.n > 0 && p.n <= PLAN_PIECES_MAX && p.pieces[0].at == 0 && p.pieces[0].from >= 0);
	for (int i = 0; i < p.n; i++) {
		must(p.pieces[i].at >= end && p.pieces[i].bytes > 0);
		end = p.pieces[i].at + p.pieces[i].bytes;
		must(end <= p.least &&
		        p.pieces[i].from + p.pieces[i].bytes <= (p.pieces[i].from < 0 ? end : p.payload));
		must(p.pieces[i].from < 0 || p.pieces[i].bytes <= INSTALL_PIECE);
	}
	buf_init(&text, 2 * PLAN_BYTES_MAX);
	install_plan_put(&text, &p);
	if (text.len <= PLAN_BYTES_MAX) {
		must(install_plan_read(&again, text.data, text.len) == 0 && again.n == p.n);
		install_plan_fini(&again);
	}
	buf_fini(&text);
	install_plan_fini(&p);
}

/* The bytes laid over a front that fits: what is refused and what is not stays within its memory. */
static void hold_table(const uint8_t *bytes, size_t n)
{
	static const uint8_t id[PLAN_ID] = {1};
	uint8_t *front = calloc(1, INSTALL_PIECE), *back = calloc(1, GPT_BACK_BYTES);

	must(front && back);
	memcpy(front + INSTALL_SECTOR, bytes, n < INSTALL_PIECE - INSTALL_SECTOR ? n : INSTALL_PIECE - INSTALL_SECTOR);
	if (install_gpt_fit(front, back, INT64_C(8) << 30, id) < 0)
		must(*err_why() != 0);
	free(front);
	free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	must(sodium_init() >= 0);
	hold_plan(bytes, n);
	hold_table(bytes, n);
	return 0;
}
