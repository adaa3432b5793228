#pragma once

/*
 * xpath_value - what an expression gives: number, text, yes or no, day or moment, set of nodes
 *
 * Values are borrowed from the tree or live in the scratch arena of one
 * evaluation. Conversions follow XPath 1.0, with what ODK adds: dates in
 * arithmetic are days, text that is a date is a number of days.
 */
#include "form/date.h"
#include "form/node.h"
#include "sys/arena.h"

enum value_type { VALUE_NUMBER, VALUE_TEXT, VALUE_BOOLEAN, VALUE_DATE, VALUE_NODES };

/* An element, or one of its attributes. */
struct item {
	const struct node *node;
	const struct attr *attr;
};

struct nodes {
	struct item *at;
	size_t n, room;
};

struct value {
	enum value_type type;
	union {
		double number;
		struct str text;
		bool truth;
		struct date date;
		struct nodes nodes;
	};
};

struct eval;

struct value value_number(double n);
struct value value_text(struct str s);
struct value value_truth(bool b);
struct value value_date(struct date d);
struct value value_nodes(struct nodes n);
struct value value_empty(void); /* an empty text */

struct str item_text(struct eval *ev, struct item i);
double text_number(const struct eval *ev, struct str s);
struct str value_to_text(struct eval *ev, struct value v);
double value_to_number(struct eval *ev, struct value v);
bool value_to_truth(struct eval *ev, struct value v);
/* A date, or text that is one; false when it is neither. A number is so many days since 1970. */
bool value_to_date(struct eval *ev, struct value v, struct date *out);

/* Adds to a set in scratch memory; false when that is full (the evaluation then fails as a whole). */
bool nodes_add(struct eval *ev, struct nodes *set, struct item i);
/* In document order, each once. Fails as nodes_add() does when it takes too long. */
void nodes_settle(struct eval *ev, struct nodes *set);
