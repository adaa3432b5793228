#include "sync_world.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "store/kinds.h"
#include "sync/mains.h"
#include "sys/file.h"
#include "sys/text.h"

static void order_certificates(const struct sync_world *w, const char *data)
{
	char device[33], tls[600];
	const char *id = device;
	struct pki_order ca = {.role = PKI_CA, .dir = "ca"};
	struct pki_order hub = {.role = PKI_SERVER, .dir = "hub", .ca_dir = "ca"};
	struct pki_order client = {.role = PKI_CLIENT, .ca_dir = "ca", .names = &id, .n_names = 1};
	AUTO_BUF pem;

	hex_put(device, w->station.device, sizeof(w->station.device));
	CHECK_OK(path_join(tls, sizeof(tls), data, "tls"));
	client.dir = tls;
	CHECK_OK(pki_make(&ca));
	CHECK_OK(pki_make(&hub));
	CHECK_OK(pki_make(&client));
	buf_init(&pem, PKI_MAX_PEM);
	CHECK_OK(file_read(&pem, "ca/ca.crt"));
	CHECK_OK(path_join(tls, sizeof(tls), data, "tls/ca.crt"));
	CHECK_OK(file_replace(tls, pem.data, pem.len, 0644));
}

static void fill_station(struct sync_world *w)
{
	struct station *s = &w->station;

	CHECK(text_copy(s->code, sizeof(s->code), "DEMO-01"));
	randombytes_buf(s->device, sizeof(s->device));
	CHECK(text_copy(s->hub, sizeof(s->hub), "https://127.0.0.1:1"));
	s->authorities[0] = *key_public_part(w->authority);
	s->n_authorities = 1;
	s->hub_key = *key_public_part(w->hub_key);
	s->has_hub_key = s->demonstration = true;
	s->keyset = s->epoch = 1;
}

void sync_world_make(struct sync_world *w)
{
	char folder[512];

	*w = (struct sync_world){.hub = -1, .hub_out = -1};
	CHECK(sodium_init() >= 0);
	clock_real(&w->clock);
	w->log = (struct log){.fd = -1, .clock = &w->clock};
	CHECK(getcwd(folder, sizeof(folder) - 32) != NULL);
	snprintf(w->data, sizeof(w->data), "%.480s/data", folder);
	snprintf(w->uri, sizeof(w->uri), "sqlite:%.480s/hub/hub.db", folder);
	CHECK_OK(dir_make(w->data, 0700));
	CHECK_OK(key_new(&w->authority, KEY_AUTHORITY, true));
	CHECK_OK(key_new(&w->device, KEY_DEVICE, true));
	CHECK_OK(key_new(&w->hub_key, KEY_HUB, true));
	CHECK_OK(key_write(w->hub_key, "hub"));
	CHECK_OK(key_write(w->authority, "authority"));
	fill_station(w);
	order_certificates(w, w->data);
	CHECK_OK(station_write(&w->station, w->data));
	sync_world_register(w, HUB_KNOWN, "data/tls/tls-client.crt");
}

void sync_world_end(struct sync_world *w)
{
	sync_world_close_store(w);
	sync_world_hub_end(w, SIGTERM);
	key_free(w->authority);
	key_free(w->device);
	key_free(w->hub_key);
}

void sync_world_close_store(struct sync_world *w)
{
	store_close(w->store);
	w->store = NULL;
}

static void open_store(struct sync_world *w)
{
	struct store_world world = {.data = w->data,
	        .station = &w->station,
	        .device = w->device,
	        .clock = &w->clock,
	        .log = &w->log,
	        .reserve_bytes = 4096,
	        .ballast_bytes = 65536};

	CHECK_OK(store_open(&w->store, &world));
}

void sync_world_commit(struct sync_world *w, int n, int bytes)
{
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1};
	char *json = malloc((size_t)bytes + 32);

	CHECK(json != NULL);
	if (!w->store)
		open_store(w);
	for (int i = 0; i < n; i++) {
		struct store_kept kept;
		int len = sprintf(json, "{\"/data/n\":\"");

		for (int b = 0; b < bytes; b++)
			json[len++] = (char)('a' + randombytes_uniform(26));
		len += sprintf(json + len, "\"}");
		store_new_id(order.id);
		order.json = json;
		order.n = (size_t)len;
		CHECK_OK(store_commit(&kept, w->store, &order));
	}
	free(json);
}

