/* ui_widget - the part of ui.h that widgets stand on. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sys/arena.h"
#include "sys/buf.h"
#include "sys/text.h"
#include "ui/ui.h"

float ui_cap(const struct ui *ui)
{
	return size_cap_mm(ui->size);
}

bool ui_rtl(const struct ui *ui)
{
	return ui->dir == DIR_RTL;
}

float ui_heading_cap(const struct ui *ui)
{
	return ui_cap(ui) * (ui_is_compact(ui) ? 1.05f : 1.2f);
}

bool ui_is_compact(const struct ui *ui)
{
	return ui->panel.height_mm < 100;
}

struct marks *ui_draw(struct ui *ui)
{
	return &ui->marks[ui->turn];
}

const char *ui_copy(struct ui *ui, const char *text)
{
	const char *copy = arena_text(ui->arena[ui->turn], text, strlen(text));

	ui->out_of_room |= !copy;
	return copy ? copy : "";
}

const char *ui_printf(struct ui *ui, const char *fmt, ...)
{
	va_list args;
	char *text = NULL;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n >= 0)
		text = arena_alloc(ui->arena[ui->turn], (size_t)n + 1);
	ui->out_of_room |= !text;
	if (!text)
		return "";
	va_start(args, fmt);
	(void)vsnprintf(text, (size_t)n + 1, fmt, args);
	va_end(args);
	return text;
}

static const struct text_block *laid_out(struct ui *ui, const char *text, const struct text_style *style, float max_mm)
{
	static const struct text_block nothing = {0};
	struct text_block *block;

	if (text_layout(&block, ui->arena[ui->turn], ui->fonts, style, text, max_mm, ui->dir)) {
		ui->out_of_room = true;
		return &nothing;
	}
	return block;
}

/* Small panels and large letters set their lines closer together. */
static bool is_tight(const struct ui *ui)
{
	return ui_is_compact(ui) || ui_cap(ui) > 6;
}

const struct text_block *ui_text_block(struct ui *ui, const char *text, float cap_mm, bool bold, float max_mm)
{
	struct text_style style = {cap_mm > 0 ? cap_mm : ui_cap(ui), bold, is_tight(ui) ? 1.7f : 2.0f};

	return laid_out(ui, text, &style, max_mm);
}

const struct text_block *ui_tight_block(struct ui *ui, const char *text, float cap_mm, bool bold, float max_mm)
{
	struct text_style style = {cap_mm, bold, is_tight(ui) ? 1.6f : 1.75f};

	return laid_out(ui, text, &style, max_mm);
}

const struct text_block *ui_first_lines(struct ui *ui, const struct text_block *block, int most)
{
	struct text_block *part;

	if (block->n_lines <= most)
		return block;
	part = arena_alloc(ui->arena[ui->turn], sizeof *part);
	if (!part)
		return block;
	*part = *block;
	part->n_lines = most;
	part->height_mm = (float)most * block->line_mm;
	return part;
}

bool ui_is_down(const struct ui *ui, const char *id)
{
	return ui->finger.down && ui->finger.inside && *id && strcmp(ui->finger.held, id) == 0;
}

bool ui_has_focus(const struct ui *ui, const char *id)
{
	return *id && strcmp(ui->focus, id) == 0;
}

void ui_focus(struct ui *ui, const char *id)
{
	(void)text_copy(ui->focus, sizeof ui->focus, id);
}

void ui_ring(struct ui *ui, const char *id, struct box b, float radius_mm)
{
	if (ui->focus_shown && ui_has_focus(ui, id))
		marks_edge(ui_draw(ui), box_inset(b, -1.1f), radius_mm + 1.1f, 0.9f, PAINT_FOCUS);
}

bool ui_node(struct ui *ui, struct node node)
{
	struct access *a = &ui->access[ui->turn];

	node.id = ui_copy(ui, node.id ? node.id : "");
	node.label = ui_copy(ui, node.label ? node.label : "");
	node.value = ui_copy(ui, node.value ? node.value : "");
	if (node.spoken)
		node.spoken = ui_copy(ui, node.spoken);
	else
		node.spoken = *node.value ? ui_printf(ui, "%s, %s", node.label, node.value) : node.label;
	node.focused = ui_has_focus(ui, node.id);
	node.pressed = ui_is_down(ui, node.id);
	if (a->n < NODES_MAX)
		a->all[a->n++] = node;
	if (!*node.id || !node.enabled || !node.touchable || strcmp(ui->pressed, node.id) != 0)
		return false;
	ui->pressed[0] = 0;
	ui->reacted = true;
	return true;
}
