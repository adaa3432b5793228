#pragma once

/*
 * notice_findings - what an author, or whoever hands in a pack, should mend
 *
 * One line a finding, "FILE:LINE: error|warning: sentence", as loketctl form check writes them. An error
 * refuses; a warning is told. Line 0 stands for the whole file and is left out.
 */
#include "sys/buf.h"

struct notice_findings {
	struct buf *text; /* borrowed; NULL: only counted */
	int errors, warnings;
};

void notice_error(struct notice_findings *f, const char *path, int line, const char *fmt, ...) PRINTF_LIKE(4, 5);
void notice_warning(struct notice_findings *f, const char *path, int line, const char *fmt, ...) PRINTF_LIKE(4, 5);
