/* What happened to the device: chained, signed, sent to the owner; an alarm stands until somebody accounts for it. */
#include <jansson.h>
#include <stdio.h>

#include "harness.h"
#include "staff/event_log.h"
#include "staff_kit.h"
#include "store/kinds.h"

static struct staff_test t;
static const char who[] = "0123456789abcdef";

static struct event_log *opened(void)
{
	struct event_log *l = NULL;

	t.book.desk = t.desk;
	CHECK_OK(event_log_open(&l, &t.book, &t.clock));
	return l;
}

static unsigned alarm_parts(const struct event_log *l)
{
	struct event_alarm a;

	event_log_alarm(&a, l);
	CHECK((a.parts == 0) == (a.since_ms == 0));
	return a.parts;
}

static int text_of(void *me, const struct book_entry *e)
{
	buf_clear(me);
	buf_add(me, e->json, e->n);
	return 0;
}

static json_t *entry(struct event_log *l, uint32_t seq)
{
	json_t *json;
	AUTO_BUF text;

	buf_init(&text, BOOK_ENTRY_MAX + 1);
	CHECK_INT(book_read(event_log_book(l), seq, text_of, &text), 0);
	json = json_loads(buf_str(&text), JSON_REJECT_DUPLICATES, NULL);
	CHECK(json != NULL);
	return json;
}

static void has(struct event_log *l, uint32_t seq, const char *key, const char *want)
{
	json_t *json = entry(l, seq);

	CHECK_TEXT(json_string_value(json_object_get(json, key)), want);
	json_decref(json);
}

static const struct event_opening cover = {.part = EVENT_COVER, .during = EVENT_VISIT, .alarm = true};
static const struct event_opening door_at_work = {.part = EVENT_PRINTER, .during = EVENT_STAFF};

TEST(event, tells_what_when_and_in_what_state)
{
	struct event_log *l;
	json_t *json;

	staff_test_init(&t);
	l = opened();
	CHECK_INT(event_log_opened(l, &cover), 0);
	CHECK_INT(event_log_opened(l, &door_at_work), 0);
	CHECK_INT(event_log_closed(l, EVENT_PRINTER), 0);
	CHECK_INT(event_log_accounted(l, who, "technician", WHY_REPAIR, 3), 0);
	CHECK_INT(event_log_started(l, "watchdog"), 0);
	CHECK_INT(book_length(event_log_book(l)), 5);
	has(l, 1, "event", "opened");
	has(l, 1, "part", "cover");
	has(l, 1, "during", "visit");
	has(l, 2, "during", "staff");
	has(l, 3, "event", "closed");
	has(l, 4, "reason", "repair");
	has(l, 4, "role", "technician");
	has(l, 4, "by", who);
	has(l, 5, "why", "watchdog");
	json = entry(l, 4);
	CHECK_INT(json_integer_value(json_object_get(json, "times")), 3);
	CHECK_INT(json_integer_value(json_object_get(json, "at")), clock_wall_ms(&t.clock));
	json_decref(json);
	event_log_close(l);
	staff_test_fini(&t);
}

TEST(event, of_a_plug_tells_which_and_when_and_is_no_alarm_of_a_cover)
{
	static const struct event_pull pull = {PLUG_KEYPAD, EVENT_VISIT, true},
	                               beside = {PLUG_OTHER, EVENT_STAFF, false};
	struct event_log *l;
	json_t *json;

	staff_test_init(&t);
	l = opened();
	CHECK_INT(event_log_pulled(l, &pull), 0);
	CHECK_INT(event_log_answered(l), 0);
	CHECK_INT(event_log_plugged(l, PLUG_KEYPAD), 0);
	CHECK_INT(event_log_pulled(l, &beside), 0);
	CHECK_INT(book_length(event_log_book(l)), 4);
	has(l, 1, "event", "pulled");
	has(l, 1, "plug", "keypad");
	has(l, 1, "during", "visit");
	json = entry(l, 1);
	CHECK(json_is_true(json_object_get(json, "alarm")));
	CHECK_INT(json_integer_value(json_object_get(json, "at")), clock_wall_ms(&t.clock));
	json_decref(json);
	has(l, 2, "event", "answered");
	has(l, 3, "event", "plugged");
	has(l, 4, "plug", "other");
	CHECK_INT(alarm_parts(l), 0);
	event_log_close(l);
	l = opened(); /* and is read again */
	CHECK_TEXT(event_log_why(l), "");
	CHECK_INT(alarm_parts(l), 0);
	event_log_close(l);
	staff_test_fini(&t);
}

