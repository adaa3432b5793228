#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "sync/floor_of.h"
#include "sync/inbox.h"
#include "sync/mains.h"
#include "sync/program.h"
#include "sync/sync_fetch.h"
#include "sync/transport_https.h"
#include "sys/beacon.h"
#include "sys/file.h"
#include "sys/loop.h"
#include "sys/text.h"

#define LOG_MODULE "sync"

enum { HEARTBEAT_MS = 15 * 60 * 1000, ONCE_PATIENCE_MS = 2500, ONCE_TRIES = 8 };
enum { LOOK_AGAIN_MS = 50, LOOK_LAST_MS = 8000 };

struct settings {
	struct program_settings shared;
	char data[512], beacon[256], os_release[256];
	int64_t fetch_kib_s;
	bool once;
};

static const struct opt table[] = {
        OPT_TXT(struct settings, data, "data", "--data", "", "DIR", "the station's data, as made by loketctl init"),
        OPT_BOOL(struct settings, once, "once", "--once",
                "send what waits, then stop: 0 when nothing is left, 1 otherwise"),
        OPT_TXT(struct settings, beacon, "beacon", "--beacon", BEACON_PATH, "FILE",
                "what the kiosk says of itself: nothing is fetched while somebody is served"),
        OPT_TXT(struct settings, os_release, "os_release", "--os-release", "/usr/lib/os-release", "FILE",
                "its IMAGE_VERSION is the version that runs; without one no firmware is fetched"),
        OPT_NUM(struct settings, fetch_kib_s, "fetch.kib_s", NULL, 0, 65536, "128",
                "KiB a second for what the hub offers (firmware, packs); 0: nothing is fetched"),
        PROGRAM_ROWS(struct settings),
        {0},
};

static const struct program program = {"loket-sync", "takes sealed records from the store to the hub",
        "loket-sync --data DIR [--once]", "loket-sync --data /var/lib/loket --once", table};

struct sync {
	struct clock clock;
	struct log log;
	struct station station;
	struct ledger_write ledger;
	struct https *https;
	struct sender sender;
	struct sync_fetch fetch;
	const struct settings *settings;
	struct loop *loop;
	struct watch *watch;
	int notify; /* inotify descriptor; -1: none */
	int timer;
	int64_t look_ms; /* something moved in the store: when to look once more; 0: it has settled */
	bool watching_store, watching_inbox;
	char data[512];
};

static void say(void *me, const char *sentence)
{
	(void)me;
	printf("loket-sync: %s\n", sentence);
	fflush(stdout);
}

static uint32_t random_bits(void *me)
{
	(void)me;
	return randombytes_random();
}

static int open_https(struct sync *s)
{
	char ca[600], cert[600], key[600];
	struct https_world world = {.hub = s->station.hub, .ca_file = ca, .cert_file = cert, .key_file = key};
	int r;

	if ((r = station_path(ca, sizeof(ca), s->data, STATION_CA_CRT)) < 0 ||
	        (r = station_path(cert, sizeof(cert), s->data, STATION_CLIENT_CRT)) < 0 ||
	        (r = station_path(key, sizeof(key), s->data, STATION_CLIENT_KEY)) < 0 ||
	        (r = floor_of(&world.floor_ms, s->data, &s->station, &s->ledger)) < 0)
		return err_up(r);
	return err_up(https_open(&s->https, &world));
}

static int begin_ledger(struct sync *s, bool anew)
{
	char told[300];
	int r = anew ? ledger_write_anew(&s->ledger, told, sizeof(told), s->data, &s->clock)
	             : ledger_write_begin(&s->ledger, told, sizeof(told), s->data, &s->clock);

	if (told[0]) {
		log_error(&s->log, "%s", told);
		say(NULL, told);
	}
	return err_up(r);
}

