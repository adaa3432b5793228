/*
 * Every question of every shipped form, in each of its languages, measured: on the lowest panel in the largest letters,
 * and a sample of the rest; every panel and size with LOKET_GEOMETRY=all, a picture of each page with LOKET_PICTURES=FOLDER.
 */
#include <stdio.h>
#include <stdlib.h>

#include "form_walk.h"
#include "kiosk_geometry.h"
#include "kiosk_notices.h"
#include "kiosk_picture.h"
#include "store/kinds.h"
#include "visit/service_kinds.h"
#include "visit/visit_inside.h"

enum { REFS_MOST = 600, REF_ROOM = 300, WALKS_LEAST = 40, WALKS_MOST = 2000 };

static struct world w;
static struct walker walker;
static int faults, measured;
static struct box bar[GEOMETRY_BAR];
static char at[80]; /* "800x480 ar XL ketenkaart" */
static char refs[REFS_MOST][REF_ROOM]; /* what was measured */
static int n_refs;
static bool enrolled;

/* A question is read on one page: its heading does not go on behind "more". */
static int parted_faults(const char *where)
{
	const struct node *more = world_node(&w, "more");

	if (strcmp(world_screen(&w), "question") != 0 || !more || strstr(more->label, "(1 /"))
		return 0;
	for (int i = 0; i < ui_access(w.app.ui)->n; i++)
		if (ui_access(w.app.ui)->all[i].role == ROLE_HEADING) {
			fprintf(stderr, "%s: '%s' is parted by a page\n", where, ui_access(w.app.ui)->all[i].label);
			return 1;
		}
	return 0;
}

static void one_page(const char *where)
{
	faults += geometry_faults(&w, where);
	faults += geometry_bar_faults(&w, bar, where);
	faults += parted_faults(where);
	picture_take(&w, where);
	measured++;
}

