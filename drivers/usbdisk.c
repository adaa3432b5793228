#include "drivers/usbdisk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers/usbdisk_inside.h"
#include "sys/text.h"

#define LOG_MODULE "usb"

/* What the kernel makes in /dev comes in several steps: looked at again, ever later, until it has settled. */
enum { LOOK_FIRST_MS = 100, LOOK_LAST_MS = 3200, PATH_MOST = 256 };

struct usbdisk {
	char *uri, *list, *sys, *dev;
	const char *twin; /* the folder that is a stick; NULL: real */
	bool none, twin_gone;
	struct loop *loop;
	const struct clock *clock;
	const struct log *log;
	void (*changed)(void *me);
	void *me;
	int notify; /* inotify of /dev; -1: none */
	struct watch *watch;
	int timer;
	int64_t again_ms;
	bool allowed;
	struct usb_device now[USB_DEVICES_MOST];
	size_t n_now;
	struct usb_event events[USB_EVENTS_KEPT];
	size_t n_events;
};

static void note(struct usbdisk *u, bool came, const struct usb_device *d)
{
	struct usb_event *e = &u->events[u->n_events++ % USB_EVENTS_KEPT];

	*e = (struct usb_event){clock_wall_ms(u->clock), came, *d};
	if (came && d->verdict != USB_TAKEN)
		log_warn(u->log, "port %s: %04x:%04x came: %s", d->port, d->vendor, d->product,
		        usb_verdict_says(d->verdict));
	else
		log_info(u->log, "port %s: %04x:%04x %s", d->port, d->vendor, d->product, came ? "came" : "went");
	if (usb_is_stick(d))
		u->allowed = false; /* a card allows one stick, not the next one */
}

static bool is_same(const struct usb_device *a, const struct usb_device *b)
{
	return text_is(a->port, b->port) && a->vendor == b->vendor && a->product == b->product &&
	       a->n_classes == b->n_classes && memcmp(a->classes, b->classes, a->n_classes) == 0;
}

static const struct usb_device *find_same(const struct usb_device *in, size_t n, const struct usb_device *d)
{
	for (size_t i = 0; i < n; i++)
		if (is_same(&in[i], d))
			return &in[i];
	return NULL;
}

static int look_twin(struct usb_device *out, size_t *n, const struct usbdisk *u)
{
	struct stat st;

	*n = 0;
	if (u->twin_gone || stat(u->twin, &st) < 0 || !S_ISDIR(st.st_mode))
		return 0;
	*out = (struct usb_device){.port = "twin", .classes = {USB_CLASS_STORAGE}, .n_classes = 1, .authorized = true};
	if (!text_copy(out->node, sizeof out->node, u->twin))
		return err_new(ENAMETOOLONG, "the folder of the stick's twin has a name over %zu", sizeof out->node);
	*n = 1;
	return 0;
}

/* What changed since the last look is noted; true when something did. */
static bool compare(struct usbdisk *u, const struct usb_device *now, size_t n)
{
	bool moved = false;

	for (size_t i = 0; i < u->n_now; i++)
		if (!find_same(now, n, &u->now[i])) {
			note(u, false, &u->now[i]);
			moved = true;
		}
	for (size_t i = 0; i < n; i++) {
		const struct usb_device *before = find_same(u->now, u->n_now, &now[i]);

		if (!before)
			note(u, true, &now[i]);
		moved = moved || !before || !text_is(before->node, now[i].node);
	}
	return moved;
}

static void look(struct usbdisk *u)
{
	struct usb_device *now = calloc(USB_DEVICES_MOST, sizeof *now);
	size_t n = 0;
	bool moved;
	int r = now ? 0 : err_new(ENOMEM, "no memory to look at USB");

	if (r == 0 && !u->none)
		r = u->twin ? look_twin(now, &n, u) : usb_look(now, &n, u->sys, u->dev, u->list);
	if (r < 0) {
		log_surprise(u->log, LOG_MODULE, r);
		free(now);
		return;
	}
	moved = compare(u, now, n);
	if (n > 0)
		memcpy(u->now, now, n * sizeof *now);
	u->n_now = n;
	free(now);
	if (moved && u->changed)
		u->changed(u->me);
}

static int on_timer(void *me)
{
	struct usbdisk *u = me;
	int id;

	u->timer = 0;
	look(u);
	if (u->again_ms > LOOK_LAST_MS)
		return 0;
	id = loop_after(u->loop, u->again_ms, on_timer, u);
	u->again_ms *= 2;
	u->timer = id > 0 ? id : 0;
	return id < 0 ? err_up(id) : 0;
}

