#pragma once

/*
 * access_log - who looked at what, when and why (Wpg 32a, EU 2016/680 article 25; domain reference, L11)
 *
 * A book (book.h), written before the act. It may be used for lawfulness, internal control, security and
 * criminal proceedings only: there is a way to read it entry by entry, for the auditor, and none to count by person.
 * No names, no answers: the token of who did it, and the number of the record.
 */
#include "sys/clock.h"
#include "staff/book.h"
#include "staff/roles.h"

enum access_action {
	ACCESS_COLLECT,
	ACCESS_ALTER,
	ACCESS_CONSULT,
	ACCESS_DISCLOSE,
	ACCESS_COMBINE,
	ACCESS_DESTROY,
	ACCESS_ACTIONS
};
enum access_reason {
	REASON_COMPLETE, /* complete_with_citizen */
	REASON_PRINT_AGAIN,
	REASON_CORRECT,
	REASON_LAWFULNESS,
	REASONS_GIVEN, /* those above are a person's to choose */
	REASON_COMPLETED = REASONS_GIVEN, /* it was done: `made` came of it */
	ACCESS_REASONS
};
enum access_result { ACCESS_ALLOWED, ACCESS_REFUSED, ACCESS_BROKEN, ACCESS_RESULTS };
const char *access_action_name(enum access_action a);
const char *access_reason_name(enum access_reason r);
const char *access_result_name(enum access_result r);

struct access_entry {
	int64_t at_ms; /* filled in by access_log_add */
	char clock[8]; /* "unset" "held" "synced"; filled in */
	char role[24], staff[17]; /* the role under which it was done */
	enum access_action action;
	char record[RECORD_NUMBER_MAX + 1]; /* "" for what is about no record */
	char made[RECORD_NUMBER_MAX + 1]; /* the record that came of it; "" none */
	enum access_reason reason;
	char recipient[17]; /* "desk", "citizen" */
	enum access_result result;
};

struct access_log;
/* 0 also when the book is not well: access_log_why(). An earlier log that was lost: the first entry tells so. */
NODISCARD int access_log_open(struct access_log **out, const struct book_world *world, const struct clock *clock);
void access_log_close(struct access_log *l);
const char *access_log_why(const struct access_log *l);
struct book *access_log_book(struct access_log *l); /* to send its entries */
/* Durable when 0. BOOK_SICK, BOOK_FULL, BOOK_BROKEN: then the act must not be done. */
NODISCARD int access_log_add(struct access_log *l, const struct access_entry *e);
uint32_t access_log_length(const struct access_log *l);
/* As book_check(). */
NODISCARD int access_log_check(uint32_t *at, const struct access_log *l);
/* 0, BOOK_END, BOOK_SICK, BOOK_BROKEN. An entry that only tells of a lost log: staff and record are "". */
NODISCARD int access_log_read(struct access_entry *out, struct access_log *l, uint32_t seq);
