/* blockjudge - e2fsck, debugfs, SQLite and loketctl, one after the other */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/blockjudge.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { RUN_MS = 120000, OUT_MAX = 16 << 20, FSCK_MENDED = 1 | 2 };
enum { NOT_EXECUTABLE = 126, NOT_STARTED = 127, SIGNAL = 128 }; /* exit statuses (sys/proc.h) */

static void wrong(struct blockjudge_verdict *v, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void wrong(struct blockjudge_verdict *v, const char *fmt, ...)
{
	va_list args;

	if (v->why[0])
		return; /* the first is told */
	va_start(args, fmt);
	(void)vsnprintf(v->why, sizeof v->why, fmt, args);
	va_end(args);
}

/* Its exit status; its words go to a file. A program that could not run at all, or fell over a signal, has judged nothing: that is a surprise. */
static int run(int *status, const struct blockjudge *j, const char *words, const char *const *argv)
{
	struct proc_spec spec = {.argv = argv, .in = -1};
	char path[BLOCKJUDGE_PATH + 16];
	pid_t pid;
	int e, fd;

	(void)snprintf(path, sizeof path, "%s/%s", j->dir, words);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_new(errno, "%s can not be written", path);
	spec.out = spec.err = fd;
	e = proc_start(&pid, &spec);
	(void)close(fd);
	if (e == 0)
		e = proc_wait(pid, RUN_MS, status);
	if (e)
		return err_up(e);
	if (*status > SIGNAL)
		return err_new(
		        ECHILD, "%s fell over signal %d and judged nothing; see %s", argv[0], *status - SIGNAL, path);
	if (*status == NOT_EXECUTABLE || *status == NOT_STARTED)
		return err_new(ECHILD, "%s could not be run and judged nothing: is it being built anew?", argv[0]);
	return 0;
}

static int mend(struct blockjudge_verdict *v, const struct blockjudge *j, const char *ext4)
{
	int status = 0, e = run(&status, j, "fsck", (const char *const[]){"e2fsck", "-p", ext4, NULL});

	v->mended = status != 0;
	if (e == 0 && (status & ~FSCK_MENDED))
		e = run(&status, j, "fsck", (const char *const[]){"e2fsck", "-y", ext4, NULL});
	if (e == 0 && !(status & ~FSCK_MENDED))
		e = run(&status, j, "fsck", (const char *const[]){"e2fsck", "-fn", ext4, NULL});
	if (e)
		return err_up(e);
	if (status) {
		v->beyond_repair = true;
		wrong(v, "e2fsck says %d; see %s/fsck", status, j->dir);
	}
	return 0;
}

/* One row with "ok" is what SQLite says of a sound database. */
static void check_database(struct blockjudge_verdict *v, const struct blockjudge *j, const char *name)
{
	char path[BLOCKJUDGE_PATH + 64];
	sqlite3 *db = NULL;
	sqlite3_stmt *ask = NULL;
	const char *said = NULL;

	(void)snprintf(path, sizeof path, "%s/station/store/%s", j->dir, name);
	if (!file_exists(path))
		return;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	        sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &ask, NULL) == SQLITE_OK &&
	        sqlite3_step(ask) == SQLITE_ROW)
		said = (const char *)sqlite3_column_text(ask, 0);
	if (!said || strcmp(said, "ok") != 0) {
		v->corrupt = true;
		wrong(v, "%s: %s", name, said ? said : sqlite3_errmsg(db));
	}
	(void)sqlite3_finalize(ask);
	(void)sqlite3_close(db);
}

static void count(struct blockjudge_verdict *v, const struct blockjudge *j, const char *lines, size_t cut)
{
	int *seen = calloc(j->n_saved + 1, sizeof *seen);

	for (const char *at = lines; seen && *at; at += strcspn(at, "\n"), at += *at == '\n') {
		json_t *one = json_loadb(at, strcspn(at, "\n"), 0, NULL);
		const char *number = json_string_value(json_object_get(one, "number"));

		v->records += number != NULL;
		for (size_t i = 0; i < j->n_saved && number; i++)
			seen[i] += text_is(number, j->saved[i].number);
		json_decref(one);
	}
	for (size_t i = 0; seen && i < j->n_saved; i++) {
		bool owed = j->saved[i].behind < cut;

		if (owed && seen[i] == 0) {
			v->lost++;
			wrong(v, "%s was saved and is not there", j->saved[i].number);
		}
		if (seen[i] > 1) {
			v->doubled++;
			wrong(v, "%s is there %d times", j->saved[i].number, seen[i]);
		}
	}
	free(seen);
}

