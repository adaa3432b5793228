/*
 * vm_scan - every port of the board, asked by hand-made packets on the wire beside it
 *
 * A third socket of the hub between the board and QEMU's user network: frames with their length before them (4 bytes, big-endian). The board is where that
 * network's DHCP always puts the first one, 10.0.2.15. Formats: RFC 826, 791, 793, 768.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "sys/clock.h"
#include "sys/file.h"

enum {
	PORTS = 65535,
	FRAME = 2048,
	WINDOW = 32,
	ROUNDS = 4,
	UDP_PORTS = 1024,
	PATIENCE_MS = 200,
	REST_MS = 20,
	ACCEPT_MS = 10000,
	ARP_MS = 20000,
	QUIET_MS = 400,
	OWN_PORT = 40000
};
enum { ETHER = 14, IP = 20, TCP = 20, UDP = 8, SYN = 2, RST = 4, ACK = 16 };

static const uint8_t own_mac[] = {0x02, 0x4c, 0x6f, 0x6b, 0x65, 0x74}, own_ip[] = {10, 0, 2, 99},
                     its_ip[] = {10, 0, 2, 15};

struct scan {
	int fd;
	uint8_t its_mac[6];
	bool found, heard;
	int answers; /* of TCP, so far */
	uint8_t in[FRAME + 4];
	size_t n_in;
	uint8_t tcp[PORTS + 1]; /* 0: no word yet */
	struct vm_ports ports;
};
enum { CLOSED = 1, OPEN };

static void put16(uint8_t *at, unsigned n)
{
	at[0] = (uint8_t)(n >> 8);
	at[1] = (uint8_t)n;
}

