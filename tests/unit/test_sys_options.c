#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/options.h"
#include "sys/text.h"

struct settings {
	char data[16], panel[32];
	int64_t warn_s;
	bool headless;
};

static bool is_panel(const char *value)
{
	return strchr(value, 'x') != NULL;
}

static const struct opt table[] = {
        OPT_TXT(struct settings, data, "data", "--data", "/var/lib/loket", "DIR", "Where records lie."),
        {"panel", "--panel", OPT_TEXT, offsetof(struct settings, panel), sizeof(((struct settings *)0)->panel), 0, 0,
                "1280x800@217x136", "WxH@MMxMM", "The screen.", is_panel},
        OPT_NUM(struct settings, warn_s, "visit.warn_s", NULL, 10, 600, "120", "Seconds until a warning."),
        OPT_BOOL(struct settings, headless, "headless", "--headless", "No window."),
        {NULL, NULL, OPT_TEXT, 0, 0, 0, 0, NULL, NULL, NULL, NULL},
};

struct fixture {
	struct settings s;
	struct options o;
};

static void setup(struct fixture *f)
{
	memset(f, 0xee, sizeof(*f));
	CHECK_OK(options_init(&f->o, table, &f->s));
}

static void read_file(struct fixture *f, const char *text)
{
	CHECK_OK(file_replace("x.conf", text, strlen(text), 0600));
	CHECK_OK(options_file(&f->o, "x.conf"));
}

static int read_args(struct fixture *f, int n, ...)
{
	char *argv[10] = {(char *)(uintptr_t) "loket"};
	va_list args;
	va_start(args, n);
	for (int i = 1; i <= n; i++)
		argv[i] = va_arg(args, char *);
	va_end(args);
	return options_args(&f->o, n + 1, argv, NULL, 0, NULL);
}

/* ---- layers ----------------------------------------------------------------------------- */

TEST(layers, presets_stand_first)
{
	struct fixture f;
	setup(&f);
	CHECK_TEXT(f.s.data, "/var/lib/loket");
	CHECK_TEXT(f.s.panel, "1280x800@217x136");
	CHECK_INT(f.s.warn_s, 120);
	CHECK_INT(f.s.headless, 0);
	CHECK_TEXT(f.o.source[2], "preset");
	options_fini(&f.o);
}

TEST(layers, a_later_one_wins_and_says_where_it_came_from)
{
	struct fixture f;
	setup(&f);
	read_file(&f, "# a comment\n\n  visit.warn_s =  200 \r\nheadless=yes\ndata = /a b \n   # another = 1\n");
	CHECK_INT(f.s.warn_s, 200);
	CHECK(f.s.headless);
	CHECK_TEXT(f.s.data, "/a b");
	CHECK_TEXT(f.o.source[2], "x.conf:3");
	CHECK_TEXT(f.o.source[0], "x.conf:5");
	CHECK_TEXT(f.o.source[1], "preset");
	CHECK_OK(read_args(&f, 3, "--visit.warn_s=300", "--data", "/c"));
	CHECK_INT(f.s.warn_s, 300);
	CHECK_TEXT(f.s.data, "/c");
	CHECK_TEXT(f.o.source[0], "command line");
	CHECK_TEXT(f.o.source[3], "x.conf:4");
	CHECK_TEXT(buf_str(&f.o.warnings), "");
	options_fini(&f.o);
}

/* ---- bad files --------------------------------------------------------------------------- */

TEST(file, bad_lines_name_file_and_line_and_change_nothing)
{
	struct fixture f;
	setup(&f);
	read_file(&f, "visit.warn_s = soon\nvolume = 5\nheadless = maybe\nnonsense\nvisit.warn_s = 200\npanel = small\n"
	              "data = 0123456789abcdef\n= 5\n");
	CHECK_TEXT(buf_str(&f.o.warnings),
	        "x.conf:1: visit.warn_s takes a whole number from 10 to 600; the earlier value stays\n"
	        "x.conf:2: unknown key 'volume'; --settings lists the known ones\n"
	        "x.conf:3: headless takes yes or no; the earlier value stays\n"
	        "x.conf:4: a line is 'key = value'; this one has no '='\n"
	        "x.conf:6: panel takes WxH@MMxMM, shorter than 32 bytes; the earlier value stays\n"
	        "x.conf:7: data takes DIR, shorter than 16 bytes; the earlier value stays\n"
	        "x.conf:8: unknown key ''; --settings lists the known ones\n");
	CHECK_INT(f.s.warn_s, 200);
	CHECK_INT(f.s.headless, 0);
	CHECK_TEXT(f.s.panel, "1280x800@217x136");
	CHECK_TEXT(f.s.data, "/var/lib/loket");
	options_fini(&f.o);
}

