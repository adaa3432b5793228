#include "form/xpath_function.h"

#include <math.h>
#include <stdio.h>

#include "sys/text.h"

#define FN(name) static struct value name(struct eval *ev, const struct focus *at, const struct ast *call)

/* The first argument, or the text of the node at hand. */
static struct str own_text(struct eval *ev, const struct focus *at, const struct ast *call)
{
	return call->n_args ? arg_text(ev, at, call, 0) : item_text(ev, at->item);
}

FN(fn_string)
{
	return value_text(own_text(ev, at, call));
}

static struct value joined(struct eval *ev, struct str between, struct texts t)
{
	size_t n = 0;
	char *out, *to;

	for (size_t i = 0; i < t.n; i++)
		n += t.at[i].n + (i ? between.n : 0);
	out = to = eval_alloc(ev, n + 1);
	if (!out)
		return value_empty();
	for (size_t i = 0; i < t.n; i++) {
		if (i) {
			memcpy(to, between.p, between.n);
			to += between.n;
		}
		memcpy(to, t.at[i].p, t.at[i].n);
		to += t.at[i].n;
	}
	return value_text((struct str){out, n});
}

FN(fn_concat)
{
	return joined(ev, (struct str){"", 0}, arg_texts(ev, at, call, 0));
}

FN(fn_join)
{
	struct str between = arg_text(ev, at, call, 0);

	return joined(ev, between, arg_texts(ev, at, call, 1));
}

/* The first byte begins a code point whatever it is: what is no UTF-8 must not stop a walk. */
static bool begins_point(struct str s, size_t i)
{
	return i == 0 || (s.p[i] & 0xC0) != 0x80;
}

/* Bytes of the first n code points. */
static size_t bytes_of_points(struct str s, double points)
{
	size_t i = 0;

	for (; i < s.n; i++) {
		if (begins_point(s, i) && points-- <= 0)
			break;
	}
	return i;
}

static double points_of(struct str s)
{
	double n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += begins_point(s, i);
	return n;
}

/* substr(text, from 0, before): negative places count from the end. */
FN(fn_substr)
{
	struct str s = arg_text(ev, at, call, 0);
	double n = points_of(s), from = arg_number(ev, at, call, 1);
	double to = call->n_args > 2 ? arg_number(ev, at, call, 2) : n;
	size_t a, b;

	if (isnan(from))
		return value_empty();
	from = from < 0 ? fmax(0, n + ceil(from)) : floor(from);
	to = isnan(to) ? 0 : to < 0 ? n + ceil(to) : floor(to);
	if (to <= from)
		return value_empty();
	a = bytes_of_points(s, from);
	b = bytes_of_points(s, to);
	return value_text((struct str){s.p + a, b - a});
}

/* substring(text, from 1, length), as XPath 1.0 has it. */
FN(fn_substring)
{
	struct str s = arg_text(ev, at, call, 0);
	double from = floor(arg_number(ev, at, call, 1) + 0.5), to = points_of(s) + 1;
	size_t a, b;

	if (call->n_args > 2)
		to = fmin(to, from + floor(arg_number(ev, at, call, 2) + 0.5));
	if (isnan(from) || isnan(to) || to <= fmax(from, 1))
		return value_empty();
	a = bytes_of_points(s, fmax(from, 1) - 1);
	b = bytes_of_points(s, to - 1);
	return value_text((struct str){s.p + a, b - a});
}

FN(fn_before)
{
	struct str s = arg_text(ev, at, call, 0), mark = arg_text(ev, at, call, 1);
	size_t found = str_find(s, mark);

	return value_text((struct str){s.p, found == s.n ? 0 : found});
}

FN(fn_after)
{
	struct str s = arg_text(ev, at, call, 0), mark = arg_text(ev, at, call, 1);
	size_t found = str_find(s, mark);

	if (found == s.n)
		return value_empty();
	return value_text((struct str){s.p + found + mark.n, s.n - found - mark.n});
}

/* The nth code point of a text; empty past its end. */
static struct str point_at(struct str s, double n)
{
	size_t a = bytes_of_points(s, n);
	struct str rest = {s.p + a, s.n - a};

	rest.n = bytes_of_points(rest, 1);
	return rest;
}

