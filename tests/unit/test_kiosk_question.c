/* What fingers, keys and keyboards put into a form's questions, and what comes to be stored. */
#include <stdio.h>
#include <unistd.h>

#include "kiosk_geometry.h"
#include "sys/clock.h"
#include "sys/file.h"

static struct world w;

enum { ROWS = 3000 };

#define TWO_LINES                                                                                                      \
	"Type the first letters of your town, choose it, and go on. Not there? Then choose the one nearest by."

/* A form of its own beside those of tests/screen: a list of thousands. */
static void long_list(const char *folder, const char *id, int rows, const char *bind)
{
	char path[800];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s.xml", folder, id);
	f = fopen(path, "w");
	CHECK(f != NULL);
	fprintf(f,
	        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
	        "xmlns:jr=\"http://openrosa.org/javarosa\">"
	        "<h:head><h:title>L</h:title><model><instance><data id=\"%s\"><town/></data></instance>"
	        "<instance id=\"t\"><root>",
	        id);
	for (int i = 0; i < rows; i++)
		fprintf(f, "<item><name>n%d</name><label>%s %d</label></item>", i,
		        i % 3 == 0   ? "Śródmieście"
		        : i % 3 == 1 ? "مدينة"
		                     : "Київ",
		        i);
	fprintf(f,
	        "</root></instance><bind nodeset=\"/data/town\" type=\"string\" %s/></model></h:head><h:body>"
	        "<select1 ref=\"/data/town\" appearance=\"search\"><label>Town</label><itemset "
	        "nodeset=\"instance('t')/root/item\"><value ref=\"name\"/><label ref=\"label\"/></itemset>"
	        "</select1></h:body></h:html>",
	        bind);
	CHECK(fclose(f) == 0);
}

static void begin_on(const char *form, const char *lang, const char *panel)
{
	char folder[700], link[700], from[4200], to[800], id[80];

	world_open(&w, panel);
	world_close(&w);
	snprintf(link, sizeof link, "%s/forms", w.content);
	snprintf(folder, sizeof folder, "%s/forms", test_folder());
	snprintf(from, sizeof from, "%s/tests/screen/forms/all_widgets.xml", test_root());
	snprintf(to, sizeof to, "%s/all_widgets.xml", folder);
	CHECK_OK(dir_make(folder, 0700));
	CHECK(access(to, F_OK) == 0 || symlink(from, to) == 0);
	long_list(folder, "long_list", ROWS, "");
	long_list(folder, "must_find", 60, "required=\"true()\" jr:requiredMsg=\"" TWO_LINES "\"");
	CHECK(unlink(link) == 0 && symlink(folder, link) == 0);
	world_open(&w, panel);
	world_go(&w, SCREEN_SERVICE, lang);
	snprintf(id, sizeof id, "service:%s", form);
	world_tap(&w, id);
	world_see(&w, "question");
}

static void begin(const char *form, const char *lang)
{
	begin_on(form, lang, NULL);
}

static const struct question *here(void)
{
	return session_question(visit_session(w.app.visit), w.app.tour.question);
}

/* Straight to that question, as if the walk had come there. */
static void at(const char *ref)
{
	w.app.tour.question = session_find(visit_session(w.app.visit), ref);
	CHECK(w.app.tour.question != 0);
	w.app.tour.alone = false;
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
}

static const char *stored(const char *ref)
{
	return session_value(visit_session(w.app.visit), ref);
}

static const char *value_of(const char *id)
{
	const struct node *n = world_node(&w, id);

	return n ? n->value : "not there";
}

