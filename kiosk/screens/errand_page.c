#include "screens/errand_page.h"

#include "screens/code_page.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "ui/widgets.h"
#include "visit/duty.h"

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

/* The manual's own words for it; the unit's sentence, which is English, where the manual has none, or staff read English. */
static const char *ended(struct scene *s, struct flow *f, const struct errand *e, const char *id)
{
	const char *code = e->state == ERRAND_UNANSWERED ? UPKEEP_SILENT : e->code;
	const char *title = code_page_title(s, code);

	text_note(s, f, e->state != ERRAND_DONE,
	        visit_say(s->visit, e->state == ERRAND_DONE     ? "staff.unit.done"
	                            : e->state == ERRAND_FAILED ? "staff.unit.failed"
	                                                        : "staff.unit.silent"));
	if (title && e->state != ERRAND_UNANSWERED)
		flow_text(f, title, 0, true, PAINT_INK);
	if (*e->say && (!title || duty_in_english(s->visit)))
		flow_hint(f, e->say);
	flow_space(f, 2);
	return code_page_button(s, f, ui_printf(s->ui, "page:%s", id), code) ? code : NULL;
}

const char *errand_page_draw(struct scene *s, struct flow *f, const struct errand_page *p, enum desk_answer *answer)
{
	const struct errand *e = upkeep_errand(s->visit, p->task);
	bool busy = e->state == ERRAND_ASKED || e->state == ERRAND_WORKING;
	struct button b = {.id = p->id, .label = visit_say(s->visit, p->label), .icon = p->icon, .disabled = busy};
	const char *page = NULL;

	flow_keep(f, ui_cap(s->ui) * 4 + button_height(s->ui)); /* what a button does stands above it */
	flow_hint(f, visit_say(s->visit, p->about));
	flow_space(f, 2);
	if (grid_buttons(s, f, &b, 1) == 0)
		*answer = upkeep_begin(s->visit, p->task);
	e = upkeep_errand(s->visit, p->task);
	if (errand_is_over(e))
		page = ended(s, f, e, p->id);
	else if (e->state != ERRAND_NONE)
		under_way(s, f, e);
	flow_space(f, 5);
	return page;
}

const char *errand_page_none(struct scene *s, struct flow *f)
{
	text_note(s, f, true, visit_say(s->visit, "staff.unit.none"));
	return code_page_button(s, f, NULL, UPKEEP_NO_UNITS) ? UPKEEP_NO_UNITS : NULL;
}
