#pragma once

/*
 * form_case - plays a case through a form and writes the trace (contracts.md, section 6)
 */
#include <stdbool.h>
#include "form/session.h"

/* The machine that a case pretends to be. */
struct session_env form_case_env(const struct zone *zone, int64_t now_ms);
/* "2026-03-14T11:20:30+01:00" as milliseconds since 1970. */
bool form_case_time(int64_t *out, const char *text, const struct zone *zone);
/* Reads both files and appends the trace. FORM_REFUSED with findings; a surprise when a file can not be read. */
NODISCARD int form_case_run(struct buf *out, const char *form_path, const char *case_path, struct findings *findings);
