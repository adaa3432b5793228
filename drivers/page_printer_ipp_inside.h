#pragma once

/*
 * page_printer_ipp_inside - what the files of the IPP kind share
 *
 *   page_printer_ipp.c       which question is put when
 *   page_printer_ipp_take.c  what becomes of questions, document and job
 *   page_printer_ipp_ask.c   the questions as they are put, and the document
 *   page_printer_ipp_hear.c  what the answers say: of the printer, of our job
 */
#include "drivers/page_printer_call.h"
#include "drivers/page_printer_ops.h"

enum { IPP_WHY_ROOM = 240, IPP_RETRY_FIRST_MS = 500, IPP_RETRY_MOST_MS = 8000 };

enum ipp_question { IPP_NOTHING, IPP_PRINTER, IPP_CREATE, IPP_JOB, IPP_CANCEL };
enum ipp_stage {
	IPP_IDLE,
	IPP_CREATING, /* Create-Job is asked, or waits to be */
	IPP_SENDING,
	IPP_SENT, /* the document is all handed over */
	IPP_OVER, /* its fate stands */
};

/* What a printer says of itself. */
struct ipp_heard {
	struct printer_status status, warned; /* without the link; with what is only warned of, too */
	int dpi; /* 0 = none that we draw for */
	bool takes_raster, takes_grey, tells_grey, accepting;
};

struct ipp {
	struct page_printer base;
	struct page_address at;
	enum printer_link link;
	struct ipp_heard heard;
	char why[IPP_WHY_ROOM];

	struct page_call *ask, *data; /* data: Send-Document */
	enum ipp_question asked;
	int32_t latest_id, ask_id, data_id;
	bool wants_status, wants_cancel, asks_job_next;
	int64_t polled_us;
	int64_t cancel_job; /* job of wants_cancel */
	int retry_ms, missed; /* questions in a row without an answer */

	int tick_fd, tick_ms;
	struct watch *tick;

	enum ipp_stage stage;
	int32_t job_id;
	int job_state; /* as told last; 0 = not yet */
	struct page_printer_job job;
	uint64_t moves, sent_bytes; /* moves other than bytes */
	int64_t moved_us; /* the latest of either */
	bool stands; /* the job does not move, or waits: warnings count */
	bool tell_job, tell_status; /* news that wait for the end of this turn */
};

/* ---- page_printer_ipp.c ---- */
void ipp_on_call(void *me);

/* ---- page_printer_ipp_take.c ---- */
bool ipp_is_under_way(const struct ipp *p);
void ipp_settle(struct ipp *p, enum page_printer_fate fate, const char *why); /* the first fate stands */
void ipp_moved(struct ipp *p);
void ipp_gone(struct ipp *p, const char *why);
/* No answer came, or none that can be used. */
void ipp_unanswered(struct ipp *p, enum ipp_question q, const char *why);
/* When they are over, or take too long. */
void ipp_take_ask(struct ipp *p);
void ipp_take_data(struct ipp *p);
void ipp_look_for_standing(struct ipp *p);

/* ---- page_printer_ipp_ask.c ---- */
/* NULL, or why it can not be put. */
const char *ipp_ask(struct ipp *p, enum ipp_question q);
void ipp_send_document(struct ipp *p);

/* ---- page_printer_ipp_hear.c ---- */
/* The answer to Get-Printer-Attributes: false when it is none, *why says so. */
bool ipp_hear_printer(struct ipp_heard *out, const struct page_reply *r, int32_t id, const char **why);
/* To Create-Job: the job's id; false: refused, or no answer. */
bool ipp_hear_created(int32_t *job, const struct page_reply *r, int32_t id, const char **why);
/* To any other: it says that it went well. */
bool ipp_hear_done(const struct page_reply *r, int32_t id, const char **why);
/* To Get-Job-Attributes. impressions -1 = not told. gone: it knows no such job. */
struct ipp_job_news {
	int state, impressions;
	bool gone;
};
bool ipp_hear_job(struct ipp_job_news *out, const struct page_reply *r, int32_t id, int32_t job, const char **why);
