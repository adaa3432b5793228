/* Who may begin which form, what becomes of it, and what a person reads about their data. */
#include <stdlib.h>

#include "kiosk_desk.h"
#include "store/kinds.h"
#include "sys/arena.h"
#include "sys/text.h"
#include "visit/data_ledger.h"
#include "visit/duty.h"
#include "visit/visit_inside.h"

static struct world w;

static bool is_offered(struct visit *v, const char *name, bool (*how)(const struct visit *v, size_t i))
{
	for (size_t i = 0; i < visit_services(v); i++)
		if (text_is(visit_service_name(v, i), name))
			return how(v, i);
	test_fail(__FILE__, __LINE__, "no form %s", name);
}

TEST(services, a_citizen_begins_only_what_is_theirs)
{
	static const char *const first[] = {"loss_report", "victim_intake"};
	static const char *const more[] = {"complaint", "signal_card", "access_request", "needs_profile"};
	static const char *const never[] = {"individual_assessment", "referral", "ketenkaart", "meldcode_checklist",
	        "casus_spreekuur", "complaint_triage"};
	struct visit *v;

	world_open(&w, NULL);
	v = w.app.visit;
	for (size_t i = 0; i < 2; i++)
		CHECK(is_offered(v, first[i], visit_service_is_first) && visit_begin(v, first[i]) == 0);
	for (size_t i = 0; i < 4; i++)
		CHECK(is_offered(v, more[i], visit_service_is_more) && visit_begin(v, more[i]) == 0);
	for (size_t i = 0; i < 6; i++) {
		CHECK(!is_offered(v, never[i], visit_service_is_first) &&
		        !is_offered(v, never[i], visit_service_is_more));
		CHECK_INT(visit_begin(v, never[i]), VISIT_UNKNOWN);
		CHECK_INT(visit_begin_at_desk(v, never[i]), VISIT_UNKNOWN); /* nobody is at the desk */
	}
	CHECK_INT(visit_begin_at_desk(v, "victim_intake"), VISIT_UNKNOWN);
	CHECK_INT(visit_begin(v, "no_such_form"), VISIT_UNKNOWN);
	world_close(&w);
}

TEST(services, nobody_signs_for_a_citizen_alone)
{
	world_open(&w, NULL);
	CHECK_INT(visit_begin(w.app.visit, "victim_intake"), 0);
	CHECK_TEXT(session_value(visit_session(w.app.visit), "/data/officer"), "");
	CHECK(!visit_is_at_desk(w.app.visit));
	world_close(&w);
}

TEST(services, each_form_becomes_a_record_of_its_own_kind)
{
	for (int i = 0; service_kind_at(i); i++) {
		const struct service_kind *k = service_kind_at(i);

		CHECK(kind_of_id(k->kind) != NULL);
		CHECK(k->place != SERVICE_STAFF || k->desk);
		for (int other = 0; other < i; other++)
			CHECK(service_kind_at(other)->kind != k->kind);
	}
	CHECK(service_kind_at(-1) == NULL);
}

/* ---- the data ledger ---------------------------------------------------------------------- */

static const char canary[] = "canary-ledger-7";

static int ledger(struct visit *v, struct ledger_row *rows, struct arena *a)
{
	int n = data_ledger_rows(v, rows, LEDGER_ROWS_MAX, a);

	for (int i = 0; i < n; i++) {
		CHECK(rows[i].label || rows[i].text);
		CHECK(!rows[i].label || (*rows[i].label && !strstr(rows[i].label, canary)));
		CHECK(!rows[i].text || (*rows[i].text && !strstr(rows[i].text, canary)));
		CHECK(!rows[i].text || strncmp(rows[i].text, "ledger.", 7) != 0); /* every language has its words */
		CHECK(!rows[i].label || strncmp(rows[i].label, "ledger.", 7) != 0);
	}
	return n;
}

