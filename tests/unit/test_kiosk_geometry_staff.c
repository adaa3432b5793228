/* What an officer and the person at the desk see, measured: a sample here, every combination with LOKET_GEOMETRY=all. */
#include <stdio.h>
#include <stdlib.h>

#include "kiosk_geometry.h"
#include "kiosk_notices.h"
#include "notice/handover.h"
#include "visit/handing.h"

static struct world w;
static int faults, measured;
static struct box bar[GEOMETRY_BAR];
static char at[60]; /* "800x480 ar" */

static const char *const wide = "1280x800@217x136", *const low = "800x480@154x86", *const tall = "1080x1920@268x476";
static const char *const persons[] = {"nl", "ar", "uk", "pl", "nl-easy", "en", "de", "fr", "tr"};
enum { PERSONS = sizeof persons / sizeof *persons };

static bool all(void)
{
	const char *how = getenv("LOKET_GEOMETRY");

	return how && strcmp(how, "all") == 0;
}

static void measure(const char *what)
{
	char where[200];

	snprintf(where, sizeof where, "%s %s %s %s", at, size_name(w.app.ui->size), world_screen(&w), what);
	faults += geometry_faults(&w, where);
	faults += geometry_bar_faults(&w, bar, where);
	measured++;
}

/* Each page behind "more", once around. */
static void pages(const char *what)
{
	char page[100];

	for (int i = 1;; i++) {
		const struct node *more;

		snprintf(page, sizeof page, "%s page %d", what, i);
		measure(page);
		more = world_node(&w, "more");
		if (!more)
			return;
		CHECK(i < 60);
		world_tap_at(&w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
		more = world_node(&w, "more");
		if (more && strstr(more->label, "(1 /"))
			return;
	}
}

/* Letters of that size on the screen that is shown. */
static void set_size(enum text_size size)
{
	w.app.ui->size = size;
	memset(bar, 0, sizeof bar);
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
}

static void in_every_size(const char *what)
{
	enum text_size kept = w.app.ui->size;

	for (int size = 0; size < SIZE_COUNT; size++) {
		set_size((enum text_size)size);
		pages(what);
	}
	set_size(kept);
}

static void open_at(const char *panel, const char *more)
{
	char arg[200];

	snprintf(arg, sizeof arg, "--panel %s %s", panel, more);
	notices_open(&w, arg);
	snprintf(at, sizeof at, "%.9s", panel);
	memset(bar, 0, sizeof bar);
}

static void speak(const char *panel, const char *lang)
{
	snprintf(at, sizeof at, "%.9s %s", panel, lang);
	memset(bar, 0, sizeof bar);
}

/* ---- a notice, page by page ---------------------------------------------------------------- */

static void read_through(const struct notice *n, const char *what)
{
	int page = 0, seen = 0;
	char name[80];

	for (; page < 400; page++) {
		const char *next;

		snprintf(name, sizeof name, "%s page %d", what, page + 1);
		measure(name);
		seen = notices_seen(&w, n, seen);
		next = desk_label(&w, "next");
		if (strcmp(next, visit_say(w.app.visit, "notice.ready")) == 0)
			break;
		world_tap(&w, "next");
		world_see(&w, "notice_show");
	}
	if (seen != notices_parts(n)) {
		fprintf(stderr, "%s: %d of %d parts of %s were read\n", at, seen, notices_parts(n), n->id);
		faults++;
	}
	while (page-- > 0)
		world_tap(&w, "back");
	world_see(&w, "notice_show");
}

static void go_rights(const char *lang)
{
	if (w.app.screen != SCREEN_IDLE)
		world_tap(&w, "stop");
	world_go(&w, SCREEN_SERVICE, lang);
}

/* What anybody may read alone. few: one notice, in the smallest and the largest letters. */
static void reading(const char *panel, const char *lang, bool few)
{
	speak(panel, lang);
	go_rights(lang);
	in_every_size("");
	world_tap(&w, "service:rights");
	in_every_size("");
	for (int i = 0; visit_readable(w.app.visit, i); i++) {
		char id[40];

		if (few && i > 0)
			break;
		snprintf(id, sizeof id, "notice:%s", visit_readable(w.app.visit, i));
		world_tap(&w, id);
		for (int size = 0; size < SIZE_COUNT; size++) {
			if (few && size != (lang[0] == 'n' ? SIZE_M : SIZE_XL))
				continue;
			set_size((enum text_size)size);
			read_through(visit_reading(w.app.visit), id);
		}
		set_size(SIZE_M);
		world_tap(&w, "back");
		world_see(&w, "rights");
	}
}

TEST_LIMIT(notice_geometry, holds_for_who_reads_alone_on_the_wide_panel, 900)
{
	open_at(wide, "--printer none");
	for (int i = 0; i < (all() ? PERSONS : 4); i++)
		reading(wide, persons[i], !all());
	world_close(&w);
	CHECK(measured > 50);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(notice_geometry, holds_for_who_reads_alone_on_the_low_panel, 900)
{
	open_at(low, "--printer none");
	for (int i = 0; i < (all() ? PERSONS : 4); i++)
		reading(low, persons[i], !all());
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(notice_geometry, holds_for_who_reads_alone_on_the_tall_panel, 900)
{
	open_at(tall, "--printer none");
	for (int i = 0; i < (all() ? PERSONS : 1); i++)
		reading(tall, persons[i], !all());
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(notice_geometry, holds_in_the_colours_of_contrast, 300)
{
	open_at(wide, "--printer none");
	w.app.ui->want_theme = "contrast";
	set_size(SIZE_M);
	CHECK_TEXT(w.app.ui->theme.name, "contrast");
	world_go(&w, SCREEN_SERVICE, "pl");
	w.app.ui->want_theme = "contrast";
	set_size(SIZE_M);
	CHECK_TEXT(w.app.ui->theme.name, "contrast");
	pages("contrast");
	world_close(&w);
	CHECK_INT(faults, 0);
}

/* ---- did we explain it well ------------------------------------------------------------------ */

static void answer_wrong(const struct notice_question *q, bool right)
{
	char id[20];

	for (int i = 0; i < q->n_options; i++)
		if (q->options[i].right == right) {
			snprintf(id, sizeof id, "answer:%d", i);
			world_tap(&w, id);
			return;
		}
}

/* Every question, once right at the end, the first one wrong twice. */
static void questions(void)
{
	struct teach_back *t = handing_teach(w.app.visit);

	world_see(&w, "notice_understood");
	in_every_size("question");
	answer_wrong(teach_question(t), false);
	in_every_size("explain");
	world_tap(&w, "next");
	answer_wrong(teach_question(t), false);
	in_every_size("human");
	world_tap(&w, "next");
	while (teach_state(t) == TEACH_ASK) {
		in_every_size("question");
		answer_wrong(teach_question(t), true);
	}
	in_every_size("done");
	world_tap(&w, "next");
	world_see(&w, "notice_handover");
}

/* ---- the officer's side ------------------------------------------------------------------------ */

static void one_field(const char *name, bool every_size)
{
	w.app.tour.handover_field = handover_field_find(name);
	app_go(&w.app, SCREEN_HANDOVER_FIELD);
	set_size(SIZE_S);
	if (every_size)
		in_every_size(name);
	else
		pages(name);
	world_tap(&w, "back");
	world_see(&w, "notice_handover");
}

static void fields(void)
{
	for (int i = 0; i < HANDOVER_FIELDS; i++)
		if (handover_field((enum handover_field_no)i)->asked && i != HF_SIGNATURE)
			one_field(handover_field((enum handover_field_no)i)->name, all() || i < 4);
}

static void handover(void)
{
	in_every_size("open");
	world_tap(&w, "all");
	in_every_size("all");
	world_tap(&w, "all");
	w.app.tour.go_to_desk = false;
}

static void sign(void)
{
	world_tap(&w, "signature");
	world_see(&w, "signature");
	in_every_size("");
	world_tap(&w, "back");
	world_see(&w, "notice_handover");
}

static void menu(void)
{
	while (strcmp(world_screen(&w), "staff_menu") != 0)
		world_tap(&w, "back");
}

static void tap_language(const char *lang)
{
	char id[24];

	snprintf(id, sizeof id, "lang:%s", lang);
	world_tap(&w, id);
}

static void staff_side(bool english)
{
	in_every_size("");
	for (int i = 0; i < SITUATIONS; i++) {
		char id[40];

		if (!handing_may(w.app.visit, (enum situation)i))
			continue;
		snprintf(id, sizeof id, "situation:%s", situation_name((enum situation)i));
		world_tap(&w, id);
		world_see(&w, "notice_pick");
		in_every_size(id);
		if (world_node(&w, "age:12")) {
			world_tap(&w, "age:12");
			in_every_size("a minor");
		}
		if (i == SITUATION_ARRESTED && english) {
			world_tap(&w, "age:18");
			tap_language("ar");
			world_see(&w, "notice_show");
			while (strcmp(world_screen(&w), "notice_understood") != 0)
				world_tap(&w, "next");
			while (strcmp(world_screen(&w), "notice_handover") != 0)
				world_tap(&w, "next");
			handover();
		}
		menu();
	}
}

static void on_duty(const char *panel)
{
	open_at(panel, "--printer none");
	desk_badge(&w, DESK_TOKEN);
	world_see(&w, "enrol");
	in_every_size("code");
	world_type(&w, "?");
	world_tap(&w, "next");
	in_every_size("bad code");
	CHECK_OK(app_badge(&w.app, ""));
	world_advance(&w, 200 * 1000);
	desk_enrol(&w);
	staff_side(false);
	world_tap(&w, "english");
	world_tap(&w, "practice");
	staff_side(true);
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(staff_geometry, holds_on_the_wide_panel, 600)
{
	on_duty(wide);
}

TEST_LIMIT(staff_geometry, holds_on_the_low_panel, 600)
{
	on_duty(low);
}

TEST_LIMIT(staff_geometry, holds_on_the_tall_panel, 600)
{
	on_duty(tall);
}

/* ---- from the choice of a language to the officer's word ------------------------------------------- */

static void hand_over(const char *panel, const char *lang)
{
	speak(panel, lang);
	world_tap(&w, "situation:victim");
	tap_language(lang);
	world_see(&w, "notice_show");
	for (int size = 0; size < SIZE_COUNT; size++)
		if (all() || size == SIZE_L) {
			set_size((enum text_size)size);
			read_through(handing_notice(w.app.visit), "at the desk");
		}
	set_size(SIZE_S);
	while (strcmp(world_screen(&w), "notice_understood") != 0)
		world_tap(&w, "next");
	questions();
	sign();
	menu();
}

static void handing_over(const char *panel, int languages)
{
	open_at(panel, "--printer none");
	desk_enrol(&w);
	for (int i = 0; i < languages; i++)
		hand_over(panel, persons[i]);
	speak(panel, "nl");
	world_tap(&w, "situation:arrested");
	world_tap(&w, "age:18");
	tap_language("nl");
	while (strcmp(world_screen(&w), "notice_handover") != 0)
		world_tap(&w, "next");
	handover();
	fields();
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(handing_geometry, holds_on_the_wide_panel, 900)
{
	handing_over(wide, all() ? PERSONS : 2);
}

TEST_LIMIT(handing_geometry, holds_on_the_low_panel, 900)
{
	handing_over(low, all() ? PERSONS : 2);
}
