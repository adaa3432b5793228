/* What answers make the kiosk do (loket:does), and what a form takes over from the one before (loket:from, loket:after). */
#include <stdio.h>

#include "form/carry.h"
#include "form/deeds.h"
#include "form_say.h"

#define NS "xmlns:loket=\"https://loket.invalid/ns\" "
#define SEES                                                                                                           \
	"<bind " NS                                                                                                    \
	"nodeset=\"/data/sees\" type=\"string\" loket:does=\"audio:voice  large:large\tcontrast:contrast\"/>"          \
	"<bind nodeset=\"/data/more\" relevant=\"/data/show != 'no'\" " NS "loket:does=\"yes:call yes:alone\"/>"
#define SEES_BODY                                                                                                        \
	"<select ref=\"/data/sees\"><label>s</label><item><label>a</label><value>audio</value></item>"                   \
	"<item><label>l</label><value>large</value></item><item><label>c</label><value>contrast</value></item></select>" \
	"<input ref=\"/data/more\"><label>m</label></input><input ref=\"/data/show\"><label>s</label></input>"

TEST(deeds, are_those_of_the_answers_that_stand_now)
{
	struct kit k;

	kit_form(&k, "<sees/><more/><show/>", SEES, SEES_BODY);
	CHECK_INT(session_deeds(k.s), 0);
	CHECK_SET(&k, "/data/sees", "large");
	CHECK_INT(session_deeds(k.s), DEED_LARGE);
	CHECK_SET(&k, "/data/sees", "audio large contrast");
	CHECK_INT(session_deeds(k.s), DEED_VOICE | DEED_LARGE | DEED_CONTRAST);
	CHECK_SET(&k, "/data/sees", "");
	CHECK_SET(&k, "/data/more", "yes");
	CHECK_INT(session_deeds(k.s), DEED_CALL | DEED_ALONE);
	CHECK_SET(&k, "/data/more", "yesterday"); /* a part of a word is none */
	CHECK_INT(session_deeds(k.s), 0);
	kit_close(&k);
}

TEST(deeds, of_what_is_not_asked_any_more_are_none)
{
	struct kit k;

	kit_form(&k, "<sees/><more/><show/>", SEES, SEES_BODY);
	CHECK_SET(&k, "/data/more", "yes");
	CHECK_SET(&k, "/data/show", "no");
	CHECK_INT(session_deeds(k.s), 0);
	CHECK_SET(&k, "/data/show", "");
	CHECK_INT(session_deeds(k.s), DEED_CALL | DEED_ALONE);
	kit_close(&k);
}

TEST(deeds, of_rows_are_those_of_any_row)
{
	struct kit k;

	kit_form(&k, "<row><a/></row>", "<bind " NS "nodeset=\"/data/row/a\" loket:does=\"yes:child\"/>",
	        "<group><repeat nodeset=\"/data/row\"><input ref=\"/data/row/a\"><label>a</label></input></repeat></group>");
	CHECK_INT(session_add(k.s, "/data/row"), 0);
	CHECK_INT(session_deeds(k.s), 0);
	CHECK_SET(&k, "/data/row[2]/a", "yes");
	CHECK_INT(session_deeds(k.s), DEED_CHILD);
	CHECK_INT(session_remove(k.s, "/data/row", 1), 0);
	CHECK_INT(session_deeds(k.s), 0);
	kit_close(&k);
}

TEST(deeds, that_are_none_refuse_the_form)
{
	static const char *const bad[] = {"yes", "yes:", ":call", "yes:CALL", "yes:call2", "yes:call no", "yes :call"};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char bind[200];

		(void)snprintf(bind, sizeof bind, "<bind " NS "nodeset=\"/data/a\" loket:does=\"%s\"/>", bad[i]);
		kit_refused("<a/>", bind, "<input ref=\"/data/a\"><label>a</label></input>", "loket:does says");
	}
}

TEST(deeds, are_no_part_of_the_record)
{
	struct kit k;

	kit_form(&k, "<sees/><more/><show/>", SEES, SEES_BODY);
	CHECK_SET(&k, "/data/more", "yes");
	CHECK(!strstr(kit_xml(&k), "does") && !strstr(kit_json(&k), "call"));
	kit_close(&k);
}

/* ---- our own forms ---------------------------------------------------------------------------------- */

static void deeds_after(const char *form, const char *name, const char *value, unsigned want)
{
	struct walker w;

	say_open(&w, form, "", 0);
	CHECK_INT(session_deeds(w.kit.s), 0);
	say(&w, name, value);
	CHECK_INT(session_deeds(w.kit.s), want);
	say(&w, name, "");
	CHECK_INT(session_deeds(w.kit.s), 0);
	walker_close(&w);
}

TEST(deeds, of_the_needs_profile)
{
	deeds_after("needs_profile", "vision_help", "audio", DEED_VOICE);
	deeds_after("needs_profile", "vision_help", "large contrast", DEED_LARGE | DEED_CONTRAST);
	deeds_after("needs_profile", "vision_help", "none", 0);
	deeds_after("needs_profile", "easy_language", "yes", DEED_EASY);
	deeds_after("needs_profile", "easy_language", "no", 0);
	deeds_after("needs_profile", "alone_safe", "no", DEED_ALONE);
	deeds_after("needs_profile", "alone_safe", "unknown", DEED_ALONE);
	deeds_after("needs_profile", "alone_safe", "yes", 0);
}

