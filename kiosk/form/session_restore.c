#include "form/session_restore.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/session_parts.h"
#include "sys/text.h"

/* A form whose questions open one another in a longer row than this asks for the rest anew. */
enum { PASSES_MOST = 64, REF_ROOM = 1024 };

/* "/data/child[3]" names the instance of a repeat: it grows until that one is there. False: nothing grew. */
static bool grow(struct session *s, char *ref, char *bracket)
{
	int64_t wanted = strtol(bracket + 1, NULL, 10);
	size_t there;
	bool grew = false;

	*bracket = 0;
	if (wanted > 0 && wanted <= SESSION_MAX_INSTANCES)
		for (there = session_instances(s, ref); there < (size_t)wanted && repeat_add_again(s, ref) == 0;
		        there++)
			grew = true;
	*bracket = '[';
	return grew;
}

/* Outer repeats first: an inner one is only there within an instance. */
static bool grow_all(struct session *s, const char *name)
{
	char ref[REF_ROOM];
	bool grew = false;

	if (!text_copy(ref, sizeof ref, name))
		return false;
	for (char *at = strchr(ref, '['); at; at = strchr(at + 1, '['))
		grew |= grow(s, ref, at);
	return grew;
}

static bool is_there(const struct session *s, const struct session_answer *a)
{
	const char *value = session_value(s, a->ref);

	return value && text_is(value, a->value);
}

/* True when the session changed. */
static int lay_one(bool *changed, struct session *s, struct session_answer *a)
{
	uint32_t id;
	int r;

	a->fits = is_there(s, a);
	if (a->fits)
		return 0;
	id = session_find(s, a->ref);
	if (!id && strchr(a->ref, '[') && grow_all(s, a->ref)) {
		*changed = true;
		id = session_find(s, a->ref);
	}
	a->fits = !*a->value;
	if (!id)
		return 0;
	r = session_set(s, id, a->value);
	if (r == SESSION_FULL)
		return err_new(ENOMEM, "the answers do not fit into the memory of a visit");
	a->fits |= r == 0;
	*changed |= r == 0;
	return 0;
}

static int lay_all(struct session *s, struct session_answer *answers, size_t n)
{
	bool changed = true;

	for (int pass = 0; changed && pass < PASSES_MOST; pass++) {
		changed = false;
		for (size_t i = 0; i < n; i++) {
			int e = lay_one(&changed, s, &answers[i]);

			if (e)
				return err_up(e);
		}
	}
	return 0;
}

/* The last instance of a repeat that an answer names; 0 = none. */
static size_t last_named(const char *repeat, const struct session_answer *answers, size_t n)
{
	size_t len = strlen(repeat), last = 0;

	for (size_t i = 0; i < n; i++) {
		const char *at = answers[i].ref;
		size_t place = strncmp(at, repeat, len) == 0 && at[len] == '[' ? strtoul(at + len + 1, NULL, 10) : 0;

		last = place > last ? place : last;
	}
	return last;
}

/* Takes away an instance that is asked about now, behind all that answers tell of: the person had taken it away. */
static bool shrink_one(struct session *s, const struct session_answer *answers, size_t n)
{
	size_t of;
	const uint32_t *ids = session_questions(s, &of);

	for (size_t i = of; i > 0; i--) {
		const struct question *q = session_is_relevant(s, ids[i - 1]) ? session_question(s, ids[i - 1]) : NULL;
		char ref[REF_ROOM];

		if (!q || !*q->repeat || q->kind == QUESTION_REPEAT || q->kind == QUESTION_NOTE || q->readonly ||
		        !text_copy(ref, sizeof ref, q->repeat))
			continue;
		*strrchr(ref, '[') = 0;
		if (q->instance > last_named(ref, answers, n) && session_remove(s, ref, q->instance - 1) == 0)
			return true;
	}
	return false;
}

int session_restore(size_t *left, struct session *s, struct session_answer *answers, size_t n)
{
	int e = lay_all(s, answers, n);
	bool shrunk = false;

	while (e == 0 && shrink_one(s, answers, n))
		shrunk = true;
	if (e == 0 && shrunk)
		e = lay_all(s, answers, n);
	if (e)
		return err_up(e);
	*left = 0;
	for (size_t i = 0; i < n; i++)
		*left += !answers[i].fits;
	return 0;
}
