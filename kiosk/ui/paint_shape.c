#include "ui/paint_shape.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { INKS_MAX = 32, CORNERS_MAX = 16, ICONS_MAX = 64 };

struct painter {
	struct {
		uint32_t rgb;
		pixman_image_t *image;
	} inks[INKS_MAX];
	struct {
		int radius, edge;
		pixman_image_t *quarter[4]; /* upper left, upper right, lower left, lower right */
	} corners[CORNERS_MAX];
	struct {
		enum icon icon;
		int side;
		bool mirrored;
		pixman_image_t *image;
	} icons[ICONS_MAX];
	int n_inks, n_corners, n_icons;
};

int painter_new(struct painter **out)
{
	*out = calloc(1, sizeof **out);
	return *out ? 0 : err_new(ENOMEM, "no memory to paint");
}

static void icons_drop(struct painter *p)
{
	while (p->n_icons)
		pixman_image_unref(p->icons[--p->n_icons].image);
}

static void corners_drop(struct painter *p)
{
	while (p->n_corners) {
		p->n_corners--;
		for (int q = 0; q < 4; q++)
			pixman_image_unref(p->corners[p->n_corners].quarter[q]);
	}
}

static void inks_drop(struct painter *p)
{
	while (p->n_inks)
		pixman_image_unref(p->inks[--p->n_inks].image);
}

void painter_free(struct painter *p)
{
	if (!p)
		return;
	icons_drop(p);
	corners_drop(p);
	inks_drop(p);
	free(p);
}

pixman_image_t *painter_ink(struct painter *p, uint32_t rgb)
{
	pixman_color_t c = {(uint16_t)((rgb >> 16 & 255) * 257), (uint16_t)((rgb >> 8 & 255) * 257),
	        (uint16_t)((rgb & 255) * 257), 0xffff};

	for (int i = 0; i < p->n_inks; i++)
		if (p->inks[i].rgb == rgb)
			return p->inks[i].image;
	if (p->n_inks == INKS_MAX) /* a theme has fewer: this is a change of theme */
		inks_drop(p);
	p->inks[p->n_inks].rgb = rgb;
	p->inks[p->n_inks].image = pixman_image_create_solid_fill(&c);
	return p->inks[p->n_inks++].image;
}

/* pixman wants rows that begin on whole words. The copy is freed, and overwritten, with the image. */
static void mask_gone(pixman_image_t *image, void *bytes)
{
	explicit_bzero(bytes, (size_t)pixman_image_get_stride(image) * (size_t)pixman_image_get_height(image));
	free(bytes);
}

static pixman_image_t *mask_new(int width, int height, uint8_t **rows, int *stride)
{
	pixman_image_t *image;

	*stride = (width + 3) & ~3;
	*rows = calloc((size_t)height, (size_t)*stride);
	if (!*rows)
		return NULL;
	image = pixman_image_create_bits(PIXMAN_a8, width, height, (uint32_t *)(void *)*rows, *stride);
	if (image)
		pixman_image_set_destroy_function(image, mask_gone, *rows);
	else
		free(*rows);
	return image;
}

pixman_image_t *painter_mask(struct painter *p, const uint8_t *rows, int width, int height, int stride)
{
	uint8_t *copy;
	int copy_stride;
	pixman_image_t *image = mask_new(width, height, &copy, &copy_stride);

	(void)p;
	for (int y = 0; image && y < height; y++)
		memcpy(copy + (size_t)y * (size_t)copy_stride, rows + (size_t)y * (size_t)stride, (size_t)width);
	return image;
}

/* Averages the source dots under one dot of the target; the source is larger. */
static uint8_t shrink_at(const uint8_t *from, int size, int side, int x, int y)
{
	int x0 = x * size / side, x1 = (x + 1) * size / side, y0 = y * size / side, y1 = (y + 1) * size / side;
	unsigned sum = 0, n = 0;

	x1 = x1 > x0 ? x1 : x0 + 1;
	y1 = y1 > y0 ? y1 : y0 + 1;
	for (int v = y0; v < y1; v++) {
		for (int u = x0; u < x1; u++) {
			sum += from[v * size + u];
			n++;
		}
	}
	return (uint8_t)(sum / n);
}

/* Between the four nearest source dots, in 8-bit fractions: for sides near or over the source's size. */
static uint8_t stretch_at(const uint8_t *from, int size, int side, int x, int y)
{
	int fx = (2 * x + 1) * size * 128 / side - 128, fy = (2 * y + 1) * size * 128 / side - 128;
	int most = (size - 1) * 256, x0, y0, ax, ay, x1, y1;

	fx = fx < 0 ? 0 : fx > most ? most : fx;
	fy = fy < 0 ? 0 : fy > most ? most : fy;
	x0 = fx >> 8;
	y0 = fy >> 8;
	ax = fx & 255;
	ay = fy & 255;
	x1 = x0 + (x0 + 1 < size);
	y1 = y0 + (y0 + 1 < size);
	int top = from[y0 * size + x0] * (256 - ax) + from[y0 * size + x1] * ax;
	int low = from[y1 * size + x0] * (256 - ax) + from[y1 * size + x1] * ax;
	return (uint8_t)((top * (256 - ay) + low * ay) >> 16);
}

