#pragma once

/*
 * question - one question a screen: what the files of this screen share
 */
#include "form/question.h"
#include "screens/frame.h"
#include "ui/edit.h"
#include "ui/flow.h"
#include "ui/keyboard.h"

enum { PARTS_MAX = 5, PART_BYTES = 8, STORY_BYTES = 16 * 1024 };

/* Day, month, year, hour, minute: each a small field of its own. */
struct parts {
	char text[PARTS_MAX][PART_BYTES];
	struct edit edit[PARTS_MAX];
	int n;
	int in_hand; /* the one that keys write into, wherever the focus went since */
};

struct asking {
	uint32_t id; /* the question that the fields below belong to */
	struct pager pager;
	struct keyboard_state keys;
	bool why_open; /* "why do we ask?" was opened */
	bool error; /* say what is wrong */
	char text[STORY_BYTES];
	struct edit edit;
	struct parts parts;
};

/* Fills the fields from the answer that is stored. */
void asking_take(struct asking *a, const struct question *q);
/* The fields as XForms writes the answer; out has room bytes. */
void asking_value(const struct asking *a, const struct question *q, char *out, size_t room);
bool asking_has_keyboard(const struct question *q);
/* Little room above field and keyboard: for the question alone, the hint stands in the empty field. */
bool asking_is_tight(const struct scene *s, const struct question *q);
/* Height that fields and keyboard need above the bar. */
float asking_below(const struct scene *s, const struct asking *a, const struct question *q);
/* Fields and keyboard, in the strip that frame_below() keeps. */
void asking_draw_below(struct scene *s, struct asking *a, const struct question *q, struct box strip);
/* Choices into the flow. True when the answer has changed. */
bool asking_draw_choices(struct scene *s, struct flow *f, const struct question *q);
