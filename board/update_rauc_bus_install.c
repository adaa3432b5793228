/* update_rauc_bus_install - one installation: asked for, watched by its signals until it is over or RAUC went away. */
#include <errno.h>
#include <stdlib.h>

#include "board/update_rauc_bus.h"
#include "sys/text.h"

/* RAUC tells every step; a step of a large image on a slow card may take minutes. */
enum { WAIT_US = 1000 * 1000, SILENT_MOST = 20 * 60, SAY_AGAIN = 60 };

static int on_completed(sd_bus_message *m, void *me, sd_bus_error *error)
{
	struct rauc_bus *b = me;

	(void)error;
	if (sd_bus_message_read(m, "i", &b->result) < 0)
		b->result = 1;
	b->done = true;
	return 0;
}

static int on_owner(sd_bus_message *m, void *me, sd_bus_error *error)
{
	const char *name, *before, *now;
	struct rauc_bus *b = me;

	(void)error;
	if (sd_bus_message_read(m, "sss", &name, &before, &now) >= 0 && text_is(name, RAUC_NAME) && *before)
		b->gone = true;
	return 0;
}

/* The value of Progress: percent, what, depth. */
static void take_progress(struct rauc_bus *b, sd_bus_message *m)
{
	int percent, depth;
	const char *what;

	if (sd_bus_message_enter_container(m, 'v', "(isi)") < 0)
		return;
	if (sd_bus_message_read(m, "(isi)", &percent, &what, &depth) >= 0 && percent >= b->percent && percent <= 100) {
		b->percent = percent;
		(void)text_copy(b->what, sizeof b->what, what);
		if (b->progress)
			b->progress(b->progress_me, percent, what);
	}
	(void)sd_bus_message_exit_container(m);
}

static int on_moved(sd_bus_message *m, void *me, sd_bus_error *error)
{
	const char *interface, *key;

	(void)error;
	if (sd_bus_message_read(m, "s", &interface) < 0 || sd_bus_message_enter_container(m, 'a', "{sv}") < 0)
		return 0;
	while (sd_bus_message_enter_container(m, 'e', "sv") > 0) {
		if (sd_bus_message_read(m, "s", &key) < 0)
			return 0;
		if (text_is(key, "Progress"))
			take_progress(me, m);
		else if (sd_bus_message_skip(m, "v") < 0)
			return 0;
		if (sd_bus_message_exit_container(m) < 0)
			return 0;
	}
	return 0;
}

static int watch(struct rauc_bus *b)
{
	int r = sd_bus_match_signal(
	        b->bus, &b->installed, RAUC_NAME, RAUC_PATH, RAUC_INTERFACE, "Completed", on_completed, b);

	if (r >= 0)
		r = sd_bus_match_signal(b->bus, &b->moved, RAUC_NAME, RAUC_PATH, "org.freedesktop.DBus.Properties",
		        "PropertiesChanged", on_moved, b);
	if (r >= 0)
		r = sd_bus_match_signal(b->bus, &b->left, "org.freedesktop.DBus", "/org/freedesktop/DBus",
		        "org.freedesktop.DBus", "NameOwnerChanged", on_owner, b);
	return r;
}

static int ask(struct rauc_bus *b, const char *file, char why[RAUC_WHY_MAX + 1])
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	int r = sd_bus_call_method(
	        b->bus, RAUC_NAME, RAUC_PATH, RAUC_INTERFACE, "InstallBundle", &error, NULL, "sa{sv}", file, 0);

	r = r < 0 ? rauc_bus_said(why, &error, r) : 0;
	sd_bus_error_free(&error);
	return r;
}

static int follow(struct rauc_bus *b)
{
	int silent = 0, r = 0;

	while (!b->done && !b->gone && silent < SILENT_MOST) {
		r = sd_bus_process(b->bus, NULL);
		if (r < 0)
			return r;
		if (r > 0) {
			silent = 0;
			continue;
		}
		r = sd_bus_wait(b->bus, WAIT_US);
		if (r < 0 && r != -EINTR)
			return r;
		silent += r == 0;
		if (r == 0 && silent % SAY_AGAIN == 0 && b->progress) /* whoever waits takes silence for an end */
			b->progress(b->progress_me, -1, b->what);
	}
	return 0;
}

/* After the signal: RAUC keeps its sentence in a property. */
static int ask_why(struct rauc_bus *b, char why[RAUC_WHY_MAX + 1])
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	char *sentence = NULL;
	int r = sd_bus_get_property_string(
	        b->bus, RAUC_NAME, RAUC_PATH, RAUC_INTERFACE, "LastError", &error, &sentence);

	if (r < 0) {
		r = rauc_bus_said(why, &error, r);
	} else {
		(void)text_copy(why, RAUC_WHY_MAX + 1, sentence);
		r = rauc_why_kind(sentence);
	}
	free(sentence);
	sd_bus_error_free(&error);
	return r;
}

int rauc_bus_install(
        void *me, const char *file, rauc_progress_fn *progress, void *progress_me, char why[RAUC_WHY_MAX + 1])
{
	struct rauc_bus *b = me;
	int r = rauc_bus_connect(b, why);

	if (r)
		return r;
	b->done = b->gone = false;
	b->percent = 0;
	*b->what = '\0';
	b->progress = progress;
	b->progress_me = progress_me;
	r = watch(b);
	if (r < 0)
		return rauc_bus_said(why, NULL, r);
	r = ask(b, file, why);
	if (r == 0 && (follow(b) < 0 || !b->done)) {
		(void)text_copy(why, RAUC_WHY_MAX + 1, "RAUC went away while it was writing");
		r = RAUC_GONE;
	} else if (r == 0 && b->result != 0) {
		r = ask_why(b, why);
	}
	b->installed = sd_bus_slot_unref(b->installed);
	b->left = sd_bus_slot_unref(b->left);
	b->moved = sd_bus_slot_unref(b->moved);
	return r;
}
