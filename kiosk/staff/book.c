#include "staff/book.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff/book_inside.h"
#include "store/kinds.h"
#include "sys/fault.h"
#include "sys/text.h"

static const struct {
	const char *word, *title;
	uint16_t kind;
} books[BOOKS] = {
        [BOOK_STAFF] = {"staff", "the staff register", KIND_STAFF_ENTRY},
        [BOOK_ACCESS] = {"access", "the log of readings", KIND_ACCESS_LOG},
        [BOOK_DAY] = {"day", "the book of the desk's days", KIND_DESK_DAY},
        [BOOK_EVENT] = {"event", "the log of the device's events", KIND_DEVICE_EVENT},
};

enum { SET_ASIDE_FROM = 1000 }; /* numbers of books that did not hold, and were put away */

static const char tables[] = "CREATE TABLE IF NOT EXISTS book(book INTEGER NOT NULL, seq INTEGER NOT NULL,"
                             " json BLOB NOT NULL, hash BLOB NOT NULL, signature BLOB NOT NULL,"
                             " sent INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(book, seq)) WITHOUT ROWID";

const char *book_word(enum book_name name)
{
	return books[name].word;
}

static int PRINTF_LIKE(3, 4) book_ill(struct book *b, int state, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(b->why, sizeof b->why, fmt, args);
	va_end(args);
	b->state = state;
	return state;
}

static int disk_answer(struct book *b, int r)
{
	return r == BOOK_SICK ? book_ill(b, BOOK_SICK, "%s", desk_why(b->world.desk)) : r;
}

static void entry_hash(
        uint8_t out[BOOK_HASH_BYTES], const struct book *b, const struct book_place *before, const void *json, size_t n)
{
	static const char mark[] = "loket-book-v1";
	uint8_t fixed[5] = {(uint8_t)b->name};
	crypto_generichash_state st;
	uint32_t seq = before->seq + 1;

	for (int i = 0; i < 4; i++)
		fixed[1 + i] = (uint8_t)(seq >> (8 * i));
	(void)crypto_generichash_init(&st, NULL, 0, BOOK_HASH_BYTES);
	(void)crypto_generichash_update(&st, (const uint8_t *)mark, sizeof mark - 1);
	(void)crypto_generichash_update(&st, fixed, sizeof fixed);
	(void)crypto_generichash_update(&st, b->world.station->device, STATION_DEVICE_BYTES);
	(void)crypto_generichash_update(&st, before->hash, BOOK_HASH_BYTES);
	(void)crypto_generichash_update(&st, json, n);
	(void)crypto_generichash_final(&st, out, BOOK_HASH_BYTES);
}

/* ---- reading ------------------------------------------------------------------ */

/* Columns seq, json, hash, signature, sent. Moves at to this entry when it follows. */
static int take_row(struct book *b, struct book_place *at, sqlite3_stmt *st, book_take *take, void *me)
{
	const void *json = sqlite3_column_blob(st, 1), *hash = sqlite3_column_blob(st, 2);
	const void *signature = sqlite3_column_blob(st, 3);
	size_t n = (size_t)sqlite3_column_bytes(st, 1);
	struct book_entry e = {.seq = at->seq + 1, .n = n};
	char text[BOOK_ENTRY_MAX + 1];

	b->broke_at = e.seq;
	if (sqlite3_column_int64(st, 0) != (int64_t)e.seq)
		return book_ill(b, BOOK_BROKEN, "%s: entry %u is missing. It is not trusted any more: call the owner",
		        books[b->name].title, e.seq);
	entry_hash(e.hash, b, at, n ? json : "", n);
	if (n == 0 || n > BOOK_ENTRY_MAX || sqlite3_column_bytes(st, 2) != BOOK_HASH_BYTES ||
	        sqlite3_column_bytes(st, 3) != KEY_SIGNATURE_BYTES || memcmp(hash, e.hash, BOOK_HASH_BYTES) != 0 ||
	        !key_verify(signature, key_public_part(b->world.device)->bytes, e.hash, BOOK_HASH_BYTES))
		return book_ill(b, BOOK_BROKEN, "%s: entry %u was altered. It is not trusted any more: call the owner",
		        books[b->name].title, e.seq);
	b->broke_at = 0;
	memcpy(text, json, n);
	text[n] = 0;
	e.json = text;
	at->seq = e.seq;
	memcpy(at->hash, e.hash, BOOK_HASH_BYTES);
	return take ? take(me, &e) : 0;
}

