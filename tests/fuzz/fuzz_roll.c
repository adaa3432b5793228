/* Any bytes as the printer's own counts: refused with a sentence, or a length and a number that make sense. */
#include <stdlib.h>

#include "paper/roll.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	int64_t value = -1;

	if (roll_counter_answer(&value, bytes, n) == 0)
		must(value >= 0 && value < 1000000000000 && n <= 14);
	else
		must(value == -1 && err_why()[0] != 0);
	value = -1;
	if (roll_metres_answer(&value, bytes, n) == 0)
		must(value >= 0 && value <= 1000 * 1000 * 1000 + 1000);
	else
		must(value == -1 && err_why()[0] != 0);
	return 0;
}
