#include "drivers/device_check.h"

#include <stdarg.h>
#include <stdio.h>

#include "sys/text.h"

const char *check_verdict_name(enum check_verdict v)
{
	static const char *const names[] = {
	        [CHECK_UNKNOWN] = "unknown", [CHECK_PASSED] = "pass", [CHECK_FAILED] = "fail"};

	return (unsigned)v < sizeof names / sizeof *names ? names[v] : "unknown";
}

void check_add(struct check_list *l, const char *name, enum check_verdict v, const char *code, const char *mend,
        const char *found, ...)
{
	struct check *c = &l->rows[l->n];
	va_list args;

	if (l->n == CHECKS_MOST) {
		l->dropped++;
		return;
	}
	l->n++;
	*c = (struct check){.verdict = v};
	(void)text_copy(c->name, sizeof c->name, name);
	va_start(args, found);
	(void)vsnprintf(c->found, sizeof c->found, found, args);
	va_end(args);
	if (v == CHECK_PASSED)
		return;
	(void)text_copy(c->code, sizeof c->code, code);
	(void)text_copy(c->mend, sizeof c->mend, mend);
}

enum check_verdict check_worst(const struct check_list *l)
{
	bool unknown = l->n == 0 || l->dropped > 0;

	for (size_t i = 0; i < l->n; i++) {
		if (l->rows[i].verdict == CHECK_FAILED)
			return CHECK_FAILED;
		unknown = unknown || l->rows[i].verdict == CHECK_UNKNOWN;
	}
	return unknown ? CHECK_UNKNOWN : CHECK_PASSED;
}

void check_print(struct buf *out, const struct check_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct check *c = &l->rows[i];

		buf_printf(out, "%-7s  %-18s  %s", check_verdict_name(c->verdict), c->name, c->found);
		if (c->code[0])
			buf_printf(out, " [%s]", c->code);
		if (c->mend[0])
			buf_printf(out, "\n%29s%s", "-> ", c->mend);
		buf_char(out, '\n');
	}
	if (l->dropped > 0)
		buf_printf(out, "unknown  %zu more checks did not fit\n", l->dropped);
}

void check_surprise(struct check_list *l, const char *name, const char *code, const char *mend)
{
	check_add(l, name, CHECK_FAILED, code, mend, "%s", err_why());
}
