#include "store/kinds.h"

#include <stddef.h>
#include <string.h>

#define HOURS_MS(h) ((int64_t)(h)*3600 * 1000)
#define DAYS_MS(d) (HOURS_MS(24) * (d))

static const struct retention_rule rules[] = {
        {"RT-W1", HOURS_MS(72), "victim, assessment, concept report: three days after the receipt"},
        {"RT-W2", HOURS_MS(72), "handover to a suspect: three days after the receipt"},
        {"RT-A1", HOURS_MS(72), "complaint and what belongs to it: three days after the receipt"},
        {"RT-A2", HOURS_MS(24), "disciplinary matter: one day after the receipt"},
        {"RT-N1", DAYS_MS(730), "signals and counters, nothing personal: 24 months"},
        {"RT-L1", DAYS_MS(730), "log of who looked at what: two years"},
        {"RT-P1", -1, "practice: stays on this station until somebody deletes it"},
};

static const struct record_kind kinds[] = {
        {KIND_NEEDS_PROFILE, "R1", "needs_profile", "RT-W1"},
        {KIND_NOTICE_HANDOVER, "R2", "notice_handover", "RT-W2"},
        {KIND_VICTIM_INTAKE, "R3", "victim_intake", "RT-W1"},
        {KIND_ASSESSMENT, "R4", "individual_assessment", "RT-W1"},
        {KIND_SELF_REPORT, "R5", "self_report", "RT-W1"},
        {KIND_COMPLAINT, "R6", "complaint", "RT-A1"},
        {KIND_SIGNAL_CARD, "R7", "signal_card", "RT-N1"},
        {KIND_KETENKAART, "R8", "ketenkaart", "RT-W1"},
        {KIND_CASUS, "R9", "casus_spreekuur", "RT-A1"},
        {KIND_REFERRAL, "R10", "referral", "RT-W1"},
        {11, "R11", "data_ledger", "RT-L1"},
        {12, "R12", "practice_result", "RT-P1"},
        {KIND_ACCESS_REQUEST, "R13", "access_request", "RT-W1"},
        {KIND_MELDCODE, "R14", "meldcode_checklist", "RT-W1"},
        {KIND_NOTICE_HANDOVER_AVG, "R2A", "notice_handover_avg", "RT-A1"},
        {KIND_NOTICE_HANDOVER_VIK, "R2V", "notice_handover_vik", "RT-A2"},
        {KIND_DESK_DAY, "DAY", "desk_day", "RT-N1"},
        {KIND_STAFF_ENTRY, "STF", "staff_entry", "RT-L1"},
        {KIND_ACCESS_LOG, "LOG", "access_log", "RT-L1"},
        {KIND_DEVICE_EVENT, "EVT", "device_event", "RT-L1"},
        {KIND_COMPLAINT_TRIAGE, "R6T", "complaint_triage", "RT-A1"},
        {KIND_SIGNAL_CONTACT, "R7C", "signal_contact", "RT-W1"},
        {KIND_SIGNAL_OF_COMPLAINT, "R7A", "signal_of_complaint", "RT-A1"},
        {KIND_EPOCH_LINK, "-", "epoch_link", "RT-L1"},
        {KIND_CLOCK_JUMP, "-", "clock_jump", "RT-L1"},
};

enum { N_RULES = sizeof rules / sizeof *rules, N_KINDS = sizeof kinds / sizeof *kinds };

const struct record_kind *kind_of_id(uint16_t id)
{
	for (size_t i = 0; i < N_KINDS; i++)
		if (kinds[i].id == id)
			return &kinds[i];
	return NULL;
}

const struct record_kind *kind_of_name(const char *name)
{
	for (size_t i = 0; i < N_KINDS; i++)
		if (strcmp(kinds[i].name, name) == 0 || (kinds[i].code[0] != '-' && strcmp(kinds[i].code, name) == 0))
			return &kinds[i];
	return NULL;
}

const struct retention_rule *retention_of_name(const char *name)
{
	for (size_t i = 0; i < N_RULES; i++)
		if (strcmp(rules[i].name, name) == 0)
			return &rules[i];
	return NULL;
}

const struct retention_rule *retention_of_kind(uint16_t id)
{
	const struct record_kind *kind = kind_of_id(id);

	return kind ? retention_of_name(kind->retention) : &rules[0];
}
