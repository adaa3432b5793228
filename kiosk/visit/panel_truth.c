#include "visit/panel_truth.h"

#include "sys/log.h"
#include "visit/upkeep.h"
#include "visit/visit_inside.h"

void panel_truth(struct panel_truth *out, const struct visit *v)
{
	*out = (struct panel_truth){0};
	if (v->world.panel)
		v->world.panel(v->world.me, out);
}

static bool is_possible(float mm)
{
	return mm >= (float)PANEL_LEAST_MM && mm <= (float)PANEL_MOST_MM;
}

enum desk_answer panel_truth_set(struct visit *v, float width_mm, float height_mm)
{
	int e;

	if (!upkeep_may(v))
		return DESK_DENIED;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	if (!is_possible(width_mm) || !is_possible(height_mm))
		return DESK_BAD_TEXT;
	e = v->world.set_panel ? v->world.set_panel(v->world.me, width_mm, height_mm)
	                       : err_new(0, "this kiosk can not keep the size of its panel");
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		return DESK_TROUBLE;
	}
	log_info(v->world.log, "a technician measured the panel: %.1f x %.1f mm", (double)width_mm, (double)height_mm);
	return DESK_DONE;
}
