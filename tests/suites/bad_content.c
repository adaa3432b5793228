/* bad_content - forms, words, fonts, keyboards, themes and settings that are broken or not there. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bad_kit.h"
#include "harness.h"
#include "sys/file.h"

#define RUN(b, ...) bad_run((b), (const char *const[]){__VA_ARGS__, NULL})

/* No form is left: the kiosk says so at once, not when somebody has already chosen a language. */
static void check_no_form(struct bad *b, const char *line)
{
	bad_start(b, NULL);
	check_out_of_service(b, "no form in the content folder");
	await_sight(&b->p.s, "Er staat geen formulier klaar", 0);
	check_log(b, line);
	check_log(b, "loss_report.xml is not offered");
	bad_end(b);
}

TEST_LIMIT(form, of_garbage_is_named_with_its_line, LIMIT_S)
{
	struct bad *b = bad_make_with_record();

	bad_leave_one_form(b);
	bad_spoil(b, "forms/loss_report.xml", "<?xml version=\"1.0\"?>\n<html>\n<oops</html>\n\x01\xff");
	check_no_form(b, "loss_report.xml:3");
}

TEST_LIMIT(form, cut_in_the_middle_is_refused, LIMIT_S)
{
	struct bad *b = bad_make();
	char path[PATH_MAX + 64];
	AUTO_BUF text;

	buf_init(&text, 4 << 20);
	snprintf(path, sizeof path, "%s/assets/forms/loss_report.xml", test_root());
	CHECK_OK(file_read(&text, path));
	text.data[text.len / 2] = '\0';
	bad_leave_one_form(b);
	bad_spoil(b, "forms/loss_report.xml", buf_str(&text));
	check_no_form(b, "loss_report.xml:");
}

TEST_LIMIT(form, that_is_missing_puts_the_kiosk_out_of_service, LIMIT_S)
{
	struct bad *b = bad_make_with_record();

	bad_leave_one_form(b);
	bad_spoil(b, "forms/loss_report.xml", NULL);
	bad_start(b, NULL);
	check_out_of_service(b, "no form in the content folder");
	bad_end(b);
}

TEST_LIMIT(form, put_back_brings_the_kiosk_back, LIMIT_S)
{
	struct bad *b = bad_make();
	char path[PATH_MAX + 64];
	AUTO_BUF text;

	buf_init(&text, 4 << 20);
	snprintf(path, sizeof path, "%s/assets/forms/loss_report.xml", test_root());
	CHECK_OK(file_read(&text, path));
	bad_leave_one_form(b);
	bad_spoil(b, "forms/loss_report.xml", "<broken");
	bad_start(b, NULL);
	check_out_of_service(b, "no form in the content folder");
	tap(&b->p.s, "next");
	check_screen(&b->p.s, "out_of_service");
	bad_spoil(b, "forms/loss_report.xml", buf_str(&text));
	tap(&b->p.s, "next");
	bad_visit(b);
	bad_end(b);
}

TEST_LIMIT(form, folder_that_is_missing_is_named, LIMIT_S)
{
	struct bad *b = bad_make();

	bad_spoil(b, "forms", NULL);
	bad_start(b, NULL);
	check_out_of_service(b, "no form in the content folder");
	check_log(b, "content/forms can not be listed");
	bad_end(b);
}

static const char with_upload[] =
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\">\n"
        "<h:head><h:title>Foto</h:title><model><instance><data id=\"photo\"><p/></data></instance>\n"
        "<bind nodeset=\"/data/p\" type=\"binary\" required=\"true()\"/></model></h:head>\n"
        "<h:body><upload ref=\"/data/p\" mediatype=\"image/*\"><label>Foto</label></upload></h:body></h:html>\n";

