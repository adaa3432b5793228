/* app_touch - see app_touch.h. */
#include <errno.h>
#include <unistd.h>

#include "drivers/touch.h"
#include "kiosk/app.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "app"

_Static_assert((int)APP_TOUCH_IDS == (int)TOUCH_FINGERS_MAX, "a place for every finger");

/* The place of a tap is where the finger came down; what it slides while it is lifted is not meant. */
static void count(struct app_touch *t, const struct touch_event *e)
{
	if (e->kind == TOUCH_DOWN)
		t->down[e->id] = e->raw;
	if (e->kind != TOUCH_UP || e->cancelled)
		return;
	t->fingers.latest = t->down[e->id];
	t->fingers.taps++;
}

static int on_event(void *me, const struct touch_event *e)
{
	static const enum ui_event_kind kinds[] = {UI_DOWN, UI_MOVE, UI_UP};
	struct app *a = me;
	struct ui_event event = {
	        .kind = e->cancelled ? UI_CANCEL : kinds[e->kind], .contact = e->id, .x_mm = e->x_mm, .y_mm = e->y_mm};

	count(&a->touch, e);
	return err_up(app_input(a, &event));
}

static void on_change(void *me)
{
	struct app *a = me;
	struct app_touch *t = &a->touch;

	t->fingers.lost = !touch_is_here(t->touch);
	if (!t->fingers.lost) /* one that is gone keeps its name, for who looks for it */
		(void)text_copy(t->fingers.name, sizeof t->fingers.name, touch_name(t->touch));
	app_touch_look(a);
	app_stale(a);
}

void app_touch_look(struct app *a)
{
	if (a->visit && a->screen == SCREEN_IDLE && visit_health(a->visit) != VISIT_WELL)
		app_go(a, SCREEN_IDLE);
}

static int conf_path(char *out, size_t room, const struct app *a)
{
	return err_up(path_join(out, room, a->settings->data, "touch.conf"));
}

static int calibrate(void *me, const struct touch_calibration *c)
{
	struct app *a = me;
	char path[1200];
	int e = conf_path(path, sizeof path, a);

	if (e == 0 && c)
		e = touch_calibration_write(c, path);
	else if (e == 0 && unlink(path) < 0 && errno != ENOENT)
		e = err_new(errno, "the calibration %s can not be removed", path);
	if (e)
		return err_up(e);
	touch_calibrate(a->touch.touch, c);
	a->touch.fingers.calibrated = c != NULL;
	a->touch.fingers.residual_mm = c ? c->residual_mm : 0;
	return 0;
}

static void take_kept(struct app *a)
{
	struct touch_calibration c;
	char path[1200];
	int e = conf_path(path, sizeof path, a);

	if (e || !file_exists(path))
		return;
	e = touch_calibration_read(&c, path);
	if (e)
		log_surprise(&a->log, LOG_MODULE, e);
	else {
		touch_calibrate(a->touch.touch, &c);
		a->touch.fingers.calibrated = true;
		a->touch.fingers.residual_mm = c.residual_mm;
	}
}

static void use(void *me, const struct touch_calibration *c)
{
	struct app *a = me;

	touch_calibrate(a->touch.touch, c);
	if (!c)
		take_kept(a);
}

int app_touch_open(struct app *a)
{
	struct touch_setup setup = {.uri = a->settings->touch,
	        .width_mm = a->panel.width_mm,
	        .height_mm = a->panel.height_mm,
	        .width_px = a->panel.width_px,
	        .height_px = a->panel.height_px,
	        .loop = a->loop,
	        .clock = &a->clock,
	        .log = &a->log,
	        .on_event = on_event,
	        .on_change = on_change,
	        .me = a};
	int64_t degrees;
	int e;

	if (text_i64(a->settings->touch_rotation, 0, 270, &degrees))
		setup.rotation = (int)degrees;
	a->touch.fingers = (struct fingers){.calibrate = calibrate, .use = use, .me = a};
	if (text_is(setup.uri, "sdl"))
		return 0;
	e = touch_open(&a->touch.touch, &setup);
	if (e)
		return err_up(e);
	a->touch.fingers.own = true;
	take_kept(a);
	return 0;
}

void app_touch_close(struct app *a)
{
	touch_close(a->touch.touch);
	a->touch.touch = NULL;
}

int app_touch_event(bool *known, struct app *a, const char *event)
{
	int r = a->touch.touch ? touch_event(a->touch.touch, event) : TOUCH_NO_SUCH;

	if (r < 0)
		return err_up(r);
	*known = r == 0;
	return err_up(app_paint(a));
}
