#include "kiosk_complete.h"

#include <stdio.h>

#include "kiosk_desk.h"
#include "visit/desk_work_inside.h"

void complete_type_brand(struct world *w, const char *brand)
{
	world_tap(w, "field:/data/brand");
	for (; *brand; brand++) {
		char one[2] = {*brand, 0};

		world_type(w, one);
	}
}

void complete_somebody_came(struct world *w, const char *brand, const char *lang)
{
	desk_log_out(w);
	world_go(w, SCREEN_QUESTION, lang);
	for (int i = 0; i < 60 && w->app.screen == SCREEN_QUESTION; i++) {
		world_answer(w);
		if (world_node(w, "field:/data/brand"))
			complete_type_brand(w, brand);
		world_tap(w, "next");
	}
	for (int i = 0; i < 3; i++) /* review, confirm, receipt */
		world_tap(w, "next");
	world_advance(w, 200 * 1000);
	world_see(w, "idle");
	desk_log_in(w, DESK_TOKEN, DESK_PIN);
}

void complete_read(struct world *w, const char *reason)
{
	char id[RECORD_NUMBER_MAX + 20];
	int last;

	desk_go(w, "reading");
	last = desk_work_concept_count(w->app.visit) - 1;
	snprintf(id, sizeof id, "concept:%s", desk_work_concept(w->app.visit, last)->number);
	world_tap(w, id);
	snprintf(id, sizeof id, "reason:%s", reason);
	world_tap(w, id);
}

void complete_begin(struct world *w, const char *brand, const char *lang)
{
	world_open(w, "--printer none");
	desk_enrol(w);
	complete_somebody_came(w, brand, lang);
	complete_read(w, "complete_with_citizen");
	world_tap(w, "complete");
	world_see(w, "review");
}
