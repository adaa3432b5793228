#include "form_walk.h"

#include <stdio.h>

void walker_open(struct walker *w, const char *form)
{
	char path[1200];

	memset(w, 0, sizeof *w);
	(void)snprintf(path, sizeof path, "%s/assets/forms/%s.xml", test_root(), form);
	kit_open_file(&w->kit, path);
}

void walker_close(struct walker *w)
{
	kit_close(&w->kit);
}

static size_t any(struct walker *w, size_t n)
{
	return test_random(&w->die) % n;
}

static _Noreturn void dead_end(struct walker *w, uint32_t id, const char *what)
{
	const struct question *q = session_question(w->kit.s, id);

	test_fail(__FILE__, __LINE__, "%s of %s, language %d: %s", q->ref, form_id(w->kit.form),
	        session_language(w->kit.s), what);
}

static void has_words(struct walker *w, const struct question *q)
{
	bool note = q->kind == QUESTION_NOTE;

	if (!*q->label || strcmp(q->label, "-") == 0 || strstr(q->label, "[["))
		dead_end(w, q->id, "it has no words");
	if (!note && !*q->purpose)
		dead_end(w, q->id, "it does not say why it is asked");
	if (!note && !*q->short_label)
		dead_end(w, q->id, "it has no short name for the review");
	for (size_t i = 0; i < q->n_choices; i++)
		if (!*q->choices[i].label)
			dead_end(w, q->id, "a choice has no words");
}

static bool took(struct walker *w, uint32_t id, const char *value)
{
	return session_set(w->kit.s, id, value) == 0 && session_check(w->kit.s, id) == SESSION_GOOD;
}

static bool choose(struct walker *w, const struct question *q)
{
	char value[4000] = "";
	size_t n = q->n_choices;
	uint32_t id = q->id;

	if (!n)
		return false;
	for (int try = 0; try < 60; try++) {
		const struct question *now = session_question(w->kit.s, id);
		size_t many = now->kind == QUESTION_SELECT ? 1 + any(w, 4) : 1, at = any(w, n);

		value[0] = 0;
		for (size_t i = 0; i < many && at + i < n; i++) {
			size_t len = strlen(value);

			(void)snprintf(
			        value + len, sizeof value - len, "%s%s", i ? " " : "", now->choices[at + i].name);
		}
		if (took(w, id, value))
			return true;
	}
	return false;
}

static bool write_text(struct walker *w, const struct question *q)
{
	static const char *const texts[] = {
	        "Een zin die lang genoeg is voor elke vraag, met meer dan zestig letters erin.", "Utrecht",
	        "Het gezin is in beeld bij de wijkzorg, sinds een jaar, zonder resultaat.", "1012 AB", "0612345678",
	        "490154203237519", "naam@voorbeeld.nl", "NL91ABNA0417164300", "123456782", "490154203237518", "AB12CD",
	        "PL2024-0001", "B", "ABC1234", "GZ1234567"};
	size_t at = any(w, 7);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (took(w, q->id, texts[(at + i) % (sizeof texts / sizeof *texts)]))
			return true;
	return false;
}

static bool write_number(struct walker *w, const struct question *q)
{
	static const char *const numbers[] = {"0", "1", "2", "3", "17", "8", "40", "1944", "2000", "10"};
	size_t at = any(w, 10);

	for (size_t i = 0; i < 10; i++)
		if (took(w, q->id, numbers[(at + i) % 10]))
			return true;
	return false;
}

static bool write_date(struct walker *w, const struct question *q)
{
	static const char *const days[] = {
	        "2026-03-14", "2026-03-10", "2012-02-29", "1944-05-05", "2026-03-20", "2025-01-31", "2026-05-01"};
	size_t at = any(w, 7);

	for (size_t i = 0; i < 7; i++)
		if (took(w, q->id, days[(at + i) % 7]))
			return true;
	return false;
}

/* ---- what no question of any form takes ------------------------------------------------------- */

static void refuses(struct walker *w, uint32_t id, const char *value)
{
	if (took(w, id, value))
		dead_end(w, id, "it takes what nobody can mean");
}

/* "none" is not said beside something. */
static void refuses_none_and_more(struct walker *w, const struct question *q)
{
	static const char *const alone[] = {"none", "nobody", "nothing", "unknown", "all"};
	uint32_t id = q->id;

	for (size_t i = 0; q->kind == QUESTION_SELECT && i < q->n_choices; i++)
		for (size_t k = 0; k < sizeof alone / sizeof *alone; k++) {
			char both[200];

			if (strcmp(q->choices[i].name, alone[k]) != 0)
				continue;
			(void)snprintf(both, sizeof both, "%s %s", q->choices[i ? 0 : 1].name, alone[k]);
			refuses(w, id, both);
			q = session_question(w->kit.s, id);
		}
}