TEST_LIMIT(form, with_what_this_kiosk_can_not_ask_is_refused_by_name_and_the_others_work, LIMIT_S)
{
	struct bad *b = bad_make();
	json_t *tree;

	bad_spoil(b, "forms/photo.xml", with_upload);
	bad_start(b, NULL);
	tap(&b->p.s, "next");
	tap(&b->p.s, "lang:nl");
	await_screen(&b->p.s, "service");
	CHECK_OK(door_tree(b->p.s.door, &tree));
	CHECK(tree_node(tree, "service:loss_report") && !tree_node(tree, "service:photo"));
	json_decref(tree);
	check_log(b, "photo.xml is not offered");
	check_log(b, "photo.xml:3: error: /data/p requires a file");
	tap(&b->p.s, "stop");
	tap(&b->p.s, "next");
	tap(&b->p.s, "back");
	bad_visit(b);
	bad_end(b);
}

/* Without letters or words there is nothing to show: the program ends, with a line for the technician. */
static void check_ends(const char *file, const char *text, const char *words)
{
	struct bad *b = bad_make();

	bad_spoil(b, file, text);
	CHECK_INT(RUN(b, "--log.level", "info"), 1);
	check_log(b, words);
	CHECK(!file_holds_text(b->p.s.log, "ERROR: AddressSanitizer"));
	bad_end(b);
}

TEST_LIMIT(content, fonts_that_are_missing_are_named_with_the_way_to_mend_it, LIMIT_S)
{
	check_ends("fonts", NULL, "fonts-noto-core");
}

TEST_LIMIT(content, a_font_of_garbage_is_named, LIMIT_S)
{
	check_ends("fonts/NotoSans-Regular.ttf", "no font at all", "NotoSans-Regular.ttf");
}

TEST_LIMIT(content, words_that_are_missing_are_named, LIMIT_S)
{
	check_ends("words", NULL, "words/nl");
}

TEST_LIMIT(content, words_that_are_broken_are_named, LIMIT_S)
{
	check_ends("words/nl.mo", "\x01garbage", "nl.mo");
}

TEST_LIMIT(content, a_language_without_words_is_not_offered, LIMIT_S)
{
	struct bad *b = bad_make();
	json_t *tree;

	bad_spoil(b, "words/ar.mo", NULL);
	bad_start(b, NULL);
	check_log(b, "ar.mo");
	tap(&b->p.s, "next");
	CHECK_OK(door_tree(b->p.s.door, &tree));
	CHECK(tree_node(tree, "lang:nl") && !tree_node(tree, "lang:ar"));
	json_decref(tree);
	bad_end(b);
}

TEST_LIMIT(content, keyboards_that_are_missing_are_named, LIMIT_S)
{
	check_ends("keyboards", NULL, "keyboards/latin.kbd");
}

TEST_LIMIT(content, a_keyboard_of_garbage_is_named, LIMIT_S)
{
	check_ends("keyboards/latin.kbd", "\xff\xfe garbage", "latin.kbd: is not a text file");
}

TEST_LIMIT(content, a_theme_that_is_missing_or_broken_leaves_the_old_one, LIMIT_S)
{
	struct bad *b = bad_make();

	bad_spoil(b, "themes/contrast.theme", "\x02 = nonsense\nink = no colour\n");
	bad_spoil(b, "themes/dark.theme", NULL);
	bad_start(b, NULL);
	tap(&b->p.s, "next");
	tap(&b->p.s, "lang:nl");
	tap(&b->p.s, "help");
	turn_to(&b->p.s, "theme:dark");
	tap(&b->p.s, "theme:dark");
	check_log(b, "dark.theme");
	turn_to(&b->p.s, "theme:contrast");
	tap(&b->p.s, "theme:contrast");
	check_screen(&b->p.s, "help");
	check_log(b, "contrast.theme");
	tap(&b->p.s, "stop");
	await_screen(&b->p.s, "stopped");
	bad_end(b);
}

TEST_LIMIT(content, a_printer_profile_that_is_missing_means_no_printer_but_a_kiosk, LIMIT_S)
{
	struct bad *b = bad_make();

	bad_start(b, (const char *const[]){"--printer-profile", "nobodys-printer", NULL});
	check_log(b, "nobodys-printer");
	bad_visit_to_receipt(b);
	await_sight(&b->p.s, "geen printer", 5000);
	await_sight(&b->p.s, "Schrijf uw nummer over", 0);
	bad_end(b);
}
