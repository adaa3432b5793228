/*
 * notices_read - what is on paper can be read: every language by a stranger, letter for letter
 *
 * NOTICES=all reads every notice in every language on every width (make power); else forty pieces of sheets, spread
 * over all of them, two or three items each.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "notice/checklist.h"
#include "notices_ocr.h"
#include "sys/text.h"

enum { SAMPLE = 40, AT_ONCE = 2, ALL = SHELF_NOTICES * SHELF_LANGUAGES * PAPER_WIDTHS };

/* Figures of one language. */
struct figures {
	int sheets, read, again; /* again: not from the first distance */
	double lowest, sum;
};

struct session {
	struct shelf shelf;
	struct reading slot[AT_ONCE];
	char name[AT_ONCE][64];
	bool busy[AT_ONCE];
	int language[AT_ONCE], begun;
	struct figures of[SHELF_LANGUAGES], all;
};

static void count(struct figures *f, const struct reading *r)
{
	f->lowest = f->sheets == 0 ? r->share : fmin(f->lowest, r->share);
	f->sheets++;
	f->read += r->share >= READ_ENOUGH;
	f->again += r->tries > 1;
	f->sum += r->share;
}

static void finish(struct session *s, int slot)
{
	struct reading *r = &s->slot[slot];

	if (!s->busy[slot])
		return;
	s->busy[slot] = false;
	reading_end(r);
	count(&s->of[s->language[slot]], r);
	count(&s->all, r);
	if (r->share < READ_ENOUGH)
		printf("notices: %s is read to %.2f %% only\n", s->name[slot], 100 * r->share);
	if (s->all.sheets % 48 == 0)
		printf("notices: %d sheets so far, lowest %.2f %%\n", s->all.sheets, 100 * s->all.lowest);
	fflush(stdout);
}

/* One language at a time: columns side by side would be read across. */
static void begin(struct session *s, const struct wish *w, int language)
{
	int slot = s->begun % AT_ONCE;
	struct reading *r = &s->slot[slot];

	finish(s, slot);
	(void)snprintf(s->name[slot], sizeof s->name[slot], "%s %s on %s, from item %d", w->text->id, w->text->lang,
	        paper_widths[w->width].name, w->from);
	*r = (struct reading){.lang = notice_language(language), .number = slot};
	print_sheet(&r->p, &s->shelf, w);
	print_compare(&r->p);
	s->language[slot] = language;
	s->busy[slot] = true;
	s->begun++;
	reading_start(r);
}

static struct wish whole(const struct session *s, int i)
{
	int notice = i / (SHELF_LANGUAGES * PAPER_WIDTHS), language = i / PAPER_WIDTHS % SHELF_LANGUAGES;

	return (struct wish){.text = shelf_notice(&s->shelf, checklist_at(notice)->notice, notice_language(language)),
	        .width = i % PAPER_WIDTHS};
}

/* Spread so that each language is read on each width, and each notice more than once. */
static struct wish piece(const struct session *s, int i)
{
	const char *id = checklist_at((i * 7 + i / SHELF_LANGUAGES) % SHELF_NOTICES)->notice;
	struct wish w = {.text = shelf_notice(&s->shelf, id, notice_language(i % SHELF_LANGUAGES))};

	w.width = (i + i / SHELF_LANGUAGES) % PAPER_WIDTHS;
	w.items = w.width == 0 ? 2 : w.width == PAPER_A4 ? 5 : 3;
	if (w.items > w.text->n_items)
		w.items = w.text->n_items;
	w.from = i * 5 % (w.text->n_items - w.items + 1);
	return w;
}

static void tell(const struct session *s)
{
	for (int i = 0; i < SHELF_LANGUAGES; i++)
		if (s->of[i].sheets)
			printf("notices: %s: %d sheets, %d read, lowest %.2f %%, mean %.2f %%, %d from another distance\n",
			        notice_language(i), s->of[i].sheets, s->of[i].read, 100 * s->of[i].lowest,
			        100 * s->of[i].sum / s->of[i].sheets, s->of[i].again);
	printf("notices: %d sheets, %d read, lowest %.2f %%\n", s->all.sheets, s->all.read, 100 * s->all.lowest);
	fflush(stdout);
}

TEST_LIMIT(notices, a_stranger_reads_them, 400)
{
	const char *which = getenv("NOTICES");
	bool all = which && text_is(which, "all");
	struct session *s = calloc(1, sizeof *s);

	CHECK(s != NULL);
	shelf_open(&s->shelf);
	for (int i = 0; i < (all ? ALL : SAMPLE); i++) {
		struct wish w = all ? whole(s, i) : piece(s, i);

		begin(s, &w, all ? i / PAPER_WIDTHS % SHELF_LANGUAGES : i % SHELF_LANGUAGES);
	}
	for (int i = 0; i < AT_ONCE; i++)
		finish(s, (s->begun + i) % AT_ONCE);
	tell(s);
	CHECK_INT(s->all.sheets, all ? ALL : SAMPLE);
	CHECK_INT(s->all.read, s->all.sheets);
	shelf_close(&s->shelf);
	free(s);
}

/* ---- the measure itself --------------------------------------------------------------------------- */

static double share(const char *wanted, const char *got)
{
	AUTO_BUF a;
	AUTO_BUF b;

	buf_init(&a, 4096);
	buf_init(&b, 4096);
	reading_plain(&a, wanted);
	reading_plain(&b, got);
	return reading_share(buf_str(&a), buf_str(&b));
}

static void check_share(const char *wanted, const char *got, double is)
{
	double was = share(wanted, got);

	if (fabs(was - is) > 0.0001)
		test_fail(__FILE__, __LINE__, "\"%s\" read as \"%s\" counts %.4f, expected %.4f", wanted, got, was, is);
}

TEST(notices, what_a_reader_is_forgiven_and_what_not)
{
	check_share("Bel 0900-0101.", "Bel\n 0900 0101", 1 - 1 / 12.0); /* a space too many */
	check_share("Bel 0900-0101.", "Bel 09000101", 1);
	check_share("  \xe2\x80\xa2 een, twee ", "een twee", 1);
	check_share("abcde", "abcd", 0.8);
	check_share("abcde", "abXde", 0.8);
	check_share("abcde", "abcdee", 0.8);
	check_share("abcde", "", 0);
	check_share("ab", "xxxxxxxx", 0);
	check_share("Nee", "nee", 2 / 3.0);
	check_share("een", "\xc3\xa9\xc3\xa9n", 1 / 3.0);
	check_share("\xd8\xa3", "\xd8\xa7", 0); /* hamza on alif is a letter of its own */
	check_share("\xd9\x85\xd9\x8f\xd8\xaf", "\xd9\x85\xd8\xaf", 1); /* damma is left out */
	check_share("112", "\xd9\xa1\xd9\xa1\xd9\xa2", 1);
	check_share("\xe2\x81\xa8"
	            "112\xe2\x81\xa9",
	        "112", 1);
}
