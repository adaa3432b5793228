#include "form_random.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

static size_t any(struct random_walk *w, size_t n)
{
	return test_random(&w->die) % n;
}

static bool takes_answers(const struct question *q)
{
	return q->relevant && !q->readonly && q->kind != QUESTION_NOTE && q->kind != QUESTION_REPEAT;
}

const struct question *random_question(struct random_walk *w)
{
	size_t n;
	const uint32_t *ids = session_questions(w->kit->s, &n);

	for (int try = 0; n && try < 200; try++) {
		uint32_t id = ids[any(w, n)];
		const struct question *q = session_is_relevant(w->kit->s, id) ? session_question(w->kit->s, id) : NULL;

		if (q && takes_answers(q) && strlen(q->ref) < RANDOM_REF)
			return q;
	}
	return NULL;
}

static void random_names(struct random_walk *w, const struct question *q, char out[RANDOM_VALUE])
{
	size_t many = q->kind == QUESTION_SELECT ? any(w, 4) : 1;

	for (size_t i = 0; i < many && q->n_choices; i++) {
		const char *name = q->choices[any(w, q->n_choices)].name;
		size_t len = strlen(out);

		if (len + strlen(name) + 2 < RANDOM_VALUE && !strstr(out, name))
			(void)snprintf(out + len, RANDOM_VALUE - len, "%s%s", len ? " " : "", name);
	}
}

void random_value(struct random_walk *w, const struct question *q, char out[RANDOM_VALUE])
{
	static const char *const texts[] = {"", "a", "Een zin van vijf woorden.", "0", "1", "2", "17", "-3", "4.5",
	        "2026-03-14", "2012-02-29", "OK", "yes", "11:20:00.000+01:00", "2026-03-14T11:20:00.000+01:00"};

	out[0] = 0;
	if (q->kind == QUESTION_SELECT1 || q->kind == QUESTION_SELECT)
		random_names(w, q, out);
	else if (q->kind == QUESTION_RANK)
		for (size_t i = 0; i < q->n_choices; i++) {
			size_t len = strlen(out);

			(void)snprintf(out + len, RANDOM_VALUE - len, "%s%s", i ? " " : "",
			        q->choices[q->n_choices - 1 - i].name);
		}
	else
		(void)snprintf(out, RANDOM_VALUE, "%s", texts[any(w, sizeof texts / sizeof *texts)]);
}

static void do_step(struct session *s, const struct random_step *step)
{
	/* An answer that is turned down is turned down the second time, too: that is part of what is compared. */
	if (step->what == STEP_SET)
		(void)!session_set_ref(s, step->ref, step->value);
	else if (step->what == STEP_ADD)
		(void)!session_add(s, step->ref);
	else
		(void)!session_remove(s, step->ref, step->index);
}

/* The repeat that a question stands in, without the last position; false outside repeats. */
static bool repeat_of(const struct question *q, char out[RANDOM_REF])
{
	char *bracket;

	if (!*q->repeat || strlen(q->repeat) >= RANDOM_REF)
		return false;
	strcpy(out, q->repeat);
	bracket = strrchr(out, '[');
	if (q->kind != QUESTION_REPEAT && bracket)
		*bracket = 0;
	return true;
}

void random_go(struct random_walk *w, size_t n)
{
	for (size_t i = 0; i < n && w->n < RANDOM_STEPS; i++) {
		const struct question *q = random_question(w);
		struct random_step *step = &w->steps[w->n];

		if (!q)
			return;
		step->what = STEP_SET;
		if (any(w, 8) == 0 && repeat_of(q, step->ref)) {
			step->what = any(w, 3) ? STEP_ADD : STEP_REMOVE;
			step->index = any(w, 3);
		} else {
			strcpy(step->ref, q->ref);
			random_value(w, q, step->value);
		}
		do_step(w->kit->s, step);
		w->n++;
	}
}

void random_again(const struct random_walk *w)
{
	for (size_t i = 0; i < w->n; i++)
		do_step(w->kit->s, &w->steps[i]);
}

/* Public forms may ask for what nobody supports; those are refused by name elsewhere. */
static bool is_taken(const char *path)
{
	struct findings findings;
	struct form *form;
	int r;

	findings_init(&findings);
	r = form_load(&form, path, &findings);
	findings_fini(&findings);
	if (r == 0)
		form_free(form);
	return r == 0;
}

static void walk_form(const char *path, size_t seeds, void (*fn)(struct random_walk *w))
{
	struct random_walk *w = malloc(sizeof *w);
	struct kit k;

	CHECK(w != NULL);
	kit_open_file(&k, path);
	k.still = true;
	for (size_t seed = 1; seed <= seeds; seed++) {
		w->kit = &k;
		w->die = seed * 7919 + strlen(path);
		w->n = 0;
		kit_again(&k, -1, 64 << 20);
		fn(w);
	}
	kit_close(&k);
	free(w);
}

/* Large public forms get one seed: their states are thousands of lines. */
void random_forms(size_t seeds, void (*fn)(struct random_walk *w))
{
	const char *const folders[] = {"/assets/forms/*.xml", "/../shared/xforms/forms/*.xml"};

	for (size_t i = 0; i < 2; i++) {
		char pattern[1200];
		glob_t found = {0};

		(void)snprintf(pattern, sizeof pattern, "%s%s", test_root(), folders[i]);
		if (glob(pattern, 0, NULL, &found) != 0) {
			CHECK(i == 1); /* our own are always there */
			continue;
		}
		for (size_t k = 0; k < found.gl_pathc; k++)
			if (i == 0 || is_taken(found.gl_pathv[k]))
				walk_form(found.gl_pathv[k], i == 0 ? seeds : 1, fn);
		globfree(&found);
	}
}
