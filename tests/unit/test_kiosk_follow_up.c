/* After an intake that an officer made with somebody: the referral that they asked for, with what is known already. */
#include <stdio.h>

#include "kiosk_desk.h"
#include "store/kinds.h"
#include "sys/text.h"
#include "visit/visit_follow_up.h"
#include "visit/visit_inside.h"

static struct world w;

static void say(const char *ref, const char *value)
{
	CHECK_INT(session_set_ref(visit_session(w.app.visit), ref, value), 0);
}

/* An intake as short as it can be. */
static void intake(const char *support)
{
	static const char *const rows[][2] = {{"danger_now", "no"}, {"need_now", "talk"}, {"wants_report", "no"},
	        {"wants_updates", "nothing"}, {"is_victim_self", "self"}, {"birth_date", "1980-02-01"},
	        {"name_now", "yes"}, {"name", "Ng canary"}, {"address_mode", "later"}, {"contact_channel", "phone"},
	        {"phone", "0612345678"}, {"safe_times", "Na 18 uur"}, {"event_kind", "theft"},
	        {"event_known", "unknown"}, {"injured", "no"}, {"notice_ref", "R2-123456"}};

	world_open(&w, "--printer none");
	desk_enrol(&w);
	CHECK_INT(visit_begin_at_desk(w.app.visit, "victim_intake"), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char ref[80];

		(void)snprintf(ref, sizeof ref, "/data/%s", rows[i][0]);
		say(ref, rows[i][1]);
		if (i == 3)
			say("/data/wants_support", support);
	}
	if (visit_first_bad(w.app.visit))
		test_fail(__FILE__, __LINE__, "%s is missing",
		        session_question(visit_session(w.app.visit), visit_first_bad(w.app.visit))->ref);
	CHECK(visit_follow_up(w.app.visit) == NULL); /* nothing is saved yet */
	CHECK_INT(visit_submit(w.app.visit), 0);
}

TEST(follow_up, who_wants_support_is_referred_with_what_is_known)
{
	struct visit *v;

	intake("yes");
	v = w.app.visit;
	CHECK_TEXT(visit_follow_up(v), "referral");
	CHECK_INT(visit_begin_follow_up(v), 0);
	CHECK(visit_is_at_desk(v) && !visit_is_saved(v) && text_is(visit_number(v), ""));
	CHECK_TEXT(form_id(session_form(visit_session(v))), "referral");
	CHECK_TEXT(session_value(visit_session(v), "/data/to_org"), "shn");
	CHECK_TEXT(session_value(visit_session(v), "/data/consent"), "yes");
	CHECK_TEXT(session_value(visit_session(v), "/data/name"), "Ng canary");
	CHECK_TEXT(session_value(visit_session(v), "/data/phone"), "0612345678");
	CHECK_TEXT(session_value(visit_session(v), "/data/safe_contact"), "Na 18 uur");
	CHECK_TEXT(session_value(visit_session(v), "/data/minor"), ""); /* what is not known is asked */
	CHECK_INT(desk_records(&w, KIND_VICTIM_INTAKE), 1);
	CHECK_INT(desk_records(&w, KIND_REFERRAL), 0);
	CHECK(visit_follow_up(v) == NULL);
	world_close(&w);
}

TEST(follow_up, nobody_is_referred_who_did_not_ask)
{
	intake("later");
	CHECK(visit_follow_up(w.app.visit) == NULL);
	CHECK_INT(visit_begin_follow_up(w.app.visit), VISIT_UNKNOWN);
	CHECK(visit_is_saved(w.app.visit));
	world_close(&w);
}

TEST(follow_up, is_offered_on_the_receipt_and_begins_there)
{
	intake("yes");
	app_go(&w.app, SCREEN_RECEIPT);
	CHECK_OK(app_paint(&w.app));
	CHECK(desk_finds(&w, "Doorverwij"));
	world_tap(&w, "follow_up");
	world_see(&w, "question");
	CHECK(world_node(&w, "choice:/data/to_org:shn") && world_node(&w, "choice:/data/to_org:shn")->checked);
	world_close(&w);
}

TEST(follow_up, a_citizen_alone_is_offered_none)
{
	world_open(&w, NULL);
	CHECK_INT(visit_begin(w.app.visit, "victim_intake"), 0);
	say("/data/danger_now", "no");
	say("/data/wants_support", "yes");
	w.app.visit->saved = true;
	CHECK(visit_follow_up(w.app.visit) == NULL);
	w.app.visit->saved = false;
	world_close(&w);
}
