/* Every form that we ship, walked in every language, alone and with an officer, by a die: no dead end, and all is sound. */
#include <jansson.h>

#include "form_walk.h"

static const char *const forms[] = {"loss_report", "victim_intake", "complaint", "signal_card", "access_request",
        "needs_profile", "individual_assessment", "referral", "ketenkaart", "meldcode_checklist", "casus_spreekuur",
        "complaint_triage"};
enum { FORMS = sizeof forms / sizeof *forms, WALKS = 12, WALKS_MANY = 8000 };

static bool is_staffs(const struct walker *w)
{
	return form_audience(w->kit.form) == AUDIENCE_STAFF;
}

/* What leaves: only what is relevant, and the review has each question that was answered. */
static void leaves_soundly(struct walker *w)
{
	struct session *s = w->kit.s;
	json_t *all = json_loads(kit_json(&w->kit), 0, NULL), *value;
	const char *key;

	CHECK(json_is_object(all));
	CHECK_INT(session_count_bad(s), 0);
	json_object_foreach(all, key, value)
	{
		CHECK(json_is_string(value));
	}
	for (uint32_t id = session_next(s, 0); id; id = session_next(s, id)) {
		const struct question *q = session_question(s, id);

		if (q->kind != QUESTION_NOTE && *q->value && !json_object_get(all, q->ref))
			test_fail(__FILE__, __LINE__, "%s was answered and does not leave", q->ref);
	}
	json_decref(all);
}

TEST_LIMIT(walks, every_form_in_every_language_comes_to_its_end, 120)
{
	for (size_t i = 0; i < FORMS; i++) {
		struct walker w;

		walker_open(&w, forms[i]);
		for (int language = 0; language < (int)form_languages(w.kit.form); language++)
			for (uint64_t seed = 1; seed <= WALKS; seed++) {
				walker_walk(&w, language, seed % 2 || is_staffs(&w) ? "S-7" : "", seed * 7919 + i);
				leaves_soundly(&w);
			}
		walker_close(&w);
	}
}

TEST_LIMIT(walks, every_question_of_every_form_is_asked_in_some_walk, 120)
{
	for (size_t i = 0; i < FORMS; i++) {
		struct walker w;

		walker_open(&w, forms[i]);
		for (uint64_t seed = 1; seed <= WALKS_MANY && (seed < 20 || !walker_has_all(&w)); seed++)
			walker_walk(&w, 0, seed % 3 || is_staffs(&w) ? "S-7" : "", seed * 104729 + i);
		walker_has_seen_all(&w);
		walker_close(&w);
	}
}

/* The language of the screen settles nothing: the same answers give the same record. */
TEST_LIMIT(walks, the_language_changes_no_record, 60)
{
	for (size_t i = 0; i < FORMS; i++) {
		struct walker w;
		char first[64 * 1024];

		walker_open(&w, forms[i]);
		walker_walk(&w, 0, "S-7", 41);
		(void)strncpy(first, kit_json(&w.kit), sizeof first - 1);
		for (int language = 0; language < (int)form_languages(w.kit.form); language++) {
			CHECK_INT(session_set_language(w.kit.s, language), 0);
			CHECK_TEXT(kit_json(&w.kit), first);
		}
		walker_close(&w);
	}
}

TEST(walks, no_form_has_an_error_and_each_says_whom_it_asks)
{
	for (size_t i = 0; i < FORMS; i++) {
		struct walker w;

		walker_open(&w, forms[i]);
		form_lint(w.kit.form, &w.kit.findings);
		if (w.kit.findings.errors)
			test_fail(__FILE__, __LINE__, "%s", buf_str(&w.kit.findings.text));
		CHECK_INT(form_fits_kiosk(w.kit.form, &w.kit.findings), 0);
		CHECK_TEXT(form_id(w.kit.form), forms[i]);
		CHECK(form_audience(w.kit.form) == AUDIENCE_CITIZEN || form_audience(w.kit.form) == AUDIENCE_STAFF);
		CHECK(form_language_of_tag(w.kit.form, "nl") >= 0 && form_language_of_tag(w.kit.form, "en") >= 0);
		walker_close(&w);
	}
}