static void refuses_nonsense(struct walker *w, const struct question *q)
{
	char text[8001] = "";
	uint32_t id = q->id;

	if (q->kind == QUESTION_SELECT)
		refuses_none_and_more(w, q);
	if (q->kind != QUESTION_INPUT)
		return;
	if (q->type == ANSWER_DATE) {
		refuses(w, id, "1899-12-31");
		refuses(w, id, "2199-01-01");
	} else if (q->type == ANSWER_INT || q->type == ANSWER_DECIMAL) {
		refuses(w, id, "-1");
		refuses(w, id, "10000001");
	} else if (q->type == ANSWER_TEXT) {
		memset(text, 'a', sizeof text - 1);
		refuses(w, id, text);
	}
}

static bool answer(struct walker *w, const struct question *q)
{
	if (q->readonly)
		return true;
	switch (q->kind) {
	case QUESTION_SELECT1:
	case QUESTION_SELECT:
		return choose(w, q);
	case QUESTION_TRIGGER:
		return took(w, q->id, "OK");
	case QUESTION_UPLOAD:
		return took(w, q->id, "M 10 20 L 18 24 L 26 30 L 31 22 L 40 28 L 52 24 L 60 31 L 71 25");
	case QUESTION_INPUT:
		break;
	default:
		return false;
	}
	if (q->type == ANSWER_DATE)
		return write_date(w, q);
	if (q->type == ANSWER_INT || q->type == ANSWER_DECIMAL)
		return write_number(w, q);
	return write_text(w, q);
}

static void see(struct walker *w, uint32_t id)
{
	for (size_t i = 0; i < w->n_seen; i++)
		if (w->seen[i] == id)
			return;
	if (w->n_seen < sizeof w->seen / sizeof *w->seen)
		w->seen[w->n_seen++] = id;
}

/* One screen: gives the next one, or the same where the form said stop and something before was said anew. */
uint32_t walker_step(struct walker *w, uint32_t id)
{
	struct question view = *session_question(w->kit.s, id); /* its words last until the next answer */
	const struct question *q = &view;
	bool leave_empty;

	if (++w->steps > 100000)
		dead_end(w, id, "the walk does not end");
	has_words(w, q);
	see(w, id);
	if (q->kind == QUESTION_NOTE)
		return q->required ? session_previous(w->kit.s, id) : session_next(w->kit.s, id);
	if (!q->readonly) {
		refuses_nonsense(w, q);
		view = *session_question(w->kit.s, id);
	}
	leave_empty = !q->required && any(w, 4) == 0;
	if (leave_empty && session_set(w->kit.s, id, "") == 0 && session_check(w->kit.s, id) == SESSION_GOOD)
		return session_next(w->kit.s, id);
	if (!answer(w, q))
		dead_end(w, id, "nothing that somebody could say is taken");
	return session_next(w->kit.s, id);
}

void walker_walk(struct walker *w, int language, const char *officer, uint64_t seed)
{
	struct session *s;
	uint32_t id, bad;

	w->die = seed;
	w->steps = 0;
	w->kit.username = officer;
	kit_again(&w->kit, language, 0);
	s = w->kit.s;
	for (id = session_next(s, 0); id;)
		id = walker_step(w, id);
	/* What was answered later may ask for something before: the review leads there. */
	for (int round = 0; (bad = session_check_all(s, NULL)) != 0; round++) {
		if (round == 200)
			dead_end(w, bad, "the review never lets go");
		for (id = bad; id && (id == bad || session_check(s, id) != SESSION_GOOD);)
			id = walker_step(w, id);
	}
}

/* The first question that no walk came to; those of rows are new in each walk, and do not count. 0: none. */
static uint32_t unseen(const struct walker *w)
{
	size_t n;
	const uint32_t *ids = session_questions(w->kit.s, &n);

	for (size_t i = 0; i < n; i++) {
		const struct question *q = session_question(w->kit.s, ids[i]);
		bool there = !q || *q->repeat;

		for (size_t k = 0; !there && k < w->n_seen; k++)
			there = w->seen[k] == ids[i];
		if (!there)
			return ids[i];
	}
	return 0;
}

bool walker_has_all(const struct walker *w)
{
	return unseen(w) == 0;
}

void walker_has_seen_all(struct walker *w)
{
	uint32_t id = unseen(w);

	if (id)
		dead_end(w, id, "no walk ever came here");
}
