#include "kiosk_memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "sys/buf.h"

enum { CHUNK = 1 << 20 };

/* "Zq7canaryXw4", twisted. */
const unsigned char memory_word[MEMORY_WORD] = {'Z' ^ MEMORY_TWIST, 'q' ^ MEMORY_TWIST, '7' ^ MEMORY_TWIST,
        'c' ^ MEMORY_TWIST, 'a' ^ MEMORY_TWIST, 'n' ^ MEMORY_TWIST, 'a' ^ MEMORY_TWIST, 'r' ^ MEMORY_TWIST,
        'y' ^ MEMORY_TWIST, 'X' ^ MEMORY_TWIST, 'w' ^ MEMORY_TWIST, '4' ^ MEMORY_TWIST};

static bool is_word(const unsigned char *at)
{
	for (int i = 0; i < MEMORY_WORD; i++)
		if ((at[i] ^ MEMORY_TWIST) != memory_word[i])
			return false;
	return true;
}

/* Places in [from, to) that hold the word; the window itself is not looked at. */
static int found_in(int mem, size_t from, size_t to, unsigned char *window, const char *map)
{
	int n = 0;

	for (size_t at = from; at < to; at += CHUNK - MEMORY_WORD) {
		size_t want = to - at < CHUNK ? to - at : CHUNK;
		ssize_t got = pread(mem, window, want, (off_t)at);

		for (ssize_t i = 0; i + MEMORY_WORD <= got; i++) {
			size_t place = at + (size_t)i;

			if (window[i] != ('Z') || !is_word(window + i))
				continue;
			if (place >= (size_t)window && place < (size_t)window + CHUNK)
				continue;
			fprintf(stderr, "found at %zx of %s", place, map);
			n++;
		}
		wipe(window, CHUNK);
	}
	return n;
}

int memory_copies(void)
{
	unsigned char *window = malloc(CHUNK);
	FILE *maps = fopen("/proc/self/maps", "re");
	int mem = open("/proc/self/mem", O_RDONLY | O_CLOEXEC), n = 0;
	char line[512];

	CHECK(maps && mem >= 0 && window);
	wipe(window, CHUNK);
	while (fgets(line, sizeof line, maps)) {
		size_t from, to;
		char mode[8];

		if (sscanf(line, "%zx-%zx %7s", &from, &to, mode) == 3 && mode[0] == 'r' && mode[1] == 'w')
			n += found_in(mem, from, to, window, line);
	}
	(void)fclose(maps);
	(void)close(mem);
	free(window);
	return n;
}
