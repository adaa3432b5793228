#include "visit/service_kinds.h"

#include "store/kinds.h"
#include "sys/text.h"

static const struct service_kind rows[] = {
        {"loss_report", KIND_SELF_REPORT, 1, SERVICE_FIRST, false, NULL, 0, "/data/destination", NULL, NULL, 0},
        {"victim_intake", KIND_VICTIM_INTAKE, 1, SERVICE_FIRST, true, NULL, 0, "/data/notice_state",
                "/data/neutral_receipt", NULL, 0},
        {"complaint", KIND_COMPLAINT, 1, SERVICE_MORE, false, NULL, 0, "/data/becomes", NULL, "signal",
                KIND_SIGNAL_OF_COMPLAINT},
        {"signal_card", KIND_SIGNAL_CARD, 1, SERVICE_MORE, true, "/data/contact", KIND_SIGNAL_CONTACT,
                "/data/feedback_wanted", NULL, NULL, 0},
        {"access_request", KIND_ACCESS_REQUEST, 1, SERVICE_MORE, true, NULL, 0, NULL, NULL, NULL, 0},
        {"needs_profile", KIND_NEEDS_PROFILE, 1, SERVICE_MORE, true, NULL, 0, NULL, NULL, NULL, 0},
        {"individual_assessment", KIND_ASSESSMENT, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL, NULL, 0},
        {"referral", KIND_REFERRAL, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL, NULL, 0},
        {"ketenkaart", KIND_KETENKAART, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL, NULL, 0},
        {"meldcode_checklist", KIND_MELDCODE, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL, NULL, 0},
        {"casus_spreekuur", KIND_CASUS, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL, NULL, 0},
        {"complaint_triage", KIND_COMPLAINT_TRIAGE, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL, NULL, 0},
};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct service_kind citizens_own = {
        "", KIND_SELF_REPORT, 1, SERVICE_FIRST, false, NULL, 0, NULL, NULL, NULL, 0};
static const struct service_kind nobodys = {"", 0, 0, SERVICE_STAFF, false, NULL, 0, NULL, NULL, NULL, 0};

const struct service_kind *service_kind_of(const struct form *f)
{
	bool for_citizens = form_audience(f) == AUDIENCE_UNSAID || form_audience(f) == AUDIENCE_CITIZEN;

	for (int i = 0; i < ROWS; i++)
		if (text_is(rows[i].form, form_id(f)))
			return rows[i].place == SERVICE_STAFF || for_citizens ? &rows[i] : &nobodys;
	return for_citizens ? &citizens_own : &nobodys;
}

const struct service_kind *service_kind_at(int i)
{
	return i >= 0 && i < ROWS ? &rows[i] : NULL;
}
