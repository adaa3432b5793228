/* paper_page_server - an IPP server of a few lines that answers right, or wrong in one way; a process a connection */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "drivers/page_printer_message.h"
#include "paper_page_kit.h"

enum { BODY_MOST = 64 * 1024 * 1024, JOB_NUMBER = 77 };
enum { OK = 0, NOT_ACCEPTING = 0x0506, FORMAT_ERROR = 0x040a, NO_SUCH = 0x0406 };

struct room {
	enum page_server_trick trick;
	int pages;
	bool late; /* it is fine until the document comes */
	char document[4200];
	bool begun, whole; /* of the document */
	int asked; /* about the printer, since the document was whole */
};

struct talk {
	struct room *room;
	int fd;
	uint8_t in[64 * 1024];
	size_t n, at;
};

static int next_byte(struct talk *t)
{
	if (t->at == t->n) {
		ssize_t n = recv(t->fd, t->in, sizeof t->in, 0);

		if (n <= 0)
			_exit(0);
		t->n = (size_t)n;
		t->at = 0;
	}
	return t->in[t->at++];
}

static void read_line(struct talk *t, char *line, size_t room)
{
	size_t n = 0;

	for (int c = next_byte(t); c != '\n'; c = next_byte(t))
		if (c != '\r' && n + 1 < room)
			line[n++] = (char)c;
	line[n] = 0;
}

static void read_body(struct talk *t, struct buf *out)
{
	char line[1024];
	size_t length = 0;
	bool chunked = false;

	for (read_line(t, line, sizeof line); line[0]; read_line(t, line, sizeof line)) {
		if (strncmp(line, "Content-Length: ", 16) == 0)
			length = (size_t)strtol(line + 16, NULL, 10);
		chunked = chunked || strcmp(line, "Transfer-Encoding: chunked") == 0;
	}
	for (size_t i = 0; i < length; i++)
		buf_char(out, (char)next_byte(t));
	while (chunked) {
		read_line(t, line, sizeof line);
		length = (size_t)strtol(line, NULL, 16);
		for (size_t i = 0; i < length; i++)
			buf_char(out, (char)next_byte(t));
		read_line(t, line, sizeof line);
		chunked = length > 0;
		if (length && out->len > 512) {
			t->room->begun = true;
			if (t->room->trick == SERVER_HANGS_UP && out->len > 200000)
				_exit(0);
			while (t->room->trick == SERVER_STALLS)
				(void)pause();
		}
	}
}

static void say(const struct talk *t, const void *bytes, size_t n)
{
	if (send(t->fd, bytes, n, MSG_NOSIGNAL) < 0)
		_exit(0);
}

/* Instead of an answer. */
static void misbehave(const struct talk *t, const struct buf *ipp)
{
	char head[256];
	uint64_t seed = 5;
	uint8_t noise[65536];

	(void)snprintf(head, sizeof head,
	        "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: %zu\r\n\r\n",
	        ipp->len + (t->room->trick == SERVER_HALF ? 10 : 0));
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (uint8_t)test_random(&seed);
	switch (t->room->trick) {
	case SERVER_MUTE:
		for (;;)
			(void)pause();
	case SERVER_GARBAGE:
		say(t, noise, sizeof noise);
		break;
	case SERVER_ENDLESS_HEAD:
		for (say(t, "HTTP/1.1 200 OK\r\n", 17);;)
			say(t, "X-More: and more and more\r\n", 27);
	case SERVER_ENDLESS_BODY:
		for (say(t, "HTTP/1.1 200 OK\r\n\r\n", 19);;)
			say(t, noise, sizeof noise);
	case SERVER_DRIP:
		for (size_t i = 0; i < strlen(head); i++) {
			say(t, head + i, 1);
			(void)usleep(200 * 1000);
		}
		break;
	default:
		say(t, head, strlen(head));
		say(t, ipp->data, ipp->len);
		break;
	}
	(void)shutdown(t->fd, SHUT_WR);
	while (recv(t->fd, noise, sizeof noise, 0) > 0)
		continue;
	_exit(0);
}

static void head(struct buf *b, int status, int32_t id)
{
	const uint8_t h[] = {2, 0, (uint8_t)(status >> 8), (uint8_t)status, (uint8_t)(id >> 24), (uint8_t)(id >> 16),
	        (uint8_t)(id >> 8), (uint8_t)id, PAGE_GROUP_OPERATION};

	buf_add(b, h, sizeof h);
	page_ask_text(b, PAGE_TAG_CHARSET, "attributes-charset", "utf-8");
	page_ask_text(b, PAGE_TAG_LANGUAGE, "attributes-natural-language", "en");
}

