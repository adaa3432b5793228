#include "board/update_rauc_bus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/update_signature.h"
#include "sys/text.h"

enum { CALL_US = 120 * 1000 * 1000 };

void rauc_bus_drop(struct rauc_bus *b)
{
	b->installed = sd_bus_slot_unref(b->installed);
	b->left = sd_bus_slot_unref(b->left);
	b->moved = sd_bus_slot_unref(b->moved);
	b->bus = sd_bus_close_unref(b->bus);
}

static int connect_to(sd_bus **out, const char *address)
{
	sd_bus *bus = NULL;
	int r;

	if (!*address)
		return sd_bus_open_system(out);
	r = sd_bus_new(&bus);
	if (r >= 0)
		r = sd_bus_set_address(bus, address);
	if (r >= 0)
		r = sd_bus_set_bus_client(bus, 1);
	if (r >= 0)
		r = sd_bus_start(bus);
	if (r < 0) {
		(void)sd_bus_unref(bus);
		return r;
	}
	*out = bus;
	return 0;
}

int rauc_bus_connect(struct rauc_bus *b, char why[RAUC_WHY_MAX + 1])
{
	int r;

	if (b->bus && sd_bus_is_open(b->bus) > 0)
		return 0;
	rauc_bus_drop(b);
	r = connect_to(&b->bus, b->address);
	if (r >= 0)
		r = sd_bus_set_method_call_timeout(b->bus, CALL_US);
	if (r < 0) {
		(void)snprintf(why, RAUC_WHY_MAX + 1, "no message bus: %s", strerror(-r));
		rauc_bus_drop(b);
		return RAUC_GONE;
	}
	return 0;
}

/* Nobody there, or no answer: that is no word of RAUC's about the bundle. */
static bool is_silence(const char *name)
{
	static const char *const silent[] = {SD_BUS_ERROR_SERVICE_UNKNOWN, SD_BUS_ERROR_NAME_HAS_NO_OWNER,
	        SD_BUS_ERROR_NO_REPLY, SD_BUS_ERROR_DISCONNECTED, SD_BUS_ERROR_TIMEOUT, SD_BUS_ERROR_ACCESS_DENIED,
	        "org.freedesktop.DBus.Error.Spawn.ExecFailed", "org.freedesktop.DBus.Error.Spawn.ChildExited",
	        "org.freedesktop.systemd1.NoSuchUnit", NULL};

	for (int i = 0; silent[i]; i++)
		if (text_is(name, silent[i]))
			return true;
	return false;
}

int rauc_bus_said(char why[RAUC_WHY_MAX + 1], const sd_bus_error *error, int r)
{
	const char *sentence = error && error->message ? error->message : strerror(r < 0 ? -r : EIO);

	(void)text_copy(why, RAUC_WHY_MAX + 1, sentence);
	if (!error || !error->name || is_silence(error->name))
		return RAUC_GONE;
	return rauc_why_kind(sentence);
}

static int bus_inspect(void *me, struct rauc_bundle *out, const char *file, char why[RAUC_WHY_MAX + 1])
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	sd_bus_message *reply = NULL;
	const char *compatible, *version;
	struct rauc_bus *b = me;
	int r = rauc_bus_connect(b, why);

	if (r)
		return r;
	r = sd_bus_call_method(b->bus, RAUC_NAME, RAUC_PATH, RAUC_INTERFACE, "Info", &error, &reply, "s", file);
	if (r >= 0)
		r = sd_bus_message_read(reply, "ss", &compatible, &version);
	if (r < 0) {
		r = rauc_bus_said(why, &error, r);
		/* RAUC 1.8 gives no reason here. */
		if (r == RAUC_FAILED)
			r = update_signature_explain(why, file, b->keyring);
	} else {
		r = text_copy(out->compatible, sizeof out->compatible, compatible) &&
		                    text_copy(out->version, sizeof out->version, version)
		            ? 0
		            : RAUC_FAILED;
		if (r)
			(void)text_copy(why, RAUC_WHY_MAX + 1, "names in the bundle are too long");
	}
	(void)sd_bus_message_unref(reply);
	sd_bus_error_free(&error);
	return r;
}

static int bus_mark_good(void *me, char why[RAUC_WHY_MAX + 1])
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	struct rauc_bus *b = me;
	int r = rauc_bus_connect(b, why);

	if (r)
		return r;
	r = sd_bus_call_method(
	        b->bus, RAUC_NAME, RAUC_PATH, RAUC_INTERFACE, "Mark", &error, NULL, "ss", "good", "booted");
	r = r < 0 ? rauc_bus_said(why, &error, r) : 0;
	sd_bus_error_free(&error);
	return r;
}

static void bus_close(void *me)
{
	rauc_bus_drop(me);
	free(me);
}

static const struct rauc_ops ops = {.inspect = bus_inspect,
        .install = rauc_bus_install,
        .status = rauc_bus_status,
        .mark_good = bus_mark_good,
        .close = bus_close};

int rauc_bus_open(struct rauc *out, const char *address, const char *keyring)
{
	struct rauc_bus *b = calloc(1, sizeof *b);

	if (!b)
		return err_new(ENOMEM, "no memory to speak with RAUC");
	if (!text_copy(b->address, sizeof b->address, address ? address : "") ||
	        !text_copy(b->keyring, sizeof b->keyring, keyring)) {
		free(b);
		return err_new(ENAMETOOLONG, "the address of the message bus or the keyring's path is too long");
	}
	out->ops = &ops;
	out->me = b;
	return 0;
}
