#pragma once

/*
 * notice_sheet - a rights notice on paper, in one language or in two
 *
 * Dutch stands left and counts; the other language stands beside it, item by item
 * (domain reference, G4), or below it where the roll is narrow. Every sheet says at its
 * foot which notice, version and texts it is, when and where it was printed, and in a QR
 * code the same for a machine, so that anybody can check it against the pack later:
 *   loket:ID/LANG/VERSION/CODE/STATION, of two languages the other one's, then /nl/VERSION/CODE
 * N-DV-N may be found by who must not know: there "-" stands for the id, and no id in words.
 *
 * The words around the text are the caller's: they come from assets/words in both languages.
 */
#include "notice/notice.h"
#include "paper/sheet.h"

/* A card holds the core of each item only, and never replaces the whole. */
enum notice_format { NOTICE_FORMAT_FULL, NOTICE_FORMAT_LARGE, NOTICE_FORMAT_CARD, NOTICE_FORMATS };
const char *notice_format_name(enum notice_format format); /* "full" "large" "card" */

enum { NOTICE_PAPER_BANNERS = 4, NOTICE_CODE_MAX = 8 };

/* All borrowed until notice_sheet() returns. */
struct notice_paper {
	const struct notice *text; /* Dutch, or the only language */
	const struct notice *other; /* the same notice in the person's language; NULL: one language */
	enum notice_format format;
	const char *banners[NOTICE_PAPER_BANNERS]; /* VOORBEELD, OEFENING, draft: white on black; NULL ends */
	const char *dutch_counts, *dutch_counts_other; /* only printed where two languages stand */
	const char *ask, *ask_other; /* "Begrijpt u iets niet? Vraag het ons." */
	const char *keep, *keep_other;
	const char *version_label, *code_label; /* "Versie", "Controlecode" */
	const char *station, *when; /* "DEMO-01", "14 maart 2026, 11:20 uur" */
};

/* A finished sheet; page.scale is set here from the format. Answers and surprises of sheet_done(). A card takes one
 * language: other must be NULL. */
NODISCARD int notice_sheet(struct sheet **out, const struct sheet_page *page, const struct notice_paper *p);

/* First 8 hexadecimal digits of the text's hash. */
void notice_code(char out[NOTICE_CODE_MAX + 1], const struct notice *n);
