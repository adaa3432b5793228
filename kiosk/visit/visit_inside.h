#pragma once

/*
 * visit_inside - the struct behind visit.h, for the files of this room only
 */
#include "notice/packs.h"
#include "paper/job_journal.h"
#include "paper/job.h"
#include "paper/roll.h"
#include "store/reset_statement.h"
#include "store/store.h"
#include "sys/arena.h"
#include "sys/clock.h"
#include "sys/loop.h"
#include "ui/font.h"
#include "visit/fingers.h"
#include "visit/guard_inside.h"
#include "visit/plugs_inside.h"
#include "visit/completing.h"
#include "visit/following.h"
#include "visit/handing_inside.h"
#include "visit/service_kinds.h"
#include "visit/visit_deeds.h"
#include "visit/world.h"

#define LOG_MODULE "visit"
enum { SERVICES_MAX = 16, LANGUAGES_MAX = 16, SAID_MAX = 1024 };

struct visit {
	struct visit_world world;

	struct {
		const char *tag, *name; /* of the fixed list in visit_words.c */
		struct words *words;
	} language[LANGUAGES_MAX];
	int n_languages, chosen;

	struct {
		char name[64];
		struct form *form;
		const struct service_kind *kind;
	} service[SERVICES_MAX];
	size_t n_services;
	bool services_loaded;
	uint64_t services_stamp; /* of the folder and its files, when they were loaded */
	int serving; /* index of the service begun, -1 */
	bool at_desk; /* an officer began it */

	struct session *session;
	uint8_t record_id[RECORD_ID_BYTES]; /* the same through every try to save */
	struct store_kept kept;
	uint8_t apart_id[RECORD_ID_BYTES]; /* likewise, of what leaves apart */
	bool saved;
	struct completing completing;

	struct fonts *page_fonts; /* at page_dpi, for A4; NULL before the first */
	int page_dpi;
	struct fonts *paper_fonts; /* at the printer's dots per millimetre; opened for the first sheet */
	struct press *presses; /* all that run, also those nobody looks at any more */
	struct press *press; /* the one that a screen shows; NULL */
	int warming; /* timer, see handing_warm() */
	bool print_wanted, print_broken, torn;
	struct journal *journal; /* NULL until the first print */
	struct job_journal job_journal;
	struct roll *roll; /* visit_roll(); NULL until somebody asks */
	bool roll_is_short; /* the latest notice was refused: the roll does not hold it */
	struct packs *packs; /* NULL until a notice is first needed */
	char reading[NOTICE_ID_MAX + 1]; /* what a citizen reads alone; "" */
	struct duty *duty; /* NULL until a badge came near */
	struct update_news *news; /* NULL until it was first looked for */
	struct upkeep *upkeep; /* NULL until a technician came */
	char statement[RESET_STATEMENT_MAX + 1]; /* of a factory reset that was signed; "" */
	struct benches *benches; /* NULL until one was begun */
	struct manual *manual; /* NULL until somebody opened it, and */
	struct shown_proof *proof; /* until a technician asked for it */
	struct {
		enum fingers_trial state;
		struct touch_calibration calibration;
		int timer;
		int64_t until_ms; /* mono */
	} trial; /* of a calibration (fingers.h) */
	struct handing handing;
	struct deeds_done deeds;
	bool bell_failed, calls; /* calls: it is this visit's person who rang */
	int64_t began_ms; /* mono, of the program */
	struct guard guard;
	struct plugs plugs;

	struct following draft;

	char said[SAID_MAX], date[128], why[400];
};

void visit_forget_answers(struct visit *v);
/* {"form":..,"version":..,"lang":.. without its end. */
void visit_json_head(struct buf *out, const struct visit *v);
/* Once kept.number is known: the answers that leave apart, if there are any. 0 or as store_commit(). */
NODISCARD int visit_apart(struct store_second *out, bool *some, struct visit *v);
/* Under the pseudonym of the officer who completes it: VISIT_UNKNOWN without such a form. */
NODISCARD int visit_begin_completing(struct visit *v, const char *name);
void visit_words_free(struct visit *v);
NODISCARD int visit_words_load(struct visit *v);
void visit_services_free(struct visit *v);
void visit_services_again(struct visit *v); /* loads them if the folder has changed since */
void visit_paper_end(struct visit *v, bool stop);
bool visit_has_printer(const struct visit *v);
NODISCARD int visit_stub(struct visit *v, struct press *press, struct sheet **out);
void visit_paper_moved(struct visit *v, const struct job_progress *p);
struct journal *visit_journal(struct visit *v);
const struct job_journal *visit_job_journal(struct visit *v); /* NULL: none can be had */
struct roll *visit_roll(struct visit *v); /* NULL: none can be had */
const struct packs *visit_packs(struct visit *v); /* NULL: none */
void visit_packs_tell(struct visit *v, const struct buf *findings);
void visit_packs_world(struct visit *v, void (*use)(void *me, struct visit *v, const struct packs_world *w), void *me);
/* "14 maart 2026, 11:20 uur" in that language; borrowed until the next call */
const char *visit_moment_in(struct visit *v, const char *lang, int64_t at_ms);
void visit_today_text(const struct visit *v, char out[11]); /* yyyy-mm-dd */

/* Which language of a form matches the chosen one; its default when none does. */
int visit_form_language(const struct visit *v, const struct form *f);
