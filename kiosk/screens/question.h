#pragma once

/*
 * question - one question a screen, or one calm page of a few: what the files of this screen share
 *
 * Each kind of question is a widget of its own (question_KIND.c) in the table of question_kinds.c: the first that fits
 * takes it. What stands in the flow turns its pages; what has keys keeps a strip above the bar. Answers are stored by
 * session_set() alone, in XForms' manner; what is shown is in the language's.
 */
#include "form/question.h"
#include "screens/frame.h"
#include "ui/edit.h"
#include "ui/flow.h"
#include "ui/keyboard.h"
#include "ui/widgets.h"

enum {
	PARTS_MAX = 5,
	PART_BYTES = 8,
	STORY_BYTES = 16 * 1024,
	LONG_LIST = 24, /* more choices than that are looked for by typing */
	IN_PLACE_MOST = 8, /* choices of a question that is answered on its page */
	FINDS_MOST = 60, /* of a long list; with more, one types on */
};

enum part { PART_DAY, PART_MONTH, PART_YEAR, PART_HOUR, PART_MINUTE };
/* Day, month, year, hour, minute: each a small field of its own. */
struct parts {
	char text[PARTS_MAX][PART_BYTES];
	struct edit edit[PARTS_MAX];
	enum part kind[PARTS_MAX];
	int n;
	int in_hand; /* the one that keys write into, wherever the focus went since */
};

/* What a long list was last looked through for: once a key, not once a frame. */
struct finds {
	uint64_t of; /* question.made; 0: nothing yet */
	char wanted[120];
	bool rest; /* without a word: all of the list, not only what was chosen */
	size_t at[FINDS_MOST], n, all; /* the best first; how many of them, and of all */
};

struct asking {
	uint32_t id; /* the question that the fields below belong to, or the first of the page */
	bool page; /* several questions stand here */
	uint32_t go; /* a question to go to: from a page to one of its own, from a repeat to an instance; 0 */
	struct pager pager;
	struct keyboard_state keys;
	bool why_open; /* "why do we ask?" was opened */
	bool error, named; /* say what is wrong, and of what */
	bool seek; /* turn to the page of the first complaint */
	bool list_open, pen_down; /* of a long list: all that was found, without keys; a finger writes */
	size_t removing; /* the instance of a repeat that may go, from 1 */
	char text[STORY_BYTES]; /* what was typed, looked for or put in order */
	struct edit edit;
	struct parts parts;
	struct finds finds;
};

struct widget {
	bool (*fits)(const struct question *q);
	/* Into the flow. True when the answer has changed: q is gone. NULL: nothing stands there. */
	bool (*draw)(struct scene *s, struct asking *a, struct flow *f, const struct question *q);
	/* Height above the bar and what stands in it; NULL: none. */
	float (*below)(const struct scene *s, const struct asking *a, const struct question *q);
	void (*draw_below)(struct scene *s, struct asking *a, const struct question *q, struct box strip);
	/* Stores what was typed or put in order; NULL: all is stored. Not 0: it can not be. */
	int (*store)(struct scene *s, struct asking *a, const struct question *q);
};
extern const struct widget widget_choices, widget_likert, widget_search, widget_rank, widget_range, widget_trigger,
        widget_typed, widget_told, widget_repeat, widget_signature;
const struct widget *asking_widget(const struct question *q);

/* Fills the fields from the answer that is stored. */
void asking_take(const struct scene *s, struct asking *a, const struct question *q);
/* The fields as XForms writes the answer; out has room bytes. */
void asking_value(const struct scene *s, const struct asking *a, const struct question *q, char *out, size_t room);
void asking_group(const struct scene *s, struct asking *a, const struct question *q); /* thousands, where wanted */
void asking_take_half(const struct scene *s, struct asking *a, const struct question *q); /* an order, before a cut */
bool asking_has_keyboard(const struct question *q);
/* Little room above field and keyboard: for the question alone, the hint stands in the empty field. */
bool asking_is_tight(const struct scene *s, const struct question *q);
struct edit *asking_field(
        struct scene *s, struct asking *a, const struct question *q, const char *ghost, struct box box);
const struct keyboard *asking_keyboard(const struct scene *s, const struct asking *a, const struct question *q);

/* ---- parts of the screen ------------------------------------------------------------------- */
/* "": all is well. named: with the question's name, as always on a page and out of the review. */
const char *asking_complaint(struct scene *s, struct asking *a, const struct question *q, bool named);
const char *asking_hint(struct scene *s, const struct question *q);
void asking_note(struct scene *s, struct flow *f, enum role role, const char *text);
/* A heading; beside it, where there is a reason, the way to why it is asked. */
void asking_title(struct scene *s, struct asking *a, struct flow *f, const char *title, const char *why);
const char *asking_answer(struct scene *s, const struct question *q); /* as it is read; "": none. Lives in the frame */
/* Choices in columns, from first on, at most n of them (order NULL: as the form has them); true when one was pressed. */
bool asking_grid(struct scene *s, struct flow *f, const struct question *q, const size_t *order, size_t n);
bool asking_choose(struct scene *s, const struct question *q, size_t i);
/* What the voice says of a choice: its words, which of how many (of 0: it is alone), and that it is chosen. */
const char *asking_spoken(struct scene *s, const char *label, size_t at, size_t of, bool chosen);
/* A card that can be pressed with words in its middle, and a sign above them. */
struct cell {
	const char *id, *label, *spoken;
	enum icon icon;
	bool chosen, ring;
	float cap_mm;
};
float cell_height(struct ui *ui, const struct cell *c, float width_mm);
bool cell_draw(struct ui *ui, struct box box, const struct cell *c);
/* ---- pages ------------------------------------------------------------------------------------- */
/* Does this question stand on a page with others, as things are now? */
bool asking_is_page(struct session *session, const struct question *q);
uint32_t asking_page_last(struct session *session, uint32_t id);
void asking_draw_page(struct scene *s, struct asking *a, struct flow *f);
/* Stores and checks what stands here; true when one may go on. */
bool asking_settle(struct scene *s, struct asking *a);

/* ---- ways on and back (question_walk.c) ---------------------------------------------------------- */
enum screen_id asking_go_on(struct scene *s, struct asking *a);
enum screen_id asking_go_back(struct scene *s, struct asking *a);
