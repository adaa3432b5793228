/* widget_field - a place to type in, one line or several. */
#include <string.h>

#include "sys/text.h"
#include "ui/widgets.h"

static const float radius = 1.6f, pad = 2.5f;

float field_height(const struct ui *ui, int lines)
{
	float h = (float)lines * ui_cap(ui) * 2.0f + 2 * 1.8f;

	return h < TARGET_TENTH_MM / 10.0f ? TARGET_TENTH_MM / 10.0f : h;
}

/* Keys and typed text of this pass go to the field that has the focus. */
static bool take_keys(struct ui *ui, struct edit *e)
{
	bool taken = true;

	if (*ui->typed) {
		edit_insert(e, ui->typed);
		wipe(ui->typed, sizeof ui->typed);
		ui->reacted = true;
		return true;
	}
	switch (ui->key) {
	case UI_KEY_LEFT:
		edit_left(e);
		break;
	case UI_KEY_RIGHT:
		edit_right(e);
		break;
	case UI_KEY_BACKSPACE:
		edit_backspace(e);
		break;
	case UI_KEY_DELETE:
		edit_delete(e);
		break;
	default:
		taken = false;
		break;
	}
	if (taken) {
		ui->key = UI_KEY_NONE;
		ui->reacted = true;
	}
	return taken;
}

/* What is shown: the text, or a dot for each letter. */
static const char *shown(struct ui *ui, const struct field *f, size_t *caret)
{
	size_t points = utf8_points(f->edit->text), before = 0, n = 0;
	char dots[3 * 64 + 1];

	*caret = f->edit->caret;
	if (!f->masked)
		return f->edit->text;
	for (const char *p = f->edit->text; p < f->edit->text + f->edit->caret && utf8_next(&p);)
		before++;
	for (size_t i = 0; i < points && i < 64; i++)
		n += utf8_put(dots + n, 0x2022);
	dots[n] = 0;
	*caret = 3 * (before < 64 ? before : 64);
	return ui_copy(ui, dots);
}

static void draw_caret(
        struct ui *ui, struct box in, const struct text_block *b, const char *text, size_t at, float shift)
{
	int line;
	float x = text_caret(b, ui->fonts, text, at, &line);
	struct box c = {in.x + x - shift - 0.2f, in.y + (float)line * b->line_mm + b->line_mm * 0.12f, 0.5f,
	        b->line_mm * 0.76f};

	marks_fill(ui_draw(ui), c, 0, PAINT_MAIN);
}

/* What is typed reads in its own direction: the first letter that has one decides. Digits alone run left to right. */
static enum text_dir own_direction(const struct ui *ui, const char *text)
{
	uint32_t point;

