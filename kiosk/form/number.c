#include "form/number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The shortest decimal digits that read back as n; gives the exponent of the first digit. */
static int shortest(char digits[24], double n)
{
	char text[40] = "";
	size_t k = 0;
	int exponent;

	/* 15 digits always read back if that many suffice; the tiniest numbers hold fewer. */
	for (int precision = n < DBL_MIN ? 0 : 14; precision <= 16; precision++) {
		(void)snprintf(text, sizeof text, "%.*e", precision, n);
		if (strtod(text, NULL) == n)
			break;
	}
	for (const char *c = text; *c && *c != 'e'; c++) {
		if (*c >= '0' && *c <= '9')
			digits[k++] = *c;
	}
	while (k > 1 && digits[k - 1] == '0')
		k--;
	digits[k] = 0;
	exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
	return exponent;
}

/* digits with the point after the first `before` of them; zeros are filled in on either side. */
static size_t plain(char *out, const char *digits, int before)
{
	int k = (int)strlen(digits), at = 0;

	if (before <= 0) {
		out[at++] = '0';
		out[at++] = '.';
		for (int i = before; i < 0; i++)
			out[at++] = '0';
		for (int i = 0; i < k; i++)
			out[at++] = digits[i];
		return (size_t)at;
	}
	for (int i = 0; i < k || i < before; i++) {
		if (i == before)
			out[at++] = '.';
		out[at++] = i < k ? digits[i] : '0';
	}
	return (size_t)at;
}

size_t number_format(char out[NUMBER_ROOM], double n)
{
	char digits[24] = "";
	size_t at = 0;
	int exponent;

	if (isnan(n) || n == 0 || isinf(n)) {
		const char *word = isnan(n) ? "" : n == 0 ? "0" : n > 0 ? "Infinity" : "-Infinity";

		return (size_t)snprintf(out, NUMBER_ROOM, "%s", word);
	}
	if (fabs(n) < 1e15 && n == trunc(n))
		return (size_t)snprintf(out, NUMBER_ROOM, "%lld", (long long)n);
	if (n < 0)
		out[at++] = '-';
	exponent = shortest(digits, fabs(n));
	if (exponent >= 21 || exponent < -6) {
		out[at++] = digits[0];
		if (digits[1])
			at += (size_t)snprintf(out + at, NUMBER_ROOM - at, ".%s", digits + 1);
		at += (size_t)snprintf(out + at, NUMBER_ROOM - at, "e%+d", exponent);
	} else {
		at += plain(out + at, digits, exponent + 1);
	}
	out[at] = 0;
	return at;
}

double number_parse(struct str s)
{
	char text[64];
	size_t digits = 0, i = 0;

	s = str_trim(s);
	if (!s.n || s.n >= sizeof text)
		return NAN;
	i += s.p[0] == '-';
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		digits++;
	if (i < s.n && s.p[i] == '.') {
		for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			digits++;
	}
	if (i != s.n || !digits)
		return NAN;
	memcpy(text, s.p, s.n);
	text[s.n] = 0;
	return strtod(text, NULL);
}
