#pragma once

/*
 * bad_kit - what the cases of the bad input suite share
 *
 * A plant with one short visit already in its store where a case wants to see
 * that nothing is lost; a content folder whose files can be spoiled; programs
 * whose end and last words are looked at.
 */
#include <stdbool.h>
#include "plant.h"
#include "visitor.h"

enum { LIMIT_S = 90 };

struct bad {
	struct plant p;
	char content[PLANT_PATH]; /* links to the real one, until spoiled */
	char number[NUMBER_BYTES]; /* of the record that must survive; "" when there is none */
	int records; /* committed so far */
};

struct bad *bad_make(void);
/* The kiosk ran once, somebody reported a loss, and it was stopped. */
struct bad *bad_make_with_record(void);
/* Stops all; the records committed so far can all be opened, from the station. */
void bad_end(struct bad *b);

void bad_start(struct bad *b, const char *const *options); /* with b->content */
void bad_visit(struct bad *b); /* a short visit that is saved; from idle to idle, paper or not */
/* As far as the confirmation, and as the receipt. */
void bad_visit_to_confirm(struct bad *b);
void bad_visit_to_receipt(struct bad *b);

/* Replaces a file of the content folder ("forms/loss_report.xml"); text NULL: it is missing; a folder's name: all of it is. */
void bad_spoil(struct bad *b, const char *file, const char *text);
/* Takes away all forms but loss_report. */
void bad_leave_one_form(struct bad *b);
/* Starts the kiosk with these options and waits for its end: its exit status. Its words are in the log. */
int bad_run(struct bad *b, const char *const *options);
void check_log(const struct bad *b, const char *text);
void write_file(const char *path, const void *bytes, size_t n);
void path_in(char out[PLANT_PATH], const char *folder, const char *name);
/* The kiosk says that it is out of service, and this sentence for the technician. */
void check_out_of_service(const struct bad *b, const char *sentence);
/* Mounts made by the case are seen, and end, with it alone. Skips aloud where this may not be done. */
void own_mounts(void);
