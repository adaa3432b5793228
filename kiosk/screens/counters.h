#pragma once

/*
 * counters - what the desk did, in numbers without persons, small ones hidden (staff/counters.h)
 */
#include "screens/text_page.h"

/* Rows of a day ("2026-11-22"; "": this month). False, and one row that says so: nothing was counted. */
bool counters_rows(struct scene *s, struct text_page *p, const char *day);
