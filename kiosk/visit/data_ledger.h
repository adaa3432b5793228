#pragma once

/*
 * data_ledger - what happens with the answers of this visit, told to the person who gave them (record type R11)
 *
 * Made from the form's own attributes: for each purpose which answers serve it, then the articles, who receives them,
 * how long they stay here, who decides, and what the person may ask. Names of fields and reasons only: never a value.
 * On screen, on paper and aloud it is the same list, in the person's language.
 */
#include "visit/visit.h"

struct arena;

enum { LEDGER_ROWS_MAX = 90 };

struct ledger_row {
	const char *label, *text; /* label NULL: a sentence of its own; text NULL: the label is a heading */
};

/* The rows, most at most, and how many there are; 0 when no form is under way. Text lives in the arena. */
int data_ledger_rows(struct visit *v, struct ledger_row *rows, int most, struct arena *arena);
/* On its way; false: no printer, or it is busy. A receipt that came out before is not printed again. */
bool data_ledger_print(struct visit *v, bool large); /* large: in letters of 17 points */
void data_ledger_say(struct visit *v); /* see visit_has_voice() */
