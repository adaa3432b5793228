#pragma once

/*
 * screens - every screen of the kiosk, in one table
 *
 * A screen is one file with its own state (zeroed on enter, wiped on leave); it draws itself and says where to go next. It
 * touches the world only through the visit, and knows no other screen's file, only ids.
 */
#include <stddef.h>
#include "screens/tour.h"
#include "ui/ui.h"
#include "visit/visit.h"

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
        screen_assembly, screen_acceptance, screen_factory_reset, screen_soak, screen_show_proof, screen_new_station;
const struct screen *screen_of(enum screen_id id);
enum { SCREEN_STATE_MAX = 24 * 1024 };
