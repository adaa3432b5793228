/* Every kind of question by keys alone, and what the voice says of it. */
#include <stdio.h>
#include <unistd.h>

#include "kiosk_world.h"
#include "sys/file.h"
#include "sys/text.h"

static struct world w;

enum { RING_MOST = 120 };

static void open_form(const char *panel, const char *lang)
{
	char arg[80], link[700], to[4200];

	snprintf(arg, sizeof arg, "--panel %s", panel);
	world_open(&w, arg);
	world_close(&w);
	snprintf(link, sizeof link, "%s/forms", w.content);
	snprintf(to, sizeof to, "%s/tests/screen/forms", test_root());
	CHECK(unlink(link) == 0 && symlink(to, link) == 0);
	world_open(&w, arg);
	world_go(&w, SCREEN_SERVICE, lang);
	world_tap(&w, "service:all_widgets");
	world_see(&w, "question");
}

static void key(enum ui_key k)
{
	struct ui_event ev = {.kind = UI_KEYED, .key = k};

	CHECK_OK(app_input(&w.app, &ev));
}

static const struct question *here(void)
{
	return session_question(visit_session(w.app.visit), w.app.tour.question);
}

static void at(const char *ref)
{
	w.app.tour = (struct tour){.question = session_find(visit_session(w.app.visit), ref)};
	CHECK(w.app.tour.question != 0);
	app_go(&w.app, SCREEN_QUESTION);
	CHECK_OK(app_paint(&w.app));
}

static const char *stored(const char *ref)
{
	return session_value(visit_session(w.app.visit), ref);
}

/* On by the one key until that stands in the focus, over pages where there are some. */
static void focus_on(const char *id)
{
	for (int i = 0; i < 400; i++) {
		if (strcmp(w.app.ui->focus, id) == 0)
			return;
		if (!world_node(&w, id) && strcmp(w.app.ui->focus, "more") == 0)
			key(UI_KEY_SELECT);
		key(UI_KEY_NEXT);
	}
	test_fail(__FILE__, __LINE__, "no key leads to '%s' at %s", id, here() ? here()->ref : world_screen(&w));
}

static void choose(const char *id)
{
	focus_on(id);
	key(UI_KEY_SELECT);
}

/* ---- the ring --------------------------------------------------------------------------------------- */

static int pressable(void)
{
	const struct access *a = ui_access(w.app.ui);
	int n = 0;

	for (int i = 0; i < a->n; i++)
		n += a->all[i].touchable && a->all[i].enabled;
	return n;
}

/* The ring stands around the node of the focus, inside the panel, and nothing else has one. */
static void has_one_ring(void)
{
	const struct marks *m = ui_marks(w.app.ui);
	const struct node *n = world_node(&w, w.app.ui->focus);
	int rings = 0;

	CHECK(n != NULL);
	for (int i = 0; i < m->n; i++) {
		struct box b = m->all[i].box;

		if (m->all[i].paint != PAINT_FOCUS)
			continue;
		rings++;
		CHECK(b.x >= 0 && b.y >= 0 && b.x + b.w <= w.app.panel.width_mm && b.y + b.h <= w.app.panel.height_mm);
		CHECK(b.x <= n->box.x + 1 && b.x + b.w >= n->box.x + n->box.w - 1);
	}
	if (rings != 1)
		test_fail(__FILE__, __LINE__, "%d rings, the focus is on '%s' at %s", rings, w.app.ui->focus,
		        here()->ref);
}

/* Once around comes by everything that can be pressed, each once, and back the same way: nobody is caught anywhere. */
static void goes_around(void)
{
	char order[RING_MOST][ID_MAX], start[ID_MAX];
	int n = pressable();

	CHECK(n > 0 && n < RING_MOST);
	key(UI_KEY_NEXT);
	snprintf(start, sizeof start, "%s", w.app.ui->focus);
	for (int i = 0; i < n; i++) {
		snprintf(order[i], ID_MAX, "%s", w.app.ui->focus);
		has_one_ring();
		for (int j = 0; j < i; j++)
			if (strcmp(order[i], order[j]) == 0)
				test_fail(__FILE__, __LINE__, "'%s' comes twice at %s", order[i], here()->ref);
		key(UI_KEY_NEXT);
	}
	CHECK_TEXT(w.app.ui->focus, start);
	for (int i = n - 1; i >= 0; i--) {
		key(UI_KEY_PREV);
		CHECK_TEXT(w.app.ui->focus, order[i]);
	}
}

/* ---- the voice ---------------------------------------------------------------------------------------- */

/* All that can be read or pressed is said: its words, and what stands in it; a secret never. */
static void all_is_said(void)
{
	const struct access *a = ui_access(w.app.ui);

	for (int i = 0; i < a->n; i++) {
		const struct node *n = &a->all[i];

		CHECK(*n->spoken != 0);
		if (n->role == ROLE_HEADING || n->role == ROLE_TEXT || n->role == ROLE_ERROR)
			CHECK_HAS(n->spoken, n->label);
		if (n->role == ROLE_CHOICE || n->role == ROLE_CHECK || (n->role == ROLE_FIELD && *n->value))
			CHECK_HAS(n->spoken, n->role == ROLE_FIELD ? n->value : n->label);
	}
}

static const char *said(const char *id)
{
	const struct node *n = world_node(&w, id);

	if (!n)
		test_fail(__FILE__, __LINE__, "'%s' is not on the screen", id);
	return n ? n->spoken : "";
}

