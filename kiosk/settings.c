#include "kiosk/settings.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "drivers/badge.h"
#include "drivers/bell.h"
#include "drivers/jack.h"
#include "drivers/keypad_map.h"
#include "drivers/light.h"
#include "drivers/page_printer.h"
#include "sys/errand.h"
#include "drivers/presence.h"
#include "drivers/tamper.h"
#include "drivers/touch.h"
#include "drivers/watchdog.h"
#include "kiosk/app_window.h"
#include "sys/text.h"
#include "sys/version.h"

bool settings_panel(const char *text, struct panel *out)
{
	struct panel p;
	int w, h, end = 0;

	if (text[strspn(text, "0123456789x@")]) /* sscanf would let spaces and signs pass */
		return false;
	if (sscanf(text, "%5dx%5d@%5dx%5d%n", &p.width_px, &p.height_px, &w, &h, &end) != 4 || text[end])
		return false;
	if (p.width_px < 320 || p.width_px > 8192 || p.height_px < 320 || p.height_px > 8192)
		return false;
	if (w < 60 || w > 2000 || h < 60 || h > 2000)
		return false;
	p.width_mm = (float)w;
	p.height_mm = (float)h;
	*out = p;
	return true;
}

static bool is_panel(const char *s)
{
	struct panel p;

	return settings_panel(s, &p);
}

static bool is_rotation(const char *s)
{
	return text_is(s, "0") || text_is(s, "90") || text_is(s, "180") || text_is(s, "270");
}

static bool is_clock(const char *s)
{
	return text_is(s, "real") || text_is(s, "manual");
}

static bool is_level(const char *s)
{
	return text_is(s, "error") || text_is(s, "warn") || text_is(s, "info") || text_is(s, "debug");
}

static bool is_bell(const char *s)
{
	return bell_check(s) == 0;
}

static bool is_light(const char *s)
{
	return light_check(s) == 0;
}

static bool is_presence(const char *s)
{
	return presence_check(s) == 0;
}

static bool is_tamper(const char *s)
{
	return tamper_check(s) == 0;
}

static bool is_watchdog(const char *s)
{
	return watchdog_check(s) == 0;
}

static bool is_touch(const char *s)
{
	return touch_check(s) == 0;
}

static bool is_page_printer(const char *s)
{
	return page_printer_check(s) == 0;
}

static bool is_badge(const char *s)
{
	return badge_check(s) == 0;
}

static bool is_keypad(const char *s)
{
	return keypad_check(s) == 0;
}

static bool is_keys(const char *s)
{
	struct keypad_map map;

	return keypad_map_init(&map, s) == 0;
}

static bool is_speech(const char *s)
{
	return text_is(s, "espeak") || (text_starts(s, "espeak:") && s[7]) || text_is(s, "none") ||
	       (text_starts(s, "log:") && s[4]);
}

static bool is_jack(const char *s)
{
	return jack_check(s) == 0;
}

#define CHECKED(field, key, alias, preset, shape, help, valid)                                                         \
	{                                                                                                              \
		key, alias, OPT_TEXT, offsetof(struct settings, field), sizeof(((struct settings *)0)->field), 0, 0,   \
		        preset, shape, help, valid                                                                     \
	}

