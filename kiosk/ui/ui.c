#include "ui/ui.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/arena.h"
#include "sys/buf.h"
#include "sys/text.h"

enum { FRAME_BYTES = 1536 * 1024, /* its unit may lock 64 MiB, for answers and paper too */ LOOK_AHEAD = 8 };

int ui_new(struct ui **out, const struct panel *panel, struct fonts *fonts)
{
	struct ui *ui = calloc(1, sizeof *ui);
	int e = 0;

	if (!ui)
		return err_new(ENOMEM, "no memory for the screen");
	ui->panel = *panel;
	ui->fonts = fonts;
	ui->size = SIZE_M;
	ui->all_new = true;
	theme_default(&ui->theme);
	fonts_fit(fonts, (float)panel->width_px / panel->width_mm, (float)panel->height_px / panel->height_mm);
	for (int i = 0; i < 2 && e == 0; i++) {
		ui->marks[i].all = calloc(MARKS_MAX, sizeof *ui->marks[i].all);
		ui->access[i].all = calloc(NODES_MAX, sizeof *ui->access[i].all);
		e = ui->marks[i].all && ui->access[i].all ? arena_new(&ui->arena[i], FRAME_BYTES, true)
		                                          : err_new(ENOMEM, "no memory for the screen");
	}
	if (e) {
		ui_free(ui);
		return err_up(e);
	}
	*out = ui;
	return 0;
}

void ui_free(struct ui *ui)
{
	if (!ui)
		return;
	for (int i = 0; i < 2; i++) {
		free(ui->marks[i].all);
		free(ui->access[i].all);
		arena_free(ui->arena[i]);
	}
	wipe(ui, sizeof *ui);
	free(ui);
}

static void focus_move(struct ui *ui, int step)
{
	const struct access *a = &ui->access[ui->turn];
	int at = step > 0 ? -1 : a->n;

	for (int i = 0; i < a->n; i++)
		if (*ui->focus && strcmp(a->all[i].id, ui->focus) == 0)
			at = i;
	for (int tried = 0; tried < a->n; tried++) {
		at = (at + step + a->n) % a->n;
		if (a->all[at].touchable && a->all[at].enabled) {
			(void)text_copy(ui->focus, sizeof ui->focus, a->all[at].id);
			return;
		}
	}
}

static void press(struct ui *ui, const char *id)
{
	const struct node *n = access_of(&ui->access[ui->turn], id);

	if (n && n->enabled && n->touchable)
		(void)text_copy(ui->pressed, sizeof ui->pressed, id);
}

static bool keyed(struct ui *ui, enum ui_key key)
{
	switch (key) {
	case UI_KEY_NEXT:
	case UI_KEY_PREV:
		ui->focus_shown = true;
		focus_move(ui, key == UI_KEY_NEXT ? 1 : -1);
		return true;
	case UI_KEY_SELECT:
		ui->focus_shown = true;
		press(ui, ui->focus);
		return true;
	case UI_KEY_BACK:
		press(ui, "back");
		return true;
	case UI_KEY_HELP:
		press(ui, "help");
		return true;
	default:
		ui->key = key;
		return true;
	}
}

static bool finger_down(struct ui *ui, const struct ui_event *ev)
{
	const struct node *n = access_at(&ui->access[ui->turn], ev->x_mm, ev->y_mm);

	if (ui->finger.down)
		return false; /* a second finger, or a palm */
	ui->finger.down = true;
	ui->finger.contact = ev->contact;
	ui->finger.inside = n && n->enabled;
	ui->finger.held[0] = 0;
	if (ui->finger.inside)
		(void)text_copy(ui->finger.held, sizeof ui->finger.held, n->id);
	ui->finger.x_mm = ev->x_mm;
	ui->finger.y_mm = ev->y_mm;
	ui->focus_shown = false;
	return true;
}

static bool finger_move(struct ui *ui, const struct ui_event *ev)
{
	const struct node *n = access_of(&ui->access[ui->turn], ui->finger.held);
	bool inside;

	if (!ui->finger.down || ev->contact != ui->finger.contact)
		return false;
	inside = n && box_has(n->box, ev->x_mm, ev->y_mm);
	ui->finger.x_mm = ev->x_mm;
	ui->finger.y_mm = ev->y_mm;
	if (inside == ui->finger.inside && !ui->follows)
		return false;
	ui->finger.inside = inside;
	return true;
}

static bool finger_up(struct ui *ui, const struct ui_event *ev)
{
	if (!ui->finger.down || ev->contact != ui->finger.contact)
		return false;
	(void)finger_move(ui, ev); /* where it lifts counts, not where it was seen last */
	ui->finger.down = false;
	if (ui->finger.inside && ev->kind == UI_UP) {
		press(ui, ui->finger.held);
		/* Keys of the keyboard write into the field that has the focus: they never take it. */
		if (!text_starts(ui->finger.held, "key:"))
			(void)text_copy(ui->focus, sizeof ui->focus, ui->finger.held);
	}
	ui->finger.inside = false;
	ui->finger.held[0] = 0;
	return true;
}

