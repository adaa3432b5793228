/* control_device - what the test door does to devices that are twins. */
#include "drivers/jack.h"
#include "kiosk/app_stick.h"
#include "kiosk/control_inside.h"
#include "sys/text.h"

static json_t *shown(struct app *a, bool known, const char *events)
{
	if (!known)
		return control_no("this device is no twin, or knows no such event; a twin knows: %s", events);
	app_stale(a);
	return app_paint(a) ? control_no("%s", err_why()) : json_pack("{s:b}", "ok", 1);
}

static json_t *touch(struct app *a, const char *event)
{
	bool known = false;

	if (app_touch_event(&known, a, event))
		return control_no("%s", err_why());
	return shown(a, known, "gone, back (--touch replay: or fifo:)");
}

static json_t *keys(struct app *a, int r)
{
	if (r < 0)
		return control_no("%s", err_why());
	return shown(a, r == 0, "gone, back");
}

json_t *control_device(struct app *a, json_t *request)
{
	const char *dev = json_string_value(json_object_get(request, "dev"));
	const char *event = json_string_value(json_object_get(request, "event"));
	const char *which = json_string_value(json_object_get(request, "switch"));

	if (!dev || !event)
		return control_no("device wants \"dev\" and \"event\"");
	if (text_is(dev, "printer0"))
		return printer_event(a->printer, event) ? control_no("this printer knows no event '%s'", event)
		                                        : json_pack("{s:b}", "ok", 1);
	if (text_is(dev, "touch0"))
		return touch(a, event);
	if (text_is(dev, "keypad0"))
		return keys(a, keypad_event(a->keys.keypad, event));
	if (text_is(dev, "badge0"))
		return keys(a, badge_event(a->keys.badge, event));
	if (text_is(dev, "jack0")) {
		bool known = text_is(a->settings->jack, "twin") && (text_is(event, "in") || text_is(event, "out"));

		if (known)
			jack_set(a->jack, text_is(event, "in"));
		return shown(a, known, "in, out");
	}
	if (text_is(dev, "stick0"))
		return shown(a, app_stick_event(a, event), "gone, back (--stick dir:PATH)");
	if (text_is(dev, "bell0"))
		return shown(a, bell_event(a->bell, event), "answered, gone, back");
	if (text_is(dev, "tamper0"))
		return shown(a, tamper_event(a->sense.tamper, which, event),
		        "open, closed, gone (\"switch\": cover, printer, case)");
	if (text_is(dev, "presence0"))
		return shown(a, presence_event(a->sense.presence, event), "somebody, nobody, gone");
	return control_no("this kiosk has no %s", dev);
}
