#include "screens/typing.h"

static const float gap = 2.6f;

/* A low panel has room for one line of any size. */
static float field_room(const struct ui *ui)
{
	return ui_is_compact(ui) ? TARGET_TENTH_MM / 10.0f : field_height(ui, 1);
}

float typing_height(const struct ui *ui, const struct keyboard *k)
{
	return field_room(ui) + gap + keyboard_height(ui, k);
}

void typing_draw(struct scene *s, struct box strip, const struct field *field, const struct keyboard *k,
        struct keyboard_state *keys)
{
	struct box at = box_cut_top(&strip, field_room(s->ui));

	(void)box_cut_top(&strip, gap);
	if (!*s->ui->focus || *s->ui->typed)
		ui_focus(s->ui, field->id); /* who types means the field */
	(void)ui_field(s->ui, at, field);
	(void)ui_keyboard(s->ui, strip, k, keys, field->edit);
}
