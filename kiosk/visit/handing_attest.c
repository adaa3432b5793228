/* handing_attest - the officer stands for it: sealed, durable, then counted. */
#include <string.h>

#include "notice/handover.h"
#include "sys/log.h"
#include "sys/text.h"
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
	struct count_handover c = {.practice = h->record.start.practice,
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

static int seal(
        struct visit *v, const struct handover *record, const uint8_t id[RECORD_ID_BYTES], struct store_kept *kept)
{
	struct store_order order = {.type = handover_kind(record), .schema = SCHEMA_OF_HANDOVER};
	AUTO_BUF json;
	int r;

	buf_init(&json, HANDOVER_JSON_MAX);
	r = handover_json(&json, record, v->handing.by);
	if (r) {
		log_surprise(v->world.log, LOG_MODULE, r);
		return VISIT_NOT_SAVED;
	}
	memcpy(order.id, id, sizeof order.id);
	order.json = json.data;
	order.n = json.len;
	if (!v->world.store)
		return VISIT_NOT_SAVED;
	r = store_commit(kept, v->world.store, &order);
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
	/* A try that could not be stored left the officer's word standing: only the storing is tried again. */
	if (!h->text || !duty_may_hand(v, h->text->id))
		return VISIT_INCOMPLETE;
	if (!h->record.attested_ms && (!handing_can_attest(v) || handover_attest(&h->record, handing_now_ms(v))))
		return VISIT_INCOMPLETE;
	(void)text_copy(h->by, sizeof h->by, duty_token(v));
	r = h->record.start.practice ? 0 : seal(v, &h->record, h->record_id, &h->kept); /* practice stays here */
	if (r)
		return r;
	h->attested = true;
	count(v);
	return 0;
}

/* A copy of what was handed over is a row of its own that names the first, never a new handover (H5). */
void handing_reprinted(struct visit *v, const struct handover_print *print)
{
	struct handing *h = &v->handing;
	struct handover copy = h->record;
	uint8_t id[RECORD_ID_BYTES];
	struct store_kept kept;

	if (h->record.start.practice || !*h->kept.number || h->copy_no == 0)
		return;
	copy.attested_ms = 0;
	copy.printed = false;
	handover_reprint(&copy, h->kept.number, h->copy_no);
	handover_printed(&copy, print, handing_now_ms(v));
	store_new_id(id);
	if (handover_attest(&copy, handing_now_ms(v)))
		log_warn(v->world.log, "a copy was printed, and its row could not be written");
	else
		(void)!seal(v, &copy, id, &kept); /* the log has said why not */
	handover_fini(&copy);
}
