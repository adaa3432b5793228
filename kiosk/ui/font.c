#include "ui/font.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL_ttf.h>

#include "sys/file.h"
#include "sys/text.h"
#include "ui/font_cache.h"

enum { OPEN_MAX_FONTS = 32, SIZES_MAX = 32, CACHE_BYTES = 6 * 1024 * 1024, PROBE_PX = 200, FONT_MAX = 32 << 20 };

static const struct {
	const char *regular, *bold, *script;
} files[FACE_COUNT] = {
        [FACE_LATIN] = {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "Latn"},
        [FACE_ARABIC] = {"NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf", "Arab"},
        [FACE_SYMBOLS] = {"NotoSansSymbols-Regular.ttf", "NotoSansSymbols-Bold.ttf", "Zyyy"},
};

struct opened {
	enum face face;
	bool bold;
	int px;
	TTF_Font *font;
};

struct fonts {
	char folder[1024];
	float px_per_mm, across_px_per_mm; /* they differ where dots are not square */
	float cap_ratio; /* height of a capital / em, measured on the Latin face */
	struct opened open[OPEN_MAX_FONTS];
	int n_open;
	struct {
		void *bytes;
		size_t n;
	} file[FACE_COUNT][2]; /* mapped on first use: a glyph is then no thousand small reads */
	TTF_Font *probe; /* the Latin face, at whatever size was measured last */
	struct {
		float cap_px;
		int em_px;
	} size[SIZES_MAX]; /* what was measured before */
	int n_sizes;
	struct font_cache *cache;
};

static const char *file_of(enum face face, bool bold)
{
	return bold ? files[face].bold : files[face].regular;
}

static TTF_Font *open_face(struct fonts *f, enum face face, bool bold, int px)
{
	char path[1200];
	struct stat st;
	int fd;

	if (!f->file[face][bold].bytes) {
		(void)snprintf(path, sizeof path, "%s/%s", f->folder, file_of(face, bold));
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0 && st.st_size <= FONT_MAX) {
			void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);

			f->file[face][bold].bytes = bytes == MAP_FAILED ? NULL : bytes;
			f->file[face][bold].n = (size_t)st.st_size;
		}
		if (fd >= 0)
			(void)close(fd);
	}
	if (!f->file[face][bold].bytes)
		return NULL;
	return TTF_OpenFontRW(SDL_RWFromConstMem(f->file[face][bold].bytes, (int)f->file[face][bold].n), 1, px);
}

/* The face at that em size, opened on first use. When the table is full the oldest place is reused. */
static TTF_Font *face_at(struct fonts *f, enum face face, bool bold, int px)
{
	struct opened *o;

	for (int i = 0; i < f->n_open; i++) {
		o = &f->open[i];
		if (o->face == face && o->bold == bold && o->px == px)
			return o->font;
	}
	TTF_Font *font = open_face(f, face, bold, px);
	if (!font)
		return NULL;
	TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
	(void)TTF_SetFontScriptName(font, files[face].script);
	if (f->n_open == OPEN_MAX_FONTS) {
		TTF_CloseFont(f->open[0].font);
		memmove(f->open, f->open + 1, sizeof f->open - sizeof f->open[0]);
		f->n_open--;
	}
	f->open[f->n_open++] = (struct opened){face, bold, px, font};
	return font;
}

/* Dots of an H at that em size, as hinted; 0 when that can not be told. */
static int capital_px(struct fonts *f, int px)
{
	int top, bottom;

	if (TTF_SetFontSize(f->probe, px) < 0)
		return 0;
	return TTF_GlyphMetrics32(f->probe, 'H', NULL, NULL, &bottom, &top, NULL) < 0 || top < 0 ? 0 : top;
}

static int measure_capital(struct fonts *f)
{
	int top = 0;

	f->probe = open_face(f, FACE_LATIN, false, PROBE_PX);
	if (f->probe) {
		TTF_SetFontHinting(f->probe, TTF_HINTING_LIGHT);
		top = capital_px(f, PROBE_PX);
	}
	if (top == 0)
		return err_new(EIO, "%s/%s can not be read as a font; install the package fonts-noto-core", f->folder,
		        files[FACE_LATIN].regular);
	f->cap_ratio = (float)top / PROBE_PX;
	return 0;
}

static int files_present(const struct fonts *f)
{
	char path[1200];

	for (int face = 0; face < FACE_COUNT; face++) {
		for (int bold = 0; bold < 2; bold++) {
			(void)snprintf(path, sizeof path, "%s/%s", f->folder, file_of((enum face)face, bold));
			if (!file_exists(path))
				return err_new(
				        ENOENT, "the font %s is missing; install the package fonts-noto-core", path);
		}
	}
	return 0;
}

int fonts_open(struct fonts **out, const char *folder, float px_per_mm)
{
	struct fonts *f;
	int e;

	if (TTF_Init() < 0)
		return err_new(EIO, "the text library does not start: %s", TTF_GetError());
	f = calloc(1, sizeof *f);
	if (!f || !text_copy(f->folder, sizeof f->folder, folder)) {
		free(f);
		TTF_Quit();
		return err_new(ENOMEM, "no memory for fonts, or their path is too long");
	}
	f->px_per_mm = f->across_px_per_mm = px_per_mm;
	e = font_cache_new(&f->cache, CACHE_BYTES);
	if (e == 0)
		e = files_present(f);
	if (e == 0)
		e = measure_capital(f);
	if (e) {
		fonts_close(f);
		return err_up(e);
	}
	*out = f;
	return 0;
}

