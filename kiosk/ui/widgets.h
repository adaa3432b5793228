#pragma once

/*
 * widgets - what a person can read, press and fill in
 *
 * Each call draws itself into the box given and writes one node. Those that can
 * be pressed say so in the pass in which it happened. No target is smaller than
 * 12.7 mm or nearer than 2.54 mm to the next (VVSG 2.0, 7.2-I), but for the keys
 * of the keyboard on small panels, which touch each other.
 */
#include "ui/edit.h"
#include "ui/ui.h"

enum { TARGET_TENTH_MM = 127 };

enum button_kind {
	BUTTON_QUIET,
	BUTTON_MAIN, /* the one way on */
	BUTTON_STOP,
	BUTTON_PLAIN, /* words with an icon, no edge: "why do we ask?" */
};

struct button {
	const char *id, *label;
	enum icon icon;
	enum button_kind kind;
	bool disabled, icon_behind; /* the icon stands behind the words ("Next >") */
	bool stacked; /* the icon stands above the words: narrow buttons */
	float cap_mm; /* 0 = running text */
	const char *spoken; /* NULL: the label */
};

float button_height(const struct ui *ui);
float button_width(struct ui *ui, const struct button *b); /* so that the label stays on one line */
bool button_holds(struct ui *ui, const struct button *b, struct box box); /* whole words in lines within the box */
bool ui_button(struct ui *ui, struct box box, const struct button *b);

/* One of several, or one of many: a card with a mark, an icon if there is one, and its words. */
struct option {
	const char *id, *label, *value; /* value: second line; NULL or "": none */
	const char *spoken; /* NULL: label and value */
	enum icon icon;
	bool chosen, many, disabled;
	bool plain; /* no ring or box: it leads somewhere, it does not stay chosen */
	bool ranked; /* its place in an order stands in the ring, 0: none yet */
	int place;
	float cap_mm; /* 0 = running text; smaller where a card would be higher than its page */
	const char *lang_label_dir; /* "rtl" or "ltr" when the label's language is not the screen's; NULL */
};
float option_height(struct ui *ui, const struct option *o, float width_mm);
bool option_parts_words(struct ui *ui, const struct option *o, float width_mm); /* some word is longer than a line */
bool ui_option(struct ui *ui, struct box box, const struct option *o);

/* A big way in: icon above or beside large words (services, languages). */
bool ui_big_choice(struct ui *ui, struct box box, const struct option *o);
float big_choice_cap(const struct ui *ui); /* capitals of its words */
float big_choice_height(struct ui *ui, const struct option *o, float width_mm);

struct field {
	const char *id, *label;
	const char *ghost; /* shown while empty: an example */
	bool ghost_told; /* it says what belongs here: the voice tells it too */
	struct edit *edit;
	bool masked, wrong;
	const char *suffix; /* "EUR", NULL */
};
float field_height(const struct ui *ui, int lines);
/* True when something was typed or pressed into it: the edit has changed. Takes the keys when it has the focus. */
bool ui_field(struct ui *ui, struct box box, const struct field *f);

/* A heading as large as its box lets it be, in the middle of its height. */
void ui_heading_in(struct ui *ui, struct box box, const char *text);

/* A framed explanation or complaint. kind: ROLE_TEXT for a note, ROLE_ERROR for what must be mended. */
float note_height(struct ui *ui, const char *text, float width_mm);
/* Letters are as large as the box lets them be, from 0.9 of running text down to 2.9 mm. */
void ui_note(struct ui *ui, struct box box, enum role role, enum icon icon, const char *text);

/* at of of: 3 of 12. */
void ui_progress(struct ui *ui, struct box box, int at, int of, const char *label);
