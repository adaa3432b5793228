#pragma once

/*
 * vm_told - whole visits, and what is told of them: the hub's records, the printer's paper, the board's journal, its ports
 *
 * Included by vm.h. The journal is read from the card, when the machine is off.
 */
#include <jansson.h>
#include <stdbool.h>
#include "sys/buf.h"
#include "sys/err.h"

struct vm;

/* ---- office, hub, printer (vm_office.c) ---- */
NODISCARD int vm_office_open(struct vm *v);
void vm_office_close(struct vm *v);
NODISCARD int vm_hub_stop(struct vm *v); /* nobody takes records, until it is there again at the same address */
NODISCARD int vm_hub_start(struct vm *v);
/* A hub that knows the station and none of its records, for a card that begins anew; stopped. */
NODISCARD int vm_hub_new(struct vm *v);
/* Opens every record at the hub; their number, or a surprise. */
NODISCARD int vm_records(struct vm *v, json_t **last);

/* A loss is reported by touches, to the receipt; same: how many screens were as beside the machine (vm_visit.c). */
NODISCARD int vm_walk(struct vm *v, int *same);

/* The same, as many screens of it at most; ended: the receipt is there. */
NODISCARD int vm_walk_some(struct vm *v, int *same, int most, bool *ended);
int vm_sheets(const struct vm *v); /* that the printer's twin gave out */
/* What happens to the printer's twin: "paper_out", "paper_in" (drivers/printer_twin.h). */
NODISCARD int vm_printer_word(struct vm *v, const char *word);

/* ---- what the board kept (vm_journal.c); the machine is off ---- */
NODISCARD int vm_journal(struct buf *out, struct vm *v); /* as text; also laid in DIR/kept/journal */
/* How often it holds the text, when it was laid there before; -1: it can not be read. */
int vm_log_count(struct vm *v, const char *text);
int vm_count(const char *text, const char *what);
int vm_journal_processes(const char *text, const char *program); /* how many there were of that name */

/* Every TCP port of the board, from the wire beside it; a surprise when it could not be asked (vm_scan.c). */
struct vm_ports {
	int open, closed, silent; /* of TCP's 65535 */
	int udp_answers; /* to a datagram to each of UDP's first 1024 */
};
NODISCARD int vm_scan(struct vm_ports *out, struct vm *v);
