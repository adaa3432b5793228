/* vm_office - this run's authority, its hub on the loopback, the station that lies on the card, and the printer's twin */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { TOOL_MS = 30000, START_MS = 10000, OUT_MAX = 1 << 20 };

static const char site[] = "# the machine of make vm\n"
                           "display = drm:auto\n"
                           "touch = evdev:auto\n"
                           "keypad = none\n"
                           "badge = none\n"
                           "printer = serial:/dev/ttyUSB0,115200\n"
                           "printer_profile = generic-80\n"
                           "watchdog = dev:/dev/watchdog0\n"
                           "beacon = /run/loket/beacon\n";

static int tool(const struct vm *v, struct buf *out, const char *const *args)
{
	char program[VM_PATH + 16];
	const char *argv[24] = {program};
	int n = 1;

	(void)snprintf(program, sizeof program, "%s/loketctl", v->build);
	while (*args && n < 23)
		argv[n++] = *args++;
	return err_up(proc_run(argv, out, TOOL_MS));
}

static int free_port(int *out)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int r = bind(fd, (const struct sockaddr *)&at, sizeof at);

	if (r == 0)
		r = getsockname(fd, (struct sockaddr *)&at, &n);
	(void)close(fd);
	*out = ntohs(at.sin_port);
	return r ? err_new(errno, "no free port on this machine") : 0;
}

static int make_keys(const struct vm *v, const char *hub)
{
	int e = tool(v, NULL, (const char *const[]){"keys", "new", "--role", "authority", "--out", v->office, NULL});

	if (e == 0)
		e = tool(v, NULL, (const char *const[]){"keys", "new", "--role", "ca", "--out", v->office, NULL});
	if (e == 0)
		e = tool(v, NULL, (const char *const[]){"keys", "new", "--role", "hub", "--out", hub, NULL});
	if (e == 0)
		e = tool(v, NULL,
		        (const char *const[]){"keys", "new", "--role", "tls-server", "--out", hub, "--ca", v->office,
		                "--name", "10.0.2.2", "--name", "localhost", NULL});
	return err_up(e);
}

static int make_station(const struct vm *v, const char *hub)
{
	char url[64], authority[VM_PATH + 32], hub_key[VM_PATH + 64], data[VM_PATH + 32], pack[VM_PATH + 64],
	        conf[VM_PATH + 48], folder[VM_PATH + 32];
	int e;

	(void)snprintf(url, sizeof url, "https://10.0.2.2:%d", v->hub_port);
	(void)snprintf(authority, sizeof authority, "%s/authority.pub", v->office);
	(void)snprintf(hub_key, sizeof hub_key, "%s/hub.pub", hub);
	(void)snprintf(data, sizeof data, "%s/fill/station", v->dir);
	(void)snprintf(folder, sizeof folder, "%s/fill/site", v->dir);
	(void)snprintf(conf, sizeof conf, "%s/fill/site/loket.conf", v->dir);
	/* The image's own notices, signed by whom it trusts. */
	(void)snprintf(
	        pack, sizeof pack, "%.*s/content/notices/pack.pub", (int)(strrchr(v->image, '/') - v->image), v->image);
	if (!file_exists(pack))
		(void)snprintf(pack, sizeof pack, "%s/content/notices/pack.pub", v->build);
	e = dir_make(folder, 0755);
	if (e == 0)
		e = file_replace(conf, site, strlen(site), 0644);
	if (e == 0)
		e = tool(v, NULL,
		        (const char *const[]){"init", "--data", data, "--hub", url, "--authority", authority,
		                "--hub-key", hub_key, "--ca", v->office, "--station", "VM-01", "--pack-key", pack,
		                NULL});
	if (e == 0)
		e = tool(v, NULL,
		        (const char *const[]){"device", "add", "--hub", v->hub_store, "--station-dir", data, NULL});
	return err_up(e);
}

/* Starts a program with its words in DIR/NAME.log, and waits until they hold what is expected. */
static int run(struct vm *v, pid_t *pid, int in, const char *name, const char *expected, const char *const *argv)
{
	char log[VM_PATH + 32];
	struct proc_spec spec = {.argv = argv, .in = in};
	int64_t until = clock_measure_us() + START_MS * 1000LL;
	int fd, e;

	(void)snprintf(log, sizeof log, "%s/%s.log", v->dir, name);
	fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	spec.out = spec.err = fd;
	e = fd < 0 ? err_new(errno, "%s can not be written", log) : proc_start(pid, &spec);
	if (fd >= 0)
		(void)close(fd);
	while (e == 0 && clock_measure_us() < until) {
		AUTO_BUF text;

		buf_init(&text, OUT_MAX);
		if (file_read(&text, log) == 0 && strstr(buf_str(&text), expected))
			return 0;
		(void)usleep(20000);
	}
	return e ? err_up(e) : err_new(ETIMEDOUT, "%s does not start; see %s", name, log);
}

