#include "visit/desk_work_access.h"

#include <stdio.h>
#include <string.h>

#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"

static struct desk_access *access_of(const struct visit *v)
{
	struct desk_work *w = desk_work_there(v);

	return w && w->access.open && duty_may(v, ACTION_ACCESS_LOG, 0) ? &w->access : NULL;
}

const struct desk_access *desk_work_access(const struct visit *v)
{
	return access_of(v);
}

void desk_work_access_close(struct visit *v)
{
	struct desk_work *w = desk_work_there(v);

	if (w)
		w->access = (struct desk_access){0};
}

/* ---- the look is logged, and what the chain says --------------------------------------------- */

static bool note(struct visit *v, enum access_action action, const char *recipient)
{
	const struct staff_person *who = shift_who(v->duty->shift);
	struct access_entry e = {.action = action, .reason = REASON_LAWFULNESS};

	if (!who)
		return false;
	(void)text_copy(e.role, sizeof e.role, role_name(ROLE_AUDITOR));
	(void)text_copy(e.staff, sizeof e.staff, who->staff);
	(void)text_copy(e.recipient, sizeof e.recipient, recipient);
	return access_log_add(v->duty->log, &e) == 0;
}

static void check(struct visit *v, struct desk_access *a)
{
	int r = access_log_check(&a->broke_at, v->duty->log);

	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
	a->chain = r == 0 ? CHAIN_HOLDS : r == BOOK_BROKEN ? CHAIN_BROKEN : r == BOOK_LOST ? CHAIN_SHORT : CHAIN_UNREAD;
}

/* ---- pages ---------------------------------------------------------------------------------------- */

static void moment(char out[17], const struct visit *v, int64_t at_ms)
{
	struct civil c = zone_civil(v->world.zone, at_ms);

	(void)snprintf(out, 17, "%04u-%02u-%02u %02u:%02u", (unsigned)c.year % 10000, (unsigned)c.month % 100,
	        (unsigned)c.day % 100, (unsigned)c.hour % 100, (unsigned)c.minute % 100);
}

static bool take_row(struct desk_access_row *out, struct visit *v, uint32_t seq)
{
	const struct staff_person *who;

	*out = (struct desk_access_row){.seq = seq};
	if (access_log_read(&out->entry, v->duty->log, seq))
		return false;
	who = staff_of(v->duty->staff, out->entry.staff);
	out->lost = !*out->entry.staff;
	(void)snprintf(out->code, sizeof out->code, "%.12s", who ? who->code : out->entry.staff);
	moment(out->when, v, out->entry.at_ms);
	return true;
}

static void fetch(struct visit *v, struct desk_access *a)
{
	a->n = 0;
	for (uint32_t seq = a->first; seq && a->n < ACCESS_PAGE && take_row(&a->rows[a->n], v, seq); seq--)
		a->n++;
}

enum desk_answer desk_work_access_open(struct visit *v)
{
	struct desk_work *w = desk_work_of(v);

	if (!w || !duty_may(v, ACTION_ACCESS_LOG, 0))
		return DESK_DENIED;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	w->access = (struct desk_access){.open = true};
	check(v, &w->access);
	/* A chain that breaks takes no line, even where this program has not met the break yet. */
	if (w->access.chain != CHAIN_HOLDS || !note(v, ACCESS_CONSULT, "auditor"))
		return desk_work_trouble(v, *access_log_why(v->duty->log) ? access_log_why(v->duty->log)
		                                                          : "the log of readings does not hold");
	w->access.length = w->access.first = access_log_length(v->duty->log);
	fetch(v, &w->access);
	return DESK_DONE;
}

void desk_work_access_turn(struct visit *v, bool older)
{
	struct desk_access *a = access_of(v);

	if (!a || !a->length)
		return;
	if (older && a->first > ACCESS_PAGE)
		a->first -= ACCESS_PAGE;
	else if (!older)
		a->first = a->first + ACCESS_PAGE < a->length ? a->first + ACCESS_PAGE : a->length;
	fetch(v, a);
}

/* ---- words ------------------------------------------------------------------------------------------ */

static const char *said(struct visit *v, const char *what, const char *name)
{
	char key[80];

	(void)snprintf(key, sizeof key, "staff.access.%s.%s", what, name);
	return visit_say(v, key);
}

