#include "staff/pin.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/fault.h"

static bool all_the_same(const char *d, size_t n)
{
	return strspn(d, (char[]){d[0], 0}) == n;
}

/* 1234, 4321, and over the edge: 7890, 0987. */
static bool is_a_row(const char *d, size_t n)
{
	bool up = true, down = true;

	for (size_t i = 1; i < n; i++) {
		int step = (d[i] - d[i - 1] + 10) % 10;

		up &= step == 1;
		down &= step == 9;
	}
	return up || down;
}

/* 1212, 123123, 12341234. */
static bool is_repeated(const char *d, size_t n)
{
	for (size_t part = 2; part <= n / 2; part++)
		if (n % part == 0 && memcmp(d, d + part, n - part) == 0)
			return true;
	return false;
}

static int number(const char *d, size_t n)
{
	int v = 0;

	while (n--)
		v = v * 10 + (*d++ - '0');
	return v;
}

static bool is_year(const char *d)
{
	int v = number(d, 4);

	return v >= 1900 && v <= 2099;
}

static bool is_day_and_month(int day, int month)
{
	return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

static bool is_date(const char *d, size_t n)
{
	if (n == 4)
		return is_year(d);
	if (n == 6)
		return is_day_and_month(number(d, 2), number(d + 2, 2)) ||
		       is_day_and_month(number(d + 4, 2), number(d + 2, 2));
	if (n == 8)
		return (is_year(d + 4) && is_day_and_month(number(d, 2), number(d + 2, 2))) ||
		       (is_year(d) && is_day_and_month(number(d + 6, 2), number(d + 4, 2)));
	return false;
}

static bool is_a_line_of_keys(const char *d)
{
	static const char *const lines[] = {"2580", "0852", "1470", "0741", "3690", "0963", "1397", "1379"};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (strcmp(d, lines[i]) == 0)
			return true;
	return false;
}

enum pin_fault pin_judge(const char *digits, int least)
{
	size_t n = strlen(digits);

	assert(least >= PIN_DIGITS_MIN && least <= PIN_DIGITS_MAX);
	if (strspn(digits, "0123456789") != n)
		return PIN_NO_DIGITS;
	if (n < (size_t)least)
		return PIN_TOO_SHORT;
	if (n > PIN_DIGITS_MAX)
		return PIN_TOO_LONG;
	if (all_the_same(digits, n) || is_a_row(digits, n) || is_repeated(digits, n) || is_date(digits, n) ||
	        is_a_line_of_keys(digits))
		return PIN_TOO_EASY;
	return PIN_FINE;
}

void pin_random(char out[PIN_DIGITS_MAX + 1], int digits)
{
	assert(digits >= PIN_DIGITS_MIN && digits <= PIN_DIGITS_MAX);
	do {
		for (int i = 0; i < digits; i++)
			out[i] = (char)('0' + randombytes_uniform(10));
		out[digits] = 0;
	} while (pin_judge(out, digits) != PIN_FINE);
}

int pin_master(uint8_t out[PIN_MASTER_BYTES], const uint8_t secret[BADGE_SECRET_BYTES], const char *digits,
        const uint8_t salt[PIN_SALT_BYTES], const struct pin_cost *cost)
{
	char both[BADGE_SECRET_BYTES + PIN_DIGITS_MAX];
	size_t n = strlen(digits);
	int e = fault("pin.memory", ENOMEM);

	assert(n <= PIN_DIGITS_MAX);
	_Static_assert(PIN_SALT_BYTES == crypto_pwhash_SALTBYTES, "Argon2's own salt");
	memcpy(both, secret, BADGE_SECRET_BYTES);
	memcpy(both + BADGE_SECRET_BYTES, digits, n);
	if (e == 0 && crypto_pwhash(out, PIN_MASTER_BYTES, both, BADGE_SECRET_BYTES + n, salt,
	                      cost->passes ? cost->passes : PIN_COST_PASSES,
	                      cost->bytes ? (size_t)cost->bytes : (size_t)PIN_COST_BYTES, crypto_pwhash_ALG_ARGON2ID13))
		e = -ENOMEM;
	wipe(both, sizeof both);
	return e ? err_new(-e, "not enough memory to check a PIN: 32 MiB must be free") : 0;
}

/* One key, many uses: what each gives says nothing of the others. */
static void derive(uint8_t out[32], const uint8_t key[32], const char *use)
{
	(void)crypto_generichash(out, 32, (const uint8_t *)use, strlen(use), key, 32);
}

void pin_verifier(uint8_t out[32], const uint8_t master[PIN_MASTER_BYTES])
{
	derive(out, master, "loket-pin-verifier-v1");
}

void pin_wrapping_key(uint8_t out[32], const uint8_t master[PIN_MASTER_BYTES])
{
	derive(out, master, "loket-pin-wrapping-v1");
}

void badge_secret(uint8_t out[BADGE_SECRET_BYTES], const void *token, size_t n, const uint8_t salt[32])
{
	(void)crypto_generichash(out, BADGE_SECRET_BYTES, token, n, salt, 32);
}

void badge_name(uint8_t out[32], const uint8_t secret[BADGE_SECRET_BYTES])
{
	derive(out, secret, "loket-badge-name-v1");
}

bool badge_is_weak(const void *token, size_t n)
{
	const uint8_t *bytes = token;
	bool seen[256] = {false};
	int different = 0;
	size_t hex = 0;

	for (size_t i = 0; i < n; i++) {
		different += !seen[bytes[i]];
		seen[bytes[i]] = true;
		hex += (bytes[i] >= '0' && bytes[i] <= '9') || (bytes[i] >= 'a' && bytes[i] <= 'f') ||
		       (bytes[i] >= 'A' && bytes[i] <= 'F');
	}
	/* A UID of 10 bytes written out is 20 hexadecimal digits, and is still but a number on the card. */
	return n < BADGE_STRONG || different < 6 || (hex == n && n < 2 * BADGE_STRONG);
}