TEST(event, becomes_a_record_of_its_kind)
{
	struct book_unsent u;
	struct event_log *l;
	AUTO_BUF json;

	buf_init(&json, BOOK_ENTRY_MAX + 1);
	staff_test_init(&t);
	l = opened();
	CHECK_INT(event_log_opened(l, &cover), 0);
	CHECK_INT(book_unsent(&u, &json, event_log_book(l)), 0);
	CHECK_INT(u.kind, KIND_DEVICE_EVENT);
	CHECK_HAS(buf_str(&json), "\"event\":\"opened\"");
	CHECK_INT(book_sent(event_log_book(l), u.seq), 0);
	CHECK_INT(book_unsent(&u, &json, event_log_book(l)), BOOK_END);
	event_log_close(l);
	staff_test_fini(&t);
}

TEST(alarm, stands_through_a_restart_until_it_is_accounted_for)
{
	struct event_alarm a;
	struct event_log *l;
	int64_t at;

	staff_test_init(&t);
	l = opened();
	CHECK_INT(alarm_parts(l), 0);
	at = clock_wall_ms(&t.clock);
	CHECK_INT(event_log_opened(l, &cover), 0);
	event_log_close(l);
	staff_test_reopen(&t);
	clock_advance(&t.clock, 3600000);
	l = opened();
	event_log_alarm(&a, l);
	CHECK_INT(a.parts, 1 << EVENT_COVER);
	CHECK_INT(a.since_ms, at);
	CHECK_INT(event_log_closed(l, EVENT_COVER), 0); /* closing alone ends nothing */
	CHECK_INT(alarm_parts(l), 1 << EVENT_COVER);
	CHECK_INT(event_log_accounted(l, who, "desk", WHY_UNKNOWN, 1), 0);
	CHECK_INT(alarm_parts(l), 0);
	event_log_close(l);
	staff_test_reopen(&t);
	l = opened();
	CHECK_INT(alarm_parts(l), 0);
	event_log_close(l);
	staff_test_fini(&t);
}

TEST(alarm, of_work_is_none)
{
	struct event_log *l;

	staff_test_init(&t);
	l = opened();
	CHECK_INT(event_log_opened(l, &door_at_work), 0);
	CHECK_INT(alarm_parts(l), 0);
	event_log_close(l);
	staff_test_reopen(&t);
	l = opened();
	CHECK_INT(alarm_parts(l), 0);
	event_log_close(l);
	staff_test_fini(&t);
}

TEST(alarm, that_stands_takes_no_more_room)
{
	struct event_log *l;

	staff_test_init(&t);
	l = opened();
	for (int i = 0; i < 500; i++) {
		CHECK_INT(event_log_opened(l, &cover), 0);
		CHECK_INT(event_log_closed(l, EVENT_COVER), 0);
	}
	CHECK_INT(book_length(event_log_book(l)), 1);
	CHECK_INT(event_log_opened(l, &(struct event_opening){.part = EVENT_CASE, .alarm = true}), 0);
	CHECK_INT(alarm_parts(l), 1 << EVENT_COVER | 1 << EVENT_CASE);
	CHECK_INT(book_length(event_log_book(l)), 2);
	event_log_close(l);
	staff_test_fini(&t);
}

TEST(chain, of_an_altered_event_is_refused)
{
	struct event_log *l;

	staff_test_init(&t);
	l = opened();
	CHECK_INT(event_log_opened(l, &cover), 0);
	CHECK_INT(event_log_accounted(l, who, "desk", WHY_BREAK_IN, 1), 0);
	event_log_close(l);
	staff_test_sql(&t, "UPDATE book SET json = replace(json, 'break_in', 'cleaning')");
	staff_test_open(&t);
	l = opened();
	CHECK_HAS(event_log_why(l), "entry 2 was altered");
	CHECK(event_log_opened(l, &door_at_work) > 0);
	event_log_close(l);
	staff_test_fini(&t);
}

TEST(chain, that_was_cut_off_begins_anew_and_says_so)
{
	struct event_log *l;

	staff_test_init(&t);
	l = opened();
	CHECK_INT(event_log_opened(l, &door_at_work), 0);
	CHECK_INT(event_log_opened(l, &cover), 0);
	event_log_close(l);
	staff_test_sql(&t, "DELETE FROM book WHERE seq = 2");
	staff_test_open(&t);
	l = opened();
	CHECK_TEXT(event_log_why(l), "");
	has(l, 2, "event", "lost");
	event_log_close(l);
	staff_test_fini(&t);
}

TEST(names, are_of_closed_lists)
{
	CHECK_TEXT(event_part_name(EVENT_CASE), "case");
	CHECK_TEXT(event_during_name(EVENT_IDLE), "idle");
	CHECK_TEXT(event_reason_name(WHY_SWITCH), "switch");
}

TEST(memory, that_is_not_there_is_told)
{
	struct event_log *l = NULL;

	staff_test_init(&t);
	t.book.desk = t.desk;
	fault_arm(1);
	CHECK(event_log_open(&l, &t.book, &t.clock) < 0);
	CHECK(l == NULL);
	fault_arm(0);
	staff_test_fini(&t);
}
