/* The data ledger, and the code of a draft, on rolls of three widths: whole, in every letter's size, read by machines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drivers/picture.h"
#include "kiosk_hand.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "visit/data_ledger.h"
#include "visit/visit_draft.h"

enum { WIDTHS = 3, RUN_MS = 20000 };
static struct world w;
static const struct {
	const char *profile;
	int dots;
} rolls[WIDTHS] = {{"citizen-ct-s281", 384}, {"bixolon-srp350", 512}, {"generic-80", 576}};

/* LOKET_LOOK=FOLDER keeps the papers for eyes. */
static void keep(const char *path, const char *name)
{
	const char *folder = getenv("LOKET_LOOK");
	char to[700];
	AUTO_BUF png;

	buf_init(&png, 16 << 20);
	if (!folder)
		return;
	snprintf(to, sizeof to, "%s/%s.png", folder, name);
	CHECK_OK(file_read(&png, path));
	CHECK_OK(file_replace(to, png.data, png.len, 0644));
}

/* Easy Dutch too: the content of these tests has three languages. */
static void open_on(int roll)
{
	char arg[160], from[4200], to[700];
	const char *const argv[] = {"msgfmt", "-o", to, from, NULL};

	snprintf(arg, sizeof arg, "--printer virtual:paper --printer-profile %s", rolls[roll].profile);
	world_open(&w, arg);
	world_close(&w);
	snprintf(from, sizeof from, "%s/assets/words/nl-easy.po", test_root());
	snprintf(to, sizeof to, "%s/words/nl-easy.mo", w.content);
	CHECK_OK(proc_run(argv, NULL, 20000));
	world_open(&w, arg);
	world_advance(&w, 1000);
}

static void newest(char path[200])
{
	for (int i = 1; i < 100; i++) {
		char next[200];

		snprintf(next, sizeof next, "paper/%06d.png", i);
		if (!file_exists(next))
			break;
		snprintf(path, 200, "%s", next);
	}
}

/* Nothing touches the edges of what the head can reach, and the sheet is no longer than somebody carries. */
static void check_paper(const char *path, int roll, int longest_mm, bool ltr)
{
	struct picture *p;

	CHECK_OK(picture_read(&p, path));
	CHECK(p->width >= rolls[roll].dots);
	CHECK(p->height * 254 / p->dpi / 10 <= longest_mm);
	for (int y = 0; ltr && y < p->height; y++) /* right-to-left text begins at that very edge */
		CHECK(!picture_is_dark(p, p->width - 1, y) || picture_is_dark(p, 0, y)); /* a band, or nothing */
	picture_free(p);
}

static void print_ledger(const char *lang, bool large, int roll, int longest_mm)
{
	char name[60], path[200] = "";

	CHECK(data_ledger_print(w.app.visit, large));
	hand_run(&w, 6000);
	newest(path);
	snprintf(name, sizeof name, "ledger_%s_%d%s", lang, rolls[roll].dots, large ? "_large" : "");
	keep(path, name);
	check_paper(path, roll, longest_mm, strcmp(lang, "ar") != 0);
}

static void ledger_in(const char *lang)
{
	for (int roll = 0; roll < WIDTHS; roll++) {
		open_on(roll);
		world_go(&w, SCREEN_REVIEW, lang);
		world_see(&w, "review");
		print_ledger(lang, false, roll, 600);
		print_ledger(lang, true, roll, 1600);
		world_close(&w);
		CHECK_OK(dir_remove("paper"));
	}
}

TEST_LIMIT(ledger, stands_on_every_roll_in_dutch, 120)
{
	ledger_in("nl");
}

TEST_LIMIT(ledger, stands_on_every_roll_in_easy_dutch, 120)
{
	ledger_in("nl-easy");
}

TEST_LIMIT(ledger, stands_on_every_roll_in_arabic, 120)
{
	ledger_in("ar");
}

