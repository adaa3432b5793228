#pragma once

/* bytes - numbers in fixed places, little-endian as all of ours */
#include <stddef.h>
#include <stdint.h>

static inline void bytes_put(uint8_t *at, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		at[i] = (uint8_t)(v >> (8 * i));
}

static inline uint64_t bytes_take(const uint8_t *at, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v |= (uint64_t)at[i] << (8 * i);
	return v;
}
