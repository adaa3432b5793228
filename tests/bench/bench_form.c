/*
 * bench_form - the form engine: a form of 485 questions, a list of 250,000 rows, a repeat of 1,000 instances
 *
 * The same steps are done by ODK Web Forms' engine in the same run (odk/steps.mjs); where that is not to be had, a line
 * says so. The two forms of our own are made here; the large one is public and lies in ../shared.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "form/session_parts.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/zone.h"

enum { ROUNDS = 9, ROWS = 250000, TOWNS = 2500, INSTANCES = 1000, CHANGES = 40, ODK_LIMIT_MS = 300000 };

static double since_ms(int64_t began_us)
{
	return (double)(clock_measure_us() - began_us) / 1000;
}

static struct form *load(const char *path)
{
	struct findings findings;
	struct form *f;

	findings_init(&findings);
	if (form_load(&f, path, &findings) != 0) {
		fprintf(stderr, "bench_form: %s%s\n", buf_str(&findings.text), err_why());
		exit(1);
	}
	findings_fini(&findings);
	return f;
}

static struct session *begin(const struct form *f, const struct zone *zone)
{
	struct session_env env = {.now_ms = 1773483630000, .zone = zone, .language = -1, .ceiling = 64 << 20};
	struct session *s;

	bench_must(session_new(&s, f, &env), "session");
	return s;
}

static double heap_mib(void)
{
	return bench_pss_mib(getpid());
}

/* An answer that a person might give; NULL: nothing to answer. */
static const char *some_answer(const struct question *q)
{
	if (q->kind == QUESTION_NOTE || q->readonly || q->kind == QUESTION_REPEAT)
		return NULL;
	if (q->kind == QUESTION_SELECT1 || q->kind == QUESTION_SELECT)
		return q->n_choices ? q->choices[0].name : NULL;
	switch (q->type) {
	case ANSWER_INT:
	case ANSWER_DECIMAL:
		return "3";
	case ANSWER_DATE:
		return "2020-01-01";
	default:
		return "a";
	}
}

/* Walks the whole form as a person does, and measures what each answer costs. */
static void walk(struct session *s, double *middle, double *worst, double *answers)
{
	size_t most, n = 0;
	double *took;

	(void)session_questions(s, &most);
	took = calloc(most + 1, sizeof *took);
	if (!took)
		abort();
	for (uint32_t id = session_next(s, 0); id && n < most; id = session_next(s, id)) {
		const struct question *q = session_question(s, id);
		const char *value = q ? some_answer(q) : NULL;
		int64_t began = clock_measure_us();

		if (!value || session_set(s, id, value) != 0)
			continue;
		took[n++] = since_ms(began);
	}
	*middle = bench_at(took, n, 0.5);
	*worst = bench_at(took, n, 1);
	*answers = (double)n;
	free(took);
}

struct large {
	double load[ROUNDS], whole[ROUNDS], answer[ROUNDS], worst[ROUNDS], answers, mib;
};

static void measure_large(struct large *out, const char *path, const struct zone *zone)
{
	double before = heap_mib();

	for (int i = 0; i < ROUNDS; i++) {
		int64_t began = clock_measure_us();
		struct form *f = load(path);
		struct session *s;

		out->load[i] = since_ms(began);
		s = begin(f, zone);
		walk(s, &out->answer[i], &out->worst[i], &out->answers);
		began = clock_measure_us();
		compute_all(s);
		out->whole[i] = since_ms(began);
		if (i == 0)
			out->mib = heap_mib() - before;
		session_free(s);
		form_free(f);
	}
}

static void put(FILE *out, const char *text)
{
	if (fputs(text, out) < 0)
		bench_must(-1, "write");
}

static const char head[] =
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
        "xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><h:title>bench</h:title><model><instance>";

static void write_list_form(const char *dir, char path[static 4000])
{
	char csv[4000];
	FILE *f;

	bench_must(path_join(csv, sizeof csv, dir, "streets.csv"), "path");
	bench_must(path_join(path, 4000, dir, "streets.xml"), "path");
	f = fopen(csv, "w");
	bench_must(f ? 0 : -1, csv);
	put(f, "name,label,town\n");
	for (int i = 0; i < ROWS; i++)
		fprintf(f, "s%d,Straat %d,t%d\n", i, i, i % TOWNS);
	bench_must(fclose(f), csv);
	f = fopen(path, "w");
	bench_must(f ? 0 : -1, path);
	put(f, head);
	put(f, "<data id=\"streets\"><town/><street/></data></instance>"
	       "<instance id=\"streets\" src=\"jr://file-csv/streets.csv\"/>"
	       "<bind nodeset=\"/data/town\" type=\"string\"/><bind nodeset=\"/data/street\" type=\"string\"/>"
	       "</model></h:head><h:body><input ref=\"/data/town\"><label>Town</label></input>"
	       "<select1 ref=\"/data/street\"><label>Street</label>"
	       "<itemset nodeset=\"instance('streets')/root/item[town = /data/town]\"><value ref=\"name\"/>"
	       "<label ref=\"label\"/></itemset></select1></h:body></h:html>\n");
	bench_must(fclose(f), path);
}

