#pragma once

/*
 * panel_truth - how large the screen really is, measured by a technician with a ruler and a bank card
 *
 * Every size on the screen derives from these millimetres. What the panel says of itself is told beside it and never
 * used. A new truth is kept in the station's folder, and everything is laid out anew at once.
 */
#include "visit/desk_work.h"

struct panel_truth {
	int width_px, height_px;
	float width_mm, height_mm; /* as sizes are drawn now */
	bool measured; /* here, by somebody; else as the settings say */
	int told_width_mm, told_height_mm; /* by the panel; 0 = it says nothing */
};

enum { PANEL_LEAST_MM = 60, PANEL_MOST_MM = 2000 };

void panel_truth(struct panel_truth *out, const struct visit *v);
/* DESK_DENIED, DESK_BAD_TEXT out of range, DESK_TROUBLE. Practice changes nothing. */
enum desk_answer panel_truth_set(struct visit *v, float width_mm, float height_mm);
