#pragma once

/*
 * vm_update - what the parts of the group "update" share: what a board has told of its updates, and what it kept
 */
#include <jansson.h>
#include "board/vm/blockjudge.h"
#include "board/vm/vm.h"

enum { VM_UPDATE_EVENTS = 16, VM_UPDATE_RECORDS = 2, VM_UPDATE_LINES = 4, VM_UPDATE_SHOW_MS = 600000 };

#define VM_UPDATE_GOOD "0.6.0" /* what the first evening installs (board/rauc/rehearse) */

/* An outcome as the board's journal has it (board/update_journal.h). */
struct vm_update_event {
	int n;
	char outcome[24], version[32];
};

struct vm_update_told {
	struct vm_update_event event[VM_UPDATE_EVENTS]; /* oldest first */
	int n;
	char floor[32], tried[32]; /* the version under way; "": none */
	bool written;
};

/* One evening, as the moments of its power cuts need it. */
struct vm_update {
	struct vm_update_told expected; /* so far, as this test's plan says */
	struct blockjudge judge;
	struct blockjudge_saved saved[VM_UPDATE_RECORDS]; /* on the card before it was first switched on */
	char fill[VM_PATH], before[VM_PATH], log[VM_PATH]; /* the card's first content; the card; the blocks written */
};

void vm_update_add(struct vm_update_told *t, const char *outcome, const char *version);
/* FOLDER/journal, as loket-update wrote it. */
NODISCARD int vm_update_read(struct vm_update_told *out, const char *folder);
/* The machine shows what the kiosk beside it shows when told this, dot for dot; kept as a picture. */
bool vm_update_shows(struct vm *v, const struct vm_update_told *t, const char *name);
/* Off: the card's journal and log hold each of the events from index `from` on, and every record is there. */
void vm_update_kept(struct vm *v, const struct vm_update *u, int from, const char *name);
/* Records, file system: the data partition of v->disk judged on a copy. Its folder /update is then in judge.dir/update. */
NODISCARD int vm_update_judge(struct blockjudge_verdict *out, struct vm *v, const struct blockjudge *j);

/*
 * 300 power cuts over the log of the first evening, judged in a process of their own from open to close, which takes the card of
 * before (u->before) and the log for itself; close waits for it, tells what it said, and switches 6 of them on. NULL (no memory, no
 * process) is for close to tell. (vm_update_cuts.c)
 */
struct vm_update_court;
struct vm_update_court *vm_update_court_open(struct vm *v, const struct vm_update *u);
void vm_update_court_close(struct vm_update_court *c, struct vm *v);
