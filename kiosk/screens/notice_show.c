/* notice_show - turned to the person: read, hear, print; at one's own pace. For an officer's handover and for who reads alone. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/reader.h"
#include "ui/widgets.h"
#include "visit/handing.h"
#include "visit/duty.h"

struct show {
	struct reader reader;
	bool failed; /* the print, before this screen was entered */
};

static bool at_desk(const struct scene *s)
{
	return handing_is_on(s->visit);
}

/* ---- hear it, print it, done at the desk ------------------------------------------------- */

enum { TOOLS = 3 };
static const float gap = 2.6f, tool_height = TARGET_TENTH_MM / 10.0f, column_most = 29.0f;

struct tools {
	struct button b[TOOLS];
	float w[TOOLS]; /* the widest of all that a tool may say: nothing moves under a finger */
	int n;
};

static void one_tool(struct scene *s, struct tools *t, struct button b, const char *other, float cap)
{
	struct button twin = b;

	b.cap_mm = twin.cap_mm = cap;
	b.stacked = twin.stacked = ui_is_compact(s->ui);
	twin.label = other;
	t->w[t->n] = button_width(s->ui, &b);
	if (button_width(s->ui, &twin) > t->w[t->n])
		t->w[t->n] = button_width(s->ui, &twin);
	if (b.stacked && t->w[t->n] > column_most) {
		t->w[t->n] = column_most; /* in two lines, then */
		b.cap_mm = 2.5f;
	}
	t->b[t->n++] = b;
}

static void tools_at(struct scene *s, struct tools *t, float cap)
{
	enum visit_paper paper = visit_paper(s->visit);
	bool speaking = visit_is_speaking(s->visit), busy = paper == PAPER_PRINTING || paper == PAPER_WAITING;
	const char *listen = visit_say(s->visit, "notice.listen"), *hush = visit_say(s->visit, "notice.silence"),
	           *print = visit_say(s->visit, "notice.print"), *desk = visit_say(s->visit, "notice.desk");

	t->n = 0;
	one_tool(s, t,
	        (struct button){.id = speaking ? "silence" : "listen",
	                .icon = speaking ? ICON_SPEAKER_OFF : ICON_SPEAKER,
	                .label = speaking ? hush : listen,
	                .disabled = !visit_has_voice(s->visit)},
	        speaking ? listen : hush, cap);
	one_tool(s, t,
	        (struct button){.id = "print",
	                .icon = ICON_PRINTER,
	                .label = print,
	                .disabled = busy && visit_paper_begun(s->visit)},
	        print, cap);
	if (at_desk(s))
		one_tool(s, t, (struct button){.id = "attest", .icon = ICON_CHECK, .label = desk}, desk, cap);
}

static float row_width(const struct tools *t)
{
	float w = 0;

	for (int i = 0; i < t->n; i++)
		w += t->w[i] + (i ? gap : 0);
	return w;
}

static float widest(const struct tools *t)
{
	float w = 0;

	for (int i = 0; i < t->n; i++)
		w = t->w[i] > w ? t->w[i] : w;
	return w;
}

/* A low panel has room beside what is read, under each other, the others below it. Cuts the place off the area. */
static struct box tools_place(struct scene *s, struct tools *t, struct box *area)
{
	float cap = ui_is_compact(s->ui) ? 3.2f : ui_cap(s->ui) < 4.8f ? ui_cap(s->ui) : 4.8f;
	struct box at;

	tools_at(s, t, cap);
	if (ui_is_compact(s->ui)) {
		at = box_cut_end(area, widest(t), ui_rtl(s->ui));
		(void)box_cut_end(area, 2 * gap, ui_rtl(s->ui));
		return at;
	}
	for (; cap > 3.0f && row_width(t) > area->w; cap -= 0.2f)
		tools_at(s, t, cap - 0.2f);
	at = box_cut_bottom(area, tool_height);
	(void)box_cut_bottom(area, 2 * gap);
	return at;
}

static struct box tool_box(struct scene *s, const struct tools *t, int i, struct box *at)
{
	bool rtl = ui_rtl(s->ui);
	struct box b;

	if (ui_is_compact(s->ui)) {
		b = box_cut_top(at, tool_height);
		(void)box_cut_top(at, gap);
		return b;
	}
	/* Who is done goes on at the end of the row, as everywhere. */
	b = i == 2 ? box_cut_end(at, t->w[i], rtl) : box_cut_start(at, t->w[i], rtl);
	(void)(i == 2 ? box_cut_end(at, gap, rtl) : box_cut_start(at, gap, rtl));
	return b;
}