TEST(file, numbers_and_texts_keep_to_their_limits)
{
	struct fixture f;
	int64_t was = 120;
	setup(&f);
	static const struct {
		const char *value;
		bool good;
	} numbers[] = {{"9", false}, {"10", true}, {"11", true}, {"599", true}, {"600", true}, {"601", false}};
	for (size_t i = 0; i < 6; i++) {
		CHECK_INT(
		        options_set(&f.o, "visit.warn_s", numbers[i].value, "test"), numbers[i].good ? 0 : OPTIONS_BAD);
		was = numbers[i].good ? strtoll(numbers[i].value, NULL, 10) : was;
		CHECK_INT(f.s.warn_s, was);
	}
	CHECK_OK(options_set(&f.o, "data", "0123456789abcd", "test"));
	CHECK_OK(options_set(&f.o, "data", "0123456789abcde", "test"));
	CHECK_INT(options_set(&f.o, "data", "0123456789abcdef", "test"), OPTIONS_BAD);
	CHECK_TEXT(f.s.data, "0123456789abcde");
	CHECK_INT(options_set(&f.o, "volume", "1", "test"), OPTIONS_UNKNOWN);
	options_fini(&f.o);
}

TEST(file, that_is_missing_is_a_surprise)
{
	struct fixture f;
	setup(&f);
	CHECK_INT(options_file(&f.o, "none.conf"), -ENOENT);
	CHECK_HAS(err_why(), "none.conf");
	options_fini(&f.o);
}

TEST(file, that_is_no_text_is_refused)
{
	struct fixture f;
	setup(&f);
	CHECK_OK(file_replace("x.conf", "data = a\0b\n", 11, 0600));
	CHECK_INT(options_file(&f.o, "x.conf"), -EILSEQ);
	CHECK_OK(file_replace("x.conf", "data = \xff\n", 9, 0600));
	CHECK_INT(options_file(&f.o, "x.conf"), -EILSEQ);
	CHECK_TEXT(err_why(), "x.conf: is not a text file in UTF-8");
	CHECK_TEXT(f.s.data, "/var/lib/loket");
	options_fini(&f.o);
}

TEST(file, has_a_ceiling_of_64_kib)
{
	static char text[65537 + 1];
	memset(text, '\n', sizeof(text));
	for (size_t n = 65535; n <= 65537; n++) {
		struct fixture f;
		setup(&f);
		memcpy(text + n - 8, "data = z", 8);
		CHECK_OK(file_replace("x.conf", text, n, 0600));
		CHECK_INT(options_file(&f.o, "x.conf"), n > 65536 ? -EFBIG : 0);
		CHECK_TEXT(f.s.data, n > 65536 ? "/var/lib/loket" : "z");
		if (n > 65536)
			CHECK_TEXT(err_why(), "x.conf: larger than 65536 bytes");
		options_fini(&f.o);
		memset(text, '\n', sizeof(text));
	}
}

TEST(file, a_line_number_survives_a_long_path)
{
	struct fixture f;
	char path[300];
	setup(&f);
	memset(path, 'd', 200);
	snprintf(path + 200, 100, "/x.conf");
	CHECK_OK(dir_make("dddddddddd", 0700));
	path[200] = '\0';
	CHECK_OK(dir_make(path, 0700));
	path[200] = '/';
	CHECK_OK(file_replace(path, "\nheadless = yes\n", 16, 0600));
	CHECK_OK(options_file(&f.o, path));
	CHECK(text_ends(f.o.source[3], "/x.conf:2"));
	options_fini(&f.o);
}

TEST(file, thousands_of_bad_lines_do_not_fill_the_memory)
{
	struct fixture f;
	AUTO_BUF text;
	setup(&f);
	buf_init(&text, 65536);
	for (int i = 0; i < 5000; i++)
		buf_printf(&text, "bad%d\n", i);
	buf_text(&text, "visit.warn_s = 300\n");
	CHECK_OK(buf_done(&text));
	CHECK_OK(file_replace("x.conf", text.data, text.len, 0600));
	CHECK_OK(options_file(&f.o, "x.conf"));
	CHECK(f.o.warnings.len <= 16384);
	CHECK_INT(f.s.warn_s, 300);
	options_fini(&f.o);
}

/* ---- the command line ------------------------------------------------------------------------ */

