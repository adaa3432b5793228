#pragma once

/*
 * checklist - what each notice must say, and why
 *
 * One row an item that the law (or good practice) asks for, in the order in which it is told: a notice in any
 * language is complete when it has every item, once, in this order, and every question of the teach-back.
 * Ids are for ever: records, translations and voices refer to them. Source: domain reference, 2.1 to 2.12.
 * The table is constant; nothing here allocates or fails.
 */
#include <stdbool.h>
#include <stddef.h>

/* Under which law a handing over is kept: police data (Wpg), other personal data (AVG). */
enum checklist_regime { CHECKLIST_WPG, CHECKLIST_AVG };

struct checklist_item {
	const char *id; /* "V-a" */
	const char *law; /* "Besluit slachtoffers 5a"; "good practice" where no article asks for it */
};

struct checklist_question {
	const char *id; /* "VIC-1" */
	const char *item; /* id of the item that explains it */
};

struct checklist {
	const char *notice; /* "N-VIC" */
	bool suspect; /* for somebody who is suspected of an offence: no question about the offence, ever */
	enum checklist_regime regime;
	const struct checklist_item *items;
	int n_items;
	const struct checklist_question *questions;
	int n_questions;
};

/* The 16 notices in the order in which lists show them; NULL past the end. */
const struct checklist *checklist_at(int i);
/* NULL when there is no such notice. */
const struct checklist *checklist_of(const char *notice);
/* Its place in that order; -1 when there is no such notice. */
int checklist_place(const char *notice);
/* NULL when the list has none of that id. */
const struct checklist_item *checklist_item(const struct checklist *c, const char *id);
const struct checklist_question *checklist_question(const struct checklist *c, const char *id);
