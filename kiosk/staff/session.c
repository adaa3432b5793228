#include "staff/session.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/fault.h"
#include "sys/text.h"

/* All of it in locked memory: tokens of badges pass through here. */
struct shift {
	struct staff *staff;
	struct shift_times times;
	enum shift_state state;
	char badge[BADGE_MAX + 1]; /* in the reader now; "" none */
	char new_badge[BADGE_MAX + 1]; /* SWAPPED, ENROL */
	char who[STAFF_TOKEN_MAX + 1]; /* whose badge; in LOCKED whose work waits; "" nobody */
	char work_of[STAFF_TOKEN_MAX + 1]; /* LOCKED and on the way back: whose work waits */
	int64_t work_until_ms;
	struct staff_proof *proof; /* NULL unless proved */
	int64_t until_ms, touched_ms, began_ms;
	bool was_wrong, is_resumed, work_is_gone;
};

int shift_new(struct shift **out, struct staff *staff, const struct shift_times *times)
{
	static const struct shift_times none;
	const struct shift_times *t = times ? times : &none;
	int e = fault("shift.locked_memory", ENOMEM);
	struct shift *s = e || sodium_init() < 0 ? NULL : sodium_malloc(sizeof *s);

	if (!s)
		return err_new(ENOMEM, "no locked memory to work for an officer");
	memset(s, 0, sizeof *s);
	s->staff = staff;
	s->times.lock_ms = t->lock_ms > 0 ? t->lock_ms : 300 * 1000;
	s->times.warn_ms = t->warn_ms > 0 ? t->warn_ms : 30 * 1000;
	s->times.most_ms = t->most_ms > 0 ? t->most_ms : INT64_C(12) * 3600 * 1000;
	s->times.swap_ms = t->swap_ms > 0 ? t->swap_ms : 60 * 1000;
	if (s->times.warn_ms > s->times.lock_ms)
		s->times.warn_ms = s->times.lock_ms;
	*out = s;
	return 0;
}

void shift_free(struct shift *s)
{
	if (!s)
		return;
	staff_proof_free(s->proof);
	sodium_free(s); /* overwrites */
}

/* ---- small steps ------------------------------------------------------------------ */

static void drop_proof(struct shift *s)
{
	staff_proof_free(s->proof);
	s->proof = NULL;
}

static void drop_work(struct shift *s)
{
	if (s->work_of[0])
		s->work_is_gone = true;
	s->work_of[0] = 0;
}

static bool is_proved(const struct shift *s)
{
	return s->state == SHIFT_OPEN || s->state == SHIFT_WARN || s->state == SHIFT_MUST_CHANGE ||
	       s->state == SHIFT_SWAP || s->state == SHIFT_SWAPPED;
}

bool shift_is_open(const struct shift *s)
{
	return s->state == SHIFT_OPEN || s->state == SHIFT_WARN;
}

/* The keys go at once; the work on screen waits for the same person. */
static void lock(struct shift *s, int64_t now_ms)
{
	bool had_work = is_proved(s) && s->state != SHIFT_MUST_CHANGE;

	drop_proof(s);
	wipe(s->new_badge, sizeof s->new_badge);
	if (had_work) {
		memcpy(s->work_of, s->who, sizeof s->work_of);
		s->work_until_ms = now_ms + s->times.lock_ms;
	}
	s->is_resumed = false;
	s->state = s->work_of[0] || s->badge[0] ? SHIFT_LOCKED : SHIFT_AWAY;
	s->until_ms = s->work_until_ms;
}

/* The earliest of quiet time and the whole session's end. */
static int64_t lock_at_ms(const struct shift *s)
{
	int64_t quiet = s->touched_ms + s->times.lock_ms, whole = s->began_ms + s->times.most_ms;

	return quiet < whole ? quiet : whole;
}

static void open_up(struct shift *s, int64_t now_ms)
{
	s->is_resumed = text_is(s->work_of, s->who);
	if (!s->is_resumed)
		drop_work(s);
	s->work_of[0] = 0;
	s->touched_ms = now_ms;
	s->state = SHIFT_OPEN;
	s->until_ms = lock_at_ms(s);
}

