#include "drivers_keys_kit.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "sys/file.h"

static const char said[] = "keys.log";

void keys_setup(struct keys_bench *b)
{
	memset(b, 0, sizeof *b);
	clock_manual(&b->clock, 0);
	clock_advance(&b->clock, 100000);
	CHECK_OK(loop_new(&b->loop, &b->clock));
	b->log = (struct log){
	        .fd = open(said, O_CREAT | O_TRUNC | O_WRONLY, 0600), .level = LOG_DEBUG, .clock = &b->clock};
	b->us = 1000000;
}

void keys_close(struct keys_bench *b)
{
	keypad_close(b->keypad);
	badge_close(b->badge);
	loop_free(b->loop);
	(void)close(b->log.fd);
}

static int on_key(void *me, enum keypad_key key)
{
	struct keys_bench *b = me;

	CHECK(b->n_pressed < HEARD_MAX);
	b->pressed[b->n_pressed++] = key;
	return b->trouble ? err_new(b->trouble, "trouble with a key") : 0;
}

static void on_change(void *me)
{
	((struct keys_bench *)me)->changes++;
}

static int on_token(void *me, const char *token)
{
	struct keys_bench *b = me;

	CHECK(b->n_tokens < 40);
	snprintf(b->tokens[b->n_tokens++], BADGE_TOKEN_MAX + 1, "%s", token);
	return b->trouble ? err_new(b->trouble, "trouble with a card") : 0;
}

static int on_again(void *me, const char *token)
{
	struct keys_bench *b = me;

	CHECK(*token);
	b->again++;
	return b->leaves ? BADGE_LEFT : 0;
}

void keys_open_keypad(struct keys_bench *b, const char *uri, const char *keys, int64_t double_ms, int64_t stuck_ms)
{
	struct keypad_setup setup = {.uri = uri,
	        .keys = keys,
	        .double_ms = double_ms,
	        .stuck_ms = stuck_ms,
	        .loop = b->loop,
	        .clock = &b->clock,
	        .log = &b->log,
	        .on_key = on_key,
	        .changed = on_change,
	        .me = b};

	CHECK_OK(keypad_open(&b->keypad, &setup));
}

void keys_open_badge(struct keys_bench *b, const char *uri)
{
	struct badge_setup setup = {.uri = uri,
	        .away_ms = 2000,
	        .loop = b->loop,
	        .clock = &b->clock,
	        .log = &b->log,
	        .on_token = on_token,
	        .on_again = on_again,
	        .changed = on_change,
	        .me = b};

	CHECK_OK(badge_open(&b->badge, &setup));
}

void keys_turn(struct keys_bench *b)
{
	CHECK_OK(loop_fire_due(b->loop));
	for (int i = 0; i < 5; i++)
		CHECK_OK(loop_step(b->loop, 0));
}

void keys_pass(struct keys_bench *b, int64_t ms)
{
	for (; ms > 0; ms -= 10) {
		clock_advance(&b->clock, ms < 10 ? ms : 10);
		b->us += (ms < 10 ? ms : 10) * 1000;
		CHECK_OK(loop_fire_due(b->loop));
	}
	keys_turn(b);
}

int keys_said(const struct keys_bench *b, const char *text)
{
	struct buf all;
	int n = 0;

	(void)b;
	buf_init(&all, 1 << 20);
	CHECK_OK(file_read(&all, said));
	for (const char *p = strstr(buf_str(&all), text); p; p = strstr(p + 1, text))
		n++;
	buf_fini(&all);
	return n;
}

void keys_plug(struct evdev *d, const struct evdev_state *state)
{
	struct evdev_info info = {.name = "Twin Keys", .described = true};

	memset(info.bits[EV_KEY], 0xff, sizeof info.bits[EV_KEY]);
	CHECK_OK(evdev_twin_is(d, &info, state));
}

void keys_send(struct keys_bench *b, struct evdev *d, int code, int value)
{
	struct evdev_event e[2] = {{b->us, EV_KEY, (uint16_t)code, value}, {b->us, EV_SYN, SYN_REPORT, 0}};

	CHECK_OK(evdev_twin_send(d, e, 2));
}

void keys_tap(struct keys_bench *b, struct evdev *d, int code, int ms)
{
	keys_pass(b, ms);
	keys_send(b, d, code, 1);
	keys_send(b, d, code, 0);
}

int keys_code_of(char c)
{
	static const char rows[] = "1234567890";
	static const int letters[] = {KEY_A, KEY_B, KEY_C, KEY_D, KEY_E, KEY_F};
	const char *digit = strchr(rows, c);

	if (c == '\n')
		return KEY_ENTER;
	if (c >= 'A' && c <= 'F')
		return letters[c - 'A'];
	if (c >= 'a' && c <= 'f')
		return letters[c - 'a'];
	return digit && c ? KEY_1 + (int)(digit - rows) : KEY_Z;
}

void keys_type(struct keys_bench *b, struct evdev *d, const char *text, int ms)
{
	for (; *text; text++)
		keys_tap(b, d, keys_code_of(*text), ms);
	keys_tap(b, d, KEY_ENTER, ms);
}
