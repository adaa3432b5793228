/* language - each language by its own name, and how large the letters are. */
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/sizes.h"
#include "ui/flow.h"
#include "ui/widgets.h"

/* Who reads none of the words above finds every language on the first page: names in one line, a little smaller. */
static void one_line(struct scene *s, const struct flow *f, struct option *o, int n)
{
	float cap = ui_cap(s->ui), w = (f->area.w - 2 * 2.6f) / 3;

	for (int i = 0; i < n; i++)
		for (o[i].cap_mm = cap; cap > 3.5f && option_height(s->ui, &o[i], w) > 12.8f; o[i].cap_mm = cap)
			cap -= 0.2f;
	for (int i = 0; i < n; i++)
		o[i].cap_mm = cap;
}

static const char *names(struct scene *s, struct flow *f)
{
	struct option o[GRID_MAX] = {0};
	int n = visit_languages(s->visit), pressed;

	for (int i = 0; i < n; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "lang:%s", visit_language_tag(s->visit, i)),
		        .label = visit_language_name(s->visit, i),
		        .plain = true};
	if (ui_is_compact(s->ui))
		one_line(s, f, o, n);
	pressed = grid_options(s, f, o, n, 3);
	return pressed < 0 ? NULL : visit_language_tag(s->visit, pressed);
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {0};
	struct box area = frame_top(s, &frame);
	struct flow f;
	const char *tag;
	enum screen_id to;

	flow_begin(&f, s->ui, me, area);
	if (ui_is_compact(s->ui)) {
		sizes_beside(s, &f, visit_say(s->visit, "language.title"));
		flow_space(&f, 2.6f);
		tag = names(s, &f);
	} else {
		flow_heading(&f, visit_say(s->visit, "language.title"));
		flow_space(&f, 1);
		tag = names(s, &f);
		flow_space(&f, 0.5f);
		sizes_row(s, &f);
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (tag && visit_set_language(s->visit, tag) == 0)
		return SCREEN_SERVICE;
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_IDLE : to;
}

const struct screen screen_language = {
        .name = "language", .size = sizeof(struct pager), .in_visit = true, .draw = draw};
