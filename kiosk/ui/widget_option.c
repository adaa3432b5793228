/* widget_option - choices: one of several, several of many, and the big ways in. */
#include <string.h>

#include "ui/widgets.h"

static const float radius = 2.2f, pad = 3.0f;

static float cap_of(const struct ui *ui, const struct option *o)
{
	return o->cap_mm > 0 ? o->cap_mm : ui_cap(ui);
}

static float mark_side(const struct ui *ui, const struct option *o)
{
	return cap_of(ui, o) * (o->ranked ? 1.6f : 1.4f);
}

static float icon_side(const struct ui *ui, const struct option *o)
{
	return cap_of(ui, o) * 1.8f;
}

static float words_width(const struct ui *ui, const struct option *o, float width)
{
	width -= 2 * pad + (o->plain ? 0 : mark_side(ui, o) + 3.0f);
	if (o->icon != ICON_NONE)
		width -= icon_side(ui, o) + 3.0f;
	return width;
}

static bool has_value(const struct option *o)
{
	return o->value && *o->value;
}

static const struct text_block *value_block(struct ui *ui, const struct option *o, float width)
{
	return ui_tight_block(ui, o->value, cap_of(ui, o) * 0.82f, false, words_width(ui, o, width));
}

bool option_parts_words(struct ui *ui, const struct option *o, float width_mm)
{
	return ui_text_block(ui, o->label, cap_of(ui, o), !o->plain, words_width(ui, o, width_mm))->n_broken > 0;
}

/* A chosen option is bold: always the height of bold words, so that choosing moves nothing. */
float option_height(struct ui *ui, const struct option *o, float width_mm)
{
	float h = ui_text_block(ui, o->label, cap_of(ui, o), !o->plain, words_width(ui, o, width_mm))->height_mm + 3.0f;

	if (has_value(o))
		h += value_block(ui, o, width_mm)->height_mm;
	return h < TARGET_TENTH_MM / 10.0f ? TARGET_TENTH_MM / 10.0f : h;
}

static void number_in(struct ui *ui, struct box b, int number)
{
	const struct text_block *t = ui_text_block(ui, ui_printf(ui, "%d", number), b.w * 0.54f, true, 0);

	b.y += (b.h - t->height_mm) / 2;
	b.h = t->height_mm;
	marks_text(ui_draw(ui), b, t, ALIGN_CENTRE, PAINT_ON_MAIN);
}

/* A ring with a dot for one of several, a box with a check for many. */
static void choice_mark(struct ui *ui, struct box b, const struct option *o)
{
	struct marks *m = ui_draw(ui);
	float round = o->many ? 0.9f : b.w / 2;

	b.y += (b.h - b.w) / 2;
	b.h = b.w;
	if (o->chosen) {
		marks_fill(m, b, round, PAINT_MAIN);
		if (o->ranked)
			number_in(ui, b, o->place);
		else if (o->many)
			marks_icon(m, box_inset(b, b.w * 0.08f), ICON_CHECK, false, PAINT_ON_MAIN);
		else
			marks_fill(m, box_inset(b, b.w * 0.3f), b.w * 0.2f, PAINT_ON_MAIN);
		return;
	}
	marks_fill(m, b, round, PAINT_CARD);
	marks_edge(m, b, round, 0.5f, PAINT_INK_SOFT);
}

bool ui_option(struct ui *ui, struct box box, const struct option *o)
{
	bool down = ui_is_down(ui, o->id), rtl = ui_rtl(ui);
	struct marks *m = ui_draw(ui);
	struct box in = box, words;
	const struct text_block *text = ui_text_block(
	                                ui, o->label, cap_of(ui, o), o->chosen, words_width(ui, o, box.w)),
	                        *below = NULL;
	float tall;

	marks_fill(m, box, radius, down ? PAINT_QUIET_DOWN : o->chosen ? PAINT_CHOSEN : PAINT_CARD);
	marks_edge(m, box, radius, o->chosen ? 0.7f : 0.35f, o->chosen ? PAINT_MAIN : PAINT_LINE);
	(void)box_cut_start(&in, pad, rtl);
	if (!o->plain) {
		choice_mark(ui, box_cut_start(&in, mark_side(ui, o), rtl), o);
		(void)box_cut_start(&in, 3.0f, rtl);
	}
	if (o->icon != ICON_NONE) {
		struct box sign = box_cut_start(&in, icon_side(ui, o), rtl);

		marks_icon(m, sign, o->icon, rtl && icon_mirrors(o->icon), PAINT_INK);
		(void)box_cut_start(&in, 3.0f, rtl);
	}
	(void)box_cut_end(&in, pad, rtl);
	if (has_value(o))
		below = value_block(ui, o, box.w);
	tall = text->height_mm + (below ? below->height_mm : 0);
	words = (struct box){in.x, box.y + (box.h - tall) / 2, in.w, text->height_mm};
	marks_text(m, words, text, ALIGN_START, PAINT_INK);
	if (below)
		marks_text(m, (struct box){in.x, words.y + words.h, in.w, below->height_mm}, below, ALIGN_START,
		        PAINT_INK_SOFT);
	ui_ring(ui, o->id, box, radius);
	return ui_node(ui, (struct node){.id = o->id,
	                           .role = o->plain  ? ROLE_BUTTON
	                                   : o->many ? ROLE_CHECK
	                                             : ROLE_CHOICE,
	                           .label = o->label,
	                           .value = o->ranked && o->place > 0 ? ui_printf(ui, "%d", o->place) : o->value,
	                           .spoken = o->spoken,
	                           .enabled = !o->disabled,
	                           .checked = o->chosen,
	                           .touchable = true,
	                           .box = box});
}

