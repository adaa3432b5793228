#pragma once

/*
 * session_parts - what the files of session share: the answers as a tree, and what is still to be recomputed
 */
#include "form/model.h"
#include "form/number.h"
#include "form/pool.h"
#include "form/session.h"
#include "form/xpath_eval.h"

/* A control as it stands for one node. */
struct asked {
	uint32_t id;
	const struct control *control;
	struct node *node;
	struct asked *next; /* of the same node */
	size_t place; /* in the list of questions */
	struct question *view;
	uint64_t view_of; /* the generation that the view was made for */
};

struct live {
	char *room; /* where the value lies */
	size_t room_n;
	bool closed; /* its own relevance says no */
	uint64_t born; /* in which change, by session.generation */
	struct asked *asked;
};

struct dirt {
	bool dirty;
	const struct node *scope; /* only below this node; NULL: everywhere */
};

struct session {
	const struct form *form;
	struct arena *arena, *scratch, *view;
	struct pool pool;
	struct session_env env; /* texts copied into the arena */
	int language; /* of the screen */
	int event_depth, words_depth;
	bool in_record; /* working out a value: words come in the form's own language */
	struct node *document;
	struct node **single; /* by def index */
	struct xpath_env xpath;

	struct dirt *dirt; /* by unit */
	size_t n_dirty, lowest;
	uint64_t generation; /* goes up with every change */
	size_t steps; /* that the expressions of this change may still take */
	bool full; /* memory, or steps, ran out somewhere in this change */
	const char *trouble; /* an expression that could not be worked out: why */

	struct asked **questions; /* in document order */
	uint32_t *ids;
	struct asked **by_id;
	size_t n_questions, questions_room, n_ids, ids_room;
	bool repeats_moved; /* the list of questions is to be made anew */
};

/* ---- session_tree: nodes ------------------------------------------------------------ */
struct node *tree_copy(struct session *s, const struct node *from, struct node *parent, struct node *before);
void tree_drop(struct session *s, struct node *n);
/* False when memory is full. */
bool tree_set(struct session *s, struct node *n, struct str value);
struct node *tree_at(const struct session *s, const char *ref);
/* The first node of a def below (or at) a node of one of the defs around it; NULL = none. */
struct node *tree_below(const struct session *s, struct node *from, const struct def *def);
size_t tree_position(const struct node *n); /* 1-based among instances of its repeat */
size_t tree_instances(const struct node *parent, const struct def *repeat);
/* Calls fn for every node of def below scope (NULL: all). */
void tree_each(struct session *s, const struct def *def, const struct node *scope,
        void (*fn)(struct session *s, struct node *n, void *me), void *me);
/* Writes the REF; false when it does not fit. */
bool tree_ref(struct buf *out, const struct node *n);

/* ---- session_compute: what follows from what ------------------------------------------- */
struct value session_eval(struct session *s, struct eval *ev, const struct expr *e, const struct node *n);
bool session_truth(struct session *s, const struct expr *e, const struct node *n, bool without);
void compute_all(struct session *s);
void compute_dirty(struct session *s);
void mark_readers(struct session *s, const struct node *n);
/* The node and everything below: readers, and what is computed there. */
void mark_tree(struct session *s, const struct node *n);
/* Sets the value and marks its readers, if it differs. */
void compute_set(struct session *s, struct node *n, struct str value);
/* As the type of the node keeps what was worked out: a whole number has no fraction, which both other engines cut off. */
struct str compute_fit(const struct def *d, struct str text, char room[NUMBER_ROOM]);
void relevance_of_new(struct session *s, struct node *n);
double compute_count_of(struct session *s, const struct unit *u, struct node *parent); /* NAN: none is said now */

/* ---- session_repeat ---------------------------------------------------------------------- */
struct node *repeat_grow(struct session *s, struct node *parent, const struct def *repeat);
void repeat_drop(struct session *s, struct node *instance);
int repeat_add_again(struct session *s, const char *ref); /* answers that come back: also where no count is said */
void repeat_count_to(struct session *s, struct node *parent, const struct def *repeat, size_t n);

/* ---- session_event --------------------------------------------------------------------------- */
void event_preload(struct session *s, struct node *n);
/* A node that holds when the visit ended: that is when its answers leave. */
bool event_end(const struct session *s, const struct node *n, char out[DATE_ROOM]);
void event_fire(struct session *s, unsigned event, struct node *source);

/* ---- session_walk, session_set: the list of questions ---------------------------------------- */
bool walk_build(struct session *s);
/* Places are written as every engine writes them: decimals always, height and accuracy too. */
struct str canonical_place(char out[200], struct str value);
/* A change begins: nothing has run out yet. */
void session_stir(struct session *s);
/* Ends it: makes the list of questions anew if repeats moved. 0 or SESSION_FULL. */
int session_settle(struct session *s);
struct asked *walk_by_id(const struct session *s, uint32_t id);
/* Not relevant now. A stop behind a repeat is that of the repeat. */
bool walk_hides(const struct session *s, const struct asked *a);
/* ---- session_check ---------------------------------------------------------------------------------- */
enum session_verdict check_node(struct session *s, const struct node *n);
bool check_type(enum answer_type type, struct str value, const struct zone *zone);
bool is_required(struct session *s, const struct node *n);
bool is_readonly(struct session *s, const struct node *n);
