#include "form/xpath_function.h"

#include <math.h>

#define FN(name) static struct value name(struct eval *ev, const struct focus *at, const struct ast *call)

FN(fn_today)
{
	struct date now = date_of_ms(ev->env->now_ms, ev->env->zone);

	(void)at, (void)call;
	return value_date(date_of_day(now.day, ev->env->zone));
}

FN(fn_now)
{
	(void)at, (void)call;
	return value_date(date_of_ms(ev->env->now_ms, ev->env->zone));
}

/* What is no date stays what it is. */
FN(fn_date)
{
	struct value v = arg_value(ev, at, call, 0);
	struct date d;

	if (value_to_date(ev, v, &d))
		return value_date(d);
	return value_text(value_to_text(ev, v));
}

FN(fn_date_time)
{
	struct value v = arg_value(ev, at, call, 0);
	struct date d;

	if (!value_to_date(ev, v, &d))
		return value_text(value_to_text(ev, v));
	if (v.type == VALUE_NUMBER)
		d = date_of_ms((int64_t)round(v.number * 86400000), ev->env->zone);
	return value_date(d);
}

FN(fn_decimal_date_time)
{
	struct date d;

	if (!value_to_date(ev, arg_value(ev, at, call, 0), &d))
		return value_number(NAN);
	return value_number((double)d.ms / 86400000);
}

FN(fn_decimal_time)
{
	struct value v = arg_value(ev, at, call, 0);
	struct civil c;
	struct date d;
	double n;

	if (time_parse(&n, value_to_text(ev, v), ev->env->zone))
		return value_number(n);
	if (!value_to_date(ev, v, &d) || !d.has_time)
		return value_number(NAN);
	c = zone_civil(ev->env->zone, d.ms);
	return value_number((((c.hour * 60 + c.minute) * 60 + c.second) * 1000.0 + c.ms) / 86400000);
}

FN(fn_format)
{
	struct value v = arg_value(ev, at, call, 0);
	struct str pattern = arg_text(ev, at, call, 1);
	char out[512];
	struct date d;

	if (!value_to_date(ev, v, &d))
		return value_empty();
	return value_text(eval_keep(ev, out, date_format_by(out, sizeof out, pattern, d, ev->env->zone)));
}

const struct function functions_date[] = {
        {"today", 0, 0, fn_today, 0},
        {"now", 0, 0, fn_now, 0},
        {"date", 1, 1, fn_date, 0},
        {"date-time", 1, 1, fn_date_time, 0},
        {"decimal-date-time", 1, 1, fn_decimal_date_time, 0},
        {"decimal-time", 1, 1, fn_decimal_time, 0},
        {"format-date", 2, 2, fn_format, 0},
        {"format-date-time", 2, 2, fn_format, 0},
        {0},
};
