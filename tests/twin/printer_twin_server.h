#pragma once

/*
 * printer_twin_server - a twin behind a TCP port or a pseudo-terminal, in real time
 *
 * printer_twin.c reads the arguments, _server.c turns the wheel, _line.c is the line to the host. Each strip of paper
 * becomes DIR/000001.png and .json as those of virtual:DIR. A strip is over when nothing came for quiet_ms and all is
 * on paper, or when the host hangs up.
 */
#include "drivers/printer_twin_options.h"

struct line { /* to the host */
	bool tcp;
	int port; /* kept over power cuts */
	int listener, fd, far; /* fd -1: nobody is there; far: the terminal's other side, held open */
	char uri[64]; /* what a driver is given to find it */
};

NODISCARD int line_open(struct line *l, bool tcp, int port);
void line_close(struct line *l);
/* The cable is pulled, or put in again. */
void line_drop(struct line *l);
NODISCARD int line_restore(struct line *l);
/* Someone calls. */
NODISCARD int line_accept(struct line *l);
/* > 0 bytes, 0 = nothing now, -1 = the host hung up. */
int line_read(struct line *l, uint8_t *out, size_t room);
void line_write(struct line *l, const uint8_t *bytes, size_t n);

struct server {
	struct printer_twin *twin;
	struct line line;
	const char *dir;
	int64_t off_us, quiet_us, until_us; /* how long it stays off; the pause behind a strip; when to end */

	uint8_t held[256]; /* read, and not taken yet */
	size_t n_held, held_at;
	int64_t back_us; /* when power or link come back; 0 = they are there */
	int64_t heard_us; /* the latest byte */
	int papers;
	bool words_over; /* no more words from standard input */
	char word[64];
	size_t n_word;
};

NODISCARD int server_run(struct server *s);
