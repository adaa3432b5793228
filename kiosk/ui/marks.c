#include "ui/marks.h"

#include <string.h>

struct box mark_ink(const struct mark *m)
{
	float reach = m->kind == MARK_TEXT ? 0.3f * m->text->style.cap_mm : 0;

	return (struct box){m->box.x, m->box.y - reach, m->box.w, m->box.h + 2 * reach};
}

static uint32_t mix(uint32_t h, const void *bytes, size_t n)
{
	const uint8_t *b = bytes;

	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * 16777619u;
	return h;
}

static uint32_t hash_text(uint32_t h, const struct text_block *t)
{
	h = mix(h, &t->style.cap_mm, sizeof t->style.cap_mm);
	h = mix(h, &t->style.bold, sizeof t->style.bold);
	h = mix(h, &t->line_mm, sizeof t->line_mm);
	for (int l = 0; l < t->n_lines; l++) {
		h = mix(h, "\n", 1);
		for (int r = 0; r < t->lines[l].n_runs; r++) {
			h = mix(h, t->lines[l].runs[r].text, t->lines[l].runs[r].n);
			h = mix(h, &t->lines[l].runs[r].x_mm, sizeof(float));
		}
	}
	return h;
}

/* A frame with too many marks draws what fits; the walk of all screens finds it. */
static void add(struct marks *m, struct mark mark)
{
	uint32_t h = 2166136261u;
	uint8_t small[] = {(uint8_t)mark.kind, (uint8_t)mark.paint, (uint8_t)mark.align, (uint8_t)mark.icon,
	        (uint8_t)mark.mirrored};

	if (m->n == MARKS_MAX)
		return;
	h = mix(h, small, sizeof small);
	h = mix(h, &mark.box, sizeof mark.box);
	h = mix(h, &mark.radius_mm, sizeof(float));
	h = mix(h, &mark.edge_mm, sizeof(float));
	h = mix(h, &mark.shift_mm, sizeof(float));
	mark.hash = mark.text ? hash_text(h, mark.text) : h;
	m->all[m->n++] = mark;
}

void marks_fill(struct marks *m, struct box b, float radius_mm, enum paint paint)
{
	add(m, (struct mark){.kind = MARK_FILL, .paint = paint, .box = b, .radius_mm = radius_mm});
}

void marks_edge(struct marks *m, struct box b, float radius_mm, float edge_mm, enum paint paint)
{
	add(m, (struct mark){.kind = MARK_EDGE, .paint = paint, .box = b, .radius_mm = radius_mm, .edge_mm = edge_mm});
}

void marks_text(struct marks *m, struct box b, const struct text_block *text, enum mark_align align, enum paint paint)
{
	if (text && text->n_lines)
		add(m, (struct mark){.kind = MARK_TEXT, .paint = paint, .box = b, .text = text, .align = align});
}

void marks_text_shifted(struct marks *m, struct box b, const struct text_block *text, float shift_mm, enum paint paint)
{
	if (text && text->n_lines)
		add(m, (struct mark){.kind = MARK_TEXT, .paint = paint, .box = b, .text = text, .shift_mm = shift_mm});
}

void marks_line(struct marks *m, float x0, float y0, float x1, float y1, float thick_mm, enum paint paint)
{
	float half = thick_mm / 2, left = x0 < x1 ? x0 : x1, top = y0 < y1 ? y0 : y1;
	struct box hull = {
	        left - half, top - half, (x0 < x1 ? x1 : x0) - left + thick_mm, (y0 < y1 ? y1 : y0) - top + thick_mm};

	add(m, (struct mark){.kind = MARK_LINE,
	               .paint = paint,
	               .box = hull,
	               .edge_mm = thick_mm,
	               .mirrored = (x0 < x1) != (y0 < y1)});
}

void marks_icon(struct marks *m, struct box b, enum icon icon, bool mirrored, enum paint paint)
{
	if (icon != ICON_NONE)
		add(m, (struct mark){.kind = MARK_ICON, .paint = paint, .box = b, .icon = icon, .mirrored = mirrored});
}
