#pragma once

/*
 * screens - every screen of the kiosk, in one table
 *
 * A screen is one file. It has its own state (zeroed on enter, wiped on leave), draws itself, and says where to go
 * next. It touches the world only through the visit. No screen knows another screen's file, only ids.
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
	SCREEN_DATA_LEDGER,
	SCREEN_HELP,
	SCREEN_STOPPED,
	SCREEN_TIMEOUT,
	SCREEN_OUT_OF_SERVICE,
	SCREEN_RIGHTS,
	SCREEN_PARK,
	SCREEN_RESUME,
	SCREEN_ENROL, /* an officer's, from here on */
	SCREEN_STAFF_LOGIN,
	SCREEN_STAFF_MENU,
	SCREEN_NOTICE_PICK,
	SCREEN_NOTICE_SHOW,
	SCREEN_NOTICE_UNDERSTOOD,
	SCREEN_NOTICE_HANDOVER,
	SCREEN_HANDOVER_FIELD,
	SCREEN_SIGNATURE,
	SCREEN_PRINTING,
	SCREEN_PRINT_PROBLEM,
	SCREEN_DAY,
	SCREEN_DESK_READING,
	SCREEN_QUEUE,
	SCREEN_COUNTERS,
	SCREEN_RULES,
	SCREEN_SIGNAL_CARD,
	SCREEN_CUSTODY,
	SCREEN_STAFF_ADMIN,
	SCREEN_ALARM,
	SCREEN_ACCESS_LOG,
	SCREEN_STAFF_RECOVER,
	SCREEN_STAFF_FORMS,
	SCREEN_STAFF_DRAFTS,
	SCREEN_SERVICE_MENU, /* a technician's, from here on */
	SCREEN_DIAGNOSTICS,
	SCREEN_STICK,
	SCREEN_UPDATE,
	SCREEN_RULER,
	SCREEN_CALIBRATE,
	SCREEN_MANUAL,
	SCREEN_INSTALLATION,
	SCREEN_ASSEMBLY,
	SCREEN_ACCEPTANCE,
	SCREEN_FACTORY_RESET,
	SCREEN_SOAK,
	SCREEN_NEW_STATION,
	SCREEN_COUNT,
};

/* What screens hand to each other, and what lives as long as the visit. */
struct visit_place; /* visit_draft.h */
struct tour {
	uint32_t question, heard; /* where the walk stands, 0 = at its start; what was read aloud of it */
	bool from_review; /* the question was opened from the review: go back there */
	uint8_t seen[32]; /* questions that were on the screen, a bit for each id under 256 */
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
void tour_go_on(struct tour *t, struct session *s, const struct visit_place *at); /* one of before */

struct scene {
	struct visit *visit;
	struct ui *ui;
	struct tour *tour;
};
struct screen {
	const char *name;
	size_t size; /* bytes of its state */
	bool in_visit; /* somebody may have left something here: warn and wipe after a while */
	bool staff; /* only with an officer's open session; no visit's time runs */
	bool overlay; /* lies over another screen, whose state stays */
	int leave_after_s; /* goes to idle by itself after so long without a touch; 0 = never */
	void (*enter)(void *me, struct scene *scene); /* may be NULL */
	enum screen_id (*draw)(void *me, struct scene *scene);
};

extern const struct screen screen_rights, screen_enrol, screen_staff_login, screen_staff_menu, screen_notice_pick,
        screen_notice_show, screen_notice_understood, screen_notice_handover, screen_handover_field, screen_signature,
        screen_printing, screen_print_problem, screen_day, screen_desk_reading, screen_queue, screen_counters,
        screen_rules, screen_signal_card, screen_custody, screen_staff_admin, screen_alarm, screen_access_log,
        screen_staff_recover, screen_staff_forms, screen_staff_drafts, screen_park, screen_resume, screen_service_menu,
        screen_diagnostics, screen_stick, screen_update, screen_idle, screen_language, screen_service, screen_question,
        screen_review, screen_confirm, screen_receipt, screen_help, screen_stopped, screen_timeout,
        screen_out_of_service, screen_data_ledger, screen_ruler, screen_calibrate, screen_manual, screen_installation,
        screen_assembly, screen_acceptance, screen_factory_reset, screen_soak, screen_new_station;
const struct screen *screen_of(enum screen_id id);
enum { SCREEN_STATE_MAX = 24 * 1024 };
