/* The other ways a handover goes: practice, drafts, a language nobody has, teach-back, and a suspect who is a minor. */
#include <stdio.h>
#include <stdlib.h>

#include "drivers/picture.h"
#include "kiosk_hand.h"
#include "store/kinds.h"
#include "sys/proc.h"

static struct world w;

static int64_t journal_count(struct world *world, const char *kind)
{
	struct journal_row rows[32];
	int n = hand_journal(world, rows, 32), found = 0;

	for (int i = 0; i < n; i++)
		found += strcmp(rows[i].kind, kind) == 0;
	return found;
}

static int counted_rows(enum count_table table)
{
	static struct count_shown shown;
	int year, month, day;

	visit_today(w.app.visit, &year, &month, &day);
	CHECK_INT(
	        counters_show(&shown, w.app.visit->duty->counters, table, &(struct count_period){year, month, day}), 0);
	return shown.rows;
}

static int64_t waiting(void)
{
	struct store_counts c;

	CHECK_INT(store_count(&c, w.app.store), 0);
	return (int64_t)c.waiting;
}

static void attest(void)
{
	world_tap(&w, "attest");
	world_see(&w, "notice_handover");
	hand_fill_in(&w);
	world_tap(&w, "next");
}

/* ---- practice ----------------------------------------------------------------------------- */

TEST(practice, leaves_nothing_but_a_row_of_its_kind_in_the_journal)
{
	int64_t before;

	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	before = waiting();
	world_tap(&w, "practice");
	hand_show(&w, "victim", "ar");
	CHECK(handing_record(w.app.visit)->start.practice);
	world_tap(&w, "print");
	hand_print_out(&w);
	CHECK_INT(hand_papers(), 1);
	attest();
	CHECK(handing_is_attested(w.app.visit));
	CHECK_TEXT(handing_number(w.app.visit), "");
	CHECK(world_says(&w, "OEFENING"));
	CHECK(world_says(&w, "Er is niets opgeslagen."));
	world_tap(&w, "copy");
	hand_print_out(&w);
	CHECK_INT(waiting(), before);
	CHECK_INT(counted_rows(TABLE_HANDED), 0);
	CHECK_INT(counted_rows(TABLE_PRINT), 0);
	CHECK_INT(journal_count(&w, "practice"), 2);
	CHECK_INT(journal_count(&w, "notice"), 0);
	world_close(&w);
}

TEST(practice, of_a_language_that_nobody_has_counts_no_demand)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	world_tap(&w, "practice");
	hand_show(&w, "victim", "other");
	CHECK_INT(counted_rows(TABLE_MISSING), 0);
	world_close(&w);
}

/* ---- drafts and languages --------------------------------------------------------------------- */

TEST(draft, says_so_forces_an_interpreter_and_never_counts)
{
	json_t *all;

	hand_open(&w, HAND_PRINTER, HAND_DRAFT);
	hand_show(&w, "victim", "uk");
	CHECK(handing_notice(w.app.visit)->status == NOTICE_DRAFT);
	CHECK(handing_record(w.app.visit)->interpreter_forced);
	world_tap(&w, "print");
	hand_print_out(&w);
	world_tap(&w, "attest");
	CHECK_INT(handover_need(handing_record(w.app.visit), HF_INTERPRETER_USED), HANDOVER_REQUIRED);
	hand_fill_in(&w);
	world_tap(&w, "next");
	CHECK(handing_is_attested(w.app.visit));
	all = hand_records(&w, KIND_NOTICE_HANDOVER);
	CHECK_INT(json_array_size(all), 1);
	CHECK(json_is_false(json_object_get(json_array_get(all, 0), "counts")));
	CHECK(json_is_false(json_object_get(json_array_get(all, 0), "fulfils")));
	CHECK_TEXT(hand_text(json_object_get(json_object_get(json_array_get(all, 0), "notice"), "beside"), "status"),
	        "draft");
	json_decref(all);
	CHECK_INT(counted_rows(TABLE_HANDED), 0);
	world_close(&w);
}

