#pragma once

/*
 * station - a whole kiosk in a folder of its own, for as long as a test lasts
 *
 * station_make() lays out a data folder with `loketctl init` and a fresh
 * authority; station_start() runs the real program on it and opens its control
 * socket. Nothing outside the folder is touched, and no hub is needed.
 */
#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>
#include "door.h"

enum { STATION_PATH = 160 };

struct station {
	char programs[PATH_MAX]; /* where loket and loketctl were built */
	char dir[STATION_PATH]; /* all of it, removed by station_remove() */
	char data[STATION_PATH + 16]; /* --data */
	char paper[STATION_PATH + 16];
	char socket[STATION_PATH + 16];
	char log[STATION_PATH + 16]; /* what the program said on its standard output and error */
	char recovery[STATION_PATH +
	              32]; /* recovery.key and recovery.pub: whose order begins the staff register anew */
	char key[PATH_MAX]; /* the authority's private key, for loketctl open */
	pid_t pid; /* 0: not running */
	struct door *door; /* NULL: not running */
};

/* hub: the URL given to loketctl init; NULL: an address where nothing listens. */
NODISCARD int station_make(struct station *s, const char *programs, const char *hub);
/* Options in addition to the usual ones, which they replace where they have the same name. Ends with NULL; may be NULL.
 * The word "window" stands for no --headless, "real" for no --clock manual. */
NODISCARD int station_launch(struct station *s, const char *const *options); /* the program runs */
NODISCARD int station_connect(struct station *s); /* its control socket answers */
NODISCARD int station_start(struct station *s, const char *const *options); /* both */
/* Asks the kiosk to end and waits; a kiosk that does not end within 5 s, or badly, is a surprise. */
NODISCARD int station_stop(struct station *s);
void station_kill(struct station *s); /* like pulled power, to the program */
void station_remove(struct station *s);

/* How many sheets the virtual printer has given out. */
int station_papers(const struct station *s);
/* A file of the data folder, or the log, that holds these bytes in its content or name: true, and its path. */
bool station_holds(const struct station *s, const char *bytes, char *path, size_t room);
