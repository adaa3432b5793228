#pragma once

/*
 * say - a line for whoever watches a program at work: on standard output, there at once, not when a buffer is full
 */
#include "sys/err.h"

void say(const char *fmt, ...) PRINTF_LIKE(1, 2);
