#include "form/session_words.h"

enum { MAX_WORDS_DEPTH = 8 };

static const char *keep(struct session *s, struct arena *into, struct str text)
{
	const char *copy = arena_text(into, text.p, text.n);

	if (!copy)
		s->full = true;
	return copy ? copy : "";
}

/* Lays the runs and the outputs behind each other. */
static const char *pieces_text(struct session *s, struct arena *into, const struct piece *pieces, const struct node *n)
{
	size_t count = 0, total = 0, at = 0, mark = arena_mark(s->scratch);
	struct str *texts;
	struct eval ev;
	char *out;

	if (!pieces)
		return "";
	if (!pieces->next && !pieces->output)
		return keep(s, into, pieces->text);
	for (const struct piece *p = pieces; p; p = p->next)
		count++;
	texts = arena_alloc(s->scratch, count * sizeof *texts);
	if (!texts)
		return keep(s, into, (struct str){"", 0});
	count = 0;
	for (const struct piece *p = pieces; p; p = p->next) {
		texts[count] = p->output ? value_to_text(&ev, session_eval(s, &ev, p->output, n)) : p->text;
		total += texts[count++].n;
	}
	out = arena_alloc(into, total + 1);
	for (size_t i = 0; out && i < count; i++) {
		memcpy(out + at, texts[i].p, texts[i].n);
		at += texts[i].n;
	}
	s->full = s->full || !out;
	if (into != s->scratch)
		arena_rewind(s->scratch, mark);
	return out ? out : "";
}

static const struct itext_value *value_in(const struct itext *t, int language, enum text_form form)
{
	const struct itext_value *v = language >= 0 ? t->values[language] : NULL;

	while (v && v->form != form)
		v = v->next;
	return v;
}

const char *words_itext(
        struct session *s, struct arena *into, const struct itext *t, enum text_form form, const struct node *n)
{
	int language = s->in_record ? s->form->language : s->language;
	const struct itext_value *v = value_in(t, language, form);
	const char *text;

	if (!v && form == TEXT_LONG)
		v = value_in(t, language, TEXT_SHORT);
	/* A text that this language lacks is better read in the form's own than not at all. */
	if (!v)
		v = value_in(t, s->form->language, form);
	if (!v || s->words_depth >= MAX_WORDS_DEPTH)
		return "";
	s->words_depth++;
	text = pieces_text(s, into, v->pieces, n);
	s->words_depth--;
	return text;
}

const char *words_text(
        struct session *s, struct arena *into, const struct words *w, enum text_form form, const struct node *n)
{
	size_t mark = arena_mark(s->scratch);
	const struct itext *t = w->itext;
	const char *text = "";
	struct eval ev;

	if (!t && w->itext_id) {
		t = form_itext(s->form, value_to_text(&ev, session_eval(s, &ev, w->itext_id, n)));
		if (!t)
			return "";
	}
	if (t)
		text = words_itext(s, into, t, form, n);
	else if (form == TEXT_LONG && w->expr)
		text = keep(s, into, value_to_text(&ev, session_eval(s, &ev, w->expr, n)));
	else if (form == TEXT_LONG)
		text = pieces_text(s, into, w->pieces, n);
	if (into != s->scratch)
		arena_rewind(s->scratch, mark);
	return text;
}
