#include "kiosk_draft.h"

#include <stdio.h>
#include <unistd.h>

void draft_station(struct world *w, const char *forms)
{
	char link[700], to[4200];

	world_open(w, NULL);
	desk_enrol(w);
	desk_log_out(w);
	if (!forms)
		return;
	world_close(w);
	snprintf(link, sizeof link, "%s/forms", w->content);
	snprintf(to, sizeof to, "%s/tests/%s", test_root(), forms);
	CHECK(unlink(link) == 0 && symlink(to, link) == 0);
	world_open(w, NULL);
	world_advance(w, 1000);
}

void draft_cut(struct world *w)
{
	w->app.visit->draft.is_kept = false;
	world_close(w);
	world_open(w, NULL);
	world_advance(w, 1000);
	world_see(w, "idle");
}

int draft_waiting(struct world *w)
{
	struct draft_row rows[DRAFTS_LISTED];

	return drafts_list(rows, DRAFTS_LISTED, w->app.visit->draft.all, DRAFT_FOR_DESK);
}

void draft_household(struct world *w)
{
	world_go(w, SCREEN_SERVICE, "nl");
	world_tap(w, "service:household");
	world_see(w, "question");
}

void draft_bring_back(struct world *w, int nth)
{
	char id[20];

	desk_go(w, "drafts");
	snprintf(id, sizeof id, "draft:%d", nth);
	world_tap(w, id);
	world_tap(w, "reason:complete_with_citizen");
}

const char *draft_field(struct world *w, const char *id)
{
	const struct node *n = world_node(w, id);

	return n ? n->value : "(not there)";
}
