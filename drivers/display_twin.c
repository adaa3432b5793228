#include "drivers/display_twin.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int twin_open(void **card, void *me, const char *path)
{
	struct card_twin *t = me;

	if (t->absent)
		return err_new(ENOENT, "the display %s: no such card", path);
	t->opens++;
	*card = t;
	return 0;
}

static void twin_close(void *card)
{
	((struct card_twin *)card)->closes++;
}

static int twin_be_master(void *card)
{
	return !((struct card_twin *)card)->taken;
}

static int twin_limits(struct display_limits *out, void *card)
{
	*out = ((struct card_twin *)card)->limits;
	return 0;
}

static int twin_connectors(uint32_t *ids, int *n, void *card)
{
	const struct card_twin *t = card;

	for (int i = 0; i < t->n_connectors; i++)
		ids[i] = (uint32_t)i + 1;
	*n = t->n_connectors;
	return 0;
}

static int twin_look(struct card_connector *out, void *card, uint32_t id, bool probe)
{
	struct card_twin *t = card;
	int i = (int)id - 1;

	t->looks++;
	t->probes += probe;
	if (i < 0 || i >= t->n_connectors)
		return err_new(ENOENT, "no connector %u", (unsigned)id);
	if (probe || !t->cable_is_mute) {
		t->known[i] = true;
		t->plugged_known[i] = t->connector[i].connected;
	}
	*out = t->connector[i];
	out->id = id;
	out->connected = t->known[i] && t->plugged_known[i];
	if (!probe)
		out->n_modes = 0; /* as the kernel: modes are known after a probe */
	return 0;
}

static int twin_buffer_new(struct card_buffer *out, void *card, int width, int height)
{
	struct card_twin *t = card;
	struct card_buffer b = {.target = {.width = width, .height = height, .stride_bytes = width * 4 + 64}};

	if (t->buffer_fails)
		return err_new(t->buffer_fails, "no room for a buffer");
	b.size = (uint64_t)b.target.stride_bytes * (uint64_t)height;
	b.target.bytes = calloc(1, b.size);
	if (!b.target.bytes)
		return err_new(ENOMEM, "no memory for a buffer");
	b.fb = b.handle = ++t->next_fb;
	t->buffers++;
	*out = b;
	return 0;
}

static void twin_buffer_free(void *card, struct card_buffer *b)
{
	struct card_twin *t = card;

	if (t->on_panel.fb == b->fb) {
		t->on_panel = (struct card_buffer){0};
		t->lit_connector = 0;
	}
	free(b->target.bytes);
	*b = (struct card_buffer){0};
	t->buffers--;
}

/* What a master may and nobody else. */
static int may(const struct card_twin *t, int fails)
{
	if (t->taken)
		return err_new(EACCES, "somebody else draws");
	return fails ? err_new(fails, "the card refuses: %s", strerror(fails)) : 0;
}

static int twin_show(void *card, uint32_t connector, int mode, const struct card_buffer *b)
{
	struct card_twin *t = card;
	int e = may(t, t->show_fails);

	t->shows++;
	if (e)
		return err_up(e);
	t->mode = mode;
	t->lit_connector = (int)connector;
	t->on_panel = *b;
	t->off = false;
	return 0;
}

static void twin_dark(void *card)
{
	struct card_twin *t = card;

	t->darks++;
	t->lit_connector = 0;
	t->on_panel = (struct card_buffer){0};
}

static void twin_restore(void *card)
{
	((struct card_twin *)card)->restores++;
}

static int twin_dirty(void *card, const struct card_buffer *b, const struct display_rect *rects, int n)
{
	struct card_twin *t = card;

	(void)b;
	t->dirties++;
	t->n_dirty = n;
	memcpy(t->dirty, rects, (size_t)n * sizeof *rects);
	return err_up(may(t, t->dirty_fails));
}

static int twin_power(void *card, uint32_t connector, bool on)
{
	struct card_twin *t = card;
	int e = may(t, t->power_fails);

	(void)connector;
	t->powers++;
	if (e)
		return err_up(e);
	t->off = !on;
	return 0;
}

uint32_t card_twin_dot(const struct card_twin *t, int x, int y)
{
	const struct display_target *p = &t->on_panel.target;
	uint32_t dot;

	if (!t->lit_connector || t->off || x < 0 || y < 0 || x >= p->width || y >= p->height)
		return 0;
	memcpy(&dot, p->bytes + (ptrdiff_t)y * p->stride_bytes + (ptrdiff_t)x * 4, sizeof dot);
	return dot;
}

const struct card_ops card_twin = {.open = twin_open,
        .close = twin_close,
        .be_master = twin_be_master,
        .limits = twin_limits,
        .connectors = twin_connectors,
        .look = twin_look,
        .buffer_new = twin_buffer_new,
        .buffer_free = twin_buffer_free,
        .show = twin_show,
        .restore = twin_restore,
        .dark = twin_dark,
        .dirty = twin_dirty,
        .power = twin_power};

static int twin_hide(void **console, const char **missing, void *me)
{
	struct console_twin *t = me;

	*console = t->there ? t : NULL;
	*missing = t->lacks;
	if (t->there) {
		t->hidden = true;
		t->hides++;
	}
	return 0;
}

static void twin_show_again(void *console)
{
	struct console_twin *t = console;

	if (!t)
		return;
	t->hidden = false;
	t->restores++;
}

const struct console_ops console_twin = {twin_hide, twin_show_again};
