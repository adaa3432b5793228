/* page_printer_ipp_hear - what a printer's answers say; the sources of names and numbers are RFC 8011 and PWG 5100.14 */
#include <string.h>

#include "drivers/page_printer_ipp_inside.h"
#include "drivers/page_printer_message.h"

enum { HTTP_OK = 200, IPP_WENT_WELL = 0x00ff, IPP_NOT_FOUND = 0x0406, IPP_GONE = 0x0407 };
enum { PRINTER_IDLE = 3, PRINTER_STOPPED = 5, JOB_PENDING = 3, JOB_COMPLETED = 9 };

static bool begin(struct page_answer *a, const struct page_reply *r, int32_t id, const char **why)
{
	*why = NULL;
	if (r->status != HTTP_OK)
		*why = r->status == 401 || r->status == 403   ? "it wants a password, or forbids this station"
		       : r->status == 426 || r->status == 301 ? "it wants an encrypted connection"
		       : r->status == 404                     ? "it has no printer at this path"
		                                              : "it answers with an error of HTTP";
	else if (!page_answer_begin(a, r->body.data, r->body.len))
		*why = "what it answers is not IPP";
	else if (a->id != id)
		*why = "it answers another question";
	return *why == NULL;
}

/* ---- the printer ------------------------------------------------------------------------------- */

enum reason_means { MEANS_PAPER, MEANS_LOW, MEANS_NOTHING, MEANS_COVER, MEANS_HOT, MEANS_OTHER };

/* printer-state-reasons, without "-error", "-warning", "-report". */
static const struct {
	const char *word;
	enum reason_means means;
} reasons[] = {
        {"media-empty", MEANS_PAPER},
        {"media-needed", MEANS_PAPER},
        {"input-tray-missing", MEANS_PAPER},
        {"input-media-tray-missing", MEANS_PAPER},
        {"media-low", MEANS_LOW},
        {"cover-open", MEANS_COVER},
        {"door-open", MEANS_COVER},
        {"interlock-open", MEANS_COVER},
        {"fuser-over-temp", MEANS_HOT},
        {"media-jam", MEANS_OTHER},
        {"output-area-full", MEANS_OTHER},
        {"output-tray-missing", MEANS_OTHER},
        {"marker-supply-empty", MEANS_OTHER},
        {"toner-empty", MEANS_OTHER},
        {"marker-waste-full", MEANS_OTHER},
        {"paused", MEANS_OTHER},
        {"shutdown", MEANS_OTHER},
        {"spool-area-full", MEANS_OTHER},
};

static bool ends(const struct page_value *v, const char *word, const char *with)
{
	size_t n = strlen(word), m = strlen(with);

	return v->n == n + m && memcmp(v->bytes, word, n) == 0 && memcmp(v->bytes + n, with, m) == 0;
}

static void take_in(struct printer_status *s, enum reason_means means)
{
	if (means == MEANS_PAPER)
		s->paper = PAPER_OUT;
	else if (means == MEANS_LOW && s->paper != PAPER_OUT)
		s->paper = PAPER_LOW;
	else if (means == MEANS_COVER)
		s->cover = COVER_OPEN;
	else if (means >= MEANS_HOT)
		s->fault = means == MEANS_HOT ? FAULT_HOT : FAULT_OTHER;
}

/* A warning hinders nothing while the job moves on: of an empty tray it says then that another one is in use. Some
 * printers (ippeveprinter is one) say no more than a warning of what hinders them, too. A report is for the records. */
static void hear_reason(struct ipp_heard *h, const struct page_value *v)
{
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
		const char *word = reasons[i].word;
		enum reason_means means = reasons[i].means;

		if (ends(v, word, "") || ends(v, word, "-error")) {
			take_in(&h->status, means);
			take_in(&h->warned, means);
		} else if (ends(v, word, "-warning")) {
			take_in(&h->status, means <= MEANS_LOW ? MEANS_LOW : MEANS_NOTHING);
			take_in(&h->warned, means);
		}
	}
}

/* Of what a printer takes, the dots an inch that suit letters best: enough for small ones, and not more than needed. */
static int better_dpi(int have, int offered)
{
	static const int order[] = {300, 600, 360, 400, 200};

	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
		if (have == order[i] || offered == order[i])
			return order[i];
	return 0;
}

