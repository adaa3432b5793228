#pragma once

/*
 * db_begun - whether a database that another program writes has its tables yet
 *
 * Its writer makes the file first, then a page, then the tables: who reads in between finds an empty file, less than a page
 * that begins as SQLite's files do, or no tables. None of it is damage: nothing was written yet. A file that begins otherwise,
 * or whose tables can not be read, is a surprise as before.
 */
#include <sqlite3.h>
#include <stdbool.h>

/* SQLITE_OK: *begun says whether the table is there. Else SQLite's code of the surprise. */
int db_begun(bool *begun, sqlite3 *db, const char *path, const char *table);
