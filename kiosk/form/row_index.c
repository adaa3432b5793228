#include "form/row_index.h"

/* A chain of rows for each slot; rows of one slot keep the order of the list. */
struct row_index {
	const struct node *list;
	const char *row, *column;
	const struct node **cells;
	uint32_t *next, *slots; /* place of a cell + 1; 0 = the end */
	uint32_t n, mask;
};

enum { ROWS_MOST = 1 << 28 };

/* FNV-1a: keys come from the same hand as the list, nobody gains by making them meet. */
static uint32_t hash(struct str s)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (uint8_t)s.p[i]) * 16777619U;
	return h;
}

/* The cell; *plain becomes false when there are two of them, or one that is no plain text. */
static const struct node *cell_of(const struct node *row, const char *column, bool *plain)
{
	const struct node *found = NULL;

	for (const struct node *c = row->first; c; c = c->next) {
		if (!c->name || strcmp(c->name, column) != 0)
			continue;
		*plain = *plain && !found && !c->first;
		found = c;
	}
	return found;
}

/* Counts the cells; false when the list can have no index. */
static bool count(const struct row_index *x, uint32_t *n)
{
	bool plain = true;

	*n = 0;
	for (const struct node *r = x->list->first; r && plain && *n < ROWS_MOST; r = r->next) {
		if (r->name && strcmp(r->name, x->row) == 0)
			*n += cell_of(r, x->column, &plain) != NULL;
	}
	return plain && *n < ROWS_MOST;
}

static void fill(struct row_index *x)
{
	bool plain = true;

	for (const struct node *r = x->list->first; r; r = r->next) {
		const struct node *cell =
		        r->name && strcmp(r->name, x->row) == 0 ? cell_of(r, x->column, &plain) : NULL;

		if (cell)
			x->cells[x->n++] = cell;
	}
	/* From the last to the first: the first comes to stand at the head. */
	for (uint32_t i = x->n; i > 0; i--) {
		uint32_t slot = hash(x->cells[i - 1]->value) & x->mask;

		x->next[i - 1] = x->slots[slot];
		x->slots[slot] = i;
	}
}

struct row_index *row_index_new(
        struct arena *arena, const struct node *list, const char *row, const char *column, bool *full)
{
	struct row_index *x = arena_alloc(arena, sizeof *x);
	uint32_t n = 0, slots = 1;

	*full = !x;
	if (!x)
		return NULL;
	*x = (struct row_index){.list = list, .row = row, .column = column};
	if (!count(x, &n))
		return NULL;
	while (slots < n)
		slots *= 2;
	x->mask = slots - 1;
	x->cells = arena_alloc(arena, ((size_t)n + 1) * sizeof(const struct node *));
	x->next = arena_alloc(arena, ((size_t)n + 1) * sizeof *x->next);
	x->slots = arena_alloc(arena, slots * sizeof *x->slots);
	*full = !x->cells || !x->next || !x->slots;
	if (*full)
		return NULL;
	fill(x);
	return x;
}

bool row_index_is(const struct row_index *x, const struct node *list, const char *row, const char *column)
{
	return x->list == list && strcmp(x->row, row) == 0 && strcmp(x->column, column) == 0;
}

const struct node *row_index_list(const struct row_index *x)
{
	return x->list;
}

static const struct node *from(const struct row_index *x, struct str key, uint32_t *place)
{
	while (*place && !str_equal(x->cells[*place - 1]->value, key))
		*place = x->next[*place - 1];
	return *place ? x->cells[*place - 1]->parent : NULL;
}

const struct node *row_index_first(const struct row_index *x, struct str key, uint32_t *place)
{
	*place = x->slots[hash(key) & x->mask];
	return from(x, key, place);
}

const struct node *row_index_next(const struct row_index *x, struct str key, uint32_t *place)
{
	*place = x->next[*place - 1];
	return from(x, key, place);
}
