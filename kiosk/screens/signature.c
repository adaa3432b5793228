/* signature - a finger's line for "received", never asked twice, never needed. */
#include <stdio.h>
#include <string.h>

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "visit/duty.h"
#include "visit/handing.h"

enum { POINTS_MAX = 500 };

/* Points in tenths of a millimetre inside the field; the highest bit of x: a new line begins here. */
struct signature {
	struct pager pager;
	uint16_t x[POINTS_MAX], y[POINTS_MAX];
	int n;
	bool down;
};

enum { NEW_LINE = 0x8000 };

static void take(struct scene *s, struct signature *me, struct box pad)
{
	float x, y;
	bool down = ui_finger(s->ui, &x, &y) && box_has(pad, x, y);

	if (down && me->n < POINTS_MAX) {
		uint16_t px = (uint16_t)((x - pad.x) * 10), py = (uint16_t)((y - pad.y) * 10);
		int dx = me->n ? (int)(me->x[me->n - 1] & ~NEW_LINE) - px : 0,
		    dy = me->n ? (int)me->y[me->n - 1] - py : 0;
		bool moved = !me->down || me->n == 0 || dx * dx + dy * dy > 36; /* 0.6 mm */

		if (moved) {
			me->x[me->n] = (uint16_t)(px | (me->down ? 0 : NEW_LINE));
			me->y[me->n++] = py;
		}
	}
	me->down = down;
}

static void draw_line(struct scene *s, const struct signature *me, struct box pad)
{
	for (int i = 0; i < me->n; i++) {
		float x = pad.x + (float)(me->x[i] & ~NEW_LINE) / 10, y = pad.y + (float)me->y[i] / 10;
		float from_x = x, from_y = y;
		int dots;

		if (i && !(me->x[i] & NEW_LINE)) {
			from_x = pad.x + (float)(me->x[i - 1] & ~NEW_LINE) / 10;
			from_y = pad.y + (float)me->y[i - 1] / 10;
		}
		dots = 1 +
		       (int)((x - from_x > 0 ? x - from_x : from_x - x) + (y - from_y > 0 ? y - from_y : from_y - y));
		dots = dots > 3 ? 3 : dots;
		for (int d = 0; d < dots; d++) {
			float t = (float)d / (float)dots;
			struct box dot = {
			        from_x + (x - from_x) * t - 0.5f, from_y + (y - from_y) * t - 0.5f, 1.0f, 1.0f};

			marks_fill(ui_draw(s->ui), dot, 0.5f, PAINT_INK);
		}
	}
}

/* As an SVG path in tenths of a millimetre. False: nothing was drawn. */
static bool path(const struct signature *me, char *out, size_t room)
{
	size_t n = 0;

	for (int i = 0; i < me->n && n + 16 < room; i++)
		n += (size_t)snprintf(out + n, room - n, "%s%c %d %d", i ? " " : "", me->x[i] & NEW_LINE ? 'M' : 'L',
		        me->x[i] & ~NEW_LINE, me->y[i]);
	return me->n > 1;
}

static enum screen_id settle(struct scene *s, const struct signature *me)
{
	struct handover *h = handing_record(s->visit);
	char text[HANDOVER_SIGNATURE_MAX];

	if (h && path(me, text, sizeof text))
		(void)!handover_sign(h, text);
	wipe(text, sizeof text);
	return SCREEN_NOTICE_HANDOVER;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct signature *me = state;
	struct handover *h = handing_record(s->visit);
	struct frame frame = {.next = visit_say(s->visit, "sign.done"),
	        .next_closed = me->n < 2,
	        .practice = duty_is_practice(s->visit)};
	struct button b[2] = {{.id = "clear", .label = visit_say(s->visit, "sign.clear"), .icon = ICON_CROSS},
	        {.id = "refuse", .label = visit_say(s->visit, "sign.refuse")}};
	struct box area = frame_top(s, &frame), pad;
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
	if (flow_take(&f, flow_left(&f) > 20 ? flow_left(&f) - 0.5f : 20, &pad)) {
		marks_fill(ui_draw(s->ui), pad, 2.2f, PAINT_CARD);
		marks_edge(ui_draw(s->ui), pad, 2.2f, 0.5f, PAINT_MAIN);
		(void)ui_node(s->ui, (struct node){.id = "field:signature",
		                             .role = ROLE_IMAGE,
		                             .label = visit_say(s->visit, "sign.here"),
		                             .box = pad});
		take(s, me, pad);
		draw_line(s, me, pad);
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (pressed == 0)
		me->n = 0;
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
