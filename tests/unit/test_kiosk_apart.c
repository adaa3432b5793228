/* Who gives a signal may be told what became of it, and the signal itself says nothing of who that is. */
#include <string.h>

#include "form/instance.h"
#include "kiosk_desk.h"
#include "store/envelope.h"
#include "store/kinds.h"
#include "store/store_read.h"
#include "sys/buf.h"
#include "sys/text.h"
#include "visit/duty_inside.h"
#include "visit/visit_inside.h"

static struct world w;

static void say(const char *ref, const char *value)
{
	CHECK_INT(session_set_ref(visit_session(w.app.visit), ref, value), 0);
}

static void signal_begun(const char *feedback)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	CHECK_INT(visit_begin(w.app.visit, "signal_card"), 0);
	say("/data/who_am_i", "citizen");
	say("/data/kind", "idea");
	say("/data/about", "desk");
	say("/data/story", "Zet een stoel bij de balie.");
	say("/data/feedback_wanted", feedback);
	say("/data/may_share", "yes");
}

/* The answers of the newest record of that kind, opened with the desk's key. */
static void newest(struct buf *json, uint16_t kind)
{
	struct envelope_inside inside;
	struct record_header h;
	struct store_read *r;
	struct store_row row, found = {0};

	CHECK_OK(store_read_open(&r, w.data));
	for (uint32_t seq = 1; store_read_from(&row, r, 1, seq) == 0; seq = row.seq + 1)
		if (record_header_take(&h, row.record.header) == 0 && h.type == kind)
			found = row;
	CHECK_OK(store_read_from(&row, r, 1, found.seq));
	CHECK_INT(envelope_open(&inside, &row.record, shift_desk_key(w.app.visit->duty->shift)), 0);
	buf_add(json, inside.json.data, inside.json.len);
	buf_fini(&inside.json);
	store_read_close(r);
}

TEST(apart, who_wants_no_answer_leaves_one_record)
{
	signal_begun("no");
	CHECK_INT(visit_submit(w.app.visit), 0);
	CHECK_INT(desk_records(&w, KIND_SIGNAL_CARD), 1);
	CHECK_INT(desk_records(&w, KIND_SIGNAL_CONTACT), 0);
	world_close(&w);
}

TEST(apart, the_way_back_is_sealed_in_a_record_of_its_own)
{
	AUTO_BUF signal;
	AUTO_BUF contact;

	buf_init(&signal, 1 << 20);
	buf_init(&contact, 1 << 20);
	signal_begun("contact");
	CHECK_INT(visit_submit(w.app.visit), VISIT_INCOMPLETE);
	say("/data/contact/contact_by", "phone");
	say("/data/contact/phone", "06 1234 5678");
	CHECK_INT(visit_submit(w.app.visit), 0);
	CHECK_INT(desk_records(&w, KIND_SIGNAL_CARD), 1);
	CHECK_INT(desk_records(&w, KIND_SIGNAL_CONTACT), 1);
	newest(&signal, KIND_SIGNAL_CARD);
	newest(&contact, KIND_SIGNAL_CONTACT);
	CHECK(strstr(buf_str(&signal), "stoel") && !strstr(buf_str(&signal), "0612345678"));
	CHECK(!strstr(buf_str(&signal), "/data/contact"));
	CHECK(strstr(buf_str(&contact), "0612345678") && !strstr(buf_str(&contact), "stoel"));
	CHECK(strstr(buf_str(&contact), visit_number(w.app.visit)) != NULL);
	CHECK(!strstr(buf_str(&signal), "officer") && !strstr(buf_str(&contact), "officer"));
	world_close(&w);
}

/* The number on paper is the signal's; who asks with it shows nothing of who they are. */
TEST(apart, the_receipt_has_the_number_of_the_signal)
{
	struct record_header h;
	struct store_read *r;
	struct store_row row;

	signal_begun("contact");
	say("/data/contact/contact_by", "email");
	say("/data/contact/email", "naam@voorbeeld.nl");
	CHECK_INT(visit_submit(w.app.visit), 0);
	CHECK_OK(store_read_open(&r, w.data));
	CHECK_OK(store_read_from(&row, r, 1, w.app.visit->kept.seq));
	CHECK_INT(record_header_take(&h, row.record.header), 0);
	CHECK_INT(h.type, KIND_SIGNAL_CARD);
	store_read_close(r);
	world_close(&w);
}

