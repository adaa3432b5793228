#include "harness.h"

#include "sync/wire.h"
#include "sync_visit.h"

static long post(struct visit *v, const struct sync_world *w, const char *body, const char *type, const char *coding)
{
	*v = (struct visit){.path = "/v1/batches",
	        .cert = "data/tls/tls-client.crt",
	        .key = "data/tls/tls-client.key",
	        .post = body,
	        .post_len = strlen(body),
	        .type = type,
	        .coding = coding};
	return visit(v, w);
}

TEST(requests, bad_ones_get_their_problem)
{
	static const struct {
		const char *body, *type, *coding;
		long status;
		const char *kind;
	} cases[] = {
	        {"[]", NULL, NULL, 200, "receipt"},
	        {"[]", "application/cloudevents-batch+json; charset=utf-8", "identity", 200, "receipt"},
	        {"[]", "application/json", NULL, 415, "media-type"},
	        {"[]", NULL, "gzip", 415, "encoding"},
	        {"[]", NULL, "br", 415, "encoding"},
	        {"", NULL, NULL, 400, "json"},
	        {"{", NULL, NULL, 400, "json"},
	        {"{}", NULL, NULL, 400, "json"},
	        {"[]]", NULL, NULL, 400, "json"},
	        {"[]", NULL, "zstd", 400, "encoding"},
	        {"[{},{},{}]", NULL, NULL, 200, "quarantined"},
	};
	struct sync_world w;
	struct visit v;

	visit_start(&w);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK_INT(post(&v, &w, cases[i].body, cases[i].type, cases[i].coding), cases[i].status);
		CHECK_HAS(buf_str(&v.body), cases[i].kind);
		visit_end(&v);
	}
	CHECK_INT(sync_world_counts(&w).records, 0);
	CHECK_INT(sync_world_counts(&w).aside, 1); /* the same bytes are kept once */
	sync_world_end(&w);
}

TEST(requests, a_body_over_the_ceiling_is_turned_away_at_the_door)
{
	static const size_t sizes[] = {WIRE_BATCH - 1, WIRE_BATCH, WIRE_BATCH + 1};
	struct sync_world w;
	struct visit v;
	AUTO_BUF body;

	visit_start(&w);
	buf_init(&body, WIRE_BATCH + 16);
	for (size_t i = 0; i < 3; i++) {
		buf_clear(&body);
		buf_char(&body, '[');
		while (body.len < sizes[i] - 1)
			buf_char(&body, ' ');
		buf_char(&body, ']');
		CHECK_INT(post(&v, &w, buf_str(&body), NULL, NULL), i < 2 ? 200 : 413);
		visit_end(&v);
	}
	sync_world_end(&w);
}

TEST(requests, every_answer_carries_the_version_and_the_guards)
{
	static const char *const lines[] = {"API-Version: 1.0.0", "Cache-Control: no-store",
	        "Strict-Transport-Security:", "X-Content-Type-Options: nosniff", "frame-ancestors 'none'",
	        "X-Frame-Options: DENY"};
	static const char *const paths[] = {"/health", "/v1/openapi.json", "/v1/position", "/v1/nothing"};
	struct sync_world w;

	visit_start(&w);
	for (size_t i = 0; i < 4; i++) {
		struct visit v = {
		        .path = paths[i], .cert = "data/tls/tls-client.crt", .key = "data/tls/tls-client.key"};

		CHECK_INT(visit(&v, &w), i < 3 ? 200 : 404);
		for (size_t k = 0; k < sizeof(lines) / sizeof(*lines); k++)
			CHECK_HAS(buf_str(&v.headers), lines[k]);
		visit_end(&v);
	}
	sync_world_end(&w);
}

TEST(requests, a_wrong_method_is_named)
{
	struct visit get = {.path = "/v1/batches", .cert = "data/tls/tls-client.crt", .key = "data/tls/tls-client.key"};
	struct visit put = {.path = "/v1/position",
	        .cert = "data/tls/tls-client.crt",
	        .key = "data/tls/tls-client.key",
	        .post = "x",
	        .post_len = 1};
	struct sync_world w;

	visit_start(&w);
	CHECK_INT(visit(&get, &w), 405);
	CHECK_INT(visit(&put, &w), 405);
	visit_end(&get);
	visit_end(&put);
	sync_world_end(&w);
}
