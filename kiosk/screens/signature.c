/* signature - a finger's line for "received", never asked twice, never needed. */
#include <string.h>

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/signature_pad.h"
#include "visit/duty.h"
#include "visit/handing.h"

struct signature {
	struct pager pager;
	char path[PAD_PATH_MAX];
	bool down;
};

static enum screen_id settle(struct scene *s, const struct signature *me)
{
	struct handover *h = handing_record(s->visit);

	if (h && *me->path)
		(void)!handover_sign(h, me->path);
	return SCREEN_NOTICE_HANDOVER;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct signature *me = state;
	struct handover *h = handing_record(s->visit);
	struct frame frame = {.next = visit_say(s->visit, "sign.done"),
	        .next_closed = !strchr(me->path, 'L'),
	        .practice = duty_is_practice(s->visit)};
	struct button b[2] = {{.id = "clear", .label = visit_say(s->visit, "sign.clear"), .icon = ICON_CROSS},
	        {.id = "refuse", .label = visit_say(s->visit, "sign.refuse")}};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	struct flow f;
	enum screen_id to;
	int pressed;

	if (!h)
		return SCREEN_STAFF_MENU;
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "sign.title"));
	flow_space(&f, 2);
	flow_text(&f, visit_say(s->visit, "sign.why"), 0, false, PAINT_INK);
	flow_space(&f, 3);
	pressed = grid_buttons(s, &f, b, 2);
	signature_pad(s, &f, visit_say(s->visit, "sign.here"), me->path, sizeof me->path, &me->down);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (pressed == 0)
		wipe(me->path, sizeof me->path);
	if (pressed == 1) {
		(void)!handover_choose(h, HF_SIGNATURE, SIGNATURE_REFUSED);
		return SCREEN_NOTICE_HANDOVER;
	}
	if (act == FRAME_NEXT)
		return settle(s, me);
	return act == FRAME_BACK ? SCREEN_NOTICE_HANDOVER : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_person(s);
}

const struct screen screen_signature = {
        .name = "signature", .size = sizeof(struct signature), .staff = true, .enter = enter, .draw = draw};
