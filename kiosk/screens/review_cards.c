/* review_cards - each answer on a card that changes it; those of a page or a repeat under its name. */
#include "screens/review.h"

#include <string.h>

#include "sys/arena.h"
#include "sys/text.h"
#include "ui/widgets.h"

static const float pad = 2.6f, gap = 2.6f;

enum { LINES_MOST = 6 };

static const char *answer_text(struct scene *s, const struct question *q)
{
	const char *text = q->shown;

	if (q->kind == QUESTION_REPEAT)
		return ui_copy(s->ui, visit_say_with(s->visit, "repeat.count",
		                              (const char *const[]){"n", ui_printf(s->ui, "%zu", q->instance), NULL}));
	if (q->kind == QUESTION_TRIGGER)
		return visit_say(s->visit, *q->value ? "review.yes" : "review.none");
	if (!*q->value)
		return visit_say(s->visit, "review.none");
	if (q->looks & LOOK_MASKED)
		return "\u2022\u2022\u2022\u2022\u2022\u2022";
	return ui_printf(s->ui, "\u2068%s\u2069", visit_value_text(s->visit, q, text));
}

/* One answer laid out: its short name, what was said, and the words of the way to change it. */
struct card {
	const struct question *q;
	const char *name, *answer;
	const struct text_block *name_block, *answer_block, *change_block;
	float height;
};

static float change_width(const struct ui *ui, const struct text_block *word)
{
	return word->width_mm + ui_cap(ui) * 1.1f + 1.5f;
}

static int lines_in(const struct text_block *b, float most_mm)
{
	int most = b->line_mm > 0 ? (int)(most_mm / b->line_mm) : LINES_MOST;

	return most < 1 ? 1 : most > LINES_MOST ? LINES_MOST : most;
}

/* So much of it as stands in that many lines, and a sign that there is more. */
static const struct text_block *beginning(
        struct ui *ui, const char *text, const struct text_block *b, float width, int most)
{
	float cap = b->style.cap_mm;
	size_t n = strlen(text);

	for (size_t fits = n * (size_t)most / (size_t)b->n_lines; b->n_lines > most && n > 1; fits = n - n / 12 - 1) {
		for (n = fits < n ? fits : n - 1; n > 1 && ((unsigned char)text[n] & 0xc0) == 0x80;)
			n--;
		b = ui_tight_block(ui, ui_printf(ui, "%.*s\u2026\u2069", (int)n, text), cap, false, width);
	}
	return ui_first_lines(ui, b, most);
}

/* What is a little too long for a page has smaller letters; a long story shows its beginning, and stands whole where it
 * is changed. */
static const struct text_block *shortened(struct ui *ui, const char *text, float width, float most_mm)
{
	float cap = ui_cap(ui) * 0.95f, least = cap * 0.7f > 2.9f ? cap * 0.7f : 2.9f;
	const struct text_block *b = ui_tight_block(ui, text, cap, false, width);

	while (b->n_lines <= LINES_MOST && b->n_lines > lines_in(b, most_mm) && cap > least) {
		cap -= 0.3f;
		b = ui_tight_block(ui, text, cap, false, width);
	}
	return b->n_lines > lines_in(b, most_mm) ? beginning(ui, text, b, width, lines_in(b, most_mm)) : b;
}

static struct card card_of(struct scene *s, const struct question *q, float width, float page_mm)
{
	struct ui *ui = s->ui;
	struct card c = {.q = q, .name = *q->short_label ? q->short_label : q->label, .answer = answer_text(s, q)};
	float room, small = ui_cap(ui) < 4 ? 2.9f : ui_cap(ui) * 0.74f;

	c.change_block = ui_tight_block(
	        ui, visit_say(s->visit, "review.change"), ui_cap(ui) < 4 ? 2.9f : ui_cap(ui) * 0.72f, false, 0);
	room = width - 2 * pad - change_width(ui, c.change_block) - 3;
	c.name_block = ui_tight_block(ui, c.name, small, false, room);
	for (float cap = small; cap > 2.9f && c.name_block->height_mm > page_mm * 0.6f; cap -= 0.3f)
		c.name_block = ui_tight_block(ui, c.name, cap, false, room);
	c.answer_block = shortened(ui, c.answer, room, page_mm - c.name_block->height_mm - 2.4f);
	c.height = c.name_block->height_mm + c.answer_block->height_mm + 2.4f;
	return c;
}

