#include "form/xpath_function.h"

#include <math.h>
#include <stdlib.h>

#define FN(name) static struct value name(struct eval *ev, const struct focus *at, const struct ast *call)

FN(fn_number)
{
	if (call->n_args)
		return value_number(arg_number(ev, at, call, 0));
	return value_number(text_number(ev, item_text(ev, at->item)));
}

FN(fn_int)
{
	return value_number(trunc(arg_number(ev, at, call, 0)));
}

FN(fn_floor)
{
	return value_number(floor(arg_number(ev, at, call, 0)));
}

FN(fn_ceiling)
{
	return value_number(ceil(arg_number(ev, at, call, 0)));
}

/* Halves go away from zero, so that -2.5 becomes -3. */
FN(fn_round)
{
	double n = arg_number(ev, at, call, 0), digits = call->n_args > 1 ? arg_number(ev, at, call, 1) : 0, scale;
	char text[400];
	struct str s;

	if (isnan(n) || isinf(n) || isnan(digits) || digits < -300 || digits > 300)
		return value_number(isnan(digits) ? NAN : n);
	digits = trunc(digits);
	if (digits == 0)
		return value_number(round(n));
	scale = pow(10, fabs(digits));
	/* 12345.15 is a little less in binary; its text is not. So the point is moved in decimal. */
	s = value_to_text(ev, value_number(n));
	if (s.n < 300 && !memchr(s.p, 'e', s.n)) {
		memcpy(text, s.p, s.n);
		text[s.n] = 0;
		n = strtold(text, NULL) * (digits > 0 ? (long double)scale : 1 / (long double)scale);
	} else {
		n = digits > 0 ? n * scale : n / scale;
	}
	return value_number(digits > 0 ? round(n) / scale : round(n) * scale);
}

FN(fn_sum)
{
	struct texts t = arg_texts(ev, at, call, 0);
	double sum = 0;

	for (size_t i = 0; i < t.n; i++) {
		/* What is not filled in adds nothing. */
		if (str_trim(t.at[i]).n)
			sum += text_number(ev, t.at[i]);
	}
	return value_number(sum);
}

static struct value extreme(struct eval *ev, struct texts t, double way)
{
	double best = NAN;

	for (size_t i = 0; i < t.n; i++) {
		double n = text_number(ev, t.at[i]);

		if (!str_trim(t.at[i]).n)
			continue;
		if (isnan(n))
			return value_number(NAN);
		if (isnan(best) || n * way > best * way)
			best = n;
	}
	return value_number(best);
}

FN(fn_max)
{
	return extreme(ev, arg_texts(ev, at, call, 0), 1);
}

FN(fn_min)
{
	return extreme(ev, arg_texts(ev, at, call, 0), -1);
}

FN(fn_random)
{
	uint32_t bits = 0;

	(void)at, (void)call;
	if (ev->env->random)
		ev->env->random(ev->env->me, &bits, sizeof bits);
	return value_number((double)bits / 4294967296.0);
}

/* C gives 1 for 1 to an endless or unknown power; the other engines say that nobody knows. */
FN(fn_pow)
{
	double base = arg_number(ev, at, call, 0), exponent = arg_number(ev, at, call, 1);
	bool unknown = isnan(base) || isnan(exponent) || (fabs(base) == 1 && isinf(exponent));

	return value_number(unknown ? NAN : pow(base, exponent));
}

FN(fn_atan2)
{
	double y = arg_number(ev, at, call, 0);

	return value_number(atan2(y, arg_number(ev, at, call, 1)));
}

FN(fn_pi)
{
	(void)ev, (void)at, (void)call;
	return value_number(M_PI);
}

FN(fn_exp10)
{
	return value_number(pow(10, arg_number(ev, at, call, 0)));
}

#define ONE(name, f)                                                                                                   \
	FN(name)                                                                                                       \
	{                                                                                                              \
		return value_number(f(arg_number(ev, at, call, 0)));                                                   \
	}
ONE(fn_log, log)
ONE(fn_log10, log10)
ONE(fn_abs, fabs)
ONE(fn_sin, sin)
ONE(fn_cos, cos)
ONE(fn_tan, tan)
ONE(fn_asin, asin)
ONE(fn_acos, acos)
ONE(fn_atan, atan)
ONE(fn_sqrt, sqrt)
ONE(fn_exp, exp)

const struct function functions_number[] = {
        {"number", 0, 1, fn_number, 0},
        {"int", 1, 1, fn_int, 0},
        {"floor", 1, 1, fn_floor, 0},
        {"ceiling", 1, 1, fn_ceiling, 0},
        {"round", 1, 2, fn_round, 0},
        {"sum", 1, 1, fn_sum, 0},
        {"max", 0, -1, fn_max, 0},
        {"min", 0, -1, fn_min, 0},
        {"random", 0, 0, fn_random, 0},
        {"pow", 2, 2, fn_pow, 0},
        {"log", 1, 1, fn_log, 0},
        {"log10", 1, 1, fn_log10, 0},
        {"abs", 1, 1, fn_abs, 0},
        {"sin", 1, 1, fn_sin, 0},
        {"cos", 1, 1, fn_cos, 0},
        {"tan", 1, 1, fn_tan, 0},
        {"asin", 1, 1, fn_asin, 0},
        {"acos", 1, 1, fn_acos, 0},
        {"atan", 1, 1, fn_atan, 0},
        {"atan2", 2, 2, fn_atan2, 0},
        {"sqrt", 1, 1, fn_sqrt, 0},
        {"exp", 1, 1, fn_exp, 0},
        {"exp10", 1, 1, fn_exp10, 0},
        {"pi", 0, 0, fn_pi, 0},
        {0},
};
