/* idle - nobody is here; a welcome in every language, and the way in. */
#include <string.h>

#include "screens/frame.h"
#include "sys/text.h"
#include "ui/flow.h"
#include "ui/widgets.h"
#include "visit/duty.h"
#include "visit/visit_update.h"

static const float news_sizes[] = {0.75f, 0.62f}; /* of running text */
static const float finger_mm = 12.8f, apart_mm = 2.6f;

/* A low panel that has news to tell: the rest stands closer. */
static bool is_tight(const struct scene *s)
{
	return ui_is_compact(s->ui) && visit_update_news(s->visit, 0);
}

/* The Dutch welcome, large. */
static void welcome(struct scene *s, struct flow *f)
{
	struct ui *ui = s->ui;
	float large = is_tight(s) ? 1.3f : 1.7f;
	const char *text = visit_say_in(s->visit, "nl", "idle.welcome");
	const struct text_block *b = ui_text_block(ui, text, ui_cap(ui) * large, true, f->area.w);
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
	float w, h = button_height(s->ui) * (is_tight(s) ? 1.3f : 1.5f);
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

/* The latest first, as many as stand below the way in; of the last one alone in smaller letters before it pushes anything off. NULL: none. */
static const char *news_that_fit(struct scene *s, const struct flow *f, const struct text_block **out)
{
	const char *line = NULL;

	for (int i = 0; i < 2; i++)
		for (int n = i == 0 ? VISIT_UPDATE_NEWS_MOST : 1; n > 0; n--) {
			line = news_line(s, n);
			if (!line)
				return NULL;
			*out = ui_text_block(s->ui, line, ui_cap(s->ui) * news_sizes[i], false, f->area.w);
			if ((*out)->height_mm + 1 <= flow_left(f))
				return line;
		}
	return line;
}

/* The same as a button, apart from the way in; false: there is no room for a finger. */
static bool news_as_button(struct scene *s, const struct flow *f, struct button *b, float *height)
{
	float room = flow_left(f) - apart_mm;

	for (int i = 0; i < 2; i++)
		for (int n = VISIT_UPDATE_NEWS_MOST; n > 0; n--) {
			const struct text_block *text;

			*b = (struct button){.id = "news", .label = news_line(s, n), .kind = BUTTON_PLAIN};
			b->cap_mm = ui_cap(s->ui) * news_sizes[i];
			text = ui_text_block(s->ui, b->label, b->cap_mm, true, f->area.w - 6);
			*height = text->height_mm + 2 > finger_mm ? text->height_mm + 2 : finger_mm;
			if (*height <= room &&
			        button_holds(s->ui, b, (struct box){f->area.x, f->y, f->area.w, *height}))
				return true;
		}
	return false;
}

/* What became of updates: for who works here, small, until they have seen it. With a code and room for a finger it is a way to
 * its page, for who has a badge: the login asks for it. True when it was pressed. */
static bool news(struct scene *s, struct flow *f)
{
	const struct text_block *b;
	const char *line = news_that_fit(s, f, &b), *code = visit_update_news_code(s->visit);
	struct button button;
	struct box box;
	float height;

	if (!line)
		return false;
	if (*code && news_as_button(s, f, &button, &height)) {
		flow_space(f, apart_mm);
		if (!flow_take(f, height, &box) || !ui_button(s->ui, box, &button))
			return false;
		(void)text_copy(s->tour->manual_page, sizeof s->tour->manual_page, code);
		return true;
	}
	flow_space(f, 1);
	if (!flow_take(f, b->height_mm, &box))
		return false;
	marks_text(ui_draw(s->ui), box, b, ALIGN_CENTRE, PAINT_INK_SOFT);
	(void)ui_node(s->ui, (struct node){.role = ROLE_TEXT, .label = line, .box = box});
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
	if (!ui_is_compact(ui) && !visit_update_news(s->visit, 0)) { /* news take the picture's place */
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
