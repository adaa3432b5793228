#include "kiosk/app.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sys/arena.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/duty.h"

#define LOG_MODULE "app"

enum { DAMAGE_MAX = 24, PASSES_MAX = 8, ADVANCE_STEP_MS = 1000 };

void app_stale(struct app *a)
{
	a->stale = true;
}

static void take_theme(struct app *a)
{
	const char *name = a->ui->want_theme;
	char folder[1200];
	AUTO_BUF warnings;
	int e;

	buf_init(&warnings, 4096);
	a->ui->want_theme = NULL;
	if (!name)
		return;
	(void)snprintf(folder, sizeof folder, "%s/themes", a->settings->content);
	e = theme_load(&a->ui->theme, folder, name, &warnings);
	if (warnings.len)
		log_warn(&a->log, "%s", buf_str(&warnings));
	if (e)
		log_surprise(&a->log, LOG_MODULE, e);
	a->ui->all_new = true;
}

/* Draws until a pass changes nothing any more: a press may change the screen, the language, the pages. */
static void draw(struct app *a)
{
	for (int pass = 0; pass < PASSES_MAX; pass++) {
		const struct screen *s = screen_of(a->screen);
		enum screen_id to;

		ui_begin(a->ui, visit_rtl(a->visit) ? DIR_RTL : DIR_LTR);
		to = s->draw(s->overlay ? a->overlay_state : a->state, &a->scene);
		ui_end(a->ui);
		take_theme(a);
		if (to != SCREEN_STAY)
			app_go(a, to);
		else if (!ui_reacted(a->ui))
			break;
	}
	if (a->ui->out_of_room)
		log_error(&a->log, "the screen %s did not fit into its memory", screen_of(a->screen)->name);
}

static int show(struct app *a)
{
	struct box damage[DAMAGE_MAX];
	struct px_rect rects[DAMAGE_MAX];
	struct canvas canvas;
	int n = ui_damage(a->ui, damage, DAMAGE_MAX), e;

	ui_shown(a->ui);
	if (n == 0)
		return 0;
	e = a->window_ops->canvas(a->window, &canvas);
	if (e == 0)
		e = paint_frame(a->painter, &canvas, a->ui, damage, n, rects);
	if (e == 0)
		e = a->window_ops->show(a->window, rects, n);
	a->frames++;
	return err_up(e);
}

int app_paint(struct app *a)
{
	int e;

	if (!a->stale)
		return 0;
	a->stale = false;
	app_duty_look(a);
	app_plugs_look(a);
	draw(a);
	app_sense_look(a);
	e = show(a);
	if (e)
		return err_up(e);
	app_watch_drawn(a);
	a->stale = false;
	return err_up(app_time_set(a));
}

int app_input(struct app *a, const struct ui_event *event)
{
	app_time_touched(a);
	duty_touch(a->visit);
	if (!ui_input(a->ui, event))
		return 0;
	a->stale = true;
	return err_up(app_paint(a));
}

int app_advance(struct app *a, int64_t ms)
{
	while (ms > 0) {
		int64_t step = ms < ADVANCE_STEP_MS ? ms : ADVANCE_STEP_MS;
		int e;

		clock_advance(&a->clock, step);
		ms -= step;
		e = loop_fire_due(a->loop);
		if (e == 0)
			e = loop_fire_due(a->loop); /* a timer that another one set anew for this very moment */
		if (e == 0)
			e = app_paint(a);
		if (e)
			return err_up(e);
	}
	return 0;
}

int app_run(struct app *a)
{
	return err_up(loop_run(a->loop));
}
