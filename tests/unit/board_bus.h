#pragma once

/*
 * board_bus - a RAUC of the test's own on a message bus of the test's own: what the real one can not be brought to do
 *
 * It speaks the interface of RAUC 1.8 (rauc-installer.xml) and does what `manner` says. The moods and what it was asked lie in memory
 * shared with the case. Skips where dbus-daemon is absent.
 */
#include <sys/types.h>

enum bus_manner {
	BUS_WELL, /* writes, tells each step, succeeds */
	BUS_REFUSES, /* ends with LastError */
	BUS_ODD_STEPS, /* steps backwards, above 100, of the wrong type; then succeeds */
	BUS_ODD_END, /* its last signal holds a text where a number belongs */
	BUS_DIES, /* ends in the middle */
	BUS_ANSWERS_ERROR, /* the method itself fails, with LastError */
	BUS_GARBLED, /* every answer is of another type than asked; of a service that was started so */
};

struct bus_rauc {
	enum bus_manner manner;
	char compatible[300], operation[40], version[300], last_error[600], primary[40];
	int booted; /* 0, 1; -1: none of them */
	int installs, marks, infos;
	char installed[700];
	char running[40]; /* of the slot that is booted */
	char slot_name[80]; /* of the other one */
	int more_slots; /* beside the two */
	int marks_fail;
};

struct bus {
	struct bus_rauc *rauc; /* shared */
	pid_t daemon, service;
	char address[300];
};
struct bus bus_start(void);
void bus_service(struct bus *b); /* the service again, when it died */
void bus_end(struct bus *b);
