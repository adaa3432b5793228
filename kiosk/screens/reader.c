#include "screens/reader.h"

#include "ui/widgets.h"

/* In a frame as long as it fits into one without leaving much of a page empty; in strong lines otherwise. */
static void strong(struct scene *s, struct flow *f, const char *text)
{
	float h = note_height(s->ui, text, f->area.w);
	struct box box;

	if (h > f->area.h || (h > flow_left(f) && h > f->area.h * 0.4f)) {
		flow_text(f, text, 0, true, PAINT_INK);
		return;
	}
	flow_space(f, 1);
	if (flow_take(f, h, &box))
		ui_note(s->ui, box, ROLE_TEXT, ICON_INFO, text);
	flow_space(f, 1);
}

static void block(struct scene *s, struct flow *f, const struct notice_block *b)
{
	if (b->strong)
		strong(s, f, b->text);
	else if (b->kind == NOTICE_POINT)
		flow_point(f, b->number, b->text);
	else
		flow_text(f, b->text, 0, false, PAINT_INK);
	flow_space(f, ui_cap(s->ui) * 0.5f);
}

/* What must stand under a heading: the first two lines of what it is about. */
static float first_lines(struct scene *s, const struct flow *f, const struct notice_block *b)
{
	float room = b->kind == NOTICE_POINT ? f->area.w - flow_point_indent(f, b->number) : f->area.w;
	const struct text_block *t = ui_text_block(s->ui, b->text, 0, b->strong, room);

	return (float)(t->n_lines < 2 ? t->n_lines : 2) * t->line_mm;
}

void reader_item(struct scene *s, struct flow *f, const struct notice_item *item, bool core_only)
{
	const float cap = ui_cap(s->ui) * 1.12f, space = ui_cap(s->ui) * 0.2f;
	const struct text_block *heading = ui_text_block(s->ui, item->heading, cap, true, f->area.w);

	flow_keep(f, heading->height_mm + space + first_lines(s, f, &item->blocks[0]));
	flow_text(f, item->heading, cap, true, PAINT_MAIN);
	flow_space(f, space);
	for (int i = 0; i < (core_only ? 1 : item->n_blocks); i++)
		block(s, f, &item->blocks[i]);
	flow_space(f, ui_cap(s->ui) * 0.7f);
}

void reader_draw(struct scene *s, struct reader *r, const struct notice *n, struct box area)
{
	/* The pager knows how many pages there are; the bar turns them, so no strip is kept for a button. */
	struct pager bar = {.page = r->pager.page};
	struct flow f;

	flow_begin(&f, s->ui, &bar, area);
	flow_heading(&f, n->title);
	flow_space(&f, ui_cap(s->ui) * 0.6f);
	if (n->status == NOTICE_DRAFT) {
		strong(s, &f, visit_say(s->visit, "notice.draft"));
		flow_space(&f, ui_cap(s->ui) * 0.5f);
	}
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
