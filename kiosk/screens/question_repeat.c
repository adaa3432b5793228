/* question_repeat - what was told until now, one card each: add another, change, take away. */
#include <stdio.h>
#include <string.h>

#include "screens/grid.h"
#include "screens/question.h"
#include "sys/text.h"

static const float gap = 2.6f, pad = 2.6f;

enum { TOLD_MOST = 2, REF_ROOM = 1024 };

static bool is_repeat(const struct question *q)
{
	return q->kind == QUESTION_REPEAT;
}

static const char *instance_ref(struct scene *s, const struct question *q, size_t i)
{
	return ui_printf(s->ui, "%s[%zu]", q->repeat, i);
}

/* The first relevant question of an instance, from that question on; 0 = it asks nothing now. */
static uint32_t first_of(struct scene *s, const char *instance, uint32_t from)
{
	struct session *session = visit_session(s->visit);

	for (uint32_t id = session_next(session, from); id; id = session_next(session, id)) {
		const struct question *q = session_question(session, id);

		if (q && q->kind != QUESTION_REPEAT && text_is(q->repeat, instance))
			return id;
	}
	return 0;
}

/* "1. Anna · 7": its number and the first things that were said. first: its first question; what stands inside of an
 * instance stands together. */
static const char *name_of(struct scene *s, const char *instance, size_t i, uint32_t first)
{
	struct session *session = visit_session(s->visit);
	const char *name = "";
	int told = 0;

	for (uint32_t id = first; id && told < TOLD_MOST; id = session_next(session, id)) {
		const struct question *q = session_question(session, id);

		if (q && !text_starts(q->repeat, instance))
			break;
		if (!q || q->kind == QUESTION_REPEAT || q->kind == QUESTION_NOTE || !*q->value)
			continue;
		name = ui_printf(
		        s->ui, told++ ? "%s \u00b7 \u2068%s\u2069" : "%s\u2068%s\u2069", name, asking_answer(s, q));
	}
	return told ? ui_printf(s->ui, "%zu. %s", i, name)
	            : ui_printf(s->ui, "%zu. %s", i, visit_say(s->visit, "review.none"));
}

/* Two buttons at the end of the card, or below its words where it is narrow. */
struct card {
	uint32_t first;
	const char *name;
	const struct text_block *words;
	struct button change, remove;
	float height, buttons_w;
	bool below;
};

static struct card card_of(struct scene *s, const struct flow *f, const struct question *q, size_t i, uint32_t first)
{
	const char *instance = instance_ref(s, q, i);
	struct card c = {.first = first, .name = name_of(s, instance, i, first)};
	float cap = ui_cap(s->ui) * 0.85f, room, least;

	c.change = (struct button){.id = ui_printf(s->ui, "change:%s", instance),
	        .label = visit_say(s->visit, "review.change"),
	        .icon = ICON_EDIT,
	        .cap_mm = cap,
	        .spoken = ui_printf(s->ui, "%s: %s", visit_say(s->visit, "review.change"), c.name)};
	c.remove = (struct button){.id = ui_printf(s->ui, "remove:%s", instance),
	        .label = visit_say(s->visit, "repeat.remove"),
	        .icon = ICON_CROSS,
	        .cap_mm = cap,
	        .spoken = ui_printf(s->ui, "%s: %s", visit_say(s->visit, "repeat.remove"), c.name)};
	c.buttons_w = button_width(s->ui, &c.change) + gap + button_width(s->ui, &c.remove);
	c.below = c.buttons_w > f->area.w * 0.62f;
	room = f->area.w - 2 * pad - (c.below ? 0 : c.buttons_w + gap);
	c.words = ui_tight_block(s->ui, c.name, ui_cap(s->ui) * 0.95f, true, room);
	least = 2 * 1.6f + (c.below ? button_height(s->ui) + gap : 0);
	c.words = ui_first_lines(s->ui, c.words, (int)((flow_page(f) - least) / c.words->line_mm));
	c.height = c.words->height_mm + (c.below ? button_height(s->ui) + gap : 0);
	if (!c.below && c.height < button_height(s->ui))
		c.height = button_height(s->ui);
	c.height += 2 * 1.6f;
	return c;
}

