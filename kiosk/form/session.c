#include "form/session_words.h"

#include <errno.h>
#include <stdlib.h>

#include "sys/text.h"

enum {
	CEILING = 6 << 20,
	CHANGE_STEPS =
	        100
	        << 20, /* nodes that all expressions of one change may visit: seconds, where milliseconds are usual */
};

static const struct node *find_list(void *me, struct str id)
{
	const struct session *s = me;
	const struct instance_list *list = form_list(s->form, id);

	if (list)
		return list->root;
	/* The primary instance may be named too. */
	return str_is(id, s->form->id) || str_is(id, s->form->root->name) ? s->document : NULL;
}

static void give_random(void *me, void *out, size_t n)
{
	const struct session *s = me;

	if (s->env.random)
		s->env.random(s->env.random_me, out, n);
	else
		memset(out, 0, n);
}

static struct str label_of_choice(void *me, struct eval *ev, const struct node *of, struct str name)
{
	struct session *s = me;

	(void)ev;
	for (const struct control *c = of->def ? of->def->control : NULL; c; c = c->also) {
		struct offers offers = choices_now(s, c, of);

		for (size_t i = 0; i < offers.n; i++) {
			if (str_equal(offers.at[i].name, name))
				return str_of(choice_label(s, s->scratch, c, &offers.at[i], TEXT_LONG, of));
		}
	}
	return (struct str){"", 0};
}

static struct str text_by_id(void *me, struct eval *ev, struct str id)
{
	struct session *s = me;
	const struct itext *t = form_itext(s->form, id);

	return t ? str_of(words_itext(s, s->scratch, t, TEXT_LONG, ev->origin)) : (struct str){"", 0};
}

static const char *copy_text(struct session *s, const char *text)
{
	const char *copy = arena_text(s->arena, text ? text : "", text ? strlen(text) : 0);

	s->full = s->full || !copy;
	return copy;
}

static void take_env(struct session *s, const struct session_env *env)
{
	s->env = *env;
	s->env.device_id = copy_text(s, env->device_id);
	s->env.username = copy_text(s, env->username);
	s->env.email = copy_text(s, env->email);
	s->env.phone = copy_text(s, env->phone);
	s->language =
	        env->language >= 0 && (size_t)env->language < s->form->n_languages ? env->language : s->form->language;
	s->xpath = (struct xpath_env){
	        .scratch = s->scratch,
	        .root = s->document,
	        .single = s->single,
	        .now_ms = env->now_ms,
	        .zone = env->zone,
	        .me = s,
	        .instance = find_list,
	        .random = give_random,
	        .choice_label = label_of_choice,
	        .itext = text_by_id,
	        .version = s->form->version,
	};
}

static void preload_all(struct session *s)
{
	for (size_t i = 0; i < s->form->n_defs; i++) {
		const struct def *d = s->form->defs[i];

		if (d->preload && d->single)
			event_preload(s, s->single[i]);
	}
}

static void settle_places(struct session *s, struct node *n)
{
	char room[200];

	if (n->def->type == ANSWER_GEOPOINT && n->value.n && !n->first)
		(void)tree_set(s, n, canonical_place(room, n->value));
	for (struct node *c = n->first; c; c = c->next)
		settle_places(s, c);
}

static int begin(struct session *s, const struct session_env *env)
{
	const struct form *f = s->form;

	s->dirt = arena_alloc(s->arena, (f->n_units + 1) * sizeof *s->dirt);
	s->single = arena_alloc(s->arena, f->n_defs * sizeof *s->single);
	s->document = arena_alloc(s->arena, sizeof *s->document);
	if (!s->dirt || !s->single || !s->document)
		return SESSION_FULL;
	s->document->name = s->document->qname = "";
	s->lowest = f->n_units;
	take_env(s, env);
	if (s->full || !tree_copy(s, f->primary, s->document, NULL) || s->full)
		return SESSION_FULL;
	session_stir(s);
	settle_places(s, s->document->first);
	preload_all(s);
	compute_all(s);
	event_fire(s, EVENT_FIRST_LOAD, NULL);
	compute_dirty(s);
	s->repeats_moved = true;
	return session_settle(s);
}

void session_stir(struct session *s)
{
	s->full = false;
	s->steps = CHANGE_STEPS;
	s->xpath.left = &s->steps;
}

int session_settle(struct session *s)
{
	s->xpath.left = NULL;
	s->generation++;
	arena_reset(s->view);
	if (s->repeats_moved && !s->full)
		(void)walk_build(s);
	return s->full ? SESSION_FULL : 0;
}

int session_new(struct session **out, const struct form *form, const struct session_env *env)
{
	size_t ceiling = env->ceiling ? env->ceiling : CEILING;
	struct session *s = calloc(1, sizeof *s);
	int r;

	if (!s)
		return err_new(ENOMEM, "no memory for a visit");
	s->form = form;
	if ((r = arena_new(&s->arena, ceiling / 2, true)) || (r = arena_new(&s->scratch, ceiling / 4, true)) ||
	        (r = arena_new(&s->view, ceiling / 4, true))) {
		session_free(s);
		return err_up(r);
	}
	s->pool.arena = s->arena;
	r = begin(s, env);
	if (r) {
		session_free(s);
		return r;
	}
	*out = s;
	return 0;
}

void session_free(struct session *s)
{
	if (!s)
		return;
	arena_free(s->view);
	arena_free(s->scratch);
	arena_free(s->arena);
	wipe(s, sizeof *s);
	free(s);
}

const struct form *session_form(const struct session *s)
{
	return s->form;
}

bool session_is_locked(const struct session *s)
{
	return arena_is_locked(s->arena) && arena_is_locked(s->scratch) && arena_is_locked(s->view);
}

void session_set_now(struct session *s, int64_t now_ms)
{
	s->xpath.now_ms = now_ms;
}

int session_language(const struct session *s)
{
	return s->language;
}

int session_set_language(struct session *s, int language)
{
	if (language < 0 || (size_t)language >= s->form->n_languages)
		return SESSION_UNKNOWN;
	s->language = language;
	session_stir(s);
	return session_settle(s);
}

const char *session_value(const struct session *s, const char *ref)
{
	const struct node *n = tree_at(s, ref);

	return n && !n->first ? n->value.p : NULL;
}
