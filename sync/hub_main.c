#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sync/hub_http.h"
#include "sync/hub_lock.h"
#include "sync/hub_page.h"
#include "sync/hub_sticks.h"
#include "sync/mains.h"
#include "sync/program.h"
#include "sys/text.h"

#define LOG_MODULE "hub"

struct settings {
	struct program_settings shared;
	char listen[80], status[80], store[512], sticks[512];
	char tls_cert[512], tls_key[512], client_ca[512], key[512];
	char updates[512];
	int64_t least_free;
};

static const struct opt table[] = {
        OPT_TXT(struct settings, listen, "listen", "--listen", "127.0.0.1:8443", "ADDRESS:PORT",
                "where stations come in, by HTTPS; port 0 takes any free one"),
        OPT_TXT(struct settings, store, "store", "--store", "", "sqlite:PATH", "where records are kept"),
        OPT_TXT(struct settings, tls_cert, "tls.cert", "--tls-cert", "", "FILE", "the hub's certificate, PEM"),
        OPT_TXT(struct settings, tls_key, "tls.key", "--tls-key", "", "FILE",
                "the private key that belongs to it, PEM"),
        OPT_TXT(struct settings, client_ca, "client_ca", "--client-ca", "", "FILE",
                "the authority that made the stations' certificates, PEM"),
        OPT_TXT(struct settings, key, "key", "--key", "", "FILE",
                "the key that signs receipts (loketctl keys new --role hub)"),
        OPT_TXT(struct settings, status, "status", "--status", "", "ADDRESS:PORT",
                "the fleet page, by HTTP; empty: none"),
        OPT_TXT(struct settings, sticks, "sticks", "--sticks", "", "DIR",
                "read sticks that are mounted here, and lay receipts on them; empty: none"),
        OPT_TXT(struct settings, updates, "updates", "--updates", "", "DIR",
                "firmware bundles and packs that stations may fetch: NAME-VERSION.raucb, NAME-VERSION.pack"),
        OPT_NUM(struct settings, least_free, "least_free", NULL, 0, 50, "10",
                "per cent of free disk below which batches wait"),
        PROGRAM_ROWS(struct settings),
        {0},
};

static const struct program program = {"loket-hub", "takes sealed records from stations and signs for what it holds",
        "loket-hub --store sqlite:PATH --tls-cert F --tls-key F --client-ca F --key F [--listen A:P] [--status A:P]",
        "loket-hub --store sqlite:/var/lib/loket/hub.db --tls-cert tls-server.crt --tls-key tls-server.key "
        "--client-ca ca.crt --key hub.key --status 127.0.0.1:8080",
        table};

static int check_given(const struct settings *s)
{
	const struct {
		const char *value, *option;
	} needed[] = {{s->store, "--store sqlite:PATH"}, {s->tls_cert, "--tls-cert FILE"},
	        {s->tls_key, "--tls-key FILE"}, {s->client_ca, "--client-ca FILE"}, {s->key, "--key FILE"}};

	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		if (!needed[i].value[0])
			return err_new(
			        EINVAL, "%s is missing; --help shows how to call this program.", needed[i].option);
	if (text_starts(s->store, "postgresql:"))
		return err_new(EINVAL, "This hub was built without PostgreSQL: give --store sqlite:PATH instead.");
	if (!text_starts(s->store, "sqlite:"))
		return err_new(EINVAL, "--store: '%.100s' names no store: give sqlite:PATH.", s->store);
	return 0;
}

/* Everything that is opened, in that order; closed in reverse. */
struct running {
	struct clock clock;
	struct log log;
	struct key_secret *key;
	struct hub_store store;
	struct hub hub;
	struct hub_writer *writer;
	struct hub_server *server;
	struct hub_page *page;
	struct hub_sticks *sticks;
	int lock;
};

static void say(void *me, const char *sentence)
{
	(void)me;
	printf("loket-hub: %s\n", sentence);
	fflush(stdout);
}