/* A badge is in the reader: whose, and may that person try a PIN? */
static void look_up(struct shift *s)
{
	const struct staff_person *p = NULL;
	int r;

	s->who[0] = 0;
	s->was_wrong = false;
	if (!staff_is_sound(s->staff)) {
		s->state = SHIFT_REFUSED;
		return;
	}
	if (staff_is_empty(s->staff)) {
		memcpy(s->new_badge, s->badge, sizeof s->new_badge);
		s->state = SHIFT_ENROL;
		return;
	}
	r = staff_find(&p, s->staff, s->badge, strlen(s->badge));
	if (r) {
		s->state = r == STAFF_REFUSED ? SHIFT_REFUSED : SHIFT_UNKNOWN;
		return;
	}
	memcpy(s->who, p->staff, sizeof s->who);
	if (s->work_of[0] && !text_is(s->work_of, s->who))
		drop_work(s);
	r = staff_wait(&s->until_ms, s->staff, s->who);
	s->state = r == 0               ? SHIFT_PIN_WANTED
	           : r == STAFF_WAIT    ? SHIFT_WAIT
	           : r == STAFF_BLOCKED ? SHIFT_BLOCKED
	                                : SHIFT_REFUSED;
}

/* ---- what happens ------------------------------------------------------------------ */

static void badge_away(struct shift *s, int64_t now_ms)
{
	wipe(s->badge, sizeof s->badge);
	if (s->state == SHIFT_SWAP || s->state == SHIFT_SWAPPED)
		return;
	if (is_proved(s)) {
		lock(s, now_ms);
		return;
	}
	wipe(s->new_badge, sizeof s->new_badge);
	s->state = s->work_of[0] ? SHIFT_LOCKED : SHIFT_AWAY;
	s->until_ms = s->work_until_ms;
}

static void badge_in_swap(struct shift *s, int64_t now_ms)
{
	const struct staff_person *p = NULL;

	if (staff_find(&p, s->staff, s->badge, strlen(s->badge)) == 0 && text_is(p->staff, s->who)) {
		open_up(s, now_ms); /* the own card again: nothing was given */
		return;
	}
	memcpy(s->new_badge, s->badge, sizeof s->new_badge);
	s->state = SHIFT_SWAPPED;
	s->until_ms = now_ms + s->times.swap_ms;
}

enum shift_state shift_badge(struct shift *s, const char *token, int64_t now_ms)
{
	char seen[BADGE_MAX + 1] = "";

	(void)shift_tick(s, now_ms);
	/* A token that is too long is a badge that nobody has: cut, but never to one that somebody could have. */
	if (strlen(token) <= BADGE_MAX)
		memcpy(seen, token, strlen(token) + 1);
	else
		memcpy(seen, "?", 2);
	if (strcmp(seen, s->badge) == 0)
		return s->state;
	if (s->badge[0] || !seen[0])
		badge_away(s, now_ms); /* also when one card follows another without a gap */
	if (seen[0]) {
		memcpy(s->badge, seen, sizeof s->badge);
		if (s->state == SHIFT_SWAP)
			badge_in_swap(s, now_ms);
		else if (s->state != SHIFT_SWAPPED)
			look_up(s);
	}
	wipe(seen, sizeof seen);
	return s->state;
}

enum shift_state shift_pin(struct shift *s, const char *digits, int64_t now_ms)
{
	const struct staff_person *p;
	int r;

	(void)shift_tick(s, now_ms);
	if (s->state != SHIFT_PIN_WANTED)
		return s->state;
	r = staff_prove(&s->proof, s->staff, s->badge, strlen(s->badge), digits);
	if (r) {
		look_up(s);
		s->was_wrong = r == STAFF_WRONG_PIN;
		if (r < 0)
			s->state = SHIFT_REFUSED;
		return s->state;
	}
	s->was_wrong = false;
	s->began_ms = s->touched_ms = now_ms;
	p = staff_of(s->staff, s->who);
	if (p && p->must_change_pin) {
		s->state = SHIFT_MUST_CHANGE;
		s->until_ms = lock_at_ms(s);
	} else {
		open_up(s, now_ms);
	}
	return s->state;
}

int shift_confirm(struct shift *s, const char *digits)
{
	struct staff_proof *proof = NULL;
	int r = shift_is_open(s) ? staff_prove(&proof, s->staff, s->badge, strlen(s->badge), digits) : STAFF_REFUSED;

	staff_proof_free(proof);
	return r;
}

int shift_choose_pin(struct shift *s, const char *digits, int64_t now_ms)
{
	int r;

	(void)shift_tick(s, now_ms);
	if (s->state != SHIFT_MUST_CHANGE && !shift_is_open(s))
		return STAFF_REFUSED;
	s->touched_ms = now_ms;
	r = staff_choose_pin(s->staff, s->proof, digits);
	if (r == 0 && s->state == SHIFT_MUST_CHANGE)
		open_up(s, now_ms);
	return r < 0 ? err_up(r) : r;
}

