#include "ui/widgets.h"

#include <string.h>

static const float radius = 2.2f, pad = 3.0f;

static const float icon_scale = 1.5f; /* side of an icon / height of a capital */

struct look {
	enum paint ground, ground_down, ink, edge;
	bool has_edge;
};

static struct look look_of(enum button_kind kind)
{
	static const struct look looks[] = {
	        [BUTTON_QUIET] = {PAINT_QUIET, PAINT_QUIET_DOWN, PAINT_INK, PAINT_LINE, true},
	        [BUTTON_MAIN] = {PAINT_MAIN, PAINT_MAIN_DOWN, PAINT_ON_MAIN, PAINT_MAIN, false},
	        [BUTTON_STOP] = {PAINT_STOP, PAINT_STOP_DOWN, PAINT_ON_STOP, PAINT_ON_STOP, true},
	        [BUTTON_PLAIN] = {PAINT_PAGE, PAINT_QUIET_DOWN, PAINT_INK, PAINT_PAGE, false},
	};

	return looks[kind];
}

float button_height(const struct ui *ui)
{
	float h = ui_cap(ui) * (ui_is_compact(ui) ? 1.7f : 2.0f) + (ui_is_compact(ui) ? 3.0f : 4.0f);

	return h < TARGET_TENTH_MM / 10.0f ? TARGET_TENTH_MM / 10.0f : h > 16 ? 16 : h;
}

static float cap_of(const struct ui *ui, const struct button *b)
{
	return b->cap_mm > 0 ? b->cap_mm : ui_cap(ui);
}

float button_width(struct ui *ui, const struct button *b)
{
	float cap = cap_of(ui, b);
	float w = ui_text_block(ui, b->label, cap, true, 0)->width_mm + 2 * (b->stacked ? 1.5f : pad);

	if (b->icon != ICON_NONE && !b->stacked)
		w += cap * icon_scale + (*b->label ? cap * 0.6f : 0);
	return w < TARGET_TENTH_MM / 10.0f ? TARGET_TENTH_MM / 10.0f : w;
}

static float label_room(const struct button *b, float width, float cap)
{
	float side = b->icon == ICON_NONE ? 0 : cap * icon_scale;

	return width - 2 * 1.2f - side - (side > 0 && *b->label ? cap * 0.6f : 0);
}

bool button_holds(struct ui *ui, const struct button *b, struct box box)
{
	float cap = cap_of(ui, b);
	const struct text_block *t = ui_text_block(ui, b->label, cap, true, label_room(b, box.w, cap));

	return !t->n_broken && t->height_mm <= box.h;
}

/* Icon and words side by side, together in the middle. */
static void label_with_icon(struct ui *ui, struct box in, const struct button *b, enum paint ink)
{
	float cap = cap_of(ui, b), side = b->icon == ICON_NONE ? 0 : cap * icon_scale;
	float gap = side > 0 && *b->label ? cap * 0.6f : 0;
	const struct text_block *text = ui_text_block(ui, b->label, cap, true, label_room(b, in.w, cap));
	struct box icon, words;
	bool rtl = ui_rtl(ui);
	float used = side + gap + text->width_mm;

	in = (struct box){in.x + (in.w - used) / 2, in.y, used, in.h};
	icon = b->icon_behind ? box_cut_end(&in, side, rtl) : box_cut_start(&in, side, rtl);
	icon.y += (icon.h - side) / 2;
	icon.h = side;
	(void)(b->icon_behind ? box_cut_end(&in, gap, rtl) : box_cut_start(&in, gap, rtl));
	words = (struct box){in.x - 0.5f, in.y + (in.h - text->height_mm) / 2, in.w + 1.0f, text->height_mm};
	marks_icon(ui_draw(ui), icon, b->icon, rtl && icon_mirrors(b->icon), ink);
	marks_text(ui_draw(ui), words, text, ALIGN_CENTRE, ink);
}

/* Icon above words. */
static void label_under_icon(struct ui *ui, struct box in, const struct button *b, enum paint ink)
{
	float cap = cap_of(ui, b), side = cap * icon_scale;
	const struct text_block *text = ui_text_block(ui, b->label, cap, true, in.w - 1.0f);
	float top = in.y + (in.h - side - text->height_mm) / 2;

	marks_icon(ui_draw(ui), (struct box){in.x + (in.w - side) / 2, top, side, side}, b->icon,
	        ui_rtl(ui) && icon_mirrors(b->icon), ink);
	marks_text(ui_draw(ui), (struct box){in.x, top + side, in.w, text->height_mm}, text, ALIGN_CENTRE, ink);
}

