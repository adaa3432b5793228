#pragma once

/*
 * digest - the checksums that digest() of a form may name
 *
 * For matching values against other people's lists, never for protecting
 * anything: what Loket protects, it protects with libsodium. Own code, because
 * a general cryptography library would cost the kiosk 4 MiB for five loops.
 */
#include <stddef.h>
#include <stdint.h>

enum digest_kind { DIGEST_MD5, DIGEST_SHA1, DIGEST_SHA256, DIGEST_SHA384, DIGEST_SHA512 };

/* Gives the length: 16, 20, 32, 48 or 64 bytes. */
size_t digest_make(uint8_t out[64], enum digest_kind kind, const void *bytes, size_t n);

/* Standard base64 with padding; out has room for 4 * ((n + 2) / 3) + 1. */
size_t base64_put(char *out, const uint8_t *bytes, size_t n);
/* Gives the length, or SIZE_MAX when the text is no base64; out has room for 3 * n / 4 + 3. */
size_t base64_take(uint8_t *out, const char *text, size_t n);
