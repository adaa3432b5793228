/* A draft's file and a code as it was typed, from anybody: no crash, nothing opened that was not sealed, nothing out of bounds. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/draft_inside.h"
#include "sys/err.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void codes(const uint8_t *data, size_t size)
{
	char typed[200], plain[DRAFT_CODE_LETTERS + 1];
	size_t n = size < sizeof typed - 1 ? size : sizeof typed - 1;

	memcpy(typed, data, n);
	typed[n] = 0;
	if (draft_code_plain(plain, typed) && strlen(plain) != DRAFT_CODE_LETTERS)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t key[DRAFT_KEY_BYTES] = {1, 2, 3};
	uint8_t again[DRAFT_HEADER_BYTES];
	struct draft_header h, same;
	struct buf out;

	if (sodium_init() < 0)
		return 0;
	if (size)
		codes(data, size);
	buf_init(&out, DRAFT_TEXT_MAX);
	if (draft_header_take(&h, data, size)) {
		draft_header_put(again, &h);
		if (!draft_header_take(&same, again, sizeof again) || same.made_ms != h.made_ms || same.how != h.how)
			abort();
	}
	if (draft_unseal(&out, data, size, key) == 0)
		abort(); /* nobody sealed this */
	buf_fini(&out);
	return 0;
}