bool ui_button(struct ui *ui, struct box box, const struct button *b)
{
	struct look look = look_of(b->kind);
	bool down = ui_is_down(ui, b->id) && !b->disabled;
	enum paint ink = b->disabled ? PAINT_LINE : look.ink;

	if (b->kind != BUTTON_PLAIN || down)
		marks_fill(ui_draw(ui), box, radius, down ? look.ground_down : b->disabled ? PAINT_PAGE : look.ground);
	if (look.has_edge && !b->disabled)
		marks_edge(ui_draw(ui), box, radius, 0.35f, look.edge);
	if (b->stacked)
		label_under_icon(ui, box, b, ink);
	else
		label_with_icon(ui, box, b, ink);
	ui_ring(ui, b->id, box, radius);
	return ui_node(ui, (struct node){.id = b->id,
	                           .role = ROLE_BUTTON,
	                           .label = *b->label || !b->spoken ? b->label : b->spoken,
	                           .spoken = b->spoken,
	                           .enabled = !b->disabled,
	                           .touchable = true,
	                           .box = box});
}

void ui_heading_in(struct ui *ui, struct box box, const char *text)
{
	float cap = ui_heading_cap(ui);
	const struct text_block *b = ui_tight_block(ui, text, cap, true, box.w);

	while (cap > 3.0f && (b->n_broken || b->height_mm > box.h)) {
		cap -= 0.2f;
		b = ui_tight_block(ui, text, cap, true, box.w);
	}
	box.y += (box.h - b->height_mm) / 2;
	box.h = b->height_mm;
	marks_text(ui_draw(ui), box, b, ALIGN_START, PAINT_INK);
	(void)ui_node(ui, (struct node){.role = ROLE_HEADING, .label = text, .box = box});
}

/* ---- notes and progress --------------------------------------------------------- */

static const float note_pad = 2.0f;

static float note_text_width(float width, float cap)
{
	return width - 2 * pad - cap * icon_scale - 2.5f;
}

static const struct text_block *note_block(struct ui *ui, const char *text, float cap, float width, bool bold)
{
	return ui_tight_block(ui, text, cap, bold, note_text_width(width, cap));
}

/* Complaints are bold: every note gets the height of bold words, so that none must shrink. */
float note_height(struct ui *ui, const char *text, float width_mm)
{
	return note_block(ui, text, ui_cap(ui) * 0.9f, width_mm, true)->height_mm + 2 * note_pad;
}

void ui_note(struct ui *ui, struct box box, enum role role, enum icon icon, const char *text)
{
	bool error = role == ROLE_ERROR, rtl = ui_rtl(ui);
	float cap = ui_cap(ui) * 0.9f, side;
	const struct text_block *b = note_block(ui, text, cap, box.w, error);
	struct box in = box, sign;

	while (b->height_mm > box.h - 2 * note_pad + 0.1f && cap > 2.9f) {
		cap = cap > 3.1f ? cap - 0.2f : 2.9f;
		b = note_block(ui, text, cap, box.w, error);
	}
	side = cap * icon_scale;
	marks_fill(ui_draw(ui), box, radius, error ? PAINT_ERROR_SOFT : PAINT_NOTE);
	if (error)
		marks_edge(ui_draw(ui), box, radius, 0.5f, PAINT_ERROR);
	(void)box_cut_start(&in, pad, rtl);
	sign = box_cut_start(&in, side, rtl);
	(void)box_cut_start(&in, 2.5f, rtl);
	(void)box_cut_end(&in, pad, rtl);
	in.y += (in.h - b->height_mm) / 2;
	in.h = b->height_mm;
	sign.y = in.y + (b->line_mm - side) / 2;
	sign.h = side;
	marks_icon(ui_draw(ui), sign, icon, false, error ? PAINT_ERROR : PAINT_INK);
	marks_text(ui_draw(ui), in, b, ALIGN_START, error ? PAINT_ERROR : PAINT_INK);
	(void)ui_node(ui, (struct node){.role = role, .label = text, .box = box});
}

void ui_progress(struct ui *ui, struct box box, int at, int of, const char *label)
{
	struct box done = box;

	marks_fill(ui_draw(ui), box, box.h / 2, PAINT_QUIET_DOWN);
	done.w = of > 0 ? box.w * (float)at / (float)of : 0;
	if (done.w < box.h)
		done.w = box.h;
	if (ui_rtl(ui))
		done.x = box.x + box.w - done.w;
	marks_fill(ui_draw(ui), done, box.h / 2, PAINT_MAIN);
	(void)ui_node(ui, (struct node){.role = ROLE_PROGRESS, .label = label, .box = box});
}
