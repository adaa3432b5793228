#include "screens/sizes.h"

#include <stdio.h>
#include <string.h>

#include "ui/widgets.h"

static const float gap = 2.6f;

/* A letter as large as the text would be. */
static bool size_button(struct scene *s, struct box at, enum text_size size)
{
	struct ui *ui = s->ui;
	const char *id = ui_printf(ui, "size:%s", size_name(size));
	char key[24];
	bool chosen = ui->size == size, down = ui_is_down(ui, id);
	float cap = at.h < 15 && size == SIZE_XL ? 7.4f : size_cap_mm(size); /* a low target holds no larger one */
	const struct text_block *letter = ui_text_block(ui, "A", cap, true, 0);
	struct box word = {at.x, at.y + (at.h - letter->height_mm) / 2, at.w, letter->height_mm};

	(void)snprintf(key, sizeof key, "size.%s", size_name(size));
	marks_fill(ui_draw(ui), at, 2.2f, down ? PAINT_QUIET_DOWN : chosen ? PAINT_CHOSEN : PAINT_CARD);
	marks_edge(ui_draw(ui), at, 2.2f, chosen ? 0.7f : 0.35f, chosen ? PAINT_MAIN : PAINT_LINE);
	marks_text(ui_draw(ui), word, letter, ALIGN_CENTRE, PAINT_INK);
	ui_ring(ui, id, at, 2.2f);
	return ui_node(ui, (struct node){.id = id,
	                           .role = ROLE_CHOICE,
	                           .label = visit_say(s->visit, key),
	                           .enabled = true,
	                           .checked = chosen,
	                           .touchable = true,
	                           .box = at});
}

void sizes_row(struct scene *s, struct flow *f)
{
	float w = (f->area.w - gap * (SIZE_COUNT - 1)) / SIZE_COUNT;
	enum text_size chosen = s->ui->size;
	struct box row;

	flow_text(f, visit_say(s->visit, "size.title"), ui_cap(s->ui) * 0.9f, true, PAINT_INK);
	w = w > 40 ? 40 : w;
	if (!flow_take(f, ui_is_compact(s->ui) ? 15.5f : 18.5f, &row))
		return;
	for (int i = 0; i < SIZE_COUNT; i++) {
		if (size_button(s, box_cut_start(&row, w, ui_rtl(s->ui)), (enum text_size)i))
			chosen = (enum text_size)i;
		(void)box_cut_start(&row, gap, ui_rtl(s->ui));
	}
	s->ui->size = chosen; /* the next pass is drawn in it */
}

void sizes_beside(struct scene *s, struct flow *f, const char *heading)
{
	const float side = TARGET_TENTH_MM / 10.0f, all = SIZE_COUNT * side + (SIZE_COUNT - 1) * gap;
	enum text_size chosen = s->ui->size;
	struct box row, words;

	if (!flow_take(f, side, &row))
		return;
	words = box_cut_start(&row, row.w - all - gap, ui_rtl(s->ui));
	ui_heading_in(s->ui, words, heading);
	(void)box_cut_start(&row, gap, ui_rtl(s->ui));
	for (int i = 0; i < SIZE_COUNT; i++) {
		if (size_button(s, box_cut_start(&row, side, ui_rtl(s->ui)), (enum text_size)i))
			chosen = (enum text_size)i;
		(void)box_cut_start(&row, gap, ui_rtl(s->ui));
	}
	s->ui->size = chosen;
}

void themes_row(struct scene *s, struct flow *f)
{
	const char *const *names = theme_names();
	float w = f->area.w > 120 ? 120 : f->area.w;
	bool rtl = ui_rtl(s->ui);

	flow_text(f, visit_say(s->visit, "theme.title"), ui_cap(s->ui) * 0.9f, true, PAINT_INK);
	for (int i = 0; names[i]; i++) {
		char key[40];
		struct option o = {.chosen = strcmp(s->ui->theme.name, names[i]) == 0};
		struct box row;
		bool here;

		(void)snprintf(key, sizeof key, "theme.%s", names[i]);
		o.label = visit_say(s->visit, key);
		o.id = ui_printf(s->ui, "theme:%s", names[i]);
		/* Room is taken in the same way whichever page is shown: else pages would come and go as one turns them. */
		here = flow_take(f, option_height(s->ui, &o, w), &row);
		flow_space(f, gap);
		if (here && ui_option(s->ui, box_cut_start(&row, w, rtl), &o))
			s->ui->want_theme = names[i];
	}
}