static int start(struct sync *s)
{
	struct sender_world world = {.data = s->data,
	        .station = &s->station,
	        .ledger = &s->ledger,
	        .log = &s->log,
	        .say = say,
	        .random = random_bits};
	int r;

	clock_real(&s->clock);
	s->log = (struct log){STDERR_FILENO, LOG_WARN, &s->clock};
	if ((r = station_read(&s->station, s->data)) < 0)
		return err_up(r);
	if (!s->station.has_hub_key)
		return err_new(EINVAL,
		        "%s/station.conf has no hub_key: without it no receipt can be believed. Add the hub's public key.",
		        s->data);
	if ((r = begin_ledger(s, false)) < 0 || (r = open_https(s)) < 0)
		return err_up(r);
	world.transport = https_transport(s->https);
	sender_init(&s->sender, &world);
	return 0;
}

static void stop(struct sync *s)
{
	watch_end(s->watch);
	if (s->notify >= 0)
		(void)close(s->notify);
	sync_fetch_stop(&s->fetch);
	loop_free(s->loop);
	sender_fini(&s->sender);
	https_close(s->https);
	ledger_write_close(&s->ledger);
}

static int inbox_and_round(size_t *kept, struct sync *s, struct sender_result *out)
{
	int r = inbox_take(kept, &s->sender);

	return r < 0 ? err_up(r) : err_up(sender_round(&s->sender, out));
}

static int one_round(struct sync *s, struct sender_result *out)
{
	char sentence[120];
	size_t kept = 0;
	bool damaged;
	int r = 0;

	*out = (struct sender_result){.state = SENDER_LATER};
	if (s->ledger.db.sql)
		r = inbox_and_round(&kept, s, out);
	damaged = r < 0 && ledger_is_damaged(&s->ledger);
	/* Damage that was not there when it was opened, or none could be begun then: once more with a new one. */
	if (!s->ledger.db.sql || damaged) {
		ledger_write_close(&s->ledger);
		sender_forget(&s->sender);
		if ((r = begin_ledger(s, damaged)) == 0)
			r = inbox_and_round(&kept, s, out);
	}
	if (r < 0)
		return err_up(r);
	https_raise_floor(s->https, s->sender.hub_ms);
	if (kept > 0) {
		snprintf(sentence, sizeof(sentence), "%zu receipts taken from the inbox.", kept);
		say(NULL, sentence);
	}
	if (out->sent > 0) {
		snprintf(sentence, sizeof(sentence), "%lld records sent; %lld without a receipt.", (long long)out->sent,
		        (long long)out->unconfirmed);
		say(NULL, sentence);
	}
	return 0;
}

/* Short waits are waited out (a busy hub, an earlier batch still being stored); long ones end it. */
static int run_once(struct sync *s)
{
	struct sender_result result = {0};
	int r = one_round(s, &result);

	for (int i = 0; r == 0 && i < ONCE_TRIES && result.state == SENDER_LATER && result.wait_ms <= ONCE_PATIENCE_MS;
	        i++) {
		usleep((useconds_t)result.wait_ms * 1000);
		r = one_round(s, &result);
	}
	if (r < 0)
		return err_up(r);
	if (result.unconfirmed == 0)
		return 0;
	return err_new(EAGAIN, "%lld records have no receipt yet%s.", (long long)result.unconfirmed,
	        result.aside > 0 ? "; some are kept apart by the hub and need a person" : "");
}

/* The kiosk makes its folders when it first stores something: looked for until they are there. */
static void watch_folders(struct sync *s)
{
	char store[600], ledger[600], inbox[700];
	uint32_t what = IN_MODIFY | IN_CREATE | IN_MOVED_TO;

	if (s->notify < 0)
		return;
	if (!s->watching_store && station_path(store, sizeof(store), s->data, STATION_STORE) == 0)
		s->watching_store = inotify_add_watch(s->notify, store, what) >= 0;
	if (!s->watching_inbox && station_path(ledger, sizeof(ledger), s->data, STATION_LEDGER) == 0 &&
	        path_join(inbox, sizeof(inbox), ledger, "inbox") == 0)
		s->watching_inbox = inotify_add_watch(s->notify, inbox, IN_CLOSE_WRITE | IN_MOVED_TO) >= 0;
}

static int work(void *me);
static int heartbeat(void *me);

static int come_back(struct sync *s, loop_fn *fn, int64_t ms)
{
	int id;

	loop_cancel(s->loop, s->timer);
	id = loop_after(s->loop, ms, fn, s);
	if (id < 0)
		return err_up(id);
	s->timer = id;
	return 0;
}

