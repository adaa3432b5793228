#pragma once

/*
 * press - one print with the memory that it needs, alive until the paper is out
 *
 * press_new() gives an arena and a page to lay sheets out on, press_start() sends them. A visit that ends lets go
 * of its print (press_leave): it goes on by itself, and its memory is wiped when it is over. "Stop" cancels
 * instead (press_drop). Every print stands in the journal of the desk before its first byte.
 */
#include "paper/job.h"
#include "paper/sheet.h"

struct press;
struct visit;

struct press_sheets {
	struct sheet *sheet, *stub, *head; /* in the press's arena; head only of a copy */
	const char *kind, *title; /* for the journal: ids only */
	const char *page_foot, *page_title; /* of A4: see paper/page.h */
	enum job_class paper_class;
	bool must_prove;
	int64_t hold_ms; /* how long trouble may last; 0 = as job.h */
	int64_t copy_of; /* journal id of the original */
	int copy_no;
};

/* The roll at the desk, or A4 on the printer of pages. */
enum press_kind { PRESS_ROLL, PRESS_A4 };

/* bytes: of the arena. secret: locked, for sheets with a person's words. A surprise when there is no such printer now. */
NODISCARD int press_new(struct press **out, struct visit *v, enum press_kind kind, size_t bytes, bool secret);
/* A page for that language in this press's arena. */
struct sheet_page press_page(const struct press *p, const char *lang, bool rtl);
/* Of its letters: 1, or large as a notice in large letters is, a little less on a narrow roll. */
float press_scale(const struct sheet_page *page, bool large);
NODISCARD int press_start(struct press *p, const struct press_sheets *s);
/* What nearly every print does once its sheet is laid out (laid: what that gave, answers of the sheet too): a line "void"
 * in the visit's language beside it, off it goes, and it is the print that the visit shows. Dropped when anything fails. */
NODISCARD int press_send(struct press *p, struct press_sheets *s, int laid);
/* False: not started. */
bool press_progress(const struct press *p, struct job_progress *out);
void press_mended(struct press *p);
void press_cancel(struct press *p); /* stops it; the press stays to be looked at */
void press_leave(struct press *p); /* NULL is fine */
void press_drop(struct press *p); /* cancels and wipes now; NULL is fine; not from inside of its own call */
void press_drop_all(struct visit *v);
