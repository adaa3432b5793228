/* question_below - what is typed: field and keyboard in the strip above the bar. */
#include <stdio.h>
#include <string.h>

#include "screens/question.h"
#include "sys/buf.h"
#include "sys/text.h"

static const float gap = 2.6f;

static bool wants_digits(const struct question *q)
{
	return q->looks & LOOK_NUMBERS || q->type == ANSWER_INT || q->type == ANSWER_DECIMAL ||
	       q->type == ANSWER_DATE || q->type == ANSWER_DATETIME || q->type == ANSWER_TIME;
}

/* What is typed may have a sign in it that is no digit: a text of digits too. */
static bool has_fraction(const struct question *q)
{
	return q->type != ANSWER_INT && q->type != ANSWER_DATE && q->type != ANSWER_DATETIME && q->type != ANSWER_TIME;
}

/* On the Latin keys of a screen in another script: the way back to its own. */
static const char *way_back(const struct scene *s, const struct keyboard *k)
{
	if (k != s->ui->keyboards[KEYBOARD_LATIN])
		return NULL;
	return text_is(visit_language(s->visit), "ar") ? "ابج" : text_is(visit_language(s->visit), "uk") ? "абв" : NULL;
}

const struct keyboard *asking_keyboard(const struct scene *s, const struct asking *a, const struct question *q)
{
	int own = text_is(visit_language(s->visit), "ar")   ? KEYBOARD_ARABIC
	          : text_is(visit_language(s->visit), "uk") ? KEYBOARD_CYRILLIC
	                                                    : KEYBOARD_LATIN;
	bool latin = strstr(q->appearance, "latin") != NULL; /* an address of e-mail is Latin in every language */

	if (wants_digits(q) && q->n_choices == 0)
		return s->ui->keyboards[KEYBOARD_DIGITS];
	return s->ui->keyboards[latin != a->keys.other ? KEYBOARD_LATIN : own];
}

static float fields_height(const struct scene *s, const struct asking *a)
{
	int lines = a->edit.multiline && !ui_is_compact(s->ui) && ui_cap(s->ui) < 6 ? 2 : 1;

	if (ui_is_compact(s->ui) && !a->parts.n)
		return TARGET_TENTH_MM / 10.0f; /* a low panel has room for one line of any size */
	if (a->edit.multiline && s->ui->panel.height_mm > 200)
		lines = 8;
	if (a->parts.n)
		return field_height(s->ui, 1) + ui_cap(s->ui) * 1.5f;
	return field_height(s->ui, lines);
}

/* A pad of digits stands beside its fields where the panel is wide. */
static bool beside(const struct scene *s, const struct question *q)
{
	return wants_digits(q) && s->ui->panel.width_mm > 1.2f * s->ui->panel.height_mm;
}

bool asking_is_tight(const struct scene *s, const struct question *q)
{
	const struct ui *ui = s->ui;
	bool little = ui->panel.height_mm < 130 || ui_cap(ui) > 6 || q->looks & LOOK_MULTILINE;

	return asking_has_keyboard(q) && little && ui->panel.height_mm < 200;
}

static float below(const struct scene *s, const struct asking *a, const struct question *q)
{
	float fields = fields_height(s, a), keys = keyboard_height(s->ui, asking_keyboard(s, a, q));

	if (!asking_has_keyboard(q))
		return 0;
	if (beside(s, q))
		return fields > keys ? fields : keys;
	return fields + gap + keys;
}

/* Which of the small fields the keys go to: the latest that was pressed or typed into. A keypad moves the focus over
 * the other fields to the keys themselves, and from there to the bar: it is never taken back, but by who types. */
static int part_in_hand(struct scene *s, struct asking *a, const struct question *q)
{
	bool typed = *s->ui->typed, has_focus = false;

	for (int i = 0; i < a->parts.n; i++) {
		const char *id = ui_printf(s->ui, "field:%s:%d", q->ref, i);
		bool focus = ui_has_focus(s->ui, id);

		has_focus = has_focus || focus;
		if (text_is(s->ui->pressed, id) || (focus && (typed || !s->ui->focus_shown)))
			a->parts.in_hand = i;
	}
	if (!*s->ui->focus || (typed && !has_focus))
		ui_focus(s->ui, ui_printf(s->ui, "field:%s:%d", q->ref, a->parts.in_hand));
	return a->parts.in_hand;
}

static const char *part_label(const struct scene *s, enum part kind)
{
	static const char *const names[] = {[PART_DAY] = "date.day",
	        [PART_MONTH] = "date.month",
	        [PART_YEAR] = "date.year",
	        [PART_HOUR] = "date.hour",
	        [PART_MINUTE] = "date.minute"};

	return visit_say(s->visit, names[kind]);
}

static float part_width(const struct asking *a, int i, float unit)
{
	return a->parts.kind[i] == PART_YEAR ? unit * 1.5f : unit;
}

/* Letters in which each label stands above its field: the same for all. */
static float label_cap(struct scene *s, const struct asking *a, float unit)
{
	float cap = ui_cap(s->ui) * 0.8f;

	for (int i = 0; i < a->parts.n; i++) {
		const char *label = part_label(s, a->parts.kind[i]);

		while (cap > 2.4f && ui_text_block(s->ui, label, cap, false, 0)->width_mm > part_width(a, i, unit))
			cap -= 0.15f;
	}
	return cap;
}

