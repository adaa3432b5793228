#include "screens/code_page.h"

#include "screens/grid.h"
#include "sys/text.h"
#include "visit/manual.h"

bool code_page_button(struct scene *s, struct flow *f, const char *id, const char *code)
{
	struct button b = {.id = id ? id : ui_printf(s->ui, "page:%s", code),
	        .label = ui_printf(s->ui, "%s %s", visit_say(s->visit, "staff.manual.open"), code),
	        .icon = ICON_DOCUMENT};
	bool pressed;

	if (!*code || !manual_has(s->visit, code))
		return false;
	pressed = grid_buttons(s, f, &b, 1) == 0;
	flow_space(f, 3);
	return pressed;
}

enum screen_id code_page_open(struct scene *s, const char *code, enum screen_id from)
{
	(void)text_copy(s->tour->manual_page, sizeof s->tour->manual_page, code);
	s->tour->from = from;
	return SCREEN_MANUAL;
}

const char *code_page_title(struct scene *s, const char *code)
{
	const struct manual_entry *all;
	int n = manual_entries(&all, s->visit);

	for (int i = 0; i < n; i++)
		if (text_is(all[i].code, code))
			return ui_printf(s->ui, "%s  %s", code, all[i].title);
	return NULL;
}
