/* Settings: layers, what is shown, and sentences for what can not be meant. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "kiosk/settings.h"
#include "sys/file.h"

static struct settings s;
static struct buf out, err; /* what was written to standard output and standard error */

static void into(struct buf *b, const char *path, int fd, int kept)
{
	fflush(NULL);
	CHECK(dup2(kept, fd) >= 0);
	(void)close(kept);
	buf_fini(b);
	buf_init(b, 1 << 20);
	CHECK_OK(file_read(b, path));
}

static int redirect(const char *path, int fd)
{
	int kept = dup(fd), file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	fflush(NULL);
	CHECK(kept >= 0 && file >= 0 && dup2(file, fd) >= 0);
	(void)close(file);
	return kept;
}

/* Arguments in one text, parted by spaces. */
static int take(const char *args)
{
	char text[6000] = "loket ", *argv[64], *rest = text;
	int argc = 0, r, kept_out, kept_err;

	strncat(text, args, sizeof text - 10);
	while (argc < 63 && (argv[argc] = strsep(&rest, " ")))
		argc += *argv[argc] != 0;
	argv[argc] = NULL;
	kept_out = redirect("out", 1);
	kept_err = redirect("err", 2);
	memset(&s, 0xa5, sizeof s);
	r = settings_take(&s, argc, argv);
	into(&out, "out", 1, kept_out);
	into(&err, "err", 2, kept_err);
	return r;
}

static void site(const char *text)
{
	CHECK_OK(file_replace("loket.conf", text, strlen(text), 0600));
}

/* ---- layers ----------------------------------------------------------------------------------- */

TEST(layers, presets_hold_when_nothing_is_said)
{
	CHECK_OK(take(""));
	CHECK_TEXT(s.panel, "1280x800@217x136");
	CHECK_TEXT(s.printer, "none");
	CHECK_TEXT(s.clock, "real");
	CHECK_TEXT(s.bell, "none"); /* a twin would ring without a sound, and say that it rang */
	CHECK_TEXT(s.keypad, "none");
	CHECK_TEXT(s.control, "");
	CHECK_TEXT(s.zone, "Europe/Amsterdam");
	CHECK(!s.headless && !s.show_help);
	CHECK_INT(s.warn_s, 120);
	CHECK_INT(s.wipe_s, 45);
	CHECK_INT(s.lock_s, 300);
	CHECK_TEXT(buf_str(&err), "");
}

TEST(layers, content_and_fonts_lie_beside_the_program)
{
	CHECK_OK(take(""));
	CHECK_HAS(s.content, "/content");
	CHECK(s.content[0] == '/');
	CHECK_HAS(s.fonts, "/content/fonts");
	CHECK_OK(take("--content /srv/loket"));
	CHECK_TEXT(s.content, "/srv/loket");
	CHECK_TEXT(s.fonts, "/srv/loket/fonts");
	CHECK_OK(take("--content /srv/loket --fonts /usr/share/noto"));
	CHECK_TEXT(s.fonts, "/usr/share/noto");
}

TEST(layers, the_file_wins_over_presets_and_the_command_line_over_the_file)
{
	site("# our desk\nprinter = usb:/dev/usb/lp0\nvisit.warn_s = 200\nheadless = yes\n\npanel=800x480@154x86\n");
	CHECK_OK(take("--config loket.conf --visit.warn_s 300"));
	CHECK_TEXT(s.printer, "usb:/dev/usb/lp0");
	CHECK_TEXT(s.panel, "800x480@154x86");
	CHECK_INT(s.warn_s, 300);
	CHECK(s.headless);
	CHECK_OK(take("--visit.warn_s 300 --config loket.conf"));
	CHECK_INT(s.warn_s, 300);
	CHECK_TEXT(buf_str(&err), "");
}

TEST(layers, values_may_stand_behind_an_equals_sign)
{
	CHECK_OK(take("--panel=800x480@154x86 --headless=yes --visit.wipe_s=60"));
	CHECK_TEXT(s.panel, "800x480@154x86");
	CHECK(s.headless);
	CHECK_INT(s.wipe_s, 60);
}

/* ---- bad lines of a file: a warning with file and line, and the preset stays ------------------------ */

TEST(file, an_unknown_key_warns_with_file_and_line)
{
	site("\n# x\nprnter = none\n");
	CHECK_OK(take("--config loket.conf"));
	CHECK_HAS(buf_str(&err), "loket.conf:3: ");
	CHECK_HAS(buf_str(&err), "'prnter'");
}