FN(fn_translate)
{
	struct str s = arg_text(ev, at, call, 0), from = arg_text(ev, at, call, 1), to = arg_text(ev, at, call, 2);
	char *out = eval_alloc(ev, 4 * s.n + 1);
	size_t n = 0;

	if (!out)
		return value_empty();
	while (s.n && eval_spend(ev, from.n)) {
		struct str c = point_at(s, 0), put = c;
		double place = 0;

		for (struct str f = from; f.n; place++) {
			struct str one = point_at(f, 0);

			if (str_equal(one, c)) {
				put = point_at(to, place);
				break;
			}
			f.p += one.n;
			f.n -= one.n;
		}
		memcpy(out + n, put.p, put.n);
		n += put.n;
		s.p += c.n;
		s.n -= c.n;
	}
	return value_text((struct str){out, n});
}

FN(fn_length)
{
	return value_number(points_of(own_text(ev, at, call)));
}

FN(fn_normalize)
{
	struct str rest = own_text(ev, at, call), word;
	char *out = eval_alloc(ev, rest.n + 1);
	size_t n = 0;

	while (out && str_word(&rest, &word)) {
		if (n)
			out[n++] = ' ';
		memcpy(out + n, word.p, word.n);
		n += word.n;
	}
	return out ? value_text((struct str){out, n}) : value_empty();
}

FN(fn_contains)
{
	struct str s = arg_text(ev, at, call, 0), part = arg_text(ev, at, call, 1);

	return value_truth(part.n == 0 || str_find(s, part) < s.n);
}

FN(fn_starts)
{
	struct str s = arg_text(ev, at, call, 0), part = arg_text(ev, at, call, 1);

	return value_truth(part.n <= s.n && memcmp(s.p, part.p, part.n) == 0);
}

FN(fn_ends)
{
	struct str s = arg_text(ev, at, call, 0), part = arg_text(ev, at, call, 1);

	return value_truth(part.n <= s.n && memcmp(s.p + s.n - part.n, part.p, part.n) == 0);
}

/* A version 4 UUID, or so many random letters and digits. */
FN(fn_uuid)
{
	static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	double wish = call->n_args ? arg_number(ev, at, call, 0) : NAN;
	size_t n = wish >= 1 && wish <= 255 ? (size_t)wish : 16;
	uint8_t b[256] = {0};
	char out[256];

	if (ev->env->random)
		ev->env->random(ev->env->me, b, n);
	if (!isnan(wish)) {
		for (size_t i = 0; i < n; i++)
			out[i] = letters[b[i] % 62];
		return value_text(eval_keep(ev, out, n));
	}
	b[6] = (b[6] & 0x0f) | 0x40;
	b[8] = (b[8] & 0x3f) | 0x80;
	n = (size_t)snprintf(out, sizeof out, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
	        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
	return value_text(eval_keep(ev, out, n));
}

FN(fn_itext)
{
	struct str id = arg_text(ev, at, call, 0);

	return ev->env->itext ? value_text(ev->env->itext(ev->env->me, ev, id)) : value_empty();
}

FN(fn_version)
{
	(void)at, (void)call;
	return value_text(str_of(ev->env->version));
}

const struct function functions_text[] = {
        {"string", 0, 1, fn_string, 0},
        {"concat", 0, -1, fn_concat, 0},
        {"join", 1, -1, fn_join, 0},
        {"substr", 2, 3, fn_substr, 0},
        {"substring", 2, 3, fn_substring, 0},
        {"substring-before", 2, 2, fn_before, 0},
        {"substring-after", 2, 2, fn_after, 0},
        {"translate", 3, 3, fn_translate, 0},
        {"string-length", 0, 1, fn_length, 0},
        {"normalize-space", 0, 1, fn_normalize, 0},
        {"contains", 2, 2, fn_contains, 0},
        {"starts-with", 2, 2, fn_starts, 0},
        {"ends-with", 2, 2, fn_ends, 0},
        {"uuid", 0, 1, fn_uuid, 0},
        {"jr:itext", 1, 1, fn_itext, FUNCTION_LANGUAGE},
        {"itext", 1, 1, fn_itext, FUNCTION_LANGUAGE},
        {"version", 0, 0, fn_version, 0},
        {0},
};