/* Each page behind "more", once around, and back at the first. */
static void measure(const char *what)
{
	for (int page = 1; page < 400; page++) {
		const struct node *more;
		char where[500];

		snprintf(where, sizeof where, "%s %s %s page %d", at, world_screen(&w), what, page);
		one_page(where);
		more = world_node(&w, "more");
		if (!more)
			return;
		world_tap_at(&w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
		more = world_node(&w, "more");
		if (!more || strstr(more->label, "(1 /"))
			return;
	}
	fprintf(stderr, "%s %s: pages without an end\n", at, what);
	faults++;
}

/* "/data/kid[2]/name" and "/data/kid[1]/name" are one question here. */
static void without_places(char out[REF_ROOM], const char *ref)
{
	size_t n = 0;

	for (const char *p = ref; *p && n + 1 < REF_ROOM; p++) {
		if (*p == '[')
			p = strchr(p, ']');
		else
			out[n++] = *p;
	}
	out[n] = 0;
}

static bool was_seen(const char *ref)
{
	char bare[REF_ROOM];

	without_places(bare, ref);
	for (int i = 0; i < n_refs; i++)
		if (strcmp(refs[i], bare) == 0)
			return true;
	return false;
}

/* True the first time. */
static bool is_new(const char *ref)
{
	if (was_seen(ref))
		return false;
	CHECK(n_refs < REFS_MOST);
	without_places(refs[n_refs++], ref);
	return true;
}

static void show(uint32_t id, bool alone, bool wrong)
{
	w.app.tour = (struct tour){.question = id, .alone = alone, .show_errors = wrong};
	w.app.visit->deeds.now = session_deeds(visit_session(w.app.visit)); /* letters stay those that are measured */
	app_go(&w.app, SCREEN_QUESTION);
	CHECK_OK(app_paint(&w.app));
	world_see(&w, "question");
}

/* A hint of one line does not push the first answer to the next page: it did with these. */
static void see_an_answer(const struct question *q)
{
	char id[REF_ROOM];

	if (strncmp(at, "800x480@1 ar XL victim_intake", 29) != 0 ||
	        (strcmp(q->ref, "/data/damage") != 0 && strcmp(q->ref, "/data/event_kind") != 0))
		return;
	snprintf(id, sizeof id, "choice:%.100s:%.100s", q->ref, q->choices[0].name);
	if (world_node(&w, id))
		return;
	fprintf(stderr, "%s %s: the first answer is not on the first page\n", at, q->ref);
	faults++;
}

/* As it comes; with its reason opened; with what is wrong when nothing was said. */
static void look(struct session *s, uint32_t id, bool alone)
{
	const struct question *q = session_question(s, id);
	const char *how = alone ? " alone" : "";
	bool wants = q->required && !*q->value && q->kind != QUESTION_NOTE;
	char ref[REF_ROOM], what[REF_ROOM + 20];

	snprintf(ref, sizeof ref, "%s", q->ref);
	snprintf(what, sizeof what, "%s%s", ref, how);
	show(id, alone, false);
	see_an_answer(q);
	measure(what);
	if (world_node(&w, "why")) {
		world_tap(&w, "why");
		snprintf(what, sizeof what, "%s%s why", ref, how);
		measure(what);
	}
	if (!wants)
		return;
	snprintf(what, sizeof what, "%s%s wrong", ref, how);
	show(id, alone, true);
	measure(what);
}

/* With the questions of its page, and alone where it stands on one. */
static void see(struct session *s, uint32_t id)
{
	uint32_t page = session_page(s, id), next = session_next(s, page);
	bool on_page = next && session_page(s, next) == page;

	if (!is_new(session_question(s, id)->ref))
		return;
	if (!on_page || page == id)
		look(s, id, false);
	if (on_page)
		look(s, id, true);
}

/* A long review opens part by part. */
static void look_into_parts(void)
{
	for (int i = 1; i < 30; i++) {
		char id[20];

		snprintf(id, sizeof id, "part:%d", i);
		for (int page = 0; page < 30 && !world_node(&w, id) && world_node(&w, "more"); page++)
			world_tap(&w, "more");
		if (!world_node(&w, id))
			return;
		world_tap(&w, id);
		measure(id);
		world_tap(&w, "back");
	}
}

/* What follows the questions. */
static void look_back(void)
{
	static const enum screen_id then[] = {SCREEN_REVIEW, SCREEN_DATA_LEDGER, SCREEN_CONFIRM};

	for (size_t i = 0; i < sizeof then / sizeof *then; i++) {
		app_go(&w.app, then[i]);
		CHECK_OK(app_paint(&w.app));
		measure("");
		if (then[i] == SCREEN_REVIEW)
			look_into_parts();
	}
}

/* Dice lead through; a screen that was measured is not measured again. */
static void walk(const char *form, uint64_t seed)
{
	struct session *s;
	uint32_t id;

	w.app.clock.wall_held_ms = KIT_NOW; /* the days that the walker knows */
	/* Some questions are asked only when an officer sits beside. */
	CHECK_INT((seed % 3 == 1 ? visit_begin : visit_begin_at_desk)(w.app.visit, form), 0);
	walker.kit.s = s = visit_session(w.app.visit);
	walker.kit.form = w.app.visit->service[w.app.visit->serving].form;
	walker.die = seed * 104729;
	walker.steps = 0;
	for (id = session_next(s, 0); id && walker.steps < 1500;) {
		bool repeat = session_question(s, id)->kind == QUESTION_REPEAT;

		see(s, id);
		id = repeat ? session_next(s, id) : walker_step(&walker, id);
	}
	if (seed == 1)
		look_back();
}

/* A question of the form that no walk came to; NULL: every one was measured. */
static const char *unseen(void)
{
	struct session *s = visit_session(w.app.visit);
	size_t n;
	const uint32_t *ids = session_questions(s, &n);

	for (size_t i = 0; i < n; i++) {
		const struct question *q = session_question(s, ids[i]);

		if (q && !*q->repeat && !was_seen(q->ref))
			return q->ref;
	}
	return NULL;
}

/* Forms of staff are begun here as a citizen's are: what they look like is the same. */
static void offer_all(void)
{
	static const struct service_kind row = {
	        .form = "", .kind = KIND_NEEDS_PROFILE, .place = SERVICE_FIRST, .desk = true};
	struct visit *v = w.app.visit;

	for (size_t i = 0, n = visit_services(v); i < n; i++)
		v->service[i].kind = &row;
}

static void forms_of(const char *const *forms, const char *panel, const char *lang, enum text_size size)
{
	char arg[80];

	snprintf(arg, sizeof arg, "--panel %s", panel);
	notices_open(&w, arg);
	if (enrolled)
		desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	else
		desk_enrol(&w);
	enrolled = true;
	offer_all();
	CHECK_INT(visit_set_language(w.app.visit, lang), 0);
	w.app.ui->size = size;
	memset(bar, 0, sizeof bar);
	for (; *forms; forms++) {
		n_refs = 0;
		snprintf(at, sizeof at, "%.9s %s %s %s", panel, lang, size_name(size), *forms);
		for (uint64_t seed = 1; seed <= WALKS_LEAST || (seed < WALKS_MOST && unseen()); seed++)
			walk(*forms, seed);
		if (unseen())
			test_fail(__FILE__, __LINE__, "%s: no walk came to %s", *forms, unseen());
	}
	visit_leave_desk(w.app.visit);
	world_close(&w);
}

static bool all(void)
{
	const char *how = getenv("LOKET_GEOMETRY");

	return how && strcmp(how, "all") == 0;
}

static const char *const citizens[] = {
        "loss_report", "victim_intake", "complaint", "signal_card", "access_request", "needs_profile", NULL};
static const char *const officers[] = {"individual_assessment", "referral", "ketenkaart", "meldcode_checklist",
        "casus_spreekuur", "complaint_triage", NULL};

/* sample: the one that is always measured, beside the lowest panel in the largest letters. */
static void everywhere(const char *const *forms, const char *lang, const char *sample, enum text_size size)
{
	static const char *const panels[] = {
	        "800x480@154x86", "1024x600@222x125", "1280x800@217x136", "1080x1920@268x476"};

	for (size_t p = 0; p < sizeof panels / sizeof *panels; p++)
		for (int s = 0; s < SIZE_COUNT; s++)
			if (all() || (p == 0 && s == SIZE_XL) || (strcmp(panels[p], sample) == 0 && s == (int)size))
				forms_of(forms, panels[p], lang, (enum text_size)s);
	fprintf(stderr, "%s: %d frames measured\n", lang, measured);
	CHECK_INT(faults, 0);
}

#define LANGUAGE(name, forms, tag, sample, size)                                                                       \
	TEST_LIMIT(forms_of, name, 1800)                                                                               \
	{                                                                                                              \
		everywhere(forms, tag, sample, size);                                                                  \
	}
LANGUAGE(citizens_in_dutch, citizens, "nl", "1280x800@217x136", SIZE_M)
LANGUAGE(citizens_in_easy_dutch, citizens, "nl-easy", "1280x800@217x136", SIZE_S)
LANGUAGE(citizens_in_english, citizens, "en", "1024x600@222x125", SIZE_M)
LANGUAGE(citizens_in_german, citizens, "de", "1280x800@217x136", SIZE_L)
LANGUAGE(citizens_in_french, citizens, "fr", "1024x600@222x125", SIZE_L)
LANGUAGE(citizens_in_arabic, citizens, "ar", "1280x800@217x136", SIZE_XL)
LANGUAGE(citizens_in_ukrainian, citizens, "uk", "1080x1920@268x476", SIZE_M)
LANGUAGE(citizens_in_polish, citizens, "pl", "800x480@154x86", SIZE_M)
LANGUAGE(citizens_in_turkish, citizens, "tr", "1080x1920@268x476", SIZE_XL)
LANGUAGE(officers_in_dutch, officers, "nl", "1280x800@217x136", SIZE_M)
LANGUAGE(officers_in_english, officers, "en", "800x480@154x86", SIZE_M)
