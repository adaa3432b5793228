#include "screens/errand_page.h"

#include "screens/grid.h"
#include "screens/text_page.h"
#include "ui/widgets.h"

static void under_way(struct scene *s, struct flow *f, const struct errand *e)
{
	struct box bar;

	if (e->percent >= 0 && flow_take(f, ui_cap(s->ui) * 1.5f, &bar))
		ui_progress(s->ui, bar, e->percent, 100, ui_printf(s->ui, "%d %%", e->percent));
	flow_space(f, 1.5f);
	flow_hint(f, visit_say(s->visit, "staff.unit.waits"));
	if (*e->say)
		flow_hint(f, e->say);
}

static void stands(struct scene *s, struct flow *f, const struct errand *e)
{
	switch (e->state) {
	case ERRAND_NONE:
		break;
	case ERRAND_ASKED:
	case ERRAND_WORKING:
		under_way(s, f, e);
		break;
	case ERRAND_DONE:
		text_note(s, f, false, visit_say(s->visit, "staff.unit.done"));
		break;
	case ERRAND_FAILED:
		text_note(s, f, true, visit_say(s->visit, "staff.unit.failed"));
		break;
	case ERRAND_UNANSWERED:
		text_note(s, f, true, visit_say(s->visit, "staff.unit.silent"));
		break;
	}
	if (errand_is_over(e) && *e->say)
		flow_hint(f, e->say);
}

void errand_page_draw(struct scene *s, struct flow *f, const struct errand_page *p, enum desk_answer *answer)
{
	const struct errand *e = upkeep_errand(s->visit, p->task);
	bool busy = e->state == ERRAND_ASKED || e->state == ERRAND_WORKING;
	struct button b = {.id = p->id, .label = visit_say(s->visit, p->label), .icon = p->icon, .disabled = busy};

	flow_hint(f, visit_say(s->visit, p->about));
	flow_space(f, 2);
	if (grid_buttons(s, f, &b, 1) == 0)
		*answer = upkeep_begin(s->visit, p->task);
	stands(s, f, upkeep_errand(s->visit, p->task));
	flow_space(f, 5);
}