static void use_tool(struct scene *s, int i)
{
	if (i == 0 && visit_is_speaking(s->visit))
		visit_hush(s->visit);
	else if (i == 0)
		visit_read_aloud(s->visit);
	else if (i == 2)
		s->tour->go_to_desk = true;
	else if (at_desk(s))
		handing_print(s->visit);
	else
		visit_print_reading(s->visit);
}

static void tools(struct scene *s, const struct tools *t, struct box at)
{
	enum visit_paper paper = visit_paper(s->visit);
	bool printing = paper == PAPER_PRINTING || paper == PAPER_WAITING;

	for (int i = 0; i < t->n; i++)
		if (ui_button(s->ui, tool_box(s, t, i, &at), &t->b[i]))
			use_tool(s, i);
	if (!printing || !visit_paper_begun(s->visit) || at.w < 10 || at.h < 2.4f)
		return;
	at.y += ui_is_compact(s->ui) ? 0 : at.h / 2 - 1.2f;
	at.h = 2.4f;
	ui_progress(s->ui, at, visit_paper_percent(s->visit), 100, visit_say(s->visit, "printing.title"));
}

static const char *way_on(const struct scene *s, const struct show *me)
{
	if (!reader_at_end(&me->reader))
		return visit_say(s->visit, "notice.on");
	return visit_say(s->visit, "notice.ready");
}

static enum screen_id after(struct scene *s)
{
	visit_hush(s->visit);
	if (!at_desk(s))
		return SCREEN_RIGHTS;
	return teach_total(handing_teach(s->visit)) > 0 ? SCREEN_NOTICE_UNDERSTOOD : SCREEN_NOTICE_HANDOVER;
}

static enum screen_id back(struct scene *s, struct show *me)
{
	if (!reader_at_start(&me->reader)) {
		reader_turn(&me->reader, -1);
		return SCREEN_STAY;
	}
	visit_hush(s->visit);
	return at_desk(s) ? SCREEN_NOTICE_PICK : SCREEN_RIGHTS;
}

/* Who reads alone is told that no paper comes, and who can give it. */
static void not_printed(struct scene *s, struct box *area)
{
	enum visit_paper p = visit_paper(s->visit);
	const char *text = visit_say(s->visit, "notice.not_printed");
	float h;

	if (at_desk(s) || (p != PAPER_FAILED && p != PAPER_UNSURE))
		return;
	h = note_height(s->ui, text, area->w);
	ui_note(s->ui, box_cut_top(area, h), ROLE_ERROR, ICON_PAPER_OUT, text);
	(void)box_cut_top(area, gap);
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct show *me = state;
	const struct notice *n = at_desk(s) ? handing_notice(s->visit) : visit_reading(s->visit);
	struct frame frame = {.next = way_on(s, me), .practice = at_desk(s) && duty_is_practice(s->visit)};
	struct tools t;
	struct box area, at;
	enum screen_id to;

	if (!n)
		return at_desk(s) ? SCREEN_NOTICE_PICK : SCREEN_RIGHTS;
	if (me->reader.pager.pages > 1) {
		frame.at = me->reader.pager.page + 1;
		frame.of = me->reader.pager.pages;
		frame.part = "notice.part";
	}
	area = frame_top(s, &frame);
	at = tools_place(s, &t, &area);
	not_printed(s, &area);
	reader_draw(s, &me->reader, n, area);
	tools(s, &t, at);
	if (s->tour->go_to_desk) {
		s->tour->go_to_desk = false;
		return SCREEN_NOTICE_HANDOVER;
	}
	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	if (at_desk(s) && !me->failed && visit_paper(s->visit) == PAPER_FAILED)
		return SCREEN_NOTICE_HANDOVER; /* which says why */
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
		if (reader_at_end(&me->reader))
			return after(s);
		reader_turn(&me->reader, 1);
		return SCREEN_STAY;
	case FRAME_BACK:
		return back(s, me);
	default:
		return to;
	}
}

static void enter(void *state, struct scene *s)
{
	struct show *me = state;

	me->failed = visit_paper(s->visit) == PAPER_FAILED;
	if (at_desk(s))
		face_person(s);
}

const struct screen screen_notice_show = {
        .name = "notice_show", .size = sizeof(struct show), .in_visit = true, .enter = enter, .draw = draw};
