#pragma once

/*
 * rules_card - the signal card for staff: a situation, and what to do in five lines
 *
 * Dutch, as it lies at the desk, and English for who reads that better; one card a situation of propose.h, line by
 * line the same in both, with the same rules. It says nothing that the rules sheet does not
 * (rules.h); it is what an officer reads while somebody waits.
 */
#include "notice/propose.h"

enum { SIGNAL_CARD_LINES = 5 };

struct signal_card {
	enum situation situation;
	const char *title; /* "Slachtoffer" */
	const char *lines[SIGNAL_CARD_LINES];
	enum rule_no rules[SIGNAL_CARD_LINES]; /* which each line tells; RULE_NONE: plain good manners */
};

const struct signal_card *signal_card(enum situation s); /* never NULL */
struct signal_card signal_card_en(enum situation s);
