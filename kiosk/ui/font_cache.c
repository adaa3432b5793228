#include "ui/font_cache.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sys/buf.h"

enum { SLOTS = 1024 };

struct slot {
	struct slot *next;
	struct font_entry entry;
	struct font_key key; /* key.text points behind this struct */
	size_t bytes;
};

struct font_cache {
	struct slot *slots[SLOTS];
	size_t used, max;
};

int font_cache_new(struct font_cache **out, size_t max_bytes)
{
	struct font_cache *c = calloc(1, sizeof *c);

	if (!c)
		return err_new(ENOMEM, "no memory for drawn text");
	c->max = max_bytes;
	*out = c;
	return 0;
}

void font_cache_clear(struct font_cache *c)
{
	for (int i = 0; i < SLOTS; i++) {
		while (c->slots[i]) {
			struct slot *s = c->slots[i];

			c->slots[i] = s->next;
			if (s->entry.rows)
				wipe(s->entry.rows, (size_t)s->entry.width * (size_t)s->entry.height);
			free(s->entry.rows);
			wipe(s, sizeof *s + s->key.n);
			free(s);
		}
	}
	c->used = 0;
}

void font_cache_free(struct font_cache *c)
{
	if (!c)
		return;
	font_cache_clear(c);
	free(c);
}

/* FNV-1a over the text and the numbers beside it. */
static uint32_t hash(const struct font_key *k)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < k->n; i++)
		h = (h ^ (uint8_t)k->text[i]) * 16777619u;
	h = (h ^ k->px) * 16777619u;
	return (h ^ (uint32_t)(k->face << 2 | k->bold << 1 | k->rtl)) * 16777619u;
}

static bool same(const struct font_key *a, const struct font_key *b)
{
	return a->n == b->n && a->px == b->px && a->face == b->face && a->bold == b->bold && a->rtl == b->rtl &&
	       memcmp(a->text, b->text, a->n) == 0;
}

struct font_entry *font_cache_entry(struct font_cache *c, const struct font_key *key)
{
	uint32_t at = hash(key) % SLOTS;
	struct slot *s;
	char *text;

	for (s = c->slots[at]; s; s = s->next)
		if (same(&s->key, key))
			return &s->entry;
	if (c->used > c->max)
		font_cache_clear(c);
	s = calloc(1, sizeof *s + key->n + 1);
	if (!s)
		return NULL;
	text = (char *)(s + 1);
	memcpy(text, key->text, key->n);
	s->key = *key;
	s->key.text = text;
	s->entry.width_px = -1;
	s->next = c->slots[at];
	c->slots[at] = s;
	c->used += sizeof *s + key->n;
	return &s->entry;
}

bool font_cache_rows(struct font_cache *c, struct font_entry *e, const uint8_t *rows, int width, int height, int stride)
{
	size_t n = (size_t)width * (size_t)height;

	e->rows = malloc(n ? n : 1);
	if (!e->rows)
		return false;
	for (int y = 0; y < height; y++)
		memcpy(e->rows + (size_t)y * (size_t)width, rows + (size_t)y * (size_t)stride, (size_t)width);
	e->width = width;
	e->height = height;
	c->used += n;
	return true;
}
