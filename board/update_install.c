/* update_install - from a file to a slot that the next start tries. */
#include <stdio.h>
#include <string.h>

#include "board/update_inside.h"
#include "sys/text.h"

struct work {
	const struct update_world *w;
	const char *file;
	struct rauc_status status;
	struct rauc_bundle bundle;
	char why[RAUC_WHY_MAX + 1];
	int told; /* the last percentage said */
};

#define END(k, outcome, ...) err_or(update_tell((k)->w, (outcome), (k)->bundle.version, (k)->w->running, __VA_ARGS__))

/* Outcomes are this room's answers, surprises go up. */
static int err_or(int r)
{
	return r < 0 ? err_up(r) : r;
}

/* Nothing of the file is believed yet: only what this device says of itself. */
static int look_at_device(struct work *k)
{
	const struct rauc_slot *booted;
	int r = k->w->rauc.ops->status(k->w->rauc.me, &k->status, k->why);

	if (r)
		return END(k, update_outcome_of_rauc(r), "RAUC does not answer: %s", k->why);
	booted = rauc_booted(&k->status);
	if (k->status.installing)
		return END(k, UPDATE_BUSY, "another installation is running; try again when it is done");
	if (k->w->journal->tried.on && !k->w->journal->tried.written &&
	        text_is(k->w->journal->tried.boot, k->w->boot)) {
		char before[UPDATE_VERSION_MAX + 1];

		(void)text_copy(before, sizeof before, k->w->journal->tried.version);
		r = update_tell(k->w, UPDATE_CUT_OFF, before, k->w->running,
		        "the installation before this one was broken off; nothing of it is used");
		if (r < 0)
			return err_up(r);
	}
	if (!booted || !rauc_other(&k->status))
		return END(k, UPDATE_FAILED, "this device has no second slot to install into");
	if (k->w->journal->tried.on && !text_is(k->w->journal->tried.boot, k->w->boot))
		return END(k, UPDATE_BUSY, "version %s is just being tried; wait until it is confirmed or given up",
		        k->w->journal->tried.version);
	return 0;
}

/* What RAUC read from the signed manifest, against this device and its floor. */
static int judge(struct work *k)
{
	const char *version = k->bundle.version;

	if (!text_is(k->bundle.compatible, k->status.compatible))
		return END(k, UPDATE_OTHER_DEVICE, "made for '%s'; this device is '%s'", k->bundle.compatible,
		        k->status.compatible);
	if (!update_version_is_valid(version)) {
		k->bundle.version[0] = 0;
		return END(k, UPDATE_UNREADABLE, "the bundle's version is not one to four numbers with dots between");
	}
	if (update_version_compare(version, k->w->running) == 0)
		return END(k, UPDATE_SAME, "version %s runs already; there is nothing to do", version);
	if (update_version_compare(version, k->w->journal->floor) < 0)
		return END(k, UPDATE_OLDER, "version %s is below the floor %s: an older one is never installed",
		        version, k->w->journal->floor);
	return 0;
}

static int look_at_bundle(struct work *k)
{
	int r = update_file_look(k->file, k->why);

	if (r)
		return END(k, (enum update_outcome)r, "%s", k->why);
	r = k->w->rauc.ops->inspect(k->w->rauc.me, &k->bundle, k->file, k->why);
	if (r) {
		k->bundle.version[0] = 0; /* nobody vouched for it */
		return END(k, update_outcome_of_rauc(r), "%s", k->why);
	}
	update_say(
	        k->w, "Version %s for %s, signed by whom this device trusts.", k->bundle.version, k->bundle.compatible);
	return judge(k);
}

static void on_progress(void *me, int percent, const char *what)
{
	struct work *k = me;

	if (percent == k->told)
		return;
	if (percent >= 0)
		k->told = percent;
	update_say(k->w, "%3d %% %.120s", k->told < 0 ? 0 : k->told, what);
}

static int write_it(struct work *k)
{
	struct update_tried tried = {.needs = update_well_parts(k->w) | 1u << BEACON_FRAME};
	int r;

	(void)text_copy(tried.version, sizeof tried.version, k->bundle.version);
	(void)text_copy(tried.from, sizeof tried.from, k->w->running);
	(void)text_copy(tried.from_slot, sizeof tried.from_slot, rauc_booted(&k->status)->name);
	(void)text_copy(tried.to_slot, sizeof tried.to_slot, rauc_other(&k->status)->name);
	(void)text_copy(tried.boot, sizeof tried.boot, k->w->boot);
	/* Durable first: whatever happens from here on, the next start knows that something was tried. */
	r = update_journal_begin(k->w->journal, &tried);
	if (r)
		return err_up(r);
	r = k->w->rauc.ops->install(k->w->rauc.me, k->file, on_progress, k, k->why);
	if (r)
		return END(k, update_outcome_of_rauc(r), "%s", k->why);
	r = END(k, UPDATE_INSTALLED, "version %s is in %s and starts with the next start", k->bundle.version,
	        tried.to_slot);
	return r < 0 ? err_up(r) : 0;
}

int update_install(const struct update_world *w, const char *file, enum update_wish wish, int64_t patience_ms)
{
	struct work k = {.w = w, .file = file, .told = -1};
	int r;

	if (!w->journal->tried.on)
		update_journal_raise(w->journal, w->running); /* a lost journal does not open the way down */
	r = look_at_device(&k);
	if (r == 0)
		r = look_at_bundle(&k);
	if (r == 0 && wish == UPDATE_WHEN_IDLE && update_wait_idle(w, patience_ms))
		r = END(&k, UPDATE_BUSY, "somebody was being served all the time; it is tried again later");
	if (r == 0)
		r = write_it(&k);
	if (r)
		return err_or(r);
	if (wish == UPDATE_WHEN_IDLE && update_wait_idle(w, patience_ms)) {
		update_say(w, "Somebody is being served: the new version waits for the next start.");
		return 0;
	}
	return err_up(update_restart(w));
}
