/* Any bytes as an order to begin a staff register anew: refused, or one that reads back as it was written. */
#include <string.h>

#include "fuzz_file.h"
#include "staff/recovery_order.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const uint8_t code[RECOVERY_CODE_BYTES];
	struct station station = {.has_recovery_key = true};
	struct recovery_order o, again;
	char path[300];
	struct buf text;
	int r;

	snprintf(path, sizeof path, "%s/order", fuzz_file("order", bytes, n));
	r = recovery_read(&o, path);
	must(r == 0 || r == RECOVERY_MALFORMED);
	if (r)
		return 0;
	must(recovery_by_is_good(o.by) && o.until_ms >= 0);
	must(recovery_judge(&o, &station, code, 0) == RECOVERY_NOT_SIGNED);
	buf_init(&text, RECOVERY_FILE_MAX);
	must(recovery_put(&text, &o) == 0);
	(void)fuzz_file("order", text.data, text.len);
	must(recovery_read(&again, path) == 0 && o.until_ms == again.until_ms && !strcmp(o.by, again.by));
	must(!memcmp(o.device, again.device, sizeof o.device) && !memcmp(o.code, again.code, sizeof o.code) &&
	        !memcmp(o.signature, again.signature, sizeof o.signature));
	buf_fini(&text);
	return 0;
}
