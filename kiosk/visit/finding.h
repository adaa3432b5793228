#pragma once

/*
 * finding - what a check found and how to mend it, in the language that staff read
 *
 * Checks speak English (drivers/device_check.h): loketdev, logs and signed records keep it. The words "staff.found.KEY"
 * are in English that very sentence, with {a} {b} .. where values stand; so a sentence is recognised, and its values go into
 * the Dutch one. A value that is itself such a sentence ("refused: ...") is said in Dutch too, and the code before a sentence
 * stays. What is not known (an error of the system) is told as standing in the log, where upkeep_checks() wrote it:
 * staff who read Dutch are shown no English.
 */
#include <stdbool.h>
#include <stddef.h>
#include "visit/visit.h"

enum { FINDING_ROOM = 480 };

/* "" stays "". Cut on a whole letter where it is longer than room. */
void finding_say(char *out, size_t room, const struct visit *v, const char *english);
/* Of a row: "printer.paper" -> "Printer: papier". */
const char *finding_row(const struct visit *v, const char *name);

/* Pure: does the text fit a sentence with {a} .. {h} in it? values: where each stands in text; none of it is copied. */
enum { FINDING_VALUES = 8 };
struct finding_value {
	const char *at; /* NULL: the sentence has no such value */
	size_t length;
};
bool finding_fits(struct finding_value values[FINDING_VALUES], const char *sentence, const char *text);
