#pragma once

/*
 * day - the desk's day: opened and closed by an officer, with a signed count
 *
 * A book (book.h). Closing makes the JSON that becomes record DAY (kind 19): the counts of that day (or zero:
 * true, a report that nothing happened), seal numbers, what is left of the roll, who opened and who closed.
 * A day that nobody closed is closed first, under its own date and marked late, before a new one opens.
 */
#include "staff/book.h"
#include "staff/counters.h"
#include "staff/session.h"

enum { DAY_SEALS_MAX = 200, DAY_NOTE_MAX = 200 };

/* Answers. */
enum {
	DAY_DENIED = 1, /* no open session, or not with this role */
	DAY_IS_OPEN,
	DAY_IS_CLOSED,
	DAY_IS_FORGOTTEN, /* an earlier day must be closed first */
	DAY_TEXT_BAD, /* seals: at most 200 bytes of plain text in one line */
	DAY_SICK, /* the disk, or the book: day_why() */
};

enum day_state { DAY_CLOSED, DAY_OPEN, DAY_FORGOTTEN };

struct day_world {
	struct book_world book;
	const struct clock *clock;
	struct counters *counters;
}; /* all borrowed */

struct day;
NODISCARD int day_open_book(
        struct day **out, const struct day_world *world); /* 0 also when the book is not well: day_why() */
void day_free(struct day *d);
const char *day_why(const struct day *d);
enum day_state day_state(const struct day *d);
const char *day_date(const struct day *d); /* of the day that is open or forgotten; "" when closed */
struct book *day_book(struct day *d); /* book_unsent() gives what store_commit() takes as kind 19 */

struct day_count {
	const char *seals; /* numbers of the seals as read from the case; "" allowed */
	int64_t roll_mm; /* left on the roll; negative: not known */
};
NODISCARD int day_open(struct day *d, const struct shift *shift, const struct day_count *count);
/* json: cleared, then what was signed, to show and print. */
NODISCARD int day_close(struct buf *json, struct day *d, const struct shift *shift, const struct day_count *count);
