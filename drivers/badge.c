#include "drivers/badge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/badge_inside.h"
#include "sys/buf.h"
#include "sys/text.h"

#define LOG_MODULE "badge"

enum { REPEATS_FROM = 2 };

static const struct badge_kind_ops *const kinds[] = {
        &badge_none, &badge_twin, &badge_hid, &badge_serial, &badge_replay, &badge_fifo};

static const struct badge_kind_ops *kind_of(const char *uri)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t n = strlen(kinds[i]->scheme);

		if (strncmp(uri, kinds[i]->scheme, n) == 0 && (uri[n] == 0 || uri[n] == ':'))
			return kinds[i];
	}
	return NULL;
}

int badge_check(const char *uri)
{
	const struct badge_kind_ops *ops = kind_of(uri);

	if (!ops)
		return err_new(EINVAL,
		        "'%.60s' is no badge reader; it is none, twin, hid:PATH, hid:auto, serial:/dev/ttyX,9600, replay:FILE "
		        "or fifo:PATH",
		        uri);
	return err_up(ops->check(uri));
}

/* ---- what card is there ------------------------------------------------------------------ */

static int64_t now_ms(const struct badge *b)
{
	return clock_mono_ms(b->setup.clock);
}

static int take_away(struct badge *b)
{
	loop_cancel(b->setup.loop, b->timer);
	b->timer = 0;
	if (!b->status.card)
		return 0;
	wipe(b->card, sizeof b->card);
	b->status.card = false;
	return err_up(b->setup.on_token(b->setup.me, ""));
}

/* Silent for so long? Each time that the card is seen the wait begins anew, without a timer of its own. */
static int on_silence(void *me)
{
	struct badge *b = me;
	int64_t left = b->seen_ms + b->setup.away_ms - now_ms(b);

	b->timer = 0;
	if (left <= 0)
		return err_up(take_away(b));
	b->timer = loop_after(b->setup.loop, left, on_silence, b);
	return b->timer < 0 ? err_up(b->timer) : 0;
}

static bool goes_by_silence(const struct badge *b)
{
	return b->repeated >= REPEATS_FROM && !b->reading.tells_away;
}

static bool reads_once(const struct badge *b)
{
	return b->repeated < REPEATS_FROM && !b->reading.tells_away;
}

static int wait_for_silence(struct badge *b)
{
	if (!goes_by_silence(b)) {
		loop_cancel(b->setup.loop, b->timer);
		b->timer = 0;
		return 0;
	}
	if (b->timer == 0)
		b->timer = loop_after(b->setup.loop, b->setup.away_ms, on_silence, b);
	return b->timer < 0 ? err_up(b->timer) : 0;
}

/* The card that is there was seen once more. */
static int came_again(struct badge *b, int64_t after_ms)
{
	int r;

	if (b->repeated < REPEATS_FROM)
		b->repeated = after_ms <= BADGE_REPEAT_MS ? b->repeated + 1 : 0;
	if (!reads_once(b) || after_ms <= BADGE_SAME_MS)
		return err_up(wait_for_silence(b));
	r = b->setup.on_again(b->setup.me, b->card);
	if (r == BADGE_LEFT) {
		wipe(b->card, sizeof b->card);
		b->status.card = false;
		r = 0;
	}
	return err_up(r);
}

/* token is not ours to keep: a copy of it is made, and wiped with the card. */
static int came(struct badge *b, const char *token)
{
	int64_t before = b->seen_ms;
	int e;

	b->seen_ms = now_ms(b);
	if (b->status.card && text_is(b->card, token))
		return err_up(came_again(b, b->seen_ms - before));
	wipe(b->card, sizeof b->card);
	(void)text_copy(b->card, sizeof b->card, token);
	b->status.card = true;
	b->status.cards++;
	e = wait_for_silence(b);
	return e ? err_up(e) : err_up(b->setup.on_token(b->setup.me, b->card));
}

int badge_found(struct badge *b, enum badge_found found)
{
	char token[BADGE_TOKEN_MAX + 1];
	bool other;
	int e;

	b->status.bad_sum += found == BADGE_BAD_SUM;
	b->status.bad_length += found == BADGE_BAD_LENGTH;
	b->status.bad_signs += found == BADGE_BAD_SIGNS;
	b->status.bad_pace += found == BADGE_BAD_PACE;
	if (found != BADGE_CAME && found != BADGE_WENT)
		return 0;
	memcpy(token, b->reading.token, sizeof token);
	wipe(b->reading.token, sizeof b->reading.token);
	other = *token && !text_is(token, b->card);
	if (found == BADGE_CAME)
		e = came(b, token);
	else
		e = other ? 0 : take_away(b); /* another card than the one that counts went */
	wipe(token, sizeof token);
	return err_up(e);
}

int badge_is_here(struct badge *b, bool here)
{
	int e = 0;

	badge_read_forget(&b->reading);
	if (here == (b->status.presence == DEVICE_THERE))
		return 0;
	b->status.presence = here ? DEVICE_THERE : DEVICE_GONE;
	if (!here) {
		b->reading.tells_away = false; /* perhaps another reader comes */
		b->repeated = 0;
		b->status.gone++;
		log_warn(b->setup.log, "the badge reader is gone: no officer can be known until it is back");
		e = take_away(b);
	} else {
		log_info(b->setup.log, "the badge reader is here");
	}
	if (b->setup.changed)
		b->setup.changed(b->setup.me);
	return err_up(e);
}

/* ---- opened, closed, asked ------------------------------------------------------------------ */

int badge_open(struct badge **out, const struct badge_setup *setup)
{
	int e = badge_check(setup->uri);
	struct badge *b;

	if (e)
		return err_up(e);
	b = calloc(1, sizeof *b);
	if (!b)
		return err_new(ENOMEM, "no memory for the badge reader");
	b->setup = *setup;
	b->uri = strdup(setup->uri);
	e = b->uri ? 0 : err_new(ENOMEM, "no memory for the badge reader");
	if (e == 0) {
		const char *colon = strchr(b->uri, ':');

		b->ops = kind_of(b->uri);
		b->setup.uri = b->uri;
		b->where = colon ? colon + 1 : "";
		b->status.presence = DEVICE_GONE;
		e = b->ops->open(b);
	}
	if (e) {
		free(b->uri);
		free(b);
		return err_up(e);
	}
	*out = b;
	return 0;
}

void badge_close(struct badge *b)
{
	if (!b)
		return;
	b->ops->close(b);
	loop_cancel(b->setup.loop, b->timer);
	free(b->uri);
	wipe(b, sizeof *b);
	free(b);
}

void badge_status(struct badge_status *out, const struct badge *b)
{
	*out = b->status;
}

int badge_lapse(struct badge *b)
{
	return reads_once(b) ? err_up(take_away(b)) : 0;
}

int badge_present(struct badge *b, const char *token)
{
	if (b->status.presence == DEVICE_NONE)
		return err_new(ENODEV, "this kiosk has no badge reader (--badge none)");
	if (b->status.presence == DEVICE_GONE)
		return err_new(ENODEV, "the badge reader is gone");
	if (strlen(token) > BADGE_TOKEN_MAX)
		return err_new(EINVAL, "a badge has at most %d characters", BADGE_TOKEN_MAX);
	return *token ? err_up(came(b, token)) : err_up(take_away(b));
}

int badge_event(struct badge *b, const char *event)
{
	return b->ops->event ? b->ops->event(b, event) : BADGE_NO_EVENT;
}