void desk_work_access_words(char out[300], struct visit *v, const struct desk_access_row *row)
{
	const struct access_entry *e = &row->entry;
	enum staff_role role = ROLE_DESK;
	const char *who = role_of_name(&role, e->role) ? role_label(role, !duty_in_english(v)) : e->role;
	int n;

	if (row->lost) {
		(void)snprintf(out, 300, "%s", visit_say(v, "staff.access.lost"));
		return;
	}
	n = snprintf(out, 300, "%s (%s). %s", row->code, who,
	        *e->record ? said(v, "action", access_action_name(e->action))
	                   : visit_say(v, e->action == ACCESS_DISCLOSE ? "staff.access.log.disclose"
	                                                               : "staff.access.log.consult"));
	if (*e->record)
		n += snprintf(out + n, 300 - (size_t)n, " %s", e->record);
	if (*e->made)
		n += snprintf(out + n, 300 - (size_t)n, " > %s", e->made);
	n += snprintf(out + n, 300 - (size_t)n, ". %s.", said(v, "reason", access_reason_name(e->reason)));
	if (e->result != ACCESS_ALLOWED)
		(void)snprintf(out + n, 300 - (size_t)n, " %s.", said(v, "result", access_result_name(e->result)));
}

void desk_work_access_chain(char out[200], struct visit *v)
{
	static const char *const keys[] = {[CHAIN_HOLDS] = "staff.access.chain.holds",
	        [CHAIN_BROKEN] = "staff.access.chain.broken",
	        [CHAIN_SHORT] = "staff.access.chain.short",
	        [CHAIN_UNREAD] = "staff.access.chain.unread"};
	const struct desk_work *w = desk_work_there(v);
	const struct desk_access *a = w ? &w->access : NULL;
	char at[16];

	(void)snprintf(at, sizeof at, "%u", a ? a->broke_at : 0);
	(void)text_copy(out, 200,
	        visit_say_with(v, a ? keys[a->chain] : keys[CHAIN_UNREAD],
	                (const char *const[]){"at", a && a->broke_at ? at : "?", NULL}));
}

/* ---- paper -------------------------------------------------------------------------------------------- */

struct printed {
	struct desk_access_row row;
	char label[40], words[300];
};

static int rows_of(struct desk_row *rows, struct printed *kept, struct visit *v, const struct desk_access *a)
{
	int n = 4;

	for (uint32_t seq = a->first; seq && n < ACCESS_PRINT_MOST + 4; seq--) {
		struct printed *p = &kept[n - 4];

		if (!take_row(&p->row, v, seq))
			break;
		(void)snprintf(p->label, sizeof p->label, "%u  %s", p->row.seq, p->row.when);
		desk_work_access_words(p->words, v, &p->row);
		rows[n++] = (struct desk_row){DESK_ROW_PAIR, 0, p->label, p->words};
	}
	return n;
}

enum desk_answer desk_work_access_print(struct visit *v)
{
	const struct desk_access *a = access_of(v);
	struct desk_row rows[ACCESS_PRINT_MOST + 4];
	struct printed kept[ACCESS_PRINT_MOST];
	struct desk_sheet sheet = {.kind = "access", .title = "log", .rows = rows};
	char chain[200], count[120], line[20], shown[20], all[20];

	if (!a)
		return DESK_DENIED;
	if (!note(v, ACCESS_DISCLOSE, "paper"))
		return desk_work_trouble(v, access_log_why(v->duty->log));
	sheet.n = rows_of(rows, kept, v, a);
	(void)snprintf(line, sizeof line, "%u", access_log_length(v->duty->log));
	(void)snprintf(shown, sizeof shown, "%d", sheet.n - 4);
	(void)snprintf(all, sizeof all, "%u", access_log_length(v->duty->log));
	(void)text_copy(count, sizeof count,
	        visit_say_with(v, "staff.access.count", (const char *const[]){"n", shown, "all", all, NULL}));
	desk_work_access_chain(chain, v);
	rows[0] = (struct desk_row){DESK_ROW_TITLE, 0, NULL, visit_say(v, "staff.work.access")};
	rows[1] = (struct desk_row){DESK_ROW_STRONG, 0, NULL, chain};
	rows[2] = (struct desk_row){DESK_ROW_TEXT, 0, NULL, count};
	rows[3] = (struct desk_row){DESK_ROW_PAIR, 0, visit_say(v, "staff.access.this"), line};
	return desk_work_print(v, &sheet) ? DESK_DONE : DESK_NOT_NOW;
}
