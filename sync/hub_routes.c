#include "sync/hub_exchange.h"

#include <string.h>
#include <strings.h>
#include <sys/statvfs.h>

#include "sync/backoff.h"
#include "sys/text.h"

#define LOG_MODULE "hub"

static const struct {
	const char *path;
	bool is_open, is_post;
} routes[] = {
        [ROUTE_HEALTH] = {"/health", true, false},
        [ROUTE_OPENAPI] = {"/v1/openapi.json", true, false},
        [ROUTE_POSITION] = {"/v1/position", false, false},
        [ROUTE_BATCHES] = {"/v1/batches", false, true},
        [ROUTE_QUARANTINE] = {"/v1/quarantine-items", false, true},
        [ROUTE_UPDATES] = {"/v1/updates", false, false},
        [ROUTE_UPDATE] = {"/v1/updates/", false, false},
};

static const struct hub_problem refused[ACCESS_ALL] = {
        [ACCESS_NO_CERTIFICATE] = {401, "no-certificate", "No client certificate",
                "This hub speaks only with stations that show the certificate made for them.", 0},
        [ACCESS_FOREIGN] = {403, "foreign-certificate", "Certificate of another authority",
                "The client certificate was not made for a station by this hub's own authority.", 0},
        [ACCESS_EXPIRED] = {403, "expired-certificate", "Certificate not valid now",
                "The client certificate is past its end date, or not valid yet: renew it, and check both clocks.", 0},
        [ACCESS_UNKNOWN] = {403, "unknown-station", "Station not known",
                "No station with this certificate is registered: loketctl device add makes it known.", 0},
        [ACCESS_OTHER] = {403, "other-certificate", "Another certificate is registered",
                "This station was registered with another certificate: register it anew, or find out who made this one.",
                0},
        [ACCESS_REVOKED] = {403, "revoked", "Station revoked", "This station's access was withdrawn.", 0},
};

enum hub_route hub_route_of(const char *path)
{
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++)
		if (text_is(path, routes[i].path))
			return (enum hub_route)i;
	return text_starts(path, routes[ROUTE_UPDATE].path) ? ROUTE_UPDATE : ROUTE_NONE;
}

enum MHD_Result respond_store_trouble(struct exchange *x)
{
	static const struct hub_problem p = {503, "store", "Store not ready",
	        "The hub could not reach its store and has kept nothing of this request.", 30};

	return respond_problem(x, &p);
}

/* MHD_NO here and below means: a reply could not even be queued, the connection is dropped. */
static enum MHD_Result let_in(struct exchange *x, bool *in)
{
	const union MHD_ConnectionInfo *info =
	        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	int r;

	*in = false;
	if (!info || !info->tls_session)
		return respond_problem(x, &refused[ACCESS_NO_CERTIFICATE]);
	pthread_mutex_lock(&x->server->lock);
	r = hub_access(&x->device, info->tls_session, &x->server->devices);
	pthread_mutex_unlock(&x->server->lock);
	if (r < 0) {
		log_surprise(x->server->world.log, LOG_MODULE, r);
		return respond_store_trouble(x);
	}
	if (r > 0) {
		log_warn(x->server->world.log, "A client was turned away: %s.", refused[r].kind);
		return respond_problem(x, &refused[r]);
	}
	*in = true;
	return MHD_YES;
}

static bool is_disk_tight(const struct hub_server *s)
{
	struct statvfs v;

	if (!s->world.disk || statvfs(s->world.disk, &v) < 0 || v.f_blocks == 0)
		return false;
	return (int64_t)(v.f_bavail * 100 / v.f_blocks) < s->world.least_free_percent;
}

static const char *header_of(struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, name);
}