static void draw_card(struct scene *s, struct asking *a, size_t i, struct box box, const struct card *c)
{
	struct box in = {box.x + pad, box.y + 1.6f, box.w - 2 * pad, box.h - 3.2f}, buttons, words;
	float w = button_width(s->ui, &c->change);
	bool rtl = ui_rtl(s->ui);

	marks_fill(ui_draw(s->ui), box, 1.8f, PAINT_CARD);
	marks_edge(ui_draw(s->ui), box, 1.8f, 0.3f, PAINT_LINE);
	buttons = c->below ? box_cut_bottom(&in, button_height(s->ui)) : box_cut_end(&in, c->buttons_w, rtl);
	if (c->below)
		buttons = box_cut_start(&buttons, c->buttons_w < buttons.w ? c->buttons_w : buttons.w, rtl);
	w = c->buttons_w > buttons.w ? w * (buttons.w - gap) / (c->buttons_w - gap) : w;
	buttons.y += (buttons.h - button_height(s->ui)) / 2;
	buttons.h = button_height(s->ui);
	words = (struct box){
	        in.x, in.y + (in.h - (c->below ? gap : 0) - c->words->height_mm) / 2, in.w, c->words->height_mm};
	marks_text(ui_draw(s->ui), words, c->words, ALIGN_START, PAINT_INK);
	(void)ui_node(s->ui, (struct node){.role = ROLE_TEXT, .label = c->name, .box = words});
	if (ui_button(s->ui, box_cut_start(&buttons, w, rtl), &c->change))
		a->go = c->first;
	(void)box_cut_start(&buttons, gap, rtl);
	if (ui_button(s->ui, buttons, &c->remove))
		a->removing = i;
}

/* Taking away asks once more, in the card's own place. True: it is gone. */
static bool draw_doubt(
        struct scene *s, struct asking *a, struct flow *f, const struct question *q, size_t i, uint32_t first)
{
	const char *ask = ui_printf(
	        s->ui, "%s %s", visit_say(s->visit, "repeat.sure"), name_of(s, instance_ref(s, q, i), i, first));
	struct button yes = {.id = ui_printf(s->ui, "remove-yes:%s", instance_ref(s, q, i)),
	                      .label = visit_say(s->visit, "repeat.remove_yes"),
	                      .icon = ICON_CROSS},
	              no = {.id = ui_printf(s->ui, "remove-no:%s", instance_ref(s, q, i)),
	                      .label = visit_say(s->visit, "repeat.remove_no"),
	                      .icon = ICON_BACK};
	struct button both[2] = {no, yes};
	int pressed;

	flow_keep(f, note_height(s->ui, ask, f->area.w) + button_height(s->ui) + gap);
	asking_note(s, f, ROLE_TEXT, ask);
	pressed = grid_buttons(s, f, both, 2);
	if (pressed >= 0)
		a->removing = 0;
	return pressed == 1 && session_remove(visit_session(s->visit), q->repeat, i - 1) == 0;
}

static bool draw_add(struct scene *s, struct asking *a, struct flow *f, const struct question *q, size_t n)
{
	struct button add = {.id = ui_printf(s->ui, "add:%s", q->repeat),
	        .label = visit_say(s->visit, n ? "repeat.another" : "repeat.add"),
	        .icon = ICON_PLUS,
	        .disabled = n >= SESSION_MAX_INSTANCES};
	char ref[REF_ROOM];

	if (grid_buttons(s, f, &add, 1) != 0 || !text_copy(ref, sizeof ref, q->repeat))
		return false;
	if (session_add(visit_session(s->visit), ref))
		return false;
	a->go = first_of(s, ui_printf(s->ui, "%s[%zu]", ref, n + 1), 0);
	return true;
}

static bool draw(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	size_t n = q->instance;
	uint32_t first = 0;
	bool gone = false;

	flow_text(f,
	        ui_copy(s->ui, visit_say_with(s->visit, "repeat.count",
	                               (const char *const[]){"n", ui_printf(s->ui, "%zu", n), NULL})),
	        ui_cap(s->ui) * 0.9f, false, PAINT_INK);
	flow_space(f, gap);
	for (size_t i = 1; i <= n && !gone; i++) {
		struct card c;
		struct box row;

		first = first_of(s, instance_ref(s, q, i), first);
		if (a->removing == i) {
			gone = draw_doubt(s, a, f, q, i, first);
			continue;
		}
		c = card_of(s, f, q, i, first);
		if (flow_take(f, c.height, &row))
			draw_card(s, a, i, row, &c);
		flow_space(f, gap);
	}
	return gone || draw_add(s, a, f, q, n);
}

const struct widget widget_repeat = {.fits = is_repeat, .draw = draw};
