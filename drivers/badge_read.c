#include "drivers/badge_read.h"

#include <linux/input-event-codes.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/text.h"

enum { STX = 2, ETX = 3, CR = '\r', LF = '\n' };

bool badge_framing_of(enum badge_framing *out, const char *name)
{
	static const char *const names[] = {"line", "xor", "lrc"};

	for (int i = 0; i < 3; i++) {
		if (!text_is(names[i], name))
			continue;
		*out = (enum badge_framing)i;
		return true;
	}
	return false;
}

static void begin(struct badge_reading *r)
{
	wipe(r->raw, sizeof r->raw);
	r->n = 0;
	r->inside = r->over = r->odd = r->wants_lrc = false;
	r->lrc = 0;
}

void badge_read_forget(struct badge_reading *r)
{
	begin(r);
	wipe(r->token, sizeof r->token);
}

static void keep(struct badge_reading *r, char c)
{
	if (r->n < BADGE_RAW_MAX)
		r->raw[r->n++] = c;
	else
		r->over = true;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* raw[from..] into the token. */
static enum badge_found spell(struct badge_reading *r, int from)
{
	int n = 0;

	r->token[0] = 0;
	for (int i = from; i < r->n; i++) {
		int d = digit(r->raw[i]);

		if (d < 0 && !memchr(" :-.", r->raw[i], 4))
			r->odd = true;
		if (d >= 0 && n == BADGE_TOKEN_MAX)
			r->over = true;
		else if (d >= 0)
			r->token[n++] = "0123456789ABCDEF"[d];
	}
	r->token[n] = 0;
	if (r->odd)
		return BADGE_BAD_SIGNS;
	return r->over || n < BADGE_TOKEN_MIN ? BADGE_BAD_LENGTH : BADGE_CAME;
}

/* The last two digits are the XOR of the bytes that those before spell; they are no part of the token. */
static bool xor_holds(const struct badge_reading *r, int from)
{
	int sum = 0;

	if (r->n - from < 4 || (r->n - from) % 2)
		return false;
	for (int i = from; i < r->n; i += 2) {
		int high = digit(r->raw[i]), low = digit(r->raw[i + 1]);

		if (high < 0 || low < 0)
			return false;
		sum ^= high << 4 | low;
	}
	return sum == 0; /* the sum itself is among them */
}

/* What stands between the marks of a frame, sign and all. */
static enum badge_found take(struct badge_reading *r, enum badge_framing framing)
{
	bool tells = r->n > 0 && (r->raw[0] == '+' || r->raw[0] == '-');
	enum badge_found found;

	if (r->n == 1 && r->raw[0] == '-') {
		r->token[0] = 0;
		r->tells_away = true;
		return BADGE_WENT;
	}
	if (framing == BADGE_XOR && !r->over) {
		if (!xor_holds(r, tells))
			return BADGE_BAD_SUM;
		r->n -= 2;
	}
	found = spell(r, tells);
	if (found != BADGE_CAME)
		return found;
	r->tells_away = r->tells_away || tells;
	return tells && r->raw[0] == '-' ? BADGE_WENT : BADGE_CAME;
}

static enum badge_found finish(struct badge_reading *r, enum badge_framing framing, bool sum_holds)
{
	enum badge_found found = sum_holds ? take(r, framing) : BADGE_BAD_SUM;

	begin(r);
	if (found != BADGE_CAME && found != BADGE_WENT)
		wipe(r->token, sizeof r->token);
	return found;
}

static enum badge_found line_byte(struct badge_reading *r, uint8_t byte)
{
	if (byte != CR && byte != LF) {
		keep(r, (char)byte);
		return BADGE_NOTHING;
	}
	return r->n == 0 && !r->over ? BADGE_NOTHING : finish(r, BADGE_LINE, true);
}

enum badge_found badge_read_byte(struct badge_reading *r, enum badge_framing framing, uint8_t byte)
{
	if (framing == BADGE_LINE)
		return line_byte(r, byte);
	if (r->wants_lrc)
		return finish(r, framing, byte == r->lrc);
	if (byte == STX) {
		begin(r); /* a frame that was cut off counts for nothing */
		r->inside = true;
		return BADGE_NOTHING;
	}
	if (!r->inside)
		return BADGE_NOTHING;
	r->lrc ^= byte;
	if (byte == ETX && framing == BADGE_LRC) {
		r->wants_lrc = true;
		return BADGE_NOTHING;
	}
	if (byte == ETX)
		return finish(r, framing, true);
	if (framing == BADGE_LRC || (byte != CR && byte != LF))
		keep(r, (char)byte);
	return BADGE_NOTHING;
}

/* What the key types, 0 for Enter, '?' for anything else, -1 for keys that type nothing. */
static int typed(int code)
{
	static const struct {
		int16_t code;
		char c;
	} keys[] = {{KEY_0, '0'}, {KEY_1, '1'}, {KEY_2, '2'}, {KEY_3, '3'}, {KEY_4, '4'}, {KEY_5, '5'}, {KEY_6, '6'},
	        {KEY_7, '7'}, {KEY_8, '8'}, {KEY_9, '9'}, {KEY_KP0, '0'}, {KEY_KP1, '1'}, {KEY_KP2, '2'},
	        {KEY_KP3, '3'}, {KEY_KP4, '4'}, {KEY_KP5, '5'}, {KEY_KP6, '6'}, {KEY_KP7, '7'}, {KEY_KP8, '8'},
	        {KEY_KP9, '9'}, {KEY_A, 'A'}, {KEY_B, 'B'}, {KEY_C, 'C'}, {KEY_D, 'D'}, {KEY_E, 'E'}, {KEY_F, 'F'},
	        {KEY_ENTER, 0}, {KEY_KPENTER, 0}, {KEY_LEFTSHIFT, -1}, {KEY_RIGHTSHIFT, -1}, {KEY_CAPSLOCK, -1},
	        {KEY_NUMLOCK, -1}};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].code == code)
			return keys[i].c;
	return '?';
}

enum badge_found badge_read_key(struct badge_reading *r, int code, int64_t at_ms)
{
	int c = typed(code);
	bool slow = r->n > 0 && at_ms - r->last_ms > BADGE_PACE_MS;

	if (c == -1)
		return BADGE_NOTHING;
	if (slow)
		badge_read_forget(r);
	r->last_ms = at_ms;
	if (c == 0) {
		enum badge_found found;

		if (r->n == 0)
			return slow ? BADGE_BAD_PACE : BADGE_NOTHING;
		found = spell(r, 0);
		begin(r);
		if (found != BADGE_CAME)
			wipe(r->token, sizeof r->token);
		return found;
	}
	if (c == '?')
		r->odd = true;
	keep(r, (char)c);
	return slow ? BADGE_BAD_PACE : BADGE_NOTHING;
}
