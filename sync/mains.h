#pragma once

/*
 * mains - the programs of this room, callable as functions
 *
 * loket_hub.c, loket_sync.c and loket_stick.c only call these; tests call them
 * in a child of their own. They block or take signals and print: one a process.
 * They give the exit status.
 */
#include <stdbool.h>
#include <stddef.h>
#include "sys/err.h"

int hub_main(int argc, char *const *argv);
int sync_main(int argc, char *const *argv);

/* How "usb:1-1.2" becomes a folder; stick_place.h has the real one. */
struct stick_request {
	const char *where; /* behind "usb:": a port, or auto */
	bool write;
	const char *usb_list; /* drivers/usbdisk.h; "/path": the file that holds it */
	const char *owner; /* a folder of a user, not root's: whose it is, we become */
	const char *mount; /* the folder that the stick becomes; made when absent, and empty for everybody else */
};
struct stick_place {
	/* dir: the folder. Called as the first thing, and at most once. Afterwards nothing privileged is left. */
	NODISCARD int (*open)(void *me, char *dir, size_t room, const struct stick_request *request);
	NODISCARD int (*close)(
	        void *me, const char *dir); /* once after an open() that gave 0: all of it is on the medium then */
	void *me;
};
int stick_main(int argc, char *const *argv, const struct stick_place *place); /* place NULL: folders only */
int commission_main(int argc, char *const *argv, const struct stick_place *place); /* likewise */
