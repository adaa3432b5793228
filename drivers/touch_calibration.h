#pragma once

/*
 * touch_calibration - from what the sensor says to millimetres on the panel
 *
 * Pure. A screen shows touch_targets() one after the other, takes the raw place of each tap, and calls
 * touch_calibration_fit(): an affine map by least squares. Three taps determine it exactly, so a bad one does not
 * show; five leave a residual, which is checked. Raw places are parts of the sensor's range (0..1), so that a
 * calibration outlives a driver that counts otherwise.
 *     x_mm = x[0] * u + x[1] * v + x[2]      y_mm likewise
 */
#include <stdbool.h>
#include "sys/buf.h"

enum { TOUCH_TARGETS_MAX = 5 };
#define TOUCH_RESIDUAL_MOST_MM 3.0f /* a finger tip hits a cross within about two millimetres */

struct touch_tap {
	float u, v;
};

struct touch_target {
	float x_mm, y_mm;
};

struct touch_calibration {
	float x[3], y[3];
	float residual_mm; /* the worst target's distance from where its tap lands; 0 of three points */
	char device[128]; /* the panel it was made on, as it calls itself; "" = any */
};

/* Where the n (3 or 5) crosses stand on a panel of this size: a tenth in from the edges. */
void touch_targets(struct touch_target *out, int n, float width_mm, float height_mm);

/* Answers: nothing was written. */
enum {
	TOUCH_TAPS_FLAT = 1, /* taps in one line or one place: nothing can be told from them */
	TOUCH_TAPS_UNLIKELY, /* they would make the sensor far smaller or larger than the panel, or badly askew */
	TOUCH_TAPS_FAR, /* a residual above most_mm: somebody missed a cross; *residual_mm says by how much */
};

/* n is 3 or 5; targets within the panel. residual_mm is written for 0 and TOUCH_TAPS_FAR; may be NULL. */
NODISCARD int touch_calibration_fit(struct touch_calibration *out, float *residual_mm,
        const struct touch_target *targets, const struct touch_tap *taps, int n, float most_mm);
/* One plain sentence for the technician; "" for 0. */
const char *touch_calibration_why(int answer);

/* The plain range of the sensor, turned by 0, 90, 180 or 270 degrees clockwise. */
void touch_calibration_plain(struct touch_calibration *out, int rotation, float width_mm, float height_mm);
struct touch_target touch_calibration_map(const struct touch_calibration *c, struct touch_tap tap);

/* touch.conf: what calibration_write() made; a file that does not hold is a surprise with its line. Missing: -ENOENT. */
NODISCARD int touch_calibration_read(struct touch_calibration *out, const char *path);
NODISCARD int touch_calibration_parse(struct touch_calibration *out, const char *text, const char *path);
/* file_replace(): the old or the new one, whichever moment the plug is pulled. */
NODISCARD int touch_calibration_write(const struct touch_calibration *c, const char *path);