void fonts_close(struct fonts *f)
{
	if (!f)
		return;
	for (int i = 0; i < f->n_open; i++)
		TTF_CloseFont(f->open[i].font);
	if (f->probe)
		TTF_CloseFont(f->probe);
	font_cache_free(f->cache);
	for (int i = 0; i < FACE_COUNT * 2; i++)
		if (f->file[i / 2][i % 2].bytes)
			(void)munmap(f->file[i / 2][i % 2].bytes, f->file[i / 2][i % 2].n);
	free(f);
	TTF_Quit();
}

float fonts_px_per_mm(const struct fonts *f)
{
	return f->px_per_mm;
}

void fonts_fit(struct fonts *f, float across_px_per_mm, float down_px_per_mm)
{
	f->across_px_per_mm = across_px_per_mm;
	f->px_per_mm = down_px_per_mm;
}

/* The smallest em size whose capitals are as high as asked for: hinting moves them by whole dots. */
static int measure_em(struct fonts *f, float cap_px)
{
	int px = (int)lroundf(cap_px / f->cap_ratio), most;

	px = px < 6 ? 6 : px > 600 ? 600 : px;
	most = px + 3;
	while (px < most && (float)capital_px(f, px) < cap_px - 0.1f)
		px++;
	return px;
}

static int em_px(struct fonts *f, const struct text_style *st)
{
	float cap_px = st->cap_mm * f->px_per_mm;
	int at = f->n_sizes;

	for (int i = 0; i < f->n_sizes; i++)
		if (f->size[i].cap_px == cap_px)
			return f->size[i].em_px;
	if (at == SIZES_MAX)
		at = f->n_sizes = 0; /* full: measured anew, as it is needed */
	f->size[at].cap_px = cap_px;
	f->size[at].em_px = measure_em(f, cap_px);
	f->n_sizes++;
	return f->size[at].em_px;
}

enum face fonts_face_of(struct fonts *f, uint32_t point)
{
	for (int face = 0; face < FACE_COUNT; face++) {
		TTF_Font *font = f->n_open ? NULL : face_at(f, (enum face)face, false, PROBE_PX);

		for (int i = 0; i < f->n_open && !font; i++)
			if (f->open[i].face == (enum face)face)
				font = f->open[i].font;
		if (!font)
			font = face_at(f, (enum face)face, false, PROBE_PX);
		if (font && TTF_GlyphIsProvided32(font, point))
			return (enum face)face;
	}
	return FACE_COUNT;
}

/* The cache entry of a run; for the caller also the font and the run as a C string. */
static struct font_entry *entry_of(
        struct fonts *f, const struct font_key *key, TTF_Font **font, char text[FONT_RUN_MAX + 1])
{
	struct font_entry *e = font_cache_entry(f->cache, key);

	*font = NULL;
	if (!e || key->n > FONT_RUN_MAX)
		return NULL;
	if (e->width_px >= 0 && e->rows)
		return e;
	*font = face_at(f, (enum face)key->face, key->bold, key->px);
	if (!*font)
		return NULL;
	(void)TTF_SetFontDirection(*font, key->rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
	memcpy(text, key->text, key->n);
	text[key->n] = 0;
	return e;
}

float fonts_run_width(
        struct fonts *f, enum face face, const struct text_style *st, const char *text, size_t n, bool rtl)
{
	struct font_key key = {(uint8_t)face, st->bold, rtl, (uint16_t)em_px(f, st), text, n};
	char copy[FONT_RUN_MAX + 1];
	TTF_Font *font;
	struct font_entry *e;
	int height;

	if (n == 0)
		return 0;
	e = entry_of(f, &key, &font, copy);
	if (!e)
		return 0;
	if (e->width_px < 0 && TTF_SizeUTF8(font, copy, &e->width_px, &height) < 0)
		e->width_px = 0;
	wipe(copy, n);
	return (float)e->width_px / f->across_px_per_mm;
}

/* SDL_ttf's shaded surface is 8 bits a pixel and its palette index is the coverage. */
static bool draw(struct fonts *f, struct font_entry *e, TTF_Font *font, const char *text)
{
	const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
	SDL_Surface *s = TTF_RenderUTF8_Shaded(font, text, white, black);
	bool ok;

	if (!s)
		return false;
	ok = font_cache_rows(f->cache, e, s->pixels, s->w, s->h, s->pitch);
	e->left = 0;
	e->top = -TTF_FontAscent(font);
	memset(s->pixels, 0, (size_t)s->pitch * (size_t)s->h);
	SDL_FreeSurface(s);
	return ok;
}

int fonts_run_coverage(struct fonts *f, struct coverage *out, enum face face, const struct text_style *st,
        const char *text, size_t n, bool rtl)
{
	struct font_key key = {(uint8_t)face, st->bold, rtl, (uint16_t)em_px(f, st), text, n};
	char copy[FONT_RUN_MAX + 1];
	TTF_Font *font;
	struct font_entry *e;
	bool ok = true;

	*out = (struct coverage){0};
	if (n <= FONT_RUN_MAX && fonts_run_width(f, face, st, text, n, rtl) <= 0)
		return 0; /* nothing to see: SDL_ttf calls that an error */
	e = entry_of(f, &key, &font, copy);
	if (!e)
		return err_new(ENOMEM, "a line of text can not be drawn");
	if (!e->rows) {
		ok = draw(f, e, font, copy);
		wipe(copy, n);
	}
	if (!ok)
		return err_new(EIO, "a line of text can not be drawn: %s", TTF_GetError());
	*out = (struct coverage){e->rows, e->width, e->height, e->width, e->left, e->top};
	return 0;
}

void fonts_forget(struct fonts *f)
{
	font_cache_clear(f->cache);
}
