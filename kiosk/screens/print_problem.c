/* print_problem - what hinders the printer, drawn large, with the one thing to do. Lies over the screen that prints. */
#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"

static const struct {
	const char *what, *mend;
	enum icon icon;
	const char *code; /* its page of the technician's manual */
} troubles[] = {
        [VISIT_NO_TROUBLE] = {"", "", ICON_PRINTER, ""},
        [VISIT_TROUBLE_GONE] = {"problem.gone", "problem.gone.mend", ICON_WIFI_OFF, "P01"},
        [VISIT_TROUBLE_PAPER] = {"problem.paper", "problem.paper.mend", ICON_PAPER_OUT, "P02"},
        [VISIT_TROUBLE_COVER] = {"problem.cover", "problem.cover.mend", ICON_COVER_OPEN, "P03"},
        [VISIT_TROUBLE_CUTTER] = {"problem.cutter", "problem.cutter.mend", ICON_WARNING, "P04"},
        [VISIT_TROUBLE_HOT] = {"problem.hot", "problem.hot.mend", ICON_WAIT, "P08"},
};

static void drawing(struct scene *s, struct flow *f, enum visit_trouble t)
{
	float side = f->area.h * 0.34f < 40 ? f->area.h * 0.34f : 40;
	struct box box, printer;

	if (!flow_take(f, side, &box))
		return;
	printer = (struct box){box.x + box.w / 2 - side - 4, box.y, side, side};
	marks_icon(ui_draw(s->ui), printer, ICON_PRINTER, false, PAINT_INK);
	printer.x += side + 8;
	marks_icon(ui_draw(s->ui), printer, troubles[t].icon, false, PAINT_ERROR);
	(void)ui_node(
	        s->ui, (struct node){.role = ROLE_IMAGE, .label = visit_say(s->visit, troubles[t].what), .box = box});
}

static enum screen_id draw(void *me, struct scene *s)
{
	enum visit_trouble t = visit_paper_trouble(s->visit);
	struct frame frame = {.next = visit_say(s->visit, "problem.stop"), .next_icon = ICON_CROSS, .no_back = true};
	struct box area;
	struct flow f;
	enum screen_id to;

	if (t == VISIT_NO_TROUBLE)
		return SCREEN_UNDER;
	if (t == VISIT_TROUBLE_CUTTER)
		frame.next = visit_say(s->visit, "problem.mended");
	area = frame_top(s, &frame);
	flow_begin(&f, s->ui, me, area);
	drawing(s, &f, t);
	flow_space(&f, 4);
	flow_heading(&f, visit_say(s->visit, troubles[t].what));
	flow_space(&f, 3);
	flow_text(&f, visit_say(s->visit, troubles[t].mend), ui_cap(s->ui) * 1.15f, false, PAINT_INK);
	flow_space(&f, 4);
	flow_hint(&f, ui_printf(s->ui, "%s \u2066(%s)\u2069", visit_say(s->visit, "problem.safe"), troubles[t].code));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (frame_bar(s, &frame, &to) == FRAME_NEXT) {
		if (t == VISIT_TROUBLE_CUTTER)
			visit_paper_mended(s->visit);
		else
			visit_paper_stop(s->visit);
		return SCREEN_UNDER;
	}
	return to;
}

const struct screen screen_print_problem = {
        .name = "print_problem", .size = sizeof(struct pager), .in_visit = true, .overlay = true, .draw = draw};