/* Is the head of the file among the entries, and nothing behind it gone? */
static int compare_head(struct book *b, const struct book_place *head, const uint8_t *hash_there)
{
	b->broke_at = b->at.seq < head->seq ? b->at.seq + 1 : head->seq;
	if (b->at.seq < head->seq)
		return book_ill(b, BOOK_LOST,
		        "%s has %u entries and had %u: it was lost or put back from an old copy. Call the owner",
		        books[b->name].title, b->at.seq, head->seq);
	if (head->seq && memcmp(hash_there, head->hash, BOOK_HASH_BYTES) != 0)
		return book_ill(b, BOOK_BROKEN, "%s is another one than this station knew. Call the owner",
		        books[b->name].title);
	b->broke_at = 0;
	return 0;
}

static int read_all(struct book *b, const struct book_place *head, book_take *take, void *me)
{
	uint8_t there[BOOK_HASH_BYTES] = {0};
	struct book_place at = {0};
	sqlite3_stmt *st;
	int r = desk_query(&st, b->world.desk,
	        "SELECT seq, json, hash, signature, sent FROM book WHERE book = ? ORDER BY seq", "i", (int64_t)b->name);

	if (r)
		return disk_answer(b, r);
	while ((r = desk_step(b->world.desk, st)) == 0) {
		r = take_row(b, &at, st, take, me);
		if (r)
			break;
		if (sqlite3_column_int(st, 4))
			b->sent = at.seq;
		if (at.seq == head->seq)
			memcpy(there, at.hash, sizeof there);
	}
	(void)sqlite3_finalize(st);
	if (r != DESK_END)
		return disk_answer(b, r);
	b->at = b->next = at;
	return compare_head(b, head, there);
}

static int load(struct book *b, book_take *take, void *me)
{
	struct book_place head = {0};
	int r = desk_table(b->world.desk, tables), h;

	if (r)
		return book_ill(b, BOOK_SICK, "%s",
		        r == DESK_FULL ? "the disk of this station is full" : desk_why(b->world.desk));
	h = book_head_read(&head, b);
	if (h < 0)
		return err_up(h);
	if (h == BOOK_BROKEN)
		return book_ill(
		        b, BOOK_BROKEN, "keys/%s.head is not this station's: call the owner", book_word(b->name));
	r = read_all(b, &head, take, me);
	/* Without its head file a book is believed only in its first moment: the plug was pulled between the two. */
	if (r == 0 && h == BOOK_END && b->at.seq > 1)
		return book_ill(b, BOOK_LOST,
		        "%s: the file keys/%s.head is gone, so nobody knows whether entries are missing."
		        " Call the owner",
		        books[b->name].title, book_word(b->name));
	if (r == 0 && b->at.seq != head.seq)
		(void)book_head_write(b); /* tried again with the next entry */
	return r;
}

int book_open(struct book **out, enum book_name name, const struct book_world *world, book_take *take, void *me)
{
	struct book *b = fault("book.memory", ENOMEM) ? NULL : calloc(1, sizeof *b);
	int r;

	if (!b)
		return err_new(ENOMEM, "no memory for a book of the desk");
	b->name = name;
	b->world = *world;
	r = load(b, take, me);
	if (r < 0) {
		book_close(b);
		return err_up(r);
	}
	if (r && !b->state)
		(void)book_ill(b, r == BOOK_FULL ? BOOK_SICK : BOOK_BROKEN,
		        "%s holds an entry that can not be understood", books[name].title);
	*out = b;
	return b->state;
}

void book_close(struct book *b)
{
	free(b);
}

const char *book_why(const struct book *b)
{
	return b->state ? b->why : "";
}

uint32_t book_length(const struct book *b)
{
	return b->at.seq;
}

int book_check(uint32_t *at, const struct book *b)
{
	struct book again = {.name = b->name, .world = b->world};
	struct book_place head = {0};
	int r = book_head_read(&head, b);

	*at = 0;
	if (r < 0 || r == BOOK_BROKEN)
		return r < 0 ? err_up(r) : r;
	if (r == BOOK_END && b->at.seq > 1)
		return BOOK_LOST;
	r = read_all(&again, &head, NULL, NULL);
	/* What this program wrote and knows is on the disk counts too: the head alone is a file beside it. */
	if (r == 0 && again.at.seq < b->at.seq) {
		again.broke_at = again.at.seq + 1;
		r = BOOK_LOST;
	}
	*at = r ? again.broke_at : 0;
	return r < 0 ? err_up(r) : r;
}

