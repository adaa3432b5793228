/* Settings that name gpio lines, bells, lamps and switches: taken apart, or refused with one sentence. */
#include <string.h>

#include "drivers/bell.h"
#include "drivers/gpio.h"
#include "drivers/light.h"
#include "drivers/presence.h"
#include "drivers/tamper.h"
#include "drivers/watchdog.h"

enum { MOST = 700 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	int (*const checks[])(const char *) = {
	        bell_check, gpio_check, light_check, presence_check, tamper_check, watchdog_check};
	char uri[MOST + 1];

	if (n > MOST)
		return 0;
	memcpy(uri, bytes, n);
	uri[n] = 0;
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (checks[i](uri) && (!*err_why() || strchr(err_why(), '\n')) && !strchr(uri, '\n'))
			__builtin_trap();
	return 0;
}
