/* resume - the code of a paper, typed: the visit that was parked with it goes on. */
#include <string.h>

#include "screens/frame.h"
#include "screens/text_page.h"
#include "screens/typing.h"
#include "ui/flow.h"
#include "visit/visit_draft.h"

enum { CODE_BYTES = 64, WRONG_MOST = 5 };

struct resume_screen {
	struct pager pager;
	char text[CODE_BYTES];
	struct edit edit;
	struct keyboard_state keys;
	enum visit_return answer; /* RETURN_DONE: none yet */
	int wrong; /* codes that opened nothing, here */
};

/* Nobody guesses a hundred bits, so nobody is shut out: but who tried five times is told where help is. */
static const char *trouble_key(const struct resume_screen *me)
{
	return me->answer == RETURN_NOTHING   ? me->wrong < WRONG_MOST ? "resume.none" : "resume.help"
	       : me->answer == RETURN_EXPIRED ? "resume.expired"
	       : me->answer == RETURN_NO_FORM ? "resume.no_form"
	                                      : "resume.broken";
}

static enum screen_id open_it(struct scene *s, struct resume_screen *me)
{
	struct visit_place to = {0};

	me->answer = visit_return_by_code(&to, s->visit, me->text);
	me->wrong += me->answer == RETURN_NOTHING && me->wrong < WRONG_MOST;
	if (me->answer != RETURN_DONE)
		return SCREEN_STAY;
	return tour_go_on(s->tour, visit_session(s->visit), &to);
}

static void enter(void *state, struct scene *s)
{
	struct resume_screen *me = state;

	(void)s;
	edit_init(&me->edit, me->text, sizeof me->text);
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct resume_screen *me = state;
	const struct keyboard *k = s->ui->keyboards[KEYBOARD_LATIN];
	struct frame frame = {.next = visit_say(s->visit, "nav.next"), .keep_below_mm = typing_height(s->ui, k)};
	struct field field = {.id = "field:code",
	        .label = visit_say(s->visit, "resume.title"),
	        .ghost = "7K3D9-QMZ4T-...",
	        .edit = &me->edit,
	        .wrong = me->answer != RETURN_DONE};
	struct flow f;
	enum screen_id to;

	me->edit.text = me->text;
	flow_begin(&f, s->ui, &me->pager, frame_top(s, &frame));
	if (me->answer == RETURN_DONE) {
		flow_heading(&f, visit_say(s->visit, "resume.title"));
		if (!ui_is_compact(s->ui) && ui_cap(s->ui) < 6)
			flow_hint(&f, visit_say(s->visit, "resume.hint"));
	} else {
		const char *why = visit_say(s->visit, trouble_key(me));
		struct box box;
		float h = note_height(s->ui, why, f.area.w);

		if (flow_take(&f, h < flow_left(&f) ? h : flow_left(&f), &box))
			ui_note(s->ui, box, ROLE_ERROR, ICON_WARNING, why);
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	typing_draw(s, frame_below(s, &frame), &field, k, &me->keys);
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
		return open_it(s, me);
	case FRAME_BACK:
		return SCREEN_SERVICE;
	default:
		return to;
	}
}

const struct screen screen_resume = {
        .name = "resume", .size = sizeof(struct resume_screen), .in_visit = true, .enter = enter, .draw = draw};
