#include "visit/service_kinds.h"

#include "store/kinds.h"
#include "sys/text.h"

static const struct service_kind rows[] = {
        {"loss_report", KIND_SELF_REPORT, 1, SERVICE_FIRST, false, NULL, 0, "/data/destination", NULL},
        {"victim_intake", KIND_VICTIM_INTAKE, 1, SERVICE_FIRST, true, NULL, 0, "/data/notice_state",
                "/data/neutral_receipt"},
        {"complaint", KIND_COMPLAINT, 1, SERVICE_MORE, false, NULL, 0, "/data/becomes", NULL},
        {"signal_card", KIND_SIGNAL_CARD, 1, SERVICE_MORE, true, "/data/contact", KIND_SIGNAL_CONTACT,
                "/data/feedback_wanted", NULL},
        {"access_request", KIND_ACCESS_REQUEST, 1, SERVICE_MORE, true, NULL, 0, NULL, NULL},
        {"needs_profile", KIND_NEEDS_PROFILE, 1, SERVICE_MORE, true, NULL, 0, NULL, NULL},
        {"individual_assessment", KIND_ASSESSMENT, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL},
        {"referral", KIND_REFERRAL, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL},
        {"ketenkaart", KIND_KETENKAART, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL},
        {"meldcode_checklist", KIND_MELDCODE, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL},
        {"casus_spreekuur", KIND_CASUS, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL},
        {"complaint_triage", KIND_COMPLAINT_TRIAGE, 1, SERVICE_STAFF, true, NULL, 0, NULL, NULL},
};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct service_kind citizens_own = {"", KIND_SELF_REPORT, 1, SERVICE_FIRST, false, NULL, 0, NULL, NULL};
static const struct service_kind nobodys = {"", 0, 0, SERVICE_STAFF, false, NULL, 0, NULL, NULL};

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
