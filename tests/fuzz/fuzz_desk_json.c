/* Any bytes as a record's answers: refused with a sentence, or leaves of whole UTF-8, also in an arena that is too small. */
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"
#include "visit/desk_work_inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static int leaf(void *me, const char *group, const char *name, const char *text)
{
	size_t *total = me;

	*total += strlen(group) + strlen(name) + strlen(text);
	if (!utf8_valid(group, strlen(group)) || !utf8_valid(name, strlen(name)) || !utf8_valid(text, strlen(text)))
		abort();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *arena;
	size_t total = 0;

	if (arena_new(&arena, n % 7 ? 1 << 20 : 4096, false))
		abort();
	if (desk_json_each(arena, (const char *)bytes, n, leaf, &total) && !*err_why())
		abort();
	arena_free(arena);
	return 0;
}