struct streets {
	double load[ROUNDS], choose[ROUNDS], mib;
};

/* A town is named, its streets are listed, one is chosen. */
static double choose_ms(struct session *s, int town)
{
	uint32_t ask_town = session_find(s, "/data/town"), ask_street = session_find(s, "/data/street");
	char name[20];
	int64_t began = clock_measure_us();
	const struct question *q;

	snprintf(name, sizeof name, "t%d", town);
	bench_must(session_set(s, ask_town, name), "town");
	q = session_question(s, ask_street);
	bench_must(q && q->n_choices == ROWS / TOWNS ? 0 : -1, "streets of a town");
	snprintf(name, sizeof name, "s%d", town + TOWNS);
	bench_must(session_set(s, ask_street, name), "street");
	return since_ms(began);
}

static void measure_streets(struct streets *out, const char *dir, const struct zone *zone)
{
	char path[4000];
	double before;

	write_list_form(dir, path);
	before = heap_mib();
	for (int i = 0; i < ROUNDS / 3; i++) {
		int64_t began = clock_measure_us();
		struct form *f = load(path);
		struct session *s;
		double took[CHANGES];

		out->load[i] = since_ms(began);
		if (i == 0)
			out->mib = heap_mib() - before;
		s = begin(f, zone);
		for (int k = 0; k < CHANGES; k++)
			took[k] = choose_ms(s, k * 7);
		out->choose[i] = bench_at(took, CHANGES, 0.5);
		session_free(s);
		form_free(f);
		malloc_trim(0);
	}
}

struct rows {
	double fill[ROUNDS], add[ROUNDS], remove[ROUNDS], mib;
};

static void write_repeat_form(const char *dir, char path[static 4000])
{
	FILE *f;

	bench_must(path_join(path, 4000, dir, "goods.xml"), "path");
	f = fopen(path, "w");
	bench_must(f ? 0 : -1, path);
	put(f, head);
	put(f, "<data id=\"goods\"><good jr:template=\"\"><what/><worth/><part/></good><total/></data></instance>"
	       "<bind nodeset=\"/data/good/what\" type=\"string\"/><bind nodeset=\"/data/good/worth\" type=\"decimal\"/>"
	       "<bind nodeset=\"/data/good/part\" type=\"decimal\" calculate=\"../worth * 2\"/>"
	       "<bind nodeset=\"/data/total\" type=\"decimal\" calculate=\"sum(/data/good/part)\"/>"
	       "</model></h:head><h:body><group ref=\"/data/good\"><label>Goods</label><repeat nodeset=\"/data/good\">"
	       "<input ref=\"/data/good/what\"><label>What</label></input>"
	       "<input ref=\"/data/good/worth\"><label>Worth</label></input></repeat></group></h:body></h:html>\n");
	bench_must(fclose(f), path);
}

static void fill(struct session *s)
{
	for (int i = 0; i < INSTANCES - 1; i++)
		bench_must(session_add(s, "/data/good"), "add");
	bench_must(session_set_ref(s, "/data/good[500]/worth", "2.5"), "worth");
}

static void measure_rows(struct rows *out, const char *dir, const struct zone *zone)
{
	char path[4000];
	struct form *f;

	write_repeat_form(dir, path);
	f = load(path);
	for (int i = 0; i < ROUNDS; i++) {
		double added[CHANGES], removed[CHANGES], before = heap_mib();
		struct session *s = begin(f, zone);
		int64_t began = clock_measure_us();

		fill(s);
		out->fill[i] = since_ms(began);
		if (i == 0)
			out->mib = heap_mib() - before;
		for (int k = 0; k < CHANGES; k++) {
			began = clock_measure_us();
			bench_must(session_add(s, "/data/good"), "add");
			added[k] = since_ms(began);
			began = clock_measure_us();
			bench_must(session_remove(s, "/data/good", (size_t)k * 20), "remove");
			removed[k] = since_ms(began);
		}
		out->add[i] = bench_at(added, CHANGES, 0.5);
		out->remove[i] = bench_at(removed, CHANGES, 0.5);
		session_free(s);
	}
	form_free(f);
}

