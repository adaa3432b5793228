#include "staff/desk_reading.h"

#include <errno.h>
#include <string.h>

#include "store/envelope.h"
#include "sys/text.h"

/* ---- which may be read ---------------------------------------------------------- */

static int may_read_at_all(const struct desk_reading *d, const struct shift *shift)
{
	const struct staff_person *who = shift_who(shift);
	const struct key_secret *key = shift_desk_key(shift);
	bool reads = false;

	if (!shift_is_open(shift) || !who)
		return READING_DENIED;
	for (unsigned kind = 1; kind < 64; kind++)
		reads |= role_may(who->roles, ACTION_READ, (uint16_t)kind);
	if (!reads)
		return READING_DENIED;
	return key && d->station->has_desk &&
	                       memcmp(key_public_part(key)->bytes, d->station->desk.bytes, KEY_BYTES) == 0
	               ? 0
	               : READING_NO_KEY;
}

static bool is_sealed_to(const struct record *r, const struct key_public *desk)
{
	for (size_t i = 0, n = envelope_recipients(r); i < n; i++)
		if (memcmp(envelope_recipient(r, i), desk->id, KEY_ID_BYTES) == 0)
			return true;
	return false;
}

/* Of this station, of today, still here, for this desk, and of a type that this role reads. */
static bool is_readable(struct record_header *h, const struct store_row *row, const struct desk_reading *d,
        const struct shift *shift, int64_t since_ms)
{
	return row->record.body && record_header_take(h, row->record.header) == 0 &&
	       memcmp(h->device, d->station->device, sizeof h->device) == 0 && h->created_ms > since_ms &&
	       !role_kind_is_never_read(h->type) && shift_may(shift, ACTION_READ, h->type) &&
	       is_sealed_to(&row->record, &d->station->desk);
}

/* A day before now; a clock that is behind the newest record does not make yesterday's readable again. */
static int readable_since(int64_t *out, struct store_read *r, const struct desk_reading *d)
{
	int64_t now = clock_wall_ms(d->clock);
	struct record_header h;
	struct store_row row;
	int e = store_read_head(&row, r);

	if (e < 0)
		return err_up(e);
	if (e == 0 && record_header_take(&h, row.record.header) == 0 && h.created_ms > now)
		now = h.created_ms;
	*out = now - DESK_READING_MS;
	return 0;
}

/* ---- the list ------------------------------------------------------------------------ */

static int created_at(int64_t *out, struct store_row *row, struct store_read *r, uint64_t place)
{
	struct record_header h;
	int e = store_read_from(row, r, (uint32_t)(place >> 32), (uint32_t)place);

	if (e)
		return e < 0 ? err_up(e) : e;
	*out = record_header_take(&h, row->record.header) ? 0 : h.created_ms;
	return 0;
}

/* Times never go down along the chain (store/floor.h): the first of today is found by halving, however long the chain. */
static int first_since(uint64_t *out, struct store_read *r, int64_t since_ms)
{
	struct store_row row;
	uint64_t low = UINT64_C(1) << 32, high;
	int64_t created = 0;
	int e = store_read_head(&row, r);

	if (e)
		return e < 0 ? err_up(e) : e;
	high = ((uint64_t)row.epoch << 32 | row.seq) + 1;
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		e = created_at(&created, &row, r, middle);
		if (e < 0)
			return err_up(e);
		if (e == 0 && created <= since_ms)
			low = ((uint64_t)row.epoch << 32 | row.seq) + 1;
		else
			high = middle;
	}
	*out = low;
	return 0;
}

static void put_row(struct reading_row *out, const struct store_row *row, const struct record_header *h,
        const struct station *station)
{
	*out = (struct reading_row){.epoch = row->epoch, .seq = row->seq, .type = h->type, .created_ms = h->created_ms};
	record_hash(out->hash, row->record.header);
	record_number(out->number, station->code, row->epoch, row->seq, out->hash);
}

/* When there are more than fit, the oldest make room. */
static int collect(struct reading_row *out, size_t room, size_t *n, struct store_read *r, const struct desk_reading *d,
        const struct shift *shift)
{
	struct record_header h;
	struct store_row row;
	uint64_t place = 0;
	int64_t since = 0;
	int e = readable_since(&since, r, d);

	*n = 0;
	if (e == 0)
		e = first_since(&place, r, since);
	if (e)
		return e < 0 ? err_up(e) : 0;
	while ((e = store_read_from(&row, r, (uint32_t)(place >> 32), (uint32_t)place)) == 0) {
		place = ((uint64_t)row.epoch << 32 | row.seq) + 1;
		if (!is_readable(&h, &row, d, shift, since))
			continue;
		if (*n == room)
			memmove(out, out + 1, --*n * sizeof *out);
		put_row(&out[(*n)++], &row, &h, d->station);
	}
	for (size_t i = 0; i < *n / 2; i++) {
		struct reading_row kept = out[i];

		out[i] = out[*n - 1 - i];
		out[*n - 1 - i] = kept;
	}
	return e < 0 ? err_up(e) : 0;
}

