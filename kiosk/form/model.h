#pragma once

/*
 * model - a form taken apart: what each node, control, text and list is
 *
 * Everything is made at load in the form's arena and const afterwards.
 */
#include "form/carry.h"
#include "form/deeds.h"
#include "form/model_def.h"
#include "form/xml.h"

enum control_kind { CONTROL_QUESTION, CONTROL_GROUP, CONTROL_REPEAT };

struct control {
	enum control_kind kind;
	enum question_kind question;
	const struct def *def; /* NULL: a group without a node */
	int line;
	const char *appearance, *range_start, *range_end, *range_step;
	unsigned looks;
	int columns;
	struct words label, hint;
	struct list *list; /* NULL: none */
	struct control *parent, *first, *last, *next;
	struct control *also; /* the next control of the same node */
};

struct instance_list {
	const char *id;
	const struct node *root; /* its first element is the list's outermost */
	int line;
	struct instance_list *next;
};

struct known_index {
	const struct row_index *index;
	struct known_index *next;
};

enum { ITEXT_SLOTS = 1024 };

struct form {
	struct arena *arena;
	const char *file, *folder;
	struct xml xml;
	const char *id, *version, *title;
	bool declares_loket, encrypted;
	enum form_audience audience;
	const struct def *doing; /* fields whose answers do something */
	struct carry *carries;
	struct form_after after; /* .form NULL: it follows none */

	const char *const *languages; /* as named */
	const char *const *tags;
	size_t n_languages;
	const int *language_lines;
	int language;
	struct itext *itexts[ITEXT_SLOTS];

	const struct node *primary; /* the outermost element of the primary instance */
	struct def *root;
	struct def **defs;
	size_t n_defs;
	struct instance_list *lists;
	struct known_index *indexes;
	struct control *body;
	struct action *actions;
	struct expr *exprs;

	struct unit *units;
	size_t n_units;
	size_t *order; /* unit numbers, what is read before who reads it */
	size_t *rank; /* unit number -> place in order */

	void **regexes;
	size_t n_regexes, regex_room;
};

struct itext *form_itext(const struct form *f, struct str id);
const struct instance_list *form_list(const struct form *f, struct str id);
/* The child of that name; NULL = none. */
struct def *def_child(const struct def *d, struct str name);
/* Is it the same, or around it? */
bool def_is_around(const struct def *outer, const struct def *inner);
