/* Any bytes as a theme: colours come out, each of them one that was written or the built-in one. */
#include "fuzz_file.h"
#include "ui/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct theme t;
	AUTO_BUF warnings;

	buf_init(&warnings, 64 * 1024);
	theme_default(&t);
	if (theme_load(&t, fuzz_file("own.theme", bytes, n), "own", &warnings) != 0 && !*err_why())
		abort();
	for (int i = 0; i < PAINT_COUNT; i++)
		if (t.colour[i] > 0xffffff)
			abort();
	return 0;
}
