#include "staff/staff.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff/staff_inside.h"
#include "store/kinds.h"
#include "sys/fault.h"
#include "sys/text.h"

#define LOG_MODULE "staff"

static const char tables[] =
        "CREATE TABLE IF NOT EXISTS staff_secret(staff TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE IF NOT EXISTS staff_limit(staff TEXT PRIMARY KEY, wrong INTEGER NOT NULL,"
        " left_ms INTEGER NOT NULL, wall_ms INTEGER NOT NULL, mono_ms INTEGER NOT NULL, boot BLOB NOT NULL)"
        " WITHOUT ROWID";

int staff_refuse(struct staff *s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(s->why, sizeof s->why, fmt, args);
	va_end(args);
	return STAFF_REFUSED;
}

int staff_disk(struct staff *s, int r)
{
	if (r == 0)
		return 0;
	if (r == DESK_FULL)
		return staff_refuse(s, "the disk of this station is full: nothing was changed. Make room on it");
	return staff_refuse(s, "%s", s->book && *book_why(s->book) ? book_why(s->book) : desk_why(s->world.desk));
}

/* The desk key's public half belongs in station.conf; the plug may have been pulled before it got there. */
void staff_tell_station(struct staff *s)
{
	struct station *st = s->world.station;

	/* Also when the plug was pulled between a recovery and this. */
	if (s->desk_went && st->has_desk && memcmp(st->desk.bytes, s->desk_gone, KEY_BYTES) == 0) {
		st->has_desk = false;
		if (!s->makes_key && station_write(st, s->world.data))
			log_surprise(s->world.log, LOG_MODULE, -EIO); /* tried again at the next start */
	}
	if (!s->makes_key)
		return;
	if (st->has_desk && memcmp(st->desk.bytes, s->desk.bytes, KEY_BYTES) != 0) {
		log_warn(s->world.log,
		        "station.conf names another desk key than the one made here: nothing can be read "
		        "at this desk until its line 'desk' is taken out");
		s->makes_key = false;
		return;
	}
	if (st->has_desk)
		return;
	st->desk = s->desk;
	st->has_desk = true;
	if (station_write(st, s->world.data))
		log_surprise(s->world.log, LOG_MODULE, -EIO); /* tried again at the next start */
}

static int staff_load(struct staff *s)
{
	struct book_world w = {
	        .data = s->world.data, .desk = s->world.desk, .station = s->world.station, .device = s->world.device};
	int r = desk_table(s->world.desk, tables);

	if (r)
		return staff_disk(s, r);
	r = book_open(&s->book, BOOK_STAFF, &w, staff_entry_take, s);
	if (r < 0)
		return err_up(r);
	if (r)
		return staff_refuse(s, "%s", book_why(s->book));
	r = secrets_load(s);
	if (r == 0) {
		s->is_sound = true;
		staff_tell_station(s);
	}
	return r;
}

int staff_open(struct staff **out, const struct staff_world *world)
{
	struct staff *s = fault("staff.memory", ENOMEM) ? NULL : calloc(1, sizeof *s);
	int r;

	if (!s)
		return err_new(ENOMEM, "no memory for the staff register");
	s->world = *world;
	if (!s->world.pin_digits)
		s->world.pin_digits = PIN_DIGITS;
	floor_init(&s->floor);
	if (world->boot_id)
		memcpy(s->floor.boot_id, world->boot_id, sizeof s->floor.boot_id);
	r = staff_load(s);
	if (r < 0) {
		staff_close(s);
		return err_up(r);
	}
	if (!s->is_sound)
		log_error(world->log, "nobody can log in: %s", s->why);
	*out = s;
	return 0;
}

void staff_close(struct staff *s)
{
	if (!s)
		return;
	book_close(s->book);
	wipe(s, sizeof *s);
	free(s);
}

bool staff_is_sound(const struct staff *s)
{
	return s->is_sound;
}

const char *staff_why(const struct staff *s)
{
	return s->why;
}

bool staff_is_empty(const struct staff *s)
{
	return s->is_sound && s->n == 0;
}

struct book *staff_book(struct staff *s)
{
	return s->book;
}

bool staff_has_desk_secret(const struct staff *s)
{
	for (size_t i = 0; s->makes_key && i < s->n; i++)
		if (s->members[i].person.has_desk_key && !s->members[i].person.is_gone)
			return true;
	return false;
}

size_t staff_count(const struct staff *s)
{
	return s->n;
}

const struct staff_person *staff_at(const struct staff *s, size_t nth)
{
	return &s->members[nth].person;
}

struct member *staff_member(struct staff *s, const char *staff)
{
	for (size_t i = 0; i < s->n; i++)
		if (text_is(s->members[i].person.staff, staff))
			return &s->members[i];
	return NULL;
}

const struct staff_person *staff_of(const struct staff *s, const char *staff)
{
	for (size_t i = 0; i < s->n; i++)
		if (text_is(s->members[i].person.staff, staff))
			return &s->members[i].person;
	return NULL;
}

struct member *staff_member_of_badge(struct staff *s, const uint8_t name[32])
{
	struct member *withdrawn = NULL;

	for (size_t i = 0; i < s->n; i++) {
		struct member *m = &s->members[i];

		if (memcmp(m->secret.badge, name, 32) != 0)
			continue;
		if (!m->person.is_gone && !m->person.badge_is_off)
			return m;
		withdrawn = m;
	}
	return withdrawn;
}

bool staff_reads(unsigned roles)
{
	for (unsigned kind = 1; kind <= KIND_ACCESS_LOG; kind++)
		if (role_may(roles, ACTION_READ, (uint16_t)kind))
			return true;
	return false;
}

bool staff_keeps_key(unsigned roles)
{
	return staff_reads(roles) || role_may(roles, ACTION_STAFF, 0);
}

bool staff_badge_is_weak(const void *badge, size_t n)
{
	return badge_is_weak(badge, n);
}