TEST(voice, says_which_of_how_many_and_what_is_chosen)
{
	open_form("1280x800@217x136", "nl");
	at("/data/police");
	CHECK_TEXT(said("choice:/data/police:no"), "Nee, 2 van 3");
	world_tap(&w, "choice:/data/police:no");
	CHECK_TEXT(said("choice:/data/police:no"), "Nee, 2 van 3, gekozen");
	at("/data/safe");
	world_tap(&w, "choice:/data/safe:5");
	CHECK_TEXT(said("choice:/data/safe:5"), "Heel veilig, 5 van 5, gekozen");
	at("/data/pain");
	CHECK_TEXT(said("choice:/data/pain:0"), "0, 1 van 11");
	at("/data/stars");
	world_tap(&w, "choice:/data/stars:4");
	CHECK_TEXT(said("choice:/data/stars:4"), "Sterren: 4, 4 van 5, gekozen");
	CHECK_TEXT(said("choice:/data/stars:3"), "Sterren: 3, 3 van 5");
	at("/data/order");
	world_tap(&w, "choice:/data/order:heard");
	CHECK_TEXT(said("choice:/data/order:heard"), "Dat iemand luistert, 2 van 4, nummer 1");
	at("/data/agree");
	world_tap(&w, "field:/data/agree");
	CHECK_HAS(said("field:/data/agree"), ", gekozen");
	world_close(&w);
}

TEST(voice, says_what_was_typed_but_no_secret)
{
	open_form("800x480@154x86", "nl");
	at("/data/name");
	CHECK_HAS(said("field:/data/name"), "Uw voornaam en achternaam"); /* the hint that stands in the empty field */
	world_type(&w, "Ali");
	CHECK_TEXT(said("field:/data/name"), "Hoe heet u?, Ali");
	at("/data/code");
	world_type(&w, "zonnebloem");
	CHECK(!strstr(said("field:/data/code"), "zonnebloem"));
	at("/data/clock");
	CHECK_TEXT(said("field:/data/clock:0"), "Uur");
	world_close(&w);
}

TEST(voice, says_what_is_wrong)
{
	const struct access *a;
	bool told = false;

	open_form("1280x800@217x136", "ar");
	at("/data/safe");
	world_tap(&w, "next");
	a = ui_access(w.app.ui);
	for (int i = 0; i < a->n; i++)
		told = told || (a->all[i].role == ROLE_ERROR && strstr(a->all[i].spoken, "خطأ") == a->all[i].spoken);
	CHECK(told);
	CHECK_HAS(said("choice:/data/safe:1"), "1 من 5");
	world_close(&w);
}

/* ---- keys alone ----------------------------------------------------------------------------------------- */

static void answer(const char *name)
{
	char id[ID_MAX];
	const struct question *q = here();

	if (strcmp(name, "safe") == 0) {
		choose("choice:/data/safe:2");
	} else if (strcmp(name, "order") == 0) {
		choose("choice:/data/order:heard");
		choose("choice:/data/order:safe");
		choose("choice:/data/order:paid");
	} else if (strcmp(name, "agree") == 0) {
		choose("field:/data/agree");
	} else if (strcmp(name, "minutes") == 0) {
		choose("step:/data/minutes:1");
		choose("step:/data/minutes:2");
	} else if (strcmp(name, "children") == 0) {
		choose("key:3");
	} else if (q->kind == QUESTION_SELECT1 && q->n_choices > 0 && q->n_choices < 8) {
		snprintf(id, sizeof id, "choice:%s:%s", q->ref, q->choices[0].name);
		choose(id);
	}
}

/* From a page with keys alone: into the questions that need them, and out again. */
static void fill_page(void)
{
	const struct access *a;
	char letter[ID_MAX] = "";

	choose("field:/data/street");
	a = ui_access(w.app.ui);
	for (int i = 0; i < a->n && !*letter; i++)
		if (a->all[i].role == ROLE_KEY)
			snprintf(letter, sizeof letter, "%s", a->all[i].id);
	choose(letter);
	choose("next");
	choose("field:/data/number");
	choose("key:1");
	choose("next");
	choose("choice:/data/post:no");
}

static void whole_form(const char *panel, const char *lang)
{
	open_form(panel, lang);
	for (int i = 0; i < 80 && w.app.screen == SCREEN_QUESTION; i++) {
		char name[40];

		snprintf(name, sizeof name, "%s", here()->name);
		goes_around();
		all_is_said();
		if (strcmp(name, "street") == 0)
			fill_page();
		else
			answer(name);
		goes_around();
		all_is_said();
		choose("next");
	}
	world_see(&w, "review");
	CHECK_TEXT(stored("/data/order"), "heard safe paid know");
	CHECK_TEXT(stored("/data/minutes"), "10");
	CHECK_TEXT(stored("/data/children"), "3");
	CHECK_TEXT(stored("/data/number"), "1");
	key(UI_KEY_BACK);
	world_see(&w, "question");
	key(UI_KEY_HELP);
	world_see(&w, "help");
	key(UI_KEY_BACK);
	world_see(&w, "question");
	world_close(&w);
}

TEST_LIMIT(keys, lead_through_every_kind_of_question_on_the_wide_panel, 240)
{
	whole_form("1280x800@217x136", "nl");
}

TEST_LIMIT(keys, lead_through_every_kind_of_question_from_right_to_left, 240)
{
	whole_form("1280x800@217x136", "ar");
}

TEST_LIMIT(keys, lead_through_every_kind_of_question_on_the_low_panel, 240)
{
	whole_form("800x480@154x86", "nl");
}
