#pragma once

/*
 * load - the steps that turn a file into a form, in the order in which form.c takes them
 *
 * Each step adds what it finds to the findings and goes on, so that an author
 * sees all errors at once. `full` says that memory ran out; then the form is
 * refused whatever else was found.
 */
#include "form/model.h"

struct load {
	struct form *form;
	struct findings *findings;
	bool full;
	size_t n_controls, n_actions, n_fields;
};

void load_error(struct load *l, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
void load_warning(struct load *l, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
void *load_alloc(struct load *l, size_t n); /* NULL: full */
/* The expression; NULL after an error was found. */
const struct expr *load_expr(struct load *l, const char *text, int line, const char *what);

/* Steps. */
void load_itext(struct load *l, const struct node *model);
void load_instances(struct load *l, const struct node *model);
void load_body(struct load *l, const struct node *body);
void load_binds(struct load *l, const struct node *model);
void load_after(struct load *l); /* loket:after */
void load_actions(struct load *l, const struct node *under, const struct def *context);
void load_paths(struct load *l); /* plain absolute paths learn which node they mean */
void load_indexes(struct load *l); /* lists filtered by equality: row_index.h */
void load_units(struct load *l); /* who reads whom, and in which order */

/* One external list (CSV, XML, GeoJSON by its name) as a tree; NULL after an error. */
const struct node *load_list(struct load *l, const char *name, int line);

/* Parts that steps share. */
void load_acts(struct load *l, struct def *d, const struct node *bind); /* loket:does, loket:from */
void load_words(struct load *l, struct words *out, const struct node *element);
/* jr:itext('id'), an expression that begins so, or plain text. */
void load_message(struct load *l, struct words *out, const char *text, int line);
const struct piece *load_pieces(struct load *l, const struct node *element);
/* A node by its path, relative to context (NULL: to the root); NULL = none. *attribute, where not NULL: "@name". */
struct def *load_path(const struct load *l, const struct def *context, const char *path, const char **attribute);
