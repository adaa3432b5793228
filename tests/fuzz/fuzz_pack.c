/* Any bytes as a pack: refused with a finding, or it can be written again byte for byte, and judged. */
#include <stdlib.h>
#include <string.h>

#include "notice/pack_judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct pack *p = calloc(1, sizeof *p);
	struct pack_content *content = NULL;
	AUTO_BUF said, again;
	struct notice_findings f = {.text = &said};
	int r;

	buf_init(&said, 1 << 16);
	buf_init(&again, PACK_BYTES_MAX);
	must(p != NULL);
	r = pack_parse(p, bytes, n, "x", &f);
	must(r >= 0 && (r == PACK_REFUSED) == (f.errors > 0));
	if (r == 0) {
		must(pack_write(&again, p) == 0 && again.len == n && memcmp(again.data, bytes, n) == 0);
		must(pack_judge(&content, p, PACK_LOOK_AUTHOR, "", "2026-11-22", &f) >= 0);
		pack_content_free(content);
	}
	free(p);
	return 0;
}
