#include "kiosk/app.h"

#include "drivers/speech.h"
#include "sys/log.h"
#include "visit/bench.h"
#include "visit/duty.h"
#include "visit/visit_paper.h"

#define LOG_MODULE "keys"

enum {
	SPEED_NORMAL = 100,
	SPEED_STEP = 25,
	SPEED_LEAST = 50,
	SPEED_MOST = 200,
	LOUDNESS_STEP = 10,
};

static int within(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

/* ---- the voice ------------------------------------------------------------------------------ */

static void set_voice(struct app *a, int speed, int loudness)
{
	a->keys.speed = within(speed, SPEED_LEAST, SPEED_MOST);
	a->keys.loudness = within(loudness, BENCH_LOUDNESS_LEAST, BENCH_LOUDNESS_MOST);
	speech_set_speed(a->speech, a->keys.speed);
	speech_set_loudness(a->speech, a->keys.loudness);
}

void app_keys_visit_over(struct app *a)
{
	set_voice(a, SPEED_NORMAL, a->keys.loudness_kept);
}

static void steer_voice(struct app *a, enum keypad_key key)
{
	int faster = key == KEYPAD_FASTER ? SPEED_STEP : key == KEYPAD_SLOWER ? -SPEED_STEP : 0;
	int louder = key == KEYPAD_LOUDER ? LOUDNESS_STEP : key == KEYPAD_SOFTER ? -LOUDNESS_STEP : 0;

	set_voice(a, a->keys.speed + faster, a->keys.loudness + louder);
	if (key == KEYPAD_REPEAT)
		visit_read_aloud(a->visit);
}

/* ---- keys ------------------------------------------------------------------------------------- */

static int on_key(void *me, enum keypad_key key)
{
	static const enum ui_key keys[KEYPAD_KEYS] = {[KEYPAD_NEXT] = UI_KEY_NEXT,
	        [KEYPAD_PREV] = UI_KEY_PREV,
	        [KEYPAD_SELECT] = UI_KEY_SELECT,
	        [KEYPAD_BACK] = UI_KEY_BACK,
	        [KEYPAD_HELP] = UI_KEY_HELP,
	        [KEYPAD_SWITCH1] = UI_KEY_NEXT,
	        [KEYPAD_SWITCH2] = UI_KEY_SELECT};
	struct ui_event event = {.kind = UI_KEYED, .key = keys[key]};
	struct app *a = me;

	if (a->keys.watched) {
		a->keys.pressed |= 1u << key;
		app_time_touched(a);
		duty_touch(a->visit);
		app_stale(a);
		return 0;
	}
	if (keys[key] != UI_KEY_NONE)
		return err_up(app_input(a, &event));
	app_time_touched(a);
	duty_touch(a->visit);
	steer_voice(a, key);
	return 0;
}

unsigned app_keys_watch(void *me, bool watch)
{
	struct app *a = me;

	a->keys.pressed = a->keys.watched ? a->keys.pressed : 0;
	a->keys.watched = watch;
	return a->keys.pressed;
}

/* ---- cards ---------------------------------------------------------------------------------------- */

static int on_token(void *me, const char *token)
{
	return err_up(app_badge(me, token));
}

/* A reader that reads once: the second time ends the officer's session, or takes it up again. */
static int on_again(void *me, const char *token)
{
	struct app *a = me;
	bool leaves = duty_is_open(a->visit);
	int e = app_badge(a, leaves ? "" : token);

	return e ? err_up(e) : leaves ? BADGE_LEFT : 0;
}

int app_keys_locked(struct app *a)
{
	return err_up(badge_lapse(a->keys.badge));
}

/* ---- opened and closed ----------------------------------------------------------------------------- */

static void on_changed(void *me)
{
	app_stale(me);
}

/* Without keys that answer, a panel that is lost leaves nobody a way on (visit/fingers.h). */
static void on_keypad(void *me)
{
	struct app *a = me;
	struct keypad_status s;

	keypad_status(&s, a->keys.keypad);
	a->touch.fingers.only = s.presence != DEVICE_THERE;
	app_touch_look(a);
	app_stale(a);
}

/* A URI that can not be meant is a fault of the settings, which were checked: a line in the log, and none then. */
static int open_keypad(struct app *a)
{
	struct keypad_setup setup = {.uri = a->settings->keypad,
	        .keys = a->settings->keypad_keys,
	        .double_ms = a->settings->keypad_double_ms,
	        .stuck_ms = a->settings->keypad_stuck_s * 1000,
	        .loop = a->loop,
	        .clock = &a->clock,
	        .log = &a->log,
	        .on_key = on_key,
	        .changed = on_keypad,
	        .me = a};
	int e = keypad_open(&a->keys.keypad, &setup);

	if (e) {
		log_surprise(&a->log, LOG_MODULE, e);
		setup.uri = "none";
		setup.keys = "";
		e = keypad_open(&a->keys.keypad, &setup);
	}
	return err_up(e);
}

static int open_badge(struct app *a)
{
	struct badge_setup setup = {.uri = a->settings->badge,
	        .away_ms = a->settings->badge_away_ms,
	        .loop = a->loop,
	        .clock = &a->clock,
	        .log = &a->log,
	        .on_token = on_token,
	        .on_again = on_again,
	        .changed = on_changed,
	        .me = a};
	int e = badge_open(&a->keys.badge, &setup);

	if (e) {
		log_surprise(&a->log, LOG_MODULE, e);
		setup.uri = "none";
		e = badge_open(&a->keys.badge, &setup);
	}
	return err_up(e);
}

int app_keys_open(struct app *a)
{
	int e = open_keypad(a);

	if (e == 0)
		e = open_badge(a);
	if (e)
		return err_up(e);
	on_keypad(a);
	set_voice(a, SPEED_NORMAL, a->keys.loudness_kept);
	return 0;
}

void app_keys_close(struct app *a)
{
	keypad_close(a->keys.keypad);
	badge_close(a->keys.badge);
}
