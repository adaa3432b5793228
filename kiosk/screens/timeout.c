/* timeout - nobody touched anything for a while: are you still there? Extending has no limit. */
#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {.next = visit_say(s->visit, "timeout.go_on"), .no_back = true};
	struct box area = frame_top(s, &frame);
	struct flow f;
	enum screen_id to;
	const char *text = ui_copy(
	        s->ui, visit_say_with(s->visit, "timeout.text",
	                       (const char *const[]){"seconds", ui_printf(s->ui, "%d", s->tour->seconds_left), NULL}));

	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "timeout.title"));
	flow_space(&f, 3);
	flow_text(&f, text, ui_cap(s->ui) * 1.15f, false, PAINT_INK);
	flow_space(&f, 3);
	flow_text(&f, visit_say(s->visit, "timeout.wipe"), 0, false, PAINT_INK_SOFT);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	return frame_bar(s, &frame, &to) == FRAME_NEXT ? SCREEN_UNDER : to;
}

const struct screen screen_timeout = {
        .name = "timeout", .size = sizeof(struct pager), .in_visit = true, .overlay = true, .draw = draw};
