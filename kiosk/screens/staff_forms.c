/* staff_forms - the forms that this officer may begin: each by role and kind of record, the rest is not shown. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/duty.h"

static struct option form(struct scene *s, size_t i)
{
	return (struct option){.id = ui_printf(s->ui, "form:%s", visit_service_name(s->visit, i)),
	        .label = visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "staff"))),
	        .plain = true,
	        .icon = ICON_DOCUMENT};
}

static enum screen_id begin(struct scene *s, size_t i)
{
	if (visit_begin_at_desk(s->visit, visit_service_name(s->visit, i)))
		return SCREEN_STAY;
	tour_begin(s->tour, 0);
	return SCREEN_QUESTION;
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct option o[GRID_MAX] = {0};
	size_t of[GRID_MAX];
	int n = 0, pressed;
	enum screen_id to;
	struct flow f;

	for (size_t i = 0; i < visit_services(s->visit) && n < GRID_MAX; i++) {
		if (!visit_service_is_staffs(s->visit, i))
			continue;
		o[n] = form(s, i);
		of[n++] = i;
	}
	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.forms"));
	flow_space(&f, 2);
	if (n == 0)
		text_note(s, &f, false,
		        visit_say(s->visit, duty_is_practice(s->visit) ? "staff.forms.practice" : "staff.forms.none"));
	pressed = n ? grid_options(s, &f, o, n, text_columns(s, 2)) : -1;
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= 0)
		return begin(s, of[pressed]);
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	visit_leave_desk(s->visit);
	face_staff(s);
}

const struct screen screen_staff_forms = {
        .name = "staff_forms", .size = sizeof(struct pager), .staff = true, .enter = enter, .draw = draw};
