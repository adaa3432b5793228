#pragma once

/*
 * reader - a notice on the screen, at the reader's own pace
 *
 * One page after the other, turned by the way on and the way back of the bar. Title and introduction
 * first, then item by item; what must not be overlooked stands in a frame. The same tree as on paper.
 */
#include "notice/notice.h"
#include "screens/screens.h"
#include "ui/flow.h"

struct reader {
	struct pager pager;
};

/* Draws the page that is open into area. */
void reader_draw(struct scene *s, struct reader *r, const struct notice *n, struct box area);
/* One item alone: its heading and blocks (of a question that was answered wrong). */
void reader_item(struct scene *s, struct flow *f, const struct notice_item *item, bool core_only);
bool reader_at_end(const struct reader *r);
bool reader_at_start(const struct reader *r);
void reader_turn(struct reader *r, int by); /* pages forward or back, within the notice */
