/* idle - nobody is here; a welcome in every language, and the way in. */
#include <string.h>

#include "screens/frame.h"
#include "sys/text.h"
#include "ui/flow.h"
#include "ui/widgets.h"
#include "visit/duty.h"
#include "visit/visit_update.h"

/* The Dutch welcome, large. */
static void welcome(struct scene *s, struct flow *f)
{
	struct ui *ui = s->ui;
	const char *text = visit_say_in(s->visit, "nl", "idle.welcome");
	const struct text_block *b = ui_text_block(ui, text, ui_cap(ui) * 1.7f, true, f->area.w);
	struct box box;

	if (!flow_take(f, b->height_mm, &box))
		return;
	marks_text(ui_draw(ui), box, b, ALIGN_CENTRE, PAINT_INK);
	(void)ui_node(ui, (struct node){.role = ROLE_HEADING, .label = text, .box = box});
}

/* The welcome of every other language, beside each other: as many lines as they need. Easy Dutch says what Dutch says. */
static void others(struct scene *s, struct flow *f)
{
	struct ui *ui = s->ui;
	const struct text_block *b;
	const char *line = "";
	struct box box;

	for (int i = 1; i < visit_languages(s->visit); i++)
		if (strncmp(visit_language_tag(s->visit, i), "nl", 2) != 0)
			line = ui_printf(ui, "%s%s\u2068%s\u2069", line, *line ? "  \u00b7  " : "",
			        visit_say_in(s->visit, visit_language_tag(s->visit, i), "idle.welcome"));
	if (!*line)
		return;
	b = ui_text_block(ui, line, ui_cap(ui) * (ui_is_compact(ui) ? 0.85f : 1.0f), false, f->area.w);
	if (!flow_take(f, b->height_mm, &box))
		return;
	marks_text(ui_draw(ui), box, b, ALIGN_CENTRE, PAINT_INK_SOFT);
	(void)ui_node(ui, (struct node){.role = ROLE_TEXT, .label = line, .box = box});
}

/* The way in: large, in the middle, an arrow for who reads none of its words. */
static bool start(struct scene *s, struct flow *f)
{
	struct button b = {.id = "next", .icon = ICON_NEXT, .kind = BUTTON_MAIN, .icon_behind = true};
	float w, h = button_height(s->ui) * 1.5f;
	struct box box;

	b.label = ui_printf(s->ui, "%s  \u00b7  %s", visit_say_in(s->visit, "nl", "idle.start"),
	        visit_say_in(s->visit, "en", "idle.start"));
	b.cap_mm = ui_cap(s->ui) * 1.3f;
	w = button_width(s->ui, &b) + 24;
	w = w > f->area.w ? f->area.w : w;
	if (!flow_take(f, h, &box))
		return false;
	return ui_button(s->ui, (struct box){box.x + (box.w - w) / 2, box.y, w, h}, &b);
}

/* So many of the news beside each other; NULL when there are none. */
static const char *news_line(struct scene *s, int most)
{
	const char *all = NULL, *one;

	for (int i = 0; i < most && (one = visit_update_news(s->visit, i)) != NULL; i++)
		all = all ? ui_printf(s->ui, "%s  \u00b7  %s", all, one) : one;
	return all;
}

/* With a code and room for a finger it is a way to its page, for who has a badge here: the login asks for it. */
static bool news_button(struct scene *s, struct flow *f, const char *line)
{
	struct button b = {
	        .id = "news", .label = line, .icon = ICON_INFO, .kind = BUTTON_PLAIN, .cap_mm = ui_cap(s->ui) * 0.75f};
	struct box box;
	bool pressed;

	if (!flow_take(f, button_height(s->ui), &box))
		return false;
	pressed = ui_button(s->ui, box, &b);
	if (pressed)
		(void)text_copy(s->tour->manual_page, sizeof s->tour->manual_page, visit_update_news_code(s->visit));
	return pressed;
}

/* What became of updates: for who works here, small, until they have seen it; the latest first, as many as stand below the way in.
 * True when it was pressed. */
static bool news(struct scene *s, struct flow *f)
{
	struct ui *ui = s->ui;
	const struct text_block *b;
	const char *line;
	struct box box;
	int n = VISIT_UPDATE_NEWS_MOST;

	do {
		line = news_line(s, n);
		if (!line)
			return false;
		b = ui_text_block(ui, line, ui_cap(ui) * 0.75f, false, f->area.w);
	} while (--n > 0 && b->height_mm + 1 > flow_left(f));
	flow_space(f, 1);
	if (*visit_update_news_code(s->visit) && button_height(ui) <= flow_left(f) &&
	        b->height_mm + 2 <= button_height(ui))
		return news_button(s, f, line);
	if (!flow_take(f, b->height_mm, &box))
		return false;
	marks_text(ui_draw(ui), box, b, ALIGN_CENTRE, PAINT_INK_SOFT);
	(void)ui_node(ui, (struct node){.role = ROLE_TEXT, .label = line, .box = box});
	return false;
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct pager *pager = me;
	struct frame frame = {.no_back = true, .nobody = true};
	struct ui *ui = s->ui;
	struct box area = frame_top(s, &frame), box;
	struct flow f;
	enum screen_id to;
	bool begin, asked;

	flow_begin(&f, ui, pager, area);
	if (!ui_is_compact(ui) && !visit_update_news(s->visit, 1)) { /* several news take the picture's place */
		float side = area.h * 0.17f < 34 ? area.h * 0.17f : 34;

		if (flow_take(&f, side, &box)) {
			marks_icon(ui_draw(ui), box, ICON_LOKET, false, PAINT_MAIN);
			(void)ui_node(ui, (struct node){.role = ROLE_IMAGE, .label = "Loket", .box = box});
		}
		flow_space(&f, 3);
	}
	welcome(s, &f);
	flow_space(&f, 1);
	others(s, &f);
	flow_space(&f, ui_is_compact(ui) ? 2 : 4);
	begin = start(s, &f);
	asked = news(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	(void)frame_bar(s, &frame, &to);
	if (duty_is_open(s->visit)) /* the card is still in the reader */
		return SCREEN_STAFF_MENU;
	if (asked)
		return SCREEN_STAFF_LOGIN;
	return begin ? SCREEN_LANGUAGE : to;
}

const struct screen screen_idle = {.name = "idle", .size = sizeof(struct pager), .draw = draw};
