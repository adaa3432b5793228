#include "plant.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { WORDS_MOST = 30, LOG_MOST = 16 << 20, TOOL_MS = 60000, PATIENCE_MS = 60000 };

static pid_t launch(const struct plant *p, const char *name, const char *const *args, const char *log)
{
	char program[PATH_MAX + 32];
	const char *argv[WORDS_MOST + 2] = {program};
	struct proc_spec spec = {.argv = argv, .in = -1};
	pid_t pid;
	int fd;

	snprintf(program, sizeof program, "%s/%s", p->s.programs, name);
	for (int i = 0; i < WORDS_MOST && args[i]; i++)
		argv[i + 1] = args[i];
	fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	CHECK(fd >= 0);
	spec.out = spec.err = fd;
	CHECK_OK(proc_start(&pid, &spec));
	close(fd);
	return pid;
}

static int end_of(pid_t pid)
{
	int status = -1;

	CHECK_OK(proc_wait(pid, TOOL_MS, &status));
	return status;
}

int plant_ctl(const struct plant *p, struct buf *out, const char *const *args)
{
	return plant_run(p, "loketctl", out, args);
}

int plant_run(const struct plant *p, const char *program, struct buf *out, const char *const *args)
{
	char log[PLANT_PATH];
	int status;

	snprintf(log, sizeof log, "%s/%s.out", p->s.dir, program);
	(void)unlink(log);
	status = end_of(launch(p, program, args, log));
	if (out)
		CHECK_OK(file_read(out, log));
	return status;
}

#define CTL(p, ...) CHECK_INT(plant_ctl(p, NULL, (const char *const[]){__VA_ARGS__, NULL}), 0)

static void lay_out(struct plant *p)
{
	char tmp[PLANT_PATH];

	memset(p, 0, sizeof *p);
	snprintf(p->s.programs, sizeof p->s.programs, "%s", test_programs());
	CHECK(strlen(test_folder()) < STATION_PATH - 20);
	snprintf(p->s.dir, sizeof p->s.dir, "%.130s", test_folder());
	snprintf(p->s.data, sizeof p->s.data, "%s/data", p->s.dir);
	snprintf(p->s.paper, sizeof p->s.paper, "%s/paper", p->s.dir);
	snprintf(p->s.socket, sizeof p->s.socket, "%s/control", p->s.dir);
	snprintf(p->s.log, sizeof p->s.log, "%s/loket.log", p->s.dir);
	snprintf(p->office, PLANT_PATH, "%s/office", p->s.dir);
	snprintf(p->s.key, sizeof p->s.key, "%s/authority.key", p->office);
	snprintf(p->hub, PLANT_PATH, "%s/hub", p->s.dir);
	snprintf(p->hub_store, sizeof p->hub_store, "sqlite:%s/hub.db", p->hub);
	snprintf(p->hub_log, PLANT_PATH, "%s/hub.log", p->s.dir);
	snprintf(p->sync_log, PLANT_PATH, "%s/sync.log", p->s.dir);
	snprintf(p->wire, PLANT_PATH, "%s/wire.bytes", p->s.dir);
	snprintf(tmp, sizeof tmp, "%s/tmp", p->s.dir);
	CHECK_OK(dir_make(p->s.paper, 0700));
	CHECK_OK(dir_make(tmp, 0700));
	CHECK(setenv("TMPDIR", tmp, 1) == 0);
}

void plant_make(struct plant *p)
{
	char url[64], authority[PLANT_PATH + 20], hub_key[PLANT_PATH + 20];

	lay_out(p);
	p->line = wiretap_open(p->wire);
	snprintf(url, sizeof url, "https://127.0.0.1:%u", wiretap_port(p->line));
	snprintf(authority, sizeof authority, "%s/authority.pub", p->office);
	snprintf(hub_key, sizeof hub_key, "%s/hub.pub", p->hub);
	CTL(p, "keys", "new", "--role", "authority", "--out", p->office);
	CTL(p, "keys", "new", "--role", "ca", "--out", p->office);
	CTL(p, "keys", "new", "--role", "hub", "--out", p->hub);
	CTL(p, "keys", "new", "--role", "tls-server", "--out", p->hub, "--ca", p->office, "--name", "127.0.0.1");
	CTL(p, "init", "--data", p->s.data, "--hub", url, "--authority", authority, "--hub-key", hub_key, "--ca",
	        p->office, "--station", "TEST-01");
	CTL(p, "device", "add", "--hub", p->hub_store, "--station-dir", p->s.data);
}

/* ---- hub and sync -------------------------------------------------------------------- */

