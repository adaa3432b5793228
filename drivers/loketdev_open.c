/* loketdev_open - each class of device, and what it tells while it is watched */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/badge.h"
#include "drivers/bell.h"
#include "drivers/jack.h"
#include "drivers/keypad.h"
#include "drivers/loketdev.h"
#include "drivers/presence.h"
#include "drivers/printer.h"
#include "drivers/speech.h"
#include "drivers/tamper.h"
#include "drivers/touch.h"
#include "sys/text.h"

/* ---- what the devices tell ---------------------------------------------------------------- */

static int on_touch(void *me, const struct touch_event *e)
{
	static const char *const kinds[] = {[TOUCH_DOWN] = "down", [TOUCH_MOVE] = "move", [TOUCH_UP] = "up"};
	struct dev_bench *b = me;

	b->events++;
	if (!b->quiet)
		say("%-4s finger %d  %7.1f %7.1f mm%s", kinds[e->kind], e->id, (double)e->x_mm, (double)e->y_mm,
		        e->cancelled ? "  cancelled" : "");
	return 0;
}

static int on_key(void *me, enum keypad_key key)
{
	struct dev_bench *b = me;

	b->events++;
	if (!b->quiet)
		say("key %s", keypad_key_name(key));
	return 0;
}

/* A card's token opens things: it is counted, never shown. */
static int on_token(void *me, const char *token)
{
	struct dev_bench *b = me;

	b->events++;
	if (!b->quiet && token[0])
		say("a card of %zu characters", strlen(token));
	else if (!b->quiet)
		say("the card is away");
	return 0;
}

static int on_token_again(void *me, const char *token)
{
	(void)token;
	((struct dev_bench *)me)->events++;
	say("the same card again");
	return 0;
}

static void on_change(void *me)
{
	struct dev_bench *b = me;

	b->events++;
	if (!b->quiet)
		say("it came, went, or changed");
}

static void on_jack(void *me, bool in)
{
	((struct dev_bench *)me)->events++;
	say("headphones %s", in ? "in" : "out");
}

static void on_presence(void *me, enum presence_seen seen)
{
	static const char *const words[] = {"nobody knows", "nobody", "somebody"};

	((struct dev_bench *)me)->events++;
	say("%s", words[seen]);
}

static void on_tamper(void *me, enum tamper_switch which, enum tamper_state state)
{
	static const char *const words[] = {"absent", "closed", "open", "unreadable"};

	((struct dev_bench *)me)->events++;
	say("%s %s", tamper_switch_name(which), words[state]);
}

static void on_stick(void *me)
{
	struct dev_bench *b = me;
	struct usb_event e;

	b->events++;
	if (usbdisk_event(&e, b->is.stick, 0))
		say("port %s: %04x:%04x %s %s: %s", e.device.port, e.device.vendor, e.device.product, e.device.title,
		        e.came ? "came" : "went", usb_verdict_says(e.device.verdict));
}

static void on_printer(void *me)
{
	static const char *const links[] = {"gone", "coming", "open"}, *const papers[] = {"?", "ok", "low", "out"};
	static const char *const covers[] = {"?", "closed", "open"};
	struct dev_bench *b = me;
	struct printer_status s = {0};

	b->events++;
	if (b->quiet || !b->is.printer)
		return;
	printer_status(b->is.printer, &s);
	say("link %s, paper %s, cover %s%s", links[s.link], papers[s.paper], covers[s.cover],
	        s.fault > FAULT_NONE ? ", an error" : "");
}

static int on_input_here(void *me, const struct evdev_info *info)
{
	(void)me;
	say("%s (%04x:%04x) is here", info->name, info->vendor, info->product);
	return 0;
}

static int on_input(void *me, const struct evdev_event *events, size_t n, int64_t now_ms)
{
	struct dev_bench *b = me;

	(void)now_ms;
	b->events += n;
	for (size_t i = 0; !b->quiet && i < n; i++)
		say("%10.6f type %02x code %03x value %d", (double)events[i].at_us / 1e6, events[i].type,
		        events[i].code, events[i].value);
	return 0;
}

static int on_input_lost(void *me, int64_t now_ms)
{
	(void)me;
	(void)now_ms;
	say("the kernel dropped events");
	return 0;
}

static int on_input_gone(void *me, bool ended)
{
	struct dev_bench *b = me;

	say(ended ? "the stream ended" : "it was pulled out");
	if (ended)
		b->ends_ms = 1;
	return 0;
}

static const struct evdev_ears input_ears = {
        .here = on_input_here, .events = on_input, .lost = on_input_lost, .gone = on_input_gone};

/* ---- opening ------------------------------------------------------------------------------- */

static int open_touch(struct dev_bench *b, const char *uri)
{
	struct touch_setup s = {.uri = uri,
	        .width_mm = 217,
	        .height_mm = 136,
	        .width_px = 1280,
	        .height_px = 800,
	        .loop = b->loop,
	        .clock = &b->clock,
	        .log = &b->log,
	        .on_event = on_touch,
	        .on_change = on_change,
	        .me = b};

	if (b->settings->panel[0] && (sscanf(b->settings->panel, "%5dx%5d@%fx%f", &s.width_px, &s.height_px,
	                                      &s.width_mm, &s.height_mm) != 4 ||
	                                     !(s.width_mm > 10 && s.height_mm > 10 && s.width_mm < 2000 &&
	                                             s.height_mm < 2000 && s.width_px > 0 && s.height_px > 0)))
		return err_new(EINVAL, "--panel is like 1280x800@217x136: dots, then millimetres");
	return err_up(touch_open(&b->is.touch, &s));
}

