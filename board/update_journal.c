#include "board/update_journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/update_journal_inside.h"
#include "sys/file.h"
#include "sys/text.h"

static const char *const names[UPDATE_OUTCOMES] = {"nothing", "installed", "confirmed", "fell_back", "cut_off", "sick",
        "foreign", "damaged", "older", "same", "other_device", "unreadable", "no_space", "no_service", "busy",
        "failed"};

const char *update_outcome_name(enum update_outcome o)
{
	return names[o];
}

const char *update_outcome_code(enum update_outcome o)
{
	static const char *const codes[UPDATE_OUTCOMES] = {[UPDATE_NOTHING] = "",
	        [UPDATE_INSTALLED] = "F01",
	        [UPDATE_CONFIRMED] = "F02",
	        [UPDATE_FELL_BACK] = "F03",
	        [UPDATE_CUT_OFF] = "F04",
	        [UPDATE_SICK] = "F05",
	        [UPDATE_FOREIGN] = "F06",
	        [UPDATE_DAMAGED] = "F07",
	        [UPDATE_OLDER] = "F08",
	        [UPDATE_SAME] = "F09",
	        [UPDATE_OTHER_DEVICE] = "F10",
	        [UPDATE_UNREADABLE] = "F11",
	        [UPDATE_NO_SPACE] = "F12",
	        [UPDATE_NO_SERVICE] = "F13",
	        [UPDATE_BUSY] = "F14",
	        [UPDATE_FAILED] = "F15"};

	return codes[o];
}

bool update_outcome_of(enum update_outcome *out, const char *name)
{
	for (int i = 0; i < UPDATE_OUTCOMES; i++)
		if (text_is(names[i], name)) {
			*out = (enum update_outcome)i;
			return true;
		}
	return false;
}

/* A journal that can not be meant is kept for whoever wants to know why, and a new one begins. */
static int set_aside(struct update_journal *j)
{
	char aside[600], path[600];

	(void)snprintf(path, sizeof path, "%s/journal", j->dir);
	(void)snprintf(aside, sizeof aside, "%s/journal.damaged", j->dir);
	if (rename(path, aside) < 0)
		return err_new(errno, "%s can not be set aside: %s", path, strerror(errno));
	j->was_damaged = true;
	return 0;
}

int update_journal_read(struct update_journal *out, const char *dir, const struct clock *clock)
{
	char path[600];
	AUTO_BUF bytes;
	int r;

	*out = (struct update_journal){.clock = clock, .floor = "0"};
	buf_init(&bytes, UPDATE_JOURNAL_BYTES_MAX);
	if (!text_copy(out->dir, sizeof out->dir, dir))
		return err_new(ENAMETOOLONG, "the folder of the update journal has too long a name");
	(void)snprintf(path, sizeof path, "%s/journal", dir);
	r = file_read(&bytes, path);
	if (r == -ENOENT)
		return 0;
	if (r && r != -EFBIG)
		return err_up(r);
	return r == 0 && update_journal_parse(out, &bytes) ? 0 : UPDATE_JOURNAL_DAMAGED;
}

int update_journal_open(struct update_journal *out, const char *dir, const struct clock *clock)
{
	int r = update_journal_read(out, dir, clock);

	return r == UPDATE_JOURNAL_DAMAGED ? err_up(set_aside(out)) : err_up(r);
}

void update_journal_raise(struct update_journal *j, const char *version)
{
	if (update_version_is_valid(version) && update_version_compare(version, j->floor) > 0)
		(void)text_copy(j->floor, sizeof j->floor, version);
}

/* What is written becomes what is known; what could not be written never happened. */
static int keep(struct update_journal *j, const struct update_journal *next)
{
	char path[600];
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, UPDATE_JOURNAL_BYTES_MAX);
	r = update_journal_print(&bytes, next);
	(void)snprintf(path, sizeof path, "%s/journal", j->dir);
	if (r == 0)
		r = file_replace(path, bytes.data, bytes.len, 0644);
	if (r)
		return err_up(r);
	*j = *next;
	return 0;
}