static int work(void *me)
{
	struct sync *s = me;
	struct sender_result result;
	int r = one_round(s, &result);

	if (r < 0) {
		log_surprise(&s->log, LOG_MODULE, r);
		say(s, err_why());
		result =
		        (struct sender_result){.state = SENDER_LATER, .wait_ms = backoff_failed_ms(&s->sender.backoff)};
	}
	watch_folders(s);
	if (result.state == SENDER_IDLE && s->look_ms > 0) {
		int64_t ms = s->look_ms;

		s->look_ms = ms < LOOK_LAST_MS ? 2 * ms : 0;
		return come_back(s, work, ms);
	}
	if (result.state == SENDER_IDLE)
		return come_back(s, heartbeat, s->watching_store ? HEARTBEAT_MS : 60000);
	return come_back(s, work, result.wait_ms);
}

static int heartbeat(void *me)
{
	struct sync *s = me;

	sender_forget(&s->sender);
	return work(s);
}

/*
 * New records: now, unless the hub asked for patience or does not answer. The kiosk's last write to the disk is told
 * before its sync is done and the record can be read, and nothing is told then: so look again, ever later.
 */
static int notified(void *me, unsigned events)
{
	struct sync *s = me;
	char drain[4096];

	(void)events;
	while (read(s->notify, drain, sizeof(drain)) > 0)
		;
	s->look_ms = LOOK_AGAIN_MS;
	return s->sender.backoff.failures > 0 ? 0 : work(s);
}

static int told_to_stop(void *me, int signal)
{
	struct sync *s = me;

	(void)signal;
	loop_stop(s->loop);
	return 0;
}

static int start_fetching(struct sync *s)
{
	const struct sync_fetch_world w = {.data = s->data,
	        .station = &s->station,
	        .transport = https_transport(s->https),
	        .loop = s->loop,
	        .clock = &s->clock,
	        .log = &s->log,
	        .beacon = s->settings->beacon,
	        .os_release = s->settings->os_release,
	        .kib_s = s->settings->fetch_kib_s};

	return err_up(sync_fetch_start(&s->fetch, &w));
}

static int run(struct sync *s)
{
	static const int stops[] = {SIGTERM, SIGINT};
	int r = loop_new(&s->loop, &s->clock);

	if (r < 0 || (r = loop_signals(s->loop, stops, 2, told_to_stop, s)) < 0 || (r = start_fetching(s)) < 0)
		return err_up(r);
	s->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (s->notify >= 0 && (r = loop_watch(&s->watch, s->loop, s->notify, LOOP_READ, notified, s)) < 0)
		return err_up(r);
	watch_folders(s); /* before the first look: what is stored meanwhile wakes us */
	if ((r = work(s)) < 0)
		return err_up(r);
	return err_up(loop_run(s->loop));
}

/* A batch's buffers make it large: it lives on the heap. */
static int run_with(struct sync *s, const struct settings *settings)
{
	int r;

	s->notify = -1;
	s->settings = settings;
	(void)text_copy(s->data, sizeof(s->data), settings->data);
	if ((r = start(s)) == 0)
		r = settings->once ? run_once(s) : run(s);
	if (r < 0)
		(void)program_fail(&program, 1);
	stop(s);
	return r < 0 ? 1 : 0;
}

int sync_main(int argc, char *const *argv)
{
	struct settings settings = {0};
	struct options options = {0};
	struct sync *s;
	int r = program_begin(&options, &program, &settings, argc, argv);

	options_fini(&options);
	if (r == PROGRAM_STOP)
		return 0;
	if (r == 0 && !settings.data[0])
		r = err_new(EINVAL, "--data DIR is missing; --help shows how to call this program.");
	if (r < 0)
		return program_fail(&program, 2);
	if (sodium_init() < 0)
		return fputs("loket-sync: libsodium does not start on this machine.\n", stderr), 1;
	signal(SIGPIPE, SIG_IGN);
	if (!(s = calloc(1, sizeof(*s))))
		return fputs("loket-sync: there is no memory to start.\n", stderr), 1;
	r = run_with(s, &settings);
	free(s);
	return r;
}
