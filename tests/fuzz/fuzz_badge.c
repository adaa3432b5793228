/* What a reader sends, by wire and by keys: no token but of hexadecimal digits and of a possible length, nothing left behind. */
#include <linux/input-event-codes.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/badge_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void look(const struct badge_reading *r, enum badge_found found)
{
	size_t n = strlen(r->token);

	must(n <= BADGE_TOKEN_MAX && r->n >= 0 && r->n <= BADGE_RAW_MAX);
	must(strspn(r->token, "0123456789ABCDEF") == n);
	if (found == BADGE_CAME)
		must(n >= BADGE_TOKEN_MIN);
	if (found == BADGE_CAME || found == BADGE_WENT)
		must(r->n == 0);
	if (found >= BADGE_BAD_SUM)
		must(n == 0);
}

/* A frame whose sum is wrong by one bit is never a card: the same bytes, spoiled. */
static void spoiled(const uint8_t *data, size_t size)
{
	struct badge_reading good = {0}, bad = {0};
	enum badge_found found = BADGE_NOTHING;

	for (size_t i = 0; i < size; i++) {
		bool sum = good.wants_lrc;

		found = badge_read_byte(&good, BADGE_LRC, data[i]);
		if (sum && found == BADGE_CAME)
			must(badge_read_byte(&bad, BADGE_LRC, data[i] ^ 1) == BADGE_BAD_SUM);
		else if (sum)
			return;
		else
			(void)badge_read_byte(&bad, BADGE_LRC, data[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct badge_reading r = {0};
	int64_t at = 0;

	if (size < 2)
		return 0;
	for (size_t i = 1; i < size; i++) {
		if (data[0] % 4 < 3) {
			look(&r, badge_read_byte(&r, (enum badge_framing)(data[0] % 4), data[i]));
		} else {
			at += data[i] & 0x80 ? 300 : 5;
			look(&r, badge_read_key(&r, data[i] & 0x7f, at));
		}
	}
	spoiled(data + 1, size - 1);
	badge_read_forget(&r);
	must(r.n == 0 && !*r.token);
	return 0;
}