/* What can be said from the head alone, before the body costs anything. NULL: let it come. */
static const struct hub_problem *judge_head(struct exchange *x)
{
	static const struct hub_problem type = {415, "media-type", "Not a batch",
	                                        "Send application/cloudevents-batch+json.", 0},
	                                coding = {415, "encoding", "Content-Encoding not spoken",
	                                        "Send zstd or identity.", 0},
	                                large = {413, "too-large", "Too large",
	                                        "A batch has at most 1048576 bytes and 256 records.", 0},
	                                disk = {503, "disk", "Disk nearly full",
	                                        "The hub takes no batches until its disk has room.", 300};
	const char *length = header_of(x, "Content-Length"), *media = header_of(x, "Content-Type");
	int64_t bytes;

	if (x->route == ROUTE_BATCHES && (!media || strncasecmp(media, WIRE_MEDIA_TYPE, strlen(WIRE_MEDIA_TYPE)) != 0))
		return &type;
	if (!pack_coding_named(&x->coding, header_of(x, "Content-Encoding")))
		return &coding;
	if (length && (!text_i64(length, 0, INT64_MAX, &bytes) || bytes > WIRE_BATCH))
		return &large;
	return is_disk_tight(x->server) ? &disk : NULL;
}

enum MHD_Result route_begin(struct exchange *x)
{
	static const struct hub_problem none = {404, "not-found", "Nothing there", "This path does not exist.", 0},
	                                method = {405, "method", "Method not allowed",
	                                        "This path does not take that method.", 0};
	const struct hub_problem *p;
	enum MHD_Result sent;
	bool in;

	if (x->route == ROUTE_NONE || !routes[x->route].is_open) {
		sent = let_in(x, &in);
		if (!in)
			return sent;
	}
	if (x->route == ROUTE_NONE)
		return respond_problem(x, &none);
	if (!x->is_known || routes[x->route].is_post != x->is_post)
		return respond_problem(x, &method);
	if (x->is_post && (p = judge_head(x)))
		return respond_problem(x, p);
	x->deadline_ms = clock_mono_ms(x->server->world.clock) + sizing_timeout_ms(WIRE_BATCH);
	return MHD_YES;
}

static uint32_t number_of(struct exchange *x, const char *name)
{
	const char *text = MHD_lookup_connection_value(x->connection, MHD_GET_ARGUMENT_KIND, name);
	int64_t n;

	return text && text_i64(text, 1, WIRE_NUMBER_MOST, &n) ? (uint32_t)n : 0;
}

static int read_position(struct hub_answer *a, struct hub_head *head, struct hub_gap *gaps, struct exchange *x)
{
	struct hub_server *s = x->server;
	struct tlog log;
	int r = hub_position(head, &s->reader, x->device.id, number_of(x, "epoch"), number_of(x, "upTo"));

	if (r == 0)
		r = hub_log_read(&log, &s->reader);
	if (r == 0)
		r = s->reader.ops->gaps(s->reader.me, gaps, HUB_GAPS, &a->n_gaps, head);
	if (r < 0)
		return err_up(r);
	hub_sign(head->receipt, head, s->reader.ops->durability, &log, a->now_ms, s->world.key);
	a->head = head;
	a->gaps = gaps;
	return 0;
}

static enum MHD_Result finish_position(struct exchange *x)
{
	struct hub_answer a = {.now_ms = clock_wall_ms(x->server->world.clock)};
	struct hub_gap gaps[HUB_GAPS];
	struct hub_head head;
	AUTO_BUF json;
	int r;

	buf_init(&json, 16384);
	pthread_mutex_lock(&x->server->lock);
	r = read_position(&a, &head, gaps, x);
	pthread_mutex_unlock(&x->server->lock);
	if (r < 0) {
		log_surprise(x->server->world.log, LOG_MODULE, r);
		return respond_store_trouble(x);
	}
	hub_reply_position(&json, &a);
	return respond_json(x, 200, &json);
}

enum MHD_Result route_finish(struct exchange *x)
{
	switch (x->route) {
	case ROUTE_HEALTH:
		return respond_text(x, "application/json", "{\"status\":\"ok\"}");
	case ROUTE_OPENAPI:
		return respond_text(x, "application/json", hub_openapi);
	case ROUTE_POSITION:
		return finish_position(x);
	case ROUTE_BATCHES:
	case ROUTE_QUARANTINE:
		return route_finish_batch(x);
	case ROUTE_UPDATES:
		return route_updates(x);
	case ROUTE_UPDATE:
		return route_update(x);
	case ROUTE_NONE:
		break;
	}
	return MHD_NO;
}
