/* Receipts are settled before anybody is served: a card that was set back gives no number a second time. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kiosk_world.h"
#include "store/ledger.h"
#include "store/receipt.h"
#include "sys/file.h"

static struct world w;

/* The station knows a hub's key, and in its ledger lies a receipt of that hub for records 1 to upto of epoch 1. */
static void hub_has(uint32_t upto)
{
	struct station st;
	struct receipt r = {.epoch = 1, .confirmed_up_to = upto, .durability = RECEIPT_ONE_DISK};
	struct key_secret *hub;
	uint8_t bytes[RECEIPT_BYTES];
	char path[1200];
	sqlite3_stmt *put;
	sqlite3 *db;

	CHECK_OK(key_new(&hub, KEY_HUB, true));
	CHECK_OK(station_read(&st, w.data));
	st.hub_key = *key_public_part(hub);
	st.has_hub_key = true;
	CHECK_OK(station_write(&st, w.data));
	memcpy(r.device, st.device, sizeof r.device);
	receipt_put(bytes, &r, hub);
	key_free(hub);
	CHECK_OK(station_path(path, sizeof path, w.data, STATION_LEDGER));
	CHECK_OK(dir_make(path, 0770));
	CHECK_OK(station_path(path, sizeof path, w.data, STATION_LEDGER_DB));
	CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
	CHECK_INT(sqlite3_exec(db, "PRAGMA journal_mode=WAL;" LEDGER_SCHEMA, NULL, NULL, NULL), SQLITE_OK);
	CHECK_INT(sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO receipt VALUES(1, ?)", -1, &put, NULL), SQLITE_OK);
	CHECK_INT(sqlite3_bind_blob(put, 1, bytes, sizeof bytes, SQLITE_STATIC), SQLITE_OK);
	CHECK_INT(sqlite3_step(put), SQLITE_DONE);
	CHECK_INT(sqlite3_finalize(put), SQLITE_OK);
	CHECK_INT(sqlite3_close(db), SQLITE_OK);
}

/* What a card holds after the store was lost: nothing. */
static void lose_store(void)
{
	static const char *const tails[] = {"", "-wal", "-shm"};
	char path[1200], file[1300];

	CHECK_OK(station_path(path, sizeof path, w.data, STATION_STORE_DB));
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		(void)snprintf(file, sizeof file, "%s%s", path, tails[i]);
		(void)unlink(file);
	}
	CHECK(!file_exists(path));
}

static void restart(void)
{
	world_close(&w);
	world_open(&w, NULL);
}

TEST(settle, first_number_after_a_lost_store_is_of_a_new_epoch)
{
	world_open(&w, NULL);
	world_close(&w);
	lose_store();
	hub_has(9);
	world_open(&w, NULL);
	world_go(&w, SCREEN_RECEIPT, "nl");
	CHECK(world_says(&w, "DEMO-01-2-"));
	world_close(&w);
}

TEST(settle, a_store_that_lacks_nothing_goes_on)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_RECEIPT, "nl");
	CHECK(world_says(&w, "DEMO-01-1-1-"));
	hub_has(0);
	restart();
	world_go(&w, SCREEN_RECEIPT, "nl");
	CHECK(world_says(&w, "DEMO-01-1-2-"));
	world_close(&w);
}

/* The book of the desk is set aside, and told; that keeps nothing from the store. */
TEST(settle, a_damaged_desk_is_in_nobodys_way)
{
	char path[1200];

	world_open(&w, NULL);
	world_close(&w);
	lose_store();
	hub_has(9);
	CHECK_OK(station_path(path, sizeof path, w.data, STATION_DESK_DB));
	CHECK_OK(file_replace(path, "no book", 7, 0640));
	world_open(&w, NULL);
	world_go(&w, SCREEN_RECEIPT, "nl");
	CHECK(world_says(&w, "DEMO-01-2-"));
	world_close(&w);
}
