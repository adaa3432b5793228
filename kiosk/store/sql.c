#include "store/sql.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#include "sys/fault.h"

int sql_fault(const char *place, int errnum)
{
	int e = fault(place, errnum);

	if (e == 0)
		return SQLITE_OK;
	return e == -ENOSPC ? SQLITE_FULL : e == -ENOMEM ? SQLITE_NOMEM : SQLITE_IOERR;
}

static int bind_all(sqlite3_stmt *st, const char *kinds, va_list args)
{
	int rc = SQLITE_OK;

	for (int i = 0; kinds[i] && rc == SQLITE_OK; i++) {
		if (kinds[i] == 'i') {
			rc = sqlite3_bind_int64(st, i + 1, va_arg(args, int64_t));
		} else if (kinds[i] == 't') {
			rc = sqlite3_bind_text(st, i + 1, va_arg(args, const char *), -1, SQLITE_STATIC);
		} else {
			const void *bytes = va_arg(args, const void *);
			size_t n = va_arg(args, size_t);

			rc = sqlite3_bind_blob64(st, i + 1, bytes, n, SQLITE_STATIC);
		}
	}
	return rc;
}

int sql_query(sqlite3_stmt **out, sqlite3 *db, const char *sql, const char *kinds, va_list args)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = bind_all(st, kinds, args);
	if (rc == SQLITE_OK)
		*out = st;
	else
		(void)sqlite3_finalize(st);
	return rc;
}

int sql_finish(sqlite3_stmt *st)
{
	int rc = SQLITE_OK;

	while (st && (rc = sqlite3_step(st)) == SQLITE_ROW)
		;
	(void)sqlite3_finalize(st);
	return rc;
}
