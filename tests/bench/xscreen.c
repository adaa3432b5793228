#include "xscreen.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>
#include "sys/clock.h"
#include "sys/proc.h"

struct xscreen {
	pid_t server;
	Display *display;
	XShmSegmentInfo shm;
	XImage *image; /* of the marked box, in shm */
	struct xbox box;
	char *before; /* the marked box as it was */
	size_t bytes, room;
	int w, h;
};

/* Xvfb takes a free number by itself and says which, once it listens. */
static int start_server(struct xscreen *x)
{
	char screen[32], number[16] = "", name[24];
	const char *const argv[] = {
	        "Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset", NULL};
	int ends[2], quiet = open("/dev/null", O_WRONLY | O_CLOEXEC), e;
	size_t n = 0;

	snprintf(screen, sizeof screen, "%dx%dx24", x->w, x->h);
	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_new(errno, "pipe: %s", strerror(errno));
	e = proc_start(&x->server, &(struct proc_spec){.argv = argv, .in = -1, .out = ends[1], .err = quiet});
	close(ends[1]);
	close(quiet);
	if (e != 0)
		return err_up(e);
	while (n < sizeof number - 1 && read(ends[0], number + n, 1) == 1 && number[n] != '\n')
		n++;
	number[n] = '\0';
	close(ends[0]);
	if (n == 0)
		return err_new(ENODEV, "Xvfb did not start; run 'make deps'");
	snprintf(name, sizeof name, ":%d", (int)strtol(number, NULL, 10));
	setenv("DISPLAY", name, 1);
	x->display = XOpenDisplay(name);
	return x->display ? 0 : err_new(ENODEV, "no display %s", name);
}

static int make_memory(struct xscreen *x)
{
	x->room = (size_t)x->w * (size_t)x->h * 4;
	x->before = malloc(x->room);
	x->shm.shmid = shmget(IPC_PRIVATE, x->room, IPC_CREAT | 0600);
	if (x->shm.shmid < 0 || !x->before)
		return err_new(ENOMEM, "no shared memory for the screen");
	x->shm.shmaddr = shmat(x->shm.shmid, NULL, 0);
	x->shm.readOnly = False;
	XShmAttach(x->display, &x->shm);
	XSync(x->display, False);
	shmctl(x->shm.shmid, IPC_RMID, NULL); /* goes when both have let go */
	return 0;
}

int xscreen_open(struct xscreen **out, int w, int h)
{
	struct xscreen *x = calloc(1, sizeof *x);
	int e;

	if (!x)
		return err_new(ENOMEM, "xscreen: no memory");
	x->w = w;
	x->h = h;
	if ((e = start_server(x)) != 0 || (e = make_memory(x)) != 0) {
		xscreen_close(x);
		return err_up(e);
	}
	*out = x;
	return 0;
}

void xscreen_close(struct xscreen *x)
{
	int status;

	if (!x)
		return;
	if (x->image) {
		x->image->data = NULL;
		XDestroyImage(x->image);
	}
	if (x->shm.shmaddr) {
		XShmDetach(x->display, &x->shm);
		shmdt(x->shm.shmaddr);
	}
	if (x->display)
		XCloseDisplay(x->display);
	if (x->server > 0) {
		kill(x->server, SIGTERM);
		if (proc_wait(x->server, 5000, &status) < 0)
			fprintf(stderr, "%s\n", err_why());
	}
	free(x->before);
	free(x);
}

void xscreen_press(struct xscreen *x, int at_x, int at_y)
{
	XTestFakeMotionEvent(x->display, 0, at_x, at_y, CurrentTime);
	XTestFakeButtonEvent(x->display, 1, True, CurrentTime);
	XFlush(x->display);
}

void xscreen_release(struct xscreen *x)
{
	XTestFakeButtonEvent(x->display, 1, False, CurrentTime);
	XFlush(x->display);
}

static void grab(struct xscreen *x)
{
	XShmGetImage(x->display, DefaultRootWindow(x->display), x->image, x->box.x, x->box.y, AllPlanes);
}

void xscreen_mark(struct xscreen *x, struct xbox box)
{
	int screen = DefaultScreen(x->display);

	if (x->image) {
		x->image->data = NULL;
		XDestroyImage(x->image);
	}
	x->box = box;
	x->image = XShmCreateImage(x->display, DefaultVisual(x->display, screen),
	        (unsigned)DefaultDepth(x->display, screen), ZPixmap, x->shm.shmaddr, &x->shm, (unsigned)box.w,
	        (unsigned)box.h);
	x->bytes = (size_t)x->image->bytes_per_line * (size_t)box.h;
	grab(x);
	memcpy(x->before, x->image->data, x->bytes);
}

int64_t xscreen_changed(struct xscreen *x, int limit_ms)
{
	int64_t until = clock_measure_us() + (int64_t)limit_ms * 1000, now;

	do {
		nanosleep(&(struct timespec){.tv_nsec = 50000}, NULL); /* the server has other clients to serve */
		grab(x);
		now = clock_measure_us();
		if (memcmp(x->before, x->image->data, x->bytes) != 0)
			return now;
	} while (now < until);
	return -1;
}

int64_t xscreen_settled(struct xscreen *x, int still_ms, int limit_ms)
{
	int64_t last = xscreen_changed(x, limit_ms), now;

	if (last < 0)
		return -1;
	do {
		memcpy(x->before, x->image->data, x->bytes);
		now = xscreen_changed(x, still_ms);
		if (now > 0)
			last = now;
	} while (now > 0);
	return last;
}