TEST(file, a_bad_value_names_the_key_and_keeps_the_preset)
{
	static const char *const bad[] = {"visit.warn_s = 9", "visit.warn_s = 3601", "visit.warn_s = soon",
	        "visit.warn_s = 1e3", "visit.warn_s =", "panel = 1280x800", "clock = fast", "headless = perhaps",
	        "touch = evdev", "bell = gong", "log.level = loud", "keypad = usb", "badge = nfc", "speech = loud"};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char key[40];

		sscanf(bad[i], "%39s", key);
		site(bad[i]);
		CHECK_OK(take("--config loket.conf"));
		CHECK_HAS(buf_str(&err), "loket.conf:1: ");
		CHECK_HAS(buf_str(&err), key);
		CHECK_INT(s.warn_s, 120);
		CHECK_TEXT(s.panel, "1280x800@217x136");
		CHECK_TEXT(s.clock, "real");
		CHECK(!s.headless);
	}
}

TEST(file, a_line_without_equals_warns)
{
	site("headless\n");
	CHECK_OK(take("--config loket.conf"));
	CHECK_HAS(buf_str(&err), "loket.conf:1: ");
	CHECK(!s.headless);
}

TEST(file, that_is_missing_is_a_wrong_argument)
{
	CHECK(take("--config none.conf") < 0);
	CHECK_HAS(err_why(), "none.conf");
}

/* Written over by a broken card: told, and a kiosk with presets can still say what is wrong on its screen. */
TEST(file, that_is_no_text_is_told_and_left_out)
{
	CHECK_OK(file_replace("loket.conf", "visit.warn_s = 200\na = \xff\n", 25, 0600));
	CHECK_OK(take("--config loket.conf --visit.wipe_s 60"));
	CHECK_HAS(buf_str(&err), "loket.conf");
	CHECK_INT(s.warn_s, 120);
	CHECK_INT(s.wipe_s, 60);
}

TEST(file, has_bounds_at_each_number)
{
	static const struct {
		const char *key;
		long low, high;
	} numbers[] = {{"visit.warn_s", 10, 3600}, {"visit.wipe_s", 20, 600}, {"staff.lock_s", 30, 3600},
	        {"store.reserve_mib", 1, 65536}};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		for (int at = 0; at < 4; at++) {
			long values[] = {numbers[i].low - 1, numbers[i].low, numbers[i].high, numbers[i].high + 1};
			char line[80];

			snprintf(line, sizeof line, "%s = %ld\n", numbers[i].key, values[at]);
			site(line);
			CHECK_OK(take("--config loket.conf"));
			CHECK_INT(err.len == 0, at == 1 || at == 2);
		}
}

/* ---- wrong arguments: one sentence, and what to do ---------------------------------------------------- */

TEST(arguments, that_are_wrong_give_one_sentence)
{
	static const struct {
		const char *args, *why;
	} wrong[] = {{"--what", "--what: no such option"}, {"--panel", "--panel needs a value"},
	        {"--panel 10x10@10x10", "--panel takes"}, {"--visit.warn_s 5", "--visit.warn_s takes"},
	        {"visit", "'visit' is not understood"}, {"--headless=maybe", "--headless takes yes or no"},
	        {"--touch mouse", "--touch takes"}, {"-h", "'-h' is not understood"},
	        {"--data --headless", "--data needs a value"}};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK(take(wrong[i].args) < 0);
		CHECK_HAS(err_why(), wrong[i].why);
		CHECK(strchr(err_why(), '\n') == NULL);
	}
}

TEST(arguments, that_are_too_long_are_refused)
{
	char text[3000] = "--data ";

	memset(text + 7, 'x', 1023);
	text[7 + 1023] = 0;
	CHECK_OK(take(text));
	CHECK_INT(strlen(s.data), 1023);
	text[7 + 1023] = 'x';
	text[7 + 1024] = 0;
	CHECK(take(text) < 0);
	CHECK_HAS(err_why(), "--data takes");
	CHECK(strlen(err_why()) < 300);
}

TEST(arguments, a_content_folder_too_long_for_its_fonts_is_refused)
{
	char text[3000] = "--content ";

	memset(text + 10, 'x', 1020);
	text[10 + 1020] = 0;
	CHECK(take(text) < 0);
	CHECK_HAS(err_why(), "path too long");
}

/* ---- what is shown ------------------------------------------------------------------------------------------ */

TEST(shown, settings_tell_each_value_and_where_it_came_from)
{
	site("visit.warn_s = 200\n");
	CHECK_INT(take("--settings --config loket.conf --panel 800x480@154x86"), SETTINGS_SHOWN);
	CHECK_HAS(buf_str(&out), "visit.warn_s = 200\n");
	CHECK_HAS(buf_str(&out), "(from loket.conf:1)");
	CHECK_HAS(buf_str(&out), "panel = 800x480@154x86\n");
	CHECK_HAS(buf_str(&out), "(from command line)");
	CHECK_HAS(buf_str(&out), "visit.wipe_s = 45\n");
	CHECK_HAS(buf_str(&out), "(from preset)");
	CHECK_TEXT(buf_str(&err), "");
}

