/* hub_offers - the routes of what stations may fetch. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/hub_exchange.h"
#include "sys/text.h"

#define LOG_MODULE "hub"

enum { LIST_MAX = 16384 };

enum MHD_Result route_updates(struct exchange *x)
{
	struct hub_server *s = x->server;
	AUTO_BUF json;
	int r;

	buf_init(&json, LIST_MAX);
	pthread_mutex_lock(&s->lock);
	r = hub_updates_look(s->updates);
	if (r == 0)
		r = hub_updates_list(&json, s->updates, x->device.id, clock_wall_ms(s->world.clock), s->world.key);
	pthread_mutex_unlock(&s->lock);
	if (r < 0) {
		log_surprise(s->world.log, LOG_MODULE, r);
		return respond_store_trouble(x);
	}
	return respond_json(x, 200, &json);
}

/* Opened under the lock; sent without it. The bytes are those that were hashed, or the file has another size or time. */
static int open_update(struct exchange *x, int64_t *size)
{
	const struct hub_update *u;
	struct stat st;
	int fd = -1;

	pthread_mutex_lock(&x->server->lock);
	u = hub_updates_find(x->server->updates, x->hash);
	if (u)
		fd = open(u->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0 && (fstat(fd, &st) < 0 || st.st_size != u->offer.size ||
	                       (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec != u->mtime_ns)) {
		(void)close(fd);
		fd = -1;
	}
	if (fd >= 0)
		*size = u->offer.size;
	pthread_mutex_unlock(&x->server->lock);
	return fd;
}

enum MHD_Result route_update(struct exchange *x)
{
	static const struct hub_problem none = {404, "not-found", "Nothing there",
	                                        "Nothing of this hash is offered (any more).", 0},
	                                range = {416, "range", "Range not possible",
	                                        "Ask for one range of bytes that lies inside of the file.", 0};
	const char *asked = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Range");
	int64_t size = 0, from = 0, length;
	char said[80];
	int fd = open_update(x, &size);

	if (fd < 0)
		return respond_problem(x, &none);
	length = size;
	if (asked && !hub_range(&from, &length, asked, size)) {
		(void)close(fd);
		return respond_problem(x, &range);
	}
	snprintf(said, sizeof(said), "bytes %" PRId64 "-%" PRId64 "/%" PRId64, from, from + length - 1, size);
	return respond_file(x, asked ? 206 : 200, fd, from, length, asked ? said : NULL);
}
