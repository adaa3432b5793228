#include "visit/desk_work_reading.h"

#include <stdio.h>
#include <string.h>

#include "paper/receipt.h"
#include "store/envelope.h"
#include "store/kinds.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"

enum { READING_BYTES = 4 * 1024 * 1024 };

static struct desk_reading place_of(const struct visit *v)
{
	return (struct desk_reading){.data = v->world.data,
	        .station = v->world.station,
	        .device = key_public_part(v->world.device),
	        .clock = v->world.clock,
	        .log = v->duty->log};
}

static int surprise(struct visit *v, int r)
{
	if (r >= 0)
		return r;
	(void)desk_work_surprise(v, r);
	return READING_BROKEN;
}

/* The role under which it is done: who reads such a record, or who fills it in. */
static const char *role_for(unsigned roles, uint16_t type)
{
	const char *reads = desk_reading_role(roles, type);

	for (unsigned role = 1; !*reads && role <= ROLES_ALL; role <<= 1)
		if ((roles & role) && role_may(role, ACTION_FORM, type))
			return role_name((enum staff_role)role);
	return reads;
}

bool desk_work_note(struct visit *v, struct access_entry *e, uint16_t type)
{
	const struct staff_person *who = shift_who(v->duty->shift);

	if (!who)
		return false;
	(void)text_copy(e->role, sizeof e->role, role_for(who->roles, type));
	(void)text_copy(e->staff, sizeof e->staff, who->staff);
	return access_log_add(v->duty->log, e) == 0;
}

/* ---- the list ------------------------------------------------------------------------ */

int desk_work_concepts(struct visit *v)
{
	struct desk_work *w = desk_work_of(v);
	struct desk_reading place;

	if (!w || !duty_is_open(v))
		return READING_DENIED;
	w->n_concepts = 0;
	place = place_of(v);
	return surprise(v, desk_reading_list(w->concepts, DESK_READING_MOST, &w->n_concepts, &place, v->duty->shift));
}

int desk_work_concept_count(const struct visit *v)
{
	const struct desk_work *w = desk_work_there(v);

	return w ? (int)w->n_concepts : 0;
}

const struct reading_row *desk_work_concept(const struct visit *v, int i)
{
	const struct desk_work *w = desk_work_there(v);

	return w && i >= 0 && (size_t)i < w->n_concepts ? &w->concepts[i] : NULL;
}

const char *desk_work_concept_code(const struct reading_row *row)
{
	const struct record_kind *k = kind_of_id(row->type);

	return k ? k->code : "?";
}

const char *desk_work_concept_time(struct visit *v, const struct reading_row *row)
{
	struct civil c = zone_civil(v->world.zone, row->created_ms);
	struct desk_work *w = desk_work_of(v);

	if (!w)
		return "";
	(void)snprintf(w->time, sizeof w->time, "%02u:%02u", (unsigned)c.hour % 100, (unsigned)c.minute % 100);
	return w->time;
}

/* ---- one of them --------------------------------------------------------------------------- */

void desk_work_read_end(struct visit *v)
{
	struct desk_work *w = desk_work_there(v);

	if (!w || !w->reading)
		return;
	arena_free(w->reading);
	w->reading = NULL;
	w->pairs = NULL;
	w->n_pairs = 0;
	w->form = w->lang = NULL;
	w->answers = NULL;
	w->n_answers = 0;
	wipe(&w->open, sizeof w->open);
}

static int lay_out(struct visit *v, struct desk_work *w, const struct buf *json)
{
	int e = arena_new(&w->reading, READING_BYTES, true);

	if (e == 0)
		e = desk_pairs_of(v, w, (const char *)json->data, json->len);
	if (e)
		desk_work_read_end(v);
	return err_up(e);
}

int desk_work_read(struct visit *v, int i, enum access_reason reason)
{
	const struct reading_row *row = desk_work_concept(v, i);
	struct desk_work *w = desk_work_there(v);
	struct desk_reading place;
	AUTO_BUF json;
	int r;

	buf_init(&json, ENVELOPE_PLAIN_MAX + 1);
	if (!row || !duty_is_open(v) || duty_is_practice(v))
		return READING_DENIED;
	desk_work_read_end(v);
	place = place_of(v);
	w->open = *row;
	w->reason = reason;
	r = desk_reading_open(&json, &place, v->duty->shift, row, reason);
	if (r == 0)
		r = lay_out(v, w, &json);
	return surprise(v, r);
}

bool desk_work_is_reading(const struct visit *v)
{
	const struct desk_work *w = desk_work_there(v);

	return w && w->reading && duty_is_open(v);
}

const struct desk_pair *desk_work_pair(const struct visit *v, int i)
{
	const struct desk_work *w = desk_work_there(v);

	return desk_work_is_reading(v) && i >= 0 && i < w->n_pairs ? &w->pairs[i] : NULL;
}

/* ---- paper for the citizen ------------------------------------------------------------------- */

static bool note_disclosed(struct visit *v, const struct desk_work *w)
{
	struct access_entry e = {.action = ACCESS_DISCLOSE, .reason = REASON_PRINT_AGAIN, .recipient = "citizen"};

	(void)text_copy(e.record, sizeof e.record, w->open.number);
	return desk_work_note(v, &e, w->open.type);
}

/* Open answers as pairs; what stays off paper is named in one row, as on the receipt. */
static int rows_of(struct desk_row *rows, struct visit *v, const struct desk_work *w)
{
	struct buf held_back;
	int n = 0;

	buf_init(&held_back, 2000);
	rows[n++] = (struct desk_row){DESK_ROW_TITLE, 0, NULL, visit_say(v, "staff.read.sheet")};
	rows[n++] = (struct desk_row){DESK_ROW_STRONG, 0, NULL, visit_say(v, "outcome.notice")};
	rows[n++] = (struct desk_row){DESK_ROW_NUMBER, 0, visit_say(v, "receipt.number"), w->open.number};
	for (int i = 0; i < w->n_pairs; i++) {
		const struct desk_pair *p = &w->pairs[i];

		if (p->how == DESK_OPEN)
			rows[n++] = (struct desk_row){
			        DESK_ROW_PAIR, 0, p->label, arena_printf(w->reading, "\u2068%s\u2069", p->text)};
		else
			buf_printf(&held_back, "%s%s", held_back.len ? ", " : "", p->label);
	}
	if (held_back.len)
		rows[n++] = (struct desk_row){DESK_ROW_PAIR, 0, visit_say(v, "sheet.held_back"),
		        arena_text(w->reading, buf_str(&held_back), held_back.len)};
	buf_fini(&held_back);
	for (int i = 0; i < n; i++)
		if (!rows[i].text)
			rows[i].text = "";
	return n;
}

int desk_work_read_print(struct visit *v)
{
	struct desk_work *w = desk_work_there(v);
	struct desk_row rows[DESK_PAIRS_MOST + 4];
	struct desk_sheet sheet = {.kind = "concept", .title = "", .rows = rows, .secret = true};

	if (!desk_work_is_reading(v))
		return READING_GONE;
	if (!note_disclosed(v, w))
		return READING_NOT_LOGGED;
	sheet.n = rows_of(rows, v, w);
	return desk_work_print(v, &sheet) ? 0 : READING_NO_STORE;
}