/* The first start of all was cut off while loket-sync made its ledger: it makes it at its next start, and nothing was promised yet. */
static bool is_unmade(const struct blockjudge *j)
{
	char path[BLOCKJUDGE_PATH + 64];
	sqlite3 *db = NULL;
	sqlite3_stmt *ask = NULL;
	bool unmade;

	(void)snprintf(path, sizeof path, "%s/station/ledger/ledger.db", j->dir);
	unmade = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	         sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlite_master", -1, &ask, NULL) == SQLITE_OK &&
	         sqlite3_step(ask) == SQLITE_ROW && sqlite3_column_int(ask, 0) == 0;
	(void)sqlite3_finalize(ask);
	(void)sqlite3_close(db);
	return unmade;
}

static int ask(int *status, const struct blockjudge *j)
{
	char station[BLOCKJUDGE_PATH + 16];

	(void)snprintf(station, sizeof station, "%s/station", j->dir);
	return err_up(run(status, j, "records",
	        (const char *const[]){j->loketctl, "open", "--key", j->key, "--station", station, NULL}));
}

/* As loket-sync does at its next start: what was never made is made from nothing, so it is as if it were not there. */
static void drop_ledger(const struct blockjudge *j)
{
	static const char *const parts[] = {"", "-wal", "-shm"};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char path[BLOCKJUDGE_PATH + 64];

		(void)snprintf(path, sizeof path, "%s/station/ledger/ledger.db%s", j->dir, parts[i]);
		(void)unlink(path);
	}
}

static int open_records(struct blockjudge_verdict *v, const struct blockjudge *j, size_t cut)
{
	char words[BLOCKJUDGE_PATH + 16];
	bool unmade = is_unmade(j);
	AUTO_BUF said;
	int status = 0, e;

	buf_init(&said, OUT_MAX);
	(void)snprintf(words, sizeof words, "%s/records", j->dir);
	if (unmade)
		drop_ledger(j);
	e = ask(&status, j);
	if (e == 0)
		e = file_read(&said, words);
	if (e)
		return err_up(e);
	count(v, j, buf_str(&said), cut);
	if (status && (j->n_saved == 0 || j->saved[0].behind >= cut) && unmade)
		return 0;
	if (status) {
		v->corrupt = true;
		wrong(v, "loketctl open says %d; see %s", status, words);
	}
	return 0;
}

/* One run of debugfs: what is not wanted goes (the file system is a copy), the rest is taken out. */
static int take_out(const struct blockjudge *j, const char *ext4)
{
	char path[BLOCKJUDGE_PATH + 16];
	AUTO_BUF orders;
	int status, e;

	buf_init(&orders, 16 * BLOCKJUDGE_PATH);
	(void)snprintf(path, sizeof path, "%s/orders", j->dir);
	for (int i = 0; i < BLOCKJUDGE_WITHOUT_MOST && j->without[i]; i++)
		buf_printf(&orders, "rm %s\n", j->without[i]);
	buf_printf(&orders, "rdump %s %s\n", j->station, j->dir);
	if (j->also)
		buf_printf(&orders, "rdump %s %s\n", j->also, j->dir);
	e = buf_done(&orders);
	if (e == 0)
		e = file_replace(path, orders.data, orders.len, 0600);
	return e ? err_up(e)
	         : err_up(run(&status, j, "taken", (const char *const[]){"debugfs", "-w", "-f", path, ext4, NULL}));
}

int blockjudge_numbers(struct blockjudge_saved *out, size_t most, size_t *n, const struct blockjudge *j)
{
	char path[BLOCKJUDGE_PATH + 16];
	AUTO_BUF said;
	int e;

	buf_init(&said, OUT_MAX);
	(void)snprintf(path, sizeof path, "%s/records", j->dir);
	e = file_read(&said, path);
	if (e)
		return err_up(e);
	*n = 0;
	for (const char *at = buf_str(&said); *at && *n < most; at += strcspn(at, "\n"), at += *at == '\n') {
		json_t *one = json_loadb(at, strcspn(at, "\n"), 0, NULL);
		const char *number = json_string_value(json_object_get(one, "number"));

		if (number && text_copy(out[*n].number, sizeof out[*n].number, number))
			out[(*n)++].behind = 0;
		json_decref(one);
	}
	return 0;
}

int blockjudge(struct blockjudge_verdict *out, const struct blockjudge *j, const char *ext4, size_t cut)
{
	struct blockjudge_verdict v = {0};
	int e = dir_remove(j->dir);

	if (e == 0)
		e = dir_make(j->dir, 0700);
	if (e == 0)
		e = mend(&v, j, ext4);
	if (e == 0 && !v.beyond_repair)
		e = take_out(j, ext4);
	if (e == 0 && !v.beyond_repair) {
		e = open_records(&v, j, cut);
		check_database(&v, j, "store.db");
		check_database(&v, j, "desk.db");
	}
	if (e)
		return err_up(e);
	*out = v;
	return 0;
}
