#include "sync/hub_page.h"

#include <errno.h>
#include <inttypes.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "sync/hub_http.h"
#include "sys/text.h"

enum { PAGE_MOST = 4 * 1024 * 1024 };

struct hub_page {
	struct MHD_Daemon *daemon;
	const struct clock *clock;
	struct hub_store store;
	pthread_mutex_t lock; /* holds the store */
};

static const char top[] =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"30\">"
        "<title>Loket fleet</title><style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem;color:#1a1a1a}"
        "table{border-collapse:collapse}th,td{text-align:left;padding:.4rem 1rem .4rem 0;border-bottom:1px solid #ccc}"
        "td.n{text-align:right;font-variant-numeric:tabular-nums}.bad{color:#a00;font-weight:600}</style>"
        "<h1>Stations</h1>";

struct page {
	struct buf *out;
	struct hub_store *store;
	int64_t now_ms;
};

struct latest {
	const uint8_t *device;
	struct hub_head head;
	bool found;
};

static int find_latest(void *me, const struct hub_head *h)
{
	struct latest *l = me;

	if (memcmp(h->device, l->device, sizeof(h->device)) == 0 && (!l->found || h->epoch > l->head.epoch)) {
		l->head = *h;
		l->found = true;
	}
	return 0;
}

static void put_age(struct buf *out, int64_t ms)
{
	int64_t s = ms < 0 ? 0 : ms / 1000;

	if (s < 120)
		buf_printf(out, "%" PRId64 " s ago", s);
	else if (s < 7200)
		buf_printf(out, "%" PRId64 " min ago", s / 60);
	else
		buf_printf(out, "%" PRId64 " h ago", s / 3600);
}

static void put_row(struct page *p, const struct hub_device *d, const struct latest *l, const struct hub_counts *c)
{
	uint32_t missing = l->found ? l->head.highest - l->head.acked : 0;

	/* station codes are A-Z, 0-9 and '-': nothing to escape */
	buf_printf(p->out, "<tr><td>%s<td>%s<td>", d->station,
	        d->trust == HUB_KNOWN ? "known" : "<span class=bad>revoked</span>");
	if (l->found)
		put_age(p->out, p->now_ms - l->head.heard_ms);
	else
		buf_text(p->out, "never");
	buf_printf(p->out, "<td class=n>%" PRIu32 "<td class=n>%" PRIu32 "<td class=n>%" PRId64, l->head.epoch,
	        l->head.acked, c->records);
	buf_printf(p->out, "<td class=\"n%s\">%" PRIu32, missing > 0 ? " bad" : "", missing);
	buf_printf(p->out, "<td class=\"n%s\">%" PRId64, c->conflicts > 0 ? " bad" : "", c->conflicts);
	buf_printf(p->out, "<td class=\"n%s\">%" PRId64, c->aside > 0 ? " bad" : "", c->aside);
}

static int put_station(void *me, const struct hub_device *d)
{
	struct page *p = me;
	struct latest l = {.device = d->id};
	struct hub_counts c = {0};
	int r = p->store->ops->each_head(p->store->me, find_latest, &l);

	if (r == 0)
		r = p->store->ops->counts(p->store->me, &c, d->id);
	if (r == 0)
		put_row(p, d, &l, &c);
	return err_up(r);
}

int hub_page_write(struct buf *out, struct hub_store *store, int64_t now_ms)
{
	struct page p = {out, store, now_ms};
	int r;

	buf_text(out, top);
	buf_text(out, "<table><tr><th>Station<th>Access<th>Heard<th>Epoch<th>Confirmed up to<th>Records<th>Behind a "
	              "gap<th>Conflicts<th>Set aside");
	r = store->ops->each_device(store->me, put_station, &p);
	buf_text(out, "</table></html>\n");
	return r < 0 ? err_up(r) : err_up(buf_done(out));
}

static enum MHD_Result answer(void *cls, struct MHD_Connection *c, const char *url, const char *method,
        const char *version, const char *data, size_t *n, void **own)
{
	struct hub_page *p = cls;
	struct MHD_Response *response;
	enum MHD_Result done;
	AUTO_BUF html;
	int r = 0;
	unsigned status;

	(void)version, (void)data, (void)n, (void)own;
	buf_init(&html, PAGE_MOST);
	if (text_is(method, "GET") && text_is(url, "/")) {
		pthread_mutex_lock(&p->lock);
		r = hub_page_write(&html, &p->store, clock_wall_ms(p->clock));
		pthread_mutex_unlock(&p->lock);
		status = r < 0 ? 503 : 200;
	} else {
		status = 404;
	}
	if (status != 200) {
		buf_clear(&html);
		buf_text(&html, status == 404 ? "Only / is here.\n" : "The store can not be read now.\n");
	}
	response = MHD_create_response_from_buffer(html.len, html.data, MHD_RESPMEM_MUST_COPY);
	if (!response)
		return MHD_NO;
	(void)MHD_add_response_header(
	        response, "Content-Type", status == 200 ? "text/html; charset=utf-8" : "text/plain");
	(void)MHD_add_response_header(response, "Cache-Control", "no-store");
	(void)MHD_add_response_header(response, "Content-Security-Policy",
	        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
	done = MHD_queue_response(c, status, response);
	MHD_destroy_response(response);
	return done;
}

int hub_page_start(struct hub_page **out, const char *listen, const char *store, const struct clock *clock)
{
	struct hub_page *p = calloc(1, sizeof(*p));
	struct sockaddr_storage at;
	unsigned flags = MHD_USE_POLL_INTERNAL_THREAD;
	int r;

	if (!p)
		return err_new(ENOMEM, "There is no memory for the fleet page.");
	p->clock = clock;
	pthread_mutex_init(&p->lock, NULL);
	if ((r = hub_listen_address(&at, listen)) == 0 && (r = hub_store_open(&p->store, store, HUB_READ)) == 0) {
		flags |= at.ss_family == AF_INET6 ? MHD_USE_IPv6 : 0;
		p->daemon = MHD_start_daemon(flags, 0, NULL, NULL, answer, p, MHD_OPTION_SOCK_ADDR, &at,
		        MHD_OPTION_CONNECTION_LIMIT, 32u, MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_END);
		if (!p->daemon)
			r = err_new(EADDRINUSE, "The fleet page can not listen on %s: the address is taken.", listen);
	}
	if (r < 0) {
		hub_page_stop(p);
		return err_up(r);
	}
	*out = p;
	return 0;
}

uint16_t hub_page_port(const struct hub_page *p)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(p->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : 0;
}

void hub_page_stop(struct hub_page *p)
{
	if (!p)
		return;
	if (p->daemon)
		MHD_stop_daemon(p->daemon);
	hub_store_close(&p->store);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
