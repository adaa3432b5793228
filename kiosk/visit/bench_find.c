/* bench_find - what the station itself can tell about a step, and the little a step asks of the world. */
#include <stdio.h>
#include <string.h>

#include "drivers/speech.h"
#include "sys/file.h"
#include "sys/log.h"
#include "visit/bench_inside.h"
#include "visit/duty_inside.h"
#include "visit/panel_truth.h"
#include "visit/upkeep.h"

/* systemd-timesyncd makes it when the network has set the clock. */
#define TIME_SET "/run/systemd/timesync/synchronized"

static enum check_verdict of(bool well)
{
	return well ? CHECK_PASSED : CHECK_FAILED;
}

static enum check_verdict find_place(char *out, const struct bench *b)
{
	const int *mm = b->place_mm;
	bool well = mm[PLACE_LOWEST] < mm[PLACE_HIGHEST];

	for (int i = 0; i < PLACES; i++)
		well = well && mm[i] >= bench_limit((enum bench_place)i)->least_mm &&
		       mm[i] <= bench_limit((enum bench_place)i)->most_mm;
	(void)snprintf(out, BENCH_FOUND_ROOM, "screen %d to %d mm, keys %d mm, %d mm deep, knees %d x %d x %d mm",
	        mm[PLACE_LOWEST], mm[PLACE_HIGHEST], mm[PLACE_KEYS], mm[PLACE_DEEP], mm[PLACE_KNEE_WIDE],
	        mm[PLACE_KNEE_HIGH], mm[PLACE_KNEE_DEEP]);
	return of(well);
}

static enum check_verdict find_panel(char *out, const struct visit *v)
{
	struct panel_truth t;

	panel_truth(&t, v);
	(void)snprintf(out, BENCH_FOUND_ROOM, "%d x %d dots, %.1f x %.1f mm, %s", t.width_px, t.height_px,
	        (double)t.width_mm, (double)t.height_mm, t.measured ? "measured here" : "not measured");
	return of(t.measured);
}

static enum check_verdict find_calibration(char *out, const struct visit *v)
{
	const struct fingers *f = v->world.fingers;

	if (!f || !f->own) {
		(void)snprintf(out, BENCH_FOUND_ROOM, "the window gives the fingers");
		return CHECK_UNKNOWN;
	}
	if (f->calibrated)
		(void)snprintf(out, BENCH_FOUND_ROOM, "residual %.1f mm, at most %.1f", (double)f->residual_mm,
		        (double)TOUCH_RESIDUAL_MOST_MM);
	else
		(void)snprintf(out, BENCH_FOUND_ROOM, "not calibrated");
	return of(f->calibrated && f->residual_mm <= TOUCH_RESIDUAL_MOST_MM);
}

static enum check_verdict find_network(char *out, struct visit *v)
{
	struct store_counts c = {0};

	if (!v->world.store || store_count(&c, v->world.store) != 0) {
		(void)snprintf(out, BENCH_FOUND_ROOM, "the store is not open");
		return CHECK_FAILED;
	}
	(void)snprintf(out, BENCH_FOUND_ROOM, "%lld wait, %lld sent, %lld confirmed", (long long)c.waiting,
	        (long long)c.sent, (long long)c.confirmed);
	return c.confirmed > 0 && c.waiting == 0 ? CHECK_PASSED : CHECK_UNKNOWN;
}

static enum check_verdict find_checks(char *out, struct visit *v)
{
	const struct check_list *l = upkeep_checks(v);
	size_t n[3] = {0}, at = 0;
	char codes[64] = "";

	for (size_t i = 0; i < l->n; i++)
		n[l->rows[i].verdict]++;
	for (size_t i = 0; i < l->n && at + 8 < sizeof codes; i++)
		if (l->rows[i].verdict == CHECK_FAILED)
			at += (size_t)snprintf(codes + at, sizeof codes - at, "%s%.6s", at ? " " : "", l->rows[i].code);
	if (at)
		(void)snprintf(out, BENCH_FOUND_ROOM, "%zu pass, %zu fail, %zu unknown; see %s", n[CHECK_PASSED],
		        n[CHECK_FAILED], n[CHECK_UNKNOWN], codes);
	else
		(void)snprintf(out, BENCH_FOUND_ROOM, "%zu pass, %zu fail, %zu unknown", n[CHECK_PASSED],
		        n[CHECK_FAILED], n[CHECK_UNKNOWN]);
	return of(n[CHECK_FAILED] == 0);
}

/* Rows of the diagnostics whose name begins so; the first of the worst is told. */
static enum check_verdict find_rows(char *out, struct visit *v, const char *begin)
{
	const struct check_list *l = upkeep_checks(v);
	enum check_verdict worst = CHECK_UNKNOWN;

	(void)snprintf(out, BENCH_FOUND_ROOM, "none was set");
	for (size_t i = 0; i < l->n; i++) {
		const struct check *c = &l->rows[i];

		if (strncmp(c->name, begin, strlen(begin)) != 0 || worst == CHECK_FAILED)
			continue;
		(void)snprintf(out, BENCH_FOUND_ROOM, "%.6s%s%.100s", c->code, *c->code ? " " : "", c->found);
		worst = c->verdict;
	}
	return worst;
}

static enum check_verdict find_time(char *out, struct visit *v)
{
	bool set = visit_health(v) != VISIT_NO_CLOCK;

