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

/* The way in: large, in the middle, in the words of every language. */
static bool start(struct scene *s, struct flow *f)
{
	struct button b = {.id = "next", .icon = ICON_NEXT, .kind = BUTTON_MAIN, .icon_behind = true};
	struct box box;
	float w, h = button_height(s->ui) * 1.5f;
	const char *label = "";

	for (int i = 0; i < visit_languages(s->visit); i++)
		label = ui_printf(s->ui, "%s%s%s", label, i ? "  \u00b7  " : "",
		        visit_say_in(s->visit, visit_language_tag(s->visit, i), "idle.start"));
	b.label = label;
	b.cap_mm = ui_cap(s->ui) * 1.15f;
	w = button_width(s->ui, &b) + 16;
	w = w > f->area.w ? f->area.w : w;
	if (!flow_take(f, h, &box))
		return false;
	return ui_button(s->ui, (struct box){box.x + (box.w - w) / 2, box.y, w, h}, &b);
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct pager *pager = me;
	struct frame frame = {.no_back = true};
	struct ui *ui = s->ui;
	struct box area = frame_top(s, &frame), box;
	struct flow f;
	enum screen_id to;
	bool begin;

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
	flow_space(&f, 4);
	begin = start(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	(void)frame_bar(s, &frame, &to);
	return begin ? SCREEN_LANGUAGE : to;
}

const struct screen screen_idle = {.name = "idle", .size = sizeof(struct pager), .draw = draw};