TEST(deeds, a_child_that_interprets_is_told_to_the_desk)
{
	static const char *const rows[][2] = {{"helped", "yes"}, {"helper_relation", "family"}, {"helper_minor", "no"}};
	struct walker w;

	say_open(&w, "needs_profile", "", 0);
	say_all(&w, rows, 3);
	CHECK_INT(session_deeds(w.kit.s), 0);
	say(&w, "helper_minor", "yes");
	CHECK_INT(session_deeds(w.kit.s), DEED_CHILD);
	walker_close(&w);
}

TEST(deeds, the_intake_calls_the_desk)
{
	struct walker w;

	deeds_after("victim_intake", "danger_now", "yes", DEED_CALL);
	say_open(&w, "victim_intake", "", 0);
	say(&w, "danger_now", "no");
	say(&w, "need_now", "talk");
	CHECK_INT(session_deeds(w.kit.s), 0);
	say(&w, "need_now", "talk medical");
	CHECK_INT(session_deeds(w.kit.s), DEED_CALL);
	say(&w, "need_now", "safe");
	CHECK_INT(session_deeds(w.kit.s), DEED_CALL);
	walker_close(&w);
}

/* ---- from one form to the next ------------------------------------------------------------------------ */

static const struct session_answer *taken(const struct session_answer *all, size_t n, const char *ref)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].ref, ref) == 0)
			return &all[i];
	return NULL;
}

TEST(carry, a_referral_begins_with_what_the_intake_says)
{
	struct session_answer all[16];
	struct form_after after;
	struct walker r3, r10;
	size_t n;

	say_open(&r3, "victim_intake", "S-7", 0);
	say_open(&r10, "referral", "S-7", 0);
	CHECK(form_after(&after, r10.kit.form) && !form_after(&(struct form_after){0}, r3.kit.form));
	CHECK_TEXT(after.form, "victim_intake");
	say(&r3, "danger_now", "no");
	CHECK(!form_follows(r10.kit.form, r3.kit.s));
	say(&r3, "wants_support", "later");
	CHECK(!form_follows(r10.kit.form, r3.kit.s));
	say(&r3, "wants_support", "yes");
	say(&r3, "name_now", "yes");
	say(&r3, "name", "Ng");
	say(&r3, "phone", "0612345678");
	CHECK(form_follows(r10.kit.form, r3.kit.s) && !form_follows(r3.kit.form, r3.kit.s));
	n = form_carries(all, 16, r10.kit.form, r3.kit.s);
	CHECK_INT((int)n, 5);
	CHECK_TEXT(taken(all, n, "/data/to_org")->value, "shn");
	CHECK_TEXT(taken(all, n, "/data/consent")->value, "yes");
	CHECK_TEXT(taken(all, n, "/data/what_is_shared")->value, "name phone");
	CHECK_TEXT(taken(all, n, "/data/name")->value, "Ng");
	CHECK_TEXT(taken(all, n, "/data/phone")->value, "0612345678");
	CHECK_INT((int)form_carries(all, 2, r10.kit.form, r3.kit.s), 2);
	walker_close(&r3);
	walker_close(&r10);
}

/* An answer that was given, and is not asked any more, goes nowhere. */
TEST(carry, takes_only_what_is_relevant)
{
	struct session_answer all[16];
	struct walker r3, r10;

	say_open(&r3, "victim_intake", "S-7", 0);
	say_open(&r10, "referral", "S-7", 0);
	say(&r3, "danger_now", "no");
	say(&r3, "wants_support", "yes");
	say(&r3, "danger_now", "yes");
	CHECK(!form_follows(r10.kit.form, r3.kit.s));
	CHECK_INT((int)form_carries(all, 16, r10.kit.form, r3.kit.s), 0);
	walker_close(&r3);
	walker_close(&r10);
}

TEST(carry, each_answer_is_one_that_the_referral_takes)
{
	struct session_answer all[16];
	struct walker r3, r10;
	size_t n, left = 9;

	say_open(&r3, "victim_intake", "S-7", 0);
	say_open(&r10, "referral", "S-7", 0);
	say(&r3, "danger_now", "no");
	say(&r3, "wants_support", "yes");
	say(&r3, "name_now", "yes");
	say(&r3, "name", "Ng");
	say(&r3, "contact_channel", "phone");
	say(&r3, "phone", "0612345678");
	say(&r3, "safe_times", "Na zes uur");
	n = form_carries(all, 16, r10.kit.form, r3.kit.s);
	CHECK_INT((int)n, 6);
	CHECK_INT(session_restore(&left, r10.kit.s, all, n), 0);
	CHECK_INT((int)left, 0);
	CHECK_TEXT(say_value(&r10, "safe_contact"), "Na zes uur");
	CHECK_TEXT(say_value(&r10, "phone"), "0612345678");
	walker_close(&r3);
	walker_close(&r10);
}

TEST(carry, what_is_no_path_refuses_the_form)
{
	static const char *const bad[] = {"kind", "/data/kind yes", "/data/kind =x", "/data/kind yes="};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char bind[200];

		(void)snprintf(bind, sizeof bind, "<bind " NS "nodeset=\"/data/a\" loket:from=\"%s\"/>", bad[i]);
		kit_refused("<a/>", bind, "<input ref=\"/data/a\"><label>a</label></input>", "loket:from is");
	}
}
