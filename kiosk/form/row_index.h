#pragma once

/*
 * row_index - the rows of a list, found by the text of one of their cells
 *
 * Made at load for each list that a form filters by equality, in the form's arena; never changed afterwards. Asking
 * costs the rows that fit, however long the list is. A list whose rows hold a cell twice, or a cell with cells in it,
 * has no index: it is read row by row.
 */
#include "form/node.h"
#include "sys/arena.h"

struct row_index;

/* The rows are the children of list named row. NULL: no such index, or no memory (*full). */
struct row_index *row_index_new(
        struct arena *arena, const struct node *list, const char *row, const char *column, bool *full);
/* Is it the index of that? */
bool row_index_is(const struct row_index *x, const struct node *list, const char *row, const char *column);
const struct node *row_index_list(const struct row_index *x);

/* The first row, and the next one, in the order of the list; NULL at the end. *place is the walk's own. */
const struct node *row_index_first(const struct row_index *x, struct str key, uint32_t *place);
const struct node *row_index_next(const struct row_index *x, struct str key, uint32_t *place);
