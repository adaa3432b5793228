/* app_check - every device of this kiosk, as it is now: the rows of the diagnostics screen. */
#include "drivers/device_check.h"
#include "kiosk/app.h"
#include "sys/text.h"

enum { LEAST_FREE_MIB = 64, MIB = 1024 * 1024 };

/* A device that this station was told not to have is no row. */
static bool is_wanted(const char *uri)
{
	return !text_is(uri, "none") && !text_is(uri, "sdl") && !text_is(uri, "twin");
}

static void store_row(const struct app *a, struct check_list *out)
{
	if (a->store)
		check_add(out, "store", CHECK_PASSED, "", "", "station %s, the store is open", a->station.code);
	else
		check_add(out, "store", CHECK_FAILED, "R01", "Mend what is said here, or call the office.", "%s",
		        *a->trouble ? a->trouble : "there is no store");
}

/* Until the owner of the data knows it: the hub signs for the record that says so. */
static void lost_row(const struct app *a, struct check_list *out)
{
	struct store_loss loss;

	if (!a->store || store_lost(&loss, a->store) != 0 || loss.told)
		return;
	if (loss.to)
		check_add(out, "store.lost", CHECK_FAILED, "V02", "Call the office and say these numbers.",
		        "saved records are gone from this disk: %u-%u up to %u-%u", loss.epoch, loss.from, loss.epoch,
		        loss.to);
	else
		check_add(out, "store.lost", CHECK_FAILED, "V02", "Call the office and say these numbers.",
		        "nobody knows whether all saved records are still on this disk, up to epoch %u",
		        loss.begun - 1);
}

/* Why this program runs since then, and what would start it anew. */
static void start_row(const struct app *a, struct check_list *out)
{
	static const char *const told[] = {"no", "yes", "not known"};
	enum boot_reason r = a->watch.started;
	struct watchdog_facts dog;

	check_add(out, "start", boot_reason_is_trouble(r) ? CHECK_FAILED : CHECK_PASSED, "W05",
	        "A pulled plug needs nothing. Otherwise save the log and tell the maintainers.", "%s",
	        boot_reason_words(r));
	watchdog_facts(&dog, a->watch.dog);
	if (watchdog_is_armed(a->watch.dog))
		check_add(out, "watchdog.set", CHECK_PASSED, "", "",
		        "%d s, warning %d s before, stops in order: %s, nowayout: %s", dog.timeout_s, dog.pretimeout_s,
		        dog.can_stop ? "yes" : "no", told[dog.nowayout]);
}

void app_look(void *me, struct check_list *out)
{
	struct app *a = me;
	const struct settings *s = a->settings;

	check_folder(out, "data", s->data, (int64_t)LEAST_FREE_MIB * MIB);
	store_row(a, out);
	lost_row(a, out);
	check_printer(out, a->printer);
	if (a->window_ops->display)
		check_display(out, a->window_ops->display(a->window));
	if (is_wanted(s->touch))
		check_touch(out, a->touch.touch);
	if (is_wanted(s->keypad))
		check_keypad(out, a->keys.keypad);
	if (is_wanted(s->badge))
		check_badge(out, a->keys.badge);
	if (is_wanted(s->speech))
		check_speech(out, a->speech, a->jack);
	if (is_wanted(s->stick))
		check_usbdisk(out, a->stick);
	if (is_wanted(s->bell))
		check_bell(out, a->bell);
	if (is_wanted(s->presence))
		check_presence(out, a->sense.presence);
	if (is_wanted(s->tamper))
		check_tamper(out, a->sense.tamper);
	if (is_wanted(s->watchdog))
		check_watchdog(out, a->watch.dog);
	start_row(a, out);
	check_host(out, "", s->usb_list);
}