static const struct opt table[] = {
        OPT_TXT(struct settings, data, "data", "--data", "build/demo/station", "DIR",
                "store, journal, settings of this station"),
        OPT_TXT(struct settings, content, "content", "--content", "", "DIR",
                "forms/, words/, themes/, keyboards/ (empty: content/ beside the program)"),
        OPT_TXT(struct settings, fonts, "fonts", "--fonts", "", "DIR",
                "the Noto fonts (empty: fonts/ in the content folder)"),
        CHECKED(panel, "panel", "--panel", "1280x800@217x136", "WxH@MMxMM", "pixels and millimetres of the screen",
                is_panel),
        CHECKED(display, "display", "--display", "auto", "URI",
                "auto, sdl (a desktop's window), drm:auto, drm:/dev/dri/card0 (a board's panel), memory",
                app_window_is_uri),
        CHECKED(rotation, "display.rotation", NULL, "0", "0|90|180|270",
                "drm: how far the picture is turned clockwise on the panel", is_rotation),
        OPT_BOOL(struct settings, headless, "headless", "--headless", "no window: paint into memory"),
        OPT_TXT(struct settings, printer, "printer", "--printer", "none", "URI",
                "file:DIR tcp:HOST:PORT serial:DEV,BAUD usb:DEV virtual:DIR none"),
        CHECKED(page_printer, "page_printer", "--page-printer", "none", "URI",
                "A4: ipp:HOST[:PORT]/PATH (IPP Everywhere), file:DIR, none", is_page_printer),
        OPT_TXT(struct settings, printer_profile, "printer_profile", "--printer-profile", "generic-80", "NAME",
                "from printers/ in the content folder"),
        CHECKED(touch, "touch", "--touch", "sdl", "URI",
                "sdl (the window's), evdev:/dev/input/eventN, evdev:auto, replay:FILE[,fast], fifo:PATH", is_touch),
        CHECKED(touch_rotation, "touch.rotation", NULL, "0", "0|90|180|270",
                "degrees by which the touch sensor is turned against the picture", is_rotation),
        CHECKED(keypad, "keypad", "--keypad", "none", "URI",
                "evdev:PATH evdev:auto replay:FILE fifo:PATH, twin: keys come by the test door, none", is_keypad),
        CHECKED(keypad_keys, "keypad.keys", NULL, "", "KEYS", "codes of this keypad: next=106+15 select=28 ...",
                is_keys),
        OPT_NUM(struct settings, keypad_double_ms, "keypad.double_ms", NULL, 0, 2000, "0",
                "the same key again within so many milliseconds does not count (hands that tremble: 500)"),
        OPT_NUM(struct settings, keypad_stuck_s, "keypad.stuck_s", NULL, 0, 3600, "30",
                "a key held for so many seconds is stuck (0: never)"),
        CHECKED(badge, "badge", "--badge", "twin", "URI",
                "hid:PATH hid:auto serial:DEV,BAUD[,line|xor|lrc] replay:FILE fifo:PATH, twin: cards come by the test door, "
                "none",
                is_badge),
        OPT_NUM(struct settings, badge_away_ms, "badge.away_ms", NULL, 300, 60000, "2000",
                "readers that repeat a card: silence after which it is away"),
        CHECKED(speech, "speech", "--speech", "none", "URI",
                "espeak[:ALSA-DEVICE], log:FILE (each utterance a line), none", is_speech),
        CHECKED(jack, "jack", "--jack", "none", "URI",
                "are headphones plugged in: evdev:PATH auto always (no switch, never pulled out), twin, none", is_jack),
        OPT_TXT(struct settings, stick, "stick", "--stick", "none", "URI",
                "sticks that are seen: usb, dir:PATH (the twin: a folder), none"),
        OPT_TXT(struct settings, usb_list, "usb.list", NULL, "/etc/loket/usb.list", "LIST",
                "what may be plugged in where: 1-1.2/08,1-1.3/07 04b8:0202, or the file that holds it"),
        CHECKED(watchdog, "watchdog", "--watchdog", "none", "URI",
                "dev:/dev/watchdog0 (starts the machine anew when this program hangs), twin, none", is_watchdog),
        CHECKED(bell, "bell", "--bell", "none", "URI",
                "gpio:CHIP,LINE serial:DEV,dtr|rts|lcus hid:DEV, none, twin (a bell without sound, for demonstrations)",
                is_bell),
        CHECKED(light, "light", "--light", "none", "URI",
                "lamps: gpio:CHIP,LINE or gpio:green=CHIP,LINE;yellow=..;red=.., twin, none", is_light),
        CHECKED(presence, "presence", "--presence", "none", "URI",
                "is somebody standing there: gpio:CHIP,LINE, twin, none", is_presence),
        CHECKED(tamper, "tamper", "--tamper", "none", "URI",
                "switches: gpio:cover=CHIP,LINE;printer=..;case=.., twin, none", is_tamper),
        OPT_TXT(struct settings, errands, "errands", NULL, ERRAND_FOLDER, "DIR",
                "where the units beside this program are asked (missing: there are none)"),
        OPT_TXT(struct settings, update_told, "update.told", NULL, "/data/update/last.json", "FILE",
                "what loket-update says of the latest update"),
        OPT_TXT(struct settings, beacon, "beacon", NULL, "", "FILE",
                "where this program says whether it serves somebody and is well (empty: nowhere)"),
        OPT_TXT(struct settings, control, "control", "--control", "", "PATH",
                "the test door: a Unix socket (empty: none)"),
        CHECKED(clock, "clock", "--clock", "real", "real|manual",
                "manual: time stands still until the test door moves it", is_clock),
        OPT_TXT(struct settings, zone, "zone", "--zone", "Europe/Amsterdam", "ZONE", "where the kiosk stands"),
        CHECKED(log_level, "log.level", NULL, "info", "error|warn|info|debug", "how much is told on standard error",
                is_level),
        OPT_NUM(struct settings, warn_s, "visit.warn_s", NULL, 10, 3600, "120",
                "seconds without a touch before \"are you still there?\""),
        OPT_NUM(struct settings, wipe_s, "visit.wipe_s", NULL, 20, 600, "45",
                "seconds after that before the visit is wiped"),
        OPT_NUM(struct settings, dark_s, "presence.dark_s", NULL, 0, 86400, "0",
                "seconds with nobody seen before the idle panel sleeps; 0: never"),
        OPT_NUM(struct settings, lock_s, "staff.lock_s", NULL, 30, 3600, "300",
                "seconds without a touch before staff are locked out"),
        OPT_NUM(struct settings, pin_digits, "staff.pin_digits", NULL, 4, 8, "4", "digits of a PIN"),
        OPT_NUM(struct settings, keep_s, "store.keep_s", NULL, -1, 31536000, "-1",
                "seconds a record stays after a checked receipt; -1: as its type says"),
        OPT_NUM(struct settings, reserve_mib, "store.reserve_mib", NULL, 1, 65536, "64",
                "free disk below this many MiB: no new visits"),
        OPT_TXT(struct settings, config, "config", "--config", "", "FILE", "the site's settings: key = value lines"),
        OPT_BOOL(struct settings, show_settings, "settings", "--settings",
                "print every key, its value and where it came from"),
        OPT_BOOL(struct settings, show_help, "help", "--help", "this page"),
        OPT_BOOL(struct settings, show_version, "version", "--version", "which version this is"),
        {0},
};