static int keep_copy(struct update_journal *j, struct update_journal *next)
{
	int r = keep(j, next);

	free(next);
	return err_up(r);
}

static struct update_journal *copy_of(const struct update_journal *j)
{
	struct update_journal *next = malloc(sizeof *next);

	if (next)
		*next = *j;
	return next;
}

int update_journal_begin(struct update_journal *j, const struct update_tried *tried)
{
	struct update_journal *next = copy_of(j);

	if (!next)
		return err_new(ENOMEM, "no memory for the update journal");
	next->tried = *tried;
	next->tried.on = true;
	next->tried.written = false;
	return err_up(keep_copy(j, next));
}

int update_journal_written(struct update_journal *j)
{
	struct update_journal *next = copy_of(j);

	if (!next)
		return err_new(ENOMEM, "no memory for the update journal");
	next->tried.written = true;
	return err_up(keep_copy(j, next));
}

/* Sentences come from RAUC and the kernel: one line of plain text. */
static void copy_plain(char *out, size_t room, const char *text)
{
	(void)text_copy(out, room, text);
	for (char *p = out; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	if (!utf8_valid(out, strlen(out)))
		for (char *p = out; *p; p++)
			*p = (signed char)*p < 0 ? '?' : *p;
}

static void add_event(
        struct update_journal *j, enum update_outcome outcome, const char *version, const char *from, const char *why)
{
	struct update_event *e;

	if (j->n_events == UPDATE_EVENTS_MAX) {
		memmove(&j->events[0], &j->events[1], (UPDATE_EVENTS_MAX - 1) * sizeof *j->events);
		j->n_events--;
	}
	e = &j->events[j->n_events++];
	*e = (struct update_event){.n = ++j->serial, .at_ms = clock_wall_ms(j->clock), .outcome = outcome};
	copy_plain(e->version, sizeof e->version, version);
	copy_plain(e->from, sizeof e->from, from);
	copy_plain(e->why, sizeof e->why, why);
}

int update_journal_end(
        struct update_journal *j, enum update_outcome outcome, const char *version, const char *from, const char *why)
{
	struct update_journal *next = copy_of(j);

	if (!next)
		return err_new(ENOMEM, "no memory for the update journal");
	add_event(next, outcome, version, from, why);
	if (outcome != UPDATE_INSTALLED && outcome != UPDATE_SICK)
		next->tried = (struct update_tried){0};
	if (outcome == UPDATE_INSTALLED)
		next->tried.written = true;
	if (outcome == UPDATE_CONFIRMED)
		update_journal_raise(next, version);
	return err_up(keep_copy(j, next));
}

int update_journal_keep(struct update_journal *j)
{
	struct update_journal *next = copy_of(j);

	if (!next)
		return err_new(ENOMEM, "no memory for the update journal");
	return err_up(keep_copy(j, next));
}

int update_journal_tell(const struct update_journal *j, const char *running)
{
	char path[600];
	AUTO_BUF bytes, there;
	int r;

	buf_init(&bytes, 4096);
	buf_init(&there, 4096);
	r = update_journal_print_last(&bytes, j, running);
	(void)snprintf(path, sizeof path, "%s/last.json", j->dir);
	if (r)
		return err_up(r);
	if (file_exists(path) && file_read(&there, path) == 0 && there.len == bytes.len &&
	        memcmp(there.data, bytes.data, bytes.len) == 0)
		return 0;
	return err_up(file_replace(path, bytes.data, bytes.len, 0644));
}

const struct update_event *update_journal_last(const struct update_journal *j)
{
	return j->n_events ? &j->events[j->n_events - 1] : NULL;
}

bool update_journal_failed_before(const struct update_journal *j, const char *version)
{
	for (int i = j->n_events - 1; i >= 0; i--) {
		const struct update_event *e = &j->events[i];

		if (!text_is(e->version, version))
			continue;
		if (e->outcome == UPDATE_FELL_BACK || e->outcome == UPDATE_SICK)
			return true;
		if (e->outcome == UPDATE_CONFIRMED)
			return false;
	}
	return false;
}
