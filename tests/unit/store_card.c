#include "store_card.h"

#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"

static void name(char *out, size_t room, const struct store_test *t, const char *file)
{
	(void)snprintf(out, room, "%s/store/%s", t->data, file);
}

void card_read(struct buf *out, const struct store_test *t, const char *file)
{
	char path[4200];

	buf_init(out, CARD_FILE_MOST);
	name(path, sizeof path, t, file);
	CHECK_OK(file_read(out, path));
}

void card_put(const struct store_test *t, const char *file, const void *bytes, size_t n)
{
	char path[4200];

	name(path, sizeof path, t, file);
	CHECK_OK(file_replace(path, bytes, n, 0640));
}

void card_gone(const struct store_test *t, const char *file)
{
	char path[4200];

	name(path, sizeof path, t, file);
	(void)unlink(path);
}

void card_take(struct card *c, const struct store_test *t)
{
	card_read(&c->db, t, "store.db");
	card_read(&c->wal, t, "store.db-wal");
	card_read(&c->pledge, t, "store.pledge");
}

void card_lay(const struct card *c, const struct store_test *t)
{
	card_put(t, "store.db", c->db.data, c->db.len);
	card_put(t, "store.db-wal", c->wal.data, c->wal.len);
	card_put(t, "store.pledge", c->pledge.data, c->pledge.len);
	card_gone(t, "store.db-shm");
}

void card_free(struct card *c)
{
	buf_fini(&c->db);
	buf_fini(&c->wal);
	buf_fini(&c->pledge);
}

/* Two records in the database itself, `more` in its log. */
void card_station(struct store_test *t, int more)
{
	struct store *s = store_test_with(t, 2);

	t->log.fd = -1;
	CHECK_OK(store_try_again(s)); /* empties the log */
	for (int n = 0; n < more; n++)
		CHECK_OK(store_test_put(NULL, s, 3 + n));
	store_close(s);
}

void card_loss(struct store *s, uint32_t from, uint32_t to)
{
	struct store_loss loss;

	CHECK_INT(store_lost(&loss, s), 0);
	CHECK_INT(loss.epoch, to ? 1 : 0);
	CHECK_INT(loss.from, from);
	CHECK_INT(loss.to, to);
	CHECK_INT(loss.begun, 2);
	CHECK(!loss.told);
	CHECK(loss.at_ms > FLOOR_BUILT_FOR_MS);
}

int card_records(const struct store_test *t)
{
	struct store_read *r;
	struct store_row row;
	int n = 0;

	CHECK_OK(store_read_open(&r, t->data));
	while (store_read_from(&row, r, 1, (uint32_t)n + 1) == 0 && row.epoch == 1)
		n++;
	store_read_close(r);
	return n;
}
