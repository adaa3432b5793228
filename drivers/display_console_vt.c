/*
 * display_console_vt - the kernel's text console: drawn no more, deaf, and not to be switched away from
 *
 * KD_GRAPHICS keeps its letters and its cursor off the panel, K_OFF keeps keys from it (no Alt-F2, no SysRq by
 * keyboard mode), VT_PROCESS makes every switch wait for an answer that never comes: its signal is 0, which nobody
 * can receive. Should the program die, the kernel drops VT_PROCESS by itself and systemd resets the rest.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/kd.h>
#include <linux/vt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "drivers/display_card.h"

struct vt {
	const struct console_calls *calls;
	int fd, mode, keys; /* as they were */
	struct vt_mode switching;
};

static int real_open(void *me, const char *path)
{
	(void)me;
	return open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
}

static int real_control(void *me, int fd, unsigned long request, void *arg)
{
	(void)me;
	return ioctl(fd, request, arg);
}

static void real_close(void *me, int fd)
{
	(void)me;
	(void)close(fd);
}

static const struct console_calls real = {real_open, real_control, real_close, NULL};

/* For requests whose argument is a number. */
static int set(const struct vt *v, unsigned long request, long value)
{
	/* The kernel takes the pointer's own value. */
	return v->calls->control(v->calls->me, v->fd, request, (void *)value);
}

static int get(const struct vt *v, unsigned long request, void *out)
{
	return v->calls->control(v->calls->me, v->fd, request, out);
}

/* The console that is in front, by its number: /dev/tty0 itself can not be held on to. */
static int open_front(const struct console_calls *c)
{
	struct vt_stat stat = {0};
	char path[32];
	int any = c->open(c->me, "/dev/tty0");

	if (any < 0)
		return -1;
	if (c->control(c->me, any, VT_GETSTATE, &stat) < 0) {
		c->close(c->me, any);
		return -1;
	}
	c->close(c->me, any);
	(void)snprintf(path, sizeof path, "/dev/tty%d", stat.v_active);
	return c->open(c->me, path);
}

static void vt_restore(void *console)
{
	struct vt *v = console;

	if (!v)
		return;
	(void)get(v, VT_SETMODE, &v->switching);
	(void)set(v, KDSKBMODE, v->keys);
	(void)set(v, KDSETMODE, v->mode);
	v->calls->close(v->calls->me, v->fd);
	free(v);
}

static bool remember(struct vt *v)
{
	return get(v, KDGETMODE, &v->mode) == 0 && get(v, KDGKBMODE, &v->keys) == 0 &&
	       get(v, VT_GETMODE, &v->switching) == 0;
}

/* As much as can be had; what can not is told. */
static const char *take(struct vt *v)
{
	struct vt_mode never = {.mode = VT_PROCESS};
	const char *missing = NULL;

	/* What an earlier run left behind when it was killed is not what a technician wants back. */
	v->mode = KD_TEXT;
	v->keys = v->keys == K_OFF ? K_UNICODE : v->keys;
	v->switching = (struct vt_mode){.mode = VT_AUTO};
	if (get(v, VT_SETMODE, &never) < 0)
		missing = "nothing holds back a switch to another console; the unit needs TTYPath=/dev/tty1";
	if (set(v, KDSKBMODE, K_OFF) < 0)
		missing = "the text console hears the keyboard; the unit needs TTYPath=/dev/tty1";
	if (set(v, KDSETMODE, KD_GRAPHICS) < 0)
		missing = "the text console may shine through; the unit needs TTYPath=/dev/tty1";
	return missing;
}

static int vt_hide(void **console, const char **missing, void *me)
{
	struct vt *v = calloc(1, sizeof *v);

	if (!v)
		return err_new(ENOMEM, "no memory for the console");
	v->calls = me ? me : &real;
	v->fd = open_front(v->calls);
	if (v->fd >= 0 && !remember(v)) {
		v->calls->close(v->calls->me, v->fd);
		v->fd = -1;
	}
	*console = NULL;
	*missing = NULL;
	if (v->fd < 0) {
		free(v); /* no console: nothing can shine through */
		return 0;
	}
	*missing = take(v);
	*console = v;
	return 0;
}

const struct console_ops console_vt = {vt_hide, vt_restore};
