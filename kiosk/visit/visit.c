#include "visit/newcomer.h"
#include "visit/visit.h"

#include <errno.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "drivers/bell.h"
#include "store/floor.h"
#include "sys/log.h"
#include "sys/text.h"
#include "sys/zone.h"
#include "visit/desk_work_inside.h"
#include "visit/duty_inside.h"
#include "visit/fingers.h"
#include "visit/guard.h"
#include "visit/plugs.h"
#include "visit/press.h"
#include "visit/bench.h"
#include "visit/manual.h"
#include "visit/show_proof.h"
#include "visit/upkeep.h"
#include "visit/visit_update.h"

enum { STARTED_TOLD_MS = 24 * 3600 * 1000 };

int visit_new(struct visit **out, const struct visit_world *world)
{
	struct visit *v = calloc(1, sizeof *v);
	int e;

	if (!v)
		return err_new(ENOMEM, "no memory for a visit");
	v->world = *world;
	v->serving = -1;
	v->began_ms = clock_mono_ms(world->clock);
	e = visit_words_load(v);
	if (e) {
		visit_free(v);
		return err_up(e);
	}
	*out = v;
	return 0;
}

void visit_free(struct visit *v)
{
	if (!v)
		return;
	v->draft.program_ends = true;
	visit_wipe(v, true);
	drafts_close(v->draft.all);
	loop_cancel(v->world.loop, v->warming);
	press_drop_all(v);
	fingers_free(v);
	manual_free(v);
	show_proof_free(v);
	bench_free(v);
	upkeep_free(v);
	visit_update_free(v);
	event_log_close(v->guard.log);
	duty_free(v);
	journal_close(v->journal);
	roll_close(v->roll);
	packs_close(v->packs);
	visit_services_free(v);
	visit_words_free(v);
	fonts_close(v->paper_fonts);
	fonts_close(v->page_fonts);
	wipe(v, sizeof *v);
	free(v);
}

/* A bell that is heard rings until a badge answers it, also when whoever rang walked away: they may need somebody still.
 * Nothing on the screen tells the next one that anybody rang. */
static void call_outlives(struct visit *v)
{
	if (!v->world.bell || !v->world.has_badge || !bell_is_ringing(v->world.bell))
		visit_dismiss_human(v);
	v->bell_failed = v->calls = false;
}

void visit_wipe(struct visit *v, bool stop)
{
	call_outlives(v);
	visit_draft_over(v);
	plugs_visit_over(v);
	visit_forget_voice(v);
	visit_paper_end(v, stop);
	handing_end(v);
	if (stop) {
		duty_end(v); /* a card that still lies there opens nothing */
		(void)duty_work_is_gone(v);
	}
	desk_work_forget(v);
	wipe(&v->completing, sizeof v->completing);
	wipe(v->reading, sizeof v->reading);
	session_free(v->session);
	v->session = NULL;
	v->serving = -1;
	v->at_desk = false;
	visit_deeds_forget(v);
	v->chosen = 0;
	v->saved = false;
	v->print_wanted = false;
	wipe(&v->kept, sizeof v->kept);
	wipe(v->record_id, sizeof v->record_id);
	wipe(v->said, sizeof v->said);
	wipe(v->date, sizeof v->date);
}

static enum visit_health health_of_store(struct visit *v)
{
	switch (store_ready(v->world.store)) {
	case 0:
		return VISIT_WELL;
	case STORE_FULL:
		(void)text_copy(v->why, sizeof v->why, store_why(v->world.store));
		return VISIT_FULL;
	case STORE_SICK:
		(void)text_copy(v->why, sizeof v->why, store_why(v->world.store));
		return VISIT_NO_STORE;
	default:
		(void)text_copy(v->why, sizeof v->why, err_why());
		return VISIT_NO_STORE;
	}
}

static bool clock_is_set(struct visit *v)
{
	struct civil c = zone_civil(v->world.zone, clock_wall_ms(v->world.clock));

	if (clock_wall_ms(v->world.clock) >= FLOOR_BUILT_FOR_MS)
		return true;
	(void)snprintf(v->why, sizeof v->why,
	        "the clock says %04d-%02d-%02d: set it (timedatectl set-time), or let it reach a time server", c.year,
	        c.month, c.day);
	return false;
}

enum visit_health visit_health(struct visit *v)
{
	enum visit_health h;

	v->why[0] = 0;
	if (guard_blocks(v)) {
		guard_why(v->why, sizeof v->why, v);
		return VISIT_OPENED;
	}
	if (!v->world.station || !v->world.store) {
		(void)text_copy(v->why, sizeof v->why, v->world.trouble ? v->world.trouble : "");
		if (!v->world.station && newcomer_is_in_memory(v->why, sizeof v->why, v))
			return VISIT_NO_STORE;
		return v->world.station ? VISIT_NO_STORE : VISIT_NO_STATION;
	}
	h = health_of_store(v);
	if (h == VISIT_WELL && v->services_loaded && v->n_services == 0) {
		(void)text_copy(v->why, sizeof v->why, "no form in the content folder can be offered; see the log");
		return VISIT_NO_SERVICE;
	}
	if (h == VISIT_WELL && fingers_are_missed(v)) {
		(void)snprintf(v->why, sizeof v->why,
		        "the touch panel%s%s does not answer: look at its cable; it is taken up again by itself",
		        *fingers_name(v) ? " " : "", fingers_name(v));
		return VISIT_NO_TOUCH;
	}
	if (h == VISIT_WELL && !clock_is_set(v))
		return VISIT_NO_CLOCK;
	return h;
}

const char *visit_health_why(const struct visit *v)
{
	return v->why;
}

/* Each cause of being out of service is looked at anew: it may have been mended meanwhile. */
void visit_try_again(struct visit *v)
{
	int r = v->world.store ? store_try_again(v->world.store) : 0;

	if (!v->world.store && v->world.open_again)
		v->world.open_again(v->world.me, &v->world);
	if (v->n_services == 0)
		visit_services_again(v);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
}

bool visit_is_demonstration(const struct visit *v)
{
	return v->world.station && v->world.station->demonstration;
}

/* ---- a human, please ------------------------------------------------------------------ */

void visit_call_human(struct visit *v)
{
	int e = bell_ring(v->world.bell);

	v->bell_failed = e != 0;
	v->calls = true;
	if (e)
		log_surprise(v->world.log, LOG_MODULE, e);
}

void visit_dismiss_human(struct visit *v)
{
	if (v->world.bell)
		bell_answer(v->world.bell);
	v->bell_failed = v->calls = false;
}

bool visit_human_is_called(const struct visit *v)
{
	return v->calls && bell_is_ringing(v->world.bell);
}

bool visit_human_possible(const struct visit *v)
{
	return bell_works(v->world.bell);
}

bool visit_human_has_no_bell(const struct visit *v)
{
	return bell_is_none(v->world.bell);
}

bool visit_human_failed(const struct visit *v)
{
	return v->calls && (bell_is_called(v->world.bell) ? !bell_works(v->world.bell) : v->bell_failed);
}

const char *visit_started_badly(const struct visit *v)
{
	return clock_mono_ms(v->world.clock) - v->began_ms < STARTED_TOLD_MS ? v->world.started : NULL;
}

/* ---- time -------------------------------------------------------------------------------- */

void visit_today(const struct visit *v, int *year, int *month, int *day)
{
	struct civil c = zone_civil(v->world.zone, clock_wall_ms(v->world.clock));

	*year = c.year;
	*month = c.month;
	*day = c.day;
}

const char *visit_saved_at(struct visit *v)
{
	return visit_moment_in(v, visit_language(v), v->kept.created_ms);
}
