/* What a printer says, and what is made of it: no crash, no level from nothing, nothing out of bounds. */
#include <stdlib.h>
#include <string.h>

#include "drivers/printer_answer.h"
#include "drivers/printer_answer_sense.h"
#include "drivers/printer_identify.h"
#include "drivers/printer_profile.h"
#include "drivers/printer_proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static const uint8_t ids[2][4] = {{'A', 'b', '1', '~'}, {'Z', ' ', '7', '"'}};

static void take(struct proof *pr, struct sense *s, struct printer_identity *who, const struct answer *a, int64_t now)
{
	must(a->n <= ANSWER_MOST && a->bytes[a->n] == 0);
	switch (a->kind) {
	case ANSWER_PROCESS:
		must(a->n == 4);
		if (proof_id(pr, a->bytes, 1000, now))
			must(memcmp(a->bytes, ids[pr->answered_to - 1], 4) == 0);
		break;
	case ANSWER_QUEUED:
		(void)proof_barrier(pr, 1000);
		(void)sense_paper(s, a->bytes[0]);
		break;
	case ANSWER_ASB:
		if (!sense_asb(s, a->bytes))
			proof_caught(pr, "impossible");
		break;
	case ANSWER_REALTIME:
		(void)sense_eot(s, 1 + (int)(now % 4), a->bytes[0]);
		break;
	case ANSWER_FULL:
		sense_full(s, a->bytes);
		break;
	case ANSWER_METRES:
		sense_metres(s, (const char *)a->bytes);
		break;
	case ANSWER_BLOCK:
		(void)identity_answer(who, 65 + (int)(now % 4), a->bytes, a->n);
		break;
	case ANSWER_GARBAGE:
		proof_garbage(pr);
		break;
	default:
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct printer_profile profile = {
	        .paper_sensor = true, .near_end_sensor = true, .cover_sensor = true, .presenter = PRESENTER_CUSTOM};
	static struct proof pr;
	struct answer_parser parser = {0};
	struct printer_identity who = {0};
	struct printer_status status = {0};
	struct sense sense = {0};
	struct answer a;

	if (size == 0)
		return 0;
	proof_init(&pr, 100);
	proof_begin(&pr);
	proof_add(&pr, ids[0], 0, 100, 1000);
	proof_add(&pr, ids[1], PRINTER_MARK_CUT, 200, 1000);
	proof_sent(&pr, 200, 200, 0);
	parser.expects = data[0] % 4;
	for (size_t i = 1; i < size; i++) {
		if (answer_next(&a, &parser, data[i]))
			take(&pr, &sense, &who, &a, (int64_t)i * 10000);
		if (data[i] == 0xff)
			(void)answer_pause(&parser);
		sense_status(&status, &sense, &profile);
		(void)proof_status(&pr, &status, data[i] & 1, (int64_t)i * 10000);
		must(proof_level(&pr) < PROOF_PRINTED || (pr.answered_to >= 1 && !pr.lie));
		must(proof_level(&pr) != PROOF_CUT || (pr.answered_to == 2 && !pr.cut_trouble));
	}
	identity_1284(&who, (const char *)data, size);
	return 0;
}
