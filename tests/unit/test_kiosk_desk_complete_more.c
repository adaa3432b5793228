/* A concept that is completed: what does not belong to it completes nothing; a victim's intake opens its desk questions. */
#include <stdio.h>
#include <string.h>

#include "kiosk_complete.h"
#include "kiosk_desk.h"
#include "store/envelope.h"
#include "store/kinds.h"
#include "store/store_read.h"
#include "sys/buf.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"

static struct world w;

TEST(completing, another_form_completes_nothing)
{
	complete_begin(&w, "Gazelle", "nl");
	CHECK_INT(visit_begin(w.app.visit, "loss_report"), 0);
	CHECK(!visit_is_completing(w.app.visit));
	world_close(&w);
}

/* ---- a victim's intake (R3) ------------------------------------------------------------------ */

/* What a citizen said alone, or with an officer, as it lies in the store. */
static void keep_intake(const char *json)
{
	struct store_order order = {.type = KIND_VICTIM_INTAKE, .schema = 1, .json = json, .n = strlen(json)};
	struct store_kept kept;

	store_new_id(order.id);
	CHECK_INT(store_commit(&kept, w.app.store, &order), 0);
}

#define ALONE                                                                                                          \
	"{\"form\":\"victim_intake\",\"version\":\"1\",\"lang\":\"en\",\"answers\":{\"/data/danger_now\":\"no\","      \
	"\"/data/need_now\":\"talk\",\"/data/wants_report\":\"doubt\",\"/data/wants_updates\":\"nothing\","            \
	"\"/data/wants_support\":\"no\",\"/data/is_victim_self\":\"self\",\"/data/birth_year\":\"1980\","              \
	"\"/data/name_now\":\"later\",\"/data/address_mode\":\"later\",\"/data/contact_channel\":\"none\","            \
	"\"/data/who_must_not_know\":\"my brother\"}}"

static void begin_intake(void)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	keep_intake(ALONE);
	complete_read(&w, "complete_with_citizen");
	CHECK(world_node(&w, "complete"));
	world_tap(&w, "complete");
	world_see(&w, "review");
}

/* The newest record of that kind, opened with the desk's key. */
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

TEST(completing_intake, opens_the_questions_of_the_desk_in_the_language_of_the_person)
{
	struct session *s;

	begin_intake();
	s = visit_session(w.app.visit);
	CHECK_TEXT(visit_language(w.app.visit), "en");
	CHECK_TEXT(session_value(s, "/data/officer"), duty_token(w.app.visit));
	CHECK(*duty_token(w.app.visit));
	CHECK(session_is_relevant(s, session_find(s, "/data/event_kind")));
	CHECK(session_is_relevant(s, session_find(s, "/data/notice_ref")));
	CHECK_TEXT(session_value(s, "/data/need_now"), "talk");
	CHECK_TEXT(session_value(s, "/data/who_must_not_know"), ""); /* hidden: it is asked anew */
	world_close(&w);
}

/* Not done before the declaration of rights was handed over. */
TEST(completing_intake, is_not_saved_before_what_the_desk_must_ask)
{
	begin_intake();
	CHECK_INT(visit_submit(w.app.visit), VISIT_INCOMPLETE);
	CHECK_INT(desk_records(&w, KIND_VICTIM_INTAKE), 1);
	world_close(&w);
}

static void finish(void)
{
	static const char *const rest[][2] = {{"event_kind", "theft"}, {"injured", "no"}, {"notice_ref", "L-0001-AA"}};
	struct session *s = visit_session(w.app.visit);
	uint32_t bad;

	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
		char ref[60];

		(void)snprintf(ref, sizeof ref, "/data/%s", rest[i][0]);
		CHECK_INT(session_set_ref(s, ref, rest[i][1]), 0);
	}
	while ((bad = session_check_all(s, NULL)) != 0) {
		const struct question *q = session_question(s, bad);

		CHECK(q->n_choices > 0);
		CHECK_INT(session_set(s, bad, q->choices[0].name), 0);
	}
	CHECK_INT(visit_submit(w.app.visit), 0);
}

