#pragma once

/*
 * tidy - what clang-tidy is told about err: a surprise is never 0, and handing one on keeps it
 *
 * Given with -include by the target lint only.
 */
#include "sys/err.h"

static inline int tidy_same(int r)
{
	return r;
}

#undef err_new
#undef err_up
#define err_new(errnum, ...) (err_new_at(__FILE__, __LINE__, (errnum), __VA_ARGS__), -5)
#define err_up(r) tidy_same(r)
