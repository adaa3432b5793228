#include "kiosk_tech.h"

#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drivers/picture.h"
#include "kiosk_geometry.h"
#include "sys/arena.h"
#include "sys/file.h"
#include "sys/text.h"
#include "ui/paint.h"
#include "visit/desk_work_inside.h"

enum { RANGE = 4096 };

void tech_open(struct world *w, const char *more, unsigned roles)
{
	struct staff_given given;
	struct staff_order o;
	char pin[PIN_DIGITS_MAX + 1];

	world_open(w, more);
	desk_enrol(w);
	shift_order(&o, w->app.visit->duty->shift);
	o.code = "T-007";
	o.roles = roles;
	o.badge = DESK_OTHER;
	o.n_badge = strlen(DESK_OTHER);
	CHECK_INT(staff_issue(&given, w->app.visit->duty->staff, &o), 0);
	(void)text_copy(pin, sizeof pin, given.pin);
	wipe(&given, sizeof given);
	desk_log_out(w);
	desk_log_in(w, DESK_OTHER, pin);
	desk_pin(w, TECH_PIN);
	desk_pin(w, TECH_PIN);
	world_see(w, "staff_menu");
}

static void next_page(struct world *w)
{
	const struct node *more = world_node(w, "more");

	CHECK(more != NULL);
	world_tap_at(w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
}

void tech_press(struct world *w, const char *id)
{
	for (int page = 0; page < 60 && !world_node(w, id); page++)
		next_page(w);
	world_tap(w, id);
}

void tech_go(struct world *w, const char *task)
{
	char id[60];

	while (strcmp(world_screen(w), "service_menu") != 0 && strcmp(world_screen(w), "staff_menu") != 0)
		world_tap(w, "back");
	if (strcmp(world_screen(w), "staff_menu") == 0)
		tech_press(w, "work:service");
	snprintf(id, sizeof id, "task:%s", task);
	tech_press(w, id);
}

void tech_resize(struct world *w, enum text_size size)
{
	w->app.ui->size = size;
	app_stale(&w->app);
	CHECK_OK(app_paint(&w->app));
}

/* ---- geometry ------------------------------------------------------------------------------- */

static void keep(const struct world *w, const char *where, int page)
{
	const char *folder = getenv("LOKET_PICTURES");
	struct picture p = {.kind = PICTURE_XRGB, .dpi = 150};
	struct canvas c;
	char path[400];

	if (!folder || page > 3)
		return;
	CHECK_OK(w->app.window_ops->canvas(w->app.window, &c));
	(void)snprintf(path, sizeof path, "%s/%s %d.png", folder, where, page + 1);
	p.width = c.width;
	p.height = c.height;
	p.stride = (size_t)c.stride_bytes;
	p.rows = (const uint8_t *)c.pixels;
	CHECK_OK(picture_write(path, &p));
}

int tech_measure(struct world *w, const char *where)
{
	int faults = 0;

	for (int page = 0; page < 90; page++) {
		char here[200];
		const struct node *more;

		snprintf(here, sizeof here, "%s %s page %d", where, world_screen(w), page + 1);
		faults += geometry_faults(w, here);
		snprintf(here, sizeof here, "%s %s", world_screen(w), where);
		keep(w, here, page);
		if (!world_node(w, "more"))
			return faults;
		next_page(w);
		more = world_node(w, "more");
		if (more && strstr(more->label, "(1 /"))
			return faults;
	}
	return faults + 1;
}

/* ---- fingers ---------------------------------------------------------------------------------- */

void tech_panel_make(void)
{
	static const char desc[] = "N: Made-up Panel\nI: 0003 0001 0001 0001\nP: 02\nB: 03 03 00 00 00 00 80 60 02\n"
	                           "A: 00 0 4095 0 0 0\nA: 01 0 4095 0 0 0\nA: 2f 0 9 0 0 0\nA: 35 0 4095 0 0 0\n"
	                           "A: 36 0 4095 0 0 0\nA: 39 0 65535 0 0 0\n";

	CHECK_OK(file_replace("panel.desc", desc, strlen(desc), 0600));
}

int tech_panel(void)
{
	int fd = open("panel", O_WRONLY | O_NONBLOCK | O_CLOEXEC);

	CHECK(fd >= 0);
	return fd;
}

void tech_turn(struct world *w)
{
	for (int i = 0; i < 4; i++)
		CHECK_OK(loop_step(w->app.loop, 0));
}

static void put(int fd, uint16_t type, uint16_t code, int32_t value)
{
	uint8_t bytes[24] = {0};

	for (int i = 0; i < 2; i++) {
		bytes[16 + i] = (uint8_t)(type >> 8 * i);
		bytes[18 + i] = (uint8_t)(code >> 8 * i);
	}
	for (int i = 0; i < 4; i++)
		bytes[20 + i] = (uint8_t)((uint32_t)value >> 8 * i);
	CHECK_INT(write(fd, bytes, 24), 24);
}

void tech_finger(struct world *w, int fd, float u, float v)
{
	put(fd, EV_ABS, ABS_MT_TRACKING_ID, 1);
	put(fd, EV_ABS, ABS_MT_POSITION_X, (int)(u * RANGE));
	put(fd, EV_ABS, ABS_MT_POSITION_Y, (int)(v * RANGE));
	put(fd, EV_SYN, SYN_REPORT, 0);
	tech_turn(w);
	put(fd, EV_ABS, ABS_MT_TRACKING_ID, -1);
	put(fd, EV_SYN, SYN_REPORT, 0);
	tech_turn(w);
}
