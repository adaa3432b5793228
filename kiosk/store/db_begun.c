#include "store/db_begun.h"

#include <string.h>

#include "sys/buf.h"
#include "sys/file.h"

enum { LEAST_PAGE = 512 }; /* of an SQLite file: what is shorter holds no whole page */

/* SQLite takes what is shorter than a page for a file that is empty, or for none of its own: looked at before it is asked. */
static bool is_short(bool *begins_well, const char *path)
{
	static const char magic[16] = "SQLite format 3";
	AUTO_BUF bytes;

	buf_init(&bytes, LEAST_PAGE);
	if (file_read(&bytes, path) || bytes.len >= LEAST_PAGE)
		return false; /* longer, or SQLite will say why it can not be read */
	*begins_well = memcmp(buf_str(&bytes), magic, bytes.len < sizeof magic ? bytes.len : sizeof magic) == 0;
	return true;
}

int db_begun(bool *begun, sqlite3 *db, const char *path, const char *table)
{
	sqlite3_stmt *st = NULL;
	bool begins_well;
	int rc;

	if (is_short(&begins_well, path)) {
		*begun = false;
		return begins_well ? SQLITE_OK : SQLITE_NOTADB;
	}
	rc = sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", -1, &st, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	(void)sqlite3_finalize(st);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return rc;
	*begun = rc == SQLITE_ROW;
	return SQLITE_OK;
}