TEST(arguments, come_by_key_or_alias_and_with_or_without_equals)
{
	struct fixture f;
	setup(&f);
	CHECK_OK(read_args(&f, 4, "--panel=1x1", "--headless", "--visit.warn_s", "10"));
	CHECK_TEXT(f.s.panel, "1x1");
	CHECK(f.s.headless);
	CHECK_INT(f.s.warn_s, 10);
	CHECK_OK(read_args(&f, 2, "--headless=no", "--data="));
	CHECK(!f.s.headless);
	CHECK_TEXT(f.s.data, "");
	options_fini(&f.o);
}

TEST(arguments, that_are_wrong_are_named)
{
	struct fixture f;
	setup(&f);
	CHECK_INT(read_args(&f, 1, "--wat"), -EINVAL);
	CHECK_TEXT(err_why(), "--wat: no such option; --help lists them");
	CHECK_INT(read_args(&f, 1, "--"), -EINVAL);
	CHECK_INT(read_args(&f, 1, "--data"), -EINVAL);
	CHECK_TEXT(err_why(), "--data needs a value: DIR");
	CHECK_INT(read_args(&f, 2, "--data", "--headless"), -EINVAL);
	CHECK_TEXT(err_why(), "--data needs a value: DIR");
	CHECK_TEXT(f.s.data, "/var/lib/loket");
	CHECK_INT(read_args(&f, 2, "--visit.warn_s", "5"), -EINVAL);
	CHECK_TEXT(err_why(), "--visit.warn_s takes a whole number from 10 to 600, not '5'");
	CHECK_INT(read_args(&f, 1, "--headless=perhaps"), -EINVAL);
	CHECK_INT(read_args(&f, 1, "stray"), -EINVAL);
	CHECK_TEXT(err_why(), "'stray' is not understood here; --help shows how to call this program");
	CHECK_INT(read_args(&f, 1, "--a-very-long-option-name-that-nobody-would-ever-think-of-giving-to-it"), -EINVAL);
	options_fini(&f.o);
}

TEST(arguments, left_over_ones_stand_in_the_rest_until_it_is_full)
{
	struct fixture f;
	const char *rest[2];
	size_t n = 9;
	setup(&f);
	char *const argv[] = {(char *)(uintptr_t) "p", (char *)(uintptr_t) "one", (char *)(uintptr_t) "--headless",
	        (char *)(uintptr_t) "two", (char *)(uintptr_t) "three"};
	CHECK_OK(options_args(&f.o, 1, argv, rest, 2, &n));
	CHECK_INT(n, 0);
	CHECK_OK(options_args(&f.o, 4, argv, rest, 2, &n));
	CHECK_INT(n, 2);
	CHECK_TEXT(rest[0], "one");
	CHECK_TEXT(rest[1], "two");
	CHECK(f.s.headless);
	CHECK_INT(options_args(&f.o, 5, argv, rest, 2, &n), -EINVAL);
	options_fini(&f.o);
}

/* ---- what people read -------------------------------------------------------------------------- */

TEST(shown, settings_tell_value_source_and_help)
{
	struct fixture f;
	AUTO_BUF out;
	setup(&f);
	buf_init(&out, 10000);
	CHECK_OK(read_args(&f, 1, "--headless"));
	options_print(&f.o, &out);
	CHECK_HAS(buf_str(&out), "data = /var/lib/loket\n    # Where records lie. (from preset)\n");
	CHECK_HAS(buf_str(&out), "visit.warn_s = 120\n");
	CHECK_HAS(buf_str(&out), "headless = yes\n    # No window. (from command line)\n");
	options_fini(&f.o);
}

TEST(shown, what_settings_print_can_be_read_back)
{
	struct fixture f, g;
	AUTO_BUF out;
	setup(&f);
	setup(&g);
	buf_init(&out, 10000);
	CHECK_OK(read_args(&f, 4, "--headless", "--panel=9x9", "--data=/x y", "--visit.warn_s=77"));
	options_print(&f.o, &out);
	read_file(&g, buf_str(&out));
	CHECK_TEXT(buf_str(&g.o.warnings), "");
	CHECK_BYTES(&g.s.warn_s, &f.s.warn_s, sizeof(g.s.warn_s));
	CHECK_TEXT(g.s.data, "/x y");
	CHECK_TEXT(g.s.panel, "9x9");
	CHECK(g.s.headless);
	options_fini(&f.o);
	options_fini(&g.o);
}

TEST(shown, help_has_a_row_for_each)
{
	struct fixture f;
	AUTO_BUF out;
	setup(&f);
	buf_init(&out, 10000);
	options_help(&f.o, &out);
	CHECK_HAS(buf_str(&out), "  --data DIR                         Where records lie.\n");
	CHECK_HAS(buf_str(&out), "  --visit.warn_s N                   Seconds until a warning.\n");
	CHECK_HAS(buf_str(&out), "  --headless ");
	options_fini(&f.o);
}
