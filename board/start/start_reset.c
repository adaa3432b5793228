/* start_reset - a factory reset that was ordered, from the mark to an empty file system, told in words all the while */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/start/start.h"
#include "board/update_floor.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

enum { SENTENCE = 300 };

struct telling {
	const struct start_reset *w;
	int percent;
};

static void on_progress(void *me, int percent)
{
	struct telling *t = me;

	if (percent == t->percent)
		return;
	t->percent = percent;
	t->w->show(t->w->me, "wipe", percent);
}

/* For the log: the page of the manual about it. */
static void say_outcome(const struct start_reset *w, enum reset_told told)
{
	char text[SENTENCE];

	(void)snprintf(text, sizeof text, "factory reset: outcome %s", reset_told_code(told));
	w->say(w->me, text);
}

static void say_report(const struct start_reset *w, const struct reset_report *r)
{
	char text[SENTENCE];

	(void)snprintf(text, sizeof text,
	        "factory reset: %" PRId64 " bytes read back, %" PRId64 " other than zero; begun %" PRIu32 " times",
	        r->bytes, r->not_zero, r->starts);
	w->say(w->me, text);
}

/* One hole, as large as the partition. */
static int make_hole(const char *path, int64_t bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), e = 0;

	if (fd < 0)
		return err_new(errno, "%s: %s", path, strerror(errno));
	if (ftruncate(fd, (off_t)bytes))
		e = err_new(errno, "%s can not be made so large: %s", path, strerror(errno));
	(void)close(fd);
	return e;
}

static int lay_anew(struct reset_disk *d, const struct start_reset *w, const struct reset_report *r)
{
	int e = dir_remove(w->holds);

	if (e == 0)
		e = start_reset_hold(w->holds, r, w->os_release);
	if (e == 0)
		e = make_hole(w->made, d->size);
	if (e == 0 && fault("start.make", EIO))
		e = err_new(EIO, "no file system can be made");
	if (e == 0)
		e = w->make(w->me, w->made, w->holds);
	if (e == 0)
		e = reset_lay(d, w->made);
	(void)unlink(w->made);
	return e ? err_up(e) : err_up(reset_finish(d));
}

int start_reset(struct reset_report *out, struct reset_disk *d, const struct start_reset *w)
{
	struct telling t = {w, -1};
	struct reset_report report;
	bool ordered;
	int r = reset_is_ordered(&ordered, d);

	if (r < 0)
		return err_up(r);
	if (!ordered)
		return RESET_NONE;
	w->say(w->me, "a factory reset was ordered: everything on the data partition goes");
	w->show(w->me, "wipe", 0);
	r = reset_run(&report, d, on_progress, &t);
	if (r == RESET_NONE)
		r = err_new(EIO, "the mark of the reset is there, and is not there: the card is broken");
	if (r >= 0)
		say_report(w, &report);
	if (r == RESET_LEFT)
		r = err_new(EIO, "%" PRId64 " bytes were not wiped: the card is broken, destroy it", report.not_zero);
	if (r) {
		w->show(w->me, "worn", -1);
		say_outcome(w, RESET_TOLD_WORN);
		return err_up(r);
	}
	r = lay_anew(d, w, &report);
	w->show(w->me, r ? "broken" : "wiped", -1);
	if (r) {
		say_outcome(w, RESET_TOLD_EMPTY);
		return err_up(r);
	}
	*out = report;
	return 0;
}

int start_reset_hold(const char *holds, const struct reset_report *r, const char *os_release)
{
	char path[START_PATH], text[SENTENCE], floor[UPDATE_VERSION_MAX + 1];
	int e;

	(void)snprintf(path, sizeof path, "%s/station", holds);
	e = dir_make(path, 0755);
	(void)snprintf(path, sizeof path, "%s/station/reset.report", holds);
	(void)snprintf(text, sizeof text,
	        "statement = %s\nbytes = %" PRId64 "\nnot_zero = %" PRId64 "\ndiscarded = %s\nstarts = %" PRIu32 "\n",
	        r->statement, r->bytes, r->not_zero, r->discarded ? "yes" : "no", r->starts);
	if (e == 0)
		e = file_replace(path, text, strlen(text), 0644);
	(void)snprintf(path, sizeof path, "%s/update", holds);
	(void)text_copy(floor, sizeof floor, r->floor);
	if (e == 0 && !*floor)
		update_floor(floor, path, os_release);
	return e ? err_up(e) : err_up(update_floor_lay(path, floor));
}
