/* display_card_drm - a card of the kernel's mode setting, by libdrm; no decision is made here. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

#include "drivers/display_card.h"
#include "sys/text.h"

struct drm {
	int fd;
	char path[128];
	drmModeConnector *seen; /* of the latest look() with probe: its modes are those that have an index */
	uint32_t crtc; /* in use, 0 = none */
	uint32_t connector; /* lit by us */
	drmModeCrtc *before; /* what the crtc showed before us */
	uint32_t before_connector;
};

static int drm_open(void **card, void *me, const char *path)
{
	struct drm *d = calloc(1, sizeof *d);
	uint64_t dumb = 0;
	int e = 0;

	(void)me;
	if (!d)
		return err_new(ENOMEM, "no memory for the graphics card");
	d->fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (d->fd < 0)
		e = err_new(errno, "the display %s: %s; is its kernel module there, and this user in the group video?",
		        path, strerror(errno));
	else if (drmGetCap(d->fd, DRM_CAP_DUMB_BUFFER, &dumb) || !dumb)
		e = err_new(ENODEV, "%s is no display: it has no plain buffers", path);
	if (e) {
		if (d->fd >= 0)
			(void)close(d->fd);
		free(d);
		return err_up(e);
	}
	(void)text_copy(d->path, sizeof d->path, path);
	*card = d;
	return 0;
}

static void drm_close(void *card)
{
	struct drm *d = card;

	drmModeFreeConnector(d->seen);
	drmModeFreeCrtc(d->before);
	(void)close(d->fd);
	free(d);
}

static int drm_be_master(void *card)
{
	const struct drm *d = card;

	return drmIsMaster(d->fd) || drmSetMaster(d->fd) == 0;
}

static int drm_limits(struct display_limits *out, void *card)
{
	const struct drm *d = card;
	drmModeRes *all = drmModeGetResources(d->fd);

	if (!all)
		return err_new(errno ? errno : EIO, "%s does not say what it can show", d->path);
	*out = (struct display_limits){(int)all->max_width, (int)all->max_height};
	drmModeFreeResources(all);
	return 0;
}

static int drm_connectors(uint32_t *ids, int *n, void *card)
{
	const struct drm *d = card;
	drmModeRes *all = drmModeGetResources(d->fd);

	*n = 0;
	if (!all)
		return 0; /* a card that only computes */
	for (int i = 0; i < all->count_connectors && *n < CARD_CONNECTORS_MAX; i++)
		ids[(*n)++] = all->connectors[i];
	drmModeFreeResources(all);
	return 0;
}

static void take_modes(struct card_connector *out, const drmModeConnector *c)
{
	out->n_modes = c->count_modes < CARD_MODES_MAX ? c->count_modes : CARD_MODES_MAX;
	for (int i = 0; i < out->n_modes; i++) {
		const drmModeModeInfo *m = &c->modes[i];

		out->modes[i] = (struct display_mode){.width = m->hdisplay,
		        .height = m->vdisplay,
		        .refresh_hz = (int)m->vrefresh,
		        .preferred = m->type & DRM_MODE_TYPE_PREFERRED,
		        .interlaced = m->flags & DRM_MODE_FLAG_INTERLACE,
		        .index = i};
	}
}

static int drm_look(struct card_connector *out, void *card, uint32_t id, bool probe)
{
	struct drm *d = card;
	drmModeConnector *c = probe ? drmModeGetConnector(d->fd, id) : drmModeGetConnectorCurrent(d->fd, id);
	const char *type = c ? drmModeGetConnectorTypeName(c->connector_type) : NULL;

	if (!c)
		return err_new(errno ? errno : EIO, "%s does not tell about its connector %u", d->path, (unsigned)id);
	memset(out, 0, sizeof *out);
	out->id = id;
	(void)snprintf(out->name, sizeof out->name, "%s-%u", type ? type : "?", c->connector_type_id);
	out->connected =
	        c->connection == DRM_MODE_CONNECTED || (c->connection != DRM_MODE_DISCONNECTED && c->count_modes);
	out->told_width_mm = (int)c->mmWidth;
	out->told_height_mm = (int)c->mmHeight;
	take_modes(out, c);
	if (probe) {
		drmModeFreeConnector(d->seen);
		d->seen = c;
	} else {
		drmModeFreeConnector(c);
	}
	return 0;
}

static int map(struct card_buffer *b, const struct drm *d)
{
	uint64_t offset = 0;
	int e = drmModeMapDumbBuffer(d->fd, b->handle, &offset);
	void *at = e ? MAP_FAILED : mmap(NULL, b->size, PROT_READ | PROT_WRITE, MAP_SHARED, d->fd, (off_t)offset);

	if (at == MAP_FAILED)
		return err_new(
		        errno ? errno : EIO, "the buffer of %s can not be reached: %s", d->path, strerror(errno));
	memset(at, 0, b->size);
	b->target.bytes = at;
	return 0;
}

static void drm_buffer_free(void *card, struct card_buffer *b)
{
	const struct drm *d = card;

	if (b->target.bytes)
		(void)munmap(b->target.bytes, b->size);
	if (b->fb)
		(void)drmModeRmFB(d->fd, b->fb);
	if (b->handle)
		(void)drmModeDestroyDumbBuffer(d->fd, b->handle);
	*b = (struct card_buffer){0};
}

