/* loketdev calibrate: crosses by their millimetres, for a bench without the kiosk's own screen */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/loketdev.h"
#include "drivers/touch.h"
#include "sys/text.h"

struct calibration {
	struct dev_bench bench;
	struct touch *touch;
	float width_mm, height_mm;
	struct touch_target targets[TOUCH_TARGETS_MAX];
	struct touch_tap taps[TOUCH_TARGETS_MAX];
	int n, at;
};

static void ask(const struct calibration *c)
{
	say("%d of %d: touch the place %.1f mm from the left and %.1f mm from the top", c->at + 1, c->n,
	        (double)c->targets[c->at].x_mm, (double)c->targets[c->at].y_mm);
}

static int on_event(void *me, const struct touch_event *e)
{
	struct calibration *c = me;

	if (e->kind != TOUCH_UP || e->cancelled || c->at == c->n)
		return 0;
	c->taps[c->at++] = e->raw;
	if (c->at == c->n)
		c->bench.ends_ms = 1;
	else
		ask(c);
	return 0;
}

static int take_taps(struct calibration *c, const char *dev)
{
	struct touch_setup setup = {
	        .loop = c->bench.loop, .clock = &c->bench.clock, .log = &c->bench.log, .on_event = on_event, .me = c};
	char class[16], path[300];
	int r = dev_find(class, &setup.uri, path, dev);

	if (r < 0)
		return err_up(r);
	if (!text_is(class, "touch") && !text_is(class, "input"))
		return err_new(EINVAL, "only a touch panel is calibrated: touch=evdev:auto");
	if (sscanf(c->bench.settings->panel, "%5dx%5d@%fx%f", &setup.width_px, &setup.height_px, &setup.width_mm,
	            &setup.height_mm) != 4 ||
	        !(setup.width_mm > 10 && setup.height_mm > 10 && setup.width_mm < 2000 && setup.height_mm < 2000) ||
	        setup.width_px <= 0 || setup.height_px <= 0)
		return err_new(EINVAL, "--panel says how large it is, measured with a ruler: 1280x800@217x136");
	c->width_mm = setup.width_mm;
	c->height_mm = setup.height_mm;
	touch_targets(c->targets, c->n, c->width_mm, c->height_mm);
	if ((r = touch_open(&c->touch, &setup)) < 0)
		return err_up(r);
	ask(c);
	return err_up(dev_bench_run(&c->bench));
}

static int fit(struct calibration *c, const char *out)
{
	struct touch_calibration made;
	float residual = 0;
	int r;

	if (c->at < c->n)
		return err_new(ETIMEDOUT, "%d of %d places were touched: nothing was written", c->at, c->n);
	r = touch_calibration_fit(&made, &residual, c->targets, c->taps, c->n, TOUCH_RESIDUAL_MOST_MM);
	if (r > 0)
		return err_new(ERANGE, "%s", touch_calibration_why(r));
	if (r < 0)
		return err_up(r);
	(void)text_copy(made.device, sizeof made.device, touch_name(c->touch));
	if ((r = touch_calibration_write(&made, out)) < 0)
		return err_up(r);
	say("calibrate: the worst place is off by %.1f mm; written to %s", (double)residual, out);
	return 0;
}

int dev_calibrate(int *status, const struct dev_settings *s, const char *const *words)
{
	struct calibration c = {.n = s->points == 3 ? 3 : 5};
	int r = dev_bench_begin(&c.bench, s);

	if (r < 0)
		return err_up(r);
	c.bench.log.level = LOG_ERROR;
	r = take_taps(&c, words[0]);
	if (r == 0)
		r = fit(&c, s->out);
	touch_close(c.touch);
	dev_bench_end(&c.bench);
	*status = 0;
	return err_up(r);
}
