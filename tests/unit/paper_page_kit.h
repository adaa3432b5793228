#pragma once

/*
 * paper_page_kit - what the tests of A4 share: notices of this project as pages, a stand with a printer and one job, and
 * an IPP server that answers as a test wants
 *
 * Everything here is freed with the test's process, but for what page_stand_close() ends.
 */
#include "harness.h"
#include "notice/notice_read.h"
#include "paper/notice_sheet.h"
#include "paper/page_job.h"
#include "sys/loop.h"

#define PAGE_FONTS "/usr/share/fonts/truetype/noto"
#define PAGE_FOOT "{title} - Bladzijde {at} van {of}"

struct page_kit {
	struct arena *arena;
	struct fonts *fonts;
	struct sheet_page page;
};
/* dpi 300 for most. */
void page_kit_open(struct page_kit *k, int dpi, const char *lang);
/* assets/notices/ID/LANG.md, as it stands in the project. */
const struct notice *page_kit_notice(struct page_kit *k, const char *id, const char *lang);
/* The notice on A4; other may be NULL. */
struct sheet *page_kit_sheet(
        struct page_kit *k, const char *id, const char *lang, const char *other, enum notice_format format);
/* Paragraphs of one line each, so many. */
struct sheet *page_kit_lines(struct page_kit *k, int n);
struct pages *page_kit_pages(struct page_kit *k, const struct sheet *s, const char *title);

/* One page in memory, one bit a dot. */
struct page_picture {
	uint8_t *bits;
	int width, height, row_bytes;
};
struct page_picture page_kit_draw(struct pages *p, int page);
void page_kit_png(const char *path, const struct page_picture *b, int dpi);
/* What libcups makes of PWG raster is these pages, dot for dot. */
void page_kit_same(const void *raster, size_t n, struct pages *p);

struct page_stand {
	struct page_kit kit;
	struct clock clock;
	struct log log;
	struct loop *loop;
	struct page_printer *printer;
	struct pages *pages;
	struct page_job *job;
	struct job_progress at; /* as told last */
	int calls, overs;
	bool saw_trouble[TROUBLE_NOT_TAKEN + 1];
	int most_proved;
};
/* A page printer, and a Dutch and Arabic notice on it; real time. */
void page_stand_open(struct page_stand *d, const char *uri);
void page_stand_close(struct page_stand *d);
/* Until the printer is there, or was found gone for ms. */
void page_stand_wait_link(struct page_stand *d, enum printer_link link, int ms);
struct page_job_order page_stand_order(struct page_stand *d);
/* Runs until the job is over, at most ms; gives how it stands. */
struct job_progress page_stand_run(struct page_stand *d, int ms);

/* How a server in a process of its own answers; 127.0.0.1, port of the kernel's choice. */
enum page_server_trick {
	SERVER_FINE,
	SERVER_NO_IMPRESSIONS, /* completed, and tells no sheets */
	SERVER_FEWER, /* tells a sheet less than there are pages */
	SERVER_MORE,
	SERVER_EARLY, /* completed while the document is still on its way */
	SERVER_OTHER_JOB, /* tells of a job with another number */
	SERVER_OTHER_QUESTION, /* wrong request id */
	SERVER_ABORTS, /* job-state aborted */
	SERVER_NEVER_ENDS, /* processing for ever */
	SERVER_REFUSES, /* Create-Job: not accepting */
	SERVER_REFUSES_DOCUMENT,
	SERVER_HANGS_UP, /* closes in mid-document */
	SERVER_SILENT_DATA, /* takes the document and never answers it; the job completes */
	SERVER_MUTE, /* takes connections, says nothing */
	SERVER_GARBAGE, /* bytes of chance for an answer */
	SERVER_ENDLESS_HEAD,
	SERVER_ENDLESS_BODY,
	SERVER_LONG_VALUE, /* a value of 65535 bytes that are not there */
	SERVER_DEEP, /* collections in collections */
	SERVER_DRIP, /* a byte of the answer every 200 ms */
	SERVER_HALF, /* a content length that is not kept */
	SERVER_NOT_RASTER, /* takes PDF only */
	SERVER_600, /* 600 dots an inch only */
	SERVER_EMPTY, /* media-empty, twice, then paper is there; then all is fine */
	SERVER_FORGETS, /* knows no such job once it has it */
	SERVER_STALLS, /* stops reading in the document, for ever */
	SERVER_TRICKS
};
/* The server runs until the test's process ends. late: it answers right until the document comes. document: the raster
 * it was sent goes into that file, "" = nowhere. Gives its port. */
int page_server(enum page_server_trick trick, bool late, int pages, const char *document);
