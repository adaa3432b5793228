/* stopped - a neutral screen: nothing tells that anybody was here, or what for. */
#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {.next = visit_say(s->visit, "idle.start"), .no_back = true};
	struct box area = frame_top(s, &frame);
	struct flow f;
	enum screen_id to;

	area.y += area.h * 0.2f;
	area.h *= 0.8f;
	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "stopped.title"));
	flow_space(&f, 2);
	flow_text(&f, visit_say(s->visit, "stopped.text"), 0, false, PAINT_INK);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	return frame_bar(s, &frame, &to) == FRAME_NEXT ? SCREEN_LANGUAGE : to;
}

const struct screen screen_stopped = {
        .name = "stopped", .size = sizeof(struct pager), .leave_after_s = 20, .draw = draw};