static void one_part(struct scene *s, struct asking *a, const struct question *q, int i, struct box at, float cap)
{
	const char *label = part_label(s, a->parts.kind[i]);
	const struct text_block *t = ui_text_block(s->ui, label, cap, false, 0);
	struct box word = box_cut_top(&at, ui_cap(s->ui) * 1.5f);
	struct field f = {.id = ui_printf(s->ui, "field:%s:%d", q->ref, i),
	        .label = label,
	        .edit = &a->parts.edit[i],
	        .wrong = a->error};

	if (t->height_mm < word.h)
		word.y += word.h - t->height_mm; /* right above its field */
	word.y -= 0.2f * ui_cap(s->ui); /* clear of it with all that hangs below the line */
	word.h = t->height_mm;
	marks_text(ui_draw(s->ui), word, t, ALIGN_START, PAINT_INK_SOFT);
	(void)ui_field(s->ui, at, &f);
}

static void parts_row(struct scene *s, struct asking *a, const struct question *q, struct box row)
{
	float unit = ui_cap(s->ui) * 5.2f;
	/* The day stands first in every language of ours; in right-to-left text it stands at the right. */
	bool rtl = ui_rtl(s->ui);
	float room = (row.w - gap * (float)(a->parts.n - 1)) / ((float)a->parts.n + 0.5f), cap;

	unit = unit < room ? unit : room;
	cap = label_cap(s, a, unit);
	for (int i = 0; i < a->parts.n; i++) {
		one_part(s, a, q, i, box_cut_start(&row, part_width(a, i, unit), rtl), cap);
		(void)box_cut_start(&row, gap, rtl);
	}
}

/* The third digit typed into the day or month belongs to the next field. */
static void spill(struct scene *s, struct asking *a, const struct question *q, int i)
{
	struct edit *next;
	char *text;

	if (i < 0 || a->parts.kind[i] == PART_YEAR || i + 1 >= a->parts.n || strlen(a->parts.text[i]) <= 2)
		return;
	text = a->parts.text[i];
	next = &a->parts.edit[i + 1];
	if (!*next->text)
		edit_insert(next, text + 2);
	text[2] = 0;
	a->parts.edit[i].caret = 2;
	a->parts.in_hand = i + 1;
	if (text_starts(s->ui->focus, "field:"))
		ui_focus(s->ui, ui_printf(s->ui, "field:%s:%d", q->ref, i + 1));
}

struct edit *asking_field(
        struct scene *s, struct asking *a, const struct question *q, const char *ghost, struct box box)
{
	struct field f = {.id = ui_printf(s->ui, "field:%s", q->ref),
	        .label = q->label,
	        .ghost = ghost,
	        .ghost_told = true,
	        .edit = &a->edit,
	        .masked = q->looks & LOOK_MASKED,
	        .wrong = a->error};

	if (!*s->ui->focus)
		ui_focus(s->ui, f.id);
	if (!ui_has_focus(s->ui, f.id) && *s->ui->typed)
		ui_focus(s->ui, f.id); /* who types means the field */
	(void)ui_field(s->ui, box, &f);
	return &a->edit;
}

static struct edit *draw_fields(struct scene *s, struct asking *a, const struct question *q, struct box box, int *part)
{
	*part = -1;
	if (!a->parts.n)
		return asking_field(s, a, q, asking_is_tight(s, q) ? asking_hint(s, q) : NULL, box);
	*part = part_in_hand(s, a, q);
	parts_row(s, a, q, box);
	return &a->parts.edit[*part];
}

static void draw_below(struct scene *s, struct asking *a, const struct question *q, struct box strip)
{
	const struct keyboard *k = asking_keyboard(s, a, q);
	struct box fields = box_cut_top(&strip, fields_height(s, a));
	int part;
	struct edit *edit;

	if (beside(s, q)) {
		float pad = keyboard_width(s->ui, k);

		strip.y -= fields.h;
		strip.h += fields.h;
		fields = (struct box){strip.x, strip.y + (strip.h - fields.h) / 2, strip.w, fields.h};
		strip = box_cut_end(&strip, pad, ui_rtl(s->ui));
		(void)box_cut_end(&fields, pad + 2 * gap, ui_rtl(s->ui));
	} else {
		(void)box_cut_top(&strip, gap);
	}
	edit = draw_fields(s, a, q, fields, &part);
	a->keys.own = way_back(s, k);
	a->keys.point = has_fraction(q) ? visit_say(s->visit, "number.point") : "";
	if (k)
		(void)ui_keyboard(s->ui, strip, k, &a->keys, edit);
	spill(s, a, q, part);
	asking_group(s, a, q);
}

static int store(struct scene *s, struct asking *a, const struct question *q)
{
	char value[STORY_BYTES];
	int r;

	if (!asking_has_keyboard(q))
		return 0;
	asking_value(s, a, q, value, sizeof value);
	r = session_set(visit_session(s->visit), q->id, value);
	wipe(value, sizeof value);
	return r;
}

static bool fits(const struct question *q)
{
	return asking_has_keyboard(q);
}

const struct widget widget_typed = {.fits = fits, .below = below, .draw_below = draw_below, .store = store};
