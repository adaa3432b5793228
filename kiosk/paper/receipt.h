#pragma once

/*
 * receipt - the paper that a visit ends with
 *
 * What the machine received, under which number, and what happens next. It says
 * plainly that the machine received it and the police did not register it: a kiosk
 * print is never called a filed report (product.md). What is on it is exactly what
 * the caller passes; words come from assets/words in the person's language.
 */
#include "paper/sheet.h"

enum { RECEIPT_PAPER_PAIRS = 60, RECEIPT_PAPER_STEPS = 12 };

struct receipt_pair {
	const char *label, *value;
};

/* All borrowed until receipt_sheet() returns. NULL or 0: left out. */
struct receipt_content {
	/* words */
	const char *banner; /* "VOORBEELD", of a demonstration station */
	const char *title; /* "Bewijs van ontvangst" */
	const char *number_label; /* "Uw nummer" */
	const char *completes_label; /* "Aanvulling op" */
	const char *place_label, *time_label; /* "Waar", "Wanneer" */
	const char *
	        notice; /* "Ontvangen door deze machine. Nog niet geregistreerd door de politie. Dit is geen aangifte." */
	const char *stored_heading; /* "Wat wij bewaren" */
	const char *next_heading; /* "Wat gebeurt er nu?" */
	const char *qr_caption; /* "Laat dit zien aan de balie" */
	const char *footer; /* "Dit papier vervaagt. Maak een foto of kopie." */
	/* values */
	const char *number; /* "DEMO-01-1-0000000012-1a2b3c4d" */
	const char *completes; /* the number of the record that this one completes */
	const char *place, *time;
	const char *qr_text;
	const struct receipt_pair *stored;
	int n_stored;
	const char *const *next; /* steps, numbered on paper */
	int n_next;
};

/* A finished sheet. Answers and surprises of sheet_done(); SHEET_TOO_MUCH also for too many pairs or steps. */
NODISCARD int receipt_sheet(struct sheet **out, const struct sheet_page *page, const struct receipt_content *r);
