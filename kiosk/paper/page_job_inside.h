#pragma once

/*
 * page_job_inside - what page_job.c (how it goes), page_job_send.c (bands to the printer) and page_job_write.c (what is
 * drawn, hashed, written down) share
 */
#include "drivers/page_printer_raster.h"
#include "paper/job_journal.h"
#include "paper/page_job.h"
#include "sys/buf.h"

enum { PAGE_JOB_PIECE_MOST = 2 * 1024 * 1024 }; /* a band of dots that alternate, at 600 dots an inch */

struct page_job {
	struct page_job_order order;
	struct job_progress at;
	struct page_raster raster;
	struct buf bytes; /* the piece in hand: a band */
	size_t sent; /* of it */
	int page, band; /* of the next piece */
	bool ends_page, may_be_whole_next; /* the piece in hand does that */
	bool may_be_whole, all_sent, first_sent;
	bool owned, starting;
	uint8_t hash[JOURNAL_HASH_BYTES]; /* of the rows drawn so far, without a copy's head */
	uint64_t moves;
	int timer, blip_timer;
	int64_t started_us;
};

/* As much as there is room for. 0, PAGE_PRINTER_GONE: its fate tells more, or a surprise. */
NODISCARD int page_job_send(struct page_job *j);
/* A band with the head; its rows without it go into the hash. */
NODISCARD int page_job_draw(const uint8_t **rows, int *n, struct page_job *j, int page, int band);
/* Draws all and hashes it. */
NODISCARD int page_job_hash(uint8_t out[JOURNAL_HASH_BYTES], struct page_job *j);
/* 0 = written, or it may be printed without; else JOB_NO_JOURNAL. */
NODISCARD int page_job_write_begin(struct page_job *j);
NODISCARD int page_job_write_attempt(struct page_job *j);
void page_job_write_proved(struct page_job *j);
void page_job_write_end(struct page_job *j);
