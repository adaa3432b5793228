/* language - each language by its own name, and how large the letters are. */
#include "screens/frame.h"
#include "screens/sizes.h"
#include "ui/flow.h"
#include "ui/widgets.h"

static const float grid_gap = 2.6f;

static const char *one(struct scene *s, struct box box, int i)
{
	const char *tag = visit_language_tag(s->visit, i);
	struct option o = {
	        .label = visit_language_name(s->visit, i), .lang_label_dir = lang_is_rtl(tag) ? "rtl" : "ltr"};

	o.id = ui_printf(s->ui, "lang:%s", tag);
	return ui_big_choice(s->ui, box, &o) ? tag : NULL;
}

/* As many beside each other as leave every name in one piece. */
static int columns_of(struct scene *s, const struct flow *f)
{
	float longest = 30;

	for (int i = 0; i < visit_languages(s->visit); i++) {
		const char *name = visit_language_name(s->visit, i);
		float w = ui_text_block(s->ui, name, big_choice_cap(s->ui), true, 0)->width_mm;

		longest = w > longest ? w : longest;
	}
	int n = (int)((f->area.w + grid_gap) / (longest + 3.2f + grid_gap));
	return n < 1 ? 1 : n > 4 ? 4 : n;
}

static const char *grid(struct scene *s, struct flow *f)
{
	int n = visit_languages(s->visit), columns = columns_of(s, f);
	float gap = grid_gap, w = (f->area.w - gap * (float)(columns - 1)) / (float)columns;
	const char *chosen = NULL;

	for (int i = 0; i < n; i += columns) {
		struct option o = {.label = visit_language_name(s->visit, i)};
		float h = big_choice_height(s->ui, &o, w);
		bool here;
		struct box row;

		here = flow_take(f, h, &row);
		flow_space(f, gap);
		for (int c = 0; here && c < columns && i + c < n; c++) {
			struct box at = box_cut_start(&row, w, ui_rtl(s->ui));
			const char *tag = one(s, at, i + c);

			(void)box_cut_start(&row, gap, ui_rtl(s->ui));
			chosen = tag ? tag : chosen;
		}
	}
	return chosen;
}

/* The same request in the other languages: nobody should have to read Dutch to find the way. */
static void other_titles(struct scene *s, struct flow *f)
{
	const char *line = "";

	for (int i = 1; i < visit_languages(s->visit); i++)
		line = ui_printf(s->ui, "%s%s\u2068%s\u2069", line, i > 1 ? "  \u00b7  " : "",
		        visit_say_in(s->visit, visit_language_tag(s->visit, i), "language.title"));
	flow_hint(f, line);
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {0};
	struct box area = frame_top(s, &frame);
	struct flow f;
	const char *tag;
	enum screen_id to;

	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "language.title"));
	other_titles(s, &f);
	flow_space(&f, ui_is_compact(s->ui) || ui_cap(s->ui) > 6 ? 1 : 3);
	tag = grid(s, &f);
	flow_space(&f, ui_is_compact(s->ui) ? 2 : 5);
	sizes_row(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (tag && visit_set_language(s->visit, tag) == 0)
		return SCREEN_SERVICE;
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_IDLE : to;
}

const struct screen screen_language = {
        .name = "language", .size = sizeof(struct pager), .in_visit = true, .draw = draw};