/* What Tesseract reads at the head of the sheet that came out, black and white exchanged: banners are white on black. */
static void read_banners(struct buf *out)
{
	enum { HEAD_MM = 40 };
	static const char *const argv[] = {"tesseract", "head.png", "stdout", "-l", "nld", "--psm", "6", NULL};
	struct picture *paper, head;
	size_t n;
	uint8_t *rows;

	CHECK_OK(picture_read(&paper, "paper/000001.png"));
	CHECK_INT(paper->kind, PICTURE_BIT);
	head = *paper;
	head.height = paper->dpi * HEAD_MM * 10 / 254;
	CHECK(head.height > 0 && head.height < paper->height);
	n = (size_t)head.height * paper->stride;
	rows = malloc(n);
	CHECK(rows != NULL);
	for (size_t i = 0; i < n; i++)
		rows[i] = (uint8_t)~paper->rows[i];
	head.rows = rows;
	CHECK_OK(picture_write("head.png", &head));
	free(rows);
	picture_free(paper);
	CHECK_OK(proc_run(argv, out, 100000));
}

TEST_LIMIT(draft, is_named_on_the_paper, 120)
{
	AUTO_BUF read;

	buf_init(&read, 64 * 1024);
	hand_open(&w, HAND_PRINTER, HAND_DRAFT);
	hand_show(&w, "victim", "uk");
	world_tap(&w, "print");
	hand_print_out(&w);
	read_banners(&read);
	CHECK_HAS(buf_str(&read), "CONCEPTVERTALING - de");
	CHECK_HAS(buf_str(&read), "Nederlandse tekst geldt"); /* its second line */
	world_close(&w);
}

TEST(language, that_no_pack_has_is_counted_once)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	hand_show(&w, "witness", "other");
	CHECK_TEXT(handing_notice(w.app.visit)->lang, "nl");
	CHECK(handing_record(w.app.visit)->interpreter_forced);
	CHECK_INT(counted_rows(TABLE_MISSING), 1);
	world_tap(&w, "back");
	world_tap(&w, "lang:other");
	world_see(&w, "notice_show");
	CHECK_INT(counted_rows(TABLE_MISSING), 1);
	world_close(&w);
}

/* ---- teach-back ---------------------------------------------------------------------------------- */

/* right: -1 wrong always, 0 wrong at the first question, 1 always right. */
static void teach(int right)
{
	for (int i = 0; i < 120 && strcmp(world_screen(&w), "notice_understood") != 0; i++)
		world_tap(&w, "next");
	for (int i = 0; i < 40 && strcmp(world_screen(&w), "notice_understood") == 0; i++) {
		const struct teach_back *t = handing_teach(w.app.visit);
		const struct notice_question *q = teach_question(t);
		bool good = right > 0 || (right == 0 && teach_number(t) > 1);
		char id[20] = "next";

		for (int o = 0; teach_state(t) == TEACH_ASK && o < q->n_options; o++)
			if (q->options[o].right == good)
				snprintf(id, sizeof id, "answer:%d", o);
		world_tap(&w, id);
	}
	world_see(&w, "notice_handover");
}

TEST_LIMIT(understood, stands_in_the_record_as_full_partly_or_no, 60)
{
	static const char *const want[] = {"no", "partly", "full"};
	json_t *all;

	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	for (int i = 0; i < 3; i++) {
		hand_show(&w, "complaint", "nl");
		world_tap(&w, "print");
		hand_print_out(&w);
		teach(i - 1);
		hand_fill_in(&w);
		world_tap(&w, "next");
		CHECK(handing_is_attested(w.app.visit));
		world_tap(&w, "next");
		all = hand_records(&w, KIND_NOTICE_HANDOVER_AVG);
		CHECK_INT(json_array_size(all), i + 1);
		CHECK_TEXT(hand_text(json_array_get(all, (size_t)i), "understood"), want[i]);
		CHECK((json_array_size(json_object_get(json_array_get(all, (size_t)i), "reexplained_items")) > 0) ==
		        (i < 2));
		json_decref(all);
	}
	world_close(&w);
}

