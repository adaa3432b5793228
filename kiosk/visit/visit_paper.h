#pragma once

/*
 * visit_paper - the part of the visit's door that is about paper, notices to read, and the voice
 *
 * Comes with visit/visit.h. What it says about paper is never more than what the printer proved.
 */
#include <stdbool.h>

struct visit;

/* ---- paper ------------------------------------------------------------------------------ */
enum visit_paper {
	PAPER_NONE, /* this kiosk has no printer */
	PAPER_WAITING, /* not begun, or the printer is not ready yet */
	PAPER_PRINTING,
	PAPER_SENT, /* all went to the printer; it can not tell whether the sheet came out */
	PAPER_PRINTED, /* the printer says that it was printed */
	PAPER_FAILED, /* certain: no whole sheet */
	PAPER_UNSURE, /* nobody can tell: the person should look */
};
void visit_print(struct visit *v); /* the receipt: begins; once a visit, again after PAPER_FAILED */
/* Of the print that this visit began last, whatever it is. */
bool visit_has_a4(const struct visit *v); /* a printer of pages is there */
bool visit_paper_begun(const struct visit *v);
enum visit_paper visit_paper(struct visit *v);
int visit_paper_percent(struct visit *v);
int visit_paper_level(struct visit *v); /* L0..L5 as proved; -1 = nothing */
/* What a person must mend, once it has lasted for three seconds. */
enum visit_trouble {
	VISIT_NO_TROUBLE,
	VISIT_TROUBLE_GONE,
	VISIT_TROUBLE_PAPER,
	VISIT_TROUBLE_COVER,
	VISIT_TROUBLE_CUTTER,
	VISIT_TROUBLE_HOT
};
enum visit_trouble visit_paper_trouble(struct visit *v);
bool visit_paper_is_unprovable(struct visit *v); /* refused: the journal of prints is out of order */
bool visit_roll_is_short(const struct visit *v); /* the roll does not hold the notice that was asked for */
/* What the printer's sensors say of the roll; left_mm -1 = it does not measure. */
void visit_roll_seen(struct visit *v, bool near_end, bool ended, int left_mm);
void visit_paper_mended(struct visit *v);
void visit_paper_stop(struct visit *v); /* gives this print up */

/* ---- notices that anybody may read ----------------------------------------------------------- */
struct notice; /* notice/notice.h */
const struct notice *visit_notice(struct visit *v, const char *id, const char *lang); /* NULL: there is none today */
const char *visit_readable(struct visit *v, int i); /* ids of what a citizen may read alone; NULL past the end */
void visit_read(struct visit *v, const char *id);
const struct notice *visit_reading(struct visit *v); /* in the chosen language, else in Dutch; NULL: nothing is open */
void visit_print_reading(struct visit *v);

/* ---- voice ------------------------------------------------------------------------------------- */
bool visit_has_voice(const struct visit *v); /* in the language that is shown */
bool visit_is_speaking(const struct visit *v);
void visit_read_aloud(struct visit *v); /* the notice that is open */
void visit_speak(struct visit *v, const char *text, bool alone); /* alone: to headphones, or to nobody */
void visit_hush(struct visit *v);