static int start_sticks(struct running *h, const struct settings *s)
{
	const struct hub_sticks_world world = {.dir = s->sticks,
	        .store = s->store,
	        .writer = h->writer,
	        .clock = &h->clock,
	        .log = &h->log,
	        .say = say};

	return s->sticks[0] ? err_up(hub_sticks_start(&h->sticks, &world)) : 0;
}

static int take_lock(struct running *h, const struct settings *s)
{
	int r = hub_lock_take(&h->lock, s->store);

	if (r == HUB_LOCK_HELD)
		return err_new(
		        EBUSY, "%s is written by another program: a hub that runs, or loketctl stick take.", s->store);
	return err_up(r);
}

static int start(struct running *h, const struct settings *s)
{
	struct hub_server_world world = {.listen = s->listen,
	        .store = s->store,
	        .tls_cert = s->tls_cert,
	        .tls_key = s->tls_key,
	        .client_ca = s->client_ca,
	        .clock = &h->clock,
	        .log = &h->log,
	        .updates = s->updates,
	        .disk = strchr(s->store, ':') + 1,
	        .least_free_percent = s->least_free};
	int r;

	clock_real(&h->clock);
	h->log = (struct log){STDERR_FILENO, LOG_INFO, &h->clock};
	if ((r = key_read_secret(&h->key, s->key, KEY_HUB)) < 0 || (r = take_lock(h, s)) < 0 ||
	        (r = hub_store_open(&h->store, s->store, HUB_WRITE)) < 0 ||
	        (r = hub_open(&h->hub, h->store, h->key)) < 0 ||
	        (r = hub_writer_start(&h->writer, &h->hub, &h->log)) < 0)
		return err_up(r);
	world.key = h->key;
	world.writer = h->writer;
	if ((r = hub_server_start(&h->server, &world)) < 0 || (r = start_sticks(h, s)) < 0)
		return err_up(r);
	return s->status[0] ? err_up(hub_page_start(&h->page, s->status, s->store, &h->clock)) : 0;
}

static void stop(struct running *h)
{
	hub_page_stop(h->page);
	hub_sticks_stop(h->sticks);
	hub_writer_stop(h->writer); /* what waits is stored and answered before the door closes */
	hub_server_stop(h->server);
	hub_store_close(&h->store);
	hub_lock_end(h->lock);
	key_free(h->key);
}

static void say_where(const struct running *h, const struct settings *s)
{
	const char *colon = strrchr(s->listen, ':');

	printf("loket-hub: listening on https://%.*s:%u\n", (int)(colon - s->listen), s->listen,
	        hub_server_port(h->server));
	if (h->page && (colon = strrchr(s->status, ':')))
		printf("loket-hub: fleet page on http://%.*s:%u\n", (int)(colon - s->status), s->status,
		        hub_page_port(h->page));
	printf("loket-hub: ready\n");
	fflush(stdout);
}

int hub_main(int argc, char *const *argv)
{
	struct settings settings = {0};
	struct running h = {.lock = -1};
	struct options options = {0};
	sigset_t stops;
	int r = program_begin(&options, &program, &settings, argc, argv), which;

	if (r == 0)
		r = check_given(&settings);
	options_fini(&options);
	if (r == PROGRAM_STOP)
		return 0;
	if (r < 0)
		return program_fail(&program, 2);
	if (sodium_init() < 0)
		return fputs("loket-hub: libsodium does not start on this machine.\n", stderr), 1;
	/* blocked before any thread starts: only this one waits for them */
	sigemptyset(&stops);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGINT);
	sigprocmask(SIG_BLOCK, &stops, NULL);
	signal(SIGPIPE, SIG_IGN);
	if ((r = start(&h, &settings)) == 0) {
		say_where(&h, &settings);
		(void)sigwait(&stops, &which);
	}
	stop(&h);
	return r < 0 ? program_fail(&program, 1) : 0;
}
