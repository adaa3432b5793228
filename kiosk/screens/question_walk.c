/* question_walk - where "next" and "back" lead: on, to the page one came from, round a repeat, or to the review. */
#include <stdlib.h>
#include <string.h>

#include "screens/question.h"
#include "sys/buf.h"
#include "sys/text.h"

enum { REF_ROOM = 1024 };

bool asking_settle(struct scene *s, struct asking *a)
{
	struct session *session = visit_session(s->visit);
	uint32_t last = a->page ? asking_page_last(session, a->id) : a->id;
	bool good = true;

	for (uint32_t id = a->id; id; id = id == last ? 0 : session_next(session, id)) {
		const struct question *q = session_question(session, id);
		const struct widget *w = q ? asking_widget(q) : NULL;
		int r = w && w->store && !a->page ? w->store(s, a, q) : 0;
		bool told = w == &widget_told && !(a->page && q->kind == QUESTION_NOTE);

		good = good && r == 0 && (told || session_check(session, id) == SESSION_GOOD);
	}
	a->error = a->seek = !good;
	if (a->error && !a->page)
		a->pager = (struct pager){0};
	return good;
}

static bool was_seen(const struct tour *t, uint32_t id)
{
	return id >= 8 * sizeof t->seen || t->seen[id / 8] >> (id % 8) & 1;
}

static uint32_t first_unseen(const struct scene *s, const struct session *session)
{
	uint32_t id = session_next(session, 0);

	while (id && was_seen(s->tour, id))
		id = session_next(session, id);
	return id;
}

/* Do both stand in the same instance of the repeat that the stop belongs to? */
static bool same_instance(struct session *session, uint32_t stop, uint32_t a, uint32_t b)
{
	const struct question *end = session_question(session, stop), *q = session_question(session, a),
	                      *r = session_question(session, b);
	size_t n = end ? strlen(end->repeat) : 0;

	return n && q && r && text_starts(q->repeat, end->repeat) && text_starts(r->repeat, end->repeat) &&
	       q->repeat[n] == '[' && r->repeat[n] == '[' &&
	       strtoul(q->repeat + n + 1, NULL, 10) == strtoul(r->repeat + n + 1, NULL, 10);
}

static enum screen_id show(struct scene *s, struct asking *a, uint32_t id)
{
	s->tour->question = id;
	a->id = 0; /* taken anew, also where it is the first of the page that it came from */
	a->page = false;
	return SCREEN_QUESTION;
}

/* A question that was opened by itself: back to where it stands among others. */
static enum screen_id leave_alone(struct scene *s, struct asking *a)
{
	s->tour->alone = false;
	if (!s->tour->from_review)
		return show(s, a, a->id);
	s->tour->from_review = false;
	return SCREEN_REVIEW;
}

enum screen_id asking_go_on(struct scene *s, struct asking *a)
{
	struct session *session = visit_session(s->visit);
	uint32_t last = a->page ? asking_page_last(session, a->id) : a->id;
	uint32_t next = session_next(session, last);

	if (s->tour->alone && !s->tour->from_review)
		return leave_alone(s, a);
	s->tour->alone = false;
	if (s->tour->stop) {
		if (!next || !same_instance(session, s->tour->stop, last, next)) {
			next = s->tour->stop;
			s->tour->stop = 0;
		}
		return show(s, a, next);
	}
	/* A change may open other questions; after those, back to the review. */
	if (s->tour->from_review) {
		next = first_unseen(s, session);
		next = !next && s->tour->mends ? visit_first_bad(s->visit) : next;
		s->tour->from_review = next != 0;
	}
	return next ? show(s, a, next) : SCREEN_REVIEW;
}

static enum screen_id where_it_began(const struct scene *s)
{
	if (visit_is_at_desk(s->visit))
		return SCREEN_STAFF_FORMS;
	return visit_is_completing(s->visit) ? SCREEN_DESK_READING : SCREEN_SERVICE;
}

/* Going back keeps what was typed, right or wrong. */
enum screen_id asking_go_back(struct scene *s, struct asking *a)
{
	struct session *session = visit_session(s->visit);
	uint32_t before = session_previous(session, a->id);

	(void)asking_settle(s, a);
	a->error = false;
	if (s->tour->alone)
		return leave_alone(s, a);
	if (s->tour->stop) {
		if (!before || !same_instance(session, s->tour->stop, a->id, before)) {
			before = s->tour->stop;
			s->tour->stop = 0;
		}
		return show(s, a, before);
	}
	if (s->tour->from_review) {
		s->tour->from_review = false;
		return SCREEN_REVIEW;
	}
	if (before == 0)
		return where_it_began(s);
	return show(s, a, before);
}