/* What the other engine said: lines "name milliseconds". Empty when it could not be asked. */
static void ask_odk(struct buf *out, const char *what, const char *form, const char *list)
{
	char steps[4000], why[4000];
	const char *const argv[] = {"node", "--max-old-space-size=4096", steps, what, form, list, NULL};

	buf_clear(out);
	(void)snprintf(steps, sizeof steps, "%s/odk/steps.mjs", bench_programs());
	(void)snprintf(why, sizeof why, "%s/odk/why", bench_programs());
	if (access(steps, R_OK) != 0 || access(why, F_OK) == 0) {
		bench_say("ODK Web Forms is not measured: no Node of 20.19 or newer, or no npm, here");
		return;
	}
	bench_say("ODK Web Forms: %s", what);
	if (proc_run(argv, out, ODK_LIMIT_MS) != 0) {
		bench_say("ODK Web Forms did not finish %s: %s", what, err_why());
		buf_clear(out);
	}
}

static double odk_ms(const struct buf *said, const char *name)
{
	char key[40];
	const char *at;

	(void)snprintf(key, sizeof key, "%s ", name);
	at = strstr(buf_str(said), key);
	return at ? strtod(at + strlen(key), NULL) : -1;
}

static void row(const char *figure, double *v, size_t n, const char *unit)
{
	bench_row_beside(figure, bench_at(v, n, 0.5), -1, unit, "");
}

static void row_odk(const char *figure, double *v, size_t n, const struct buf *said, const char *name)
{
	double beside = odk_ms(said, name);

	bench_row_beside(figure, bench_at(v, n, 0.5), beside, "ms", "ODK Web Forms");
}

static void large_rows(struct large *l, const char *path)
{
	struct buf said;

	buf_init(&said, 4000);
	ask_odk(&said, "walk", path, "");
	row_odk("485 questions: load", l->load, ROUNDS, &said, "load");
	row_odk("485 questions: one answer, middle", l->answer, ROUNDS, &said, "answer");
	row_odk("485 questions: one answer, worst", l->worst, ROUNDS, &said, "worst");
	row("485 questions: recompute whole", l->whole, ROUNDS, "ms");
	row("485 questions: answers of the walk", &l->answers, 1, "");
	row("485 questions: memory, form and visit", &l->mib, 1, "MiB");
	buf_fini(&said);
}

static void street_rows(struct streets *t, const char *dir)
{
	char form[4000], list[4000];
	struct buf said;

	buf_init(&said, 4000);
	bench_must(path_join(form, sizeof form, dir, "streets.xml"), "path");
	bench_must(path_join(list, sizeof list, dir, "streets.csv"), "path");
	ask_odk(&said, "streets", form, list);
	row_odk("250,000 rows: load, index made", t->load, ROUNDS / 3, &said, "load");
	row_odk("250,000 rows: choose by equality", t->choose, ROUNDS / 3, &said, "choose");
	row("250,000 rows: memory", &t->mib, 1, "MiB");
	buf_fini(&said);
}

static void goods_rows(struct rows *g, const char *dir)
{
	char form[4000];
	struct buf said;

	buf_init(&said, 4000);
	bench_must(path_join(form, sizeof form, dir, "goods.xml"), "path");
	ask_odk(&said, "goods", form, "");
	row_odk("repeat: 999 times add", g->fill, ROUNDS, &said, "fill");
	row_odk("repeat of 1,000: add one", g->add, ROUNDS, &said, "add");
	row_odk("repeat of 1,000: remove one", g->remove, ROUNDS, &said, "remove");
	row("repeat of 1,000: memory", &g->mib, 1, "MiB");
	buf_fini(&said);
}

int main(void)
{
	static struct large large;
	static struct streets streets;
	static struct rows rows;
	const char *root = getenv("LOKET_ROOT");
	char dir[] = "/tmp/bench_form.XXXXXX", path[4000];
	struct zone *zone = NULL;

	bench_must(zone_load(&zone, NULL, "Europe/Amsterdam"), "zone");
	bench_must(mkdtemp(dir) ? 0 : -1, dir);
	(void)snprintf(path, sizeof path, "%s/../shared/xforms/forms/01-whova_form.xml", root ? root : ".");
	if (access(path, R_OK) == 0) {
		measure_large(&large, path, zone);
		large_rows(&large, path);
	} else {
		bench_say("the form of 485 questions lies in ../shared, which is absent");
	}
	measure_streets(&streets, dir, zone);
	street_rows(&streets, dir);
	measure_rows(&rows, dir, zone);
	goods_rows(&rows, dir);
	zone_free(zone);
	bench_must(dir_remove(dir), dir);
	return 0;
}
