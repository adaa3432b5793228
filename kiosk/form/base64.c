#include "form/digest.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

size_t base64_put(char *out, const uint8_t *b, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t v =
		        (uint32_t)b[i] << 16 | (i + 1 < n ? (uint32_t)b[i + 1] << 8 : 0) | (i + 2 < n ? b[i + 2] : 0);

		out[at++] = letters[v >> 18];
		out[at++] = letters[v >> 12 & 63];
		out[at++] = i + 1 < n ? letters[v >> 6 & 63] : '=';
		out[at++] = i + 2 < n ? letters[v & 63] : '=';
	}
	out[at] = 0;
	return at;
}

static int place_of(char c)
{
	for (int i = 0; i < 64; i++) {
		if (letters[i] == c)
			return i;
	}
	return -1;
}

size_t base64_take(uint8_t *out, const char *text, size_t n)
{
	size_t at = 0, full = n;

	while (full && text[full - 1] == '=' && n - full < 2)
		full--;
	/* The signs that fill the last four up may be left out, not some of them. */
	if ((n % 4 != 0 && full != n) || full % 4 == 1)
		return SIZE_MAX;
	for (size_t i = 0; i < full; i += 4) {
		uint32_t v = 0;

		for (size_t k = i; k < i + 4; k++) {
			int place = k < full ? place_of(text[k]) : 0;

			if (place < 0)
				return SIZE_MAX;
			v = v << 6 | (uint32_t)place;
		}
		for (size_t k = 0; k < 3 && i + k + 1 < full; k++)
			out[at++] = (uint8_t)(v >> (16 - 8 * k));
	}
	return at;
}
