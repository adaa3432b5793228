#pragma once

/*
 * paper_notice - the rights notice that is measured on paper: N-VIC, in a language that is there
 *
 * Its Markdown is laid out as plainly as a sheet can: a heading is a heading, a line is a
 * paragraph. Contacts become a number of usual length. Ends the program when it cannot.
 */
#include "drivers/printer_profile.h"
#include "paper/sheet.h"
#include "sys/arena.h"
#include "sys/buf.h"

struct paper {
	struct printer_profile profile;
	struct fonts *fonts; /* nothing drawn yet: as the first notice of a day finds them */
	const char *lang;
	struct buf text; /* the notice's file */
};

void paper_open(struct paper *p, const char *profile, const char *lang);
void paper_close(struct paper *p);
/* A finished sheet. The arena is made here and holds it. */
struct sheet *paper_notice(struct arena **arena, const struct paper *p);
