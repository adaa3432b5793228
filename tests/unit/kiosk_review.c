#include "kiosk_review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void review_station(struct world *w, const char *panel)
{
	char more[80];

	draft_station(w, "screen/parts");
	if (!*panel)
		return;
	world_close(w);
	snprintf(more, sizeof more, "--panel %s", panel);
	world_open(w, more);
	world_advance(w, 1000);
}

void review_begin(struct world *w, const char *lang)
{
	struct session *s;

	world_go(w, SCREEN_SERVICE, lang);
	world_tap(w, "service:casebook");
	world_see(w, "question");
	s = visit_session(w->app.visit);
	for (uint32_t id = session_next(s, 0); id; id = session_next(s, id)) {
		const struct question *q = session_question(s, id);

		tour_see(&w->app.tour, id);
		if (q->kind != QUESTION_REPEAT && strcmp(q->name, "money_4") != 0 && strcmp(q->name, "money_5") != 0)
			CHECK_INT(session_set(s, id, "Zoals het in de map staat."), 0);
	}
	app_go(&w->app, SCREEN_REVIEW);
	CHECK_OK(app_paint(&w->app));
}

void review_size(struct world *w, enum text_size size)
{
	w->app.ui->size = size;
	app_stale(&w->app);
	CHECK_OK(app_paint(&w->app));
}

int review_page(const struct world *w)
{
	const struct node *more = world_node(w, "more");
	const char *at = more ? strchr(more->label, '(') : NULL;

	return at ? (int)strtol(at + 1, NULL, 10) : 1;
}

void review_turn(struct world *w, int pages)
{
	for (int i = 0; i < pages; i++)
		world_tap(w, "more");
}

bool review_shows(const struct world *w, const char *name)
{
	char id[80];

	snprintf(id, sizeof id, "change:/data/%s", name);
	return world_node(w, id) != NULL;
}

void review_cut(struct world *w)
{
	world_advance(w, 4000);
	draft_cut(w);
	desk_log_in(w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(w, 0);
}
