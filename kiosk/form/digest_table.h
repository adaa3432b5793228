#pragma once

/* digest_table - numbers of SHA-2 (FIPS 180-4): first 64 bits behind the point of roots of the first primes */
#include <stdint.h>

extern const uint64_t digest_rounds[80]; /* cube roots of 2 .. 409 */
extern const uint64_t digest_starts[16]; /* square roots of 2 .. 53 */
