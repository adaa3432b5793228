/* service - what can be done here. */
#include <string.h>

#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"

/* Rights stand beside the forms, where there are texts. */
static bool rights(struct scene *s, struct flow *f)
{
	struct option o = {.id = "service:rights",
	        .label = visit_say(s->visit, "service.rights.title"),
	        .value = ui_is_compact(s->ui) ? NULL : visit_say(s->visit, "service.rights.about"),
	        .icon = icon_named(visit_say(s->visit, "service.rights.icon"))};
	bool pressed = false;
	struct box box;

	if (!visit_readable(s->visit, 0))
		return false;
	if (flow_take(f, big_choice_height(s->ui, &o, f->area.w), &box))
		pressed = ui_big_choice(s->ui, box, &o);
	flow_space(f, 3);
	return pressed;
}

static bool one(struct scene *s, struct flow *f, size_t i)
{
	struct option o = {0};
	struct box box;
	bool pressed = false;

	o.label = visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "title")));
	if (!ui_is_compact(s->ui))
		o.value = visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "about")));
	o.icon = icon_named(visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "icon"))));
	o.id = ui_printf(s->ui, "service:%s", visit_service_name(s->visit, i));
	if (flow_take(f, big_choice_height(s->ui, &o, f->area.w), &box))
		pressed = ui_big_choice(s->ui, box, &o);
	flow_space(f, 3);
	return pressed;
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {0};
	struct box area = frame_top(s, &frame), box;
	size_t n = visit_services(s->visit), chosen = n;
	const char *note = visit_say(s->visit, "service.privacy");
	struct flow f;
	enum screen_id to;
	bool to_rights;

	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "service.heading"));
	flow_space(&f, 3);
	for (size_t i = 0; i < n; i++)
		if (one(s, &f, i))
			chosen = i;
	to_rights = rights(s, &f);
	flow_space(&f, 2);
	if (flow_take(&f, note_height(s->ui, note, f.area.w), &box))
		ui_note(s->ui, box, ROLE_TEXT, ICON_SHIELD, note);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (to_rights)
		return SCREEN_RIGHTS;
	if (chosen < n && visit_begin(s->visit, visit_service_name(s->visit, chosen)) == 0) {
		s->tour->question = 0;
		s->tour->from_review = false;
		memset(s->tour->seen, 0, sizeof s->tour->seen);
		return SCREEN_QUESTION;
	}
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_LANGUAGE : to;
}

const struct screen screen_service = {.name = "service", .size = sizeof(struct pager), .in_visit = true, .draw = draw};
