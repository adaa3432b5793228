#include "visit/finding.h"

#include <stdio.h>
#include <string.h>

#include "sys/text.h"
#include "visit/duty.h"
#include "visit/manual.h"
#include "visit/visit_inside.h"

enum { KEY_ROOM = 80, DEEP = 2 };

/* The words that are sentences of checks; the more particular stands before the more general. */
static const char *const keys[] = {"store_open", "no_store", "store_shut", "store_lost", "store_unsure", "boot_first",
        "boot_orderly", "boot_restarted", "boot_crashed", "boot_power", "boot_watchdog", "boot_heat", "dog_set", "yes",
        "no", "not_known", "free", "too_full", "folder", "paper_there", "paper_low", "paper_out", "paper_silent",
        "cover_open", "cover_closed", "cutter", "head_hot", "printer_error", "printer_fine", "printer_opening",
        "printer_lies", "printer_is", "printer_mute", "no_printer", "window_fingers", "no_touch", "is_there", "a_panel",
        "fingers_down", "none_set", "gone", "there_away", "key_down", "key_next", "key_prev", "key_select", "key_back",
        "key_help", "key_repeat", "key_faster", "key_slower", "key_louder", "key_softer", "key_switch1", "key_switch2",
        "badge_nonsense", "mute", "speaks", "phones_unknown", "phones", "phones_in", "phones_out", "window_picture",
        "no_panel", "other_draws", "display_is", "other_dots", "no_sticks", "stick_at", "no_stick", "usb_port",
        "usb_fine", "usb_count", "usb_allowed", "usb_not_listed", "usb_composite", "usb_too_much", "usb_refused",
        "count_found", "none_found", "input_devices", "sound_card", "watchdogs", "no_bell", "bell_fine", "bell_dead",
        "presence_unknown", "somebody", "nobody", "closed", "open", "switch_dead", "no_switches", "no_dog", "dog_is",
        "dog_start", "dog_heat", "dog_power", "place", "disk_lies", "panel", "measured", "not_measured", "residual",
        "not_calibrated", "records", "checks", "checks_which", "time_network", "time_own", "station", "no_reader",
        "card_again", "card_not_again", "sound", "ear_none", "ear_left", "ear_right", "ear_each", "e_access",
        "e_missing", "e_rofs", "e_io", "e_space", "e_folder", "m_sys", "m_usb", "m_input", "m_card", "m_dog_driver",
        "m_data", "m_disk", "m_bring", "m_roll_ready", "m_roll", "m_slip", "m_cover", "m_cutter", "m_hot", "m_off_on",
        "m_printer", "m_profile", "m_set_printer", "m_set_touch", "m_touch", "m_wipe", "m_set_if", "m_keypad", "m_key",
        "m_reader", "m_framing", "m_voice", "m_phones", "m_board", "m_display", "m_other", "m_dots", "m_ports",
        "m_stick", "m_set_bell", "m_bell", "m_presence", "m_close", "m_wire", "m_set_switches", "m_set_dog", "m_hung",
        "m_vents", "m_supply", "m_said", "m_lost", "m_start"};
enum { KEYS = sizeof keys / sizeof *keys };

/* A value's letter at p; -1: no value stands here. */
static int value_at(const char *p)
{
	return p[0] == '{' && p[1] >= 'a' && p[1] < 'a' + FINDING_VALUES && p[2] == '}' ? p[1] - 'a' : -1;
}

bool finding_fits(struct finding_value values[FINDING_VALUES], const char *sentence, const char *text)
{
	int at;

	for (; *sentence && (at = value_at(sentence)) < 0; sentence++)
		if (*sentence != *text++)
			return false;
	if (!*sentence)
		return !*text;
	for (size_t n = 0;; n++) { /* as short as the rest lets it be */
		if (finding_fits(values, sentence + 3, text + n)) {
			values[at] = (struct finding_value){text, n};
			return true;
		}
		if (!text[n])
			return false;
	}
}

static bool say(char *out, size_t room, const struct visit *v, const char *english, int deep);

static void fill(char *out, size_t room, const struct visit *v, const char *key,
        const struct finding_value values[FINDING_VALUES], int deep)
{
	static const char names[FINDING_VALUES][2] = {"a", "b", "c", "d", "e", "f", "g", "h"};
	char said[FINDING_VALUES][FINDING_ROOM], english[FINDING_ROOM];
	const char *pairs[2 * FINDING_VALUES + 1] = {NULL};
	int n = 0;

	for (int i = 0; i < FINDING_VALUES; i++) {
		if (!values[i].at)
			continue;
		(void)snprintf(english, sizeof english, "%.*s", (int)values[i].length, values[i].at);
		if (deep == 0 || !say(said[i], sizeof said[i], v, english, deep - 1))
			(void)text_copy(said[i], sizeof said[i], english); /* a name or a number */
		pairs[n++] = names[i];
		pairs[n++] = said[i];
	}
	words_fill(out, room, visit_say(v, key), pairs);
}

/* False: no sentence of ours. */
static bool say(char *out, size_t room, const struct visit *v, const char *english, int deep)
{
	for (int i = 0; i < KEYS; i++) {
		struct finding_value values[FINDING_VALUES] = {{NULL, 0}};
		char key[KEY_ROOM];

		(void)snprintf(key, sizeof key, "staff.found.%s", keys[i]);
		if (!finding_fits(values, visit_say_in(v, "en", key), english))
			continue;
		fill(out, room, v, key, values, deep);
		return true;
	}
	return false;
}

/* "P02 the paper is out": the code stays. */
static size_t code_before(const char *english)
{
	char code[MANUAL_CODE_ROOM];

	(void)snprintf(code, sizeof code, "%.3s", english);
	return manual_is_code(code) && english[3] == ' ' ? 4 : 0;
}

void finding_say(char *out, size_t room, const struct visit *v, const char *english)
{
	size_t code = code_before(english);

	(void)snprintf(out, room, "%.*s", (int)code, english);
	if (!*english || duty_in_english(v)) {
		(void)text_copy(out, room, english);
		return;
	}
	if (code < room && !say(out + code, room - code, v, english + code, DEEP))
		(void)text_copy(out + code, room - code, visit_say(v, "staff.finding.log"));
}

const char *finding_row(const struct visit *v, const char *name)
{
	char key[KEY_ROOM], flat[KEY_ROOM / 2];
	const char *text;

	(void)text_copy(flat, sizeof flat, name);
	for (char *c = flat; *c; c++)
		*c = *c == '.' ? '_' : *c;
	(void)snprintf(key, sizeof key, "staff.row.%s", flat);
	text = visit_say(v, key);
	return text == key ? name : text; /* words_get gives back a key that it does not know */
}