static int beside_program(char *out, size_t room, const char *name)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	char *slash;

	if (n < 0)
		return err_new(errno, "the program's own folder is not known; give --content");
	exe[n] = 0;
	slash = strrchr(exe, '/');
	*slash = 0;
	if (snprintf(out, room, "%s/%s", exe, name) >= (int)room)
		return err_new(ENAMETOOLONG, "path too long: %.200s", exe);
	return 0;
}

static int fill_in(struct settings *s)
{
	int e = *s->content ? 0 : beside_program(s->content, sizeof s->content, "content");

	if (e == 0 && !*s->fonts && snprintf(s->fonts, sizeof s->fonts, "%s/fonts", s->content) >= (int)sizeof s->fonts)
		e = err_new(ENAMETOOLONG, "path too long: %.200s", s->content);
	return err_up(e);
}

static int show(const struct settings *s, const struct options *o)
{
	AUTO_BUF out;

	buf_init(&out, 64 * 1024);
	if (s->show_version)
		buf_printf(&out, "loket %s (git %s)\n", LOKET_VERSION, version_git());
	else if (s->show_help) {
		buf_text(&out, "loket - the kiosk: screen, forms, paper, sealed store\n\n");
		options_help(o, &out);
		buf_text(&out,
		        "\nExample: loket --data /var/lib/loket --printer usb:/dev/usb/lp0 --printer-profile tm-t88\n");
	} else
		options_print(o, &out);
	(void)fputs(buf_str(&out), stdout);
	return SETTINGS_SHOWN;
}

/* What was written over by a broken card is told and left out: a kiosk with presets can still say what is wrong. */
static int take_file(struct options *o, const char *path)
{
	int e = options_file(o, path);

	if (e != -EILSEQ)
		return err_up(e);
	buf_printf(&o->warnings, "%s; every setting keeps its preset\n", err_why());
	return 0;
}

/* The file lies under the command line: arguments are taken twice, once to find the file. */
static int take(struct settings *s, struct options *o, int argc, char *const *argv)
{
	int e = options_args(o, argc, argv, NULL, 0, NULL);

	if (e == 0 && *s->config) {
		e = take_file(o, s->config);
		if (e == 0)
			e = options_args(o, argc, argv, NULL, 0, NULL);
	}
	if (e == 0)
		e = fill_in(s);
	(void)fputs(buf_str(&o->warnings), stderr);
	return err_up(e);
}

enum { LEAST_WIDTH_MM = 130, LEAST_HEIGHT_MM = 80 };

/* Words, answers and keys that fingers hit keep their millimetres: on less, some of them would lie under others. */
static int refuse_small_panel(const struct settings *s)
{
	struct panel p;

	if (settings_panel(s->panel, &p) && p.width_mm >= LEAST_WIDTH_MM && p.height_mm >= LEAST_HEIGHT_MM)
		return 0;
	return err_new(EINVAL,
	        "panel = %s: the screens need a picture of at least %d mm wide and %d mm high, as 800x480@154x86 "
	        "(7 inch, lying) or 800x1280@136x217 (10 inch, standing)",
	        s->panel, LEAST_WIDTH_MM, LEAST_HEIGHT_MM);
}

int settings_take(struct settings *out, int argc, char *const *argv)
{
	struct options o;
	int e = options_init(&o, table, out);

	if (e)
		return err_up(e);
	e = take(out, &o, argc, argv);
	if (e == 0 && (out->show_help || out->show_version || out->show_settings))
		e = show(out, &o);
	else if (e == 0)
		e = refuse_small_panel(out);
	options_fini(&o);
	return e;
}