/* The plug was pulled, or the disk did not answer, between the two: the second try makes only the second. */
TEST(apart, a_second_try_makes_no_second_signal)
{
	signal_begun("contact");
	say("/data/contact/contact_by", "phone");
	say("/data/contact/phone", "0612345678");
	CHECK_INT(visit_submit(w.app.visit), 0);
	w.app.visit->saved = false;
	CHECK_INT(visit_submit(w.app.visit), 0);
	CHECK_INT(desk_records(&w, KIND_SIGNAL_CARD), 1);
	CHECK_INT(desk_records(&w, KIND_SIGNAL_CONTACT), 1);
	world_close(&w);
}

/* Changed her mind before it was sent: nothing of it leaves. */
TEST(apart, a_wish_that_was_taken_back_leaves_nothing)
{
	AUTO_BUF signal;

	buf_init(&signal, 1 << 20);
	signal_begun("contact");
	say("/data/contact/contact_by", "phone");
	say("/data/contact/phone", "0612345678");
	say("/data/feedback_wanted", "number");
	CHECK_INT(visit_submit(w.app.visit), 0);
	CHECK_INT(desk_records(&w, KIND_SIGNAL_CONTACT), 0);
	newest(&signal, KIND_SIGNAL_CARD);
	CHECK(!strstr(buf_str(&signal), "0612345678"));
	world_close(&w);
}

/* ---- a complaint without a name ------------------------------------------------------------- */

static void complaint_begun(const char *named)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	CHECK_INT(visit_begin(w.app.visit, "complaint"), 0);
	say("/data/about_org", "police");
	say("/data/event_known", "unknown");
	say("/data/category", "waiting");
	say("/data/story", "Ik heb drie uur gewacht en niemand kwam.");
	say("/data/what_would_help", "unknown");
	say("/data/talk_first", "no");
	say("/data/already_complained", "no");
	say("/data/court_pending", "no");
	say("/data/child_complainant", "no");
	say("/data/anonymous", named);
}

TEST(complaint, without_a_name_is_kept_as_the_signal_that_it_says_it_is)
{
	AUTO_BUF json;

	buf_init(&json, 1 << 20);
	complaint_begun("anonymous");
	CHECK_INT(visit_submit(w.app.visit), 0);
	CHECK_INT(desk_records(&w, KIND_COMPLAINT), 0);
	CHECK_INT(desk_records(&w, KIND_SIGNAL_OF_COMPLAINT), 1);
	newest(&json, KIND_SIGNAL_OF_COMPLAINT);
	CHECK(strstr(buf_str(&json), "\"signal\"") && strstr(buf_str(&json), "drie uur"));
	world_close(&w);
}

TEST(complaint, with_a_name_is_a_complaint)
{
	complaint_begun("named");
	say("/data/name", "Jan de Vries");
	say("/data/contact", "post");
	say("/data/safe_contact", "no");
	say("/data/signed", "OK");
	say("/data/street", "Dorpsstraat 1");
	say("/data/town", "Utrecht");
	CHECK_INT(visit_submit(w.app.visit), 0);
	CHECK_INT(desk_records(&w, KIND_COMPLAINT), 1);
	CHECK_INT(desk_records(&w, KIND_SIGNAL_OF_COMPLAINT), 0);
	world_close(&w);
}

TEST(complaint, of_no_name_is_read_by_no_role_and_goes_as_complaints_do)
{
	CHECK(!role_may(ROLES_ALL, ACTION_READ, KIND_SIGNAL_OF_COMPLAINT));
	CHECK(role_kind_is_never_read(KIND_SIGNAL_OF_COMPLAINT));
	CHECK_TEXT(retention_of_kind(KIND_SIGNAL_OF_COMPLAINT)->name, "RT-A1");
}

TEST(apart, no_role_reads_it_at_a_desk)
{
	CHECK(!role_may(ROLES_ALL, ACTION_READ, KIND_SIGNAL_CONTACT));
	CHECK(!role_may(ROLES_ALL, ACTION_READ, KIND_SIGNAL_CARD));
	CHECK_TEXT(retention_of_kind(KIND_SIGNAL_CONTACT)->name, "RT-W1");
	CHECK_TEXT(retention_of_kind(KIND_SIGNAL_CARD)->name, "RT-N1");
}
