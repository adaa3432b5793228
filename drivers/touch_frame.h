#pragma once

/*
 * touch_frame - what touches the panel at one moment
 *
 * The decoder makes one after each report; each step looks at it and changes it; at its end stand fingers. A contact
 * that is no longer in the frame has been lifted. Contacts stand in the order in which they came; one has the same
 * number as long as it lasts, and no later one gets that number.
 */
#include <stdbool.h>
#include <stdint.h>

enum { TOUCH_CONTACTS_MAX = 32 }; /* at once; of more the oldest stay, the others never count */

struct touch_contact {
	uint32_t number; /* > 0, grows */
	float u, v; /* parts of the sensor's range, 0..1 */
	float size; /* longest axis as part of the sensor's longer side, 0 = unknown */
	bool palm; /* the panel says so itself */
	bool rejected; /* a step says that it is no finger: for as long as it lasts, unless the step says else */
	float x_mm, y_mm; /* from the calibration step on */
};

struct touch_frame {
	int64_t at_ms;
	int n;
	struct touch_contact all[TOUCH_CONTACTS_MAX];
};

/* The place of this number in the frame; -1 = not there. */
int touch_frame_find(const struct touch_frame *f, uint32_t number);
/* How far apart in mm. */
float touch_apart_mm(const struct touch_contact *a, const struct touch_contact *b);

/* Numbers that a step must not forget as long as their contacts last. */
struct touch_numbers {
	int n;
	uint32_t all[TOUCH_CONTACTS_MAX];
};
bool touch_numbers_has(const struct touch_numbers *s, uint32_t number);
void touch_numbers_add(struct touch_numbers *s, uint32_t number); /* twice is once; a full set forgets the oldest */
void touch_numbers_drop(struct touch_numbers *s, uint32_t number);
void touch_numbers_keep(struct touch_numbers *s, const struct touch_frame *f); /* those of the frame stay */
