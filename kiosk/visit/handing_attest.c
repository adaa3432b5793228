/* handing_attest - the officer stands for it: sealed, durable, then counted. */
#include <string.h>

#include "notice/handover.h"
#include "sys/log.h"
#include "visit/duty_inside.h"

enum { SCHEMA_OF_HANDOVER = 1 };

static const char *format_of(const struct handing *h)
{
	switch (handover_choice(&h->record, HF_FORM)) {
	case HANDED_ORAL:
		return "spoken";
	case HANDED_REFUSED:
		return "refused";
	default:
		break;
	}
	if (h->format == NOTICE_FORMAT_LARGE)
		return "large";
	if (h->format == NOTICE_FORMAT_CARD)
		return "card";
	return h->text != h->dutch ? "side_by_side" : "paper";
}

static enum count_understood understood_of(const struct handover *h)
{
	switch (handover_choice(h, HF_UNDERSTOOD)) {
	case UNDERSTOOD_FULL:
		return COUNT_FULL;
	case UNDERSTOOD_PARTLY:
		return COUNT_PARTLY;
	case UNDERSTOOD_NO:
		return COUNT_NOT_UNDERSTOOD;
	default:
		return COUNT_NOT_DETERMINED;
	}
}

/* Only what was printed, attested and no practice (H6); a count that fails never undoes the record. */
static void count(struct visit *v)
{
	struct handing *h = &v->handing;
	int minutes = handover_minutes_to_notice(&h->record), r;
	struct count_handover c = {.practice = duty_is_practice(v),
	        .notice = h->text->id,
	        .lang = h->text->lang,
	        .format = format_of(h),
	        .first = minutes >= 0 && minutes <= 15 ? COUNT_FIRST_YES : COUNT_FIRST_NO,
	        .minutes = minutes,
	        .understood = understood_of(&h->record),
	        .copies = h->copies > 1 ? h->copies - 1 : 0};

	if (!handover_counts(&h->record))
		return;
	r = counters_handover(v->duty->counters, &c);
	if (r)
		log_warn(v->world.log, "a handover was stored but not counted (answer %d)", r);
}

static int seal(struct visit *v)
{
	struct handing *h = &v->handing;
	struct store_order order = {.type = handover_kind(&h->record), .schema = SCHEMA_OF_HANDOVER};
	AUTO_BUF json;
	int r;

	buf_init(&json, HANDOVER_JSON_MAX);
	r = handover_json(&json, &h->record, duty_token(v));
	if (r) {
		log_surprise(v->world.log, LOG_MODULE, r);
		return VISIT_NOT_SAVED;
	}
	memcpy(order.id, h->record_id, sizeof order.id);
	order.json = json.data;
	order.n = json.len;
	if (!v->world.store)
		return VISIT_NOT_SAVED;
	r = store_commit(&h->kept, v->world.store, &order);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
	else if (r)
		log_error(v->world.log, "a handover was not saved: %s", store_why(v->world.store));
	return r ? VISIT_NOT_SAVED : 0;
}

int handing_attest(struct visit *v)
{
	struct handing *h = &v->handing;
	int r;

	if (h->attested)
		return 0;
	if (!handing_can_attest(v) || handover_attest(&h->record, handing_now_ms(v)))
		return VISIT_INCOMPLETE;
	r = duty_is_practice(v) ? 0 : seal(v); /* practice never leaves this screen */
	if (r)
		return r;
	h->attested = true;
	count(v);
	return 0;
}
