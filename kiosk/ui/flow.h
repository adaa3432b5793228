#pragma once

/*
 * flow - parts of a screen under each other, in as many pages as they need
 *
 * Nothing scrolls and nothing is cut off: what does not fit stands on the next
 * page, and the button "more" shows it. A screen keeps a struct pager; the flow
 * keeps room for the button as soon as there is more than one page, and gives
 * it up when all would stand on one (a strip above it went away).
 */
#include "ui/ui.h"

struct pager {
	int page, pages; /* 0-based; pages 0 = not known yet */
	float over_mm, over_whole_mm; /* what was too much for one page, and how high that was */
};

struct flow {
	struct ui *ui;
	struct pager *pager;
	struct box area;
	float whole_mm; /* height of the area without the button: what shrinks to fit measures by it, so that it stays put */
	float y; /* next free place on the page under construction */
	int page; /* the page under construction */
	bool occupied; /* something stands on it */
	bool parted; /* a page was begun on purpose */
	float all_mm, low_mm; /* everything so far as if it stood under each other, with and without the last space */
};

void flow_begin(struct flow *f, struct ui *ui, struct pager *pager, struct box area);
/* A strip of that height; false when it lies on another page (draw nothing then). */
bool flow_take(struct flow *f, float height, struct box *out);
void flow_space(struct flow *f, float mm); /* swallowed at the top of a page */
void flow_new_page(struct flow *f); /* what follows stands on the next page */
/* What follows needs so much in one piece: the next page, where this one has less. */
void flow_keep(struct flow *f, float height);
/* Height of a page that shows the button: nothing in one piece may be higher. */
float flow_page(const struct flow *f);
/* Height left on the page under construction. */
float flow_left(const struct flow *f);
/* Draws the button when there is more than one page. label: "More"; where: "1 / 3" is added. */
void flow_end(struct flow *f, const char *label);

/* Instead of flow_end(), where the screen's own bar turns the pages. */
void flow_end_in_bar(struct flow *f);

/* A note, never higher than a page: its letters give way. */
void flow_note(struct flow *f, enum role role, enum icon icon, const char *text);

/* Text in lines; may go on over a page's end between two lines. */
void flow_heading(struct flow *f, const char *text);
/* The same, with room kept beside its first line for a button of that width; where it may stand comes out. */
void flow_heading_beside(struct flow *f, const char *text, float keep_mm, struct box *beside);
/* A hint: lines closer together. */
void flow_hint(struct flow *f, const char *text);
void flow_text(struct flow *f, const char *text, float cap_mm, bool bold, enum paint paint);
/* One point of a list, its sign where reading begins; number 0 = a dot. */
void flow_point(struct flow *f, int number, const char *text);
float flow_point_indent(const struct flow *f, int number);
