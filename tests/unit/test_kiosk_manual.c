/* The offline manual: a page for every code in the sources, in both languages, and no page that nobody leads to. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk_tech.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/manual.h"

enum { CODES_MOST = 200 };

static struct world w;
static char codes[CODES_MOST][4];
static int n_codes;

static bool is_code(const char *s)
{
	return s[0] >= 'A' && s[0] <= 'Z' && strspn(s + 1, "0123456789") >= 2 && (s[3] == '"' || s[3] == '.');
}

static int known(const char *code)
{
	for (int i = 0; i < n_codes; i++)
		if (strncmp(codes[i], code, 3) == 0)
			return i;
	return -1;
}

static void take_codes(const char *path)
{
	const char *at;
	AUTO_BUF text;

	buf_init(&text, 1 << 20);
	CHECK_OK(file_read(&text, path));
	for (at = buf_str(&text); (at = strchr(at, '"')); at++)
		if (is_code(at + 1) && at[4] == '"' && known(at + 1) < 0) {
			CHECK(n_codes < CODES_MOST);
			snprintf(codes[n_codes++], sizeof codes[0], "%.3s", at + 1);
		}
}

/* Files of the folder that begin so, or all. */
static int each_file(const char *dir, const char *begin, void (*fn)(const char *path))
{
	char folder[4300], path[4700];
	const struct dirent *e;
	DIR *d;
	int n = 0;

	snprintf(folder, sizeof folder, "%s/%s", test_root(), dir);
	d = opendir(folder);
	CHECK(d != NULL);
	while ((e = readdir(d)))
		if (e->d_name[0] != '.' && text_starts(e->d_name, begin)) {
			snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
			fn(path);
			n++;
		}
	(void)closedir(d);
	return n;
}

static void all_codes(void)
{
	(void)each_file("drivers", "device_check", take_codes);
	(void)each_file("drivers", "loketdev_", take_codes);
	(void)each_file("kiosk", "app_check", take_codes);
	(void)each_file("kiosk/screens", "out_of_service", take_codes);
	(void)each_file("kiosk/screens", "print_problem", take_codes);
	(void)each_file("kiosk/screens", "staff_drafts", take_codes);
	(void)each_file("kiosk/visit", "upkeep.h", take_codes);
	(void)each_file("board", "update_journal.c", take_codes);
	(void)each_file("board", "update_content.c", take_codes);
	(void)each_file("board", "reset.c", take_codes);
	(void)each_file("sync", "stick_told.c", take_codes);
}

static void page_holds(const char *path)
{
	struct manual_page p;
	int headings = 0, steps = 0;
	char text[MANUAL_BYTES_MAX];
	AUTO_BUF file;

	buf_init(&file, sizeof text - 1);
	CHECK_OK(file_read(&file, path));
	CHECK(text_copy(text, sizeof text, buf_str(&file)));
	manual_cut(&p, text);
	for (int i = 0; i < p.n; i++) {
		headings += p.rows[i].kind == DESK_ROW_HEADING;
		steps += p.rows[i].kind == DESK_ROW_POINT;
	}
	if (p.n < 8 || p.rows[0].kind != DESK_ROW_TITLE || headings != 4 || steps < 1 || steps > 5)
		test_fail(__FILE__, __LINE__, "%s is no whole page: %d headings, %d steps", path, headings, steps);
	CHECK(known(strrchr(path, '/') + 1) >= 0); /* no orphan */
}

TEST(manual, every_code_has_a_page_and_every_page_a_code)
{
	static const char *const langs[] = {"nl", "en"};

	all_codes();
	CHECK(n_codes >= 100);
	for (int l = 0; l < 2; l++) {
		char dir[40], path[4400];

		snprintf(dir, sizeof dir, "assets/manual/%s", langs[l]);
		CHECK_INT(each_file(dir, "", page_holds), n_codes);
		for (int i = 0; i < n_codes; i++) {
			snprintf(path, sizeof path, "%s/%s/%s.md", test_root(), dir, codes[i]);
			if (!file_exists(path))
				test_fail(__FILE__, __LINE__, "no page for %s: %s", codes[i], path);
		}
	}
}

