/* display_look - what became of the cable, the master and the mode; looked at now and then, and after each refusal. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/display_inside.h"
#include "sys/text.h"

#define LOG_MODULE "display"

enum { CARDS_MAX = 16 };

static void changed(struct display *d)
{
	if (d->setup.changed)
		d->setup.changed(d->setup.me);
}

/* ---- the card ----------------------------------------------------------------------------- */

/* A card that can show something; one that only computes has no connectors. */
static int open_one(struct display *d, const char *path)
{
	const struct card_ops *c = d->world.card;
	uint32_t ids[CARD_CONNECTORS_MAX];
	int n = 0, e = c->open(&d->card, d->world.card_me, path);

	if (e)
		return err_up(e);
	e = c->connectors(ids, &n, d->card);
	if (e == 0)
		e = c->limits(&d->limits, d->card);
	if (e == 0 && n == 0)
		e = err_new(ENODEV, "%s is no display: it has no connector", path);
	if (e) {
		c->close(d->card);
		d->card = NULL;
	}
	return err_up(e);
}

static int by_number(const struct dirent **a, const struct dirent **b)
{
	return strverscmp((*a)->d_name, (*b)->d_name);
}

static int is_card(const struct dirent *d)
{
	return text_starts(d->d_name, "card");
}

int display_open_card(struct display *d)
{
	struct dirent **names = NULL;
	char path[400];
	int n, e = -ENODEV;

	if (!text_is(d->path, "auto"))
		return err_up(open_one(d, d->path));
	n = scandir(d->world.cards, &names, is_card, by_number);
	for (int i = 0; i < n; i++) {
		(void)snprintf(path, sizeof path, "%s/%s", d->world.cards, names[i]->d_name);
		if (e && i < CARDS_MAX)
			e = open_one(d, path);
		free(names[i]);
	}
	free(names);
	if (n <= 0)
		return err_new(ENODEV, "no graphics card under %s: is its kernel module there?", d->world.cards);
	return err_up(e);
}

/* ---- connector and mode ------------------------------------------------------------------------ */

static bool usable(struct display *d, struct card_connector *c, struct display_mode *mode)
{
	const struct display_mode *m;

	if (!c->connected)
		return false;
	m = display_mode_choose(
	        c->modes, c->n_modes, d->setup.width_px, d->setup.height_px, d->setup.rotation, d->limits);
	if (m)
		*mode = *m;
	return m != NULL;
}

static void tell_size(struct display *d)
{
	bool turns = display_turns_sides(d->setup.rotation);
	int width = turns ? d->mode.height : d->mode.width, height = turns ? d->mode.width : d->mode.height;

	d->status.exact = width == d->setup.width_px && height == d->setup.height_px;
	if (d->told)
		return;
	log_info(d->setup.log, "%s shows %d x %d at %d Hz%s; it says that it is %d x %d mm", d->status.connector,
	        d->mode.width, d->mode.height, d->mode.refresh_hz, turns ? ", turned" : "", d->status.told_width_mm,
	        d->status.told_height_mm);
	if (!d->status.exact)
		log_warn(d->setup.log,
		        "%s has no mode of %d x %d as --panel says: set panel = %dx%d@ and its true millimetres",
		        d->status.connector, d->setup.width_px, d->setup.height_px, width, height);
}

static void use(struct display *d, const struct card_connector *c, const struct display_mode *mode)
{
	d->seen = *c;
	d->mode = *mode;
	(void)text_copy(d->status.connector, sizeof d->status.connector, c->name);
	d->status.connected = true;
	d->status.mode_width_px = mode->width;
	d->status.mode_height_px = mode->height;
	d->status.refresh_hz = mode->refresh_hz;
	d->status.told_width_mm = c->told_width_mm;
	d->status.told_height_mm = c->told_height_mm;
	tell_size(d);
}

void display_find(struct display *d, bool probe)
{
	uint32_t ids[CARD_CONNECTORS_MAX];
	struct card_connector c;
	struct display_mode mode;
	int n = 0;

	if (d->world.card->connectors(ids, &n, d->card))
		return;
	for (int i = 0; i < n; i++) {
		if (d->world.card->look(&c, d->card, ids[i], probe))
			continue;
		if (c.connected && !probe && d->world.card->look(&c, d->card, ids[i], true))
			continue;
		if (!usable(d, &c, &mode))
			continue;
		use(d, &c, &mode);
		return;
	}
}