bool ui_input(struct ui *ui, const struct ui_event *ev)
{
	switch (ev->kind) {
	case UI_DOWN:
		return finger_down(ui, ev);
	case UI_MOVE:
		return finger_move(ui, ev);
	case UI_UP:
	case UI_CANCEL:
		return finger_up(ui, ev);
	case UI_KEYED:
		return keyed(ui, ev->key);
	case UI_TYPED:
		return text_copy(ui->typed, sizeof ui->typed, ev->text) || true;
	}
	return false;
}

void ui_begin(struct ui *ui, enum text_dir dir)
{
	if (ui->shown)
		ui->turn ^= 1;
	ui->shown = false;
	ui->dir = dir;
	ui->reacted = false;
	ui->out_of_room = false;
	ui->follows = false;
	arena_reset(ui->arena[ui->turn]);
	ui->marks[ui->turn].n = 0;
	ui->access[ui->turn].n = 0;
}

void ui_end(struct ui *ui)
{
	/* What no widget took is gone: a press never waits for a later frame. */
	ui->pressed[0] = 0;
	ui->key = UI_KEY_NONE;
	wipe(ui->typed, sizeof ui->typed);
}

bool ui_reacted(const struct ui *ui)
{
	return ui->reacted;
}

void ui_new_screen(struct ui *ui)
{
	ui->focus[0] = 0;
	ui->finger.held[0] = 0;
	ui->finger.inside = false;
	ui->pressed[0] = 0;
}

void ui_forget(struct ui *ui)
{
	ui_new_screen(ui);
	ui_end(ui);
	ui->finger.down = false;
	ui->shown = false;
	ui->all_new = true;
	for (int i = 0; i < 2; i++) {
		arena_reset(ui->arena[i]);
		wipe(ui->marks[i].all, MARKS_MAX * sizeof *ui->marks[i].all);
		wipe(ui->access[i].all, NODES_MAX * sizeof *ui->access[i].all);
		ui->marks[i].n = 0;
		ui->access[i].n = 0;
	}
	fonts_forget(ui->fonts);
}

const struct marks *ui_marks(const struct ui *ui)
{
	return &ui->marks[ui->turn];
}

const struct access *ui_access(const struct ui *ui)
{
	return &ui->access[ui->turn];
}

static void damage_add(struct box *out, int *n, int most, struct box b)
{
	float right, bottom;

	if (*n < most) {
		out[(*n)++] = b;
		return;
	}
	/* No room: the last box grows until it holds this one too. */
	struct box *last = &out[most - 1];
	right = last->x + last->w > b.x + b.w ? last->x + last->w : b.x + b.w;
	bottom = last->y + last->h > b.y + b.h ? last->y + last->h : b.y + b.h;
	last->x = last->x < b.x ? last->x : b.x;
	last->y = last->y < b.y ? last->y : b.y;
	last->w = right - last->x;
	last->h = bottom - last->y;
}

static bool same(const struct marks *a, int i, const struct marks *b, int j)
{
	return i < a->n && j < b->n && a->all[i].hash == b->all[j].hash;
}

/* How many marks came and went until both frames go on alike: a ring or a caret that is new must not shift all others. */
static void meet_again(const struct marks *now, int i, const struct marks *before, int j, int *came, int *went)
{
	for (int d = 1; d <= LOOK_AHEAD; d++) {
		*came = same(now, i + d, before, j) || same(now, i + d, before, j + d) ? d : 0;
		*went = same(now, i, before, j + d) || same(now, i + d, before, j + d) ? d : 0;
		if (*came || *went)
			return;
	}
	*came = i < now->n;
	*went = j < before->n;
}

int ui_damage(const struct ui *ui, struct box *out, int most)
{
	const struct marks *now = &ui->marks[ui->turn], *before = &ui->marks[ui->turn ^ 1];
	int n = 0, i = 0, j = 0;

	if (ui->all_new) {
		out[0] = (struct box){0, 0, ui->panel.width_mm, ui->panel.height_mm};
		return 1;
	}
	while (i < now->n || j < before->n) {
		int came, went;

		if (same(now, i, before, j)) {
			i++;
			j++;
			continue;
		}
		meet_again(now, i, before, j, &came, &went);
		for (; went > 0; went--)
			damage_add(out, &n, most, mark_ink(&before->all[j++]));
		for (; came > 0; came--)
			damage_add(out, &n, most, mark_ink(&now->all[i++]));
	}
	return n;
}

void ui_shown(struct ui *ui)
{
	ui->shown = true;
	ui->all_new = false;
}

bool ui_finger(struct ui *ui, float *x_mm, float *y_mm)
{
	ui->follows = true;
	*x_mm = ui->finger.x_mm;
	*y_mm = ui->finger.y_mm;
	return ui->finger.down;
}
