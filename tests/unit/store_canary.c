#include <fcntl.h>
#include <ftw.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "store_canary.h"
#include "sys/buf.h"
#include "sys/file.h"

/* ---- memory -------------------------------------------------------------------- */

int canary_in_memory(const void *bytes, size_t n, const void *kept, size_t n_kept)
{
	static uint8_t page[4096 + 64];
	FILE *maps = fopen("/proc/self/maps", "r");
	int mem = open("/proc/self/mem", O_RDONLY), found = 0;
	char line[400], rights[5];
	unsigned long from, to;

	CHECK(maps && mem >= 0);
	while (fgets(line, sizeof line, maps)) {
		if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) != 3 || rights[0] != 'r' || rights[1] != 'w' ||
		        to - from > 1ul << 32)
			continue;
		/* Page by page with some overlap, into a page that is left out itself. */
		for (unsigned long at = from; at < to; at += 4096) {
			ssize_t got;

			if (at >= (unsigned long)kept && at < (unsigned long)kept + n_kept)
				continue;
			if (at + 4096 > (unsigned long)page && at < (unsigned long)page + sizeof page)
				continue;
			got = pread(mem, page, sizeof page, (off_t)at);
			for (uint8_t *p = page; got > 0 && (p = memmem(p, (size_t)(page + got - p), bytes, n)); p++)
				found++;
			wipe(page, sizeof page);
		}
	}
	fclose(maps);
	close(mem);
	return found;
}

/* ---- files ------------------------------------------------------------------------ */

enum { SPELLINGS_MOST = 8, SPELLING_MOST = 400 };

/* One search at a time, one process a case. */
static struct {
	uint8_t bytes[SPELLINGS_MOST][SPELLING_MOST];
	size_t n[SPELLINGS_MOST];
	int count, found;
	long read;
} search;

static void spell(const void *bytes, size_t n)
{
	CHECK(search.count < SPELLINGS_MOST && n <= SPELLING_MOST);
	memcpy(search.bytes[search.count], bytes, n);
	search.n[search.count++] = n;
}

static void spell_wide(const char *text, int high)
{
	uint8_t wide[SPELLING_MOST] = {0};
	size_t n = strlen(text);

	for (size_t i = 0; i < n; i++)
		wide[2 * i + (size_t)high] = (uint8_t)text[i];
	spell(wide, 2 * n);
}

/* The middle of the text as it looks in base64 when it begins at byte 0, 1 or 2 of a group of three. */
static void spell_base64(const char *text, size_t before)
{
	char plain[SPELLING_MOST / 2] = "", coded[SPELLING_MOST];

	memset(plain, '~', before);
	memcpy(plain + before, text, strlen(text));
	sodium_bin2base64(coded, sizeof coded, (const uint8_t *)plain, before + strlen(text),
	        sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	spell(coded + 4, strlen(coded) - 8);
}

static void spell_all(const char *text)
{
	char other[SPELLING_MOST];
	size_t n = strlen(text);

	memset(&search, 0, sizeof search);
	spell(text, n);
	spell_wide(text, 0);
	spell_wide(text, 1);
	for (size_t before = 0; before < 3; before++)
		spell_base64(text, before);
	sodium_bin2hex(other, sizeof other, (const uint8_t *)text, n);
	spell(other, 2 * n);
	for (size_t i = 0; i < n; i++)
		other[i] = text[n - 1 - i];
	spell(other, n);
}

static void look(const void *bytes, size_t n, const char *where)
{
	for (int i = 0; i < search.count; i++) {
		if (n == 0 || !memmem(bytes, n, search.bytes[i], search.n[i]))
			continue;
		fprintf(stderr, "spelling %d of the canary stands in %s\n", i, where);
		search.found++;
	}
}

static int look_into(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	AUTO_BUF text;

	(void)at;
	buf_init(&text, 64 << 20);
	look(path, strlen(path), "a file's name");
	if (kind != FTW_F)
		return 0;
	CHECK_OK(file_read(&text, path));
	look(text.data, text.len, path);
	search.read += st->st_size;
	return 0;
}

int canary_in_files(const char *folder, const char *text, long *bytes_read)
{
	CHECK(strlen(text) >= 12 && strlen(text) <= 100);
	spell_all(text);
	CHECK(nftw(folder, look_into, 16, FTW_PHYS) == 0);
	*bytes_read += search.read;
	return search.found;
}