pixman_image_t *painter_icon(struct painter *p, enum icon icon, int side, bool mirrored)
{
	int size = 0, stride;
	const uint8_t *from = icon_alpha(icon, &size);
	pixman_image_t *image;
	uint8_t *rows;

	for (int i = 0; i < p->n_icons; i++)
		if (p->icons[i].icon == icon && p->icons[i].side == side && p->icons[i].mirrored == mirrored)
			return p->icons[i].image;
	if (!from || side < 1 || !(image = mask_new(side, side, &rows, &stride)))
		return NULL;
	for (int y = 0; y < side; y++) {
		for (int x = 0; x < side; x++) {
			int at = mirrored ? side - 1 - x : x;
			uint8_t c = side * 3 < size * 2 ? shrink_at(from, size, side, x, y)
			                                : stretch_at(from, size, side, x, y);

			rows[y * stride + at] = c;
		}
	}
	if (p->n_icons == ICONS_MAX)
		icons_drop(p);
	p->icons[p->n_icons].icon = icon;
	p->icons[p->n_icons].side = side;
	p->icons[p->n_icons].mirrored = mirrored;
	p->icons[p->n_icons].image = image;
	return p->icons[p->n_icons++].image;
}

/* How much of the dot at (x, y) lies inside a circle of that radius around (radius, radius). */
static float inside(float radius, float r, int x, int y)
{
	float dx = radius - ((float)x + 0.5f), dy = radius - ((float)y + 0.5f);
	float d = r - sqrtf(dx * dx + dy * dy) + 0.5f;

	return d < 0 ? 0 : d > 1 ? 1 : d;
}

static bool corner_make(struct painter *p, int at, int radius, int edge)
{
	uint8_t *rows[4];
	int stride = 0;

	for (int q = 0; q < 4; q++) {
		p->corners[at].quarter[q] = mask_new(radius, radius, &rows[q], &stride);
		if (!p->corners[at].quarter[q])
			return false;
	}
	for (int y = 0; y < radius; y++) {
		for (int x = 0; x < radius; x++) {
			float c = inside((float)radius, (float)radius, x, y);
			int fx = radius - 1 - x, fy = radius - 1 - y;

			if (edge > 0)
				c -= inside((float)radius, (float)(radius - edge), x, y);
			rows[0][y * stride + x] = rows[1][y * stride + fx] = (uint8_t)lroundf(c * 255);
			rows[2][fy * stride + x] = rows[3][fy * stride + fx] = (uint8_t)lroundf(c * 255);
		}
	}
	p->corners[at].radius = radius;
	p->corners[at].edge = edge;
	return true;
}

static pixman_image_t **corners_of(struct painter *p, int radius, int edge)
{
	for (int i = 0; i < p->n_corners; i++)
		if (p->corners[i].radius == radius && p->corners[i].edge == edge)
			return p->corners[i].quarter;
	if (p->n_corners == CORNERS_MAX)
		corners_drop(p);
	if (!corner_make(p, p->n_corners, radius, edge))
		return NULL;
	return p->corners[p->n_corners++].quarter;
}

static void rectangle(pixman_image_t *to, pixman_image_t *ink, int x, int y, int w, int h)
{
	if (w > 0 && h > 0)
		pixman_image_composite32(PIXMAN_OP_SRC, ink, NULL, to, 0, 0, 0, 0, x, y, w, h);
}

void shape_round(struct painter *p, pixman_image_t *to, pixman_image_t *ink, struct px_rect r, int radius, int edge)
{
	int most = (r.w < r.h ? r.w : r.h) / 2;
	pixman_image_t **quarter;

	radius = radius > most ? most : radius;
	quarter = radius > 0 ? corners_of(p, radius, edge) : NULL;
	if (!quarter)
		radius = 0;
	for (int q = 0; quarter && q < 4; q++)
		pixman_image_composite32(PIXMAN_OP_OVER, ink, quarter[q], to, 0, 0, 0, 0,
		        r.x + (q & 1 ? r.w - radius : 0), r.y + (q & 2 ? r.h - radius : 0), radius, radius);
	if (edge > 0) {
		rectangle(to, ink, r.x + radius, r.y, r.w - 2 * radius, edge);
		rectangle(to, ink, r.x + radius, r.y + r.h - edge, r.w - 2 * radius, edge);
		rectangle(to, ink, r.x, r.y + radius, edge, r.h - 2 * radius);
		rectangle(to, ink, r.x + r.w - edge, r.y + radius, edge, r.h - 2 * radius);
		return;
	}
	rectangle(to, ink, r.x + radius, r.y, r.w - 2 * radius, r.h);
	rectangle(to, ink, r.x, r.y + radius, radius, r.h - 2 * radius);
	rectangle(to, ink, r.x + r.w - radius, r.y + radius, radius, r.h - 2 * radius);
}

/* How far a dot lies from the line from the origin along (dx, dy). */
static float away(float x, float y, float dx, float dy)
{
	float length = dx * dx + dy * dy, t = length > 0 ? (x * dx + y * dy) / length : 0;

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	return hypotf(x - t * dx, y - t * dy);
}

pixman_image_t *shape_line(int width, int height, float thick, bool falls_left)
{
	float half = thick / 2, dx = (float)width - thick, dy = (float)height - thick;
	pixman_image_t *image;
	uint8_t *rows;
	int stride;

	if (width <= 0 || height <= 0)
		return NULL;
	image = mask_new(width, height, &rows, &stride);
	for (int y = 0; image && y < height; y++)
		for (int x = 0; x < width; x++) {
			float from_left = (float)(falls_left ? width - 1 - x : x) + 0.5f - half;
			float cover = half + 0.5f - away(from_left, (float)y + 0.5f - half, dx, dy);

			rows[(size_t)y * (size_t)stride + (size_t)x] = (uint8_t)(cover <= 0   ? 0
			                                                         : cover >= 1 ? 255
			                                                                      : lroundf(cover * 255));
		}
	return image;
}
