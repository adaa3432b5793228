/* What a printer on the network may answer: HTTP in any pieces, IPP of any length, and addresses. */
#include <cups/cups.h>
#include <stdio.h>
#include <stdlib.h>

#include "drivers/page_printer_address.h"
#include "drivers/page_printer.h"
#include "drivers/page_printer_message.h"
#include "drivers/page_printer_reply.h"
#include "harness.h"

static void reply_of(struct page_reply *r, const char *text, size_t n, size_t piece)
{
	page_reply_init(r);
	for (size_t i = 0; i < n; i += piece)
		page_reply_take(r, text + i, n - i < piece ? n - i : piece);
	page_reply_close(r);
}

static void check_reply(const char *text, enum page_reply_state state, const char *body)
{
	for (size_t piece = 1; piece < 40; piece++) {
		struct page_reply r;

		reply_of(&r, text, strlen(text), piece);
		CHECK_INT(r.state, state);
		if (body)
			CHECK_TEXT(buf_str(&r.body), body);
		page_reply_fini(&r);
	}
}

TEST(page_answer, bodies_of_every_kind_are_read_in_any_pieces)
{
	check_reply("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhallo", REPLY_WHOLE, "hallo");
	check_reply("HTTP/1.0 200 OK\r\n\r\nhallo", REPLY_WHOLE, "hallo");
	check_reply(
	        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhallo", REPLY_WHOLE, "hallo");
	check_reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhal\r\n2;x=y\r\nlo\r\n0\r\nX: y\r\n\r\n",
	        REPLY_WHOLE, "hallo");
	check_reply("HTTP/1.1 204 None\r\n\r\n", REPLY_WHOLE, "");
	check_reply("HTTP/1.1 404 Not Found\nContent-Length: 0\n\n", REPLY_WHOLE, "");
}

