#include "visit/plugs.h"

#include "drivers/bell.h"
#include "sys/log.h"
#include "visit/duty.h"
#include "visit/guard_inside.h"
#include "visit/visit_inside.h"

static void write_waiting(struct visit *v)
{
	struct plugs *p = &v->plugs;

	for (int i = 0; i < EVENT_PLUGS; i++) {
		struct event_pull pull = {(enum event_plug)i, p->during[i], p->alarm >> i & 1};

		if (!(p->unwritten >> i & 1))
			continue;
		if (!guard_has_log(v) || !guard_written(v, event_log_pulled(v->guard.log, &pull)))
			return;
		p->unwritten &= ~(1U << i);
	}
	if (p->answer_unwritten && guard_has_log(v) && guard_written(v, event_log_answered(v->guard.log)))
		p->answer_unwritten = false;
}

void plugs_wake(struct visit *v)
{
	write_waiting(v);
}

void plugs_pulled(struct visit *v, enum event_plug plug, enum event_during during)
{
	struct plugs *p = &v->plugs;
	bool alarm = !duty_is_open(v);
	unsigned bit = 1U << plug;

	if (duty_may(v, ACTION_TECHNICIAN, 0))
		return;
	log_warn(v->world.log, "pulled out (%s): %s%s", event_during_name(during), event_plug_name(plug),
	        alarm ? ": the bell sounds until a badge is shown" : "");
	p->during[plug] = during;
	p->unwritten |= p->alarm & bit ? 0 : bit;
	p->out |= bit;
	p->alarm |= alarm ? bit : 0;
	write_waiting(v);
}

void plugs_back(struct visit *v, enum event_plug plug)
{
	struct plugs *p = &v->plugs;
	unsigned bit = 1U << plug;

	if (!(p->out & bit))
		return;
	p->out &= ~bit;
	log_info(v->world.log, "plugged in again: %s", event_plug_name(plug));
	if (!(p->alarm & bit) && guard_has_log(v))
		(void)guard_written(v, event_log_plugged(v->guard.log, plug));
}

void plugs_answered(struct visit *v)
{
	struct plugs *p = &v->plugs;

	if (!p->alarm)
		return;
	log_info(v->world.log, "a badge was shown: the alarm of a pulled plug ends");
	write_waiting(v);
	p->alarm = 0;
	p->answer_unwritten = true;
	write_waiting(v);
}

void plugs_visit_over(struct visit *v)
{
	if (!v->world.has_badge)
		v->plugs.alarm = 0;
}

bool plugs_is_alarm(const struct visit *v)
{
	return v->plugs.alarm != 0;
}

bool plugs_is_heard(const struct visit *v)
{
	return plugs_is_alarm(v) && bell_works(v->world.bell);
}

unsigned plugs_out(const struct visit *v)
{
	return v->plugs.out | v->plugs.alarm;
}
