#pragma once

/*
 * screens - every screen of the kiosk, in one table
 *
 * A screen is one file. It has its own state (zeroed on enter, wiped on leave),
 * draws itself, and says where to go next. It touches the world only through
 * the visit. No screen knows another screen's file, only ids.
 */
#include <stddef.h>
#include "ui/ui.h"
#include "visit/visit.h"

enum screen_id {
	SCREEN_STAY, /* no change */
	SCREEN_UNDER, /* from an overlay: back to what it lies over */
	SCREEN_IDLE,
	SCREEN_LANGUAGE,
	SCREEN_SERVICE,
	SCREEN_QUESTION,
	SCREEN_REVIEW,
	SCREEN_CONFIRM,
	SCREEN_RECEIPT,
	SCREEN_HELP,
	SCREEN_STOPPED,
	SCREEN_TIMEOUT,
	SCREEN_OUT_OF_SERVICE,
	SCREEN_COUNT,
};

/* What screens hand to each other, and what lives as long as the visit. */
struct tour {
	uint32_t question; /* where the walk stands; 0 = at its start */
	bool from_review; /* the question was opened from the review: go back there */
	uint8_t seen[32]; /* questions that were on the screen, a bit for each id under 256 */
	bool show_errors; /* the question must say at once what is wrong */
	int seconds_left; /* of the timeout screen */
	enum screen_id under; /* what an overlay lies over */
};

struct scene {
	struct visit *visit;
	struct ui *ui;
	struct tour *tour;
};

struct screen {
	const char *name;
	size_t size; /* bytes of its state */
	bool in_visit; /* somebody may have left something here: warn and wipe after a while */
	bool overlay; /* lies over another screen, whose state stays */
	int leave_after_s; /* goes to idle by itself after so long without a touch; 0 = never */
	void (*enter)(void *me, struct scene *scene); /* may be NULL */
	enum screen_id (*draw)(void *me, struct scene *scene);
};

extern const struct screen screen_idle, screen_language, screen_service, screen_question, screen_review, screen_confirm,
        screen_receipt, screen_help, screen_stopped, screen_timeout, screen_out_of_service;

const struct screen *screen_of(enum screen_id id);
enum { SCREEN_STATE_MAX = 24 * 1024 };
