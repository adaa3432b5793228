#pragma once

/*
 * form_loss - a visit to assets/forms/loss_report.xml, for its tests
 *
 * Time stands as in form_kit.h: 14 March 2026. Languages are those of the form:
 * Dutch, English, Arabic, German, French, Ukrainian, Polish, Turkish, easy Dutch, in this order.
 */
#include "form_kit.h"

enum { LOSS_NL, LOSS_EN, LOSS_AR, LOSS_DE, LOSS_FR, LOSS_UK, LOSS_PL, LOSS_TR, LOSS_EASY, LOSS_LANGUAGES };

/* The form is read and nothing is answered yet. */
void loss_open(struct kit *k);
/* One more answer by the question's name. */
void loss_say(struct kit *k, const char *name, const char *value);
/* On from here to the first of the questions about the thing, or of the branch where thing is "": no danger, no violence,
 * nobody known, in this country. */
void loss_to_thing(struct kit *k, const char *kind, const char *thing);
/* All the rest of a visit about a bicycle that holds; only the two boxes at the end are left. */
void loss_fill(struct kit *k);

const char *loss_ref(char out[80], const char *name);
bool loss_asks(struct kit *k, const char *name); /* is it asked now? */
enum session_verdict loss_verdict(struct kit *k, const char *name);
/* Only what can be saved as it is. */
bool loss_is_whole(struct kit *k);

/* An answer, what the form says of it, and what it keeps. */
struct loss_vector {
	const char *name, *typed;
	enum session_verdict verdict;
	const char *stored; /* NULL: as typed */
};
/* Answers so that this question is asked. */
void loss_open_for(struct kit *k, const char *name);
void loss_run(const struct loss_vector *v, size_t n);
#define LOSS_RUN(table) loss_run((table), sizeof(table) / sizeof *(table))
