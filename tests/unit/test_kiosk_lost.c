/* Records that were said to be saved and are gone: the technician sees which, the desk goes on, and it ends when the hub knows. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "drivers/device_check.h"
#include "kiosk_tech.h"
#include "store/receipt.h"
#include "store/store_read.h"
#include "sys/text.h"

static struct world w;

static const struct check *row_of(struct check_list *l)
{
	*l = (struct check_list){0};
	app_look(&w.app, l);
	for (size_t i = 0; i < l->n; i++)
		if (text_is(l->rows[i].name, "store.lost"))
			return &l->rows[i];
	return NULL;
}

static void lose(const char *file)
{
	char path[4200];

	(void)snprintf(path, sizeof path, "%s/store/%s", w.data, file);
	CHECK(unlink(path) == 0);
}

static void open_after(const char *file)
{
	struct store_order order = {.type = 5, .schema = 1, .json = "{}", .n = 2};
	struct store_kept kept;

	world_open(&w, "--printer none");
	for (int i = 0; i < 3; i++) {
		store_new_id(order.id);
		CHECK_OK(store_commit(&kept, w.app.store, &order));
	}
	world_close(&w);
	lose(file);
	world_open(&w, "--printer none");
}

TEST(lost, nothing_is_said_where_nothing_was_lost)
{
	struct check_list l;

	world_open(&w, "--printer none");
	CHECK(row_of(&l) == NULL);
	world_close(&w);
}

TEST(lost, the_technician_sees_which_and_the_desk_goes_on)
{
	const struct check *row;
	struct check_list l;

	open_after("store.db-wal");
	CHECK(w.app.screen != SCREEN_OUT_OF_SERVICE);
	CHECK_OK(store_ready(w.app.store));
	row = row_of(&l);
	CHECK(row != NULL);
	CHECK_INT(row->verdict, CHECK_FAILED);
	CHECK_TEXT(row->code, "V02");
	CHECK_TEXT(row->found, "saved records are gone from this disk: 1-1 up to 1-3");
	world_close(&w);
}

TEST(lost, a_file_that_would_say_so_and_is_gone_is_told_as_not_known)
{
	const struct check *row;
	struct check_list l;

	open_after("store.pledge");
	row = row_of(&l);
	CHECK(row != NULL);
	CHECK_TEXT(row->code, "V02");
	CHECK_HAS(row->found, "nobody knows");
	world_close(&w);
}

/* On the technician's screen, with the way to its page. */
TEST(lost, the_row_stands_among_the_checks_with_its_page)
{
	open_after("store.db-wal");
	world_close(&w);
	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	tech_go(&w, "diagnostics");
	world_see(&w, "diagnostics");
	tech_measure(&w, "lost");
	tech_press(&w, "page:V02");
	world_see(&w, "manual");
	CHECK(world_says(&w, "Bewaarde meldingen zijn weg"));
	world_close(&w);
}
