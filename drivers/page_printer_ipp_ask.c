/* page_printer_ipp_ask - the questions as they are put, and the document */
#include "drivers/page_printer_ipp_inside.h"
#include "drivers/page_printer_message.h"

enum { MESSAGE_MOST = 8192 };

static void put_common(struct ipp *p, struct buf *b, enum page_operation what, int32_t id)
{
	page_ask_begin(b, what, id, p->at.uri);
	if (what == PAGE_GET_JOB || what == PAGE_CANCEL_JOB || what == PAGE_SEND_DOCUMENT)
		page_ask_number(
		        b, PAGE_TAG_INTEGER, "job-id", what == PAGE_CANCEL_JOB ? (int32_t)p->cancel_job : p->job_id);
	page_ask_text(b, PAGE_TAG_NAME, "requesting-user-name", "loket");
}

static void put_names(struct buf *b, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		page_ask_text(b, PAGE_TAG_KEYWORD, i ? "" : "requested-attributes", names[i]);
}

static void put_question(struct ipp *p, struct buf *b, enum ipp_question q, int32_t id)
{
	static const enum page_operation operations[] = {[IPP_PRINTER] = PAGE_GET_PRINTER,
	        [IPP_CREATE] = PAGE_CREATE_JOB,
	        [IPP_JOB] = PAGE_GET_JOB,
	        [IPP_CANCEL] = PAGE_CANCEL_JOB};
	static const char *const of_printer[] = {"printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
	        "document-format-supported", "pwg-raster-document-type-supported",
	        "pwg-raster-document-resolution-supported", NULL};
	static const char *const of_job[] = {"job-id", "job-state", "job-impressions-completed", NULL};

	put_common(p, b, operations[q], id);
	if (q == IPP_PRINTER)
		put_names(b, of_printer);
	if (q == IPP_JOB)
		put_names(b, of_job);
	if (q == IPP_CREATE) {
		page_ask_text(b, PAGE_TAG_NAME, "job-name", p->base.order.name);
		page_ask_bool(b, "ipp-attribute-fidelity", false);
		page_ask_group(b, PAGE_GROUP_JOB);
		page_ask_number(b, PAGE_TAG_INTEGER, "copies", 1);
		page_ask_text(b, PAGE_TAG_KEYWORD, "media", "iso_a4_210x297mm");
		page_ask_text(
		        b, PAGE_TAG_KEYWORD, "sides", "one-sided"); /* a sheet a page: their number is the proof */
		page_ask_text(b, PAGE_TAG_KEYWORD, "print-color-mode", "monochrome");
	}
	page_ask_end(b);
}

static int32_t next_id(struct ipp *p)
{
	p->latest_id = p->latest_id == INT32_MAX ? 1 : p->latest_id + 1;
	return p->latest_id;
}

const char *ipp_ask(struct ipp *p, enum ipp_question q)
{
	AUTO_BUF b;
	int e;

	buf_init(&b, MESSAGE_MOST);
	p->ask_id = next_id(p);
	put_question(p, &b, q, p->ask_id);
	p->asked = q;
	p->polled_us = clock_measure_us();
	e = page_call_start(&p->ask, p->base.loop, &p->at, &b, false, ipp_on_call, p);
	if (e == 0)
		return NULL;
	p->ask = NULL;
	p->asked = IPP_NOTHING;
	return err_why();
}

void ipp_send_document(struct ipp *p)
{
	AUTO_BUF b;
	int e;

	buf_init(&b, MESSAGE_MOST);
	p->data_id = next_id(p);
	put_common(p, &b, PAGE_SEND_DOCUMENT, p->data_id);
	page_ask_text(&b, PAGE_TAG_MIME, "document-format", "image/pwg-raster");
	page_ask_bool(&b, "last-document", true);
	page_ask_end(&b);
	e = page_call_start(&p->data, p->base.loop, &p->at, &b, true, ipp_on_call, p);
	if (e) {
		p->data = NULL;
		ipp_settle(p, PAGE_FATE_LOST, err_why());
		return;
	}
	p->stage = IPP_SENDING;
	ipp_moved(p);
	p->tell_job = true;
}