TEST(question, numbers_are_shown_as_people_write_them_and_stored_as_xforms_does)
{
	begin("all_widgets", "nl");
	at("/data/worth");
	world_type(&w, "1234567");
	CHECK_TEXT(value_of("field:/data/worth"), "1.234.567");
	world_type(&w, ",");
	world_type(&w, "50");
	CHECK_TEXT(value_of("field:/data/worth"), "1.234.567,50");
	world_tap(&w, "next");
	CHECK_TEXT(stored("/data/worth"), "1234567.50");
	at("/data/worth");
	CHECK_TEXT(value_of("field:/data/worth"), "1.234.567,50");
	CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/worth", "450.125"), 0);
	at("/data/name");
	at("/data/worth");
	CHECK_TEXT(value_of("field:/data/worth"), "450,125");
	world_tap(&w, "next"); /* nobody touched it: no 450 thousand */
	CHECK_TEXT(stored("/data/worth"), "450.125");
	world_close(&w);
}

TEST(question, digits_of_other_scripts_are_numbers_too)
{
	begin("all_widgets", "ar");
	at("/data/children");
	world_type(&w, "\u0661\u0662");
	world_tap(&w, "next");
	CHECK_TEXT(stored("/data/children"), "12");
	world_close(&w);
}

TEST(question, dates_ask_no_more_than_the_form_does)
{
	begin("all_widgets", "nl");
	at("/data/year");
	CHECK(!world_node(&w, "field:/data/year:1"));
	world_type(&w, "1998");
	world_tap(&w, "next");
	CHECK_TEXT(stored("/data/year"), "1998-01-01");
	at("/data/since");
	CHECK(!world_node(&w, "field:/data/since:2"));
	world_tap(&w, "field:/data/since:0");
	world_type(&w, "3");
	world_tap(&w, "field:/data/since:1");
	world_type(&w, "2019");
	world_tap(&w, "next");
	CHECK_TEXT(stored("/data/since"), "2019-03-01");
	at("/data/year");
	world_tap(&w, "key:back");
	world_tap(&w, "next");
	CHECK(world_says(&w, "jaar in met vier cijfers"));
	at("/data/clock");
	world_type(&w, "14");
	world_tap(&w, "field:/data/clock:1");
	world_type(&w, "5");
	world_tap(&w, "next");
	CHECK_TEXT(stored("/data/clock"), "14:05:00.000");
	world_close(&w);
}

TEST(question, order_is_stored_when_every_choice_has_its_number)
{
	begin("all_widgets", "nl");
	at("/data/order");
	world_tap(&w, "choice:/data/order:heard");
	world_tap(&w, "choice:/data/order:safe");
	CHECK_TEXT(stored("/data/order"), "");
	CHECK_TEXT(value_of("choice:/data/order:heard"), "1");
	world_tap(&w, "next");
	CHECK(world_says(&w, "Geef alles een nummer"));
	world_tap(&w, "choice:/data/order:paid"); /* the last one needs no tap */
	CHECK_TEXT(stored("/data/order"), "heard safe paid know");
	world_tap(&w, "choice:/data/order:heard"); /* out of it again: those behind move up */
	CHECK_TEXT(stored("/data/order"), "");
	CHECK_TEXT(value_of("choice:/data/order:safe"), "1");
	world_tap(&w, "choice:/data/order:heard");
	CHECK_TEXT(stored("/data/order"), "safe paid know heard");
	world_close(&w);
}

TEST(question, ranges_begin_with_nothing_and_step_within_their_ends)
{
	begin("all_widgets", "nl");
	at("/data/minutes");
	CHECK(world_says(&w, "Nog niets gekozen"));
	CHECK_TEXT(stored("/data/minutes"), "");
	world_tap(&w, "step:/data/minutes:1");
	CHECK_TEXT(stored("/data/minutes"), "0");
	world_tap(&w, "step:/data/minutes:2");
	CHECK_TEXT(stored("/data/minutes"), "10");
	world_tap(&w, "step:/data/minutes:-1");
	CHECK_TEXT(stored("/data/minutes"), "5");
	CHECK(world_node(&w, "step:/data/minutes:-1")->enabled);
	world_tap(&w, "step:/data/minutes:-1");
	CHECK(!world_node(&w, "step:/data/minutes:-1")->enabled);
	at("/data/height");
	for (int i = 0; i < 4; i++)
		world_tap(&w, "step:/data/height:1");
	CHECK_TEXT(stored("/data/height"), "1.35"); /* no 1.3500000000000001 */
	CHECK(world_says(&w, "1,35"));
	at("/data/pain");
	world_tap(&w, "choice:/data/pain:10");
	CHECK_TEXT(stored("/data/pain"), "10");
	world_close(&w);
}