static unsigned get16(const uint8_t *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

static unsigned sum(unsigned from, const uint8_t *at, size_t n)
{
	for (size_t i = 0; i + 1 < n; i += 2)
		from += get16(at + i);
	return n % 2 ? from + ((unsigned)at[n - 1] << 8) : from;
}

static unsigned fold(unsigned s)
{
	while (s >> 16)
		s = (s & 0xffff) + (s >> 16);
	return ~s & 0xffff;
}

static int give(const struct scan *s, const uint8_t *frame, size_t n)
{
	uint8_t out[FRAME] = {0};

	put16(out + 2, (unsigned)n);
	memcpy(out + 4, frame, n);
	return err_up(write_all(s->fd, out, n + 4));
}

static void head(uint8_t *f, const struct scan *s, unsigned type)
{
	memcpy(f, s->found ? s->its_mac : (const uint8_t *)"\xff\xff\xff\xff\xff\xff", 6);
	memcpy(f + 6, own_mac, 6);
	put16(f + 12, type);
}

static int arp(const struct scan *s, unsigned what)
{
	uint8_t f[60] = {0};

	head(f, s, 0x0806);
	memcpy(f + ETHER, "\x00\x01\x08\x00\x06\x04", 6);
	put16(f + ETHER + 6, what);
	memcpy(f + ETHER + 8, own_mac, 6);
	memcpy(f + ETHER + 14, own_ip, 4);
	memcpy(f + ETHER + 18, s->its_mac, 6);
	memcpy(f + ETHER + 24, its_ip, 4);
	return err_up(give(s, f, sizeof f));
}

/* A SYN, or a datagram of four bytes. */
static int ask(const struct scan *s, unsigned port, bool udp)
{
	uint8_t f[60] = {0}, *ip = f + ETHER, *up = ip + IP;
	size_t body = udp ? UDP + 4 : TCP;
	unsigned pseudo;

	head(f, s, 0x0800);
	ip[0] = 0x45;
	put16(ip + 2, (unsigned)(IP + body));
	put16(ip + 4, port);
	ip[8] = 64;
	ip[9] = udp ? 17 : 6;
	memcpy(ip + 12, own_ip, 4);
	memcpy(ip + 16, its_ip, 4);
	put16(ip + 10, fold(sum(0, ip, IP)));
	put16(up, OWN_PORT);
	put16(up + 2, port);
	if (udp)
		put16(up + 4, (unsigned)body);
	else {
		put16(up + 6, port); /* a number of its own */
		up[12] = 0x50;
		up[13] = SYN;
		put16(up + 14, 1024);
	}
	pseudo = sum(sum(0, ip + 12, 8) + ip[9] + (unsigned)body, up, body);
	put16(up + (udp ? 6 : 16), fold(pseudo));
	return err_up(give(s, f, sizeof f));
}

static int hear_frame(struct scan *s, const uint8_t *f, size_t n)
{
	const uint8_t *ip = f + ETHER, *up;

	if (n >= ETHER + 28 && get16(f + 12) == 0x0806 && memcmp(ip + 14, its_ip, 4) == 0) {
		memcpy(s->its_mac, f + 6, 6);
		s->found = true;
		return get16(ip + 6) == 1 && memcmp(ip + 24, own_ip, 4) == 0 ? err_up(arp(s, 2)) : 0;
	}
	if (n < ETHER + IP + UDP || get16(f + 12) != 0x0800 || memcmp(ip + 12, its_ip, 4) != 0 ||
	        memcmp(ip + 16, own_ip, 4) != 0)
		return 0;
	up = ip + (size_t)(ip[0] & 15) * 4;
	if (ip[9] == 17)
		s->ports.udp_answers++;
	else if (ip[9] == 6 && up + TCP <= f + n && (up[13] & (RST | SYN))) {
		s->answers++;
		s->tcp[get16(up)] = up[13] & RST ? CLOSED : OPEN;
	}
	return 0;
}

/* What comes next, if anything does in that time. */
static int hear_once(struct scan *s, int wait_ms)
{
	struct pollfd at = {.fd = s->fd, .events = POLLIN};
	ssize_t n;
	int e = 0;

	if (poll(&at, 1, wait_ms) <= 0)
		return 0;
	n = read(s->fd, s->in + s->n_in, sizeof s->in - s->n_in);
	if (n <= 0)
		return err_new(n < 0 ? errno : EPIPE, "QEMU closed the wire");
	s->heard = true;
	s->n_in += (size_t)n;
	while (e == 0 && s->n_in >= 4) {
		size_t len = get16(s->in + 2);

		if (len > FRAME)
			return err_new(EPROTO, "a frame of %zu bytes", len);
		if (s->n_in < 4 + len)
			break;
		e = hear_frame(s, s->in + 4, len);
		s->n_in -= 4 + len;
		memmove(s->in, s->in + 4 + len, s->n_in);
	}
	return err_up(e);
}

/* Until nothing comes any more for so long. */
static int hear(struct scan *s, int wait_ms)
{
	int e = 0;

	do {
		s->heard = false;
		e = hear_once(s, wait_ms);
	} while (e == 0 && s->heard);
	return err_up(e);
}

static int find(struct scan *s)
{
	int64_t until = clock_measure_us() + ARP_MS * 1000LL;
	int e = 0;

	while (e == 0 && !s->found && clock_measure_us() < until) {
		e = arp(s, 1);
		if (e == 0)
			e = hear(s, QUIET_MS);
	}
	return e ? err_up(e) : s->found ? 0 : err_new(ENOENT, "the board does not answer on its network");
}

/* A few at a time, and the next when these have answered: a flood would be another test. */
static int some_ports(struct scan *s, unsigned *from, bool first)
{
	int asked = 0, before = s->answers, e = 0;

	for (; *from <= PORTS && asked < WINDOW && e == 0; ++*from) {
		if (s->tcp[*from])
			continue;
		e = ask(s, *from, false);
		if (e == 0 && first && *from <= UDP_PORTS)
			e = ask(s, *from, true);
		asked++;
	}
	for (int waited = 0; e == 0 && s->answers - before < asked && waited < PATIENCE_MS; waited += REST_MS)
		e = hear_once(s, REST_MS);
	return err_up(e);
}

/* Until each port has said something, or was asked ROUNDS times. */
static int every_port(struct scan *s)
{
	int e = 0;

	for (int round = 0; round < ROUNDS && e == 0; round++) {
		for (unsigned port = 1; port <= PORTS && e == 0;)
			e = some_ports(s, &port, round == 0);
		if (e == 0)
			e = hear(s, QUIET_MS);
	}
	for (unsigned port = 1; port <= PORTS; port++) {
		s->ports.open += s->tcp[port] == OPEN;
		s->ports.closed += s->tcp[port] == CLOSED;
		s->ports.silent += s->tcp[port] == 0;
	}
	return err_up(e);
}

/* QEMU's own network would take each question for one to itself, and open a socket of this machine for it: it is taken off meanwhile. */
static int own_network(struct vm *v, bool on)
{
	json_t *what = on ? json_pack("{s:s, s:s, s:i, s:s}", "type", "hubport", "id", "h0", "hubid", 0, "netdev", "u0")
	                  : json_pack("{s:s}", "id", "h0");

	return err_up(vm_qmp(v, NULL, on ? "netdev_add" : "netdev_del", what));
}

static int join(struct scan *s, struct vm *v)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	struct pollfd come;
	int door = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), e = 0;

	(void)snprintf(at.sun_path, sizeof at.sun_path, "%.90s/wire", v->dir);
	(void)unlink(at.sun_path);
	if (door < 0 || bind(door, (const struct sockaddr *)&at, sizeof at) || listen(door, 1))
		e = err_new(errno, "%s can not be listened at", at.sun_path);
	if (e == 0)
		e = vm_qmp(v, NULL, "netdev_add",
		        json_pack("{s:s, s:s, s:b, s:{s:s, s:s}}", "type", "stream", "id", "wire", "server", false,
		                "addr", "type", "unix", "path", at.sun_path));
	if (e == 0)
		e = vm_qmp(v, NULL, "netdev_add",
		        json_pack("{s:s, s:s, s:i, s:s}", "type", "hubport", "id", "h2", "hubid", 0, "netdev", "wire"));
	come = (struct pollfd){.fd = door, .events = POLLIN};
	if (e == 0 && poll(&come, 1, ACCEPT_MS) > 0)
		s->fd = accept4(door, NULL, NULL, SOCK_CLOEXEC);
	if (door >= 0)
		(void)close(door);
	return e ? err_up(e) : s->fd >= 0 ? 0 : err_new(ETIMEDOUT, "QEMU does not come to the wire");
}

int vm_scan(struct vm_ports *out, struct vm *v)
{
	struct scan *s = calloc(1, sizeof *s);
	int e;

	if (!s)
		return err_new(ENOMEM, "no memory to ask every port");
	s->fd = -1;
	e = own_network(v, false);
	if (e == 0)
		e = join(s, v);
	if (e == 0)
		e = find(s);
	if (e == 0)
		e = every_port(s);
	if (s->fd >= 0)
		(void)close(s->fd);
	if (own_network(v, true))
		say("       %s", err_why());
	if (vm_qmp(v, NULL, "netdev_del", json_pack("{s:s}", "id", "h2")) ||
	        vm_qmp(v, NULL, "netdev_del", json_pack("{s:s}", "id", "wire")))
		say("       %s", err_why());
	if (e == 0)
		*out = s->ports;
	free(s);
	return err_up(e);
}