int desk_reading_list(
        struct reading_row *out, size_t room, size_t *n, const struct desk_reading *d, const struct shift *shift)
{
	struct store_read *r = NULL;
	int e = may_read_at_all(d, shift);

	if (e)
		return e;
	e = store_read_open(&r, d->data);
	if (e)
		return e < 0 ? err_up(e) : READING_NO_STORE;
	e = collect(out, room < DESK_READING_MOST ? room : DESK_READING_MOST, n, r, d, shift);
	store_read_close(r);
	return err_up(e);
}

/* ---- one of them -------------------------------------------------------------------------- */

const char *desk_reading_role(unsigned roles, uint16_t type)
{
	for (unsigned role = 1; role <= ROLES_ALL; role <<= 1)
		if ((roles & role) && role_may(role, ACTION_READ, type))
			return role_name((enum staff_role)role);
	return "";
}

/* READING_NOT_LOGGED when it did not get there. */
static int note(const struct desk_reading *d, const struct shift *shift, const struct reading_row *row,
        enum access_reason reason, enum access_result result)
{
	const struct staff_person *who = shift_who(shift);
	struct access_entry e = {.action = ACCESS_CONSULT, .reason = reason, .result = result, .recipient = "desk"};

	(void)text_copy(e.role, sizeof e.role, desk_reading_role(who->roles, row->type));
	(void)text_copy(e.staff, sizeof e.staff, who->staff);
	(void)text_copy(e.record, sizeof e.record, row->number);
	return access_log_add(d->log, &e) == 0 ? 0 : READING_NOT_LOGGED;
}

static int open_row(struct buf *json, const struct desk_reading *d, const struct shift *shift,
        const struct store_row *row, const struct reading_row *asked, int64_t since_ms)
{
	struct envelope_inside inside;
	struct reading_row is;
	struct record_header h;
	int r;

	if (!is_readable(&h, row, d, shift, since_ms))
		return READING_GONE;
	put_row(&is, row, &h, d->station);
	if (strcmp(is.number, asked->number) != 0)
		return READING_GONE;
	if (record_check(NULL, &row->record, d->device->bytes))
		return READING_BROKEN;
	r = envelope_open(&inside, &row->record, shift_desk_key(shift));
	if (r)
		return r < 0 ? err_up(r) : r == ENVELOPE_NOT_FOR_US ? READING_GONE : READING_BROKEN;
	buf_add(json, inside.json.data, inside.json.len);
	buf_fini(&inside.json);
	return err_up(buf_done(json));
}

/* The log has it already. */
static int read_row(struct buf *json, struct store_read *r, const struct desk_reading *d, const struct shift *shift,
        const struct reading_row *row)
{
	struct store_row there;
	int64_t since = 0;
	int e = readable_since(&since, r, d);

	if (e)
		return err_up(e);
	e = store_read_from(&there, r, row->epoch, row->seq);
	if (e < 0)
		return err_up(e);
	if (e || there.epoch != row->epoch || there.seq != row->seq)
		return READING_GONE;
	return open_row(json, d, shift, &there, row, since);
}

int desk_reading_open(struct buf *json, const struct desk_reading *d, const struct shift *shift,
        const struct reading_row *row, enum access_reason reason)
{
	struct store_read *r = NULL;
	int e = may_read_at_all(d, shift);

	if (e == 0 && (role_kind_is_never_read(row->type) || !shift_may(shift, ACTION_READ, row->type))) {
		(void)note(d, shift, row, reason, ACCESS_REFUSED);
		return READING_DENIED;
	}
	if (e)
		return e;
	e = store_read_open(&r, d->data);
	if (e)
		return e < 0 ? err_up(e) : READING_NO_STORE;
	e = note(d, shift, row, reason, ACCESS_ALLOWED);
	if (e == 0)
		e = read_row(json, r, d, shift, row);
	if (e == READING_BROKEN)
		(void)note(d, shift, row, reason, ACCESS_BROKEN);
	store_read_close(r);
	return e < 0 ? err_up(e) : e;
}
