#include "screens/question_deeds.h"

#include <string.h>

#include "sys/buf.h"
#include "sys/text.h"
#include "visit/visit_deeds.h"

enum { ALOUD_MAX = 16 * 1024, ALOUD_CHOICES = 12, REPEATED_LEAST = 2 };

static void letters(struct scene *s, const struct deeds_turn *turn)
{
	if (turn->on & DEED_LARGE && s->ui->size < SIZE_L) {
		s->tour->own_size = s->ui->size;
		s->tour->enlarged = true;
		s->ui->size = SIZE_L;
	}
	if (turn->off & DEED_LARGE && s->tour->enlarged) {
		if (s->ui->size == SIZE_L) /* nobody chose another since */
			s->ui->size = s->tour->own_size;
		s->tour->enlarged = false;
	}
}

static void colours(struct scene *s, const struct deeds_turn *turn)
{
	bool has = text_is(s->ui->theme.name, "contrast");

	if (turn->on & DEED_CONTRAST && !has)
		s->ui->want_theme = "contrast";
	if (turn->off & DEED_CONTRAST && has)
		s->ui->want_theme = "default";
}

void asking_deeds(struct scene *s, bool left)
{
	struct deeds_turn turn = visit_deeds(s->visit, left);

	letters(s, &turn);
	colours(s, &turn);
	if (turn.on & DEED_VOICE)
		s->tour->aloud = true;
	if (turn.off & DEED_VOICE) {
		s->tour->aloud = false;
		visit_hush(s->visit);
	}
	if (turn.on | turn.off) {
		s->tour->heard = 0;
		s->ui->reacted = true;
	}
}

/* ---- the voice -------------------------------------------------------------------------------- */

static void say(struct buf *out, const char *text)
{
	if (*text)
		buf_printf(out, "%s%s\n", text, strchr(".?!:\u061f", text[strlen(text) - 1]) ? "" : ".");
}

static void say_question(struct scene *s, struct asking *a, const struct question *q, struct buf *out)
{
	const char *wrong = a->error ? asking_complaint(s, a, q, false) : "";

	say(out, wrong);
	say(out, q->label);
	say(out, asking_hint(s, q));
	for (size_t i = 0; i < q->n_choices && q->n_choices <= ALOUD_CHOICES; i++)
		say(out, q->choices[i].label);
}

/* What somebody typed, in a label or a hint that repeats it. */
static bool repeats_an_answer(struct session *session, const char *text)
{
	size_t n;
	const uint32_t *ids = session_questions(session, &n);

	for (size_t i = 0; i < n; i++) {
		const struct question *q =
		        session_is_relevant(session, ids[i]) ? session_question(session, ids[i]) : NULL;

		if (q && q->kind == QUESTION_INPUT && strlen(q->value) >= REPEATED_LEAST && strstr(text, q->value))
			return true;
	}
	return false;
}

void asking_aloud(struct scene *s, struct asking *a, const struct question *q)
{
	struct session *session = visit_session(s->visit);
	uint32_t heard = 2 * a->id + (a->error ? 1 : 0) + 1, last, id;
	AUTO_BUF text;

	buf_init(&text, ALOUD_MAX);
	if (!s->tour->aloud || s->tour->heard == heard || !visit_has_voice(s->visit))
		return;
	s->tour->heard = heard;
	id = q->id;
	last = a->page ? asking_page_last(session, a->id) : id;
	for (; id; id = id == last ? 0 : session_next(session, id)) {
		const struct question *one = session_question(session, id);

		if (one)
			say_question(s, a, one, &text);
	}
	visit_speak(s->visit, buf_str(&text), repeats_an_answer(session, buf_str(&text)));
}
