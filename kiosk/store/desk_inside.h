#pragma once

/*
 * desk_inside - what the desk*.c files share
 */
#include "store/desk.h"
#include "store/sql.h"

enum { DESK_VERSION = 1, DESK_APPLICATION = 0x4c4f4b44, DESK_PAGE_BYTES = 4096, DESK_DAMAGED_MOST = 999 };

struct desk {
	const struct log *log;
	struct desk_tuning tuning;
	char data[3800], path[4096];
	sqlite3 *db; /* NULL while sick */
	const char *tables[DESK_TABLES_MOST];
	int n_tables;
	bool set_aside, in_transaction;
	char why[400];
};

/* ---- desk_file.c: the file ----------------------------------------------------- */

/* Makes folder and file where they are not, opens, checks; a damaged one is set aside. 0 or DESK_SICK. */
NODISCARD int desk_file_open(struct desk *d);
void desk_file_close(struct desk *d);

/* ---- desk_ask.c: statements ------------------------------------------------------- */

/* Out of order from now on; gives DESK_SICK. */
int desk_sick(struct desk *d, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* What a result code of SQLite means. */
int desk_trouble(struct desk *d, int rc, const char *doing);
/* Several statements without values. */
NODISCARD int desk_exec(struct desk *d, const char *place, const char *sql);
