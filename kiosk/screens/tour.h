#pragma once

/* tour - where somebody is in their visit, from screen to screen; wiped with it */
#include <stdbool.h>
#include <stdint.h>
#include "form/session.h"
#include "screens/screen_id.h"
#include "ui/theme.h"

struct visit_place; /* visit_draft.h */

/* Where somebody stands in the review (review.h): by a question, which holds when the pages become others. */
#define REVIEW_END UINT32_MAX
struct review_place {
	uint32_t at; /* its card, or its part, comes first on the page; 0: the start, REVIEW_END: behind all of them */
	bool open; /* the part that it stands in is */
};

/* What screens hand to each other, and what lives as long as the visit. */
struct tour {
	uint32_t question, heard; /* where the walk stands, 0 = at its start; what was read aloud of it */
	bool from_review; /* the question was opened from the review: go back there */
	bool mends; /* likewise, for something that lacks: by way of all that does */
	struct review_place review;
	uint8_t seen[128]; /* questions that were on the screen, a bit for each id under 1024 */
	bool alone; /* the question was opened out of its page: it is shown by itself, and leads back there */
	uint32_t stop; /* an instance of this repeat's end is walked through: leaving it leads back there; 0 */
	bool show_errors, badge_lies; /* say at once what is wrong; staff's card lies there (park.c) */
	int seconds_left; /* of the timeout screen */
	enum screen_id under; /* what an overlay lies over */
	enum screen_id resume; /* where an officer's work stood when it was locked */
	int handover_field; /* the one that is being changed */
	bool faces_staff, staff_size_known, enlarged, aloud; /* facing.h, question_deeds.h */
	enum text_size staff_size, person_size, own_size;
	char manual_page[8]; /* code of the page to open, or its letter alone: a device; "" = the list */
	enum screen_id from; /* where a technician's screen that several lead to was opened; SCREEN_STAY: the menu */
	bool go_to_desk; /* from what the person reads to what the officer settles */
};

void tour_see(struct tour *t, uint32_t id); /* that question was on the screen */
void tour_begin(struct tour *t, uint32_t at); /* a form was begun: its walk starts there, 0 = at its start */
/* One of before: gives the screen where it stood. */
enum screen_id tour_go_on(struct tour *t, struct session *s, const struct visit_place *at);
