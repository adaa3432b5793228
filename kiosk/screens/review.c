/* review - all answers that count, each on a card that changes it; those of a page or a repeat under its name. */
#include "screens/frame.h"
#include "screens/grid.h"
#include "sys/text.h"
#include "ui/flow.h"
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

/* A long story shows its beginning, no more than a page holds; the whole stands where it is changed. */
static const struct text_block *shortened(struct ui *ui, const char *text, float width, float most_mm)
{
	const struct text_block *b = ui_tight_block(ui, text, ui_cap(ui) * 0.95f, false, width);
	int most = b->line_mm > 0 ? (int)(most_mm / b->line_mm) : LINES_MOST;

	return ui_first_lines(ui, b, most < 1 ? 1 : most > LINES_MOST ? LINES_MOST : most);
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

/* One or two cards beside each other, of one height. */
static uint32_t draw_row(struct scene *s, struct flow *f, const struct card *cards, int n, float width)
{
	float h = TARGET_TENTH_MM / 10.0f;
	uint32_t change = 0;
	struct box row;

	for (int i = 0; i < n; i++)
		h = cards[i].height > h ? cards[i].height : h;
	if (flow_take(f, h, &row)) {
		for (int i = 0; i < n; i++) {
			if (draw_card(s, box_cut_start(&row, width, ui_rtl(s->ui)), &cards[i]))
				change = cards[i].q->id;
			(void)box_cut_start(&row, gap, ui_rtl(s->ui));
		}
	}
	flow_space(f, gap);
	return change;
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
static const char *part_of(struct scene *s, const struct question *q)
{
	if (q->kind == QUESTION_REPEAT || !*q->group)
		return "";
	return *q->repeat ? ui_printf(s->ui, "%s: %zu", q->group, q->instance) : q->group;
}

static void draw_part(struct scene *s, struct flow *f, const char *name)
{
	float cap = ui_cap(s->ui) * 0.9f, h = ui_text_block(s->ui, name, cap, true, f->area.w)->height_mm;

	flow_space(f, gap);
	flow_keep(f, h + 2 * TARGET_TENTH_MM / 10.0f < flow_page(f) ? h + 2 * TARGET_TENTH_MM / 10.0f : 0);
	flow_text(f, name, cap, true, PAINT_MAIN);
	flow_space(f, 1);
}

/* Cards in hand, until their row is full or another part begins. */
struct row {
	struct card cards[2];
	int n, columns;
	float width;
	uint32_t change;
};

static void end_row(struct scene *s, struct flow *f, struct row *r)
{
	uint32_t pressed = r->n ? draw_row(s, f, r->cards, r->n, r->width) : 0;

	r->change = pressed ? pressed : r->change;
	r->n = 0;
}

static uint32_t draw_answers(struct scene *s, struct flow *f, struct session *session)
{
	struct row r = {.columns = f->area.w > 140 && ui_cap(s->ui) < 6 ? 2 : 1};
	const char *part = "", *here;

	r.width = (f->area.w - gap * (float)(r.columns - 1)) / (float)r.columns;
	for (uint32_t id = session_next(session, 0); id; id = session_next(session, id)) {
		const struct question *q = session_question(session, id);

		q = q && q->kind != QUESTION_NOTE ? keep(s, q) : NULL;
		if (!q)
			continue;
		here = part_of(s, q);
		if (!text_is(here, part)) {
			end_row(s, f, &r);
			if (*here)
				draw_part(s, f, here);
			else
				flow_space(f, gap);
		}
		part = here;
		r.cards[r.n++] = card_of(s, q, r.width, f->area.h);
		if (r.n == r.columns)
			end_row(s, f, &r);
	}
	end_row(s, f, &r);
	return r.change;
}

static uint32_t last_question(const struct session *session)
{
	uint32_t last = 0;

	for (uint32_t id = session_next(session, 0); id; id = session_next(session, id))
		last = id;
	return last;
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct session *session = visit_session(s->visit);
	struct frame frame = {.next = visit_say(s->visit, "review.next")};
	struct box area = frame_top(s, &frame);
	struct flow f;
	uint32_t change, bad;
	enum screen_id to;
	bool ledger;

	if (!session)
		return SCREEN_SERVICE;
	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "review.title"));
	flow_space(&f, 2);
	if (visit_is_completing(s->visit)) {
		flow_hint(&f, visit_say(s->visit, "review.completing"));
		flow_space(&f, 2);
	}
	change = draw_answers(s, &f, session);
	ledger = grid_buttons(s, &f,
	                 &(struct button){
	                         .id = "ledger", .label = visit_say(s->visit, "ledger.open"), .icon = ICON_INFO},
	                 1) == 0;
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (ledger)
		return SCREEN_DATA_LEDGER;
	s->tour->from_review = change != 0;
	if (change) {
		s->tour->question = change;
		s->tour->alone = true;
		s->tour->stop = 0;
		return SCREEN_QUESTION;
	}
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
		bad = visit_first_bad(s->visit);
		s->tour->question = bad ? bad : s->tour->question;
		s->tour->show_errors = bad != 0;
		s->tour->alone = false;
		return bad ? SCREEN_QUESTION : SCREEN_CONFIRM;
	case FRAME_BACK:
		s->tour->question = last_question(session);
		s->tour->alone = false;
		return SCREEN_QUESTION;
	default:
		return to;
	}
}

const struct screen screen_review = {.name = "review", .size = sizeof(struct pager), .in_visit = true, .draw = draw};
