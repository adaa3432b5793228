#include "screens/screens.h"

#include <assert.h>

/* In the order of a visit. */
static const struct screen *const screens[SCREEN_COUNT] = {
        [SCREEN_IDLE] = &screen_idle,
        [SCREEN_LANGUAGE] = &screen_language,
        [SCREEN_SERVICE] = &screen_service,
        [SCREEN_QUESTION] = &screen_question,
        [SCREEN_REVIEW] = &screen_review,
        [SCREEN_CONFIRM] = &screen_confirm,
        [SCREEN_RECEIPT] = &screen_receipt,
        [SCREEN_DATA_LEDGER] = &screen_data_ledger,
        [SCREEN_HELP] = &screen_help,
        [SCREEN_STOPPED] = &screen_stopped,
        [SCREEN_TIMEOUT] = &screen_timeout,
        [SCREEN_OUT_OF_SERVICE] = &screen_out_of_service,
        [SCREEN_RIGHTS] = &screen_rights,
        [SCREEN_PARK] = &screen_park,
        [SCREEN_RESUME] = &screen_resume,
        [SCREEN_ENROL] = &screen_enrol,
        [SCREEN_STAFF_LOGIN] = &screen_staff_login,
        [SCREEN_STAFF_MENU] = &screen_staff_menu,
        [SCREEN_NOTICE_PICK] = &screen_notice_pick,
        [SCREEN_NOTICE_SHOW] = &screen_notice_show,
        [SCREEN_NOTICE_UNDERSTOOD] = &screen_notice_understood,
        [SCREEN_NOTICE_HANDOVER] = &screen_notice_handover,
        [SCREEN_HANDOVER_FIELD] = &screen_handover_field,
        [SCREEN_SIGNATURE] = &screen_signature,
        [SCREEN_PRINTING] = &screen_printing,
        [SCREEN_PRINT_PROBLEM] = &screen_print_problem,
        [SCREEN_DAY] = &screen_day,
        [SCREEN_DESK_READING] = &screen_desk_reading,
        [SCREEN_QUEUE] = &screen_queue,
        [SCREEN_COUNTERS] = &screen_counters,
        [SCREEN_RULES] = &screen_rules,
        [SCREEN_SIGNAL_CARD] = &screen_signal_card,
        [SCREEN_CUSTODY] = &screen_custody,
        [SCREEN_STAFF_ADMIN] = &screen_staff_admin,
        [SCREEN_SERVICE_MENU] = &screen_service_menu,
        [SCREEN_DIAGNOSTICS] = &screen_diagnostics,
        [SCREEN_STICK] = &screen_stick,
        [SCREEN_UPDATE] = &screen_update,
        [SCREEN_ALARM] = &screen_alarm,
        [SCREEN_ACCESS_LOG] = &screen_access_log,
        [SCREEN_STAFF_RECOVER] = &screen_staff_recover,
        [SCREEN_STAFF_FORMS] = &screen_staff_forms,
        [SCREEN_STAFF_DRAFTS] = &screen_staff_drafts,
        [SCREEN_RULER] = &screen_ruler,
        [SCREEN_CALIBRATE] = &screen_calibrate,
        [SCREEN_MANUAL] = &screen_manual,
        [SCREEN_INSTALLATION] = &screen_installation,
        [SCREEN_ASSEMBLY] = &screen_assembly,
        [SCREEN_ACCEPTANCE] = &screen_acceptance,
        [SCREEN_FACTORY_RESET] = &screen_factory_reset,
        [SCREEN_SOAK] = &screen_soak,
        [SCREEN_SHOW_PROOF] = &screen_show_proof,
        [SCREEN_NEW_STATION] = &screen_new_station,
};

const struct screen *screen_of(enum screen_id id)
{
	assert(id > SCREEN_UNDER && id < SCREEN_COUNT && screens[id]->size <= SCREEN_STATE_MAX);
	return screens[id];
}
