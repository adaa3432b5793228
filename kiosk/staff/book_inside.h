#pragma once

/* book_inside - what book.c and book_head.c share */
#include "staff/book.h"

struct book_place {
	uint32_t seq; /* 0: before the first */
	uint8_t hash[BOOK_HASH_BYTES];
};

struct book {
	enum book_name name;
	struct book_world world;
	struct book_place at; /* the last entry on the disk */
	struct book_place next; /* the last one of the transaction under way; equal to at outside */
	uint32_t sent; /* up to and with this one */
	int state; /* 0, BOOK_SICK, BOOK_BROKEN, BOOK_LOST */
	uint32_t broke_at; /* the first entry that does not hold; 0: none, or nobody can say */
	char why[400];
};

const char *book_word(enum book_name name); /* "staff", ... */
/* 0, or BOOK_END: there is no head file. BOOK_BROKEN: it is none of ours. */
NODISCARD int book_head_read(struct book_place *out, const struct book *b);
/* False: it could not be written now; the next entry or the next start writes it. */
bool book_head_write(const struct book *b);
