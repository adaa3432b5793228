/* idle - nobody is here; a welcome in every language, and the way in. */
#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"

/* One language's welcome, in its own direction. */
static void welcome(struct scene *s, struct flow *f, const char *tag, bool first)
{
	struct ui *ui = s->ui;
	enum text_dir kept = ui->dir;
	const char *text = visit_say_in(s->visit, tag, "idle.welcome");
	float cap = ui_cap(ui) * (first ? 1.7f : 1.15f);
	const struct text_block *b;
	struct box box;

	ui->dir = lang_is_rtl(tag) ? DIR_RTL : DIR_LTR;
	b = ui_text_block(ui, text, cap, first, f->area.w);
	if (flow_take(f, b->height_mm, &box)) {
		marks_text(ui_draw(ui), box, b, ALIGN_CENTRE, first ? PAINT_INK : PAINT_INK_SOFT);
		(void)ui_node(ui, (struct node){.role = first ? ROLE_HEADING : ROLE_TEXT, .label = text, .box = box});
	}
	ui->dir = kept;
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct pager *pager = me;
	struct frame frame = {.next = visit_say(s->visit, "idle.start"), .no_back = true};
	struct ui *ui = s->ui;
	struct box area = frame_top(s, &frame), box;
	struct flow f;
	enum screen_id to;

	flow_begin(&f, ui, pager, area);
	if (!ui_is_compact(ui)) {
		float side = area.h * 0.28f < 34 ? area.h * 0.28f : 34;

		if (flow_take(&f, side, &box)) {
			marks_icon(ui_draw(ui), box, ICON_LOKET, false, PAINT_MAIN);
			(void)ui_node(ui, (struct node){.role = ROLE_IMAGE, .label = "Loket", .box = box});
		}
		flow_space(&f, 3);
	}
	for (int i = 0; i < visit_languages(s->visit); i++)
		welcome(s, &f, visit_language_tag(s->visit, i), i == 0);
	flow_space(&f, 3);
	if (flow_take(&f, note_height(ui, visit_say(s->visit, "idle.what"), f.area.w), &box))
		ui_note(ui, box, ROLE_TEXT, ICON_INFO, visit_say(s->visit, "idle.what"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
		return SCREEN_LANGUAGE;
	default:
		return to;
	}
}

const struct screen screen_idle = {.name = "idle", .size = sizeof(struct pager), .draw = draw};
