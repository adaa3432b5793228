#pragma once

/*
 * csv - rows of cells (RFC 4180): commas, quotes doubled inside quotes, any line end
 */
#include <stdbool.h>
#include <stddef.h>

enum { CSV_MAX_COLUMNS = 100, CSV_MAX_CELL = 64 << 10 };

/* Calls cell for each, in order; false stops. False when stopped, a quote is left open, or a cell is too long. */
bool csv_read(
        const char *bytes, size_t n, bool (*cell)(void *me, size_t row, size_t column, const char *text), void *me);
