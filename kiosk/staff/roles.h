#pragma once

/*
 * roles - who may do what, with which type of record: one table, and what is not in it is not allowed
 *
 * Need to know (Wpg 6 and 6a; domain reference, L5). The table is data, so that it can be
 * printed for the rules sheet: role_rule_text() gives each row as one sentence in Dutch or English.
 *
 * Concepts of complaints (R6, R6T), of handovers of complaint notices (R2A) and of disciplinary notices (R2V) are
 * never read at a desk, by nobody: role_kind_is_never_read() stands beside the table and wins over it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum staff_role {
	ROLE_DESK = 1,
	ROLE_ASSISTANT_PROSECUTOR = 2, /* hulpofficier van justitie */
	ROLE_COMPLAINT_COORDINATOR = 4,
	ROLE_VIK = 8, /* Veiligheid, Integriteit en Klachten */
	ROLE_TECHNICIAN = 16,
	ROLE_ADMINISTRATOR = 32,
	ROLE_AUDITOR = 64,
	ROLES_ALL = 127,
	ROLES = 7,
};

enum role_action {
	ACTION_HAND_OVER, /* with the kind of record it becomes */
	ACTION_READ, /* a concept of today, with its kind */
	ACTION_OPEN_DAY,
	ACTION_CLOSE_DAY,
	ACTION_COUNTERS, /* on screen */
	ACTION_EXPORT, /* counters as a file or on paper */
	ACTION_ACCESS_LOG,
	ACTION_STAFF, /* badges, PINs, roles */
	ACTION_TECHNICIAN,
	ACTION_QUEUE, /* prints and records that wait: numbers and states, no answers */
	ACTION_PRACTICE,
	ACTION_SIGNAL, /* fill in a signal card */
	ACTION_RULES, /* read the rules sheet */
	ACTION_FORM, /* fill in a form at the desk, with the kind of record it becomes */
	ACTION_ACCOUNT, /* say why the device was opened */
	ACTIONS
};

/* kind: store/kinds.h; 0 for an action that has no record. roles: several together; none may nothing. */
bool role_may(unsigned roles, enum role_action action, uint16_t kind);
bool role_kind_is_never_read(uint16_t kind);

/* N-DIS becomes R2V, N-CMP and N-PRV-A become R2A, every other known notice R2. 0: no notice of ours. */
uint16_t role_handover_kind(const char *notice_id);
/* role_may() for handing this notice over. */
bool role_may_hand(unsigned roles, const char *notice_id);

/* At least one role, none unknown, and an auditor is nothing else: who checks does not do. */
bool roles_are_sound(unsigned roles);
const char *role_name(enum staff_role role); /* "desk", "assistant_prosecutor", ... */
const char *role_label(enum staff_role role, bool dutch); /* "Baliemedewerker" */
bool role_of_name(enum staff_role *out, const char *name);

/* Rows of the sheet, 0 .. role_rules()-1; out always ends with NUL, 200 bytes are enough. */
size_t role_rules(void);
void role_rule_text(char *out, size_t room, size_t nth, bool dutch);
