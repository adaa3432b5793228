#include "visit/visit_deeds.h"

#include "drivers/bell.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/duty.h"
#include "visit/visit_inside.h"

enum {
	AT_ONCE = DEED_VOICE | DEED_LARGE | DEED_CONTRAST,
	FOR_THE_DESK = DEED_ALONE | DEED_CHILD,
	TOLD_MS = 3600 * 1000
};

static void ease(struct visit *v, const struct deeds_turn *turn)
{
	if (turn->on & DEED_EASY && text_is(visit_language(v), "nl"))
		v->deeds.eased = visit_set_language(v, "nl-easy") == 0;
	if (turn->off & DEED_EASY && v->deeds.eased && text_is(visit_language(v), "nl-easy")) {
		(void)!visit_set_language(v, "nl");
		v->deeds.eased = false;
	}
}

/* As visit_call_human(), but for the screen: nothing there says that anybody was called. */
static void ring_alone(struct visit *v)
{
	int e = bell_ring(v->world.bell);

	if (e)
		log_surprise(v->world.log, LOG_MODULE, e);
}

static void call(struct visit *v, unsigned on)
{
	if (on & FOR_THE_DESK) {
		v->deeds.told |= on & FOR_THE_DESK;
		v->deeds.told_ms = clock_mono_ms(v->world.clock);
	}
	if (duty_is_open(v))
		return;
	if (on & DEED_CALL && !visit_human_is_called(v))
		visit_call_human(v);
	else if (on & DEED_ALONE)
		ring_alone(v);
}

struct deeds_turn visit_deeds(struct visit *v, bool left)
{
	struct deeds_turn turn = {0};
	unsigned asked = left ? ~0u : AT_ONCE, want;

	if (!v->session || v->at_desk || v->completing.on)
		return turn;
	want = session_deeds(v->session) & asked;
	turn.on = want & ~v->deeds.now;
	turn.off = v->deeds.now & asked & ~want;
	v->deeds.now = (v->deeds.now & ~asked) | want;
	ease(v, &turn);
	call(v, turn.on);
	return turn;
}

void visit_deeds_forget(struct visit *v)
{
	v->deeds.now = 0;
	v->deeds.eased = false;
}

bool visit_tells_desk(struct visit *v, unsigned deed)
{
	if (v->deeds.told && clock_mono_ms(v->world.clock) - v->deeds.told_ms > TOLD_MS)
		v->deeds.told = 0;
	return v->deeds.told & deed;
}

void visit_desk_knows(struct visit *v)
{
	v->deeds.told = 0;
}