TEST(shown, every_option_of_the_contract_is_in_the_help)
{
	static const char *const options[] = {"--data", "--content", "--panel", "--headless", "--printer",
	        "--printer-profile", "--touch", "--keypad", "--badge", "--speech", "--watchdog", "--control", "--clock",
	        "--config", "--settings", "--help", "--version"};

	CHECK_INT(take("--help"), SETTINGS_SHOWN);
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		CHECK_HAS(buf_str(&out), options[i]);
	CHECK_HAS(buf_str(&out), "xample");
}

TEST(shown, the_version_has_the_form_of_the_contract)
{
	int major, minor, patch, end = 0;

	CHECK_INT(take("--version"), SETTINGS_SHOWN);
	CHECK_INT(sscanf(buf_str(&out), "loket %d.%d.%d (git %*[0-9a-z])%n", &major, &minor, &patch, &end), 3);
	CHECK_TEXT(buf_str(&out) + end, "\n");
}

/* ---- the panel ------------------------------------------------------------------------------------------------- */

static bool is_panel(const char *text)
{
	struct panel p = {1, 2, 3, 4};
	bool fine = settings_panel(text, &p);

	CHECK(fine || (p.width_px == 1 && p.height_px == 2 && p.width_mm == 3 && p.height_mm == 4));
	return fine;
}

TEST(panel, is_read)
{
	struct panel p;

	CHECK(settings_panel("1280x800@217x136", &p));
	CHECK(p.width_px == 1280 && p.height_px == 800 && p.width_mm == 217 && p.height_mm == 136);
	CHECK(is_panel("800x480@154x86"));
	CHECK(is_panel("1080x1920@268x476"));
}

TEST(panel, has_bounds)
{
	CHECK(!is_panel("319x480@154x86") && is_panel("320x480@154x86") && is_panel("321x480@154x86"));
	CHECK(!is_panel("480x319@154x86") && is_panel("480x320@154x86"));
	CHECK(is_panel("8191x480@154x86") && is_panel("8192x480@154x86") && !is_panel("8193x480@154x86"));
	CHECK(is_panel("480x8192@154x86") && !is_panel("480x8193@154x86"));
	CHECK(!is_panel("800x480@59x86") && is_panel("800x480@60x86") && !is_panel("800x480@154x59"));
	CHECK(is_panel("800x480@2000x2000") && !is_panel("800x480@2001x86") && !is_panel("800x480@154x2001"));
}

/* 5 inch, or 7 inch standing: it is not drawn on, whether the file or the command line said so. */
TEST(panel, that_is_too_small_for_the_screens_is_refused)
{
	static const char *const small[] = {
	        "480x800@86x154", "800x480@108x65", "800x480@129x86", "800x480@154x79", "1080x1920@129x476"};
	static const char *const fine[] = {"800x480@130x80", "800x480@131x81", "800x1280@136x217", "800x480@154x86"};
	char args[120], line[120];

	for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
		snprintf(args, sizeof args, "--panel %s", small[i]);
		snprintf(line, sizeof line, "panel = %s\n", small[i]);
		CHECK(take(args) < 0);
		CHECK_HAS(err_why(), small[i]);
		CHECK_HAS(err_why(), "at least 130 mm wide and 80 mm high");
		site(line);
		CHECK(take("--config loket.conf") < 0);
		CHECK_HAS(err_why(), small[i]);
		CHECK_INT(take("--settings --config loket.conf"), SETTINGS_SHOWN);
	}
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		snprintf(args, sizeof args, "--panel %s", fine[i]);
		CHECK_OK(take(args));
	}
}

TEST(panel, is_nothing_else)
{
	static const char *const wrong[] = {"", "x", "1280x800", "1280x800@", "1280x800@217", "1280x800@217x",
	        "1280x800@217x136 ", " 1280x800@217x136", "1280 x800@217x136", "1280x 800@217x136", "1280x800@ 217x136",
	        "1280x800@217x 136", "1280X800@217x136", "-1280x800@217x136", "+1280x800@217x136", "1280x800@217x136x",
	        "1280x800@217.5x136", "12800000x800@217x136", "1280x800@99999999999x136", "1280x800@217x99999999999",
	        "0x0@0x0"};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (is_panel(wrong[i]))
			test_fail(__FILE__, __LINE__, "'%s' was taken for a panel", wrong[i]);
}
