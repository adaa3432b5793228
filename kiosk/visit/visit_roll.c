/* visit_roll - the meter of this station's roll, opened when somebody first asks or prints. */
#include "sys/log.h"
#include "visit/visit_inside.h"

struct roll *visit_roll(struct visit *v)
{
	struct roll_ops ops;
	int e;

	if (v->roll || !v->world.desk)
		return v->roll;
	e = roll_desk_ops(&ops, v->world.desk);
	if (e == 0)
		e = roll_open(&v->roll, &ops, 0);
	if (e < 0)
		log_surprise(v->world.log, LOG_MODULE, e);
	return v->roll;
}

void visit_roll_seen(struct visit *v, bool near_end, bool ended, int left_mm)
{
	struct roll *roll = near_end || ended || left_mm >= 0 ? visit_roll(v) : NULL;
	int r = 0;

	if (!roll)
		return;
	if (left_mm >= 0)
		r = roll_told(roll, left_mm);
	else if (near_end && !roll_state(roll)->near_end)
		r = roll_near_end(roll);
	else if (ended && roll_state(roll)->known)
		r = roll_ended(roll);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
}
