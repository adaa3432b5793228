#include "sync/program.h"

#include <stdio.h>
#include <string.h>

#include "sys/text.h"
#include "sys/version.h"

static bool is_given(int argc, char *const *argv, const char *option)
{
	for (int i = 1; i < argc; i++)
		if (text_is(argv[i], option))
			return true;
	return false;
}

static int print_help(const struct options *o, const struct program *p)
{
	AUTO_BUF text;

	buf_init(&text, 65536);
	buf_printf(&text, "%s - %s\n\nUsage: %s\n\n", p->name, p->about, p->usage);
	options_help(o, &text);
	buf_printf(&text, "\nExample: %s\n", p->example);
	fputs(buf_str(&text), stdout);
	return PROGRAM_STOP;
}

static int print_settings(const struct options *o)
{
	AUTO_BUF text;

	buf_init(&text, 65536);
	options_print(o, &text);
	fputs(buf_str(&text), stdout);
	return PROGRAM_STOP;
}

static const char *config_of(int argc, char *const *argv)
{
	for (int i = 1; i + 1 < argc; i++)
		if (text_is(argv[i], "--config"))
			return argv[i + 1];
	return NULL;
}

int program_begin_with(struct options *o, const struct program *p, void *settings, int argc, char *const *argv,
        const char **rest, size_t room, size_t *n_rest)
{
	const struct program_settings *shared = settings;
	const char *config = config_of(argc, argv);
	int r = options_init(o, p->table, settings);

	if (r < 0)
		return err_up(r);
	if (is_given(argc, argv, "--help"))
		return print_help(o, p);
	if (is_given(argc, argv, "--version")) {
		printf("%s %s (git %s)\n", p->name, LOKET_VERSION, version_git());
		return PROGRAM_STOP;
	}
	if ((config && (r = options_file(o, config)) < 0) || (r = options_args(o, argc, argv, rest, room, n_rest)) < 0)
		return err_up(r);
	fputs(buf_str(&o->warnings), stderr);
	return shared->settings ? print_settings(o) : 0;
}

int program_begin(struct options *o, const struct program *p, void *settings, int argc, char *const *argv)
{
	return program_begin_with(o, p, settings, argc, argv, NULL, 0, NULL);
}

int program_fail(const struct program *p, int status)
{
	fprintf(stderr, "%s: %s\n", p->name, err_why());
	return status;
}
