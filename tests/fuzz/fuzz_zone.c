#include <stdlib.h>
#include "sys/zone.h"
#include "sys/zone_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Whatever a zone file holds: refused, or every question about it has an answer within a day of UTC. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const int64_t moments[] = {INT64_MIN, -3000000000, -1, 0, 1743296400, 4102444800, INT64_MAX};
	struct zone *z = calloc(1, sizeof *z);

	if (z && zone_parse(z, bytes, n, "Fuzz/Zone") == 0) {
		for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
			int offset_s = zone_offset_s(z, moments[i]);

			if (offset_s > ZONE_OFFSET_MOST || offset_s < -ZONE_OFFSET_MOST)
				abort();
			(void)zone_local_to_utc_s(z, moments[i]);
			(void)zone_civil(z, moments[i]);
		}
	}
	zone_free(z);
	return 0;
}
