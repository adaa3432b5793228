#include "ui/keyboard.h"

#include <stdio.h>
#include <string.h>

#include "sys/text.h"
#include "ui/keyboard_inside.h"

/* Height of a row: as large as a target should be, smaller on small panels where keys touch each other. */
static float row_height(const struct ui *ui)
{
	float h = ui->panel.height_mm * 0.085f;

	return h < 7.7f ? 7.7f : h > 14.0f ? 14.0f : h;
}

float keyboard_height(const struct ui *ui, const struct keyboard *k)
{
	return k ? row_height(ui) * (float)k->rows : 0;
}

/* Keys are wider than high, but not more than they need. */
static float unit_most(const struct ui *ui)
{
	float w = row_height(ui) * 1.7f;

	return w < 12.7f ? 12.7f : w;
}

float keyboard_width(const struct ui *ui, const struct keyboard *k)
{
	return k ? unit_most(ui) * k->units : 0;
}

static const char *key_id(struct ui *ui, const struct kbd_key *k)
{
	static const char *const names[] = {[KBD_BACK] = "back",
	        [KBD_SPACE] = "space",
	        [KBD_ENTER] = "enter",
	        [KBD_LEFT] = "left",
	        [KBD_RIGHT] = "right",
	        [KBD_SHIFT] = "shift",
	        [KBD_OTHER] = "other"};

	if (k->kind == KBD_TEXT)
		return ui_printf(ui, "key:%s", k->text);
	if (k->kind == KBD_GO)
		return ui_printf(ui, "key:%s", k->layer);
	return ui_printf(ui, "key:%s", names[k->kind]);
}

static enum icon key_icon(const struct kbd_key *k)
{
	switch (k->kind) {
	case KBD_BACK:
		return ICON_BACKSPACE;
	case KBD_SPACE:
		return ICON_SPACE;
	case KBD_ENTER:
		return ICON_ENTER;
	case KBD_LEFT:
		return ICON_BACK;
	case KBD_RIGHT:
		return ICON_NEXT;
	case KBD_SHIFT:
		return ICON_SHIFT;
	default:
		return ICON_NONE;
	}
}

static int layer_named(const struct keyboard *k, const char *name)
{
	for (int i = 0; i < k->n; i++)
		if (strcmp(k->layer[i].name, name) == 0)
			return i;
	return 0;
}

/* What a pressed key does; true when the text has changed. */
static bool act(const struct keyboard *k, const struct kbd_key *key, struct keyboard_state *state, struct edit *e)
{
	switch (key->kind) {
	case KBD_TEXT:
	case KBD_SPACE:
		edit_insert(e, key->kind == KBD_SPACE ? " " : key->text);
		if (k->layer[state->layer].once)
			state->layer = 0;
		return true;
	case KBD_BACK:
		edit_backspace(e);
		return true;
	case KBD_ENTER:
		edit_insert(e, "\n");
		return true;
	case KBD_LEFT:
		edit_left(e);
		return true;
	case KBD_RIGHT:
		edit_right(e);
		return true;
	case KBD_SHIFT:
	case KBD_GO:
		state->layer = layer_named(k, key->layer);
		return false;
	case KBD_OTHER:
		state->other = !state->other;
		state->layer = 0;
		return false;
	}
	return false;
}

/* box: what a finger may hit; what is drawn is a little smaller, so that keys stand apart. */
static bool draw_key(struct ui *ui, struct box box, const struct kbd_key *k)
{
	const char *id = key_id(ui, k);
	struct box in = box_inset(box, 0.55f);
	bool down = ui_is_down(ui, id);
	float cap = box.h * (ui_is_compact(ui) ? 0.4f : 0.34f); /* low keys need all they have */
	enum icon icon = key_icon(k);

	cap = cap < 4.6f ? cap : 4.6f;
	if (k->kind == KBD_GO || k->kind == KBD_OTHER)
		cap *= ui_is_compact(ui) ? 0.8f : 0.86f;
	marks_fill(ui_draw(ui), in, 1.4f, down ? PAINT_QUIET_DOWN : k->kind == KBD_TEXT ? PAINT_CARD : PAINT_NOTE);
	marks_edge(ui_draw(ui), in, 1.4f, 0.25f, PAINT_LINE);
	if (icon != ICON_NONE) {
		float side = cap * 1.7f;

		marks_icon(ui_draw(ui), (struct box){in.x + (in.w - side) / 2, in.y + (in.h - side) / 2, side, side},
		        icon, false, PAINT_INK);
	} else {
		const struct text_block *t = ui_text_block(ui, k->text, cap, false, 0);

		marks_text(ui_draw(ui), (struct box){in.x, in.y + (in.h - t->height_mm) / 2, in.w, t->height_mm}, t,
		        ALIGN_CENTRE, PAINT_INK);
	}
	ui_ring(ui, id, in, 1.4f);
	return ui_node(ui, (struct node){.id = id,
	                           .role = ROLE_KEY,
	                           .label = *k->text ? k->text : id + 4,
	                           .enabled = true,
	                           .touchable = true,
	                           .box = box});
}

/* The other script's layout knows nothing of the one that the person came from: its space bar gives up half. */
static void back_key(struct kbd_key *out, const struct keyboard_state *state)
{
	*out = (struct kbd_key){.kind = KBD_OTHER};
	if (!state->other || !state->own)
		return;
	out->units = 1;
	(void)text_copy(out->text, sizeof out->text, state->own);
}

/* The key of the fraction, as this language has it. */
static const struct kbd_key *own_key(
        struct kbd_key *point, const struct kbd_key *key, const struct keyboard_state *state)
{
	if (!state->point || key->kind != KBD_TEXT || !text_is(key->text, ","))
		return key;
	*point = *key;
	(void)text_copy(point->text, sizeof point->text, state->point);
	return point;
}

bool ui_keyboard(
        struct ui *ui, struct box box, const struct keyboard *k, struct keyboard_state *state, struct edit *edit)
{
	const struct kbd_layer *layer;
	float h = row_height(ui), unit = box.w / k->units, widest = unit_most(ui);
	const struct kbd_key *pressed = NULL, *key;
	struct kbd_key back, point;

	if (state->layer >= k->n)
		state->layer = 0; /* the layout changed under it */
	layer = &k->layer[state->layer];
	back_key(&back, state);
	unit = unit < widest ? unit : widest;
	for (int r = 0; r < layer->n; r++) {
		const struct kbd_row *row = &layer->row[r];
		float x = box.x + (k->units * unit - row->units * unit) / 2;

		/* A small pad stands where reading begins, under its fields; a wide one fills the strip. */
		if (k->units > 6)
			x += (box.w - k->units * unit) / 2;
		else if (ui_rtl(ui))
			x += box.w - k->units * unit;

		for (int i = 0; i < row->n; i++) {
			float w = row->key[i].units * unit;

			/* A field of one line has no use for a new line. */
			bool useful = row->key[i].kind != KBD_ENTER || edit->multiline;

			/* Nor has a whole number for the sign of a fraction. */
			if (state->point && !*state->point && text_is(row->key[i].text, ","))
				useful = false;

			if (row->key[i].kind == KBD_SPACE && back.units > 0) {
				float half = w / 2;

				if (draw_key(ui, (struct box){x, box.y + (float)r * h, half, h}, &back))
					pressed = &back;
				x += half;
				w -= half;
			}
			key = own_key(&point, &row->key[i], state);
			if (useful && draw_key(ui, (struct box){x, box.y + (float)r * h, w, h}, key))
				pressed = key;
			x += w;
		}
	}
	return pressed && act(k, pressed, state, edit);
}
