#pragma once

/*
 * icons - our own signs, as coverage
 *
 * One family: drawn in assets/icons/NAME.svg on a field of 24 x 24 with round
 * strokes of 2, rasterised by the build into $(BUILD)/gen/icons.c. An icon has
 * no colour of its own: its bytes say how much ink falls on each dot, and the
 * theme says which ink. Meant to be shown at 6 to 20 mm, always beside a word.
 */
#include <stdbool.h>
#include <stdint.h>

enum icon {
	ICON_NONE, /* nothing is drawn */
	/* the bar of every screen */
	ICON_HELP, /* question mark in a speech bubble */
	ICON_HUMAN, /* a person behind a desk: a human, please */
	ICON_STOP, /* hand in an octagon: stop at once */
	ICON_BACK,
	ICON_NEXT,
	ICON_BELL, /* the bell on a counter: the desk is called */
	/* answers and states */
	ICON_CHECK,
	ICON_CROSS,
	ICON_EDIT, /* pencil: change this answer */
	ICON_WARNING,
	ICON_INFO,
	ICON_UNKNOWN, /* question mark in a circle: I do not know */
	ICON_LOCK, /* sealed */
	ICON_SHIELD,
	ICON_WIFI_OFF,
	ICON_WAIT, /* hourglass */
	ICON_STAR,
	ICON_STAR_FULL, /* one of those that were given */
	ICON_PLUS,
	ICON_MINUS,
	ICON_SEARCH,
	ICON_LIST, /* all of a long list */
	/* how the screen speaks and looks */
	ICON_SPEAKER,
	ICON_SPEAKER_OFF,
	ICON_HEADPHONES,
	ICON_EYE,
	ICON_EYE_OFF,
	ICON_TEXT_SIZE,
	ICON_CONTRAST,
	ICON_GLOBE, /* languages */
	/* paper */
	ICON_PRINTER,
	ICON_PAPER, /* the sheet that a person takes along */
	ICON_PAPER_OUT,
	ICON_COVER_OPEN, /* the lid stands up over the roll: press it shut */
	/* things and events of forms; a choice whose value is the name of an icon is shown with it */
	ICON_BICYCLE,
	ICON_PHONE,
	ICON_WALLET,
	ICON_BAG,
	ICON_DOCUMENT,
	ICON_ID_CARD,
	ICON_PLATE,
	ICON_CAR,
	ICON_LOST_ITEM, /* a box under a magnifier */
	ICON_LOST, /* a question mark under a magnifier */
	ICON_STOLEN, /* a bag is carried off */
	ICON_OTHER, /* three dots */
	ICON_CALENDAR,
	ICON_CLOCK,
	ICON_PLACE,
	ICON_POST, /* envelope */
	ICON_EMAIL,
	ICON_PERSON,
	ICON_PEOPLE,
	ICON_SCALES, /* the same for everybody? */
	ICON_AROUND, /* sent from one to another */
	ICON_BULB, /* an idea */
	ICON_HOUSE,
	ICON_MOPED,
	ICON_BROKEN, /* a pane with cracks */
	/* keys of the keyboard on screen */
	ICON_BACKSPACE,
	ICON_SHIFT,
	ICON_SPACE,
	ICON_ENTER,
	ICON_KEYBOARD,
	ICON_UP,
	ICON_DOWN,
	/* our mark: a counter window in a rounded square */
	ICON_LOKET,
	ICON_COUNT,
};

/* Rows of *size x *size bytes, 0 = nothing, 255 = ink; lives as long as the program. NULL for ICON_NONE; *size stays. */
const uint8_t *icon_alpha(enum icon icon, int *size);
/* Points the way one reads, and so must be drawn mirrored where one reads from right to left. */
bool icon_mirrors(enum icon icon);
/* "bicycle" -> ICON_BICYCLE; ICON_NONE where no icon has that name. */
enum icon icon_named(const char *name);
