#include "form/xpath_function.h"

#include <math.h>

#include "form/number.h"

#define FN(name) static struct value name(struct eval *ev, const struct focus *at, const struct ast *call)

enum { MAX_POINTS = 10000 };

struct point {
	double lat, lon;
};

struct points {
	struct point *at;
	size_t n;
};

static bool point_of(struct str s, struct point *out)
{
	struct str lat, lon;

	if (!str_word(&s, &lat) || !str_word(&s, &lon))
		return false;
	*out = (struct point){number_parse(lat), number_parse(lon)};
	return fabs(out->lat) <= 90 && fabs(out->lon) <= 180;
}

static bool points_add(struct eval *ev, struct points *p, struct str s)
{
	while (s.n) {
		size_t end = str_find(s, (struct str){";", 1});
		struct str one = str_trim((struct str){s.p, end});

		if (p->n == MAX_POINTS)
			return eval_fail(ev, "a shape has too many points");
		if (one.n && !point_of(one, &p->at[p->n++]))
			return false;
		s.p += end + (end < s.n);
		s.n -= end + (end < s.n);
	}
	return true;
}

/* All points of all arguments; none when one of them is no place. */
static struct points arg_points(struct eval *ev, const struct focus *at, const struct ast *call, size_t first)
{
	struct texts t = arg_texts(ev, at, call, first);
	struct points p = {0};
	size_t room = 0;

	for (size_t i = 0; i < t.n; i++) {
		room++;
		for (size_t k = 0; k < t.at[i].n; k++)
			room += t.at[i].p[k] == ';';
	}
	p.at = room <= MAX_POINTS ? eval_alloc(ev, (room + 1) * sizeof *p.at) : NULL;
	for (size_t i = 0; p.at && i < t.n; i++) {
		if (!points_add(ev, &p, t.at[i]))
			return (struct points){0};
	}
	return p;
}

static const double earth_m = 6378100;

static double apart(struct point a, struct point b)
{
	double rad = M_PI / 180, dlon = (a.lon - b.lon) * rad;
	double c = sin(a.lat * rad) * sin(b.lat * rad) + cos(a.lat * rad) * cos(b.lat * rad) * cos(dlon);

	return earth_m * acos(fmin(1, fmax(-1, c)));
}

FN(fn_distance)
{
	struct points p = arg_points(ev, at, call, 0);
	double sum = 0;

	if (p.n < 2)
		return value_number(NAN);
	for (size_t i = 1; i < p.n; i++)
		sum += apart(p.at[i - 1], p.at[i]);
	return value_number(round(sum * 100) / 100);
}

FN(fn_area)
{
	struct points p = arg_points(ev, at, call, 0);
	double rad = M_PI / 180, sum = 0;

	/* A line holds nothing. */
	if (p.n < 3)
		return value_number(0);
	for (size_t i = 0; i < p.n; i++) {
		struct point a = p.at[i], b = p.at[(i + 1) % p.n];

		sum += (b.lon - a.lon) * rad * (2 + sin(a.lat * rad) + sin(b.lat * rad));
	}
	return value_number(round(fabs(sum) * earth_m * earth_m / 2 * 100) / 100);
}

static bool is_closed(const struct points *p)
{
	if (p->n < 3)
		return false;
	return p->at[0].lat == p->at[p->n - 1].lat && p->at[0].lon == p->at[p->n - 1].lon;
}

/* Is the point inside the shape? In a line that does not come back to its beginning there is no inside. */
FN(fn_geofence)
{
	struct points p = arg_points(ev, at, call, 1);
	bool inside = false;
	struct point o;

	if (!point_of(arg_text(ev, at, call, 0), &o) || !is_closed(&p))
		return value_truth(false);
	for (size_t i = 0, j = p.n - 1; i < p.n; j = i++) {
		struct point a = p.at[i], b = p.at[j];

		if ((a.lat > o.lat) != (b.lat > o.lat) &&
		        o.lon < (b.lon - a.lon) * (o.lat - a.lat) / (b.lat - a.lat) + a.lon)
			inside = !inside;
	}
	return value_truth(inside);
}

static double turn(struct point a, struct point b, struct point c)
{
	return (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon);
}

static bool cross(struct point a, struct point b, struct point c, struct point d)
{
	return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/* Does the line cross itself? */
FN(fn_intersects)
{
	struct points p = arg_points(ev, at, call, 0);

	for (size_t i = 0; i + 1 < p.n; i++) {
		for (size_t k = i + 2; k + 1 < p.n; k++) {
			if (!eval_spend(ev, 1))
				return value_truth(false);
			if (cross(p.at[i], p.at[i + 1], p.at[k], p.at[k + 1]))
				return value_truth(true);
		}
	}
	return value_truth(false);
}

const struct function functions_geo[] = {
        {"distance", 1, -1, fn_distance, 0},
        {"area", 1, 1, fn_area, 0},
        {"geofence", 2, 2, fn_geofence, 0},
        {"intersects", 1, 1, fn_intersects, 0},
        {0},
};