/* What a lawyer cites in two letters is a law with a name, each article once. */
TEST(ledger, names_laws_and_each_article_once)
{
	struct ledger_row rows[LEDGER_ROWS_MAX];
	struct arena *arena;
	const char *basis = "", *once;
	int n;

	world_open(&w, "--printer none");
	world_advance(&w, 1000);
	world_go(&w, SCREEN_REVIEW, "en");
	CHECK_OK(arena_new(&arena, 1 << 20, false));
	n = data_ledger_rows(w.app.visit, rows, LEDGER_ROWS_MAX, arena);
	for (int i = 0; i < n; i++)
		if (rows[i].label && strcmp(rows[i].label, visit_say(w.app.visit, "ledger.basis")) == 0)
			basis = rows[i].text;
	CHECK_HAS(basis, "Wet politiegegevens artikel\u00a08");
	CHECK_HAS(basis, "Wetboek van Strafvordering artikel\u00a0163");
	CHECK_HAS(basis, "Wetboek van Strafrecht artikel\u00a0188");
	once = strstr(basis, "163");
	CHECK(once && !strstr(once + 3, "163"));
	CHECK(strstr(basis, "Wpg") == NULL);
	arena_free(arena);
	world_close(&w);
}

/* ---- aloud ------------------------------------------------------------------------------------------- */

/* What is heard is what is read, row by row, and in that order. */
static void heard_in(const char *lang)
{
	struct ledger_row rows[LEDGER_ROWS_MAX];
	struct arena *arena;
	const char *at;
	AUTO_BUF said;
	int n;

	buf_init(&said, 1 << 20);
	world_open(&w, "--speech log:said.txt --printer none");
	world_advance(&w, 1000);
	world_go(&w, SCREEN_REVIEW, lang);
	CHECK_OK(arena_new(&arena, 1 << 20, false));
	n = data_ledger_rows(w.app.visit, rows, LEDGER_ROWS_MAX, arena);
	CHECK(n > 8);
	data_ledger_say(w.app.visit);
	hand_run(&w, 1000);
	CHECK_OK(file_read(&said, "said.txt"));
	at = strstr(buf_str(&said), visit_say(w.app.visit, "ledger.title"));
	CHECK(at != NULL);
	for (int i = 0; i < n; i++) {
		const char *parts[2] = {rows[i].label, rows[i].text};

		for (int k = 0; k < 2; k++) {
			const char *found = parts[k] ? strstr(at, parts[k]) : at;

			if (!found)
				test_fail(__FILE__, __LINE__, "%s is not heard after what stands before it: %s",
				        parts[k], buf_str(&said));
			at = found;
		}
	}
	if (getenv("LOKET_LOOK"))
		fprintf(stderr, "%s\n", buf_str(&said));
	arena_free(arena);
	world_close(&w);
}

TEST_LIMIT(ledger, is_heard_in_the_order_in_which_it_is_read, 60)
{
	heard_in("nl");
	CHECK(unlink("said.txt") == 0);
	heard_in("ar");
}

/* ---- the code of a draft ------------------------------------------------------------------------------- */

static void code_on(int roll, const char *lang, bool large)
{
	char path[200] = "", name[60], *end;
	const char *const argv[] = {"zbarimg", "--quiet", "--raw", "--nodbus", path, NULL};
	struct visit_place to;
	AUTO_BUF code;

	buf_init(&code, 4096);
	open_on(roll);
	world_go(&w, SCREEN_QUESTION, lang);
	CHECK_INT(visit_park_on_paper(w.app.visit, large), PARK_DONE);
	hand_run(&w, 5000);
	visit_park_keep(w.app.visit);
	newest(path);
	snprintf(name, sizeof name, "code_%s_%d%s", lang, rolls[roll].dots, large ? "_large" : "");
	keep(path, name);
	check_paper(path, roll, 400, strcmp(lang, "ar") != 0);
	CHECK_OK(proc_run(argv, &code, RUN_MS));
	end = strchr((char *)code.data, '\n');
	CHECK(end && end - (char *)code.data == DRAFT_CODE_ROOM - 1);
	*end = 0;
	CHECK_INT(visit_return_by_code(&to, w.app.visit, (char *)code.data), RETURN_DONE);
	world_close(&w);
	CHECK_OK(dir_remove("paper"));
}

TEST_LIMIT(code, is_read_from_every_roll_and_opens_its_visit, 200)
{
	for (int roll = 0; roll < WIDTHS; roll++) {
		code_on(roll, "nl", false);
		code_on(roll, "ar", true);
	}
	code_on(0, "nl-easy", true);
}
