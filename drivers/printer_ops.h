#pragma once

/*
 * printer_ops - what one kind of printer must be able to do
 *
 * One const table per kind, at the end of printer_KIND.c and listed in registry.c.
 * Retry, back-off, ownership of jobs, watching of descriptors and logging live
 * once, in printer.c. No call here may block (a file's fsync excepted).
 */
#include "drivers/printer.h"

struct printer_front; /* printer.c's own part */

/* First member of each kind's own struct. */
struct printer {
	const struct printer_ops *ops;
	const struct printer_profile *profile;
	const char *where; /* the URI behind "scheme:" */
	const struct log *log;
	const char *root; /* in front of /sys and /dev where a port is looked for: "", a folder in tests */
	struct printer_front *front;
};

struct printer_ops {
	const char *scheme; /* "file" */
	const char *shape; /* "file:DIR", for help and error sentences */
	size_t size; /* zeroed bytes that the front allocates; begins with struct printer */
	bool fresh_each_job; /* every job is a stream of its own: nothing can hang over from an earlier one */
	bool one_way; /* nothing ever answers: it is asked nothing, and gets no marks */
	bool device; /* real paper on a wire: greeted when it is there, asked, held to the laws of motion */
	bool counts; /* queued() counts bytes: an answer to one that it still counts is a lie */

	/* Is `where` well formed? A surprise with a sentence when not. Touches nothing outside. */
	NODISCARD int (*check)(const char *where);

	/* Begin using the device. 0, or PRINTER_COMING (ready() will tell), or a surprise: not there now.
	 * Called again after close() at each retry, so it leaves nothing behind on failure. */
	NODISCARD int (*open)(struct printer *p);
	/* Once per open() that gave 0 or PRINTER_COMING, also when the device was pulled out. */
	void (*close)(struct printer *p);

	/* Once, when printer_close() ends it: what outlives a connection, a twin's paper say. NULL: nothing to do. */
	void (*fini)(struct printer *p);

	/* The descriptor to poll, or -1 when there is always room. Fixed between open() and close(). */
	int (*fd)(const struct printer *p);
	/* Readable, writable or hung up (LOOP_*). 0, PRINTER_COMING, or a surprise: lost; the front closes and
	 * tries again. What the printer says goes to printer_heard(). NULL with fd -1. */
	NODISCARD int (*ready)(struct printer *p, unsigned events);

	/* A job's first byte follows. NULL: nothing to do. */
	NODISCARD int (*begin)(struct printer *p);
	/* *taken bytes were accepted (0 = no room now). A surprise: lost. */
	NODISCARD int (*send)(size_t *taken, struct printer *p, const void *bytes, size_t n);
	/* The job's last byte was sent. NULL: nothing to do. */
	NODISCARD int (*end)(struct printer *p);
	/* The job stays unfinished. NULL: nothing to do. */
	void (*abort)(struct printer *p);
	/* Bytes accepted that did not leave this machine yet; 0 = drained (L1); < 0 = can not tell. */
	int64_t (*queued)(const struct printer *p);
	/* Milliseconds until send() is worth trying again though the descriptor is writable; 0 = now. NULL: never such. */
	int (*again_ms)(const struct printer *p);
	/* Who the port says it is (IEEE-1284). NULL: says nothing. */
	void (*identity)(struct printer *p, struct printer_identity *out);

	/* Fills what it knows; *out comes as all unknown with the link set. NULL: knows nothing. */
	void (*status)(struct printer *p, struct printer_status *out);
	/* Twins only: act out an event. 0 or PRINTER_NO_SUCH. "gone" and "back" are done by the front. NULL: a real one,
	 * that no event can be told. */
	NODISCARD int (*event)(struct printer *p, const char *what);
};

/* For kinds: what the printer said, in order of arrival. Jobs are told later, never from inside of this. */
void printer_heard(struct printer *p, const void *bytes, size_t n);
/* For kinds: this port turned out to give no answers at all. */
void printer_heard_nothing(struct printer *p);
/* For kinds: status may have changed. */
void printer_status_changed(struct printer *p);

extern const struct printer_ops printer_file, printer_tcp, printer_serial, printer_usb, printer_none;
extern const struct printer_ops printer_virtual;