int vm_hub_start(struct vm *v)
{
	char hub[VM_PATH + 16], program[VM_PATH + 16], at[32], cert[VM_PATH + 64], key[VM_PATH + 64], ca[VM_PATH + 32],
	        sign[VM_PATH + 64];

	(void)snprintf(hub, sizeof hub, "%s/hub", v->office);
	(void)snprintf(program, sizeof program, "%s/loket-hub", v->build);
	(void)snprintf(at, sizeof at, "127.0.0.1:%d", v->hub_port);
	(void)snprintf(cert, sizeof cert, "%s/tls-server.crt", hub);
	(void)snprintf(key, sizeof key, "%s/tls-server.key", hub);
	(void)snprintf(ca, sizeof ca, "%s/ca.crt", v->office);
	(void)snprintf(sign, sizeof sign, "%s/hub.key", hub);
	return err_up(run(v, &v->hub, -1, "hub", at,
	        (const char *const[]){program, "--listen", at, "--store", v->hub_store, "--tls-cert", cert, "--tls-key",
	                key, "--client-ca", ca, "--key", sign, NULL}));
}

int vm_hub_stop(struct vm *v)
{
	int status, e = 0;

	if (v->hub > 0 && kill(v->hub, SIGTERM) == 0)
		e = proc_wait(v->hub, TOOL_MS, &status);
	v->hub = 0;
	return err_up(e);
}

int vm_hub_new(struct vm *v)
{
	char data[VM_PATH + 32];
	int e = vm_hub_stop(v);

	(void)snprintf(v->hub_store, sizeof v->hub_store, "sqlite:%.900s/hub-%d.db", v->office, ++v->hubs);
	(void)snprintf(data, sizeof data, "%s/fill/station", v->dir);
	return e ? err_up(e)
	         : err_up(tool(v, NULL,
	                   (const char *const[]){"device", "add", "--hub", v->hub_store, "--station-dir", data, NULL}));
}

static int start_twin(struct vm *v)
{
	char program[VM_PATH + 32], log[VM_PATH + 32];
	const char *at;
	AUTO_BUF text;
	int words[2], e;

	buf_init(&text, 4096);
	if (pipe2(words, O_CLOEXEC))
		return err_new(errno, "no pipe for the printer's twin");
	v->twin_in = words[1];
	(void)snprintf(program, sizeof program, "%s/tests/printer_twin", v->build);
	(void)snprintf(v->paper, sizeof v->paper, "%.900s/paper", v->dir);
	(void)snprintf(log, sizeof log, "%s/twin.log", v->dir);
	e = run(v, &v->twin, words[0], "twin", "tcp:",
	        (const char *const[]){program, "--profile", "generic-80", "--quiet-ms", "3000", "--for", "14400", "tcp",
	                v->paper, NULL});
	(void)close(words[0]);
	if (e == 0)
		e = file_read(&text, log);
	at = e ? NULL : strstr(buf_str(&text), "tcp:");
	if (at)
		(void)snprintf(v->printer, sizeof v->printer, "%.*s", (int)strcspn(at + 4, " \n"), at + 4);
	return err_up(e);
}

int vm_office_open(struct vm *v)
{
	char hub[VM_PATH + 16];
	int e;

	(void)snprintf(v->office, sizeof v->office, "%.900s/office", v->dir);
	(void)snprintf(hub, sizeof hub, "%s/hub", v->office);
	(void)snprintf(v->hub_store, sizeof v->hub_store, "sqlite:%.900s/hub.db", v->office);
	e = dir_make(hub, 0755);
	if (e == 0)
		e = free_port(&v->hub_port);
	if (e == 0)
		e = make_keys(v, hub);
	if (e == 0)
		e = make_station(v, hub);
	if (e == 0)
		e = vm_hub_start(v);
	return e ? err_up(e) : err_up(start_twin(v));
}

int vm_printer_word(struct vm *v, const char *word)
{
	int e = write_all(v->twin_in, word, strlen(word));

	return e ? err_up(e) : err_up(write_all(v->twin_in, "\n", 1));
}

void vm_office_close(struct vm *v)
{
	pid_t *all[] = {&v->hub, &v->twin};
	int status;

	for (size_t i = 0; i < 2; i++) {
		if (*all[i] > 0 && kill(*all[i], SIGTERM) == 0 && proc_wait(*all[i], TOOL_MS, &status))
			say("a helper program does not end");
		*all[i] = 0;
	}
	if (v->twin_in >= 0)
		(void)close(v->twin_in);
	v->twin_in = -1;
}

int vm_records(struct vm *v, json_t **last)
{
	char key[VM_PATH + 32];
	json_t *one = NULL;
	AUTO_BUF out;
	int e, n = 0;

	buf_init(&out, OUT_MAX);
	(void)snprintf(key, sizeof key, "%s/authority.key", v->office);
	e = tool(v, &out, (const char *const[]){"open", "--key", key, "--hub", v->hub_store, NULL});
	if (e)
		return err_up(e);
	for (const char *line = buf_str(&out); *line; line += strcspn(line, "\n"), line += *line == '\n') {
		json_decref(one);
		one = json_loadb(line, strcspn(line, "\n"), 0, NULL);
		n += one != NULL;
	}
	if (last)
		*last = one;
	else
		json_decref(one);
	return n;
}
