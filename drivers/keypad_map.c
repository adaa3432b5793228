#include "drivers/keypad_map.h"

#include <errno.h>
#include <linux/input-event-codes.h>
#include <stdio.h>
#include <string.h>

#include "sys/text.h"

enum { KEYS_TEXT_MAX = 400, NOTHING = -1 };

static const char *const names[KEYPAD_KEYS] = {"next", "prev", "select", "back", "help", "repeat", "faster", "slower",
        "louder", "softer", "switch1", "switch2"};

const char *keypad_key_name(enum keypad_key key)
{
	return names[key];
}

bool keypad_key_of(enum keypad_key *out, const char *name)
{
	for (int i = 0; i < KEYPAD_KEYS; i++) {
		if (!text_is(names[i], name))
			continue;
		*out = (enum keypad_key)i;
		return true;
	}
	return false;
}

/* Codes of HID keypads as they leave the factory, and F13 to F24 for those that can be programmed. */
static const struct {
	int code;
	enum keypad_key key;
} preset[] = {
        {KEY_TAB, KEYPAD_NEXT},
        {KEY_RIGHT, KEYPAD_NEXT},
        {KEY_DOWN, KEYPAD_NEXT},
        {KEY_KP6, KEYPAD_NEXT},
        {KEY_KP2, KEYPAD_NEXT},
        {KEY_NEXT, KEYPAD_NEXT},
        {KEY_LEFT, KEYPAD_PREV},
        {KEY_UP, KEYPAD_PREV},
        {KEY_KP4, KEYPAD_PREV},
        {KEY_KP8, KEYPAD_PREV},
        {KEY_PREVIOUS, KEYPAD_PREV},
        {KEY_ENTER, KEYPAD_SELECT},
        {KEY_KPENTER, KEYPAD_SELECT},
        {KEY_KP5, KEYPAD_SELECT},
        {KEY_SELECT, KEYPAD_SELECT},
        {KEY_OK, KEYPAD_SELECT},
        {KEY_ESC, KEYPAD_BACK},
        {KEY_BACK, KEYPAD_BACK},
        {KEY_EXIT, KEYPAD_BACK},
        {KEY_F1, KEYPAD_HELP},
        {KEY_HELP, KEYPAD_HELP},
        {KEY_INFO, KEYPAD_HELP},
        {KEY_AGAIN, KEYPAD_REPEAT},
        {KEY_REWIND, KEYPAD_REPEAT},
        {KEY_FASTFORWARD, KEYPAD_FASTER},
        {KEY_SLOW, KEYPAD_SLOWER},
        {KEY_VOLUMEUP, KEYPAD_LOUDER},
        {KEY_VOLUMEDOWN, KEYPAD_SOFTER},
        {KEY_F13, KEYPAD_NEXT},
        {KEY_F14, KEYPAD_PREV},
        {KEY_F15, KEYPAD_SELECT},
        {KEY_F16, KEYPAD_BACK},
        {KEY_F17, KEYPAD_HELP},
        {KEY_F18, KEYPAD_REPEAT},
        {KEY_F19, KEYPAD_FASTER},
        {KEY_F20, KEYPAD_SLOWER},
        {KEY_F21, KEYPAD_LOUDER},
        {KEY_F22, KEYPAD_SOFTER},
        {KEY_F23, KEYPAD_SWITCH1},
        {KEY_F24, KEYPAD_SWITCH2},
        {BTN_0, KEYPAD_SWITCH1},
        {BTN_1, KEYPAD_SWITCH2},
        {BTN_TRIGGER, KEYPAD_SWITCH1},
        {BTN_THUMB, KEYPAD_SWITCH2},
};

/* One code of "106+15"; moves *p behind it. */
static int take_code(int *code, const char **p)
{
	int64_t n;
	char digits[8];
	size_t len = strspn(*p, "0123456789");

	if (len == 0 || len >= sizeof digits)
		return err_new(EINVAL, "keypad keys: '%.20s' should be a code of 1 to %d", *p, KEYPAD_CODES - 1);
	memcpy(digits, *p, len);
	digits[len] = 0;
	if (!text_i64(digits, 1, KEYPAD_CODES - 1, &n))
		return err_new(EINVAL, "keypad keys: %s is no code; they go from 1 to %d", digits, KEYPAD_CODES - 1);
	*code = (int)n;
	*p += len;
	return 0;
}

/* "next=106+15"; moves *p behind it. */
static int take_word(struct keypad_map *m, int *own, const char **p)
{
	const char *equals = *p + strcspn(*p, "= ");
	enum keypad_key key;
	char name[16];
	int code = 0, e;

	if (*equals != '=' || snprintf(name, sizeof name, "%.*s", (int)(equals - *p), *p) >= (int)sizeof name ||
	        !keypad_key_of(&key, name))
		return err_new(EINVAL,
		        "keypad keys: '%.20s' is no key; write next=106+15 with next, prev, select, back, help, repeat, "
		        "faster, slower, louder, softer, switch1, switch2",
		        *p);
	*p = equals;
	do {
		(*p)++;
		e = take_code(&code, p);
		if (e)
			return err_up(e);
		if (++*own > KEYPAD_OWN_MAX)
			return err_new(E2BIG, "keypad keys: more than %d codes", KEYPAD_OWN_MAX);
		m->key[code] = (int8_t)key;
	} while (**p == '+');
	return **p && **p != ' ' ? err_new(EINVAL, "keypad keys: '%.20s' is not understood", *p) : 0;
}

int keypad_map_init(struct keypad_map *out, const char *keys)
{
	struct keypad_map m;
	int own = 0, e = 0;

	if (strlen(keys) > KEYS_TEXT_MAX)
		return err_new(E2BIG, "keypad keys: more than %d characters", KEYS_TEXT_MAX);
	memset(m.key, NOTHING, sizeof m.key);
	for (size_t i = 0; i < sizeof preset / sizeof *preset; i++)
		m.key[preset[i].code] = (int8_t)preset[i].key;
	for (const char *p = keys; e == 0 && *p;) {
		if (*p == ' ')
			p++;
		else
			e = take_word(&m, &own, &p);
	}
	if (e)
		return err_up(e);
	*out = m;
	return 0;
}

bool keypad_map_find(enum keypad_key *out, const struct keypad_map *m, int code)
{
	if (code < 0 || code >= KEYPAD_CODES || m->key[code] == NOTHING)
		return false;
	*out = (enum keypad_key)m->key[code];
	return true;
}