enum shift_state shift_touch(struct shift *s, int64_t now_ms)
{
	(void)shift_tick(s, now_ms);
	if (s->state == SHIFT_LOCKED && s->badge[0]) {
		look_up(s);
	} else if (s->state == SHIFT_MUST_CHANGE || shift_is_open(s)) {
		s->touched_ms = now_ms;
		s->until_ms = lock_at_ms(s);
		if (shift_is_open(s))
			s->state = now_ms >= s->until_ms - s->times.warn_ms ? SHIFT_WARN : SHIFT_OPEN;
	}
	return s->state;
}

enum shift_state shift_tick(struct shift *s, int64_t now_ms)
{
	if (s->work_of[0] && !is_proved(s) && now_ms >= s->work_until_ms) {
		drop_work(s);
		if (s->state == SHIFT_LOCKED && !s->badge[0])
			s->state = SHIFT_AWAY;
	}
	if (s->state == SHIFT_WAIT && now_ms >= s->until_ms)
		look_up(s);
	if (s->state == SHIFT_OPEN && now_ms >= s->until_ms - s->times.warn_ms)
		s->state = SHIFT_WARN;
	if (is_proved(s) && now_ms >= s->until_ms)
		lock(s, now_ms);
	return s->state;
}

int64_t shift_next_ms(const struct shift *s)
{
	if (s->state == SHIFT_OPEN)
		return s->until_ms - s->times.warn_ms;
	if (s->state == SHIFT_WAIT)
		return s->work_of[0] && s->work_until_ms < s->until_ms ? s->work_until_ms : s->until_ms;
	if (is_proved(s))
		return s->until_ms;
	return s->work_of[0] ? s->work_until_ms : -1;
}

void shift_end(struct shift *s, int64_t now_ms)
{
	if (is_proved(s)) {
		lock(s, now_ms);
		s->work_until_ms = now_ms;
	}
	drop_work(s);
	if (s->state == SHIFT_LOCKED && !s->badge[0])
		s->state = SHIFT_AWAY;
}

/* ---- another badge in the reader --------------------------------------------------------- */

enum shift_state shift_swap(struct shift *s, int64_t now_ms)
{
	(void)shift_tick(s, now_ms);
	if (!shift_is_open(s) || !shift_may(s, ACTION_STAFF, 0))
		return s->state;
	s->state = SHIFT_SWAP;
	s->until_ms = now_ms + s->times.swap_ms;
	return s->state;
}

enum shift_state shift_swap_end(struct shift *s, int64_t now_ms)
{
	const struct staff_person *p = NULL;

	if (s->state == SHIFT_ENROL) {
		wipe(s->new_badge, sizeof s->new_badge);
		look_up(s);
	} else if (s->state == SHIFT_SWAP && s->badge[0] && staff_find(&p, s->staff, s->badge, strlen(s->badge)) == 0 &&
	           text_is(p->staff, s->who)) {
		open_up(s, now_ms); /* the own card never left */
	} else if (s->state == SHIFT_SWAP || s->state == SHIFT_SWAPPED) {
		lock(s, now_ms);
	}
	return s->state;
}

const char *shift_new_badge(const struct shift *s)
{
	return s->state == SHIFT_SWAPPED || s->state == SHIFT_ENROL ? s->new_badge : "";
}

void shift_order(struct staff_order *out, const struct shift *s)
{
	const char *badge = shift_new_badge(s);

	*out = (struct staff_order){.by = is_proved(s) && s->state != SHIFT_MUST_CHANGE ? s->who : NULL,
	        .desk_key = shift_desk_key(s),
	        .badge = *badge ? badge : NULL,
	        .n_badge = strlen(badge)};
}

/* ---- how it stands -------------------------------------------------------------------------- */

enum shift_state shift_state(const struct shift *s)
{
	return s->state;
}

int64_t shift_until_ms(const struct shift *s)
{
	return s->until_ms;
}

bool shift_was_wrong(const struct shift *s)
{
	return s->was_wrong;
}

bool shift_is_resumed(const struct shift *s)
{
	return shift_is_open(s) && s->is_resumed;
}

bool shift_work_is_gone(struct shift *s)
{
	bool gone = s->work_is_gone;

	s->work_is_gone = false;
	return gone;
}

const struct staff_person *shift_who(const struct shift *s)
{
	return is_proved(s) ? staff_of(s->staff, s->who) : NULL;
}

bool shift_may(const struct shift *s, enum role_action action, uint16_t kind)
{
	const struct staff_person *p = shift_is_open(s) ? shift_who(s) : NULL;

	return p && role_may(p->roles, action, kind);
}

const struct key_secret *shift_desk_key(const struct shift *s)
{
	return shift_is_open(s) || s->state == SHIFT_SWAPPED || s->state == SHIFT_SWAP ? staff_proof_key(s->proof)
	                                                                               : NULL;
}

bool shift_holds_secrets(const struct shift *s)
{
	return s->proof != NULL;
}