static void of_printer(struct buf *b, struct room *r)
{
	uint8_t dpi[] = {0, 0, 1, 0x2c, 0, 0, 1, 0x2c, 3};
	bool empty = r->trick == SERVER_EMPTY && r->begun && r->asked < 3;

	r->asked += r->begun;
	if (r->trick == SERVER_600) {
		dpi[2] = dpi[6] = 2;
		dpi[3] = dpi[7] = 0x58;
	}
	page_ask_group(b, PAGE_GROUP_PRINTER);
	page_ask_number(b, PAGE_TAG_ENUM, "printer-state", empty ? 5 : 3);
	page_ask_text(b, PAGE_TAG_KEYWORD, "printer-state-reasons", empty ? "media-empty-error" : "none");
	page_ask_text(b, PAGE_TAG_MIME, "document-format-supported", "application/pdf");
	if (r->trick != SERVER_NOT_RASTER)
		page_ask_text(b, PAGE_TAG_MIME, "", "image/pwg-raster");
	page_ask_text(b, PAGE_TAG_KEYWORD, "pwg-raster-document-type-supported", "sgray_8");
	buf_char(b, PAGE_TAG_RESOLUTION);
	buf_add(b, "\0\x28pwg-raster-document-resolution-supported\0\x09", 44);
	buf_add(b, dpi, sizeof dpi);
	if (r->trick == SERVER_LONG_VALUE)
		buf_add(b, "\x44\0\x01x\xff\xff", 6);
	for (int i = 0; r->trick == SERVER_DEEP && i < 20000; i++)
		buf_add(b, "\x34\0\0\0\0", 5);
}

static void of_job(struct buf *b, struct room *r)
{
	bool early = r->trick == SERVER_EARLY && r->begun;
	int state = r->whole || early ? 9 : 5, sheets = r->whole ? r->pages : 0;

	if (r->trick == SERVER_NEVER_ENDS || (r->trick == SERVER_EMPTY && r->asked < 3)) {
		state = 5;
		sheets = 0;
	}
	if (r->trick == SERVER_ABORTS && r->whole)
		state = 8;
	page_ask_group(b, PAGE_GROUP_JOB);
	page_ask_number(b, PAGE_TAG_INTEGER, "job-id", r->trick == SERVER_OTHER_JOB ? JOB_NUMBER + 1 : JOB_NUMBER);
	page_ask_number(b, PAGE_TAG_ENUM, "job-state", state);
	sheets += r->trick == SERVER_MORE ? 1 : r->trick == SERVER_FEWER && sheets ? -1 : 0;
	if (r->trick != SERVER_NO_IMPRESSIONS)
		page_ask_number(b, PAGE_TAG_INTEGER, "job-impressions-completed", sheets);
}

static void keep(const struct room *r, const struct buf *body)
{
	const uint8_t *at = memmem(body->data, body->len, "RaS2", 4);
	FILE *f = r->document[0] && at ? fopen(r->document, "w") : NULL;

	if (f) {
		(void)fwrite(at, 1, body->len - (size_t)(at - body->data), f);
		(void)fclose(f);
	}
}

static int status_of(struct room *r, int operation)
{
	if (operation == PAGE_CREATE_JOB && r->trick == SERVER_REFUSES)
		return NOT_ACCEPTING;
	if (operation == PAGE_SEND_DOCUMENT && r->trick == SERVER_REFUSES_DOCUMENT)
		return FORMAT_ERROR;
	if (operation == PAGE_GET_JOB && r->trick == SERVER_FORGETS && r->whole)
		return NO_SUCH;
	return OK;
}

static void serve(struct room *r, int fd)
{
	static struct talk t;
	static struct room fine;
	struct buf body, out;
	int operation, status;
	int32_t id;

	t = (struct talk){.room = r, .fd = fd};
	buf_init(&body, BODY_MOST);
	buf_init(&out, 1024 * 1024);
	read_body(&t, &body);
	if (body.len < 9)
		_exit(1);
	operation = body.data[2] << 8 | body.data[3];
	id = body.data[4] << 24 | body.data[5] << 16 | body.data[6] << 8 | body.data[7];
	if (operation == PAGE_SEND_DOCUMENT) {
		keep(r, &body);
		r->whole = true;
		while (r->trick == SERVER_SILENT_DATA)
			(void)pause();
	}
	status = status_of(r, operation);
	/* These answer right until the document came, so that it comes. */
	if (r->trick == SERVER_OTHER_QUESTION && r->begun)
		id++;
	head(&out, status, id);
	if (operation == PAGE_GET_PRINTER)
		of_printer(&out, r);
	else if (operation == PAGE_CREATE_JOB && status == OK) {
		page_ask_group(&out, PAGE_GROUP_JOB);
		page_ask_number(&out, PAGE_TAG_INTEGER, "job-id", JOB_NUMBER);
	} else if (operation == PAGE_GET_JOB && status == OK)
		of_job(&out, r);
	page_ask_end(&out);
	if (r->late && !r->begun)
		t.room = &fine;
	misbehave(&t, &out);
}

int page_server(enum page_server_trick trick, bool late, int pages, const char *document)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	struct room *r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK(r != MAP_FAILED && fd >= 0);
	*r = (struct room){.trick = trick, .pages = pages, .late = late};
	(void)snprintf(r->document, sizeof r->document, "%s", document);
	CHECK_INT(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	CHECK_INT(listen(fd, 16), 0);
	CHECK_INT(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	if (fork() == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void)signal(SIGCHLD, SIG_IGN);
		for (;;) {
			int peer = accept(fd, NULL, NULL);

			if (peer >= 0 && fork() == 0) {
				(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
				serve(r, peer);
				_exit(0);
			}
			(void)close(peer);
		}
	}
	(void)close(fd);
	return ntohs(at.sin_port);
}
