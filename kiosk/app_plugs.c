#include "kiosk/app_plugs.h"

#include "drivers/touch.h"
#include "drivers/usbdisk.h"
#include "kiosk/app.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/plugs.h"

#define LOG_MODULE "plugs"

_Static_assert((int)EVENT_PLUGS <= (int)PLUGS_MOST, "a place for every plug");

static bool printer_is_here(const struct app *a, bool was_here)
{
	bool cable = text_starts(a->settings->printer, "usb:") || text_starts(a->settings->printer, "serial:");
	struct printer_status s;

	if (!cable)
		return false;
	printer_status(a->printer, &s);
	return s.link == LINK_OPEN || (s.link == LINK_COMING && was_here);
}

/* USB devices that belong to this desk and that no driver below watches by itself are only counted. */
static size_t count_usb(const struct app *a)
{
	size_t n, count = 0;
	const struct usb_device *d = usbdisk_devices(a->stick, &n);

	for (size_t i = 0; i < n; i++)
		count += d[i].verdict == USB_TAKEN && !usb_is_stick(&d[i]);
	return count;
}

static unsigned look(struct app *a)
{
	struct keypad_status keypad;
	struct badge_status badge;
	size_t usb = count_usb(a);
	unsigned here = 0, missed;

	keypad_status(&keypad, a->keys.keypad);
	badge_status(&badge, a->keys.badge);
	a->plugs.others = usb > a->plugs.others ? usb : a->plugs.others;
	here |= (unsigned)printer_is_here(a, a->plugs.here >> PLUG_PRINTER & 1) << PLUG_PRINTER;
	here |= (unsigned)(a->touch.touch && touch_is_here(a->touch.touch)) << PLUG_TOUCH;
	here |= (unsigned)(keypad.presence == DEVICE_THERE) << PLUG_KEYPAD;
	here |= (unsigned)(badge.presence == DEVICE_THERE) << PLUG_BADGE;
	/* What a driver misses is one of those on USB: it is told by its name, and not twice. */
	missed = (a->plugs.here | a->plugs.waiting | a->plugs.told) & ~here & ~(1U << PLUG_OTHER);
	usb += (size_t)__builtin_popcount(missed);
	here |= (unsigned)(a->plugs.others > 0 && usb >= a->plugs.others) << PLUG_OTHER;
	return here;
}

static int on_wait_over(void *me);

/* The next moment at which one that is gone has stayed away. */
static void set_timer(struct app *a)
{
	int64_t now = clock_mono_ms(&a->clock), in_ms = -1;
	struct app_plugs *p = &a->plugs;

	for (int i = 0; i < EVENT_PLUGS; i++) {
		int64_t left = p->gone_ms[i] + PLUG_BACK_WITHIN_MS - now;

		if (p->waiting >> i & 1 && (in_ms < 0 || left < in_ms))
			in_ms = left > 0 ? left : 0;
	}
	loop_cancel(a->loop, p->timer);
	p->timer = in_ms < 0 ? 0 : loop_after(a->loop, in_ms, on_wait_over, a);
}

static int on_wait_over(void *me)
{
	struct app *a = me;
	struct app_plugs *p = &a->plugs;

	p->timer = 0;
	for (int i = 0; i < EVENT_PLUGS; i++) {
		unsigned bit = 1U << i;

		if (!(p->waiting & bit) || clock_mono_ms(&a->clock) < p->gone_ms[i] + PLUG_BACK_WITHIN_MS)
			continue;
		p->waiting &= ~bit;
		p->told |= bit;
		plugs_pulled(a->visit, (enum event_plug)i, (enum event_during)p->during[i]);
	}
	set_timer(a);
	app_stale(a);
	return 0;
}

static void wait(struct app *a, enum event_plug plug)
{
	enum event_during during = app_sense_during(a);

	if (during == EVENT_IDLE)
		return; /* the log of the driver has it, and the next screen says what can not be done */
	a->plugs.waiting |= 1U << plug;
	a->plugs.gone_ms[plug] = clock_mono_ms(&a->clock);
	a->plugs.during[plug] = (int)during;
}

void app_plugs_look(struct app *a)
{
	struct app_plugs *p = &a->plugs;
	unsigned here = look(a), moved = p->here ^ here;

	if (!moved)
		return;
	for (int i = 0; i < EVENT_PLUGS; i++) {
		if (!(moved >> i & 1))
			continue;
		if (!(here >> i & 1))
			wait(a, (enum event_plug)i);
		else if (p->told >> i & 1)
			plugs_back(a->visit, (enum event_plug)i);
	}
	p->waiting &= ~here;
	p->told &= ~here;
	p->here = here;
	set_timer(a);
}

void app_plugs_close(struct app *a)
{
	loop_cancel(a->loop, a->plugs.timer);
}
