#include "sys/text.h"

#include <string.h>

/* Length of the sequence that a first byte announces; 0 for what can not begin one. */
static int sequence_length(uint8_t first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	if (first >= 0xf0 && first <= 0xf4)
		return 4;
	return 0;
}

/* Decodes one sequence of at most room bytes; 0 length when it is broken (too short, overlong, a surrogate). */
static int decode(const uint8_t *s, size_t room, uint32_t *point)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	int n = room ? sequence_length(s[0]) : 0;
	uint32_t p;

	if (n == 0 || (size_t)n > room)
		return 0;
	p = n == 1 ? s[0] : s[0] & (0x7fu >> n);
	for (int i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		p = p << 6 | (s[i] & 0x3fu);
	}
	if (p < least[n] || p > 0x10ffff || (p >= 0xd800 && p <= 0xdfff))
		return 0;
	*point = p;
	return n;
}

uint32_t utf8_next(const char **p)
{
	const uint8_t *s = (const uint8_t *)*p;
	uint32_t point;
	int n;

	if (*s == 0)
		return 0;
	n = decode(s, strnlen(*p, 4), &point);
	if (n == 0) {
		*p += 1;
		return 0xfffd;
	}
	*p += n;
	return point;
}

size_t utf8_put(char out[4], uint32_t p)
{
	if (p < 0x80) {
		out[0] = (char)p;
		return 1;
	}
	if (p < 0x800) {
		out[0] = (char)(0xc0 | p >> 6);
		out[1] = (char)(0x80 | (p & 0x3f));
		return 2;
	}
	if (p > 0x10ffff || (p >= 0xd800 && p <= 0xdfff))
		return 0;
	if (p < 0x10000) {
		out[0] = (char)(0xe0 | p >> 12);
		out[1] = (char)(0x80 | (p >> 6 & 0x3f));
		out[2] = (char)(0x80 | (p & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | p >> 18);
	out[1] = (char)(0x80 | (p >> 12 & 0x3f));
	out[2] = (char)(0x80 | (p >> 6 & 0x3f));
	out[3] = (char)(0x80 | (p & 0x3f));
	return 4;
}

bool utf8_valid(const char *s, size_t n)
{
	const uint8_t *b = (const uint8_t *)s;
	uint32_t point;

	for (size_t i = 0; i < n;) {
		int len = decode(b + i, n - i, &point);

		if (len == 0)
			return false;
		i += (size_t)len;
	}
	return true;
}

size_t utf8_points(const char *s)
{
	size_t n = 0;

	while (utf8_next(&s))
		n++;
	return n;
}

size_t utf8_before(const char *s, size_t at)
{
	if (at == 0)
		return 0;
	at--;
	for (int back = 0; back < 3 && at > 0 && ((uint8_t)s[at] & 0xc0) == 0x80; back++)
		at--;
	return at;
}

bool text_is(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	return strcmp(a, b) == 0;
}

bool text_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool text_i64(const char *s, int64_t min, int64_t max, int64_t *out)
{
	bool minus = *s == '-';
	int64_t v = 0;

	s += minus;
	if (!*s)
		return false;
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return false;
		/* Counted downwards: the least number has no positive twin. */
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, *s - '0', &v))
			return false;
	}
	if (!minus && __builtin_sub_overflow(0, v, &v))
		return false;
	if (v < min || v > max)
		return false;
	*out = v;
	return true;
}

void hex_put(char *out, const void *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *b = bytes;

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[b[i] >> 4];
		out[2 * i + 1] = digits[b[i] & 15];
	}
	out[2 * n] = 0;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool hex_take(void *out, size_t n, const char *hex)
{
	uint8_t *b = out;

	if (strlen(hex) != 2 * n)
		return false;
	for (size_t i = 0; i < 2 * n; i++)
		if (hex_digit(hex[i]) < 0)
			return false;
	for (size_t i = 0; i < n; i++)
		b[i] = (uint8_t)(hex_digit(hex[2 * i]) * 16 + hex_digit(hex[2 * i + 1]));
	return true;
}

bool text_copy(char *out, size_t room, const char *s)
{
	size_t n = strlen(s);

	if (n < room) {
		memcpy(out, s, n + 1);
		return true;
	}
	if (room == 0)
		return false;
	n = room - 1;
	while (n > 0 && ((uint8_t)s[n] & 0xc0) == 0x80)
		n--;
	memcpy(out, s, n);
	out[n] = 0;
	return false;
}