static uint16_t port_in(const char *log)
{
	static const char *const before = "listening on https://127.0.0.1:";
	AUTO_BUF text;
	unsigned port = 0;
	const char *at;

	buf_init(&text, LOG_MOST);
	CHECK_OK(file_read(&text, log));
	at = strstr(buf_str(&text), before);
	if (at)
		port = (unsigned)strtoul(at + strlen(before), NULL, 10);
	if (port == 0)
		test_fail(__FILE__, __LINE__, "the hub does not say where it listens: %s", buf_str(&text));
	return (uint16_t)port;
}

void plant_hub_start(struct plant *p)
{
	char listen[40], cert[PLANT_PATH + 20], key[PLANT_PATH + 20], ca[PLANT_PATH + 20], sign[PLANT_PATH + 20];
	const char *const args[] = {"--listen", listen, "--store", p->hub_store, "--tls-cert", cert, "--tls-key", key,
	        "--client-ca", ca, "--key", sign, "--least_free", "0", NULL};

	char old[PLANT_PATH + 10];

	snprintf(listen, sizeof listen, "127.0.0.1:%u", p->hub_port);
	snprintf(cert, sizeof cert, "%s/tls-server.crt", p->hub);
	snprintf(key, sizeof key, "%s/tls-server.key", p->hub);
	snprintf(ca, sizeof ca, "%s/ca.crt", p->office);
	snprintf(sign, sizeof sign, "%s/hub.key", p->hub);
	snprintf(old, sizeof old, "%s.before", p->hub_log);
	(void)rename(p->hub_log, old);
	p->hub_pid = launch(p, "loket-hub", args, p->hub_log);
	await_text(p->hub_log, "ready", PATIENCE_MS);
	p->hub_port = port_in(p->hub_log);
	wiretap_lead_to(p->line, p->hub_port);
}

static void stop(pid_t *pid)
{
	if (*pid <= 0)
		return;
	CHECK(kill(*pid, SIGTERM) == 0);
	CHECK_INT(end_of(*pid), 0);
	*pid = 0;
}

void plant_hub_stop(struct plant *p)
{
	stop(&p->hub_pid);
}

void plant_sync_start(struct plant *p)
{
	p->sync_pid = launch(p, "loket-sync", (const char *const[]){"--data", p->s.data, NULL}, p->sync_log);
}

void plant_sync_stop(struct plant *p)
{
	stop(&p->sync_pid);
}

void plant_kiosk_start(struct plant *p, const char *const *options)
{
	CHECK_OK(station_start(&p->s, options));
}

void plant_kiosk_stop(struct plant *p)
{
	CHECK_OK(station_stop(&p->s));
}

void plant_end(struct plant *p)
{
	plant_kiosk_stop(p);
	plant_sync_stop(p);
	plant_hub_stop(p);
	wiretap_close(p->line);
	p->line = NULL;
}

/* ---- what the office sees ------------------------------------------------------------- */

void plant_open_hub(const struct plant *p, struct buf *out)
{
	const char *const args[] = {"open", "--key", p->s.key, "--hub", p->hub_store, NULL};
	int status = plant_ctl(p, out, args);

	if (status)
		test_fail(__FILE__, __LINE__, "loketctl open gave %d: %s", status, buf_str(out));
}

void plant_open_station(const struct plant *p, struct buf *out)
{
	const char *const args[] = {"open", "--key", p->s.key, "--station", p->s.data, NULL};
	int status = plant_ctl(p, out, args);

	if (status)
		test_fail(__FILE__, __LINE__, "loketctl open gave %d: %s", status, buf_str(out));
}

int count_lines(const struct buf *text)
{
	int n = 0;

	for (const char *at = buf_str(text); (at = strchr(at, '\n')); at++)
		n++;
	return n;
}

void plant_await_hub(const struct plant *p, int records)
{
	int64_t until = clock_measure_us() + PATIENCE_MS * 1000LL;

	for (;;) {
		AUTO_BUF out;

		buf_init(&out, LOG_MOST);
		plant_open_hub(p, &out);
		if (count_lines(&out) >= records) {
			CHECK_INT(count_lines(&out), records);
			return;
		}
		if (clock_measure_us() > until)
			test_fail(__FILE__, __LINE__, "the hub has %d of %d records", count_lines(&out), records);
		(void)usleep(50000);
	}
}

bool file_holds_text(const char *file, const char *text)
{
	AUTO_BUF all;

	buf_init(&all, LOG_MOST);
	return file_read(&all, file) == 0 && strstr(buf_str(&all), text);
}

void await_text(const char *file, const char *text, int limit_ms)
{
	int64_t until = clock_measure_us() + limit_ms * 1000LL;

	while (!file_holds_text(file, text)) {
		if (clock_measure_us() > until) {
			AUTO_BUF all;

			buf_init(&all, LOG_MOST);
			(void)!file_read(&all, file);
			test_fail(__FILE__, __LINE__, "%s does not say \"%s\" within %d ms: %s", file, text, limit_ms,
			        buf_str(&all));
		}
		(void)usleep(5000);
	}
}
