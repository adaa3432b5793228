/* printing - how far the paper is, band by band; goes away by itself. Lies over the screen that asked for it. */
#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"

static enum screen_id draw(void *me, struct scene *s)
{
	enum visit_paper p = visit_paper(s->visit);
	struct frame frame = {.next = visit_say(s->visit, "problem.stop"), .next_icon = ICON_CROSS, .no_back = true};
	struct box area, box;
	struct flow f;
	enum screen_id to;

	if (!visit_paper_begun(s->visit) || (p != PAPER_WAITING && p != PAPER_PRINTING))
		return SCREEN_UNDER;
	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	area = frame_top(s, &frame);
	flow_begin(&f, s->ui, me, area);
	flow_space(&f, 10);
	if (flow_take(&f, area.h * 0.3f, &box)) {
		box = (struct box){box.x + (box.w - box.h) / 2, box.y, box.h, box.h};
		marks_icon(ui_draw(s->ui), box, ICON_PRINTER, false, PAINT_MAIN);
		(void)ui_node(s->ui,
		        (struct node){.role = ROLE_IMAGE, .label = visit_say(s->visit, "printing.title"), .box = box});
	}
	flow_space(&f, 5);
	flow_heading(&f, visit_say(s->visit, "printing.title"));
	flow_space(&f, 4);
	if (flow_take(&f, 4.0f, &box))
		ui_progress(s->ui, box, visit_paper_percent(s->visit), 100, visit_say(s->visit, "printing.title"));
	flow_space(&f, 4);
	flow_text(&f, visit_say(s->visit, "printing.wait"), 0, false, PAINT_INK);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (frame_bar(s, &frame, &to) == FRAME_NEXT) {
		visit_paper_stop(s->visit);
		return SCREEN_UNDER;
	}
	return to;
}

const struct screen screen_printing = {
        .name = "printing", .size = sizeof(struct pager), .in_visit = true, .overlay = true, .draw = draw};
