#pragma once

/*
 * settings - everything that can be set about this kiosk, in one table
 *
 * Layers: built in, --config FILE, command line (sys/options). Programs that
 * only look (--help, --version, --settings) are answered here.
 */
#include "sys/options.h"
#include "ui/ui.h"

struct settings {
	char data[1024], content[1024], fonts[1024], config[1024], control[108];
	char panel[64], printer[1024], page_printer[512], printer_profile[40], touch[1100], touch_rotation[4],
	        keypad[256], badge[256], speech[256], jack[256], stick[256], usb_list[512], watchdog[256];
	char errands[256], update_told[256], beacon[256];
	char bell[256], light[512], presence[256], tamper[512], clock[16], zone[64], log_level[8];
	char display[256], rotation[8], keypad_keys[404];
	int64_t keypad_double_ms, keypad_stuck_s, badge_away_ms;
	bool headless, show_settings, show_help, show_version;
	int64_t dark_s, warn_s, wipe_s, lock_s, pin_digits, keep_s, reserve_mib;
};

/* Answers. */
enum { SETTINGS_SHOWN = 1 }; /* --help, --version or --settings was answered on standard output: exit 0 */

/*
 * Warnings of files go to standard error. A surprise is a wrong argument, or a panel less than 130 mm wide or 80 mm
 * high, whoever set it: its sentence, exit 2.
 */
NODISCARD int settings_take(struct settings *out, int argc, char *const *argv);
/* "1280x800@217x136": true and *out when it is one. 320..8192 dots, 60..2000 mm. */
bool settings_panel(const char *text, struct panel *out);
