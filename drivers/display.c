#include "drivers/display.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/display_inside.h"
#include "sys/text.h"

#define LOG_MODULE "display"

int display_check(const char *uri)
{
	if (text_is(uri, "drm:auto") || text_starts(uri, "drm:/"))
		return 0;
	return err_new(EINVAL, "'%.60s' is no display; it is drm:/dev/dri/card0 or drm:auto", uri);
}

static int check_setup(const struct display_setup *s)
{
	if (s->width_px < 1 || s->height_px < 1 || s->width_px > DISPLAY_SIDE_MAX || s->height_px > DISPLAY_SIDE_MAX)
		return err_new(EINVAL, "a display of %d x %d dots is not possible", s->width_px, s->height_px);
	if (s->rotation != 0 && s->rotation != 90 && s->rotation != 180 && s->rotation != 270)
		return err_new(EINVAL, "a display is turned by 0, 90, 180 or 270, not by %d", s->rotation);
	return display_check(s->uri);
}

static int surface_new(struct display *d, int width, int height)
{
	d->back = (struct display_back){
	        calloc((size_t)width * (size_t)height, 4), width, height, width * (int)sizeof(uint32_t)};
	return d->back.pixels ? 0 : err_new(ENOMEM, "no memory for a screen of %d x %d dots", width, height);
}

/* The size for ever: that of the mode there is now, else what was asked for. */
static int take_size(struct display *d)
{
	const struct display_mode *m = d->mode.width ? &d->mode : NULL;
	bool turns = display_turns_sides(d->setup.rotation);
	int width = m ? (turns ? m->height : m->width) : d->setup.width_px;
	int height = m ? (turns ? m->width : m->height) : d->setup.height_px;

	return err_up(surface_new(d, width, height));
}

static int open_parts(struct display *d)
{
	const char *missing = NULL;
	int e = display_open_card(d);

	if (e == 0)
		e = d->world.console->hide(&d->console, &missing, d->world.console_me);
	if (e)
		return err_up(e);
	if (missing)
		log_warn(d->setup.log, "%s", missing);
	d->status.master = d->world.card->be_master(d->card) == 1;
	d->status.lit = true;
	display_find(d, true);
	e = take_size(d);
	if (e)
		return err_up(e);
	display_look(d);
	return 0;
}

int display_open(struct display **out, const struct display_setup *setup)
{
	static const struct display_world real = {.card = &card_drm, .console = &console_vt, .cards = "/dev/dri"};
	int e = check_setup(setup);
	struct display *d;

	if (e)
		return err_up(e);
	d = calloc(1, sizeof *d);
	if (!d)
		return err_new(ENOMEM, "no memory for the display");
	d->setup = *setup;
	d->world = setup->world ? *setup->world : real;
	d->painted = !setup->wait_for_picture;
	d->setup.uri = NULL; /* the caller's; not needed any more after opening */
	e = text_copy(d->path, sizeof d->path, setup->uri + strlen("drm:"))
	            ? open_parts(d)
	            : err_new(ENAMETOOLONG, "the path of the display is too long");
	if (e) {
		display_close(d);
		return err_up(e);
	}
	*out = d;
	return 0;
}

void display_close(struct display *d)
{
	if (!d)
		return;
	loop_cancel(d->setup.loop, d->timer);
	if (d->card) {
		if (display_blank(d, false))
			log_warn(d->setup.log, "the panel stays dark: %s", err_why());
		d->world.card->restore(d->card);
		if (d->buffer.fb)
			d->world.card->buffer_free(d->card, &d->buffer);
		d->world.card->close(d->card);
	}
	d->world.console->restore(d->console);
	free(d->back.pixels);
	free(d);
}

struct display_back display_back(struct display *d)
{
	return d->back;
}

void display_status(struct display_status *out, const struct display *d)
{
	*out = d->status;
}

int display_blank(struct display *d, bool dark)
{
	int e = 0;

	if (d->status.lit != dark)
		return 0;
	d->status.lit = !dark;
	if (!d->shown)
		return 0; /* as soon as there is a panel it is as it should be */
	e = d->world.card->power(d->card, d->seen.id, !dark);
	if (e == -EACCES || e == -EPERM) {
		display_lost(d);
		return 0;
	}
	if (e) {
		d->status.lit = dark; /* it stays as it was */
		return err_up(e);
	}
	if (!dark)
		display_all(d);
	return 0;
}

static int tell_card(struct display *d, const struct display_rect *rects, int n)
{
	int e = d->no_telling || n == 0 ? 0 : d->world.card->dirty(d->card, &d->buffer, rects, n);

	if (e == -ENOSYS)
		d->no_telling = true;
	else if (e == -EACCES || e == -EPERM)
		display_lost(d);
	else if (e == -ENODEV)
		return err_up(e);
	else if (e)
		display_look_soon(d);
	return 0;
}

int display_show(struct display *d, const struct display_rect *rects, int n)
{
	struct display_rect told[CARD_CLIPS_MAX];
	int m = 0;

	if (!d->painted) {
		d->painted = true;
		display_look(d);
	}
	for (int i = 0; d->shown && i < n; i++) {
		if (m == CARD_CLIPS_MAX) {
			int e = tell_card(d, told, m);

			if (e)
				return err_up(e);
			m = 0;
		}
		if (display_copy(&told[m], &d->buffer.target, &d->back, rects[i], d->setup.rotation))
			m++;
	}
	return d->shown && d->status.lit ? err_up(tell_card(d, told, m)) : 0;
}

void display_all(struct display *d)
{
	struct display_rect all = {0, 0, d->back.width, d->back.height};
	int e = display_show(d, &all, 1);

	if (e)
		log_surprise(d->setup.log, LOG_MODULE, e);
}
