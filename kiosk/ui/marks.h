#pragma once

/*
 * marks - what a frame draws: boxes, lines of text, icons; in order, in millimetres
 *
 * Screens and widgets write marks, paint.c turns them into dots. Two frames are
 * compared mark by mark to find what must be repainted. Marks point into the
 * frame's arena.
 */
#include "ui/box.h"
#include "ui/icons.h"
#include "ui/text_layout.h"
#include "ui/theme.h"

enum mark_kind { MARK_FILL, MARK_EDGE, MARK_TEXT, MARK_ICON, MARK_LINE };
enum mark_align { ALIGN_START, ALIGN_CENTRE };

struct mark {
	enum mark_kind kind;
	enum paint paint;
	struct box
	        box; /* FILL and EDGE: the shape. ICON: drawn inside. TEXT: cut at its sides, see mark_ink(). LINE: its hull */
	float radius_mm, edge_mm; /* corners of FILL and EDGE; thickness of EDGE, inwards, and of LINE */
	const struct text_block *text; /* TEXT */
	float shift_mm; /* TEXT: moved to the left by so much (a long answer in its field) */
	enum mark_align align;
	enum icon icon;
	bool mirrored; /* LINE: from upper right to lower left */
	uint32_t hash; /* of all above and the words: equal hashes look equal */
};

enum { MARKS_MAX = 2000 };

struct marks {
	struct mark *all; /* MARKS_MAX */
	int n;
};

/* Where a mark may leave ink: tails and accents of words reach above and below the box when lines stand close. */
struct box mark_ink(const struct mark *m);

void marks_fill(struct marks *m, struct box b, float radius_mm, enum paint paint);
void marks_edge(struct marks *m, struct box b, float radius_mm, float edge_mm, enum paint paint);
void marks_text(struct marks *m, struct box b, const struct text_block *text, enum mark_align align, enum paint paint);
void marks_text_shifted(struct marks *m, struct box b, const struct text_block *text, float shift_mm, enum paint paint);
/* From one point to another, with round ends. */
void marks_line(struct marks *m, float x0, float y0, float x1, float y1, float thick_mm, enum paint paint);
void marks_icon(struct marks *m, struct box b, enum icon icon, bool mirrored, enum paint paint);