TEST(ledger, tells_reasons_in_every_language_and_never_a_value)
{
	struct ledger_row rows[LEDGER_ROWS_MAX];
	struct arena *a = NULL;
	struct visit *v;

	world_open(&w, NULL);
	v = w.app.visit;
	CHECK_OK(arena_new(&a, 1 << 20, false));
	CHECK_INT(data_ledger_rows(v, rows, LEDGER_ROWS_MAX, a), 0); /* nothing is under way */
	for (int i = 0; i < visit_languages(v); i++) {
		int n;

		CHECK_INT(visit_set_language(v, visit_language_tag(v, i)), 0);
		CHECK_INT(visit_begin(v, "access_request"), 0);
		CHECK_INT(ledger(v, rows, a), 1); /* nothing was said yet */
		CHECK_INT(session_set_ref(visit_session(v), "/data/name", canary), 0);
		CHECK_INT(session_set_ref(visit_session(v), "/data/reference", canary), 0);
		n = ledger(v, rows, a);
		CHECK(n >= 10 && n < 20);
		CHECK_HAS(rows[n - 6].text, "24a");
		CHECK_INT(data_ledger_rows(v, rows, 3, a), 3);
		arena_reset(a);
	}
	arena_free(a);
	world_close(&w);
}

/* ---- at the desk ----------------------------------------------------------------------------- */

static void say(struct visit *v, const char *ref, const char *value)
{
	CHECK_INT(session_set_ref(visit_session(v), ref, value), 0);
}

TEST(desk_forms, an_officer_begins_those_of_their_role_and_signs_with_the_badge)
{
	struct visit *v;

	world_open(&w, NULL);
	desk_enrol(&w);
	v = w.app.visit;
	CHECK(duty_may(v, ACTION_FORM, KIND_REFERRAL) && !duty_may(v, ACTION_FORM, KIND_KETENKAART));
	CHECK_INT(visit_begin_at_desk(v, "ketenkaart"), VISIT_UNKNOWN);
	CHECK_INT(visit_begin_at_desk(v, "complaint_triage"), VISIT_UNKNOWN);
	CHECK_INT(visit_begin_at_desk(v, "loss_report"), VISIT_UNKNOWN); /* a citizen's own */
	CHECK_INT(visit_begin_at_desk(v, "casus_spreekuur"), 0);
	CHECK(visit_is_at_desk(v));
	CHECK_TEXT(session_value(visit_session(v), "/data/officer"), duty_token(v));
	CHECK(*duty_token(v) != 0);
	visit_leave_desk(v);
	CHECK(!visit_is_at_desk(v) && !visit_session(v));
	world_close(&w);
}

TEST(desk_forms, a_form_of_the_desk_is_saved_as_its_kind_and_not_without_its_officer)
{
	struct visit *v;

	world_open(&w, NULL);
	desk_enrol(&w);
	v = w.app.visit;
	CHECK_INT(visit_begin_at_desk(v, "referral"), 0);
	CHECK_INT(visit_submit(v), VISIT_INCOMPLETE);
	say(v, "/data/to_org", "shn");
	say(v, "/data/minor", "no");
	say(v, "/data/consent", "no");
	duty_set_practice(v, true);
	CHECK_INT(visit_submit(v), VISIT_NOT_SAVED);
	duty_set_practice(v, false);
	CHECK_INT(visit_submit(v), 0);
	CHECK_INT(desk_records(&w, KIND_REFERRAL), 1);
	CHECK_INT(desk_records(&w, KIND_SELF_REPORT), 0);
	world_close(&w);
}

TEST(desk_forms, practice_begins_none)
{
	world_open(&w, NULL);
	desk_enrol(&w);
	duty_set_practice(w.app.visit, true);
	CHECK_INT(visit_begin_at_desk(w.app.visit, "referral"), VISIT_UNKNOWN);
	desk_go(&w, "forms");
	CHECK(world_says(&w, "Formulieren kunt u niet oefenen"));
	world_close(&w);
}

TEST(desk_forms, an_officer_who_leaves_locks_the_form)
{
	world_open(&w, NULL);
	desk_enrol(&w);
	desk_go(&w, "forms");
	world_tap(&w, "form:referral");
	world_see(&w, "question");
	desk_badge(&w, "");
	world_see(&w, "staff_login");
	CHECK(!world_says(&w, "Naar welke organisatie?"));
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	world_see(&w, "question"); /* the same officer goes on there */
	world_close(&w);
}
