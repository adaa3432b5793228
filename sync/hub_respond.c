#include "sync/hub_exchange.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *name, *value;
} always[] = {
        {"API-Version", "1.0.0"},
        {"Cache-Control", "no-store"},
        {"Strict-Transport-Security", "max-age=31536000"},
        {"X-Content-Type-Options", "nosniff"},
        {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
        {"X-Frame-Options", "DENY"},
};

static enum MHD_Result send_off(struct exchange *x, unsigned status, struct MHD_Response *response, const char *type)
{
	enum MHD_Result done;

	if (!response)
		return MHD_NO;
	for (size_t i = 0; i < sizeof(always) / sizeof(*always); i++)
		(void)MHD_add_response_header(response, always[i].name, always[i].value);
	(void)MHD_add_response_header(response, "Content-Type", type);
	if (x->route == ROUTE_OPENAPI)
		(void)MHD_add_response_header(response, "Access-Control-Allow-Origin", "*");
	done = MHD_queue_response(x->connection, status, response);
	MHD_destroy_response(response);
	return done;
}

enum MHD_Result respond_json(struct exchange *x, unsigned status, const struct buf *json)
{
	if (json->failed)
		return MHD_NO;
	return send_off(x, status,
	        MHD_create_response_from_buffer(json->len, (void *)(uintptr_t)json->data, MHD_RESPMEM_MUST_COPY),
	        "application/json");
}

enum MHD_Result respond_text(struct exchange *x, const char *type, const char *text)
{
	return send_off(x, 200,
	        MHD_create_response_from_buffer(strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT), type);
}

enum MHD_Result respond_problem(struct exchange *x, const struct hub_problem *p)
{
	struct MHD_Response *response;
	char seconds[16];
	AUTO_BUF json;

	buf_init(&json, 4096);
	hub_reply_problem(&json, p);
	if (json.failed)
		return MHD_NO;
	response = MHD_create_response_from_buffer(json.len, json.data, MHD_RESPMEM_MUST_COPY);
	if (response && p->retry_s > 0) {
		snprintf(seconds, sizeof(seconds), "%u", p->retry_s);
		(void)MHD_add_response_header(response, "Retry-After", seconds);
	}
	return send_off(x, p->status, response, "application/problem+json");
}

enum MHD_Result respond_file(
        struct exchange *x, unsigned status, int fd, int64_t from, int64_t length, const char *content_range)
{
	struct MHD_Response *response = MHD_create_response_from_fd_at_offset64((uint64_t)length, fd, (uint64_t)from);

	if (!response) {
		(void)close(fd);
		return MHD_NO;
	}
	(void)MHD_add_response_header(response, "Accept-Ranges", "bytes");
	if (content_range)
		(void)MHD_add_response_header(response, "Content-Range", content_range);
	return send_off(x, status, response, "application/octet-stream");
}
