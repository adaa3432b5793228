/* update_rauc_bus_status - slots, as RAUC and the boot loader's block see them. */
#include <stdlib.h>

#include "board/update_rauc_bus.h"
#include "sys/text.h"

/* One entry of a slot's dictionary; only texts matter here. */
static int take_entry(struct rauc_slot *slot, bool *boots, sd_bus_message *m)
{
	const char *key, *kind, *value;
	char type;
	int r = sd_bus_message_read(m, "s", &key);

	if (r < 0 || (r = sd_bus_message_peek_type(m, &type, &kind)) < 0)
		return r;
	if (type != 'v' || !text_is(kind, "s"))
		return sd_bus_message_skip(m, "v");
	r = sd_bus_message_read(m, "v", "s", &value);
	if (r < 0)
		return r;
	if (text_is(key, "state"))
		slot->booted = text_is(value, "booted");
	else if (text_is(key, "boot-status"))
		slot->good = text_is(value, "good");
	else if (text_is(key, "bundle.version"))
		(void)text_copy(slot->version, sizeof slot->version, value);
	else if (text_is(key, "bootname"))
		*boots = true;
	return 0;
}

static int take_slot(struct rauc_status *out, sd_bus_message *m)
{
	struct rauc_slot slot = {0};
	bool boots = false;
	const char *name;
	int r = sd_bus_message_read(m, "s", &name);

	if (r < 0 || (r = sd_bus_message_enter_container(m, 'a', "{sv}")) < 0)
		return r;
	while ((r = sd_bus_message_enter_container(m, 'e', "sv")) > 0) {
		r = take_entry(&slot, &boots, m);
		if (r < 0 || (r = sd_bus_message_exit_container(m)) < 0)
			return r;
	}
	if (r < 0 || (r = sd_bus_message_exit_container(m)) < 0)
		return r;
	if (boots && out->n_slots < RAUC_SLOTS_MAX && text_copy(slot.name, sizeof slot.name, name))
		out->slots[out->n_slots++] = slot;
	return 0;
}

static int take_slots(struct rauc_status *out, sd_bus_message *m)
{
	int r = sd_bus_message_enter_container(m, 'a', "(sa{sv})");

	if (r < 0)
		return r;
	while ((r = sd_bus_message_enter_container(m, 'r', "sa{sv}")) > 0) {
		r = take_slot(out, m);
		if (r < 0 || (r = sd_bus_message_exit_container(m)) < 0)
			return r;
	}
	return r;
}

static int ask_slots(struct rauc_status *out, struct rauc_bus *b, char why[RAUC_WHY_MAX + 1])
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	sd_bus_message *reply = NULL;
	int r = sd_bus_call_method(b->bus, RAUC_NAME, RAUC_PATH, RAUC_INTERFACE, "GetSlotStatus", &error, &reply, "");

	if (r >= 0)
		r = take_slots(out, reply);
	r = r < 0 ? rauc_bus_said(why, &error, r) : 0;
	(void)sd_bus_message_unref(reply);
	sd_bus_error_free(&error);
	return r;
}

static int ask_text(char *out, size_t room, struct rauc_bus *b, const char *property, char why[RAUC_WHY_MAX + 1])
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	char *text = NULL;
	int r = sd_bus_get_property_string(b->bus, RAUC_NAME, RAUC_PATH, RAUC_INTERFACE, property, &error, &text);

	r = r < 0 ? rauc_bus_said(why, &error, r) : 0;
	if (r == 0)
		(void)text_copy(out, room, text);
	free(text);
	sd_bus_error_free(&error);
	return r;
}

/* Which slot comes next; RAUC can not say it where the boot loader's block can not be read, and that is no trouble here. */
static void ask_primary(struct rauc_status *out, struct rauc_bus *b)
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	sd_bus_message *reply = NULL;
	const char *name;

	if (sd_bus_call_method(b->bus, RAUC_NAME, RAUC_PATH, RAUC_INTERFACE, "GetPrimary", &error, &reply, "") >= 0 &&
	        sd_bus_message_read(reply, "s", &name) >= 0)
		for (int i = 0; i < out->n_slots; i++)
			out->slots[i].primary = text_is(out->slots[i].name, name);
	(void)sd_bus_message_unref(reply);
	sd_bus_error_free(&error);
}

int rauc_bus_status(void *me, struct rauc_status *out, char why[RAUC_WHY_MAX + 1])
{
	struct rauc_status s = {0};
	struct rauc_bus *b = me;
	char doing[32] = "";
	int r = rauc_bus_connect(b, why);

	if (r == 0)
		r = ask_text(s.compatible, sizeof s.compatible, b, "Compatible", why);
	if (r == 0)
		r = ask_text(doing, sizeof doing, b, "Operation", why);
	if (r == 0)
		r = ask_slots(&s, b, why);
	if (r)
		return r;
	s.installing = text_is(doing, "installing");
	ask_primary(&s, b);
	*out = s;
	return 0;
}
