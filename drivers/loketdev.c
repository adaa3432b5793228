/*
 * loketdev - the technician's device tool: one word, one job
 *
 * Each job is a function of a file loketdev_NAME.c; this is their one table.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "drivers/loketdev.h"
#include "sys/text.h"
#include "sys/version.h"

enum { WORDS_MOST = 16 };

static const struct opt table[] = {
        OPT_TXT(struct dev_settings, usb_list, "usb.list", "--usb-list", "", "LIST",
                "what may be plugged in where: 1-1.2/08,1-1.3/07 04b8:0202"),
        OPT_TXT(struct dev_settings, profile, "printer_profile", "--printer-profile", "generic-80", "NAME",
                "which printer it is"),
        OPT_TXT(struct dev_settings, printers, "printers", "--printers", "assets/printers", "DIR",
                "the folder of printer profiles"),
        OPT_TXT(struct dev_settings, panel, "panel", "--panel", "1280x800@217x136", "PXxPX@MMxMM",
                "the touch panel's dots and millimetres"),
        OPT_TXT(struct dev_settings, out, "out", "--out", "touch.conf", "FILE", "where calibrate writes"),
        OPT_NUM(struct dev_settings, points, "points", "--points", 3, 5, "5", "crosses to calibrate by: 3 or 5"),
        OPT_NUM(struct dev_settings, seconds, "seconds", "--seconds", 0, 864000, "0",
                "stop after so long; 0 = when it is told to (Ctrl-C)"),
        {0},
};

static const struct {
	const char *name;
	dev_command *run;
	size_t least, most; /* words behind it */
	const char *help;
} commands[] = {
        {"list", dev_list, 0, 0, "list                 what is plugged in, and whether it may be"},
        {"check", dev_check, 0, 12,
                "check [DEV...]       the diagnostics screen's checks, of the machine or of devices"},
        {"watch", dev_watch, 1, 1, "watch DEV            what a device tells, as it comes"},
        {"print", dev_print, 2, 2, "print DEV FILE       a file of printer bytes, and how far it provably got"},
        {"record", dev_record, 2, 2, "record DEV FILE      an input device's events, to be played by replay:FILE"},
        {"calibrate", dev_calibrate, 1, 1, "calibrate DEV        a touch panel, by a ruler"},
        {"soak", dev_soak, 1, 1, "soak DEV             the checks again and again, and what broke"},
};

static void help(const struct options *o)
{
	AUTO_BUF text;

	buf_init(&text, 16384);
	buf_text(&text,
	        "loketdev - looks at the devices of a Loket station\n\nUsage: loketdev [options] COMMAND ...\n\n");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		buf_printf(&text, "  %s\n", commands[i].help);
	buf_text(&text,
	        "\nDEV is CLASS=URI (touch=evdev:auto, printer=usb:auto, badge=hid:auto, stick=usb ...) or a node "
	        "below /dev.\n\n");
	options_help(o, &text);
	buf_text(&text, "\nExample: loketdev watch touch=evdev:auto\n");
	(void)fputs(buf_str(&text), stdout);
}

static int fail(int status)
{
	fprintf(stderr, "loketdev: %s\n", err_why());
	return status;
}

static bool is_given(int argc, char **argv, const char *option)
{
	for (int i = 1; i < argc; i++)
		if (text_is(argv[i], option))
			return true;
	return false;
}

static int run(const struct dev_settings *s, const char *const *words, size_t n)
{
	int status = 0;

	for (size_t i = 0; n > 0 && i < sizeof commands / sizeof *commands; i++) {
		if (!text_is(commands[i].name, words[0]))
			continue;
		if (n - 1 < commands[i].least || n - 1 > commands[i].most) {
			(void)err_new(EINVAL, "say: loketdev %s", commands[i].help);
			return fail(2);
		}
		if (commands[i].run(&status, s, words + 1) < 0)
			return fail(1);
		return status;
	}
	(void)err_new(EINVAL, "say list, check, watch, print, record, calibrate or soak; --help shows an example");
	return fail(2);
}

int main(int argc, char **argv)
{
	struct dev_settings settings = {0};
	struct options options = {0};
	const char *words[WORDS_MOST + 1] = {NULL};
	size_t n = 0;
	bool wants_help = is_given(argc, argv, "--help");
	int r;

	if (is_given(argc, argv, "--version")) {
		printf("loketdev %s (git %s)\n", LOKET_VERSION, version_git());
		return 0;
	}
	r = options_init(&options, table, &settings);
	if (r == 0 && wants_help)
		(void)help(&options);
	else if (r == 0)
		r = options_args(&options, argc, argv, words, WORDS_MOST, &n);
	options_fini(&options);
	if (r == 0 && wants_help)
		return 0;
	if (r < 0)
		return fail(2);
	(void)signal(SIGPIPE, SIG_IGN);
	return run(&settings, words, n);
}
