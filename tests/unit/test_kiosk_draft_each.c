/* Cut off at each question of a form, and brought back: it is the same question, and all answers stand. */
#include <stdio.h>
#include <string.h>

#include "kiosk_draft.h"

enum { ASKED_MOST = 60, REF_BYTES = 200 };

static struct world w;

static const struct question *here(void)
{
	return session_question(visit_session(w.app.visit), w.app.tour.question);
}

/* The end of a repeat has no REF of its own. */
static void where(char *out, size_t room)
{
	const struct question *q = here();

	snprintf(out, room, "%d %s", (int)q->kind, q->kind == QUESTION_REPEAT ? q->repeat : q->ref);
}

/* What leads through most of the form; else what fits. */
static void answer(void)
{
	static const char *const on[] = {"no", "lost", "other", "self", "none"};
	const struct question *q = here();

	if (q->kind == QUESTION_REPEAT)
		return;
	for (size_t i = 0; i < q->n_choices; i++)
		for (size_t k = 0; k < sizeof on / sizeof *on; k++)
			if (!*q->value && strcmp(q->choices[i].name, on[k]) == 0) {
				char id[REF_BYTES];

				snprintf(id, sizeof id, "choice:%s:%s", q->ref, on[k]);
				if (world_node(&w, id)) {
					world_tap(&w, id);
					return;
				}
			}
	if (*q->value)
		return;
	if (q->type == ANSWER_TEXT && !q->n_choices && q->kind == QUESTION_INPUT)
		world_type(&w, strcmp(q->name, "postcode") == 0 ? "3511 CE" : "Iets van meer dan dertig letters lang.");
	else
		world_answer(&w);
}

static void answers(char *out, size_t room)
{
	struct session *s = visit_session(w.app.visit);

	*out = 0;
	for (uint32_t id = session_next(s, 0); id; id = session_next(s, id)) {
		const struct question *q = session_question(s, id);

		if (*q->value && !desk_is_hidden(q) && !q->readonly && id != w.app.tour.question)
			snprintf(out + strlen(out), room - strlen(out), "%s=%s\n", q->ref, q->value);
	}
}

TEST_LIMIT(draft, comes_back_at_each_question_of_a_report, 120)
{
	static char before[64 * 1024], after[64 * 1024];
	int n = 0;

	draft_station(&w, NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	for (; n < ASKED_MOST && w.app.screen == SCREEN_QUESTION; n++) {
		char ref[REF_BYTES];

		answer();
		world_advance(&w, 4000);
		where(ref, sizeof ref);
		answers(before, sizeof before);
		draft_cut(&w);
		desk_log_in(&w, DESK_TOKEN, DESK_PIN);
		draft_bring_back(&w, 0);
		world_see(&w, "question");
		desk_badge(&w, "");
		where(after, sizeof after);
		CHECK_TEXT(after, ref);
		answers(after, sizeof after);
		CHECK_TEXT(after, before);
		CHECK_INT(draft_waiting(&w), 0);
		world_tap(&w, "next");
	}
	CHECK(n >= 12);
	if (w.app.screen == SCREEN_QUESTION)
		test_fail(__FILE__, __LINE__, "it ends at %s", here()->ref);
	world_see(&w, "review");
	world_close(&w);
}

/* Opened from the review, to be changed: it comes back there, and leads back to the review. */
TEST(draft, that_was_a_change_from_the_review_leads_back_to_it)
{
	draft_station(&w, "screen/drafts");
	draft_household(&w);
	for (int i = 0; i < 12 && w.app.screen == SCREEN_QUESTION; i++) {
		if (world_node(&w, "field:/data/street") && !world_node(&w, "key:a")) {
			world_tap(&w, "field:/data/street");
			world_type(&w, "Dorpsstraat");
			world_tap(&w, "next");
			world_tap(&w, "field:/data/number");
			world_type(&w, "12");
			world_tap(&w, "next");
			world_tap(&w, "choice:/data/post:yes");
		} else if (world_node(&w, "field:/data/name") || world_node(&w, "field:/data/kid[1]/kname")) {
			world_type(&w, "Jan");
		}
		world_tap(&w, "next");
	}
	world_see(&w, "review");
	world_tap(&w, "change:/data/name");
	world_type(&w, "neke");
	world_advance(&w, 4000);
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	CHECK_TEXT(draft_field(&w, "field:/data/name"), "Janneke");
	world_tap(&w, "next");
	world_see(&w, "review");
	CHECK(world_says(&w, "Janneke"));
	world_close(&w);
}
