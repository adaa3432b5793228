/* receipt - it is saved; its number; how far the paper is; what happens next. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "ui/flow.h"
#include "ui/widgets.h"
#include "visit/duty.h"
#include "visit/outcome.h"
#include "visit/visit_follow_up.h"

static const char *paper_key(enum visit_paper p)
{
	switch (p) {
	case PAPER_NONE:
		return "paper.none";
	case PAPER_WAITING:
		return "paper.waiting";
	case PAPER_PRINTING:
		return "paper.printing";
	case PAPER_SENT:
		return "paper.sent";
	case PAPER_PRINTED:
		return "paper.printed";
	case PAPER_FAILED:
		return "paper.failed";
	case PAPER_UNSURE:
		break;
	}
	return "paper.unsure";
}

static void number_card(struct scene *s, struct flow *f)
{
	struct ui *ui = s->ui;
	const char *label = visit_say(s->visit, "receipt.number"), *number = visit_number(s->visit);
	const char *shown = ui_printf(ui, "\u2066%s\u2069", number);
	const struct text_block *l = ui_tight_block(ui, label, ui_cap(ui) * 0.85f, false, f->area.w - 10);
	const struct text_block *n = ui_tight_block(ui, shown, ui_cap(ui) * 1.15f, true, f->area.w - 10);
	struct box box, in;

	/* On a low panel the largest letters would need more than a page for one number. */
	for (float cap = ui_cap(ui) * 1.1f; l->height_mm + n->height_mm + 5 > f->area.h && cap > 4; cap -= 0.3f)
		n = ui_tight_block(ui, shown, cap, true, f->area.w - 10);
	if (!flow_take(f, l->height_mm + n->height_mm + 5, &box))
		return;
	marks_fill(ui_draw(ui), box, 2.2f, PAINT_CARD);
	marks_edge(ui_draw(ui), box, 2.2f, 0.5f, PAINT_MAIN);
	in = box_inset(box, 2.5f);
	in.x += 2.5f;
	in.w -= 5;
	marks_text(ui_draw(ui), box_cut_top(&in, l->height_mm), l, ALIGN_START, PAINT_INK_SOFT);
	marks_text(ui_draw(ui), in, n, ALIGN_START, PAINT_INK);
	(void)ui_node(ui, (struct node){.role = ROLE_TEXT, .label = label, .value = number, .box = box});
}

static void paper(struct scene *s, struct flow *f)
{
	enum visit_paper p = visit_paper(s->visit);
	bool bad = p == PAPER_FAILED || p == PAPER_UNSURE || p == PAPER_NONE;
	const char *text = visit_say(s->visit, paper_key(p));
	struct button again = {.id = "print_again", .label = visit_say(s->visit, "paper.again"), .icon = ICON_PRINTER};
	struct box box;

	if (flow_take(f, note_height(s->ui, text, f->area.w), &box))
		ui_note(s->ui, box, bad ? ROLE_ERROR : ROLE_TEXT, bad ? ICON_PAPER_OUT : ICON_PRINTER, text);
	flow_space(f, 2.5f);
	if (p == PAPER_PRINTING && flow_take(f, 2.4f, &box))
		ui_progress(s->ui, box, visit_paper_percent(s->visit), 100, text);
	if (p == PAPER_FAILED && flow_take(f, button_height(s->ui), &box)) {
		box = box_cut_start(&box, button_width(s->ui, &again), ui_rtl(s->ui));
		if (ui_button(s->ui, box, &again))
			visit_print(s->visit);
	}
	flow_space(f, 3);
}

/* Whole on one page where it fits: half a sentence at the foot of a page is easily missed. */
static void paragraph(struct scene *s, struct flow *f, const char *text)
{
	float height = ui_text_block(s->ui, text, 0, false, f->area.w)->height_mm;

	if (height <= flow_page(f))
		flow_keep(f, height);
	flow_text(f, text, 0, false, PAINT_INK);
}

/* To hear what this page says, and to read what happens with the answers. True: the latter. */
static bool more(struct scene *s, struct flow *f)
{
	bool speaking = visit_is_speaking(s->visit);
	struct button both[2] = {{.id = "ledger", .label = visit_say(s->visit, "ledger.open"), .icon = ICON_INFO},
	        {.id = speaking ? "silence" : "listen",
	                .label = visit_say(s->visit, speaking ? "notice.silence" : "notice.listen"),
	                .icon = speaking ? ICON_SPEAKER_OFF : ICON_SPEAKER}};
	int pressed = grid_buttons(s, f, both, visit_has_voice(s->visit) ? 2 : 1);

	if (pressed == 1 && speaking)
		visit_hush(s->visit);
	else if (pressed == 1)
		outcome_read_aloud(s->visit);
	return pressed == 0;
}

/* The form that follows, for the officer who is here: in their language. */
static bool follow_up(struct scene *s, struct flow *f)
{
	const char *name = visit_follow_up(s->visit);
	struct button b = {.id = "follow_up", .icon = ICON_DOCUMENT};

	if (!name)
		return false;
	b.label = visit_say_in(
	        s->visit, duty_in_english(s->visit) ? "en" : "nl", ui_printf(s->ui, "service.%s.staff", name));
	flow_space(f, 1.5f);
	return grid_buttons(s, f, &b, 1) == 0;
}

static enum screen_id begin_follow_up(struct scene *s)
{
	face_staff(s);
	if (visit_begin_follow_up(s->visit))
		return SCREEN_STAFF_MENU;
	tour_begin(s->tour, 0);
	return SCREEN_QUESTION;
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {.next = visit_say(s->visit, "receipt.done"), .next_icon = ICON_CHECK, .no_back = true};
	struct box area = frame_top(s, &frame);
	struct flow f;
	enum screen_id to;
	bool ledger, follows;

	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, outcome_say(s->visit, "title"));
	flow_space(&f, 3);
	number_card(s, &f);
	if (visit_is_completing(s->visit)) {
		flow_space(&f, 1.5f);
		flow_hint(&f, ui_printf(s->ui, "%s \u2066%s\u2069", visit_say(s->visit, "sheet.completes"),
		                      visit_completes(s->visit)));
	}
	flow_space(&f, 3);
	paper(s, &f);
	paragraph(s, &f, outcome_say(s->visit, "next"));
	flow_space(&f, 1.5f);
	if (visit_paper(s->visit) != PAPER_FAILED)
		paragraph(s, &f, visit_say(s->visit, "receipt.leaving"));
	flow_space(&f, 2);
	ledger = more(s, &f);
	follows = follow_up(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (ledger)
		return SCREEN_DATA_LEDGER;
	if (follows)
		return begin_follow_up(s);
	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	if (frame_bar(s, &frame, &to) != FRAME_NEXT)
		return to;
	return visit_is_completing(s->visit) || visit_is_at_desk(s->visit) ? SCREEN_STAFF_MENU : SCREEN_IDLE;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	visit_print(s->visit); /* begins once this screen is up */
}

const struct screen screen_receipt = {
        .name = "receipt", .size = sizeof(struct pager), .in_visit = true, .enter = enter, .draw = draw};
