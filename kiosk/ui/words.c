#include "ui/words.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"

struct words {
	struct buf file;
	uint32_t n, keys_at, texts_at;
	char lang[36];
};

static uint32_t u32_at(const struct words *w, size_t at)
{
	uint32_t v;

	memcpy(&v, w->file.data + at, sizeof v);
	return v;
}

/* Entry i of a table: length, place. The string must lie inside and end with NUL. */
static bool entry_is_sound(const struct words *w, uint32_t table, uint32_t i)
{
	uint32_t n = u32_at(w, table + 8ul * i), at = u32_at(w, table + 8ul * i + 4);

	return (uint64_t)at + n < w->file.len && w->file.data[at + n] == 0;
}

static const char *entry(const struct words *w, uint32_t table, uint32_t i)
{
	return (const char *)w->file.data + u32_at(w, table + 8ul * i + 4);
}

static int check(struct words *w, const char *path)
{
	uint64_t len = w->file.len;

	if (len < 28 || u32_at(w, 0) != 0x950412de || u32_at(w, 4) >> 16 != 0)
		return err_new(EILSEQ, "%s: is not a compiled words file (msgfmt makes them)", path);
	w->n = u32_at(w, 8);
	w->keys_at = u32_at(w, 12);
	w->texts_at = u32_at(w, 16);
	if (w->keys_at + 8ull * w->n > len || w->texts_at + 8ull * w->n > len)
		return err_new(EILSEQ, "%s: its tables lie outside the file", path);
	for (uint32_t i = 0; i < w->n; i++)
		if (!entry_is_sound(w, w->keys_at, i) || !entry_is_sound(w, w->texts_at, i))
			return err_new(EILSEQ, "%s: entry %u lies outside the file", path, i);
	return 0;
}

int words_load(struct words **out, const char *folder, const char *lang)
{
	struct words *w = calloc(1, sizeof *w);
	char path[1200];
	int e;

	if (!w || !text_copy(w->lang, sizeof w->lang, lang)) {
		free(w);
		return err_new(ENOMEM, "no memory for the words of '%s'", lang);
	}
	buf_init(&w->file, WORDS_MAX_BYTES);
	(void)snprintf(path, sizeof path, "%s/%s.mo", folder, lang);
	e = file_read(&w->file, path);
	if (e == 0)
		e = check(w, path);
	if (e) {
		words_free(w);
		return err_up(e);
	}
	*out = w;
	return 0;
}

void words_free(struct words *w)
{
	if (!w)
		return;
	buf_fini(&w->file);
	free(w);
}

const char *words_lang(const struct words *w)
{
	return w->lang;
}

bool lang_is_rtl(const char *tag)
{
	static const char *const rtl[] = {"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"};
	size_t n = strcspn(tag, "-");

	for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
		if (strlen(rtl[i]) == n && strncmp(rtl[i], tag, n) == 0)
			return true;
	return false;
}

bool words_rtl(const struct words *w)
{
	return lang_is_rtl(w->lang);
}

const char *words_get(const struct words *w, const char *key)
{
	uint32_t low = 0, high = w->n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		int c = strcmp(key, entry(w, w->keys_at, mid));

		if (c == 0)
			return entry(w, w->texts_at, mid);
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return key;
}

static const char *value_of(const char *name, size_t n, const char *const *pairs)
{
	for (; pairs[0]; pairs += 2)
		if (strlen(pairs[0]) == n && memcmp(pairs[0], name, n) == 0)
			return pairs[1];
	return NULL;
}

void words_fill(char *out, size_t room, const char *text, const char *const *pairs)
{
	size_t n = 0;

	while (*text && n + 1 < room) {
		size_t len = *text == '{' ? strcspn(text, "}") : 0;
		const char *value = len && text[len] ? value_of(text + 1, len - 1, pairs) : NULL;

		if (!value) {
			out[n++] = *text++;
			continue;
		}
		bool whole = text_copy(out + n, room - n, value);
		n += strlen(out + n);
		text += len + 1;
		if (!whole)
			break;
	}
	out[n] = 0;
	if (!utf8_valid(out, n)) /* cut inside a letter */
		out[utf8_before(out, n)] = 0;
}
