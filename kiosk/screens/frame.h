#pragma once

/*
 * frame - what is the same on every screen, in the same place
 *
 * Above: our mark and how far one is. Below: stop, back, help, a human, and the
 * one way on. A screen calls frame_top(), draws into the area it gets, and then
 * calls frame_bar(), which says where a button of the bar leads.
 */
#include "screens/screens.h"

struct frame {
	const char *next; /* words on the way on; NULL: the way on is in the screen itself */
	enum icon next_icon;
	bool next_closed; /* shown, but not to be pressed now */
	bool no_back;
	int at, of; /* progress; of 0 = none */
	const char *part; /* words key of the progress; NULL: "progress.of" */
	bool nobody; /* no citizen is here: strips speak to who works here */
	bool tells_why; /* the screen itself says what is wrong with this kiosk */
	bool practice; /* nothing of this is real: a strip says so */
	float keep_below_mm; /* height that the screen wants above the bar for itself (the keyboard) */
};

enum frame_act { FRAME_NONE, FRAME_NEXT, FRAME_BACK, FRAME_ELSEWHERE };

struct box frame_top(struct scene *s, const struct frame *f);
/* FRAME_ELSEWHERE: *to is where to go (stopped, help). */
enum frame_act frame_bar(struct scene *s, const struct frame *f, enum screen_id *to);

/* The strip above the bar that frame_top() kept free. */
struct box frame_below(const struct scene *s, const struct frame *f);
