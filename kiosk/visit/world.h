#pragma once

/*
 * world - what a visit needs of the kiosk: made once by the program, never seen by screens
 */
struct bell;
struct clock;
struct log;
struct loop;
struct printer;
struct store;
struct station;
struct zone;

struct visit_world {
	const char *content, *fonts; /* folders; all here is borrowed */
	const struct clock *clock;
	const struct log *log;
	struct loop *loop;
	const struct zone *zone;
	const struct station *station; /* NULL: this folder was never set up */
	struct store *store; /* NULL: it could not be opened */
	struct printer *printer;
	struct bell *bell;
	const char *trouble; /* why station or store are missing, for the technician; NULL */
	/* Opens a station or store that is missing, and says in w what has become of it. */
	void (*open_again)(void *me, struct visit_world *w);
	void (*changed)(void *me); /* something that a screen shows may have changed */
	void *me;
};
