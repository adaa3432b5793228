#include "drivers/printer_twin_options.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "sys/text.h"

#define NUMBER(key, field, min, max, times)                                                                            \
	{                                                                                                              \
		key, offsetof(struct twin_setup, field), min, max, times                                               \
	}

/* Numbers of the setup; what is given is multiplied. */
static const struct number {
	const char *key;
	size_t offset;
	int64_t min, max, times;
} numbers[] = {
        NUMBER("speed", speed_mm_s, 1, 500, 1),
        NUMBER("buffer", buffer_bytes, 1, 1048576, 1),
        NUMBER("rate", bytes_s, 1, 1000000000, 1),
        NUMBER("wire", wire_bytes, 1, 1048576, 1),
        NUMBER("rows", print_rows, 1, 100000, 1),
        NUMBER("cut_ms", cut_us, 1, 60000, 1000),
        NUMBER("slow_ms", answer_us, 0, 600000, 1000),
        NUMBER("hot_ms", hot_us, 0, 600000, 1000),
};

static const struct planned {
	const char *what;
	enum twin_trigger when;
} plannable[] = {
        {"power_cut", TWIN_AT_BYTE},
        {"link_cut", TWIN_AT_BYTE},
        {"paper_out", TWIN_AT_ROW},
        {"paper_low", TWIN_AT_ROW},
        {"cover_open", TWIN_AT_ROW},
        {"hot", TWIN_AT_ROW},
        {"jam", TWIN_AT_CUT},
};

static const char *const lies[] = {"constants", "zeros", "ids", "early", "wrong_ids", "twice", "unasked", "noise"};
static const char *const paper_ends[] = {"profile", "keep", "lose", "garble"};

#define COUNT(list) ((int)(sizeof(list) / sizeof(*(list))))

static int word_at(const char *const *list, int n, const char *word)
{
	for (int i = 0; i < n; i++)
		if (text_is(list[i], word))
			return i;
	return -1;
}

static int bad_value(const char *key, const char *value)
{
	return err_new(EINVAL, "the virtual printer's option %s can not be '%.40s'", key, value);
}

/* "ids+twice" */
static int read_lies(unsigned *out, const char *value)
{
	char words[128];
	char *rest = words, *word;

	if (text_is(value, "all")) {
		*out = TWIN_LIE_ALL;
		return 0;
	}
	if (!text_copy(words, sizeof(words), value))
		return bad_value("liar", value);
	unsigned all = 0;
	while ((word = strsep(&rest, "+"))) {
		int i = word_at(lies, COUNT(lies), word);
		if (i < 0)
			return bad_value("liar", value);
		all |= 1u << i;
	}
	*out = all;
	return 0;
}

static int read_flag(bool *out, const char *key, const char *value)
{
	if (!text_is(value, "yes") && !text_is(value, "no"))
		return bad_value(key, value);
	*out = text_is(value, "yes");
	return 0;
}

static int read_number(struct twin_options *o, const struct number *n, const char *value)
{
	int64_t v;

	if (!text_i64(value, n->min, n->max, &v))
		return bad_value(n->key, value);
	v *= n->times;
	memcpy((char *)&o->setup + n->offset, &v, sizeof(v));
	return 0;
}

static int read_plan(struct twin_options *o, const struct planned *p, const char *value)
{
	int64_t n;

	if (!text_i64(value, 0, INT64_MAX, &n))
		return bad_value(p->what, value);
	if (o->n_plans == TWIN_MOST_PLANS)
		return err_new(EINVAL, "at most %d troubles can be planned for a virtual printer", TWIN_MOST_PLANS);
	o->plans[o->n_plans++] = (struct twin_planned){.what = p->what, .when = p->when, .n = (uint64_t)n};
	return 0;
}

/* The options that are one of a kind. 1 = it is none of them. */
static int read_other(struct twin_options *o, const char *key, const char *value)
{
	int64_t n;
	int i;

	if (text_is(key, "speed") && text_is(value, "profile")) {
		o->profile_speed = true;
		return 0;
	}
	if (text_is(key, "baud")) { /* a start bit, eight, and a stop bit */
		if (!text_i64(value, 300, 4000000, &n))
			return bad_value(key, value);
		o->setup.bytes_s = n / 10;
		return 0;
	}
	if (text_is(key, "seed")) {
		if (!text_i64(value, 1, INT64_MAX, &n))
			return bad_value(key, value);
		o->setup.seed = (uint64_t)n;
		return 0;
	}
	if (text_is(key, "one_way"))
		return read_flag(&o->setup.one_way, key, value);
	if (text_is(key, "no_flow"))
		return read_flag(&o->setup.no_flow, key, value);
	if (text_is(key, "liar"))
		return read_lies(&o->setup.lies, value);
	if (!text_is(key, "paper_end"))
		return 1;
	i = word_at(paper_ends, COUNT(paper_ends), value);
	if (i < 0)
		return bad_value(key, value);
	o->setup.paper_end = (enum twin_paper_end)i;
	return 0;
}

static int read_option(struct twin_options *o, char *option)
{
	char *value = strchr(option, '=');

	if (!value)
		return err_new(EINVAL, "'%.40s' is no option of a virtual printer: KEY=VALUE is expected", option);
	*value++ = '\0';
	int r = read_other(o, option, value);
	if (r <= 0)
		return r;
	for (int i = 0; i < COUNT(numbers); i++)
		if (text_is(option, numbers[i].key))
			return read_number(o, &numbers[i], value);
	for (int i = 0; i < COUNT(plannable); i++)
		if (text_is(option, plannable[i].what))
			return read_plan(o, &plannable[i], value);
	return err_new(EINVAL, "'%.40s' is no option of a virtual printer", option);
}

int twin_options_read(struct twin_options *o, const char *text)
{
	char all[768];
	char *rest = all, *option;

	if (!text_copy(all, sizeof(all), text))
		return err_new(EINVAL, "the virtual printer's options are longer than %zu bytes", sizeof(all) - 1);
	if (!text_copy(o->place, sizeof(o->place), strsep(&rest, ",")))
		return err_new(EINVAL, "the virtual printer's place is longer than %d bytes", TWIN_PLACE_ROOM - 1);
	while ((option = strsep(&rest, ","))) {
		int r = read_option(o, option);
		if (r)
			return err_up(r);
	}
	return 0;
}

int twin_options_new(struct printer_twin **out, const struct twin_options *o, const struct printer_profile *profile)
{
	struct twin_setup setup = o->setup;
	struct printer_twin *t = NULL;

	setup.profile = *profile;
	if (o->profile_speed)
		setup.speed_mm_s = profile->speed_mm_s;
	int r = twin_new(&t, &setup);
	for (int i = 0; !r && i < o->n_plans; i++)
		r = twin_plan(t, o->plans[i].what, o->plans[i].when, o->plans[i].n);
	if (r > 0)
		r = err_new(EINVAL, "%s can not be planned for a virtual printer", o->plans[0].what);
	if (r) {
		twin_free(t);
		return err_up(r);
	}
	*out = t;
	return 0;
}
