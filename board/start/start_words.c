/* start_words - what the boot loader said on the kernel's command line */
#include <string.h>

#include "board/start/start.h"

void start_word(char *out, size_t room, const char *cmdline, const char *key)
{
	size_t n = strlen(key);

	out[0] = 0;
	for (const char *at = cmdline; *at; at += strcspn(at, " \n"), at += strspn(at, " \n")) {
		size_t len = strcspn(at, " \n");

		if (len <= n || strncmp(at, key, n) != 0 || at[n] != '=' || len - n - 1 >= room)
			continue;
		memcpy(out, at + n + 1, len - n - 1);
		out[len - n - 1] = 0;
		return;
	}
}