	if (bench_time_is_sure(v))
		(void)snprintf(out, BENCH_FOUND_ROOM, "%s, set by the network", bench_time(v));
	else
		(void)snprintf(out, BENCH_FOUND_ROOM, "%s, the machine's own clock", bench_time(v));
	return set ? CHECK_UNKNOWN : CHECK_FAILED;
}

/* A card that was read once is no proof that the next one is. */
static enum check_verdict find_badge(char *out, const struct visit *v)
{
	bool again = v->benches->card == CARD_CAME_AGAIN;

	(void)snprintf(out, BENCH_FOUND_ROOM, "%s",
	        !v->world.has_badge ? "no reader was set"
	        : again             ? "the card was taken away, and read again"
	                            : "the card was not taken away and laid down again yet");
	return !v->world.has_badge ? CHECK_UNKNOWN : of(again);
}

static enum check_verdict find_sound(char *out, const struct visit *v)
{
	static const char *const ears[] = {
	        "no ear apart", "the left ear apart", "the right ear apart", "each ear apart"};
	unsigned tried = v->benches->ears >> BENCH_LEFT_EAR & 3;

	(void)snprintf(
	        out, BENCH_FOUND_ROOM, "visits begin at %d per cent; spoken into: %s", bench_loudness(v), ears[tried]);
	return CHECK_UNKNOWN;
}

enum check_verdict bench_find(char out[BENCH_FOUND_ROOM], struct visit *v, enum bench_run run, enum bench_step step)
{
	const struct bench *b = bench(v, run);

	out[0] = '\0';
	if (!b)
		return CHECK_FAILED;
	switch (step) {
	case BENCH_PLACE:
		return find_place(out, b);
	case BENCH_PANEL:
		return find_panel(out, v);
	case BENCH_CALIBRATION:
		return find_calibration(out, v);
	case BENCH_SLIP:
		return find_rows(out, v, "printer.link");
	case BENCH_KEYS:
		return find_rows(out, v, "keypad.");
	case BENCH_BELL:
		return find_rows(out, v, "bell.");
	case BENCH_SWITCHES:
		return find_rows(out, v, "tamper.");
	case BENCH_NETWORK:
		return find_network(out, v);
	case BENCH_TIME:
		return find_time(out, v);
	case BENCH_ENROLMENT:
		(void)snprintf(out, BENCH_FOUND_ROOM, "station %s, staff %s",
		        v->world.station ? v->world.station->code : "-", duty_code(v));
		return of(v->world.station != NULL && *duty_code(v));
	case BENCH_BADGE:
		return find_badge(out, v);
	case BENCH_SOUND:
		return find_sound(out, v);
	case BENCH_CHECKS:
		return find_checks(out, v);
	default:
		return CHECK_UNKNOWN;
	}
}

/* ---- what steps need ------------------------------------------------------------------------------- */

void bench_say(struct visit *v, const char *text, int loudness, enum bench_ear ear)
{
	static const enum speech_ear ears[] = {[BENCH_BOTH_EARS] = SPEECH_BOTH_EARS,
	        [BENCH_LEFT_EAR] = SPEECH_LEFT_EAR,
	        [BENCH_RIGHT_EAR] = SPEECH_RIGHT_EAR};

	if (!upkeep_may(v) || !v->world.speech)
		return;
	speech_set_loudness(v->world.speech, loudness);
	speech_set_ear(v->world.speech, ears[ear]);
	speech_say(v->world.speech, visit_language(v), text, SPEECH_PUBLIC);
	speech_set_ear(v->world.speech, SPEECH_BOTH_EARS);
	if (v->benches)
		v->benches->ears |= 1u << ear;
}

int bench_loudness(const struct visit *v)
{
	return v->world.loudness ? v->world.loudness(v->world.me) : BENCH_LOUDNESS_MOST;
}

enum desk_answer bench_keep_loudness(struct visit *v, int loudness)
{
	int e;

	if (!upkeep_may(v))
		return DESK_DENIED;
	if (loudness < BENCH_LOUDNESS_LEAST || loudness > BENCH_LOUDNESS_MOST)
		return DESK_BAD_TEXT;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	e = v->world.set_loudness ? v->world.set_loudness(v->world.me, loudness) : 0;
	if (e)
		log_surprise(v->world.log, LOG_MODULE, e);
	return e ? DESK_TROUBLE : DESK_DONE;
}

void bench_card_wanted(struct visit *v)
{
	if (v->benches && v->benches->card == CARD_NOT_WANTED)
		v->benches->card = CARD_LIES;
}

void bench_card(struct visit *v, bool there)
{
	struct benches *b = v->benches;

	if (b && b->card == CARD_LIES && !there)
		b->card = CARD_IS_AWAY;
	else if (b && b->card == CARD_IS_AWAY && there)
		b->card = CARD_CAME_AGAIN;
}

void bench_lamp(struct visit *v, int lamp)
{
	if (upkeep_may(v) && v->world.lamp)
		v->world.lamp(v->world.me, lamp);
}

unsigned bench_keys(struct visit *v, bool watch)
{
	return upkeep_may(v) && v->world.keys ? v->world.keys(v->world.me, watch) : 0;
}

const char *bench_time(struct visit *v)
{
	return visit_moment_in(v, visit_language(v), clock_wall_ms(v->world.clock));
}

bool bench_time_is_sure(const struct visit *v)
{
	(void)v;
	return file_exists(TIME_SET);
}
