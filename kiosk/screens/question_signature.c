/* question_signature - a signature by a finger; whoever can not goes on without: the form asks for a tick as well. */
#include "screens/grid.h"
#include "screens/question.h"
#include "screens/signature_pad.h"

static bool fits(const struct question *q)
{
	return question_is_signature(q);
}

static bool draw(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	struct button clear = {.id = "clear", .label = visit_say(s->visit, "sign.clear"), .icon = ICON_CROSS};

	(void)q;
	flow_keep(f, button_height(s->ui) + SIGNATURE_PAD_MM + 4);
	if (grid_buttons(s, f, &clear, 1) == 0) {
		wipe(a->text, sizeof a->text);
		s->ui->reacted = true;
	}
	signature_pad(s, f, visit_say(s->visit, "sign.here"), a->text, PAD_PATH_MAX, &a->pen_down);
	return false;
}

static int store(struct scene *s, struct asking *a, const struct question *q)
{
	return session_set(visit_session(s->visit), q->id, a->text);
}

const struct widget widget_signature = {.fits = fits, .draw = draw, .store = store};