pid_t sync_world_start(int (*program)(int argc, char *const *argv), const char *const *argv, int out)
{
	int argc = 0, words;
	pid_t pid;

	while (argv[argc])
		argc++;
	fflush(NULL);
	pid = fork();
	CHECK(pid >= 0);
	if (pid > 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	words = open("sync.out", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	dup2(out < 0 ? words : out, STDOUT_FILENO);
	dup2(words, STDERR_FILENO);
	exit(program(argc, (char *const *)(uintptr_t)argv));
}

int sync_world_wait(pid_t pid)
{
	int status;

	CHECK(waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Reads the hub's first lines: "listening on https://127.0.0.1:PORT" ... "ready". */
static uint16_t read_port(int fd)
{
	char text[2048] = "", *at;
	size_t len = 0;

	while (!strstr(text, "ready\n")) {
		ssize_t n = read(fd, text + len, sizeof(text) - 1 - len);

		if (n <= 0)
			test_fail(__FILE__, __LINE__, "the hub did not start: %s", text);
		len += (size_t)n;
		text[len] = '\0';
	}
	CHECK((at = strstr(text, "listening on https://127.0.0.1:")) != NULL);
	return (uint16_t)strtoul(at + strlen("listening on https://127.0.0.1:"), NULL, 10);
}

void sync_world_hub(struct sync_world *w)
{
	char listen[40];
	const char *argv[] = {"loket-hub", "--listen", listen, "--store", w->uri, "--tls-cert", "hub/tls-server.crt",
	        "--tls-key", "hub/tls-server.key", "--client-ca", "ca/ca.crt", "--key", "hub/hub.key", "--least_free",
	        "0", "--updates", file_exists("updates") ? "updates" : "", NULL};
	int ends[2];

	snprintf(listen, sizeof(listen), "127.0.0.1:%u", w->port);
	CHECK(pipe2(ends, O_CLOEXEC) == 0);
	w->hub = sync_world_start(hub_main, argv, ends[1]);
	close(ends[1]);
	w->hub_out = ends[0];
	w->port = read_port(w->hub_out);
	sync_world_call_port(w, w->port);
}

void sync_world_hub_end(struct sync_world *w, int signal)
{
	if (w->hub <= 0)
		return;
	CHECK(kill(w->hub, signal) == 0);
	if (signal == SIGTERM)
		CHECK_INT(sync_world_wait(w->hub), 0);
	else
		(void)sync_world_wait(w->hub);
	close(w->hub_out);
	w->hub = -1;
}

void sync_world_call_port(struct sync_world *w, uint16_t port)
{
	char hub[64];

	snprintf(hub, sizeof(hub), "https://127.0.0.1:%u", port);
	if (text_is(hub, w->station.hub))
		return;
	CHECK(text_copy(w->station.hub, sizeof(w->station.hub), hub));
	CHECK_OK(station_write(&w->station, w->data));
}

int sync_world_once(struct sync_world *w)
{
	const char *argv[] = {"loket-sync", "--data", w->data, "--once", NULL};

	return sync_world_wait(sync_world_start(sync_main, argv, -1));
}

void sync_world_register(const struct sync_world *w, enum hub_trust trust, const char *client_crt)
{
	struct hub_device d = {.trust = trust, .added_ms = 1};
	struct hub_store store;
	struct pki_card card;

	CHECK_OK(pki_read_card(&card, client_crt));
	memcpy(d.id, w->station.device, sizeof(d.id));
	memcpy(d.sign_key, key_public_part(w->device)->bytes, sizeof(d.sign_key));
	CHECK(text_copy(d.station, sizeof(d.station), w->station.code));
	CHECK(text_copy(d.print, sizeof(d.print), card.print));
	CHECK_OK(hub_store_open(&store, w->uri, HUB_DEVICES));
	CHECK_OK(store.ops->put_device(store.me, &d));
	hub_store_close(&store);
}

struct hub_head sync_world_head(const struct sync_world *w)
{
	struct hub_store store;
	struct hub_head head;

	CHECK_OK(hub_store_open(&store, w->uri, HUB_READ));
	CHECK_OK(store.ops->get_head(store.me, &head, w->station.device, 1));
	hub_store_close(&store);
	return head;
}

struct hub_counts sync_world_counts(const struct sync_world *w)
{
	struct hub_store store;
	struct hub_counts counts;

	CHECK_OK(hub_store_open(&store, w->uri, HUB_READ));
	CHECK_OK(store.ops->counts(store.me, &counts, w->station.device));
	hub_store_close(&store);
	return counts;
}

uint32_t sync_world_confirmed(const struct sync_world *w)
{
	uint8_t bytes[RECEIPT_BYTES];
	struct ledger_write ledger;
	struct receipt receipt;
	bool found;

	CHECK_OK(ledger_write_open(&ledger, w->data));
	CHECK_OK(ledger_get_receipt(bytes, &found, &ledger, 1));
	ledger_write_close(&ledger);
	if (!found || receipt_take(&receipt, bytes, sizeof(bytes), w->station.hub_key.bytes) != 0)
		return 0;
	return receipt.confirmed_up_to;
}

static void say_nothing(void *me, const char *sentence)
{
	(void)me;
	fprintf(stderr, "%s\n", sentence);
}

static uint32_t no_jitter(void *me)
{
	(void)me;
	return 0;
}

void sync_world_sender(struct sender *s, struct ledger_write *ledger, struct sync_world *w, struct transport transport)
{
	struct sender_world world = {.data = w->data,
	        .station = &w->station,
	        .ledger = ledger,
	        .transport = transport,
	        .log = &w->log,
	        .say = say_nothing,
	        .random = no_jitter};

	CHECK_OK(ledger_write_open(ledger, w->data));
	sender_init(s, &world);
}