static void hear_value(struct ipp_heard *h, const struct page_value *v, int *state)
{
	int32_t number;
	int dpi;

	if (page_value_is(v, "printer-state-reasons")) {
		hear_reason(h, v);
	} else if (page_value_is(v, "printer-state") && page_value_number(&number, v)) {
		*state = number;
	} else if (page_value_is(v, "printer-is-accepting-jobs") && page_value_number(&number, v)) {
		h->accepting = number;
	} else if (page_value_is(v, "document-format-supported")) {
		h->takes_raster = h->takes_raster || page_value_says(v, "image/pwg-raster");
	} else if (page_value_is(v, "pwg-raster-document-type-supported")) {
		h->tells_grey = true;
		h->takes_grey = h->takes_grey || page_value_says(v, "sgray_8");
	} else if (page_value_is(v, "pwg-raster-document-resolution-supported") && page_value_dpi(&dpi, v)) {
		h->dpi = better_dpi(h->dpi, dpi);
	}
}

static const char *unfit(const struct ipp_heard *h)
{
	if (!h->takes_raster || (h->tells_grey && !h->takes_grey))
		return "it takes no PWG raster in grey: it is no IPP Everywhere printer";
	if (h->dpi == 0)
		return "it takes none of 200, 300, 360, 400 and 600 dots an inch";
	return NULL;
}

static bool has_trouble(const struct printer_status *s)
{
	return s->paper == PAPER_OUT || s->cover == COVER_OPEN || s->fault > FAULT_NONE;
}

/* Stopped: what it warns of is what stops it. Where there is no word why, something is to be mended all the same. */
static void must_have_trouble(struct ipp_heard *h)
{
	if (!has_trouble(&h->status))
		h->status = h->warned;
	if (!has_trouble(&h->status))
		h->status.fault = FAULT_OTHER;
	h->warned = h->status;
}

bool ipp_hear_printer(struct ipp_heard *out, const struct page_reply *r, int32_t id, const char **why)
{
	struct ipp_heard h = {.accepting = true};
	struct page_answer a;
	struct page_value v;
	int more = 0, state = 0;

	if (!begin(&a, r, id, why))
		return false;
	if (a.status > IPP_WENT_WELL) {
		*why = "it refuses to say what it can";
		return false;
	}
	while ((more = page_answer_next(&v, &a)) == 1)
		if (v.group == PAGE_GROUP_PRINTER)
			hear_value(&h, &v, &state);
	*why = more < 0 || state < PRINTER_IDLE || state > PRINTER_STOPPED ? "its answer is broken" : unfit(&h);
	if (*why)
		return false;
	if (state == PRINTER_STOPPED || !h.accepting)
		must_have_trouble(&h);
	*out = h;
	return true;
}

/* ---- jobs ------------------------------------------------------------------------------------------ */

bool ipp_hear_done(const struct page_reply *r, int32_t id, const char **why)
{
	struct page_answer a;

	if (!begin(&a, r, id, why))
		return false;
	if (a.status > IPP_WENT_WELL)
		*why = "it refuses the job";
	return *why == NULL;
}

bool ipp_hear_created(int32_t *job, const struct page_reply *r, int32_t id, const char **why)
{
	struct page_answer a;
	struct page_value v;
	int32_t number, found = 0;
	int more = 0;

	if (!ipp_hear_done(r, id, why) || !begin(&a, r, id, why))
		return false;
	while ((more = page_answer_next(&v, &a)) == 1)
		if (v.group == PAGE_GROUP_JOB && page_value_is(&v, "job-id") && page_value_number(&number, &v))
			found = number;
	if (more < 0 || found <= 0) {
		*why = "it gives the job no number";
		return false;
	}
	*job = found;
	return true;
}

bool ipp_hear_job(struct ipp_job_news *out, const struct page_reply *r, int32_t id, int32_t job, const char **why)
{
	struct ipp_job_news news = {.impressions = -1};
	struct page_answer a;
	struct page_value v;
	int32_t number, named = 0;
	int more = 0;

	if (!begin(&a, r, id, why))
		return false;
	if (a.status == IPP_NOT_FOUND || a.status == IPP_GONE) {
		*out = (struct ipp_job_news){.impressions = -1, .gone = true};
		return true;
	}
	while (a.status <= IPP_WENT_WELL && (more = page_answer_next(&v, &a)) == 1) {
		if (v.group != PAGE_GROUP_JOB || !page_value_number(&number, &v))
			continue;
		if (page_value_is(&v, "job-id"))
			named = number;
		else if (page_value_is(&v, "job-state"))
			news.state = number;
		else if (page_value_is(&v, "job-impressions-completed") && number >= 0)
			news.impressions = number;
	}
	if (a.status > IPP_WENT_WELL || more < 0 || news.state < JOB_PENDING || news.state > JOB_COMPLETED)
		*why = "it does not say how the job is";
	else if (named != job)
		*why = "it tells of another job";
	if (*why)
		return false;
	*out = news;
	return true;
}
