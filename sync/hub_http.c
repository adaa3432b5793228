#include "sync/hub_exchange.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "sync/pki.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "hub"

enum { THREADS = 4, CONNECTIONS = 2000, IDLE_S = 60, MEMORY = 64 * 1024 };

int hub_listen_address(struct sockaddr_storage *out, const char *text)
{
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)out;
	struct sockaddr_in *four = (struct sockaddr_in *)out;
	const char *colon = strrchr(text, ':');
	char host[64];
	size_t n = colon ? (size_t)(colon - text) : 0;
	int64_t port;

	if (!colon || n == 0 || n >= sizeof(host) || !text_i64(colon + 1, 0, 65535, &port))
		return err_new(EINVAL, "'%.100s' is no address to listen on: give for instance 127.0.0.1:8443.", text);
	memset(out, 0, sizeof(*out));
	if (text[0] == '[' && text[n - 1] == ']') {
		memcpy(host, text + 1, n - 2);
		host[n - 2] = '\0';
		six->sin6_family = AF_INET6;
		six->sin6_port = htons((uint16_t)port);
		if (inet_pton(AF_INET6, host, &six->sin6_addr) == 1)
			return 0;
	} else {
		memcpy(host, text, n);
		host[n] = '\0';
		four->sin_family = AF_INET;
		four->sin_port = htons((uint16_t)port);
		if (inet_pton(AF_INET, host, &four->sin_addr) == 1)
			return 0;
	}
	return err_new(EINVAL, "'%.100s' is no numeric address to listen on: give for instance 127.0.0.1:8443.", text);
}

static struct exchange *exchange_new(
        struct hub_server *s, struct MHD_Connection *c, const char *url, const char *method)
{
	struct exchange *x = calloc(1, sizeof(*x));

	if (!x)
		return NULL;
	x->server = s;
	x->connection = c;
	x->route = hub_route_of(url);
	if (x->route == ROUTE_UPDATE && !text_copy(x->hash, sizeof(x->hash), strrchr(url, '/') + 1))
		x->hash[0] = '\0'; /* longer than a hash: none */
	x->is_post = text_is(method, "POST");
	x->is_known = x->is_post || text_is(method, "GET") || text_is(method, "HEAD");
	buf_init(&x->body, WIRE_BATCH);
	return x;
}

static void exchange_free(void *cls, struct MHD_Connection *c, void **own, enum MHD_RequestTerminationCode why)
{
	struct exchange *x = *own;

	(void)cls;
	(void)c;
	(void)why;
	if (!x)
		return;
	wire_free(&x->wire);
	buf_fini(&x->body);
	free(x);
	*own = NULL;
}

/* libmicrohttpd calls this at the head of a request, for each piece of its body, and at its end. */
static enum MHD_Result handle(void *cls, struct MHD_Connection *c, const char *url, const char *method,
        const char *version, const char *data, size_t *n, void **own)
{
	struct exchange *x = *own;

	(void)version;
	if (!x) {
		*own = x = exchange_new(cls, c, url, method);
		return x ? route_begin(x) : MHD_NO;
	}
	if (*n == 0)
		return route_finish(x);
	if (clock_mono_ms(x->server->world.clock) > x->deadline_ms)
		return MHD_NO; /* a byte now and then is not a batch */
	buf_add(&x->body, data, *n);
	*n = 0;
	return MHD_YES;
}

static int read_pem(char **out, const char *path)
{
	AUTO_BUF pem;
	int r;

	buf_init(&pem, PKI_MAX_PEM);
	if ((r = file_read(&pem, path)) < 0)
		return err_up(r);
	*out = strdup(buf_str(&pem));
	return *out ? 0 : err_new(ENOMEM, "There is no memory to read %s.", path);
}

static int start_daemon(struct hub_server *s, const struct sockaddr_storage *at)
{
	unsigned flags = MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_TLS | MHD_ALLOW_SUSPEND_RESUME;

	if (at->ss_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	s->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, s, MHD_OPTION_SOCK_ADDR, at,
	        MHD_OPTION_HTTPS_MEM_CERT, s->tls_cert, MHD_OPTION_HTTPS_MEM_KEY, s->tls_key,
	        MHD_OPTION_HTTPS_MEM_TRUST, s->client_ca, MHD_OPTION_HTTPS_PRIORITIES,
	        "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", MHD_OPTION_NOTIFY_COMPLETED, exchange_free, NULL,
	        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
	        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
	        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
	return s->daemon ? 0
	                 : err_new(EADDRINUSE,
	                           "The hub can not listen on %s: the address is taken or not this machine's, or the "
	                           "certificate and key do not belong together.",
	                           s->world.listen);
}

int hub_server_start(struct hub_server **out, const struct hub_server_world *world)
{
	struct hub_server *s = calloc(1, sizeof(*s));
	struct sockaddr_storage at;
	int r;

	if (!s)
		return err_new(ENOMEM, "There is no memory to start the hub.");
	s->world = *world;
	pthread_mutex_init(&s->lock, NULL);
	if ((r = hub_listen_address(&at, world->listen)) < 0 || (r = read_pem(&s->tls_cert, world->tls_cert)) < 0 ||
	        (r = read_pem(&s->tls_key, world->tls_key)) < 0 ||
	        (r = read_pem(&s->client_ca, world->client_ca)) < 0 ||
	        (r = hub_store_open(&s->reader, world->store, HUB_READ)) < 0 ||
	        (r = hub_store_open(&s->devices, world->store, HUB_DEVICES)) < 0 ||
	        (r = hub_updates_new(&s->updates, world->updates)) < 0 || (r = hub_updates_look(s->updates)) < 0 ||
	        (r = start_daemon(s, &at)) < 0) {
		hub_server_stop(s);
		return err_up(r);
	}
	*out = s;
	return 0;
}

uint16_t hub_server_port(const struct hub_server *s)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : 0;
}

void hub_server_stop(struct hub_server *s)
{
	if (!s)
		return;
	if (s->daemon)
		MHD_stop_daemon(s->daemon);
	hub_store_close(&s->reader);
	hub_store_close(&s->devices);
	hub_updates_free(s->updates);
	if (s->tls_key)
		wipe(s->tls_key, strlen(s->tls_key));
	free(s->tls_cert);
	free(s->tls_key);
	free(s->client_ca);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
