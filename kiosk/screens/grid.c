#include "screens/grid.h"

static const float gap = 2.6f, least_cap = 2.9f;

static float column_width(const struct flow *f, int columns)
{
	return (f->area.w - gap * (float)(columns - 1)) / (float)columns;
}

/* No word parted, and no card higher than a page. */
static bool fits(struct scene *s, const struct flow *f, const struct option *o, int n, int columns, float cap)
{
	float w = column_width(f, columns);

	for (int i = 0; i < n; i++) {
		struct option one = o[i];

		one.cap_mm = cap;
		if (option_parts_words(s->ui, &one, w) || option_height(s->ui, &one, w) > flow_page(f))
			return false;
	}
	return true;
}

/* As many columns as hold whole words; where not even one does, smaller letters. */
static int columns_for(struct scene *s, const struct flow *f, const struct option *o, int n, int columns, float *cap)
{
	*cap = o[0].cap_mm > 0 ? o[0].cap_mm : ui_cap(s->ui);
	while (columns > 1 && !fits(s, f, o, n, columns, *cap))
		columns--;
	while (*cap > least_cap && !fits(s, f, o, n, columns, *cap))
		*cap -= 0.25f;
	return columns;
}

int grid_options(struct scene *s, struct flow *f, const struct option *o, int n, int columns)
{
	return grid_options_on(s, f, o, n, columns, NULL);
}

int grid_options_on(struct scene *s, struct flow *f, const struct option *o, int n, int columns, int *page)
{
	float w, cap;
	int pressed = -1;

	columns = columns_for(s, f, o, n, columns, &cap);
	w = column_width(f, columns);
	for (int i = 0; i < n; i += columns) {
		struct option in_row[GRID_MAX];
		float h = 0;
		struct box row;
		bool here;

		for (int c = i; c < i + columns && c < n; c++) {
			float one;

			in_row[c - i] = o[c];
			in_row[c - i].cap_mm = cap;
			one = option_height(s->ui, &in_row[c - i], w);
			h = one > h ? one : h;
		}
		here = flow_take(f, h, &row);
		for (int c = i; page && c < i + columns && c < n; c++)
			page[c] = f->page;
		for (int c = i; here && c < i + columns && c < n; c++) {
			if (ui_option(s->ui, box_cut_start(&row, w, ui_rtl(s->ui)), &in_row[c - i]))
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
		struct button one = b[i];
		float w = button_width(s->ui, &one);

		for (one.cap_mm = one.cap_mm > 0 ? one.cap_mm : ui_cap(s->ui); w > f->area.w && one.cap_mm > least_cap;
		        w = button_width(s->ui, &one))
			one.cap_mm -= 0.2f;
		w = w > f->area.w ? f->area.w : w;
		if (w > left) {
			flow_space(f, i ? gap : 0);
			here = flow_take(f, button_height(s->ui), &row);
			left = f->area.w;
		}
		left -= w + gap;
		if (here && ui_button(s->ui, box_cut_start(&row, w, rtl), &one))
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