/* ---- what went, what came back -------------------------------------------------------------------- */

static void drop_buffer(struct display *d)
{
	d->shown = false;
	if (d->buffer.fb)
		d->world.card->buffer_free(d->card, &d->buffer);
	d->buffer = (struct card_buffer){0};
}

static void cable_gone(struct display *d)
{
	log_warn(d->setup.log, "%s: the panel is gone", d->status.connector);
	d->world.card->dark(d->card);
	drop_buffer(d);
	d->mode = (struct display_mode){0};
	d->status.connected = d->status.exact = false;
	d->status.mode_width_px = d->status.mode_height_px = d->status.refresh_hz = 0;
	d->status.gone++;
	d->looks = 0;
	changed(d);
}

void display_lost(struct display *d)
{
	if (!d->status.master)
		return;
	log_warn(d->setup.log, "somebody else draws on %s", d->path);
	d->status.master = d->shown = false;
	d->status.lost++;
	display_look_soon(d);
	changed(d);
}

/* The cable that is in use: still there? */
static void look_at_cable(struct display *d)
{
	struct card_connector c;

	if (d->world.card->look(&c, d->card, d->seen.id, false) == 0 && c.connected)
		return;
	cable_gone(d);
}

static bool look_at_master(struct display *d)
{
	bool master = d->world.card->be_master(d->card) == 1;

	if (!master) {
		display_lost(d);
		return false;
	}
	if (!d->status.master) {
		log_info(d->setup.log, "%s is ours again", d->path);
		d->status.master = true;
		changed(d);
	}
	return true;
}

static void light(struct display *d)
{
	const struct card_ops *c = d->world.card;
	int e = 0;

	if (!d->buffer.fb)
		e = c->buffer_new(&d->buffer, d->card, d->mode.width, d->mode.height);
	if (e == 0) {
		struct display_rect all = {0, 0, d->back.width, d->back.height}, there;

		(void)display_copy(&there, &d->buffer.target, &d->back, all, d->setup.rotation);
		e = c->show(d->card, d->seen.id, d->mode.index, &d->buffer);
	}
	if (e == -EACCES || e == -EPERM) {
		display_lost(d);
	} else if (e) {
		if (!d->told)
			log_surprise(d->setup.log, LOG_MODULE, e);
		d->told = true;
		drop_buffer(d);
		d->mode = (struct display_mode){0}; /* another one, perhaps, at the next look */
	} else {
		d->shown = true;
		d->told = false;
		display_all(d);
		if (!d->status.lit && c->power(d->card, d->seen.id, false))
			log_warn(d->setup.log, "%s can not be darkened", d->status.connector);
		changed(d);
	}
}

/* ---- when --------------------------------------------------------------------------------------------- */

static int on_timer(void *me)
{
	struct display *d = me;

	d->timer = 0;
	display_look(d);
	return 0;
}

static void look_later(struct display *d, int ms)
{
	loop_cancel(d->setup.loop, d->timer);
	d->timer = loop_after(d->setup.loop, ms, on_timer, d);
	if (d->timer < 0) {
		log_surprise(d->setup.log, LOG_MODULE, d->timer);
		d->timer = 0;
	}
}

void display_look_soon(struct display *d)
{
	d->wait_ms = d->wait_ms ? d->wait_ms : DISPLAY_SOON_MS;
	look_later(d, d->wait_ms);
}

void display_look(struct display *d)
{
	if (look_at_master(d)) {
		if (d->mode.width)
			look_at_cable(d);
		/* A cable that says nothing by itself is asked now and then: that takes time, and nobody sees anything anyway. */
		if (!d->mode.width)
			display_find(d, d->looks++ % DISPLAY_PROBE_EVERY == 0);
		if (d->mode.width && !d->shown && d->painted)
			light(d);
	}
	if (d->shown)
		d->wait_ms = 0;
	else
		d->wait_ms = d->wait_ms == 0 ? DISPLAY_SOON_MS : d->wait_ms * 2;
	if (d->wait_ms > DISPLAY_LOOK_MS)
		d->wait_ms = DISPLAY_LOOK_MS;
	look_later(d, d->shown ? DISPLAY_LOOK_MS : d->wait_ms);
}
