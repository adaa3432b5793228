#pragma once

/*
 * desk_work_access - the log of readings, as its auditor sees it
 *
 * For ACTION_ACCESS_LOG only. Looking is a reading too: it stands in the log before a line is shown, and so does each
 * print, whose sheet names its own line. The whole chain is checked anew with each look. Lines come by pages, newest
 * first; nothing counts by person (Wpg 32a: lawfulness, internal control, security, criminal proceedings).
 */
#include "staff/access_log.h"
#include "visit/desk_work.h"

enum { ACCESS_PAGE = 10, ACCESS_PRINT_MOST = 100 };

struct desk_access_row {
	uint32_t seq;
	bool lost; /* tells only that an earlier log was lost */
	struct access_entry entry;
	char code[STAFF_CODE_MAX + 1]; /* of the badge, "B-014"; the token when the register does not know it */
	char when[17]; /* "2026-11-22 11:20" */
};
struct desk_access {
	bool open;
	enum desk_chain { CHAIN_HOLDS, CHAIN_BROKEN, CHAIN_SHORT, CHAIN_UNREAD } chain; /* short: entries are missing */
	uint32_t broke_at; /* 0: nobody can say */
	uint32_t length, first; /* lines in all; the newest one on the page */
	int n;
	struct desk_access_row rows[ACCESS_PAGE];
};

/* Logs the look, checks the chain, fetches the newest page. DESK_DENIED, DESK_PRACTICE; DESK_TROUBLE when the look can not
 * be logged: then the chain's state is all there is to see. */
enum desk_answer desk_work_access_open(struct visit *v);
void desk_work_access_close(struct visit *v);
/* Borrowed; NULL to whom the log is not open. */
const struct desk_access *desk_work_access(const struct visit *v);
/* Older (or newer) by a page; stays where there is none. */
void desk_work_access_turn(struct visit *v, bool older);
/* Prints the lines from the page shown on backwards, at most ACCESS_PRINT_MOST, with their number and that of all. */
enum desk_answer desk_work_access_print(struct visit *v);
/* One line as sentences in the officer's language, for screen and paper alike. */
void desk_work_access_words(char out[300], struct visit *v, const struct desk_access_row *row);
void desk_work_access_chain(char out[200], struct visit *v);
