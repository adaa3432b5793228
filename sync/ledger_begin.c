/* ledger_begin - a ledger that can not be read is set aside, and a new one begun: all it knew can be asked for again */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/station.h"
#include "sync/ledger_write.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

static const char mark[] = "ledger.db.damaged-";

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

enum { NAME_ROOM = 64, LISTED = 64 };

/* The names of what was set aside, oldest first: they are made of the time. */
static size_t list(char (*names)[NAME_ROOM], const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;
	size_t n = 0;

	while (d && n < LISTED && (entry = readdir(d)))
		if (text_starts(entry->d_name, mark) && text_copy(names[n], NAME_ROOM, entry->d_name))
			n++;
	if (d)
		closedir(d);
	qsort(names, n, sizeof *names, by_name);
	return n;
}

/* What does not go stays: the next one is set aside all the same. */
static void drop(const char *dir, const char *name)
{
	char path[4096];
	int r = path_join(path, sizeof path, dir, name);

	if (r == 0 && unlink(path) < 0 && errno != ENOENT)
		r = dir_remove(path);
	(void)r;
}

/* Room for one more: a disk that spoils ledgers again and again must not be filled by them. */
static void make_room(const char *dir)
{
	char names[LISTED][NAME_ROOM];
	size_t n = list(names, dir);

	for (size_t i = 0; i + LEDGER_DAMAGED_MOST <= n; i++)
		drop(dir, names[i]);
}

static bool is_too_large(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > LEDGER_DAMAGED_BYTES;
}

static int put_away(char *name, size_t room, const char *dir, const struct clock *clock)
{
	time_t s = (time_t)(clock_wall_ms(clock) / 1000);
	char from[4096], to[4096], when[40];
	struct tm tm;
	int r, n = 0;

	if (!gmtime_r(&s, &tm) || strftime(when, sizeof when, "%Y%m%dT%H%M%SZ", &tm) == 0)
		(void)text_copy(when, sizeof when, "unknown");
	do
		(void)snprintf(name, room, n ? "%s%s-%d" : "%s%s", mark, when, n);
	while ((r = path_join(to, sizeof to, dir, name)) == 0 && access(to, F_OK) == 0 && ++n < LISTED);
	if (r == 0)
		r = path_join(from, sizeof from, dir, "ledger.db");
	if (r < 0)
		return err_up(r);
	r = fault("ledger.aside", EIO);
	if (r == 0 && rename(from, to) < 0 && errno != ENOENT)
		r = -errno;
	if (r < 0)
		return err_new(-r, "%s is damaged and can not be set aside: %s", from, strerror(-r));
	if (is_too_large(to))
		drop(dir, name);
	return 0;
}

/* Its log goes too: SQLite drops one without a database, and what it holds is as damaged. */
static int set_aside(char *told, size_t room, const char *data, const struct clock *clock)
{
	static const char *const beside[] = {"ledger.db-wal", "ledger.db-shm", "ledger.db-journal"};
	char dir[4096], name[NAME_ROOM];
	int r = station_path(dir, sizeof dir, data, STATION_LEDGER);

	if (r < 0)
		return err_up(r);
	make_room(dir);
	if ((r = put_away(name, sizeof name, dir, clock)) < 0)
		return err_up(r);
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		drop(dir, beside[i]);
	(void)snprintf(told, room,
	        "The ledger was damaged; it lies as %s beside a new one. Nothing is lost: the hub signs again for what it "
	        "holds, and what it does not hold is sent.",
	        name);
	return err_up(dir_sync(dir));
}

int ledger_write_begin(struct ledger_write *out, char *told, size_t room, const char *data, const struct clock *clock)
{
	bool damaged;
	int r = ledger_write_look(out, &damaged, data);

	*told = 0;
	if (r == 0 || !damaged)
		return err_up(r);
	return err_up(ledger_write_anew(out, told, room, data, clock));
}

int ledger_write_anew(struct ledger_write *out, char *told, size_t room, const char *data, const struct clock *clock)
{
	int r;

	*told = 0;
	if ((r = set_aside(told, room, data, clock)) < 0)
		return err_up(r);
	return err_up(ledger_write_open(out, data));
}
