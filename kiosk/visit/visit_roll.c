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
