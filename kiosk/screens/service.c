/* service - what can be done here: forms to fill in, and rights to read. */
#include <string.h>

#include "screens/frame.h"
#include "screens/grid.h"

static const float gap = 3.0f;

/* A page holds so little that names go before what they are about. */
static bool is_little(const struct ui *ui)
{
	return ui_is_compact(ui) || (ui->size == SIZE_XL && ui->panel.height_mm < 200);
}

static struct option form(struct scene *s, size_t i)
{
	struct option o = {0};

	o.label = visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "title")));
	if (!is_little(s->ui))
		o.value = visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "about")));
	o.icon = icon_named(visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "icon"))));
	o.id = ui_printf(s->ui, "service:%s", visit_service_name(s->visit, i));
	return o;
}

static struct option rights(struct scene *s)
{
	return (struct option){.id = "service:rights",
	        .label = visit_say(s->visit, "service.rights.title"),
	        .value = is_little(s->ui) ? NULL : visit_say(s->visit, "service.rights.about"),
	        .icon = icon_named(visit_say(s->visit, "service.rights.icon"))};
}

/* Two beside each other where the panel is wide; the one pressed, or -1. */
static int big_ones(struct scene *s, struct flow *f, const struct option *o, int n)
{
	int columns = n > 1 && s->ui->panel.width_mm > 150 && ui_cap(s->ui) < 6 ? 2 : 1, pressed = -1;
	float w = (f->area.w - gap * (float)(columns - 1)) / (float)columns;

	for (int i = 0; i < n; i += columns) {
		float h = 0;
		struct box row;
		bool here;

		for (int c = i; c < i + columns && c < n; c++) {
			float one = big_choice_height(s->ui, &o[c], w);

			h = one > h ? one : h;
		}
		here = flow_take(f, h, &row);
		for (int c = i; here && c < i + columns && c < n; c++) {
			if (ui_big_choice(s->ui, box_cut_start(&row, w, ui_rtl(s->ui)), &o[c]))
				pressed = c;
			(void)box_cut_start(&row, gap, ui_rtl(s->ui));
		}
		flow_space(f, gap);
	}
	return pressed;
}

static enum screen_id begin(struct scene *s, size_t i)
{
	if (visit_begin(s->visit, visit_service_name(s->visit, i)))
		return SCREEN_STAY;
	s->tour->question = 0;
	s->tour->from_review = false;
	memset(s->tour->seen, 0, sizeof s->tour->seen);
	return SCREEN_QUESTION;
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {0};
	struct box area = frame_top(s, &frame);
	struct option o[GRID_MAX] = {0};
	const char *note = visit_say(s->visit, "service.privacy");
	int n = 0, forms, pressed;
	struct flow f;
	enum screen_id to;

	for (size_t i = 0; i < visit_services(s->visit) && n < GRID_MAX - 1; i++)
		o[n++] = form(s, i);
	forms = n;
	if (visit_readable(s->visit, 0))
		o[n++] = rights(s);
	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "service.heading"));
	flow_space(&f, 3);
	pressed = big_ones(s, &f, o, n);
	flow_space(&f, 2);
	flow_note(&f, ROLE_TEXT, ICON_SHIELD, note);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= forms)
		return SCREEN_RIGHTS;
	if (pressed >= 0)
		return begin(s, (size_t)pressed);
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_LANGUAGE : to;
}

const struct screen screen_service = {.name = "service", .size = sizeof(struct pager), .in_visit = true, .draw = draw};
