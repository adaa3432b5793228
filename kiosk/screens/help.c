/* help - how this machine works, how to get a human, and how large it writes. Lies over any screen. */
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/sizes.h"
#include "ui/flow.h"
#include "ui/widgets.h"
#include "visit/visit_draft.h"

static void paragraph(struct scene *s, struct flow *f, const char *key)
{
	flow_text(f, visit_say(s->visit, key), 0, false, PAINT_INK);
	flow_space(f, 2);
}

static void languages(struct scene *s, struct flow *f)
{
	const float gap = 2.6f;
	bool rtl = ui_rtl(s->ui), here = false;
	float left = 0;
	struct box row = {0};

	flow_text(f, visit_say(s->visit, "language.title"), ui_cap(s->ui) * 0.9f, true, PAINT_INK);
	for (int i = 0; i < visit_languages(s->visit); i++) {
		struct button b = {.label = visit_language_name(s->visit, i)};
		float w = button_width(s->ui, &b);

		b.id = ui_printf(s->ui, "lang:%s", visit_language_tag(s->visit, i));
		if (w > left) { /* as many beside each other as there is room for */
			flow_space(f, i ? gap : 0);
			here = flow_take(f, button_height(s->ui), &row);
			left = f->area.w;
		}
		left -= w + gap;
		if (here && ui_button(s->ui, box_cut_start(&row, w, rtl), &b) &&
		        visit_set_language(s->visit, visit_language_tag(s->visit, i)))
			return; /* offered a moment ago, so it is there */
		(void)box_cut_start(&row, gap, rtl);
	}
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {.next = visit_say(s->visit, "help.close"), .next_icon = ICON_CHECK};
	struct box area = frame_top(s, &frame);
	struct button park = {.id = "park", .label = visit_say(s->visit, "park.open"), .icon = ICON_CLOCK};
	bool parks;
	struct flow f;
	enum screen_id to;

	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "help.title"));
	flow_space(&f, 2);
	paragraph(s, &f,
	        visit_human_has_no_bell(s->visit) ? "human.none"
	        : visit_human_possible(s->visit)  ? "help.human"
	                                          : "human.failed");
	paragraph(s, &f, "help.stop");
	paragraph(s, &f, "help.answers");
	paragraph(s, &f, "help.unsure");
	flow_space(&f, 2);
	parks = visit_may_park(s->visit) && grid_buttons(s, &f, &park, 1) == 0;
	flow_space(&f, 2);
	sizes_row(s, &f);
	flow_space(&f, 4);
	languages(s, &f);
	flow_space(&f, 4);
	themes_row(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (parks)
		return SCREEN_PARK;
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
	case FRAME_BACK:
		return SCREEN_UNDER;
	default:
		return to == SCREEN_HELP ? SCREEN_STAY : to;
	}
}

const struct screen screen_help = {
        .name = "help", .size = sizeof(struct pager), .in_visit = true, .overlay = true, .draw = draw};
