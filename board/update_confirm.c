/* update_confirm - after every start: is this slot well, and what became of what was tried. */
#include <errno.h>
#include <stdio.h>

#include "board/update_inside.h"
#include "sys/log.h"
#include "sys/text.h"

#define LOG_MODULE "update"

static int mark_good(const struct update_world *w)
{
	char why[RAUC_WHY_MAX + 1] = "";

	if (w->rauc.ops->mark_good(w->rauc.me, why) == 0)
		return 0;
	return err_new(EIO, "RAUC could not keep this slot as good: %s", why);
}

static void name_parts(char *out, size_t room, unsigned parts)
{
	size_t n = 0;

	out[0] = 0;
	for (int i = 0; i < BEACON_PARTS; i++)
		if (parts & 1u << i && n < room)
			n += (size_t)snprintf(
			        out + n, room - n, "%s%s", n ? ", " : "", beacon_part_name((enum beacon_part)i));
}

/* The new slot runs: kept when everything that was well before is well again. */
static int try_new(const struct update_world *w)
{
	const struct update_tried *t = &w->journal->tried;
	unsigned missing = update_wait_well(w, t->needs, UPDATE_HEALTH_MS);
	char parts[80], version[UPDATE_VERSION_MAX + 1], from[UPDATE_VERSION_MAX + 1];
	int r;

	(void)text_copy(version, sizeof version, t->version);
	(void)text_copy(from, sizeof from, t->from);
	if (missing) {
		name_parts(parts, sizeof parts, missing);
		r = update_tell(w, UPDATE_SICK, version, from, "version %s started, but not well: %s; it starts anew",
		        version, parts);
		if (r < 0)
			return err_up(r);
		r = update_restart(w);
		return r ? err_up(r) : UPDATE_SICK;
	}
	r = mark_good(w);
	if (r == 0)
		r = update_tell(w, UPDATE_CONFIRMED, version, from, "version %s is well and stays", version);
	return r < 0 ? err_up(r) : r;
}

/* The old slot runs although a new one was tried. */
static int tell_end(const struct update_world *w)
{
	const struct update_tried *t = &w->journal->tried;
	char version[UPDATE_VERSION_MAX + 1], from[UPDATE_VERSION_MAX + 1];
	bool written = t->written;
	int r;

	(void)text_copy(version, sizeof version, t->version);
	(void)text_copy(from, sizeof from, t->from);
	if (written)
		r = update_tell(w, UPDATE_FELL_BACK, version, from,
		        "version %s did not come up; version %s runs again, nothing was lost", version, w->running);
	else
		r = update_tell(w, UPDATE_CUT_OFF, version, from,
		        "version %s was not written to its end; version %s runs as before", version, w->running);
	return r < 0 ? err_up(r) : r;
}

/* Nothing is tried: a slot that draws is good, and its version is the floor from now on. */
static int as_before(const struct update_world *w)
{
	int r;

	if (update_wait_well(w, 1u << BEACON_FRAME, UPDATE_HEALTH_MS)) {
		update_say(w, "The kiosk has not drawn its first picture: this start is not called good.");
		return UPDATE_SICK;
	}
	r = mark_good(w);
	if (r)
		return err_up(r);
	if (!w->journal->tried.on && update_version_compare(w->running, w->journal->floor) > 0) {
		update_journal_raise(w->journal, w->running);
		r = update_journal_keep(w->journal);
	}
	return err_up(r);
}

int update_confirm(const struct update_world *w)
{
	const struct update_tried *t = &w->journal->tried;
	struct rauc_status status;
	char why[RAUC_WHY_MAX + 1] = "";
	const struct rauc_slot *booted;
	int told = 0, r = w->rauc.ops->status(w->rauc.me, &status, why);

	if (r)
		return err_new(EIO, "RAUC does not answer: %s", why);
	booted = rauc_booted(&status);
	if (!booted)
		return err_new(EIO, "RAUC does not know which slot runs");
	if (t->on && !text_is(t->boot, w->boot)) {
		if (text_is(booted->name, t->to_slot) && update_version_compare(w->running, t->version) == 0)
			return try_new(w);
		told = tell_end(w);
		if (told < 0)
			return err_up(told);
	}
	r = as_before(w);
	if (r < 0)
		return err_up(r);
	if (r == 0) {
		r = update_journal_tell(w->journal, w->running);
		if (r)
			log_surprise(w->log, LOG_MODULE, r);
		r = 0;
	}
	return told ? told : r;
}
