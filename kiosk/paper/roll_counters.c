/* What the printer itself counted and measured. */
#include "paper/roll.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

enum { DIGITS_MOST = 12 };

enum roll_check roll_check(int64_t before, int64_t after, int64_t ours, int tolerance_percent)
{
	int64_t theirs = after - before, off = ours / 100 * tolerance_percent + ours % 100 * tolerance_percent / 100;

	assert(ours >= 0 && tolerance_percent >= 0 && tolerance_percent <= 100);
	if (before < 0 || theirs < 0)
		return ROLL_COUNTER_RESET;
	if (theirs > ours + off)
		return ROLL_PRINTER_MORE;
	return theirs < ours - off ? ROLL_PRINTER_LESS : ROLL_AGREES;
}

/* Digits from *at on; how many there were. */
static size_t digits(int64_t *value, const uint8_t *bytes, size_t n, size_t *at)
{
	size_t from = *at;

	*value = 0;
	while (*at < n && *at - from < DIGITS_MOST && bytes[*at] >= '0' && bytes[*at] <= '9')
		*value = *value * 10 + (bytes[(*at)++] - '0');
	return *at - from;
}

int roll_counter_answer(int64_t *out, const uint8_t *bytes, size_t n)
{
	size_t at = 1;
	int64_t value;

	if (n < 3 || bytes[0] != 0x5f || !digits(&value, bytes, n, &at) || at + 1 != n || bytes[at] != 0)
		return err_new(EBADMSG, "the printer's counter is no answer to GS g 2");
	*out = value;
	return 0;
}

int roll_metres_answer(int64_t *left_mm, const uint8_t *bytes, size_t n)
{
	int64_t whole, tenths = 0;
	size_t at = 0, unit;
	bool is_cm;

	if (!digits(&whole, bytes, n, &at))
		return err_new(EBADMSG, "the printer's paper left is no length");
	if (at + 1 < n && (bytes[at] == '.' || bytes[at] == ',') && bytes[at + 1] >= '0' && bytes[at + 1] <= '9') {
		tenths = bytes[at + 1] - '0';
		at += 2;
	}
	unit = at;
	is_cm = n - unit >= 2 && bytes[unit] == 'c' && bytes[unit + 1] == 'm';
	if (n - unit != (is_cm ? 2u : 1u) || (!is_cm && bytes[unit] != 'm') || whole > 1000 * 1000)
		return err_new(EBADMSG, "the printer's paper left has no unit that is known");
	*left_mm = is_cm ? whole * 10 + tenths : whole * 1000 + tenths * 100;
	return 0;
}