	if (!*text)
		return ui->dir;
	while ((point = utf8_next(&text))) {
		if ((point >= 0x590 && point <= 0x8ff) || (point >= 0xfb1d && point <= 0xfefc))
			return DIR_RTL;
		if ((point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') || point >= 0xc0)
			return DIR_LTR;
	}
	return DIR_LTR;
}

/* A block in its own direction stands at the side where the screen's reading begins. */
static float side_shift(const struct ui *ui, const struct text_block *b, float room)
{
	return ui_rtl(ui) && b->dir == DIR_LTR && b->width_mm < room ? b->width_mm - room : 0;
}

/* The text moves so that the caret stays in sight; lines of a long story move up. */
static void draw_line(
        struct ui *ui, struct box in, const struct text_block *b, const char *text, size_t caret, bool focused)
{
	int line;
	float x = text_caret(b, ui->fonts, text, caret, &line), shift = side_shift(ui, b, in.w);

	if (b->dir == DIR_RTL)
		shift = b->width_mm > in.w && x < b->width_mm - in.w ? x : b->width_mm - in.w;
	else if (x > in.w - 1.0f)
		shift = x - in.w + 1.0f;
	in.y += (in.h - b->line_mm) / 2;
	in.h = b->line_mm;
	marks_text_shifted(ui_draw(ui), in, b, shift, PAINT_INK);
	if (focused)
		draw_caret(ui, in, b, text, caret, shift);
}

static void draw_lines(
        struct ui *ui, struct box in, const struct text_block *b, const char *text, size_t caret, bool focused)
{
	int line, room = (int)((in.h + 0.1f) / b->line_mm), skip;
	struct text_block *view = arena_alloc(ui->arena[ui->turn], sizeof *view);

	if (!view)
		return;
	if (room < 1) { /* a low field holds one line of any size */
		room = 1;
		in.y += (in.h - b->line_mm) / 2;
		in.h = b->line_mm;
	}
	(void)text_caret(b, ui->fonts, text, caret, &line);
	skip = line >= room ? line - room + 1 : 0;
	*view = *b;
	view->lines += skip;
	view->n_lines = b->n_lines - skip < room ? b->n_lines - skip : room;
	marks_text(ui_draw(ui), in, view, ALIGN_START, PAINT_INK);
	in.y -= (float)skip * b->line_mm;
	if (focused)
		draw_caret(ui, in, b, text, caret, 0);
}

static void draw_text(struct ui *ui, struct box in, const struct field *f, bool focused)
{
	enum text_dir kept = ui->dir;
	size_t caret;
	const char *text = shown(ui, f, &caret);
	const struct text_block *b;

	ui->dir = own_direction(ui, text);
	b = ui_text_block(ui, text, 0, false, f->edit->multiline ? in.w : 0);
	ui->dir = kept;
	if (f->edit->multiline)
		draw_lines(ui, in, b, text, caret, focused);
	else
		draw_line(ui, in, b, text, caret, focused);
}

/* An example is as large as its field lets it be, in one line or two. */
static float ghost_cap(struct ui *ui, const char *text, struct box in, float width)
{
	float cap = ui_cap(ui) * 0.8f, least = ui_is_compact(ui) ? 2.4f : 2.8f, room = in.h + 1.0f;

	while (cap > least && ui_tight_block(ui, text, cap, false, width)->height_mm > room)
		cap = cap - 0.2f > least ? cap - 0.2f : least;
	return cap;
}

bool ui_field(struct ui *ui, struct box box, const struct field *f)
{
	bool focused = ui_has_focus(ui, f->id), changed = focused && take_keys(ui, f->edit), rtl = ui_rtl(ui);
	struct box in = box_inset(box, 1.5f);
	const char *value = f->edit->text;
	size_t caret;
	bool tell;

	marks_fill(ui_draw(ui), box, radius, PAINT_CARD);
	marks_edge(ui_draw(ui), box, radius, focused || f->wrong ? 0.7f : 0.4f,
	        f->wrong  ? PAINT_ERROR
	        : focused ? PAINT_MAIN
	                  : PAINT_INK_SOFT);
	(void)box_cut_start(&in, pad - 1.5f, rtl);
	(void)box_cut_end(&in, pad - 1.5f, rtl);
	if (f->suffix) {
		const struct text_block *s = ui_text_block(ui, f->suffix, 0, false, 0);
		struct box at = box_cut_end(&in, s->width_mm + 1.0f, rtl);

		at.y += (at.h - s->line_mm) / 2;
		marks_text(ui_draw(ui), at, s, ALIGN_START, PAINT_INK_SOFT);
	}
	if (!*value && f->ghost && *f->ghost) {
		const float aside = 1.5f, w = in.w - aside; /* of the caret */
		const struct text_block *g = ui_tight_block(ui, f->ghost, ghost_cap(ui, f->ghost, in, w), false, w);
		struct box at = {in.x + (rtl ? 0 : aside), in.y + (in.h - g->height_mm) / 2, w, g->height_mm};

		marks_text(ui_draw(ui), at, g, ALIGN_START, PAINT_INK_SOFT);
	}
	draw_text(ui, in, f, focused);
	tell = !*value && f->ghost && *f->ghost && f->ghost_told;
	ui_ring(ui, f->id, box, radius);
	if (ui_node(ui, (struct node){.id = f->id,
	                        .role = ROLE_FIELD,
	                        .label = f->label,
	                        .value = f->masked ? shown(ui, f, &caret) : value,
	                        .spoken = tell ? ui_printf(ui, "%s, %s", f->label, f->ghost) : NULL,
	                        .enabled = true,
	                        .touchable = true,
	                        .box = box}))
		ui_focus(ui, f->id);
	return changed;
}