static int drm_buffer_new(struct card_buffer *out, void *card, int width, int height)
{
	const struct drm *d = card;
	struct card_buffer b = {.target = {.width = width, .height = height}};
	uint32_t stride = 0;
	int e = drmModeCreateDumbBuffer(d->fd, (uint32_t)width, (uint32_t)height, 32, 0, &b.handle, &stride, &b.size);

	if (e)
		return err_new(-e, "%s has no room for %d x %d dots: %s", d->path, width, height, strerror(-e));
	b.target.stride_bytes = (int)stride;
	e = map(&b, d);
	if (e == 0 && drmModeAddFB(d->fd, (uint32_t)width, (uint32_t)height, 24, 32, stride, b.handle, &b.fb))
		e = err_new(errno ? errno : EIO, "%s does not take a buffer of %d x %d dots", d->path, width, height);
	if (e) {
		drm_buffer_free(card, &b);
		return err_up(e);
	}
	*out = b;
	return 0;
}

/* A crtc that can drive the connector: the one that does so already, else the first that could. */
static uint32_t crtc_for(const struct drm *d, const drmModeRes *all, const drmModeConnector *c)
{
	drmModeEncoder *now = c->encoder_id ? drmModeGetEncoder(d->fd, c->encoder_id) : NULL;
	uint32_t crtc = now ? now->crtc_id : 0, possible;

	drmModeFreeEncoder(now);
	if (crtc)
		return crtc;
	possible = drmModeConnectorGetPossibleCrtcs(d->fd, c);
	for (int i = 0; i < all->count_crtcs && i < 32; i++)
		if (possible & 1u << i)
			return all->crtcs[i];
	return 0;
}

static int choose_crtc(struct drm *d, const drmModeConnector *c)
{
	drmModeRes *all = drmModeGetResources(d->fd);
	uint32_t crtc = all ? crtc_for(d, all, c) : 0;

	drmModeFreeResources(all);
	if (!crtc)
		return err_new(ENODEV, "%s has nothing left that could draw on this connector", d->path);
	if (!d->before) {
		d->before = drmModeGetCrtc(d->fd, crtc);
		d->before_connector = c->connector_id;
	}
	d->crtc = crtc;
	return 0;
}

static int drm_show(void *card, uint32_t connector, int mode, const struct card_buffer *b)
{
	struct drm *d = card;
	drmModeConnector *c = d->seen;
	int e;

	if (!c || c->connector_id != connector || mode < 0 || mode >= c->count_modes)
		return err_new(ENODEV, "%s: this connector was not looked at", d->path);
	e = choose_crtc(d, c);
	if (e)
		return err_up(e);
	e = drmModeSetCrtc(d->fd, d->crtc, b->fb, 0, 0, &connector, 1, &c->modes[mode]);
	if (e)
		return err_new(-e, "%s does not take the mode %s: %s", d->path, c->modes[mode].name, strerror(-e));
	d->connector = connector;
	return 0;
}

static void drm_dark(void *card)
{
	struct drm *d = card;

	if (d->crtc)
		(void)drmModeSetCrtc(d->fd, d->crtc, 0, 0, 0, NULL, 0, NULL);
	d->crtc = d->connector = 0;
}

static void drm_restore(void *card)
{
	struct drm *d = card;
	drmModeCrtc *b = d->before;

	if (b && b->buffer_id && b->mode_valid)
		(void)drmModeSetCrtc(d->fd, b->crtc_id, b->buffer_id, b->x, b->y, &d->before_connector, 1, &b->mode);
	(void)drmDropMaster(d->fd);
}

static int drm_dirty(void *card, const struct card_buffer *b, const struct display_rect *rects, int n)
{
	const struct drm *d = card;
	drmModeClip clips[CARD_CLIPS_MAX];
	int e;

	for (int i = 0; i < n && i < CARD_CLIPS_MAX; i++)
		clips[i] = (drmModeClip){(uint16_t)rects[i].x, (uint16_t)rects[i].y,
		        (uint16_t)(rects[i].x + rects[i].w), (uint16_t)(rects[i].y + rects[i].h)};
	e = drmModeDirtyFB(d->fd, b->fb, clips, (uint32_t)n);
	return e ? err_new(-e, "%s does not show what changed: %s", d->path, strerror(-e)) : 0;
}

static int drm_power(void *card, uint32_t connector, bool on)
{
	const struct drm *d = card;
	drmModeConnector *c = drmModeGetConnectorCurrent(d->fd, connector);
	int e = -ENOENT;

	for (int i = 0; c && e == -ENOENT && i < c->count_props; i++) {
		drmModePropertyRes *p = drmModeGetProperty(d->fd, c->props[i]);

		if (p && text_is(p->name, "DPMS"))
			e = drmModeConnectorSetProperty(
			        d->fd, connector, p->prop_id, on ? DRM_MODE_DPMS_ON : DRM_MODE_DPMS_OFF);
		drmModeFreeProperty(p);
	}
	drmModeFreeConnector(c);
	return e ? err_new(-e, "%s can not switch its panel %s", d->path, on ? "on" : "off") : 0;
}

const struct card_ops card_drm = {.open = drm_open,
        .close = drm_close,
        .be_master = drm_be_master,
        .limits = drm_limits,
        .connectors = drm_connectors,
        .look = drm_look,
        .buffer_new = drm_buffer_new,
        .buffer_free = drm_buffer_free,
        .show = drm_show,
        .restore = drm_restore,
        .dark = drm_dark,
        .dirty = drm_dirty,
        .power = drm_power};