TEST(page_answer, what_is_no_http_is_bad)
{
	check_reply("", REPLY_BAD, NULL);
	check_reply("SSH-2.0-OpenSSH\r\n", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 99 No\r\n\r\n", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 2000 No\r\n\r\n", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 101 Switching\r\n\r\n", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhallo", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n", REPLY_BAD, NULL);
	check_reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhallo\r\n", REPLY_BAD, NULL);
}

/* At the ceiling, one below and one above it. */
TEST(page_answer, a_body_has_a_ceiling)
{
	for (int over = -1; over <= 1; over++) {
		struct page_reply r;
		char one[1024] = {0};

		page_reply_init(&r);
		page_reply_take(&r, "HTTP/1.1 200 OK\r\n\r\n", 19);
		for (int i = 0; i < PAGE_REPLY_MOST + over; i += 1024) {
			int left = PAGE_REPLY_MOST + over - i;

			page_reply_take(&r, one, left < 1024 ? (size_t)left : 1024);
		}
		page_reply_close(&r);
		CHECK_INT(r.state, over > 0 ? REPLY_BAD : REPLY_WHOLE);
		page_reply_fini(&r);
	}
}

TEST(page_answer, a_line_and_a_head_have_ceilings)
{
	for (int over = -1; over <= 1; over++) {
		struct page_reply r;

		page_reply_init(&r);
		page_reply_take(&r, "HTTP/1.1 200 OK\r\nX:", 19);
		for (int i = 0; i < PAGE_REPLY_LINE_MOST - 4 + over; i++)
			page_reply_take(&r, "y", 1);
		page_reply_take(&r, "\r\n\r\n", 3);
		CHECK_INT(r.state == REPLY_BAD, over > 0);
		page_reply_fini(&r);
	}
}

/* Cut anywhere it is broken, and never read beyond its end. */
static void check_cut(const struct buf *b)
{
	struct page_answer a;
	struct page_value v;

	for (size_t n = 0; n < b->len; n++) {
		uint8_t *exact = malloc(n ? n : 1);
		int r = 0;

		CHECK(exact != NULL);
		memcpy(exact, b->data, n);
		if (page_answer_begin(&a, exact, n)) {
			while ((r = page_answer_next(&v, &a)) == 1)
				continue;
			CHECK_INT(r, -1);
		}
		free(exact);
	}
}

/* libcups writes an answer, we read it. */
TEST(page_answer, what_cups_writes_is_read)
{
	static const char *const words[] = {"media-empty-error", "cover-open"};
	ipp_t *question = ippNewRequest(IPP_OP_GET_PRINTER_ATTRIBUTES);
	ipp_t *m = ippNewResponse(question), *col = ippNew();
	struct page_answer a;
	struct page_value v;
	AUTO_BUF b;
	int32_t number;
	int n_words = 0, dpi = 0, state = 0;

	(void)ippSetRequestId(m, 4711);
	(void)ippAddInteger(m, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", 5);
	(void)ippAddInteger(col, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "job-id", 9);
	(void)ippAddCollection(m, IPP_TAG_PRINTER, "media-col-default", col);
	(void)ippAddStrings(m, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", 2, NULL, words);
	(void)ippAddResolution(
	        m, IPP_TAG_PRINTER, "pwg-raster-document-resolution-supported", IPP_RES_PER_INCH, 600, 600);
	buf_init(&b, 65536);
	{
		FILE *f = fopen("answer", "w+");
		char bytes[4096];
		size_t n;

		CHECK(f != NULL);
		CHECK_INT(ippWriteFile(fileno(f), m), IPP_STATE_DATA);
		rewind(f);
		n = fread(bytes, 1, sizeof bytes, f);
		buf_add(&b, bytes, n);
		(void)fclose(f);
	}
	CHECK(page_answer_begin(&a, b.data, b.len));
	CHECK_INT(a.id, 4711);
	while (page_answer_next(&v, &a) == 1) {
		CHECK(!page_value_is(&v, "job-id")); /* inside of a collection */
		if (page_value_is(&v, "printer-state-reasons")) {
			CHECK(n_words < 2 && page_value_says(&v, words[n_words]));
			n_words++;
		}
		if (page_value_is(&v, "printer-state") && page_value_number(&number, &v))
			state = number;
		(void)page_value_dpi(&dpi, &v);
	}
	ippDelete(question);
	ippDelete(col);
	ippDelete(m);
	CHECK_INT(n_words, 2);
	CHECK_INT(state, 5);
	CHECK_INT(dpi, 600);
	check_cut(&b);
}

/* We write a question, libcups reads it. */
TEST(page_answer, cups_reads_what_is_asked)
{
	AUTO_BUF b;
	FILE *f = fopen("question", "w+");
	ipp_t *m = ippNew();

	CHECK(f != NULL);
	buf_init(&b, 4096);
	page_ask_begin(&b, PAGE_CREATE_JOB, 12, "ipp://10.0.0.7:631/ipp/print");
	page_ask_text(&b, PAGE_TAG_NAME, "job-name", "N-VIC ar 1");
	page_ask_group(&b, PAGE_GROUP_JOB);
	page_ask_number(&b, PAGE_TAG_INTEGER, "copies", 1);
	page_ask_end(&b);
	CHECK_INT(fwrite(b.data, 1, b.len, f), b.len);
	rewind(f);
	CHECK_INT(ippReadFile(fileno(f), m), IPP_STATE_DATA);
	CHECK_INT(ippGetOperation(m), IPP_OP_CREATE_JOB);
	CHECK_INT(ippGetRequestId(m), 12);
	CHECK_TEXT(
	        ippGetString(ippFindAttribute(m, "printer-uri", IPP_TAG_URI), 0, NULL), "ipp://10.0.0.7:631/ipp/print");
	CHECK_TEXT(ippGetString(ippFindAttribute(m, "job-name", IPP_TAG_NAME), 0, NULL), "N-VIC ar 1");
	CHECK_INT(ippGetInteger(ippFindAttribute(m, "copies", IPP_TAG_INTEGER), 0), 1);
	(void)fclose(f);
	ippDelete(m);
}

TEST(page_answer, addresses_are_checked)
{
	static const char *const good[] = {"10.0.0.7/ipp/print", "10.0.0.7:8631/ipp/print", "[fe80::1]/ipp",
	        "[::1]:631/p", "printer.local/ipp/print-1.2_x~"};
	static const char *const bad[] = {"", "10.0.0.7", "10.0.0.7/", "/ipp", "10.0.0.7:0/ipp", "10.0.0.7:65536/ipp",
	        "10.0.0.7:/ipp", "a b/ipp", "10.0.0.7/ipp print", "10.0.0.7/ipp\r\nX: y", "[::1/ipp", "[]/ipp",
	        "u@h/ipp", "10.0.0.7//x", "10.0.0.7/ipp?x"};
	struct page_address a;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		CHECK_OK(page_address_take(&a, good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(page_address_take(&a, bad[i]) < 0);
	CHECK_OK(page_address_take(&a, "10.0.0.7/ipp/print"));
	CHECK_TEXT(a.uri, "ipp://10.0.0.7:631/ipp/print");
	CHECK_OK(page_printer_check("none"));
	CHECK_OK(page_printer_check("file:x"));
	CHECK(page_printer_check("file:") < 0);
	CHECK(page_printer_check("ipps:10.0.0.7/ipp/print") < 0);
	CHECK_HAS(err_why(), "ipp:HOST[:PORT]/PATH");
}