TEST(question, a_finger_on_the_bar_says_where)
{
	struct box b;

	begin("all_widgets", "nl");
	at("/data/minutes");
	b = world_node(&w, "field:/data/minutes")->box;
	world_tap_at(&w, b.x + b.w - 4, b.y + b.h / 2);
	CHECK_TEXT(stored("/data/minutes"), "240");
	world_tap_at(&w, b.x + b.w / 2, b.y + b.h / 2);
	CHECK_TEXT(stored("/data/minutes"), "120");
	world_close(&w);
}

TEST_LIMIT(question, thousands_of_rows_are_found_by_their_beginning_in_every_script, 60)
{
	int64_t began;

	begin("long_list", "nl");
	CHECK_INT(here()->n_choices, ROWS);
	began = clock_measure_us();
	world_type(&w, "srodm");
	CHECK(clock_measure_us() - began < 2000 * 1000); /* a bound that no machine of ours comes near */
	CHECK(world_node(&w, "choice:/data/town:n0") != NULL);
	for (int i = 0; i < 5; i++)
		world_tap(&w, "key:back");
	world_type(&w, "київ 5");
	CHECK(world_node(&w, "choice:/data/town:n5") != NULL);
	CHECK(world_node(&w, "choice:/data/town:n2") == NULL);
	world_tap(&w, "choice:/data/town:n5");
	CHECK_TEXT(stored("/data/town"), "n5");
	CHECK_TEXT(value_of("field:/data/town"), ""); /* ready for another search, with the choice in sight */
	CHECK(world_node(&w, "choice:/data/town:n5")->checked);
	world_type(&w, "مدينه 10");
	CHECK(world_node(&w, "choice:/data/town:n10") != NULL);
	world_tap(&w, "list:/data/town");
	CHECK(world_node(&w, "choice:/data/town:n10") != NULL);
	CHECK(world_node(&w, "key:a") == NULL);
	world_close(&w);
}

TEST(question, pages_open_one_alone_and_come_back)
{
	begin("all_widgets", "nl");
	at("/data/street");
	CHECK(world_node(&w, "field:/data/number") != NULL);
	world_tap(&w, "field:/data/street");
	CHECK(world_node(&w, "field:/data/number") == NULL);
	world_type(&w, "Dorpsstraat");
	world_tap(&w, "next");
	CHECK(world_node(&w, "field:/data/number") != NULL);
	CHECK_TEXT(value_of("field:/data/street"), "Dorpsstraat");
	world_tap(&w, "next"); /* what is missing says so, and nothing goes on */
	CHECK(world_says(&w, "Geef een antwoord"));
	world_tap(&w, "field:/data/number");
	world_type(&w, "12");
	world_tap(&w, "back"); /* kept too */
	CHECK_TEXT(stored("/data/number"), "12");
	world_tap(&w, "choice:/data/post:yes");
	world_tap(&w, "next");
	CHECK_TEXT(here()->name, "kname");
	world_tap(&w, "back");
	CHECK(world_node(&w, "field:/data/street") != NULL);
	world_close(&w);
}

