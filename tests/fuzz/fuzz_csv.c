#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "form/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

struct seen {
	size_t row, column, total;
};

static bool cell(void *me, size_t row, size_t column, const char *text)
{
	struct seen *s = me;

	/* Cells come in order: the next column, or the first of the next row. */
	if (s->total && !(row == s->row && column == s->column + 1) && !(row == s->row + 1 && column == 0))
		abort();
	s->row = row;
	s->column = column;
	s->total += strlen(text) + 1;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct seen s = {0};

	(void)csv_read((const char *)bytes, n, cell, &s);
	if (s.total > 2 * n + 2)
		abort();
	return 0;
}