static bool draw_card(struct scene *s, struct box box, const struct card *c)
{
	struct ui *ui = s->ui;
	struct marks *m = ui_draw(ui);
	const char *id = ui_printf(ui, "change:%s", c->q->ref), *change = visit_say(s->visit, "review.change");
	bool rtl = ui_rtl(ui), down = ui_is_down(ui, id);
	struct box in = {box.x + pad, box.y + 1.2f, box.w - 2 * pad, box.h - 2.4f}, end, sign;
	float side = ui_cap(ui) * 1.1f;

	marks_fill(m, box, 1.8f, down ? PAINT_QUIET_DOWN : PAINT_CARD);
	marks_edge(m, box, 1.8f, 0.3f, PAINT_LINE);
	end = box_cut_end(&in, change_width(ui, c->change_block), rtl);
	(void)box_cut_end(&in, 3, rtl);
	sign = box_cut_start(&end, side, rtl);
	(void)box_cut_start(&end, 1.5f, rtl);
	marks_icon(m, sign, ICON_EDIT, false, PAINT_MAIN);
	end.y += (end.h - c->change_block->height_mm) / 2;
	end.h = c->change_block->height_mm;
	marks_text(m, end, c->change_block, ALIGN_START, PAINT_MAIN);
	marks_text(m, box_cut_top(&in, c->name_block->height_mm), c->name_block, ALIGN_START, PAINT_INK_SOFT);
	in.h = c->answer_block->height_mm;
	marks_text(m, in, c->answer_block, ALIGN_START, PAINT_INK);
	ui_ring(ui, id, box, 1.8f);
	(void)ui_node(ui, (struct node){.role = ROLE_TEXT, .label = c->name, .value = c->answer, .box = box});
	return ui_node(ui, (struct node){.id = id,
	                           .role = ROLE_BUTTON,
	                           .label = change,
	                           .spoken = ui_printf(ui, "%s: %s", change, c->name),
	                           .enabled = true,
	                           .touchable = true,
	                           .box = box});
}

/* Cards in hand, until their row is full or another part begins. */
struct row {
	struct card cards[2];
	int n, columns;
	float width;
};

/* One or two beside each other, of one height. */
static void end_row(struct scene *s, struct flow *f, struct row *r, struct review_cards *c)
{
	float h = TARGET_TENTH_MM / 10.0f;
	struct box row;
	bool here;

	for (int i = 0; i < r->n; i++)
		h = r->cards[i].height > h ? r->cards[i].height : h;
	here = r->n && flow_take(f, h, &row);
	for (int i = 0; i < r->n; i++) {
		uint32_t id = r->cards[i].q->id;

		c->page = id == c->seek ? f->page : c->page;
		if (!here)
			continue;
		c->at = c->at ? c->at : id;
		if (draw_card(s, box_cut_start(&row, r->width, ui_rtl(s->ui)), &r->cards[i]))
			c->pressed = id;
		(void)box_cut_start(&row, gap, ui_rtl(s->ui));
	}
	flow_space(f, r->n ? gap : 0);
	r->n = 0;
}

/* The view of a question lasts until the next is asked for: each card keeps a copy. */
static const struct question *keep(struct scene *s, const struct question *q)
{
	struct question *copy = arena_alloc(s->ui->arena[s->ui->turn], sizeof *copy);

	if (copy)
		*copy = *q;
	return copy;
}

/* The name of what belongs together: the group's, and which instance of a repeat it is. */
static const char *part_of(struct scene *s, const struct question *q, const char *under)
{
	if (q->kind == QUESTION_REPEAT || !*q->group || (!*q->repeat && text_is(q->group, under)))
		return "";
	return *q->repeat ? ui_printf(s->ui, "%zu. \u2068%s\u2069", q->instance, q->group) : q->group;
}

static void draw_part(struct scene *s, struct flow *f, const char *name)
{
	float cap = ui_cap(s->ui) * 0.9f, h = ui_text_block(s->ui, name, cap, true, f->area.w)->height_mm;

	flow_space(f, gap);
	flow_keep(f, h + 2 * TARGET_TENTH_MM / 10.0f < flow_page(f) ? h + 2 * TARGET_TENTH_MM / 10.0f : 0);
	flow_text(f, name, cap, true, PAINT_MAIN);
	flow_space(f, 1);
}

bool review_has_card(struct session *session, uint32_t id)
{
	const struct question *q = session_is_relevant(session, id) ? session_question(session, id) : NULL;

	return q && q->kind != QUESTION_NOTE;
}

void review_draw_cards(struct scene *s, struct flow *f, struct review_cards *c)
{
	struct session *session = visit_session(s->visit);
	struct row r = {.columns = f->area.w > 140 && ui_cap(s->ui) < 6 ? 2 : 1};
	const char *part = "", *here;
	uint32_t id = c->first ? c->first : session_next(session, 0);

	c->page = -1;
	r.width = (f->area.w - gap * (float)(r.columns - 1)) / (float)r.columns;
	for (; id; id = id == c->last ? 0 : session_next(session, id)) {
		const struct question *q = review_has_card(session, id) ? session_question(session, id) : NULL;

		q = q ? keep(s, q) : NULL;
		if (!q)
			continue;
		here = part_of(s, q, c->under);
		if (!text_is(here, part)) {
			end_row(s, f, &r, c);
			if (*here)
				draw_part(s, f, here);
			else
				flow_space(f, gap);
		}
		part = here;
		r.cards[r.n++] = card_of(s, q, r.width, flow_page(f)); /* whether "more" is there must not change it */
		;
		if (r.n == r.columns)
			end_row(s, f, &r, c);
	}
	end_row(s, f, &r, c);
}
