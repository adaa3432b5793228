#include "screens/pin_pad.h"

#include <stdio.h>

#include "sys/arena.h"
#include "ui/widgets.h"

static const float gap = 2.6f, row_most = 20.0f;

struct box pin_pad_place(const struct ui *ui, struct box *area)
{
	if (area->w > area->h)
		return box_cut_end(area, area->w * 0.46f, ui_rtl(ui));
	return box_cut_bottom(area, area->h * 0.62f);
}

void pin_pad_clear(struct pin_pad *p)
{
	wipe(p, sizeof *p);
}

/* A low panel keeps its height for the keys. */
static float dots_height(const struct ui *ui)
{
	return ui_is_compact(ui) ? 4.2f - gap : 10.0f;
}

static void dots(struct scene *s, struct box at, const struct pin_pad *p, int want, const char *label)
{
	float side = ui_is_compact(s->ui) ? 3.4f : 5.0f, step = 9.0f,
	      x = at.x + (at.w - step * (float)(want - 1) - side) / 2;
	char shown[PIN_PAD_MOST * 3 + 1] = "";
	size_t n = 0;

	for (int i = 0; i < want; i++) {
		struct box b = {x + step * (float)i, at.y + (at.h - side) / 2, side, side};

		if (i < p->n)
			marks_fill(ui_draw(s->ui), b, side / 2, PAINT_INK);
		else
			marks_edge(ui_draw(s->ui), b, side / 2, 0.6f, PAINT_LINE);
		if (i < p->n)
			n += (size_t)snprintf(shown + n, sizeof shown - n, "\u2022");
	}
	(void)ui_node(s->ui, (struct node){.id = "field:pin",
	                             .role = ROLE_FIELD,
	                             .label = label,
	                             .value = ui_copy(s->ui, shown),
	                             .enabled = true,
	                             .box = at});
}

static void press(struct pin_pad *p, int key, int want)
{
	if (key == 10 && p->n > 0)
		p->digits[--p->n] = 0;
	if (key < 10 && p->n < want && p->n < PIN_PAD_MOST)
		p->digits[p->n++] = (char)('0' + key);
}

/* What an attached keyboard typed. */
static void take_typed(struct ui *ui, struct pin_pad *p, int want)
{
	for (const char *c = ui->typed; *c; c++)
		if (*c >= '0' && *c <= '9')
			press(p, *c - '0', want);
	if (*ui->typed)
		ui->reacted = true;
	wipe(ui->typed, sizeof ui->typed);
}

bool pin_pad_draw(struct scene *s, struct box at, struct pin_pad *p, int want, const char *label)
{
	static const int order[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, -1, 0, 10};
	struct box top = box_cut_top(&at, dots_height(s->ui));
	float row = (at.h - 3 * gap) / 4, w = (at.w - 2 * gap) / 3;

	row = row > row_most ? row_most : row;
	take_typed(s->ui, p, want);
	if (ui_is_compact(s->ui))
		top.h = 3.6f;
	dots(s, top, p, want, label);
	for (int i = 0; i < 12; i++) {
		struct button b = {.kind = BUTTON_QUIET, .label = ui_printf(s->ui, "%d", order[i])};
		int column = i % 3, line = i / 3;
		struct box box = {at.x + (float)column * (w + gap), at.y + gap + (float)line * (row + gap), w, row};

		if (order[i] < 0)
			continue;
		b.id = ui_printf(s->ui, "key:%d", order[i]);
		b.cap_mm = 6.0f;
		if (order[i] == 10) {
			b.id = "key:back";
			b.label = "";
			b.icon = ICON_BACKSPACE;
			b.spoken = visit_say(s->visit, "nav.back");
		}
		if (ui_button(s->ui, box, &b))
			press(p, order[i], want);
	}
	return p->n == want;
}
