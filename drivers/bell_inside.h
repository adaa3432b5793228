#pragma once

/* bell_inside - the struct behind bell.h, for its kinds only */
#include "drivers/bell.h"

struct bell {
	const struct bell_ops *ops;
	const struct clock *clock;
	const struct log *log;
	bool ringing, sounding;
	int64_t since_ms;
};
