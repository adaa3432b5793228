#include "drivers_proof_kit.h"

const struct printer_status proof_fine = {.paper = PAPER_OK, .cover = COVER_CLOSED, .fault = FAULT_NONE};

const uint8_t *proof_id_of(int i)
{
	static uint8_t ids[16][4];

	ids[i % 16][0] = (uint8_t)('A' + i / 10);
	ids[i % 16][1] = (uint8_t)('0' + i % 10);
	ids[i % 16][2] = ids[i % 16][3] = '~';
	return ids[i % 16];
}

void proof_job_of(struct proof *pr, int first, int n, bool ids)
{
	proof_begin(pr);
	for (int i = 0; i <= n; i++)
		proof_add(pr, ids ? proof_id_of(first + i) : NULL, i < n ? i : PRINTER_MARK_CUT, 100 * (i + 1), 10000);
	proof_sent(pr, 100 * (n + 1), 100 * (n + 1), 0);
}
