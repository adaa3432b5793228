#include "screens/signature_pad.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PEN_MM 0.8f

enum { STEP = 6, FARTHEST = 9999 }; /* tenths of a millimetre */

struct point {
	int x, y;
	bool begins;
};

/* The next point; what is none ends it. */
static bool next_point(const char **at, struct point *out)
{
	char *end;
	long x, y;

	*at += strspn(*at, " ");
	if (**at != 'M' && **at != 'L')
		return false;
	out->begins = **at == 'M';
	x = strtol(*at + 1, &end, 10);
	y = strtol(end, &end, 10);
	if (end == *at + 1 || x < 0 || y < 0 || x > FARTHEST || y > FARTHEST)
		return false;
	out->x = (int)x;
	out->y = (int)y;
	*at = end;
	return true;
}

static void take(struct scene *s, struct box pad, char *path, size_t room, bool *was_down)
{
	float x, y;
	bool down = ui_finger(s->ui, &x, &y) && box_has(pad, x, y), begins = !*was_down;
	struct point last = {0, 0, true}, now;
	size_t n = strlen(path);
	const char *at = path;

	*was_down = down;
	if (!down || n + 16 > room || n + 16 > PAD_PATH_MAX)
		return;
	now = (struct point){(int)((x - pad.x) * 10), (int)((y - pad.y) * 10), begins};
	while (next_point(&at, &last))
		;
	if (begins || (now.x - last.x) * (now.x - last.x) + (now.y - last.y) * (now.y - last.y) > STEP * STEP)
		(void)snprintf(path + n, room - n, "%s%c %d %d", n ? " " : "", begins ? 'M' : 'L', now.x, now.y);
}

/* A point by itself is the dot of an i. */
static void draw_stroke(struct scene *s, struct box pad, const struct point *from, const struct point *to)
{
	float x0 = pad.x + (float)from->x / 10, y0 = pad.y + (float)from->y / 10, x1 = pad.x + (float)to->x / 10,
	      y1 = pad.y + (float)to->y / 10;

	if (box_has(pad, x0, y0) && box_has(pad, x1, y1))
		marks_line(ui_draw(s->ui), x0, y0, x1, y1, PEN_MM, PAINT_INK);
}

static void draw_path(struct scene *s, struct box pad, const char *path)
{
	struct point last = {0}, now;

	while (next_point(&path, &now)) {
		draw_stroke(s, pad, now.begins ? &now : &last, &now);
		last = now;
	}
}

void signature_pad(struct scene *s, struct flow *f, const char *label, char *path, size_t room, bool *down)
{
	struct box pad;

	if (!flow_take(f, flow_left(f) > SIGNATURE_PAD_MM ? flow_left(f) - 0.5f : SIGNATURE_PAD_MM, &pad))
		return;
	marks_fill(ui_draw(s->ui), pad, 2.2f, PAINT_CARD);
	marks_edge(ui_draw(s->ui), pad, 2.2f, 0.5f, PAINT_MAIN);
	(void)ui_node(s->ui, (struct node){.id = "field:signature", .role = ROLE_IMAGE, .label = label, .box = pad});
	take(s, pad, path, room, down);
	draw_path(s, pad, path);
}