static int open_printer(struct dev_bench *b, const char *uri)
{
	const struct dev_settings *s = b->settings;
	const struct printer_setup setup = {.uri = uri, .profile = &b->profile, .loop = b->loop, .log = &b->log};
	int r = printer_profile_load(&b->profile, s->printers, s->profile, NULL);

	if (r < 0 || (r = printer_open(&b->is.printer, &setup)) < 0)
		return err_up(r);
	printer_on_status(b->is.printer, on_printer, b);
	return 0;
}

static int open_sense(struct dev_bench *b, const char *uri)
{
	if (text_is(b->class, "jack"))
		return err_up(jack_open(&b->is.jack,
		        &(struct jack_setup){
		                .uri = uri, .loop = b->loop, .log = &b->log, .changed = on_jack, .me = b}));
	if (text_is(b->class, "presence"))
		return err_up(presence_open(&b->is.presence, &(struct presence_setup){.uri = uri,
		                                                     .loop = b->loop,
		                                                     .clock = &b->clock,
		                                                     .log = &b->log,
		                                                     .changed = on_presence,
		                                                     .me = b}));
	if (text_is(b->class, "tamper"))
		return err_up(tamper_open(&b->is.tamper,
		        &(struct tamper_setup){
		                .uri = uri, .loop = b->loop, .log = &b->log, .changed = on_tamper, .me = b}));
	if (text_is(b->class, "bell"))
		return err_up(bell_open(&b->is.bell,
		        &(struct bell_setup){.uri = uri, .loop = b->loop, .clock = &b->clock, .log = &b->log}));
	return err_up(speech_open(&b->is.speech,
	        &(struct speech_setup){.uri = uri, .loop = b->loop, .clock = &b->clock, .log = &b->log}));
}

static int open_input(struct dev_bench *b, const char *uri)
{
	if (text_is(b->class, "keypad"))
		return err_up(keypad_open(&b->is.keypad, &(struct keypad_setup){.uri = uri,
		                                                 .keys = "",
		                                                 .loop = b->loop,
		                                                 .clock = &b->clock,
		                                                 .log = &b->log,
		                                                 .on_key = on_key,
		                                                 .changed = on_change,
		                                                 .me = b}));
	if (text_is(b->class, "badge"))
		return err_up(badge_open(&b->is.badge, &(struct badge_setup){.uri = uri,
		                                               .away_ms = 1500,
		                                               .loop = b->loop,
		                                               .clock = &b->clock,
		                                               .log = &b->log,
		                                               .on_token = on_token,
		                                               .on_again = on_token_again,
		                                               .changed = on_change,
		                                               .me = b}));
	return err_up(evdev_open(&b->is.input, &(struct evdev_setup){.uri = uri,
	                                               .loop = b->loop,
	                                               .clock = &b->clock,
	                                               .log = &b->log,
	                                               .ears = &input_ears,
	                                               .me = b}));
}

static int open_stick(struct dev_bench *b, const char *uri)
{
	return err_up(usbdisk_open(&b->is.stick, &(struct usbdisk_setup){.uri = uri,
	                                                 .list = b->settings->usb_list,
	                                                 .loop = b->loop,
	                                                 .clock = &b->clock,
	                                                 .log = &b->log,
	                                                 .changed = on_stick,
	                                                 .me = b}));
}

int dev_bench_open(struct dev_bench *b, const char *dev)
{
	char class[16], path[300];
	const char *uri;
	int r = dev_find(class, &uri, path, dev);

	if (r < 0)
		return err_up(r);
	(void)text_copy(b->class, sizeof b->class, class);
	if (text_is(class, "touch"))
		r = open_touch(b, uri);
	else if (text_is(class, "printer"))
		r = open_printer(b, uri);
	else if (text_is(class, "stick"))
		r = open_stick(b, uri);
	else if (text_is(class, "keypad") || text_is(class, "badge") || text_is(class, "input"))
		r = open_input(b, uri);
	else
		r = open_sense(b, uri);
	if (r < 0)
		b->class[0] = 0;
	return err_up(r);
}

void dev_close(struct dev_bench *b)
{
	const char *c = b->class;

	if (text_is(c, "touch"))
		touch_close(b->is.touch);
	else if (text_is(c, "keypad"))
		keypad_close(b->is.keypad);
	else if (text_is(c, "badge"))
		badge_close(b->is.badge);
	else if (text_is(c, "printer"))
		printer_close(b->is.printer);
	else if (text_is(c, "jack"))
		jack_close(b->is.jack);
	else if (text_is(c, "presence"))
		presence_close(b->is.presence);
	else if (text_is(c, "tamper"))
		tamper_close(b->is.tamper);
	else if (text_is(c, "bell"))
		bell_close(b->is.bell);
	else if (text_is(c, "stick"))
		usbdisk_close(b->is.stick);
	else if (text_is(c, "input"))
		evdev_close(b->is.input);
	else if (text_is(c, "speech"))
		speech_close(b->is.speech);
	b->class[0] = 0;
}
