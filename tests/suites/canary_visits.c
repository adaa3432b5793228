/*
 * canary_visits - whole visits with kiosk, sync and hub alive: what is typed is read at the office, and nowhere before
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "canary_kit.h"
#include "harness.h"
#include "sys/file.h"

enum { LIMIT_S = 180, FORM_MOST = 4 << 20 };

/* Every question of the form that a citizen types into was asked in one of the visits. */
static void check_all_fields(const struct visitor visitors[VISITS])
{
	char path[PATH_MAX + 64], name[40];
	AUTO_BUF form;
	int n = 0;

	snprintf(path, sizeof path, "%s/assets/forms/loss_report.xml", test_root());
	buf_init(&form, FORM_MOST);
	CHECK_OK(file_read(&form, path));
	for (const char *at = buf_str(&form); (at = strstr(at, "<input ref=\"/data/")); at++) {
		bool seen = false;

		CHECK(sscanf(at, "<input ref=\"/data/%*[m]ore/%39[a-z_]", name) == 1 ||
		        sscanf(at, "<input ref=\"/data/%39[a-z_]", name) == 1);
		if (strlen(name) > 5 && strcmp(name + strlen(name) - 5, "_note") == 0)
			continue;
		if (strcmp(name, "bsn") == 0) /* an officer's to ask, never a citizen's to type */
			continue;
		for (int v = 0; v < VISITS; v++)
			for (int i = 0; i < visitors[v].n_asked; i++)
				seen |= strcmp(visitors[v].asked[i], name) == 0;
		if (!seen)
			test_fail(__FILE__, __LINE__, "no visit came by the field %s", name);
		n++;
	}
	CHECK(n >= 18);
}

/* The office reads every answer of every visit: they were really typed, and really kept. */
static void check_office(struct yard *y)
{
	AUTO_BUF opened;

	buf_init(&opened, FORM_MOST);
	plant_open_hub(&y->p, &opened);
	CHECK_INT(count_lines(&opened), VISITS);
	for (int i = 0; i < y->c.n; i++)
		CHECK_HAS(buf_str(&opened), y->c.mark[i]);
	/* The positive control: the search finds in this text what it must find nowhere else. */
	y->c.needles.quiet = true;
	CHECK(needles_in_bytes(&y->c.needles, opened.data, opened.len, "what the office reads") >= y->c.n);
	y->c.needles.quiet = false;
}

static void check_others(struct yard *y)
{
	int found = needles_in_process(&y->c.needles, y->p.sync_pid, "loket-sync") +
	            needles_in_process(&y->c.needles, y->p.hub_pid, "loket-hub");

	CHECK_INT(found, 0);
}

/* What loketctl printed for this test is the one file that may hold answers. */
static void remove_opened(const struct yard *y)
{
	char path[PLANT_PATH];

	snprintf(path, sizeof path, "%s/loketctl.out", y->p.s.dir);
	CHECK(remove(path) == 0);
}

/* What lies beside the answers in a record is as private: names of questions, of choices. */
static void check_inner(void)
{
	static const char *const inner[] = {"\"/data/name\"", "\"/data/story\"", "\"answers\":", "rather_desk"};
	struct needles *n = calloc(1, sizeof *n);

	CHECK(n != NULL);
	needles_init(n);
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
		needles_add(n, "the inside of a record", inner[i]);
	CHECK_INT(needles_in_folder(n, test_folder(), 0), 0);
	free(n);
}

static void await_papers(const struct yard *y, int papers)
{
	for (int i = 0; i < 2000 && station_papers(&y->p.s) < papers; i++)
		usleep(5000);
	CHECK_INT(station_papers(&y->p.s), papers);
}

static void pay_visits(struct yard *y, struct visitor *visitors, int from, int to)
{
	for (int i = from; i < to; i++) {
		struct visitor *v = &visitors[i];

		*v = canaries_visitor(&y->c, &y->p.s, i);
		visitor_begin(v);
		visitor_answer(v, NULL);
		yard_memory_holds(y);
		visitor_save(v);
		await_papers(y, i + 1);
		tap(&y->p.s, "next");
		yard_memory_is_clean(y, "when the receipt was taken");
		await_screen(&y->p.s, "idle");
		plant_await_hub(&y->p, i + 1);
		remove_opened(y);
		check_others(y);
	}
}

/* Three visits with the printer that draws, one with the printer that keeps its bytes. */
TEST_LIMIT(canary, what_is_typed_lies_nowhere_but_sealed, LIMIT_S)
{
	struct yard *y = yard_make();
	struct visitor *visitors = calloc(VISITS, sizeof *visitors);
	char printer[PLANT_PATH];

	CHECK(visitors != NULL);
	plant_hub_start(&y->p);
	plant_kiosk_start(&y->p, NULL);
	plant_sync_start(&y->p);
	pay_visits(y, visitors, 0, VISITS - 1);
	yard_files_are_clean(y, "while all programs run");
	plant_kiosk_stop(&y->p);
	snprintf(printer, sizeof printer, "file:%s", y->p.s.paper);
	plant_kiosk_start(&y->p, (const char *const[]){"--printer", printer, NULL});
	pay_visits(y, visitors, VISITS - 1, VISITS);
	check_all_fields(visitors);
	check_office(y);
	CHECK(wiretap_bytes(y->p.line) > 10000);
	remove_opened(y);
	yard_files_are_clean(y, "while all programs run");
	plant_kiosk_stop(&y->p);
	plant_sync_stop(&y->p);
	plant_hub_stop(&y->p);
	yard_files_are_clean(y, "when all programs have ended");
	check_inner();
	yard_end(y);
	free(visitors);
}