TEST(manual, lines_are_cut_into_rows)
{
	char text[] = "# Title\n\n## Head\nwords \r\n1. one\n12. twelve\n- dot\n1.x\n";
	static const enum desk_row_kind kinds[] = {DESK_ROW_TITLE, DESK_ROW_HEADING, DESK_ROW_TEXT, DESK_ROW_POINT,
	        DESK_ROW_POINT, DESK_ROW_POINT, DESK_ROW_TEXT};
	struct manual_page p;

	manual_cut(&p, text);
	CHECK_INT(p.n, 7);
	for (int i = 0; i < 7; i++)
		CHECK_INT(p.rows[i].kind, kinds[i]);
	CHECK_TEXT(p.rows[2].text, "words");
	CHECK_INT(p.rows[3].number, 1);
	CHECK_INT(p.rows[4].number, 12);
	CHECK_TEXT(p.rows[4].text, "twelve");
	CHECK_INT(p.rows[6].number, 0);
}

TEST(manual, rows_have_a_ceiling)
{
	for (int n = MANUAL_ROWS_MOST - 1; n <= MANUAL_ROWS_MOST + 1; n++) {
		char text[400] = "";
		struct manual_page p;

		for (int i = 0; i < n; i++)
			strcat(text, "x\n");
		manual_cut(&p, text);
		CHECK_INT(p.n, n < MANUAL_ROWS_MOST ? n : MANUAL_ROWS_MOST);
	}
}

TEST(manual, is_a_technicians)
{
	const struct manual_entry *all;

	world_open(&w, NULL);
	desk_enrol(&w);
	CHECK_INT(manual_entries(&all, w.app.visit), 0);
	CHECK(manual_page(w.app.visit, "P02") == NULL);
	world_close(&w);
}

TEST(manual, page_about_visits_is_every_officers)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	desk_go(&w, "drafts");
	world_tap(&w, "page:V01");
	world_see(&w, "manual");
	CHECK(world_says(&w, "V01  Een bezoek dat nog niet af is"));
	CHECK(desk_finds(&w, "enige sleutel"));
	world_tap(&w, "back");
	world_see(&w, "staff_drafts");
	desk_log_out(&w);
	CHECK(manual_page(w.app.visit, "V01") == NULL);
	world_close(&w);
}

TEST(manual, list_leads_to_a_page_and_back)
{
	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	tech_go(&w, "manual");
	CHECK(world_says(&w, "Paslezer"));
	tech_press(&w, "group:P");
	CHECK(world_says(&w, "Printer"));
	tech_press(&w, "page:P02");
	CHECK(world_says(&w, "P02  Het papier is op"));
	CHECK(desk_finds(&w, "Wanneer u belt"));
	world_tap(&w, "back");
	CHECK(world_says(&w, "P00  Er is geen printer ingesteld"));
	world_tap(&w, "back");
	world_see(&w, "manual");
	CHECK(world_says(&w, "Paslezer"));
	world_tap(&w, "back");
	world_see(&w, "service_menu");
	CHECK(manual_page(w.app.visit, "../") == NULL);
	CHECK(manual_page(w.app.visit, "Q99") == NULL);
	world_close(&w);
}

TEST(manual, row_of_the_diagnostics_leads_to_its_page)
{
	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	tech_go(&w, "diagnostics");
	tech_press(&w, "page:W04");
	world_see(&w, "manual");
	CHECK(world_says(&w, "W04  Er is geen bewaker"));
	world_tap(&w, "back");
	world_see(&w, "diagnostics");
	world_tap(&w, "back");
	world_see(&w, "service_menu");
	tech_go(&w, "manual");
	CHECK(world_says(&w, "Paslezer")); /* the list, not the page of before */
	world_close(&w);
}