TEST(completing_intake, names_the_officer_and_the_first_record)
{
	char first[RECORD_NUMBER_MAX + 1], want[100];
	struct access_entry e = {0};
	struct access_log *l;
	AUTO_BUF json;

	buf_init(&json, 1 << 20);
	begin_intake();
	l = w.app.visit->duty->log;
	(void)text_copy(first, sizeof first, visit_completes(w.app.visit));
	finish();
	CHECK_INT(desk_records(&w, KIND_VICTIM_INTAKE), 2);
	newest(&json, KIND_VICTIM_INTAKE);
	(void)snprintf(want, sizeof want, "\"officer\":\"%s\"", duty_token(w.app.visit));
	CHECK(strstr(buf_str(&json), want) != NULL);
	(void)snprintf(want, sizeof want, "\"/data/officer\":\"%s\"", duty_token(w.app.visit));
	CHECK(strstr(buf_str(&json), want) != NULL);
	(void)snprintf(want, sizeof want, "\"completes\":{\"number\":\"%s\"", first);
	CHECK(strstr(buf_str(&json), want) != NULL);
	CHECK_INT(access_log_read(&e, l, access_log_length(l)), 0);
	CHECK_INT(e.reason, REASON_COMPLETED);
	CHECK_TEXT(e.record, first);
	CHECK_TEXT(e.made, visit_number(w.app.visit));
	world_close(&w);
}

TEST(completing_intake, is_gone_with_the_card)
{
	begin_intake();
	desk_badge(&w, "");
	world_see(&w, "idle");
	CHECK(!visit_is_completing(w.app.visit) && !w.app.visit->session);
	CHECK_INT(desk_records(&w, KIND_VICTIM_INTAKE), 1);
	world_close(&w);
}

/* The role settles it, not the screen: nobody completes a complaint. */
TEST(completing_intake, of_a_kind_that_nobody_reads_is_refused)
{
	begin_intake();
	CHECK(desk_work_complete_begin(w.app.visit));
	w.app.visit->completing.kind = KIND_COMPLAINT;
	CHECK(!desk_work_complete_begin(w.app.visit));
	world_close(&w);
}

/* ---- read again after an officer filled it in ------------------------------------------------- */

#define AT_DESK                                                                                                        \
	"{\"form\":\"victim_intake\",\"version\":\"1\",\"lang\":\"nl\",\"answers\":{\"/data/officer\":\"S-9\","        \
	"\"/data/danger_now\":\"no\",\"/data/bsn\":\"111222333\",\"/data/event_kind\":\"theft\","                      \
	"\"/data/gone_field\":\"older\"}}"

TEST(reading_intake, shows_what_the_desk_asked_in_words_and_no_number_of_the_person)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	keep_intake(AT_DESK);
	complete_read(&w, "correct");
	CHECK(desk_finds(&w, "Diefstal"));
	CHECK(!desk_finds(&w, "111222333"));
	world_close(&w);
}

/* Also where the form of today would not ask it: of a record without its officer. */
TEST(reading_intake, hides_what_is_hidden_even_where_it_is_not_asked)
{
	bool bsn = false, older = false;

	world_open(&w, "--printer none");
	desk_enrol(&w);
	keep_intake("{\"form\":\"victim_intake\",\"version\":\"1\",\"lang\":\"nl\",\"answers\":{\"/data/danger_now\":"
	            "\"no\",\"/data/bsn\":\"111222333\",\"/data/gone_field\":\"older\"}}");
	complete_read(&w, "correct");
	for (int i = 0; desk_work_pair(w.app.visit, i); i++) {
		const struct desk_pair *p = desk_work_pair(w.app.visit, i);

		CHECK(strstr(p->text, "111222333") == NULL);
		bsn |= p->how == DESK_HIDDEN && text_is(p->label, "BSN");
		older |= p->how == DESK_OFF_PAPER && text_is(p->text, "older");
	}
	CHECK(bsn && older);
	world_close(&w);
}
