/* The text console under the picture: what is asked of the kernel, in which order, and what is given back. */
#include <errno.h>
#include <linux/kd.h>
#include <linux/vt.h>
#include <stdio.h>
#include <string.h>

#include "drivers/display_card.h"
#include "harness.h"

/* A console of memory; 0 = as after the start of the machine. */
static struct {
	bool absent, no_graphics, no_keys, no_switch, no_state;
	int front, mode, keys, open;
	struct vt_mode switching;
	char opened[32];
} vt;

static int vt_open(void *me, const char *path)
{
	CHECK(me == &vt);
	if (vt.absent) {
		errno = ENOENT;
		return -1;
	}
	strcpy(vt.opened, path);
	vt.open++;
	return strcmp(path, "/dev/tty0") == 0 ? 10 : 11;
}

static int no(void)
{
	errno = EPERM;
	return -1;
}

static int vt_control(void *me, int fd, unsigned long request, void *arg)
{
	CHECK(me == &vt);
	CHECK_INT(fd, request == VT_GETSTATE ? 10 : 11);
	switch (request) {
	case VT_GETSTATE:
		*(struct vt_stat *)arg = (struct vt_stat){.v_active = (unsigned short)vt.front};
		return vt.no_state ? no() : 0;
	case KDGETMODE:
		*(int *)arg = vt.mode;
		return 0;
	case KDGKBMODE:
		*(int *)arg = vt.keys;
		return 0;
	case VT_GETMODE:
		*(struct vt_mode *)arg = vt.switching;
		return 0;
	case KDSETMODE:
		if (vt.no_graphics && (long)arg == KD_GRAPHICS)
			return no();
		vt.mode = (int)(long)arg;
		return 0;
	case KDSKBMODE:
		if (vt.no_keys && (long)arg == K_OFF)
			return no();
		vt.keys = (int)(long)arg;
		return 0;
	case VT_SETMODE:
		if (vt.no_switch)
			return no();
		vt.switching = *(const struct vt_mode *)arg;
		return 0;
	default:
		test_fail(__FILE__, __LINE__, "nobody asked for %lx", request);
	}
}

static void vt_close(void *me, int fd)
{
	CHECK(me == &vt);
	CHECK(fd == 10 || fd == 11);
	vt.open--;
}

static struct console_calls calls = {vt_open, vt_control, vt_close, &vt};
static void *console;
static const char *missing;

static void hide(void)
{
	vt.front = vt.front ? vt.front : 1;
	CHECK_OK(console_vt.hide(&console, &missing, &calls));
}

TEST(console, is_drawn_no_more_deaf_and_not_to_be_left)
{
	vt.keys = K_UNICODE;
	vt.front = 3;
	hide();
	CHECK_TEXT(vt.opened, "/dev/tty3");
	CHECK_INT(vt.mode, KD_GRAPHICS);
	CHECK_INT(vt.keys, K_OFF);
	CHECK_INT(vt.switching.mode, VT_PROCESS);
	CHECK_INT(vt.switching.relsig, 0);
	CHECK(!missing);
	CHECK_INT(vt.open, 1);
	console_vt.restore(console);
}

TEST(console, gets_back_what_it_had)
{
	vt.keys = K_XLATE;
	hide();
	console_vt.restore(console);
	CHECK_INT(vt.mode, KD_TEXT);
	CHECK_INT(vt.keys, K_XLATE);
	CHECK_INT(vt.switching.mode, VT_AUTO);
	CHECK_INT(vt.open, 0);
}

/* Who was killed could give nothing back: the next run does. */
TEST(console, that_a_killed_run_left_behind_becomes_a_text_console_again)
{
	vt.mode = KD_GRAPHICS;
	vt.keys = K_OFF;
	vt.switching.mode = VT_PROCESS;
	hide();
	console_vt.restore(console);
	CHECK_INT(vt.mode, KD_TEXT);
	CHECK_INT(vt.keys, K_UNICODE);
	CHECK_INT(vt.switching.mode, VT_AUTO);
}

TEST(console, that_is_not_there_is_fine)
{
	vt.absent = true;
	console = &vt;
	hide();
	CHECK(!console && !missing);
	console_vt.restore(NULL);
	vt.absent = false;
	vt.no_state = true;
	hide();
	CHECK(!console);
	CHECK_INT(vt.open, 0);
}

TEST(console, that_is_not_ours_is_told_and_the_rest_is_done)
{
	vt.no_graphics = true;
	hide();
	CHECK_HAS(missing, "shine through");
	CHECK_INT(vt.keys, K_OFF);
	CHECK_INT(vt.switching.mode, VT_PROCESS);
	console_vt.restore(console);
	vt.no_graphics = false;
	vt.no_keys = true;
	hide();
	CHECK_HAS(missing, "hears the keyboard");
	CHECK_INT(vt.mode, KD_GRAPHICS);
	console_vt.restore(console);
	vt.no_keys = false;
	vt.no_switch = true;
	hide();
	CHECK_HAS(missing, "switch");
	console_vt.restore(console);
	CHECK_INT(vt.open, 0);
}
