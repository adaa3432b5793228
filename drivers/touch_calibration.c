#include "drivers/touch_calibration.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Below this part of the range, squared, the taps lie in one line. */
#define FLAT 0.0005
/* The sensor may be larger than what is seen of it, or a little smaller. */
#define LEAST_SCALE 0.5f
#define MOST_SCALE 2.0f
#define MOST_SKEW 0.2f /* the cosine between its axes: about 11 degrees off square */

void touch_targets(struct touch_target *out, int n, float width_mm, float height_mm)
{
	static const float three[3][2] = {{0.1f, 0.1f}, {0.9f, 0.5f}, {0.5f, 0.9f}};
	static const float five[5][2] = {{0.1f, 0.1f}, {0.9f, 0.1f}, {0.9f, 0.9f}, {0.1f, 0.9f}, {0.5f, 0.5f}};

	assert(n == 3 || n == 5);
	for (int i = 0; i < n; i++) {
		const float *at = n == 3 ? three[i] : five[i];

		out[i] = (struct touch_target){at[0] * width_mm, at[1] * height_mm};
	}
}

struct touch_target touch_calibration_map(const struct touch_calibration *c, struct touch_tap tap)
{
	return (struct touch_target){
	        c->x[0] * tap.u + c->x[1] * tap.v + c->x[2], c->y[0] * tap.u + c->y[1] * tap.v + c->y[2]};
}

void touch_calibration_plain(struct touch_calibration *out, int rotation, float width_mm, float height_mm)
{
	static const float turns[4][2][3] = {
	        {{1, 0, 0}, {0, 1, 0}}, {{0, -1, 1}, {1, 0, 0}}, {{-1, 0, 1}, {0, -1, 1}}, {{0, 1, 0}, {-1, 0, 1}}};
	const float(*turn)[3] = turns[rotation / 90 % 4];

	assert(rotation >= 0 && rotation % 90 == 0);
	*out = (struct touch_calibration){0};
	for (int i = 0; i < 3; i++) {
		out->x[i] = turn[0][i] * width_mm;
		out->y[i] = turn[1][i] * height_mm;
	}
}

/* Sums over the taps, about their middle. */
struct sums {
	double u, v, uu, uv, vv;
};

static struct sums sums_of(const struct touch_tap *taps, int n)
{
	struct sums s = {0};

	for (int i = 0; i < n; i++) {
		s.u += (double)taps[i].u / n;
		s.v += (double)taps[i].v / n;
	}
	for (int i = 0; i < n; i++) {
		double u = (double)taps[i].u - s.u, v = (double)taps[i].v - s.v;

		s.uu += u * u;
		s.uv += u * v;
		s.vv += v * v;
	}
	return s;
}

/* Least squares of one axis; `step` walks over the targets' x or y. */
static void fit_axis(float out[3], const struct sums *s, const float *target, const struct touch_tap *taps, int n)
{
	double middle = 0, tu = 0, tv = 0, det = s->uu * s->vv - s->uv * s->uv, a, b;

	for (int i = 0; i < n; i++)
		middle += (double)target[i] / n;
	for (int i = 0; i < n; i++) {
		tu += ((double)target[i] - middle) * ((double)taps[i].u - s->u);
		tv += ((double)target[i] - middle) * ((double)taps[i].v - s->v);
	}
	a = (tu * s->vv - tv * s->uv) / det;
	b = (tv * s->uu - tu * s->uv) / det;
	out[0] = (float)a;
	out[1] = (float)b;
	out[2] = (float)(middle - a * s->u - b * s->v);
}

static bool scale_is_likely(float length, float panel)
{
	return length >= LEAST_SCALE * panel && length <= MOST_SCALE * panel;
}

/* The targets span eight tenths of the panel: that tells its size. */
static bool is_likely(const struct touch_calibration *c, const struct touch_target *targets, int n)
{
	float u = hypotf(c->x[0], c->y[0]), v = hypotf(c->x[1], c->y[1]);
	float least_x = targets[0].x_mm, least_y = targets[0].y_mm, most_x = least_x, most_y = least_y, w, h;
	bool turned = fabsf(c->y[0]) > fabsf(c->x[0]);

	for (int i = 1; i < n; i++) {
		least_x = fminf(least_x, targets[i].x_mm);
		least_y = fminf(least_y, targets[i].y_mm);
		most_x = fmaxf(most_x, targets[i].x_mm);
		most_y = fmaxf(most_y, targets[i].y_mm);
	}
	w = (most_x - least_x) / 0.8f;
	h = (most_y - least_y) / 0.8f;
	return scale_is_likely(u, turned ? h : w) && scale_is_likely(v, turned ? w : h) &&
	       fabsf(c->x[0] * c->x[1] + c->y[0] * c->y[1]) <= MOST_SKEW * u * v;
}

static float worst_mm(
        const struct touch_calibration *c, const struct touch_target *targets, const struct touch_tap *taps, int n)
{
	float worst = 0;

	for (int i = 0; i < n; i++) {
		struct touch_target at = touch_calibration_map(c, taps[i]);

		worst = fmaxf(worst, hypotf(at.x_mm - targets[i].x_mm, at.y_mm - targets[i].y_mm));
	}
	return worst;
}

int touch_calibration_fit(struct touch_calibration *out, float *residual_mm, const struct touch_target *targets,
        const struct touch_tap *taps, int n, float most_mm)
{
	struct sums s = sums_of(taps, n);
	float x[TOUCH_TARGETS_MAX], y[TOUCH_TARGETS_MAX];
	struct touch_calibration c = {0};

	assert(n == 3 || n == TOUCH_TARGETS_MAX);
	if (!(s.uu * s.vv - s.uv * s.uv > FLAT))
		return TOUCH_TAPS_FLAT;
	for (int i = 0; i < n; i++) {
		x[i] = targets[i].x_mm;
		y[i] = targets[i].y_mm;
	}
	fit_axis(c.x, &s, x, taps, n);
	fit_axis(c.y, &s, y, taps, n);
	if (!is_likely(&c, targets, n))
		return TOUCH_TAPS_UNLIKELY;
	c.residual_mm = worst_mm(&c, targets, taps, n);
	if (residual_mm)
		*residual_mm = c.residual_mm;
	if (c.residual_mm > most_mm)
		return TOUCH_TAPS_FAR;
	*out = c;
	return 0;
}

const char *touch_calibration_why(int answer)
{
	switch (answer) {
	case TOUCH_TAPS_FLAT:
		return "the taps lie in one place or one line; touch each cross when it shows";
	case TOUCH_TAPS_UNLIKELY:
		return "the taps do not fit the crosses; check the panel's size in millimetres and start again";
	case TOUCH_TAPS_FAR:
		return "one tap was too far from its cross; start again and touch the middle of each";
	default:
		return "";
	}
}
