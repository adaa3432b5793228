#include "tools/args.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "sys/text.h"

static struct arg *row_of(struct arg *table, const char *name, size_t n)
{
	for (struct arg *a = table; a->name; a++)
		if (strlen(a->name) == n && strncmp(a->name, name, n) == 0)
			return a;
	return NULL;
}

static int take(struct arg *a, const char *value)
{
	size_t most = a->most ? a->most : 1;

	assert(most <= ARGS_VALUES_MOST);
	if (a->n == most)
		return err_new(EINVAL, "%s is given more than %zu time%s", a->name, most, most == 1 ? "" : "s");
	a->values[a->n++] = value;
	return 0;
}

int args_read(struct arg *table, int argc, char *const *argv)
{
	for (int i = 1; i < argc; i++) {
		const char *equals = strchr(argv[i], '='), *value = equals ? equals + 1 : NULL;
		struct arg *a = row_of(table, argv[i], equals ? (size_t)(equals - argv[i]) : strlen(argv[i]));
		int e;

		if (!a)
			return err_new(
			        EINVAL, "'%.60s' is not understood here; --help shows how to call this", argv[i]);
		if (a->is_flag && value)
			return err_new(EINVAL, "%s takes no value", a->name);
		if (!a->is_flag && !value && i + 1 < argc)
			value = argv[++i];
		if (!a->is_flag && (!value || !*value))
			return err_new(EINVAL, "%s needs a value", a->name);
		e = take(a, a->is_flag ? "" : value);
		if (e)
			return err_up(e);
	}
	return 0;
}

const struct arg *arg_of(const struct arg *table, const char *name)
{
	const struct arg *a = table;

	while (a->name && !text_is(a->name, name))
		a++;
	assert(a->name);
	return a;
}

const char *args_value(const struct arg *table, const char *name, const char *otherwise)
{
	const struct arg *a = arg_of(table, name);

	return a->n ? a->values[0] : otherwise;
}

bool args_ask_help(int argc, char *const *argv)
{
	return argc > 1 && text_is(argv[1], "--help");
}
