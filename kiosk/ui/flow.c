#include "ui/flow.h"

#include "ui/widgets.h"

static float more_height(const struct ui *ui)
{
	return button_height(ui) + 2.5f;
}

void flow_begin(struct flow *f, struct ui *ui, struct pager *pager, struct box area)
{
	*f = (struct flow){.ui = ui, .pager = pager, .area = area, .whole_mm = area.h, .y = area.y};
	if (pager->pages > 1)
		f->area.h -= more_height(ui);
}

float flow_left(const struct flow *f)
{
	return f->area.y + f->area.h - f->y;
}

static void turn_page(struct flow *f)
{
	f->page++;
	f->y = f->area.y;
	f->occupied = false;
}

bool flow_take(struct flow *f, float height, struct box *out)
{
	if (f->occupied && height > flow_left(f) + 0.01f)
		turn_page(f);
	*out = (struct box){f->area.x, f->y, f->area.w, height};
	f->y += height;
	f->occupied = true;
	return f->page == f->pager->page;
}

void flow_new_page(struct flow *f)
{
	if (f->occupied)
		turn_page(f);
}

void flow_space(struct flow *f, float mm)
{
	if (f->occupied)
		f->y += mm;
}

void flow_end_in_bar(struct flow *f)
{
	f->area.h = f->whole_mm;
	f->pager->pages = f->page + 1;
	if (f->pager->page > f->page) {
		f->pager->page = f->page;
		f->ui->reacted = true; /* letters became smaller: this page is no more */
	}
}

void flow_end(struct flow *f, const char *label)
{
	int pages = f->page + 1;
	struct ui *ui = f->ui;
	struct box b;

	if ((pages > 1) != (f->pager->pages > 1) || f->pager->page >= pages)
		ui->reacted = true; /* room for the button comes or goes: draw again */
	f->pager->pages = pages;
	if (f->pager->page >= pages)
		f->pager->page = pages - 1;
	if (pages < 2)
		return;
	b = (struct box){f->area.x, f->area.y + f->area.h + 2.5f, f->area.w, button_height(ui)};
	struct button more = {.id = "more",
	        .icon = f->pager->page + 1 < pages ? ICON_DOWN : ICON_UP,
	        .cap_mm = ui_cap(ui) < 5.5f ? ui_cap(ui) : 5.5f};
	more.label = ui_printf(ui, "%s (%d / %d)", label, f->pager->page + 1, pages);
	if (ui_button(ui, b, &more))
		f->pager->page = (f->pager->page + 1) % pages;
}

/* Lines [from, from + n) of a block as a block of its own. */
static const struct text_block *part_of(struct ui *ui, const struct text_block *b, int from, int n)
{
	struct text_block *part = arena_alloc(ui->arena[ui->turn], sizeof *part);

	if (!part)
		return b;
	*part = *b;
	part->lines = b->lines + from;
	part->n_lines = n;
	return part;
}

static void flow_block(struct flow *f, const struct text_block *b, enum paint paint, struct node node)
{
	int from = 0;

	while (from < b->n_lines) {
		int fit = (int)((flow_left(f) + 0.01f) / b->line_mm), n = b->n_lines - from;
		struct box box;

		if (fit < 1 && f->occupied) {
			turn_page(f);
			continue;
		}
		n = n < fit ? n : fit > 0 ? fit : 1;
		if (flow_take(f, (float)n * b->line_mm, &box)) {
			marks_text(ui_draw(f->ui), box, part_of(f->ui, b, from, n), ALIGN_START, paint);
			node.box = box;
			(void)ui_node(f->ui, node);
		}
		from += n;
	}
}

/* Where a page is hardly higher than two lines, as above a keyboard, a heading makes itself small enough to be whole.
 * It never parts a word either. */
static const struct text_block *heading_block(const struct flow *f, const char *text, float room)
{
	float cap = ui_heading_cap(f->ui);
	const struct text_block *b = ui_tight_block(f->ui, text, cap, true, room);

	while (cap > 3.5f && (b->n_broken || (f->whole_mm < 48 && b->height_mm > f->whole_mm))) {
		cap -= 0.4f;
		b = ui_tight_block(f->ui, text, cap, true, room);
	}
	return b;
}

void flow_heading_beside(struct flow *f, const char *text, float keep_mm, struct box *beside)
{
	float room = keep_mm > 0 ? f->area.w - keep_mm - 3.0f : f->area.w;
	const struct text_block *b = heading_block(f, text, room);
	struct flow at = *f;

	if (beside)
		*beside =
		        (struct box){ui_rtl(f->ui) ? f->area.x : f->area.x + f->area.w - keep_mm, f->y, keep_mm, 12.7f};
	/* The block is as narrow as the room; in right-to-left text the room lies at the right. */
	if (ui_rtl(f->ui))
		f->area.x += f->area.w - room;
	f->area.w = room;
	flow_block(f, b, PAINT_INK, (struct node){.role = ROLE_HEADING, .label = text});
	f->area.x = at.area.x;
	f->area.w = at.area.w;
}

void flow_heading(struct flow *f, const char *text)
{
	flow_heading_beside(f, text, 0, NULL);
}

void flow_hint(struct flow *f, const char *text)
{
	if (*text)
		flow_block(f, ui_tight_block(f->ui, text, ui_cap(f->ui) * 0.88f, false, f->area.w), PAINT_INK_SOFT,
		        (struct node){.role = ROLE_TEXT, .label = text});
}

void flow_text(struct flow *f, const char *text, float cap_mm, bool bold, enum paint paint)
{
	const struct text_block *b;

	if (!*text)
		return;
	b = ui_text_block(f->ui, text, cap_mm, bold, f->area.w);
	flow_block(f, b, paint, (struct node){.role = ROLE_TEXT, .label = text});
}

void flow_point(struct flow *f, int number, const char *text)
{
	struct ui *ui = f->ui;
	float cap = ui_cap(ui), indent = number ? cap * 2.2f : cap * 1.5f, side = cap * 0.5f;
	const struct text_block *b = ui_text_block(ui, text, 0, false, f->area.w - indent), *digit;
	struct box box, sign;

	if (b->height_mm > f->area.h) { /* longer than a page: then in lines, like any text */
		flow_text(f, text, 0, false, PAINT_INK);
		return;
	}
	if (!flow_take(f, b->height_mm, &box))
		return;
	sign = box_cut_start(&box, indent, ui_rtl(ui));
	if (number) {
		digit = ui_text_block(ui, ui_printf(ui, "%d.", number), 0, true, indent);
		marks_text(ui_draw(ui), sign, digit, ALIGN_START, PAINT_INK);
	} else {
		sign.x += ui_rtl(ui) ? indent - side - cap * 0.25f : cap * 0.25f;
		marks_fill(ui_draw(ui), (struct box){sign.x, sign.y + (b->line_mm - side) / 2, side, side}, side / 2,
		        PAINT_MAIN);
	}
	marks_text(ui_draw(ui), box, b, ALIGN_START, PAINT_INK);
	(void)ui_node(ui, (struct node){.role = ROLE_TEXT, .label = text, .box = box});
}
