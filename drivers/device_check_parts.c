/* device_check_parts - what a person touches, types, shows, hears, and plugs in */
#include "drivers/badge.h"
#include "drivers/device_check.h"
#include "drivers/display.h"
#include "drivers/jack.h"
#include "drivers/keypad.h"
#include "drivers/speech.h"
#include "drivers/touch.h"
#include "drivers/usbdisk.h"

void check_touch(struct check_list *l, const struct touch *t)
{
	if (!t)
		check_add(l, "touch.link", CHECK_UNKNOWN, "T00", "Set one: --touch evdev:auto.",
		        "the window gives the fingers");
	else if (!touch_is_here(t))
		check_add(l, "touch.link", CHECK_FAILED, "T01",
		        "Look at the panel's USB or ribbon cable; loketdev list shows what is there.",
		        "the touch panel is not there");
	else
		check_add(l, "touch.link", CHECK_PASSED, "", "", "it is there: %s",
		        touch_name(t)[0] ? touch_name(t) : "a panel");
	if (t && touch_fingers(t) > 0)
		check_add(l, "touch.free", CHECK_UNKNOWN, "T02",
		        "Take all fingers away; wipe the glass: water and dirt count as fingers.",
		        "%d fingers are down", touch_fingers(t));
}

static void add_presence(struct check_list *l, const char *name, enum device_presence presence, const char *code,
        const char *mend, unsigned gone)
{
	if (presence == DEVICE_NONE)
		check_add(l, name, CHECK_UNKNOWN, code, "Set one if this station has it.", "none was set");
	else if (presence == DEVICE_GONE)
		check_add(l, name, CHECK_FAILED, code, mend, "it is not there");
	else
		check_add(l, name, CHECK_PASSED, "", "", "it is there; it was away %u times", gone);
}

void check_keypad(struct check_list *l, const struct keypad *k)
{
	struct keypad_status s = {.presence = DEVICE_NONE};

	if (k)
		keypad_status(&s, k);
	add_presence(l, "keypad.link", s.presence, "K01",
	        "Look at the keypad's cable; loketdev list shows what is there.", s.gone);
	if (s.stuck)
		check_add(l, "keypad.stuck", CHECK_FAILED, "K02", "Free the key, or replace the keypad.",
		        "the key '%s' is held down", keypad_key_name(s.stuck_key));
}

void check_badge(struct check_list *l, const struct badge *b)
{
	struct badge_status s = {.presence = DEVICE_NONE};
	uint64_t bad;

	if (b)
		badge_status(&s, b);
	add_presence(l, "badge.link", s.presence, "B01",
	        "Look at the reader's cable; loketdev watch badge=URI shows whether it reads.", s.gone);
	bad = s.bad_sum + s.bad_length + s.bad_signs + s.bad_pace;
	if (bad > 0 && bad >= s.cards)
		check_add(l, "badge.reads", CHECK_FAILED, "B02",
		        "Choose the reader's framing (line, xor, lrc) as its manual says, or replace it.",
		        "%llu of its readings made no sense, %llu did", (unsigned long long)bad,
		        (unsigned long long)s.cards);
}

void check_speech(struct check_list *l, const struct speech *s, const struct jack *j)
{
	if (!s || !speech_speaks(s, "nl"))
		check_add(l, "speech.voice", s ? CHECK_FAILED : CHECK_UNKNOWN, "S01",
		        "Look at the sound card (loketdev list); the log says why there is no voice.",
		        "nothing can be spoken");
	else
		check_add(l, "speech.voice", CHECK_PASSED, "", "", "Dutch can be spoken");
	if (!j || !jack_is_known(j))
		check_add(l, "speech.headphones", CHECK_UNKNOWN, "S02",
		        "Without a switch nothing private is spoken; 'always' is for a headset that can not be pulled out.",
		        "whether headphones are plugged in is not known");
	else
		check_add(l, "speech.headphones", CHECK_PASSED, "", "", "headphones are %s",
		        jack_is_in(j) ? "plugged in" : "out");
}

void check_display(struct check_list *l, const struct display *d)
{
	struct display_status s = {0};

	if (!d) {
		check_add(l, "display.link", CHECK_UNKNOWN, "D00", "On a board: --display drm:auto.",
		        "the picture is in a window");
		return;
	}
	display_status(&s, d);
	if (!s.connected)
		check_add(l, "display.link", CHECK_FAILED, "D01", "Look at the panel's cable and power.",
		        "no panel is connected");
	else if (!s.master)
		check_add(l, "display.link", CHECK_FAILED, "D02", "Stop the other program that draws on this machine.",
		        "another program draws on the panel");
	else
		check_add(l, "display.link", CHECK_PASSED, "", "", "%s, %d x %d at %d Hz", s.connector, s.mode_width_px,
		        s.mode_height_px, s.refresh_hz);
	if (s.connected && !s.exact)
		check_add(l, "display.mode", CHECK_UNKNOWN, "D03", "Set --panel to the dots of this panel.",
		        "the panel does not have the dots that were asked for");
}

void check_usbdisk(struct check_list *l, const struct usbdisk *u)
{
	const struct usb_device *all, *stick;
	size_t n = 0, refused = 0;

	if (!u) {
		check_add(l, "usb.stick", CHECK_UNKNOWN, "U00", "Set a list of ports: usb.list = 1-1.2/08.",
		        "this station takes no stick");
		return;
	}
	stick = usbdisk_stick(u);
	if (stick)
		check_add(l, "usb.stick", CHECK_PASSED, "", "", "a stick is at port %s", stick->port);
	else
		check_add(l, "usb.stick", CHECK_UNKNOWN, "U02", "Put one into the port that is meant for it.",
		        "no stick is there");
	all = usbdisk_devices(u, &n);
	for (size_t i = 0; i < n; i++) {
		if (all[i].verdict == USB_TAKEN)
			continue;
		if (refused++ < 4)
			check_add(l, "usb.refused", CHECK_FAILED, "U01",
			        "Take it out and ask who put it there; what belongs here goes on the list of ports.",
			        "port %s: %04x:%04x %s", all[i].port, all[i].vendor, all[i].product,
			        usb_verdict_says(all[i].verdict));
	}
	if (refused == 0)
		check_add(l, "usb.refused", CHECK_PASSED, "", "", "nothing is plugged in that does not belong here");
}