TEST(field, that_does_not_hold_beside_the_others_says_why_it_is_asked_again)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	hand_show(&w, "arrested", "nl");
	world_tap(&w, "print");
	hand_print_out(&w);
	world_advance(&w, 120 * 1000);
	world_tap(&w, "attest");
	world_tap(&w, "next");
	world_see(&w, "handover_field");
	CHECK(world_node(&w, "step:now"));
	world_tap(&w, "step:now"); /* after the paper */
	world_tap(&w, "next");
	world_see(&w, "notice_handover");
	world_tap(&w, "next");
	CHECK(world_says(&w, rule_id(RULE_H1)));
	world_tap(&w, "step:-5");
	world_tap(&w, "next");
	CHECK(strcmp(handover_next_open(handing_record(w.app.visit))->name, "arrested_at") != 0);
	world_close(&w);
}

/* ---- a minor never waives ------------------------------------------------------------------------- */

/* Any finger anywhere on the officer's screens of one handover. */
static void random_tap(uint64_t *seed)
{
	const struct access *a = ui_access(w.app.ui);
	char id[ID_MAX];
	int from = (int)(test_random(seed) % (uint32_t)a->n);

	for (int i = 0; i < a->n; i++) {
		const struct node *n = &a->all[(from + i) % a->n];

		if (!n->touchable || !n->enabled || !*n->id || strcmp(n->id, "stop") == 0 ||
		        strcmp(n->id, "human") == 0 || strcmp(n->id, "help") == 0)
			continue;
		snprintf(id, sizeof id, "%s", n->id);
		world_tap(&w, id);
		if (test_random(seed) % 8 == 0)
			world_type(&w, "Afstand van advocaat");
		return;
	}
}

static void never_waived(const struct handover *h)
{
	if (!h || !h->minor || !h->arrested)
		return;
	CHECK(handover_choice(h, HF_WAIVER) != ANSWER_YES);
	CHECK(handover_need(h, HF_WAIVER) == HANDOVER_PROHIBITED || handover_need(h, HF_WAIVER) == HANDOVER_NOT_ASKED);
	for (int i = 0; i < ui_access(w.app.ui)->n; i++)
		CHECK(strstr(ui_access(w.app.ui)->all[i].id, "waiver_given") == NULL);
}

TEST_LIMIT(waiver, of_an_arrested_minor_is_not_entered_by_any_taps, 120)
{
	uint64_t seed = 20260314;
	json_t *all, *r;
	size_t i;

	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	for (int round = 0; round < 6; round++) {
		world_see(&w, "staff_menu");
		world_tap(&w, "situation:arrested");
		world_tap(&w, "age:12");
		world_tap(&w, round % 2 ? "lang:nl" : "lang:uk");
		world_see(&w, "notice_show");
		world_tap(&w, "print");
		hand_print_out(&w);
		world_tap(&w, "attest");
		for (int tap = 0; tap < 150 && handing_is_on(w.app.visit) && !handing_is_attested(w.app.visit); tap++) {
			random_tap(&seed);
			never_waived(handing_record(w.app.visit));
			if (strcmp(world_screen(&w), "notice_pick") == 0)
				break;
		}
		desk_badge(&w, "");
		world_advance(&w, 301 * 1000);
		desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	}
	world_tap(&w, "situation:arrested"); /* and one that is surely stored */
	world_tap(&w, "age:12");
	world_tap(&w, "lang:nl");
	world_tap(&w, "print");
	hand_print_out(&w);
	attest();
	CHECK(handing_is_attested(w.app.visit));
	all = hand_records(&w, KIND_NOTICE_HANDOVER);
	CHECK(json_array_size(all) > 0);
	json_array_foreach(all, i, r)
	{
		CHECK_TEXT(hand_text(json_object_get(r, "notice"), "id"), "N-JUV");
		CHECK(json_object_get(r, "waiver_given") == NULL);
	}
	json_decref(all);
	world_close(&w);
}
