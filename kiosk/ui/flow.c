#include "ui/flow.h"

#include "ui/widgets.h"

static const float more_gap = 2.6f;

static float more_height(const struct ui *ui)
{
	return button_height(ui) + more_gap;
}

float flow_page(const struct flow *f)
{
	return f->whole_mm - more_height(f->ui);
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
	f->low_mm = f->all_mm += height;
	f->occupied = true;
	return f->page == f->pager->page;
}

void flow_new_page(struct flow *f)
{
	f->parted |= f->occupied;
	if (f->occupied)
		turn_page(f);
}

void flow_space(struct flow *f, float mm)
{
	if (f->all_mm > 0)
		f->all_mm += mm;
	if (f->occupied)
		f->y += mm;
}

void flow_end_in_bar(struct flow *f)
{
	f->area.h = f->whole_mm;
	if (f->pager->pages != f->page + 1)
		f->ui->reacted = true; /* what the bar says was said before anybody knew how many there are */
	f->pager->pages = f->page + 1;
	if (f->pager->page > f->page) {
		f->pager->page = f->page;
		f->ui->reacted = true; /* letters became smaller: this page is no more */
	}
}

/* Would it all stand on one page without the button? Once tried in vain, not again before something is different. */
static bool fits_one(struct flow *f)
{
	struct pager *p = f->pager;
	bool paged = p->pages > 1;

	if (f->page == 0)
		return true;
	if (!paged) {
		p->over_mm = f->low_mm;
		p->over_whole_mm = f->whole_mm;
		return false;
	}
	return !f->parted && f->low_mm <= f->whole_mm + 0.01f &&
	       (f->low_mm < p->over_mm - 0.01f || f->whole_mm > p->over_whole_mm + 0.01f);
}

