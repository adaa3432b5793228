#include "screens/text_page.h"

#include "ui/widgets.h"
#include "visit/desk_work_reading.h"

void text_row(struct text_page *p, enum desk_row_kind kind, const char *label, const char *text)
{
	if (p->n < TEXT_ROWS_MAX)
		p->rows[p->n++] = (struct desk_row){kind, 0, label, text};
}

/* Label and value beside each other; both stay on one page. */
void text_pair(struct scene *s, struct flow *f, const char *label, const char *text)
{
	float space = ui_cap(s->ui), left_w = (f->area.w - space) * 0.4f, right_w = f->area.w - space - left_w;
	const struct text_block *left = ui_tight_block(s->ui, label, ui_cap(s->ui), false, left_w);
	const struct text_block *right = ui_tight_block(s->ui, text, ui_cap(s->ui), true, right_w);
	float h = left->height_mm > right->height_mm ? left->height_mm : right->height_mm;
	struct box row;

	/* A column too narrow for a word, or more than a page: below each other, as text that may go on over a page's end. */
	if (h > f->area.h || left->n_broken || right->n_broken) {
		flow_keep(f, h > flow_page(f) ? 0 : left->line_mm + right->line_mm);
		flow_text(f, label, 0, false, PAINT_INK_SOFT);
		flow_text(f, text, 0, true, PAINT_INK);
		flow_space(f, ui_cap(s->ui) * 0.5f);
		return;
	}
	if (flow_take(f, h, &row)) {
		struct box at = box_cut_start(&row, left_w, ui_rtl(s->ui));

		(void)ui_node(s->ui, (struct node){.role = ROLE_TEXT, .label = label, .value = text, .box = at});
		marks_text(ui_draw(s->ui), at, left, ALIGN_START, PAINT_INK_SOFT);
		(void)box_cut_start(&row, space, ui_rtl(s->ui));
		marks_text(ui_draw(s->ui), row, right, ALIGN_START, PAINT_INK);
	}
	flow_space(f, ui_cap(s->ui) * 0.5f);
}

static void one_row(struct scene *s, struct flow *f, const struct desk_row *r)
{
	const float cap = ui_cap(s->ui);

	switch (r->kind) {
	case DESK_ROW_TITLE:
		return; /* the screen has its heading already */
	case DESK_ROW_HEADING:
		flow_space(f, cap * 0.6f);
		if (f->occupied && flow_left(f) < cap * 5)
			flow_new_page(f); /* never alone at the end of a page */
		flow_text(f, r->text, cap * 1.05f, true, PAINT_MAIN);
		break;
	case DESK_ROW_TEXT:
		flow_text(f, r->text, 0, false, PAINT_INK);
		break;
	case DESK_ROW_POINT:
		flow_point(f, r->number, r->text);
		break;
	case DESK_ROW_PAIR:
	case DESK_ROW_NUMBER:
		text_pair(s, f, r->label, r->text);
		return;
	case DESK_ROW_STRONG:
		text_note(s, f, false, r->text);
		return;
	case DESK_ROW_SMALL:
		flow_hint(f, r->text);
		break;
	}
	flow_space(f, cap * 0.5f);
}

int text_columns(const struct scene *s, int most)
{
	return s->ui->size >= (ui_is_compact(s->ui) ? SIZE_M : SIZE_L) ? 1 : most;
}

void text_page_draw(struct scene *s, struct flow *f, const struct text_page *p)
{
	for (int i = 0; i < p->n; i++) {
		if (i + 1 < p->n && p->rows[i].kind == DESK_ROW_PAIR && p->rows[i + 1].kind == DESK_ROW_SMALL)
			flow_keep(f, ui_cap(s->ui) * 5); /* what was found stands with what it is about */
		one_row(s, f, &p->rows[i]);
	}
}

void text_note(struct scene *s, struct flow *f, bool bad, const char *text)
{
	(void)s;
	flow_note(f, bad ? ROLE_ERROR : ROLE_TEXT, bad ? ICON_WARNING : ICON_INFO, text);
	flow_space(f, 2);
}

void text_answer(struct scene *s, struct flow *f, enum desk_answer answer)
{
	static const char *const keys[] = {
	        [DESK_DENIED] = "staff.desk.denied",
	        [DESK_PRACTICE] = "staff.desk.practice",
	        [DESK_TROUBLE] = "staff.desk.trouble",
	        [DESK_BAD_TEXT] = "staff.desk.bad_text",
	        [DESK_NOT_NOW] = "staff.desk.not_now",
	};

	if (answer == DESK_DONE)
		return;
	text_note(s, f, true, visit_say(s->visit, keys[answer]));
	if (answer == DESK_TROUBLE && *desk_work_why(s->visit))
		flow_hint(f, desk_work_why(s->visit));
}

void text_paper(struct scene *s, struct flow *f, bool printed)
{
	static const char *const levels[] = {
	        "staff.level.0", "staff.level.1", "staff.level.2", "staff.level.3", "staff.level.4", "staff.level.5"};
	enum visit_paper p = visit_paper(s->visit);
	int level = visit_paper_level(s->visit);

	if (!printed || !visit_paper_begun(s->visit))
		return;
	if (p == PAPER_FAILED || p == PAPER_UNSURE)
		text_note(s, f, true,
		        visit_say(s->visit, p == PAPER_FAILED ? "staff.paper.failed" : "staff.paper.unsure"));
	else if ((p == PAPER_SENT || p == PAPER_PRINTED) && level >= 0 && level <= 5)
		text_note(s, f, false, visit_say(s->visit, levels[level]));
}

enum screen_id text_print(
        struct scene *s, bool *printed, const char *kind, const char *title, const struct text_page *p)
{
	struct desk_sheet sheet = {.kind = kind, .title = title, .rows = p->rows, .n = p->n};

	if (!desk_work_print(s->visit, &sheet))
		return SCREEN_STAY;
	*printed = true;
	return SCREEN_PRINTING;
}

const char *text_kind(struct scene *s, uint16_t kind)
{
	static const struct {
		uint16_t type;
		const char *key;
	} words[] = {{1, "staff.kind.needs"}, {2, "staff.kind.handover"}, {3, "staff.kind.victim"},
	        {4, "staff.kind.assessment"}, {5, "staff.kind.report"}, {8, "staff.kind.chain"}, {9, "staff.kind.case"},
	        {10, "staff.kind.referral"}, {13, "staff.kind.access"}, {14, "staff.kind.meldcode"}};
	const struct reading_row row = {.type = kind};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].type == kind)
			return visit_say(s->visit, words[i].key);
	return desk_work_concept_code(&row);
}
