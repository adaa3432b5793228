#pragma once

/*
 * board_program - loket-update as its units call it, in a folder of the test's own, over a bus of the test's own
 *
 * What it says lies in the files `out` and `errors`. A stick is the folder `stick`; `sticks/opened` holds what was asked for and `sticks/closed`
 * which folder was given back. While `sticks/stuck` is there, a stick can not be finished.
 */
#include <stdbool.h>

#include "board/update.h"
#include "board_bus.h"
#include "sync/mains.h"
#include "sys/errand.h"

struct bus program_open(void); /* version 0.4.0 runs; bus_end() when done */
void program_bundle(const char *path); /* as the file of a bundle looks from outside */
/* The exit status; place NULL: it can not mount. */
int program_run(struct bus *b, const struct stick_place *place, const char *const *words);
bool program_holds(const char *path, const char *text);
struct errand program_ask(const char *name, const char *arg);
extern const struct stick_place program_stick, program_no_stick;
