/*
 * badge_hid - readers that type like a keyboard, and recordings and streams of them
 *
 * The device is grabbed: nothing that a card types comes to the screen or the console. hid:auto takes the first device
 * with digits and Enter; a by-id path names the one that was placed.
 */
#include <errno.h>
#include <stdio.h>

#include "drivers/badge_inside.h"
#include "drivers/evdev.h"
#include "sys/text.h"

enum { URI_ROOM = 300 };

/* hid:WHERE is evdev:WHERE to the kernel's side; the others are called the same. hid:twin: is a test's. */
static int evdev_uri(char out[URI_ROOM], const char *uri)
{
	bool hid = text_starts(uri, "hid:");
	int n = snprintf(out, URI_ROOM, "%s%s", hid && !text_is(uri, "hid:twin:") ? "evdev:" : "", hid ? uri + 4 : uri);

	return n < URI_ROOM ? 0 : err_new(ENAMETOOLONG, "the path of the badge reader is too long");
}

static int hid_check(const char *uri)
{
	char copy[URI_ROOM];
	int e = evdev_uri(copy, uri);

	return e ? err_up(e) : err_up(evdev_check(copy));
}

static bool fits(const struct evdev_info *info)
{
	for (unsigned code = KEY_1; code <= KEY_0; code++)
		if (!evdev_has(info, EV_KEY, code))
			return false;
	return evdev_has(info, EV_KEY, KEY_ENTER);
}

static int on_here(void *me, const struct evdev_info *info)
{
	(void)info;
	return err_up(badge_is_here(me, true));
}

static int on_events(void *me, const struct evdev_event *events, size_t n, int64_t now)
{
	struct badge *b = me;
	int e = 0;

	(void)now;
	for (size_t i = 0; i < n && e == 0; i++) {
		if (events[i].type == EV_KEY && events[i].value == 1)
			e = badge_found(b, badge_read_key(&b->reading, events[i].code, events[i].at_us / 1000));
	}
	return err_up(e);
}

/* Half a token is none. */
static int on_lost(void *me, int64_t now)
{
	struct badge *b = me;

	(void)now;
	b->status.dropped++;
	badge_read_forget(&b->reading);
	return 0;
}

static int on_gone(void *me, bool ended)
{
	struct badge *b = me;

	badge_read_forget(&b->reading);
	return ended ? 0 : err_up(badge_is_here(b, false));
}

static const struct evdev_ears ears = {
        .fits = fits, .here = on_here, .events = on_events, .lost = on_lost, .gone = on_gone};

static int hid_open(struct badge *b)
{
	char uri[URI_ROOM];
	struct evdev_setup setup = {.uri = uri,
	        .loop = b->setup.loop,
	        .clock = b->setup.clock,
	        .log = b->setup.log,
	        .grab = true,
	        .ears = &ears,
	        .me = b};
	struct evdev *device;
	int e = evdev_uri(uri, b->uri);

	if (e == 0)
		e = evdev_open(&device, &setup);
	if (e == 0)
		b->device = device;
	return err_up(e);
}

static void hid_close(struct badge *b)
{
	evdev_close(b->device);
}

static int hid_event(struct badge *b, const char *event)
{
	return evdev_event(b->device, event) ? BADGE_NO_EVENT : 0;
}

const struct badge_kind_ops badge_hid = {"hid", hid_check, hid_open, hid_close, NULL};
const struct badge_kind_ops badge_replay = {"replay", hid_check, hid_open, hid_close, hid_event};
const struct badge_kind_ops badge_fifo = {"fifo", hid_check, hid_open, hid_close, hid_event};