/* The words of another language are laid out in their own direction. */
static const struct text_block *own_direction(struct ui *ui, const struct option *o, float cap, float width)
{
	enum text_dir kept = ui->dir;
	const struct text_block *b;

	if (o->lang_label_dir)
		ui->dir = strcmp(o->lang_label_dir, "rtl") == 0 ? DIR_RTL : DIR_LTR;
	b = ui_text_block(ui, o->label, cap, true, width);
	ui->dir = kept;
	return b;
}

float big_choice_cap(const struct ui *ui)
{
	return ui_cap(ui) * (ui_is_compact(ui) ? 1.0f : 1.15f);
}

float big_choice_height(struct ui *ui, const struct option *o, float width_mm)
{
	float cap = big_choice_cap(ui), side = o->icon == ICON_NONE ? 0 : cap * 2.6f + 4.0f;
	float h = ui_text_block(ui, o->label, cap, true, width_mm - 2 * pad - side)->height_mm;

	if (o->value && *o->value)
		h += ui_text_block(ui, o->value, ui_cap(ui) * 0.85f, false, width_mm - 2 * pad - side)->height_mm;
	h += ui_cap(ui) > 6 ? 2.0f : ui_is_compact(ui) ? 4.0f : 8.0f;
	return ui_is_compact(ui) ? (h < 15 ? 15 : h) : h < 20 ? 20 : h;
}

bool ui_big_choice(struct ui *ui, struct box box, const struct option *o)
{
	bool down = ui_is_down(ui, o->id), rtl = ui_rtl(ui);
	float cap = big_choice_cap(ui), side = o->icon == ICON_NONE ? 0 : cap * 2.6f;
	struct box in = box;
	struct marks *m = ui_draw(ui);
	const struct text_block *text, *second = NULL;
	float height, y;

	marks_fill(m, box, radius, down ? PAINT_QUIET_DOWN : o->chosen ? PAINT_CHOSEN : PAINT_CARD);
	marks_edge(m, box, radius, o->chosen ? 0.7f : 0.4f, o->chosen ? PAINT_MAIN : PAINT_LINE);
	if (side > 0) {
		(void)box_cut_start(&in, pad + 1.0f, rtl);
		(void)box_cut_end(&in, pad, rtl);
		marks_icon(m, box_cut_start(&in, side, rtl), o->icon, rtl && icon_mirrors(o->icon), PAINT_MAIN);
		(void)box_cut_start(&in, 4.0f, rtl);
	}
	in = side > 0 ? in : box_inset(in, 1.5f);
	text = own_direction(ui, o, cap, in.w);
	height = text->height_mm;
	if (o->value && *o->value) {
		second = ui_text_block(ui, o->value, ui_cap(ui) * 0.85f, false, in.w);
		height += second->height_mm;
	}
	y = box.y + (box.h - height) / 2;
	marks_text(m, (struct box){in.x, y, in.w, text->height_mm}, text, side > 0 ? ALIGN_START : ALIGN_CENTRE,
	        PAINT_INK);
	if (second)
		marks_text(m, (struct box){in.x, y + text->height_mm, in.w, second->height_mm}, second, ALIGN_START,
		        PAINT_INK_SOFT);
	ui_ring(ui, o->id, box, radius);
	return ui_node(ui, (struct node){.id = o->id,
	                           .role = ROLE_BUTTON,
	                           .label = o->label,
	                           .value = o->value,
	                           .enabled = !o->disabled,
	                           .checked = o->chosen,
	                           .touchable = true,
	                           .box = box});
}
