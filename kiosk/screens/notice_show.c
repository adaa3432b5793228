/* notice_show - turned to the person: read, hear, print; at one's own pace. For an officer's handover and for who reads alone. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/reader.h"
#include "visit/handing.h"
#include "visit/duty.h"

struct show {
	struct reader reader;
	bool failed; /* the print, before this screen was entered */
	bool draft_seen;
};

static bool at_desk(const struct scene *s)
{
	return handing_is_on(s->visit);
}

/* Hear it, print it, and how far the paper is. */
static void tools(struct scene *s, struct box area)
{
	enum visit_paper paper = visit_paper(s->visit);
	bool printing = paper == PAPER_PRINTING || paper == PAPER_WAITING;
	struct button listen = {.id = "listen", .icon = ICON_SPEAKER, .label = visit_say(s->visit, "notice.listen")};
	struct button print = {.id = "print", .icon = ICON_PRINTER, .label = visit_say(s->visit, "notice.print")};
	struct button done = {.id = "attest", .icon = ICON_CHECK, .label = visit_say(s->visit, "notice.desk")};
	bool rtl = ui_rtl(s->ui), speaking = visit_is_speaking(s->visit);

	if (speaking)
		listen = (struct button){
		        .id = "silence", .icon = ICON_SPEAKER_OFF, .label = visit_say(s->visit, "notice.silence")};
	print.disabled = printing && visit_paper_begun(s->visit);
	listen.disabled = !visit_has_voice(s->visit);
	if (ui_button(s->ui, box_cut_start(&area, button_width(s->ui, &listen), rtl), &listen)) {
		if (speaking)
			visit_hush(s->visit);
		else
			visit_read_aloud(s->visit);
	}
	(void)box_cut_start(&area, 2.6f, rtl);
	if (ui_button(s->ui, box_cut_start(&area, button_width(s->ui, &print), rtl), &print)) {
		if (at_desk(s))
			handing_print(s->visit);
		else
			visit_print_reading(s->visit);
	}
	(void)box_cut_start(&area, 2.6f, rtl);
	if (at_desk(s)) {
		float w = button_width(s->ui, &done);

		if (w <= area.w && ui_button(s->ui, box_cut_end(&area, w, rtl), &done))
			s->tour->go_to_desk = true;
		(void)box_cut_end(&area, 2.6f, rtl);
	}
	if (printing && visit_paper_begun(s->visit) && area.w > 20) {
		area.y += area.h / 2 - 1.2f;
		area.h = 2.4f;
		ui_progress(s->ui, area, visit_paper_percent(s->visit), 100, visit_say(s->visit, "printing.title"));
	}
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

static enum screen_id draw(void *state, struct scene *s)
{
	struct show *me = state;
	const struct notice *n = at_desk(s) ? handing_notice(s->visit) : visit_reading(s->visit);
	struct frame frame = {.next = way_on(s, me), .practice = at_desk(s) && duty_is_practice(s->visit)};
	struct box area, strip;
	enum screen_id to;

	if (!n)
		return at_desk(s) ? SCREEN_NOTICE_PICK : SCREEN_RIGHTS;
	if (me->reader.pager.pages > 1) {
		frame.at = me->reader.pager.page + 1;
		frame.of = me->reader.pager.pages;
		frame.part = "notice.part";
	}
	frame.keep_below_mm = button_height(s->ui);
	area = frame_top(s, &frame);
	if (n->status == NOTICE_DRAFT && !me->draft_seen) {
		const char *text = visit_say(s->visit, "notice.draft");
		float h = note_height(s->ui, text, area.w);

		ui_note(s->ui, box_cut_top(&area, h), ROLE_TEXT, ICON_INFO, text);
		(void)box_cut_top(&area, 2);
	}
	reader_draw(s, &me->reader, n, area);
	strip = frame_below(s, &frame);
	tools(s, strip);
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
