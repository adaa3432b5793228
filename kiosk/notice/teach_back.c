#include "notice/teach_back.h"

#include <assert.h>
#include <stddef.h>

#include "notice/checklist.h"
#include "sys/text.h"

const char *understood_name(enum understood u)
{
	static const char *const names[] = {"", "full", "partly", "no", "not_determined"};

	return names[u];
}

/* What a pack carries beyond the list is not asked: whoever writes a pack cannot slip in a question about the case. */
static bool is_of_its_list(const struct notice *n, const struct notice_question *q)
{
	const struct checklist *c = checklist_of(n->id);

	return c && checklist_question(c, q->id);
}

static void next_question(struct teach_back *t)
{
	t->wrong_once = false;
	t->at++;
	t->state = t->at < t->n ? TEACH_ASK : TEACH_DONE;
}

void teach_begin(struct teach_back *t, const struct notice *n, const struct notice *easier)
{
	*t = (struct teach_back){.notice = n, .easier = easier, .at = -1};
	for (int i = 0; i < n->n_questions && t->n < NOTICE_QUESTIONS_MAX; i++)
		if (is_of_its_list(n, &n->questions[i]) && n->questions[i].n_options > 0)
			t->asked[t->n++] = &n->questions[i];
	next_question(t);
}

enum teach_state teach_state(const struct teach_back *t)
{
	return t->state;
}

int teach_total(const struct teach_back *t)
{
	return t->n;
}

int teach_number(const struct teach_back *t)
{
	return t->at < t->n ? t->at + 1 : t->n;
}

const struct notice_question *teach_question(const struct teach_back *t)
{
	return t->state == TEACH_DONE ? NULL : t->asked[t->at];
}

bool teach_is_second_time(const struct teach_back *t)
{
	return t->state == TEACH_ASK && t->wrong_once;
}

struct teach_help teach_help(const struct teach_back *t)
{
	struct teach_help help = {0};
	const struct notice_question *q = teach_question(t);

	if (!q)
		return help;
	if (t->easier)
		help.item = notice_item(t->easier, q->item);
	help.easier = help.item != NULL;
	if (!help.item)
		help.item = notice_item(t->notice, q->item);
	help.core_only = help.item && !help.easier;
	return help;
}

void teach_answer(struct teach_back *t, int option)
{
	const struct notice_question *q = teach_question(t);

	assert(t->state == TEACH_ASK && q && option >= 0 && option < q->n_options);
	if (q->options[option].right) {
		t->outcome[t->at] = TEACH_RIGHT;
		next_question(t);
		return;
	}
	t->reexplained[t->at] = true;
	t->outcome[t->at] = TEACH_UNCLEAR;
	t->state = t->wrong_once ? TEACH_HUMAN : TEACH_EXPLAIN;
	t->wrong_once = true;
}

void teach_explained(struct teach_back *t)
{
	assert(t->state == TEACH_EXPLAIN);
	t->state = TEACH_ASK;
}

void teach_human(struct teach_back *t, bool clear_now)
{
	assert(t->state == TEACH_HUMAN);
	t->outcome[t->at] = clear_now ? TEACH_HELPED : TEACH_UNCLEAR;
	next_question(t);
}

void teach_skip(struct teach_back *t)
{
	if (t->state == TEACH_DONE)
		return;
	t->outcome[t->at] = TEACH_SKIPPED;
	next_question(t);
}

void teach_stop(struct teach_back *t)
{
	/* The question that stood there was not answered to the end: as if it had been skipped. */
	if (t->state != TEACH_DONE)
		t->outcome[t->at] = TEACH_SKIPPED;
	t->at = t->n;
	t->state = TEACH_DONE;
}

enum understood teach_result(const struct teach_back *t)
{
	int clear = 0, unclear = 0;

	for (int i = 0; i < t->n; i++) {
		clear += t->outcome[i] == TEACH_RIGHT || t->outcome[i] == TEACH_HELPED;
		unclear += t->outcome[i] == TEACH_UNCLEAR;
	}
	if (unclear)
		return clear ? UNDERSTOOD_PARTLY : UNDERSTOOD_NO;
	return t->n && clear == t->n ? UNDERSTOOD_FULL : UNDERSTOOD_NOT_DETERMINED;
}

int teach_reexplained(const struct teach_back *t, const char *out[NOTICE_QUESTIONS_MAX])
{
	int n = 0;

	for (int i = 0; i < t->n; i++) {
		bool told = false;

		for (int j = 0; j < n; j++)
			told = told || text_is(out[j], t->asked[i]->item);
		if (t->reexplained[i] && !told)
			out[n++] = t->asked[i]->item;
	}
	return n;
}