void flow_end(struct flow *f, const char *label)
{
	int pages = fits_one(f) ? 1 : f->page + 1;
	struct ui *ui = f->ui;
	struct box b;

	if ((pages > 1) != (f->pager->pages > 1) || f->pager->page >= pages)
		ui->reacted = true; /* room for the button comes or goes: draw again */
	f->pager->pages = pages;
	if (f->pager->page >= pages)
		f->pager->page = pages - 1;
	if (pages < 2)
		return;
	b = (struct box){f->area.x, f->area.y + f->area.h + more_gap, f->area.w, button_height(ui)};
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

/* How lines are set under each other: indented, with a sign before the first one. */
struct lines {
	enum paint paint;
	struct node node;
	float indent_mm;
	int number; /* of the sign; 0 = a dot */
};

static void draw_sign(struct ui *ui, struct box at, const struct lines *l, float line_mm)
{
	float cap = ui_cap(ui), side = cap * 0.5f;

	if (l->number) {
		const struct text_block *digit =
		        ui_text_block(ui, ui_printf(ui, "%d.", l->number), 0, true, l->indent_mm);

		at.h = digit->height_mm;
		marks_text(ui_draw(ui), at, digit, ALIGN_START, PAINT_INK);
		return;
	}
	at.x += ui_rtl(ui) ? l->indent_mm - side - cap * 0.25f : cap * 0.25f;
	marks_fill(ui_draw(ui), (struct box){at.x, at.y + (line_mm - side) / 2, side, side}, side / 2, PAINT_MAIN);
}

/* How many of the lines that are left stand on this page; 0 = none, the next page is better. */
static int lines_here(const struct flow *f, const struct text_block *b, int from)
{
	int left = b->n_lines - from, fit = (int)((flow_left(f) + 0.01f) / b->line_mm);
	bool roomy = f->area.h >= 6 * b->line_mm;

	if (fit >= left)
		return left;
	/* Where a page holds many lines, one line never stands alone at the end of one page or the top of the next. */
	if (roomy && left - fit == 1 && fit > 2)
		fit--;
	if (roomy && from == 0 && fit == 1 && f->occupied)
		fit = 0;
	return fit > 0 ? fit : f->occupied ? 0 : 1;
}

static void flow_lines(struct flow *f, const struct text_block *b, const struct lines *l)
{
	int from = 0;

	while (from < b->n_lines) {
		int n = lines_here(f, b, from);
		struct node node = l->node;
		struct box box, sign;

		if (n == 0) {
			turn_page(f);
			continue;
		}
		if (flow_take(f, (float)n * b->line_mm, &box)) {
			node.box = box;
			sign = box_cut_start(&box, l->indent_mm, ui_rtl(f->ui));
			if (l->indent_mm > 0 && from == 0)
				draw_sign(f->ui, sign, l, b->line_mm);
			marks_text(ui_draw(f->ui), box, part_of(f->ui, b, from, n), ALIGN_START, l->paint);
			(void)ui_node(f->ui, node);
		}
		from += n;
	}
}

static void flow_block(struct flow *f, const struct text_block *b, enum paint paint, struct node node)
{
	flow_lines(f, b, &(struct lines){.paint = paint, .node = node});
}

void flow_keep(struct flow *f, float height)
{
	if (f->occupied && height > flow_left(f) + 0.01f)
		turn_page(f);
}

/* On a low panel a question in large letters would begin on one page and end on another: somewhat smaller ones keep it
 * whole, with its first answer where they can. */
static const struct text_block *whole_heading(
        const struct flow *f, const char *text, float room, const struct text_block *b)
{
	const float first = b->style.cap_mm, least = ui_cap(f->ui) * 0.6f, page = flow_page(f);
	const float with_answer = page - TARGET_TENTH_MM / 10.0f - 5.2f;
	const struct text_block *whole = NULL;

	if (ui_cap(f->ui) < 6 || f->whole_mm < 48 || f->occupied)
		return b;
	for (float cap = first; b->height_mm > with_answer; cap -= 0.3f) {
		if (!whole && b->height_mm <= page)
			whole = b;
		if (cap - 0.3f < least)
			return whole ? whole : b;
		b = ui_tight_block(f->ui, text, cap - 0.3f, true, room);
	}
	return b;
}

/* Above a keyboard: with "more" below it there may be room for one line only. */
static const struct text_block *somewhat_smaller(
        const struct flow *f, const char *text, float room, const struct text_block *b)
{
	const struct text_block *small = b;

	if (f->whole_mm >= 48 || f->occupied)
		return b;
	for (float cap = b->style.cap_mm; small->height_mm > flow_page(f) && cap > b->style.cap_mm * 0.8f;) {
		cap -= 0.2f;
		small = ui_tight_block(f->ui, text, cap, true, room);
	}
	return small->height_mm > flow_page(f) ? b : small;
}

/* Where a page is hardly higher than two lines, as above a keyboard, a heading makes itself small enough to be whole.
 * It never parts a word either. */
static const struct text_block *heading_block(const struct flow *f, const char *text, float room)
{
	float cap = ui_heading_cap(f->ui);
	const struct text_block *b = ui_tight_block(f->ui, text, cap, true, room);

	while (cap > 3.0f && (b->n_broken || (f->whole_mm < 48 && b->height_mm > f->whole_mm))) {
		cap -= 0.4f;
		b = ui_tight_block(f->ui, text, cap, true, room);
	}
	return ui_is_compact(f->ui) ? whole_heading(f, text, room, b) : somewhat_smaller(f, text, room, b);
}

/* How far a button goes up, so that its middle is that of a line; the head of the screen keeps its distance. */
static float raised(const struct flow *f, float line_mm)
{
	float up = (TARGET_TENTH_MM / 10.0f - line_mm) / 2, most = ui_is_compact(f->ui) ? 1.0f : 3.0f;

	return up < 0 ? 0 : up > most ? most : up;
}

void flow_heading_beside(struct flow *f, const char *text, float keep_mm, struct box *beside)
{
	float room = keep_mm > 0 ? f->area.w - keep_mm - 3.0f : f->area.w;
	const struct text_block *b = heading_block(f, text, room);
	struct flow at = *f;

	if (beside) /* its words beside those of a heading of one line, where nothing stands above */
		*beside = (struct box){ui_rtl(f->ui) ? f->area.x : f->area.x + f->area.w - keep_mm,
		        f->y - (b->n_lines == 1 && !f->occupied ? raised(f, b->line_mm) : 0), keep_mm,
		        TARGET_TENTH_MM / 10.0f};
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

void flow_note(struct flow *f, enum role role, enum icon icon, const char *text)
{
	float h = note_height(f->ui, text, f->area.w);
	struct box box;

	if (flow_take(f, h < flow_page(f) ? h : flow_page(f), &box))
		ui_note(f->ui, box, role, icon, text);
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

float flow_point_indent(const struct flow *f, int number)
{
	return ui_cap(f->ui) * (number ? 2.2f : 1.5f);
}

void flow_point(struct flow *f, int number, const char *text)
{
	struct lines l = {.paint = PAINT_INK,
	        .indent_mm = flow_point_indent(f, number),
	        .number = number,
	        .node = {.role = ROLE_TEXT, .label = text}};

	if (number)
		l.node.label = ui_printf(f->ui, "%d. %s", number, text);
	flow_lines(f, ui_text_block(f->ui, text, 0, false, f->area.w - l.indent_mm), &l);
}
