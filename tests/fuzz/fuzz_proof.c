/* Any bytes as the line of a proof: refused, or one that is spelled so when it is written again. */
#include <stdlib.h>
#include <string.h>

#include "store/proof.h"
#include "sys/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const uint8_t nobody[KEY_BYTES];
	uint8_t signature[KEY_SIGNATURE_BYTES];
	char line[2 * PROOF_MAX];
	struct proof p;
	size_t before = 0;

	if (n >= sizeof line)
		return 0;
	memcpy(line, bytes, n);
	line[n] = 0;
	if (proof_read(&p, signature, &before, line, n) == PROOF_REFUSED)
		return 0;
	must(n <= PROOF_MAX && before < n && text_starts(line + before, " SIGN:"));
	must(p.at_s >= 0 && station_code_is_valid(p.station) && strchr("VRN", p.slot_kind) && *p.version && *p.git);
	must(proof_check(&p, line, n, nobody) == PROOF_REFUSED);
	return 0;
}