int book_read(struct book *b, uint32_t seq, book_take *take, void *me)
{
	struct book_place at = {.seq = seq ? seq - 1 : 0};
	sqlite3_stmt *st;
	int r;

	if (b->state == BOOK_SICK || b->state == BOOK_BROKEN)
		return b->state;
	if (seq == 0 || seq > b->at.seq)
		return BOOK_END;
	r = desk_query(&st, b->world.desk,
	        "SELECT seq, json, hash, signature, sent FROM book WHERE book = ? AND seq >= ? ORDER BY seq LIMIT 2",
	        "ii", (int64_t)b->name, (int64_t)(seq > 1 ? seq - 1 : 1));
	if (r)
		return disk_answer(b, r);
	r = desk_step(b->world.desk, st);
	if (r == 0 && seq > 1) {
		if (sqlite3_column_bytes(st, 2) == BOOK_HASH_BYTES)
			memcpy(at.hash, sqlite3_column_blob(st, 2), BOOK_HASH_BYTES);
		r = desk_step(b->world.desk, st);
	}
	if (r == 0)
		r = take_row(b, &at, st, take, me);
	else if (r == DESK_END)
		r = book_ill(b, BOOK_BROKEN, "%s: entry %u is missing", books[b->name].title, seq);
	(void)sqlite3_finalize(st);
	return r < 0 ? err_up(r) : disk_answer(b, r);
}

/* ---- writing ------------------------------------------------------------------- */

int book_add_within(struct book *b, const char *json)
{
	struct book_place next = {.seq = b->next.seq + 1};
	uint8_t signature[KEY_SIGNATURE_BYTES];
	size_t n = strlen(json);
	int r;

	assert(n > 0 && n <= BOOK_ENTRY_MAX);
	if (b->state)
		return b->state;
	entry_hash(next.hash, b, &b->next, json, n);
	key_sign(signature, b->world.device, next.hash, BOOK_HASH_BYTES);
	r = desk_run(b->world.desk, "INSERT INTO book(book, seq, json, hash, signature) VALUES(?, ?, ?, ?, ?)", "iibbb",
	        (int64_t)b->name, (int64_t)next.seq, json, n, next.hash, sizeof next.hash, signature, sizeof signature);
	if (r == DESK_REFUSED)
		return book_ill(b, BOOK_BROKEN, "%s: entry %u is there already", books[b->name].title, next.seq);
	if (r == 0)
		b->next = next;
	return disk_answer(b, r);
}

void book_settle(struct book *b, bool committed)
{
	if (!committed) {
		b->next = b->at;
		return;
	}
	b->at = b->next;
	/* The entry stands; a head that could not be written is written with the next one, or at the next start. */
	(void)book_head_write(b);
}

int book_add(struct book *b, const char *json)
{
	int r = book_add_within(b, json);

	book_settle(b, r == 0);
	return r;
}

void book_begin_anew(struct book *b)
{
	assert(b->state == BOOK_LOST);
	b->state = 0;
	(void)book_head_write(b);
}

int book_state(const struct book *b)
{
	return b->state;
}

int book_resume_within(struct book *b)
{
	int64_t to = 0;
	int r = 0;

	if (b->state == BOOK_BROKEN) {
		r = desk_number(&to, b->world.desk, SET_ASIDE_FROM, "SELECT max(book) + 1 FROM book WHERE book >= ?",
		        "i", (int64_t)SET_ASIDE_FROM);
		if (r == 0)
			r = desk_run(
			        b->world.desk, "UPDATE book SET book = ? WHERE book = ?", "ii", to, (int64_t)b->name);
		if (r)
			return r;
		b->at = b->next = (struct book_place){0};
		b->sent = 0;
	}
	b->state = 0;
	return 0;
}

/* ---- what is to be sent ------------------------------------------------------------- */

static int take_unsent(void *me, const struct book_entry *e)
{
	struct {
		struct book_unsent *out;
		struct buf *json;
	} *to = me;

	to->out->seq = e->seq;
	memcpy(to->out->id, e->hash, RECORD_ID_BYTES);
	buf_add(to->json, e->json, e->n);
	return err_up(buf_done(to->json));
}

int book_unsent(struct book_unsent *out, struct buf *json, struct book *b)
{
	struct book_unsent u = {.kind = books[b->name].kind};
	struct {
		struct book_unsent *out;
		struct buf *json;
	} to = {&u, json};
	int r;

	buf_clear(json);
	r = book_read(b, b->sent + 1, take_unsent, &to);
	if (r == 0)
		*out = u;
	return r < 0 ? err_up(r) : r;
}

int book_sent(struct book *b, uint32_t seq)
{
	int r;

	assert(seq == b->sent + 1);
	r = desk_run(b->world.desk, "UPDATE book SET sent = 1 WHERE book = ? AND seq = ?", "ii", (int64_t)b->name,
	        (int64_t)seq);
	if (r == 0)
		b->sent = seq;
	return disk_answer(b, r);
}