TEST(question, repeats_grow_change_and_shrink)
{
	begin("all_widgets", "nl");
	at("/data/kid[1]/kname");
	world_type(&w, "Anna");
	world_tap(&w, "next");
	world_type(&w, "7");
	world_tap(&w, "next");
	CHECK_INT(here()->kind, QUESTION_REPEAT);
	CHECK(world_says(&w, "Anna"));
	world_tap(&w, "add:/data/kid");
	CHECK_TEXT(here()->ref, "/data/kid[2]/kname");
	world_type(&w, "Bo");
	world_tap(&w, "next");
	world_tap(&w, "next");
	CHECK_INT(here()->instance, 2);
	world_tap(&w, "change:/data/kid[1]");
	CHECK_TEXT(here()->ref, "/data/kid[1]/kname");
	world_type(&w, "belle");
	world_tap(&w, "next");
	world_tap(&w, "next"); /* not on to the second child: back to the list */
	CHECK_INT(here()->kind, QUESTION_REPEAT);
	CHECK_TEXT(stored("/data/kid[1]/kname"), "Annabelle");
	world_tap(&w, "remove:/data/kid[1]");
	world_tap(&w, "remove-no:/data/kid[1]");
	CHECK_INT(here()->instance, 2);
	world_tap(&w, "remove:/data/kid[1]");
	world_tap(&w, "remove-yes:/data/kid[1]");
	CHECK_INT(here()->instance, 1);
	CHECK_TEXT(stored("/data/kid[1]/kname"), "Bo");
	world_tap(&w, "remove:/data/kid[1]");
	world_tap(&w, "remove-yes:/data/kid[1]");
	CHECK_INT(here()->instance, 0);
	CHECK(world_node(&w, "add:/data/kid") != NULL);
	world_tap(&w, "next");
	CHECK_TEXT(here()->name, "total");
	world_close(&w);
}

TEST(question, review_groups_jumps_back_and_returns)
{
	begin("all_widgets", "nl");
	at("/data/safe");
	world_tap(&w, "choice:/data/safe:2");
	at("/data/agree");
	world_tap(&w, "field:/data/agree");
	CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/street", "Dorp"), 0);
	CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/number", "1"), 0);
	CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/post", "no"), 0);
	at("/data/total");
	world_tap(&w, "next");
	world_see(&w, "review");
	world_tap(&w, "change:/data/street");
	world_see(&w, "question");
	CHECK(world_node(&w, "field:/data/number") == NULL); /* that question alone */
	world_type(&w, "sstraat");
	for (int i = 0; i < 80 && w.app.screen == SCREEN_QUESTION; i++)
		world_tap(&w, "next");
	world_see(&w, "review");
	CHECK_TEXT(stored("/data/street"), "Dorpsstraat");
	world_close(&w);
}

/* What is wrong with a search stands whole above the keys, or beside finds, and never under the button "more". */
TEST_LIMIT(question, a_search_tells_in_two_lines_what_is_wrong, 120)
{
	static const char *const panels[] = {"--panel 800x480@154x86", "--panel 1280x800@217x136"};
	int faults = 0;

	for (size_t p = 0; p < sizeof panels / sizeof *panels; p++)
		for (int size = SIZE_S; size < SIZE_COUNT; size++) {
			char where[80];

			begin_on("must_find", "nl", panels[p]);
			w.app.ui->size = (enum text_size)size;
			app_stale(&w.app);
			CHECK_OK(app_paint(&w.app));
			world_tap(&w, "next");
			for (int typed = 0; typed < 3; typed++) { /* nothing; finds; nothing is found */
				snprintf(where, sizeof where, "%s %s %d", panels[p], size_name((enum text_size)size),
				        typed);
				faults += geometry_faults(&w, where);
				CHECK(typed || world_says(&w, TWO_LINES));
				world_type(&w, typed ? "q" : "s");
				world_tap(&w, "next");
			}
			faults += geometry_faults(&w, where);
			for (int i = 0; i < 2; i++)
				world_tap(&w, "key:back");
			world_tap(&w, "list:/data/town");
			faults += geometry_faults(&w, where);
			world_tap(&w, "next");
			faults += geometry_faults(&w, where);
			world_close(&w);
		}
	CHECK_INT(faults, 0);
}
