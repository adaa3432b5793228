#include "ui_kit.h"

#include <stdlib.h>

#include "sys/arena.h"
#include "sys/text.h"

const struct panel kit_panels[KIT_PANELS] = {
        {1280, 800, 217, 136},
        {800, 480, 154, 86},
        {1080, 1920, 268, 476},
};

static struct canvas canvas_new(const struct panel *p)
{
	struct canvas c = {NULL, p->width_px, p->height_px, p->width_px * 4};

	c.pixels = calloc((size_t)p->width_px * (size_t)p->height_px, 4);
	CHECK(c.pixels);
	return c;
}

void kit_fonts(struct kit *k, float px_per_mm)
{
	*k = (struct kit){0};
	CHECK_OK(fonts_open(&k->fonts, KIT_FONTS, px_per_mm));
	CHECK_OK(arena_new(&k->arena, 32 * 1024 * 1024, false));
}

void kit_open(struct kit *k, const struct panel *panel)
{
	kit_fonts(k, (float)panel->width_px / panel->width_mm);
	k->panel = *panel;
	CHECK_OK(ui_new(&k->ui, panel, k->fonts));
	CHECK_OK(painter_new(&k->painter));
	k->canvas = canvas_new(panel);
}

void kit_close(struct kit *k)
{
	painter_free(k->painter);
	ui_free(k->ui);
	fonts_close(k->fonts);
	arena_free(k->arena);
	free(k->canvas.pixels);
}

void kit_frame(struct kit *k)
{
	struct px_rect rects[KIT_DAMAGE_MAX];
	int passes = 0;

	do {
		ui_begin(k->ui, k->dir);
		k->draw(k);
		ui_end(k->ui);
	} while (ui_reacted(k->ui) && ++passes < 8);
	CHECK(passes < 8);
	CHECK(!k->ui->out_of_room);
	k->n_damage = ui_damage(k->ui, k->damage, KIT_DAMAGE_MAX);
	ui_shown(k->ui);
	if (k->n_damage) {
		CHECK_OK(paint_frame(k->painter, &k->canvas, k->ui, k->damage, k->n_damage, rects));
		k->frames++;
	}
	for (int i = 0; i < k->n_damage; i++)
		CHECK(rects[i].x >= 0 && rects[i].y >= 0 && rects[i].x + rects[i].w <= k->panel.width_px &&
		        rects[i].y + rects[i].h <= k->panel.height_px);
}

bool kit_event(struct kit *k, struct ui_event ev)
{
	bool more = ui_input(k->ui, &ev);

	if (more)
		kit_frame(k);
	return more;
}

void kit_down(struct kit *k, float x, float y)
{
	(void)kit_event(k, (struct ui_event){.kind = UI_DOWN, .x_mm = x, .y_mm = y});
}

void kit_move(struct kit *k, float x, float y)
{
	(void)kit_event(k, (struct ui_event){.kind = UI_MOVE, .x_mm = x, .y_mm = y});
}

void kit_up(struct kit *k, float x, float y)
{
	(void)kit_event(k, (struct ui_event){.kind = UI_UP, .x_mm = x, .y_mm = y});
}

const struct node *kit_node(struct kit *k, const char *id)
{
	const struct node *n = access_of(ui_access(k->ui), id);

	if (!n)
		test_fail(__FILE__, __LINE__, "no node '%s' on the screen", id);
	return n;
}

void kit_tap(struct kit *k, const char *id)
{
	struct box b = kit_node(k, id)->box;

	kit_down(k, b.x + b.w / 2, b.y + b.h / 2);
	kit_up(k, b.x + b.w / 2, b.y + b.h / 2);
}

void kit_key(struct kit *k, enum ui_key key)
{
	(void)kit_event(k, (struct ui_event){.kind = UI_KEYED, .key = key});
}

void kit_type(struct kit *k, const char *text)
{
	(void)kit_event(k, (struct ui_event){.kind = UI_TYPED, .text = text});
}

struct canvas kit_whole(struct kit *k)
{
	struct canvas c = canvas_new(&k->panel);
	struct box all = {0, 0, k->panel.width_mm, k->panel.height_mm};
	struct px_rect r;

	CHECK_OK(paint_frame(k->painter, &c, k->ui, &all, 1, &r));
	return c;
}

int kit_wrong_dots(struct kit *k)
{
	struct canvas whole = kit_whole(k);
	size_t n = (size_t)whole.width * (size_t)whole.height;
	int wrong = 0;

	for (size_t i = 0; i < n; i++)
		wrong += (whole.pixels[i] & 0xffffff) != (k->canvas.pixels[i] & 0xffffff);
	free(whole.pixels);
	return wrong;
}

struct text_block *kit_layout(struct kit *k, const char *text, float cap_mm, float max_mm, enum text_dir dir)
{
	struct text_style style = {.cap_mm = cap_mm};
	struct text_block *b = NULL;

	CHECK_OK(text_layout(&b, k->arena, k->fonts, &style, text, max_mm, dir));
	return b;
}

static uint32_t turned(uint32_t p)
{
	return p == '(' ? ')' : p == ')' ? '(' : p == '[' ? ']' : p == ']' ? '[' : p;
}

const char *kit_seen(struct kit *k, const struct text_block *b, int line)
{
	const struct text_line *l = &b->lines[line];
	char *out;
	size_t n = 0;

	for (int i = 0; i < l->n_runs; i++)
		n += l->runs[i].n;
	out = arena_alloc(k->arena, n + 1);
	n = 0;
	for (int i = 0; i < l->n_runs; i++) {
		const struct text_run *r = &l->runs[i];

		for (size_t at = r->rtl ? r->n : 0; r->rtl ? at > 0 : at < r->n;) {
			size_t from = r->rtl ? utf8_before(r->text, at) : at;
			const char *p = r->text + from;
			uint32_t point = utf8_next(&p);

			n += utf8_put(out + n, r->rtl ? turned(point) : point);
			at = r->rtl ? from : (size_t)(p - r->text);
		}
	}
	out[n] = 0;
	return out;
}

void kit_random_text(char *out, size_t room, uint64_t *seed)
{
	static const char *const pieces[] = {"a", "e", "n", "i", "l", "W", "M", "ij", "é", "ß", "ş", "Ł", " ", " ", " ",
	        " ", "-", "/", ".", ",", "(", ")", "7", "12", "06", "\n", "ب", "ا", "لا", "م", "ه", "ع", "؟", "،", "بَ",
	        "Ж", "щ", "и", "ї", "ґ", "\u2068", "\u2069", "\u200e", "\u200f", "e\u0301", "\u200b", "€", "«", "»",
	        "☎"};
	size_t n = 0, most = sizeof pieces / sizeof *pieces;

	for (;;) {
		const char *piece = pieces[test_random(seed) % most];
		size_t len = strlen(piece);

		if (n + len + 1 > room)
			break;
		memcpy(out + n, piece, len);
		n += len;
	}
	out[n] = 0;
}
