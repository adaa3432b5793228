#include "kiosk_desk.h"

#include <stdio.h>
#include <string.h>

#include "store/store_read.h"
#include "ui/access.h"
#include "ui/ui.h"

void desk_badge(struct world *w, const char *token)
{
	CHECK_OK(app_badge(&w->app, token));
}

void desk_pin(struct world *w, const char *digits)
{
	for (; *digits; digits++) {
		char id[16];

		snprintf(id, sizeof id, "key:%c", *digits);
		world_tap(w, id);
	}
}

const char *desk_label(struct world *w, const char *id)
{
	const struct node *n = world_node(w, id);

	return n ? n->label : "";
}

void desk_enrol(struct world *w)
{
	char pin[16];

	desk_badge(w, DESK_TOKEN);
	world_see(w, "enrol");
	world_type(w, "B-001");
	world_tap(w, "next");
	snprintf(pin, sizeof pin, "%s", desk_label(w, "pin"));
	CHECK(strlen(pin) == 4);
	world_tap(w, "next");
	desk_pin(w, pin);
	desk_pin(w, DESK_PIN);
	desk_pin(w, DESK_PIN);
	world_see(w, "staff_menu");
}

void desk_log_in(struct world *w, const char *token, const char *digits)
{
	desk_badge(w, token);
	world_see(w, "staff_login");
	desk_pin(w, digits);
}

void desk_log_out(struct world *w)
{
	while (strcmp(world_screen(w), "staff_menu") != 0 && world_node(w, "back"))
		world_tap(w, "back");
	world_tap(w, "next");
	desk_badge(w, "");
	world_advance(w, 60 * 1000);
	world_see(w, "idle");
}

void desk_go(struct world *w, const char *work)
{
	char id[40];

	world_see(w, "staff_menu");
	snprintf(id, sizeof id, "work:%s", work);
	world_tap(w, id);
}

bool desk_finds(struct world *w, const char *text)
{
	for (int page = 0; page < 60; page++) {
		const struct node *more = world_node(w, "more");
		struct box b;

		if (world_says(w, text))
			return true;
		if (!more)
			return false;
		b = more->box;
		world_tap_at(w, b.x + b.w / 2, b.y + b.h / 2);
	}
	return false;
}

int64_t desk_records(struct world *w, uint16_t kind)
{
	struct store_read *r;
	struct store_row row;
	int64_t n = 0;

	CHECK_OK(store_read_open(&r, w->data));
	for (uint32_t seq = 1; store_read_from(&row, r, 1, seq) == 0; seq = row.seq + 1) {
		struct record_header h;

		CHECK_INT(record_header_take(&h, row.record.header), 0);
		n += h.type == kind;
	}
	store_read_close(r);
	return n;
}
