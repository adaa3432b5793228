/* demo_setup - a demonstration authority, its hub and one station, made by the same tools as real ones. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>

#include "demo.h"
#include "sys/file.h"
#include "sys/proc.h"

int demo_lay_out(struct demo *d, const char *programs, const char *name)
{
	int e = 0;
	const struct {
		char *out;
		const char *name;
	} folders[] = {{d->station, "station"}, {d->office, "office"}, {d->hub, "hub"}, {d->papers, "papers"},
	        {d->shots, "shots"}};

	d->programs = programs;
	e = path_join(d->dir, sizeof d->dir, programs, name);
	for (size_t i = 0; i < sizeof folders / sizeof *folders && e == 0; i++)
		e = path_join(folders[i].out, DEMO_PATH, d->dir, folders[i].name);
	if (e == 0)
		e = path_join(d->socket, sizeof d->socket, d->dir, "control.sock");
	(void)snprintf(d->hub_store, sizeof d->hub_store, "sqlite:%.480s/hub.db", d->hub);
	return err_up(e);
}

static int tool(const struct demo *d, const char *const *args)
{
	char program[DEMO_PATH + 16];
	const char *argv[24] = {program};
	AUTO_BUF out;
	int n = 1;

	buf_init(&out, 64 * 1024);
	(void)snprintf(program, sizeof program, "%s/loketctl", d->programs);
	while (*args && n < 23)
		argv[n++] = *args++;
	return err_up(proc_run(argv, &out, 20000));
}

/* A port that is free now; it is written into the station and used at each start. */
static int free_port(char out[24])
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), r;

	if (fd < 0)
		return err_new(EIO, "no socket for the hub's port");
	r = bind(fd, (const struct sockaddr *)&at, sizeof at);
	if (r == 0)
		r = getsockname(fd, (struct sockaddr *)&at, &n);
	(void)close(fd);
	if (r)
		return err_new(EIO, "no free port on this machine");
	(void)snprintf(out, 24, "127.0.0.1:%d", ntohs(at.sin_port));
	return 0;
}

static int make_office(const struct demo *d)
{
	int e = tool(d, (const char *const[]){
	                        "keys", "new", "--role", "authority", "--out", d->office, "--demonstration", NULL});

	if (e == 0)
		e = tool(d, (const char *const[]){
		                    "keys", "new", "--role", "recovery", "--out", d->office, "--demonstration", NULL});
	if (e == 0)
		e = tool(d, (const char *const[]){"keys", "new", "--role", "ca", "--out", d->office, NULL});
	return err_up(e);
}

static int make_hub(const struct demo *d)
{
	int e = tool(
	        d, (const char *const[]){"keys", "new", "--role", "hub", "--out", d->hub, "--demonstration", NULL});

	if (e == 0)
		e = tool(d, (const char *const[]){"keys", "new", "--role", "tls-server", "--out", d->hub, "--ca",
		                    d->office, "--name", "127.0.0.1", "--name", "localhost", NULL});
	return err_up(e);
}

static int make_station(const struct demo *d)
{
	char url[64], authority[DEMO_PATH + 20], hub_key[DEMO_PATH + 20], recovery[DEMO_PATH + 20];
	int e;

	(void)snprintf(url, sizeof url, "https://%s", d->port);
	(void)snprintf(authority, sizeof authority, "%s/authority.pub", d->office);
	(void)snprintf(recovery, sizeof recovery, "%s/recovery.pub", d->office);
	(void)snprintf(hub_key, sizeof hub_key, "%s/hub.pub", d->hub);
	e = tool(d,
	        (const char *const[]){"init", "--data", d->station, "--hub", url, "--authority", authority, "--hub-key",
	                hub_key, "--recovery-key", recovery, "--ca", d->office, "--station", "DEMO-01", NULL});
	if (e == 0)
		e = tool(d, (const char *const[]){
		                    "device", "add", "--hub", d->hub_store, "--station-dir", d->station, NULL});
	return err_up(e);
}

static int take_port(struct demo *d, const char *path)
{
	AUTO_BUF text;
	int e;

	buf_init(&text, sizeof d->port - 1);
	e = file_read(&text, path);
	if (e == 0)
		(void)snprintf(d->port, sizeof d->port, "%s", buf_str(&text));
	return err_up(e);
}

int demo_setup(struct demo *d)
{
	char ready[DEMO_PATH + 8];
	int e;

	(void)snprintf(ready, sizeof ready, "%s/ready", d->dir);
	if (file_exists(ready))
		return err_up(take_port(d, ready));
	say("Setting up a demonstration station with its own authority and hub in %s", d->dir);
	e = dir_remove(d->dir); /* what an interrupted set-up left */
	if (e == 0)
		e = dir_make(d->dir, 0755);
	if (e == 0)
		e = free_port(d->port);
	if (e == 0)
		e = make_office(d);
	if (e == 0)
		e = make_hub(d);
	if (e == 0)
		e = make_station(d);
	if (e == 0)
		e = file_replace(ready, d->port, strlen(d->port), 0644);
	return err_up(e);
}
