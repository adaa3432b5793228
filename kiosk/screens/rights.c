/* rights - what somebody may read, hear and take along without a word to anyone. */
#include "notice/notice.h"
#include "screens/frame.h"
#include "screens/grid.h"

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {0};
	struct box area = frame_top(s, &frame);
	struct option o[GRID_MAX] = {0};
	const char *ids[GRID_MAX];
	struct flow f;
	enum screen_id to;
	int n = 0, pressed;

	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "rights.title"));
	flow_space(&f, 2);
	for (const char *id; n < GRID_MAX && (id = visit_readable(s->visit, n)) != NULL; n++) {
		const struct notice *text = visit_notice(s->visit, id, visit_language(s->visit));

		if (!text)
			text = visit_notice(s->visit, id, "nl");
		ids[n] = id;
		o[n] = (struct option){.id = ui_printf(s->ui, "notice:%s", id),
		        .label = text->title,
		        .plain = true,
		        .icon = ICON_PAPER};
	}
	flow_space(&f, ui_is_compact(s->ui) ? 1.5f : 0);
	if (!ui_is_compact(s->ui)) {
		flow_hint(&f, visit_say(s->visit, "rights.info"));
		flow_space(&f, 3);
	}
	pressed = grid_options(s, &f, o, n, 2);
	if (ui_is_compact(s->ui)) /* what can be chosen comes first where a page holds little */
		flow_hint(&f, visit_say(s->visit, "rights.info"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= 0) {
		visit_read(s->visit, ids[pressed]);
		return SCREEN_NOTICE_SHOW;
	}
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_SERVICE : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	visit_read(s->visit, "");
}

const struct screen screen_rights = {
        .name = "rights", .size = sizeof(struct pager), .in_visit = true, .enter = enter, .draw = draw};
