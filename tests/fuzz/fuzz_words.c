/* Any bytes as a compiled words file: refused, or every key is answered; and sentences filled from the same bytes. */
#include <string.h>

#include "fuzz_file.h"
#include "sys/text.h"
#include "ui/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void fill(const uint8_t *bytes, size_t n)
{
	const char *const pairs[] = {"at", "3", "name", "Ren\xc3\xa9", "", "x", NULL};
	char text[300], out[128];
	size_t room = n ? 1 + bytes[0] % (sizeof out - 1) : 1;

	n = n < sizeof text - 1 ? n : sizeof text - 1;
	memcpy(text, bytes, n);
	text[n] = 0;
	words_fill(out, room, text, pairs);
	must(strlen(out) < room);
	must(!utf8_valid(text, strlen(text)) || utf8_valid(out, strlen(out)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const char *const keys[] = {"", "a", "nav.next", "nav.stop", "zz", "\xff"};
	struct words *w = NULL;

	fill(bytes, n);
	if (words_load(&w, fuzz_file("nl.mo", bytes, n), "nl") != 0) {
		must(*err_why() != 0);
		return 0;
	}
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		(void)strlen(words_get(w, keys[i]));
	words_free(w);
	return 0;
}
