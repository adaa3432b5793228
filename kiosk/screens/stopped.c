/* stopped - a neutral screen: nothing tells that anybody was here, or what for. */
#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"

/* The language of whoever was here is forgotten too: it is said in all of them. */
static void in_language(struct scene *s, struct flow *f, const char *tag)
{
	enum text_dir kept = s->ui->dir;

	s->ui->dir = lang_is_rtl(tag) ? DIR_RTL : DIR_LTR;
	flow_text(f, visit_say_in(s->visit, tag, "stopped.title"), ui_cap(s->ui), true, PAINT_INK_SOFT);
	s->ui->dir = kept;
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {.next = visit_say(s->visit, "idle.start"), .no_back = true};
	struct box area = frame_top(s, &frame);
	struct flow f;
	enum screen_id to;

	(void)box_cut_top(&area, ui_is_compact(s->ui) ? 0 : area.h * 0.15f);
	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "stopped.title"));
	flow_space(&f, 2);
	flow_text(&f, visit_say(s->visit, "stopped.text"), 0, false, PAINT_INK);
	flow_space(&f, 2);
	for (int i = 1; i < visit_languages(s->visit); i++)
		in_language(s, &f, visit_language_tag(s->visit, i));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	return frame_bar(s, &frame, &to) == FRAME_NEXT ? SCREEN_LANGUAGE : to;
}

const struct screen screen_stopped = {
        .name = "stopped", .size = sizeof(struct pager), .leave_after_s = 20, .draw = draw};
