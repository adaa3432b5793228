#include "visit/fingers.h"

#include <errno.h>

#include "visit/upkeep.h"
#include "visit/visit_inside.h"

bool fingers_lost(const struct visit *v)
{
	return v->world.fingers && v->world.fingers->lost;
}

bool fingers_are_missed(const struct visit *v)
{
	return fingers_lost(v) && v->world.fingers->only;
}

bool fingers_can_be_calibrated(const struct visit *v)
{
	return v->world.fingers && v->world.fingers->own && !v->world.fingers->lost;
}

const char *fingers_name(const struct visit *v)
{
	return v->world.fingers ? v->world.fingers->name : "";
}

unsigned fingers_taps(struct touch_tap *latest, const struct visit *v)
{
	if (!v->world.fingers || v->world.fingers->taps == 0)
		return 0;
	*latest = v->world.fingers->latest;
	return v->world.fingers->taps;
}

int fingers_calibrate(struct visit *v, const struct touch_calibration *c)
{
	if (!upkeep_may(v))
		return err_new(EPERM, "only a technician may calibrate the panel");
	if (!fingers_can_be_calibrated(v))
		return err_new(ENODEV, "this kiosk has no touch panel of its own (--touch sdl), or it is lost");
	return err_up(v->world.fingers->calibrate(v->world.fingers->me, c));
}
