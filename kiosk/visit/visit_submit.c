/* visit_submit - answers into one sealed, durable record. */
#include <string.h>

#include "form/instance.h"
#include "store/kinds.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"
#include "visit/outcome.h"

enum { RECORD_JSON_MAX = 256 * 1024 };

/* Ids and versions of forms stand in JSON as they are: only letters, digits and . _ - pass. */
static void plain(struct buf *out, const char *text)
{
	for (; *text; text++) {
		bool fine = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
		            (*text >= '0' && *text <= '9') || strchr("._-", *text);

		buf_char(out, fine ? *text : '_');
	}
}

void visit_json_head(struct buf *out, const struct visit *v)
{
	const struct form *f = session_form(v->session);

	buf_text(out, "{\"form\":\"");
	plain(out, form_id(f));
	buf_text(out, "\",\"version\":\"");
	plain(out, form_version(f));
	buf_text(out, "\",\"lang\":\"");
	plain(out, visit_language(v));
	buf_char(out, '"');
}

static void whole_json(struct buf *out, const struct visit *v, const char *answers)
{
	visit_json_head(out, v);
	if (v->completing.on) {
		char hash[2 * RECORD_HASH_BYTES + 1];

		hex_put(hash, v->completing.hash, RECORD_HASH_BYTES);
		buf_text(out, ",\"officer\":\"");
		plain(out, duty_token(v));
		buf_printf(out, "\",\"completes\":{\"number\":\"%s\",\"hash\":\"%s\"}", v->completing.number, hash);
	}
	buf_text(out, ",\"answers\":");
	buf_text(out, answers);
	buf_char(out, '}');
}

static int answer_of(struct visit *v, int r)
{
	switch (r) {
	case 0:
		v->saved = true;
		visit_draft_over(v);
		if (v->completing.on)
			desk_work_complete_done(v);
		return 0;
	case STORE_FULL:
	case STORE_SICK:
	case STORE_TOO_BIG:
		log_error(v->world.log, "a record was not saved: %s", store_why(v->world.store));
		return VISIT_NOT_SAVED;
	default:
		log_surprise(v->world.log, LOG_MODULE, r);
		return VISIT_NOT_SAVED;
	}
}

/* "Try it once more" means the store too: it stays out of service until it is looked at. The record's id is the same,
 * so that what was stored after all is not stored twice. */
static void wake_store(struct visit *v)
{
	if (store_ready(v->world.store) == STORE_SICK && store_try_again(v->world.store) < 0)
		log_error(v->world.log, "%s", err_why());
}

/* What leaves apart comes second: it names the first, and both are there or neither is. */
static int commit(struct visit *v, const struct store_order *order)
{
	struct store_second second;
	bool some;
	int r = visit_apart(&second, &some, v);

	if (r == 0)
		r = store_commit_both(&v->kept, v->world.store, order, some ? &second : NULL);
	return r < 0 ? err_up(r) : r;
}

int visit_submit(struct visit *v)
{
	AUTO_BUF answers;
	AUTO_BUF whole;
	struct store_order order = {0};
	int e;

	buf_init(&answers, RECORD_JSON_MAX);
	buf_init(&whole, RECORD_JSON_MAX + 1024);
	if (v->saved)
		return 0;
	if (!v->session || !v->world.store)
		return VISIT_NOT_SAVED;
	if (visit_first_bad(v))
		return VISIT_INCOMPLETE;
	if (v->at_desk && !visit_service_is_staffs(v, (size_t)v->serving)) {
		log_error(v->world.log, "a form of the desk was not saved: its officer is not here");
		return VISIT_NOT_SAVED;
	}
	e = instance_json_part(&answers, v->session, v->service[v->serving].kind->apart, false);
	if (e == 0)
		whole_json(&whole, v, buf_str(&answers));
	if (e == 0)
		e = buf_done(&whole);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		return VISIT_NOT_SAVED;
	}
	if (v->completing.on && !desk_work_complete_begin(v))
		return VISIT_NOT_SAVED;
	wake_store(v);
	order.type = outcome_kind(v);
	order.schema = v->service[v->serving].kind->schema;
	memcpy(order.id, v->record_id, sizeof order.id);
	order.json = whole.data;
	order.n = whole.len;
	return answer_of(v, commit(v, &order));
}

bool visit_is_saved(const struct visit *v)
{
	return v->saved;
}

const char *visit_number(const struct visit *v)
{
	return v->saved ? v->kept.number : "";
}
