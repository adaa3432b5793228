#include "screens/grid.h"

static const float gap = 2.6f;

static bool fits(struct scene *s, const struct flow *f, const struct option *o, int n, int columns)
{
	float w = (f->area.w - gap * (float)(columns - 1)) / (float)columns;

	for (int i = 0; i < n; i++) {
		float room = w - 6.5f - (o[i].plain ? 0 : ui_cap(s->ui) * 1.4f + 3.0f);

		if (o[i].icon)
			room -= ui_cap(s->ui) * 1.8f + 3.0f;
		if (ui_text_block(s->ui, o[i].label, 0, !o[i].plain, room)->n_broken)
			return false;
	}
	return true;
}

int grid_options(struct scene *s, struct flow *f, const struct option *o, int n, int columns)
{
	int pressed = -1;
	float w;

	while (columns > 1 && !fits(s, f, o, n, columns))
		columns--;
	w = (f->area.w - gap * (float)(columns - 1)) / (float)columns;
	for (int i = 0; i < n; i += columns) {
		float h = 0;
		struct box row;
		bool here;

		for (int c = i; c < i + columns && c < n; c++) {
			float one = option_height(s->ui, &o[c], w);

			h = one > h ? one : h;
		}
		here = flow_take(f, h, &row);
		for (int c = i; here && c < i + columns && c < n; c++) {
			if (ui_option(s->ui, box_cut_start(&row, w, ui_rtl(s->ui)), &o[c]))
				pressed = c;
			(void)box_cut_start(&row, gap, ui_rtl(s->ui));
		}
		flow_space(f, gap);
	}
	return pressed;
}

int grid_buttons(struct scene *s, struct flow *f, const struct button *b, int n)
{
	bool rtl = ui_rtl(s->ui), here = false;
	struct box row = {0};
	int pressed = -1;
	float left = 0;

	for (int i = 0; i < n; i++) {
		float w = button_width(s->ui, &b[i]);

		w = w > f->area.w ? f->area.w : w;
		if (w > left) {
			flow_space(f, i ? gap : 0);
			here = flow_take(f, button_height(s->ui), &row);
			left = f->area.w;
		}
		left -= w + gap;
		if (here && ui_button(s->ui, box_cut_start(&row, w, rtl), &b[i]))
			pressed = i;
		(void)box_cut_start(&row, gap, rtl);
	}
	flow_space(f, gap);
	return pressed;
}

void grid_label(struct scene *s, struct flow *f, const char *text)
{
	flow_text(f, text, ui_cap(s->ui) * 0.88f, true, PAINT_INK);
	flow_space(f, ui_cap(s->ui) * 0.3f);
}
