#pragma once

/*
 * tools_kit - a part of loketctl called in the test's own process
 */
#include "harness.h"

/* line: its words, parted by spaces, the job first. Standard error lies in "said" afterwards, standard output in "told". */
int tools_call(int (*tool)(int argc, char *const *argv), const char *line);
void tools_check_said(const char *file, const char *part); /* "said" or "told" holds this */
