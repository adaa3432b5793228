#include "screens/reader.h"

#include "ui/widgets.h"

static void block(struct scene *s, struct flow *f, const struct notice_block *b)
{
	struct box box;

	if (b->strong) {
		flow_space(f, 1);
		if (flow_take(f, note_height(s->ui, b->text, f->area.w), &box))
			ui_note(s->ui, box, ROLE_TEXT, ICON_INFO, b->text);
		flow_space(f, 1);
	} else if (b->kind == NOTICE_POINT)
		flow_point(f, b->number, b->text);
	else
		flow_text(f, b->text, 0, false, PAINT_INK);
	flow_space(f, ui_cap(s->ui) * 0.5f);
}

void reader_item(struct scene *s, struct flow *f, const struct notice_item *item, bool core_only)
{
	const float cap = ui_cap(s->ui) * 1.12f;
	const struct text_block *heading = ui_text_block(s->ui, item->heading, cap, true, f->area.w);

	/* A heading never stands alone at the end of a page. */
	if (flow_left(f) < heading->height_mm + 3 * ui_cap(s->ui) && f->occupied) {
		flow_new_page(f);
	}
	flow_text(f, item->heading, cap, true, PAINT_MAIN);
	flow_space(f, ui_cap(s->ui) * 0.2f);
	for (int i = 0; i < (core_only ? 1 : item->n_blocks); i++)
		block(s, f, &item->blocks[i]);
	flow_space(f, ui_cap(s->ui) * 0.7f);
}

void reader_draw(struct scene *s, struct reader *r, const struct notice *n, struct box area)
{
	/* The pager knows how many pages there are; the bar turns them, so no strip is kept for a button. */
	struct pager bar = {r->pager.page, 0};
	struct flow f;

	flow_begin(&f, s->ui, &bar, area);
	flow_heading(&f, n->title);
	flow_space(&f, ui_cap(s->ui) * 0.6f);
	for (int i = 0; i < n->n_intro; i++)
		block(s, &f, &n->intro[i]);
	flow_space(&f, ui_cap(s->ui) * 0.5f);
	for (int i = 0; i < n->n_items; i++)
		reader_item(s, &f, &n->items[i], false);
	flow_end_in_bar(&f);
	r->pager = bar;
}

bool reader_at_end(const struct reader *r)
{
	return r->pager.page + 1 >= r->pager.pages;
}

bool reader_at_start(const struct reader *r)
{
	return r->pager.page == 0;
}

void reader_turn(struct reader *r, int by)
{
	int to = r->pager.page + by;

	if (to >= 0 && to < r->pager.pages)
		r->pager.page = to;
}
