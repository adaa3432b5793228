#pragma once

/*
 * book - an append-only list of signed entries in the desk's database
 *
 * The staff register, the access log, the desk's days and the device's events are books. An entry is a line of
 * JSON; hash = BLAKE2b-256("loket-book-v1" || book || device || seq || hash before || JSON), signed by
 * the device key. book_open() checks every one: a byte changed, an entry lost in the middle or out
 * of place, and the book is refused. The signed head also stands in DATA/keys/BOOK.head, so that entries cut off
 * the end, a database set aside or put back from an old copy are seen as well.
 *
 * Every entry is also to become a record of its own kind for the owner of the data (store_commit): book_unsent()
 * gives the oldest that did not yet, book_sent() ticks it off. The record's id is made of the entry's hash, so
 * that a power cut between the two at most repeats it, and the owner sees that.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/clock.h"
#include "store/desk.h"
#include "store/keys.h"
#include "store/record.h"
#include "store/station.h"

enum book_name { BOOK_STAFF, BOOK_ACCESS, BOOK_DAY, BOOK_EVENT, BOOKS };
enum { BOOK_ENTRY_MAX = 32 * 1024, BOOK_HASH_BYTES = 32 };

/* Answers. */
enum {
	BOOK_SICK = DESK_SICK, /* the disk: desk_why() */
	BOOK_FULL = DESK_FULL, /* the disk is full, nothing was kept */
	BOOK_END, /* no such entry */
	BOOK_BROKEN = 8, /* altered; book_why() */
	BOOK_LOST, /* whole, but shorter than it was known to be; book_why() */
};

/* All borrowed while the book is open. */
struct book_world {
	const char *data;
	struct desk *desk;
	const struct station *station;
	const struct key_secret *device;
};

struct book_entry {
	uint32_t seq; /* 1.. */
	const char *json; /* ends with NUL; borrowed until the call returns */
	size_t n;
	uint8_t hash[BOOK_HASH_BYTES];
};
/* A surprise or an answer ends the reading and is given on. */
typedef int book_take(void *me, const struct book_entry *e);

struct book;

/* Checks all and gives every entry to take (NULL: none). 0, BOOK_SICK, BOOK_BROKEN, BOOK_LOST; *out is set in every
 * case but a surprise: book_why() can be asked. A book that is not well takes no entries; after desk_try_again() open it anew. */
NODISCARD int book_open(
        struct book **out, enum book_name name, const struct book_world *world, book_take *take, void *me);
void book_close(struct book *b); /* NULL is fine */
const char *book_why(const struct book *b); /* "" when well */
uint32_t book_length(const struct book *b);
/* Reads and checks every entry on the disk anew: 0, BOOK_SICK, BOOK_BROKEN, BOOK_LOST; *at: the first entry that does not
 * hold, 0 when all do or nobody can say. The book stands as before. */
NODISCARD int book_check(uint32_t *at, const struct book *b);

/* Durable when it returns 0; inside desk_begin() .. desk_commit() with the rest, then book_settle() afterwards. */
NODISCARD int book_add(struct book *b, const char *json);
NODISCARD int book_add_within(struct book *b, const char *json);
/* The transaction was committed (or not): the book follows, and writes its head. */
void book_settle(struct book *b, bool committed);
/* Of a book that is BOOK_LOST: goes on after what is there; the caller's next entry tells of the loss. */
void book_begin_anew(struct book *b);

/* Inside desk_begin() .. desk_commit(): a book that is BOOK_LOST goes on after what is there; of one that is BOOK_BROKEN
 * the rows are kept as they are under another number, and a new chain begins. The caller's entry follows at once, and
 * says so. If it is not committed, open the book anew. 0, or an answer of the desk. */
NODISCARD int book_resume_within(struct book *b);
int book_state(const struct book *b); /* 0, BOOK_SICK, BOOK_BROKEN, BOOK_LOST */

/* One entry, oldest first, checked against the chain. 0, BOOK_END, BOOK_SICK, BOOK_BROKEN. */
NODISCARD int book_read(struct book *b, uint32_t seq, book_take *take, void *me);

struct book_unsent {
	uint32_t seq;
	uint16_t kind; /* store/kinds.h */
	uint8_t id[RECORD_ID_BYTES];
};
/* json: cleared, then the entry. 0, BOOK_END (all sent) or BOOK_SICK. */
NODISCARD int book_unsent(struct book_unsent *out, struct buf *json, struct book *b);
NODISCARD int book_sent(struct book *b, uint32_t seq);
