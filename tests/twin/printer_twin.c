/*
 * printer_twin [--profile NAME|FILE.conf] [--off-ms N] [--quiet-ms N] [--for SECONDS] tcp[:PORT]|pty DIR[,OPTION=VALUE...]
 *
 * A receipt printer's twin on a line of its own. Its first line of output is the address that a driver is given
 * ("tcp:127.0.0.1:40001" or "serial:/dev/pts/3,115200"), then one line a paper. Words on standard input happen to it
 * ("paper_out"). Options: drivers/printer_twin_options.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "printer_twin_server.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

struct args {
	const char *profile, *line, *dir;
	int64_t off_ms, quiet_ms, seconds;
};

static int read_args(struct args *a, int argc, char **argv)
{
	int i = 1;
	for (; i + 1 < argc && text_starts(argv[i], "--"); i += 2) {
		bool fine = true;
		if (text_is(argv[i], "--profile"))
			a->profile = argv[i + 1];
		else if (text_is(argv[i], "--off-ms"))
			fine = text_i64(argv[i + 1], 1, 3600000, &a->off_ms);
		else if (text_is(argv[i], "--quiet-ms"))
			fine = text_i64(argv[i + 1], 1, 3600000, &a->quiet_ms);
		else if (text_is(argv[i], "--for"))
			fine = text_i64(argv[i + 1], 1, 86400, &a->seconds);
		else
			fine = false;
		if (!fine)
			return err_new(EINVAL, "%s %s is no option", argv[i], argv[i + 1]);
	}
	if (i + 2 != argc)
		return err_new(EINVAL, "tcp[:PORT] or pty, and DIR[,OPTION=VALUE...] are expected");
	a->line = argv[i];
	a->dir = argv[i + 1];
	return 0;
}

static int read_profile(struct printer_profile *out, const char *name)
{
	return text_ends(name, ".conf") ? printer_profile_file(out, name, NULL)
	                                : printer_profile_load(out, "assets/printers", name, NULL);
}

static int open_line(struct line *l, const char *text)
{
	int64_t port = 0;
	if (text_is(text, "pty"))
		return err_up(line_open(l, false, 0));
	if (!text_is(text, "tcp") && !(text_starts(text, "tcp:") && text_i64(text + 4, 1, 65535, &port)))
		return err_new(EINVAL, "'%s' is no line: tcp, tcp:PORT or pty", text);
	return err_up(line_open(l, true, (int)port));
}

static int serve(const struct args *a)
{
	struct twin_options o = {.profile_speed = true};
	struct printer_profile profile;
	struct server s = {.dir = o.place,
	        .off_us = a->off_ms * 1000,
	        .quiet_us = a->quiet_ms * 1000,
	        .line = {.listener = -1, .fd = -1, .far = -1}};
	int r = twin_options_read(&o, a->dir);
	if (!r)
		r = read_profile(&profile, a->profile);
	if (!r)
		r = dir_make(o.place, 0750);
	o.profile_speed = o.profile_speed && !o.setup.speed_mm_s;
	if (!r)
		r = twin_options_new(&s.twin, &o, &profile);
	if (!r)
		r = open_line(&s.line, a->line);
	if (!r) {
		s.until_us = clock_measure_us() + a->seconds * 1000000;
		printf("%s\n", s.line.uri);
		fflush(stdout);
		r = server_run(&s);
	}
	line_close(&s.line);
	twin_free(s.twin);
	return err_up(r);
}

int main(int argc, char **argv)
{
	struct args a = {.profile = "tm-t88v", .off_ms = 1000, .quiet_ms = 300, .seconds = 3600};
	int r = read_args(&a, argc, argv);
	int usage = r < 0;
	if (!r)
		r = serve(&a);
	if (r < 0)
		fprintf(stderr, "printer_twin: %s\n", err_why());
	return r >= 0 ? 0 : usage ? 2 : 1;
}