static int on_notify(void *me, unsigned events)
{
	struct usbdisk *u = me;
	char drain[4096];

	(void)events;
	while (read(u->notify, drain, sizeof drain) > 0)
		;
	loop_cancel(u->loop, u->timer);
	u->again_ms = LOOK_FIRST_MS;
	return err_up(on_timer(u));
}

/* Nodes of devices come and go in /dev and /dev/bus/usb: that wakes us, and nothing else does. */
static int watch_dev(struct usbdisk *u)
{
	static const char *const below[] = {
	        "", "/bus/usb", "/bus/usb/001", "/bus/usb/002", "/bus/usb/003", "/bus/usb/004"};
	char path[PATH_MOST + 16];
	int r;

	u->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (u->notify < 0)
		return err_new(errno, "USB can not be watched: %s", strerror(errno));
	for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
		(void)text_copy(path, sizeof path, u->dev);
		(void)text_copy(path + strlen(path), sizeof path - strlen(path), below[i]);
		(void)inotify_add_watch(u->notify, path, IN_CREATE | IN_DELETE);
	}
	r = loop_watch(&u->watch, u->loop, u->notify, LOOP_READ, on_notify, u);
	return err_up(r);
}

static int take_setup(struct usbdisk *u, const struct usbdisk_setup *s)
{
	char list[USB_LIST_ROOM];
	int r;

	u->loop = s->loop;
	u->clock = s->clock;
	u->log = s->log;
	u->changed = s->changed;
	u->me = s->me;
	u->uri = strdup(s->uri);
	if ((r = usb_list_read(list, s->list ? s->list : "")) < 0)
		return err_up(r);
	u->list = strdup(list);
	u->sys = strdup(s->sys ? s->sys : "/sys");
	u->dev = strdup(s->dev ? s->dev : "/dev");
	if (!u->uri || !u->list || !u->sys || !u->dev)
		return err_new(ENOMEM, "no memory for the stick");
	u->none = text_is(u->uri, "none");
	u->twin = text_starts(u->uri, "dir:") && u->uri[4] ? u->uri + 4 : NULL;
	if (!u->none && !u->twin && !text_is(u->uri, "usb"))
		return err_new(EINVAL, "'%.60s' is no stick; there are usb, dir:PATH and none", s->uri);
	if (strlen(u->dev) > PATH_MOST || strlen(u->sys) > PATH_MOST)
		return err_new(ENAMETOOLONG, "the folder of devices has a name over %d", PATH_MOST);
	return 0;
}

int usbdisk_open(struct usbdisk **out, const struct usbdisk_setup *setup)
{
	struct usbdisk *u = calloc(1, sizeof *u);
	int r;

	if (!u)
		return err_new(ENOMEM, "no memory for the stick");
	u->notify = -1;
	r = take_setup(u, setup);
	if (r == 0 && !u->none && !u->twin)
		r = watch_dev(u);
	if (r < 0) {
		usbdisk_close(u);
		return err_up(r);
	}
	look(u);
	*out = u;
	return 0;
}

void usbdisk_close(struct usbdisk *u)
{
	if (!u)
		return;
	watch_end(u->watch);
	if (u->notify >= 0)
		(void)close(u->notify);
	if (u->timer)
		loop_cancel(u->loop, u->timer);
	free(u->uri);
	free(u->list);
	free(u->sys);
	free(u->dev);
	free(u);
}

const struct usb_device *usbdisk_stick(const struct usbdisk *u)
{
	for (size_t i = 0; i < u->n_now; i++)
		if (u->now[i].verdict == USB_TAKEN && u->now[i].authorized && usb_is_stick(&u->now[i]) &&
		        u->now[i].node[0])
			return &u->now[i];
	return NULL;
}

void usbdisk_allow(struct usbdisk *u, bool allowed)
{
	allowed = allowed && usbdisk_stick(u);
	if (allowed != u->allowed)
		log_info(u->log, "the stick %s",
		        allowed ? "may be used: staff showed a card" : "may not be used any more");
	u->allowed = allowed;
}

bool usbdisk_is_allowed(const struct usbdisk *u)
{
	return u->allowed && usbdisk_stick(u);
}

bool usbdisk_event(struct usb_event *out, const struct usbdisk *u, size_t i)
{
	if (i >= u->n_events || i >= USB_EVENTS_KEPT)
		return false;
	*out = u->events[(u->n_events - 1 - i) % USB_EVENTS_KEPT];
	return true;
}

const struct usb_device *usbdisk_devices(const struct usbdisk *u, size_t *n)
{
	*n = u->n_now;
	return u->now;
}

int usbdisk_do(struct usbdisk *u, const char *what)
{
	if (!u->twin || (!text_is(what, "gone") && !text_is(what, "back")))
		return USBDISK_NO_SUCH;
	u->twin_gone = text_is(what, "gone");
	look(u);
	return 0;
}
