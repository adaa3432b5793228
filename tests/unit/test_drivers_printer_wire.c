/* tcp, serial and usb against real peers: a loopback server and a pseudo-terminal. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include "drivers/printer_usb.h"
#include "drivers_printer_kit.h"

enum { MOST = 1024 * 1024 };

/* What stands at the other end of the wire. */
struct peer {
	int listener, fd;
	uint8_t got[MOST];
	size_t n;
	size_t per_turn; /* bytes it reads at each turn of the loop; 0 = none */
};

static struct peer *peer_new(void)
{
	static struct peer *held[16]; /* until the process ends */
	struct peer *p = calloc(1, sizeof *p);
	int i = 0;

	while (held[i])
		i++;
	held[i] = p;
	CHECK(p != NULL);
	p->listener = p->fd = -1;
	p->per_turn = 65536;
	return p;
}

static void peer_turn(struct peer *p)
{
	size_t room = MOST - p->n < p->per_turn ? MOST - p->n : p->per_turn;

	if (p->fd < 0 && p->listener >= 0)
		p->fd = accept4(p->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (p->fd >= 0 && room) {
		ssize_t n = read(p->fd, p->got + p->n, room);

		p->n += n > 0 ? (size_t)n : 0;
	}
}

static void run(struct rig *b, struct peer *p, int limit_ms)
{
	int64_t end = clock_measure_us() + (int64_t)limit_ms * 1000;

	while (!b->over && clock_measure_us() < end) {
		CHECK_OK(loop_step(b->loop, 1));
		peer_turn(p);
	}
	peer_turn(p);
}

/* ---- tcp --------------------------------------------------------------------------------- */

/* Listens on a free port of the loopback; uri gets the address. */
static void listen_there(struct peer *p, char uri[64], const char *host, int port)
{
	struct sockaddr_in a = {
	        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port)};
	socklen_t size = sizeof a;
	int one = 1, small = 4096;

	p->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	CHECK(p->listener >= 0);
	CHECK_INT(setsockopt(p->listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one), 0);
	CHECK_INT(setsockopt(p->listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
	CHECK_INT(bind(p->listener, (struct sockaddr *)&a, sizeof a), 0);
	CHECK_INT(listen(p->listener, 1), 0);
	CHECK_INT(getsockname(p->listener, (struct sockaddr *)&a, &size), 0);
	(void)snprintf(uri, 64, "tcp:%s:%d", host, ntohs(a.sin_port));
}

TEST(printer_tcp, delivers_every_byte_and_proves_it_drained)
{
	static const char *const hosts[] = {"127.0.0.1", "localhost"};

	for (int h = 0; h < 2; h++) {
		struct rig b;
		struct peer *p = peer_new();
		char uri[64];

		listen_there(p, uri, hosts[h], 0);
		rig_open(&b, uri, true);
		rig_wait_link(&b, LINK_OPEN);
		for (int job = 1; job <= 2; job++) { /* over the same connection */
			CHECK_OK(rig_begin(&b, 300000));
			CHECK_INT(printer_is_unsure(b.printer), job == 1);
			run(&b, p, 10000);
			CHECK(b.over && !b.lost);
			CHECK_INT(b.level, PROOF_DRAINED);
			for (int i = 0; i < 100 && p->n < 300000; i++)
				peer_turn(p);
			CHECK_INT(p->n, 300000);
			rig_check_bytes(p->got, p->n);
			p->n = 0;
		}
		rig_close(&b);
	}
}

TEST(printer_tcp, waits_for_a_slow_printer_without_turning_round)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];
	uint64_t before;

	listen_there(p, uri, "127.0.0.1", 0);
	rig_open(&b, uri, true);
	rig_wait_link(&b, LINK_OPEN);
	CHECK_OK(rig_begin(&b, 200000));
	p->per_turn = 0; /* it takes nothing: paper is out */
	for (int i = 0; i < 400; i++)
		CHECK_OK(loop_step(b.loop, 1));
	CHECK(b.sent < 200000); /* the window is small: what is accepted is not far ahead of what is printed */
	before = loop_wakeups(b.loop);
	CHECK_OK(loop_step(b.loop, 100));
	CHECK_OK(loop_step(b.loop, 100));
	CHECK(loop_wakeups(b.loop) - before <= 3);
	p->per_turn = 700;
	run(&b, p, 20000);
	CHECK(b.over && !b.lost);
	for (int i = 0; i < 1000 && p->n < 200000; i++)
		peer_turn(p);
	CHECK_INT(p->n, 200000);
	rig_check_bytes(p->got, p->n);
	rig_close(&b);
}

TEST(printer_tcp, does_not_call_drained_what_the_other_end_did_not_take)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];

	listen_there(p, uri, "127.0.0.1", 0);
	rig_open(&b, uri, true);
	rig_wait_link(&b, LINK_OPEN);
	for (int i = 0; i < 10; i++)
		peer_turn(p);
	p->per_turn = 0;
	/* Small enough for our send buffer, too large for their window. */
	CHECK_OK(rig_begin(&b, 20000));
	for (int i = 0; i < 60 && !b.ended; i++)
		CHECK_OK(loop_step(b.loop, 10));
	if (b.ended) {
		for (int i = 0; i < 10; i++)
			CHECK_OK(loop_step(b.loop, 10));
		CHECK_INT(printer_level(b.printer), PROOF_ACCEPTED);
	}
	CHECK(!b.over);
	p->per_turn = 65536;
	run(&b, p, 10000);
	CHECK(b.over && !b.lost);
	CHECK_INT(b.level, PROOF_DRAINED);
	rig_close(&b);
}

TEST(printer_tcp, that_hangs_up_in_mid_job_is_lost_and_found_again)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];

	listen_there(p, uri, "127.0.0.1", 0);
	rig_open(&b, uri, true);
	rig_wait_link(&b, LINK_OPEN);
	CHECK_OK(rig_begin(&b, 900000));
	p->per_turn = 4096;
	for (int i = 0; i < 200 && p->n < 20000; i++) {
		CHECK_OK(loop_step(b.loop, 1));
		peer_turn(p);
	}
	CHECK(p->n > 0);
	close(p->fd);
	p->fd = -1;
	for (int i = 0; i < 500 && !b.over; i++)
		CHECK_OK(loop_step(b.loop, 10));
	CHECK(b.over && b.lost);
	CHECK(b.level < PROOF_ACCEPTED);
	CHECK(printer_why(b.printer)[0] != 0);
	rig_wait_link(&b, LINK_OPEN);
	CHECK(printer_is_unsure(b.printer));
	p->n = 0;
	CHECK_OK(rig_begin(&b, 5000));
	run(&b, p, 10000);
	CHECK(b.over && !b.lost);
	rig_close(&b);
}

TEST(printer_tcp, that_closes_an_idle_connection_is_opened_again)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];

	listen_there(p, uri, "127.0.0.1", 0);
	rig_open(&b, uri, true);
	rig_wait_link(&b, LINK_OPEN);
	for (int i = 0; i < 20 && p->fd < 0; i++)
		peer_turn(p);
	CHECK(p->fd >= 0);
	close(p->fd);
	p->fd = -1;
	rig_wait_link(&b, LINK_GONE);
	CHECK_HAS(printer_why(b.printer), "closed the connection");
	rig_wait_link(&b, LINK_OPEN);
	rig_close(&b);
}

TEST(printer_tcp, that_is_not_there_is_an_answer_and_comes_later)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64], *port;

	listen_there(p, uri, "127.0.0.1", 0); /* to learn a free port */
	close(p->listener);
	p->listener = -1;
	rig_open(&b, uri, true);
	rig_wait_link(&b, LINK_GONE);
	CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
	CHECK_HAS(printer_why(b.printer), "refused");
	port = strrchr(uri, ':') + 1;
	listen_there(p, uri, "127.0.0.1", atoi(port));
	rig_wait_link(&b, LINK_OPEN);
	CHECK_OK(rig_begin(&b, 10));
	run(&b, p, 5000);
	CHECK(b.over && !b.lost);
	rig_close(&b);
}

TEST(printer_tcp, with_a_name_that_only_a_name_server_knows_tells_the_way_out)
{
	struct rig b;

	rig_open(&b, "tcp:printer.example.test:9100", true);
	CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
	CHECK_HAS(printer_why(b.printer), "/etc/hosts");
	rig_close(&b);
}

/* ---- serial ------------------------------------------------------------------------------------ */

/* A pseudo-terminal; uri gets our end of it. */
static void open_pty(struct peer *p, char uri[64], const char *scheme, const char *rest)
{
	int unlock = 0, number;

	p->fd = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	CHECK(p->fd >= 0);
	CHECK_INT(ioctl(p->fd, TIOCSPTLCK, &unlock), 0);
	CHECK_INT(ioctl(p->fd, TIOCGPTN, &number), 0);
	(void)snprintf(uri, 64, "%s:/dev/pts/%d%s", scheme, number, rest);
}

TEST(printer_serial, delivers_every_byte_as_it_is)
{
	static const char *const lines[] = {",115200", "", ",9600,none", ",38400,rtscts"};

	for (int f = 0; f < 4; f++) {
		struct rig b;
		struct peer *p = peer_new();
		char uri[64];

		open_pty(p, uri, "serial", lines[f]);
		rig_open(&b, uri, true);
		CHECK_OK(rig_begin(&b, 60000)); /* every value of a byte: no newline is changed, no control kept */
		p->per_turn = 999;
		run(&b, p, 20000);
		CHECK(b.over && !b.lost);
		CHECK_INT(b.level, PROOF_DRAINED);
		for (int i = 0; i < 100 && p->n < 60000; i++)
			peer_turn(p);
		CHECK_INT(p->n, 60000);
		rig_check_bytes(p->got, p->n);
		rig_close(&b);
	}
}

TEST(printer_serial, takes_the_speed_that_was_asked)
{
	struct rig b;
	struct peer *p = peer_new();
	struct termios t;
	char uri[64];

	open_pty(p, uri, "serial", ",38400");
	rig_open(&b, uri, true);
	CHECK_INT(tcgetattr(p->fd, &t), 0);
	CHECK_INT(cfgetospeed(&t), B38400);
	CHECK((t.c_cflag & CSIZE) == CS8);
	CHECK(!(t.c_cflag & (PARENB | CSTOPB)));
	CHECK(t.c_iflag & IXON);
	CHECK(!(t.c_iflag & IXOFF));
	CHECK(!(t.c_lflag & (ECHO | ICANON | ISIG)));
	CHECK(!(t.c_oflag & OPOST));
	rig_close(&b);
}

TEST(printer_serial, stops_at_xoff_and_goes_on_at_xon)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];
	size_t then;

	open_pty(p, uri, "serial", ",115200");
	rig_open(&b, uri, true);
	CHECK_INT(write(p->fd, "\x13", 1), 1);
	CHECK_OK(rig_begin(&b, 50000));
	for (int i = 0; i < 100; i++) {
		CHECK_OK(loop_step(b.loop, 1));
		peer_turn(p);
	}
	then = p->n;
	CHECK(then < 50000 && !b.over);
	CHECK_INT(write(p->fd, "\x11", 1), 1);
	run(&b, p, 20000);
	CHECK(b.over && !b.lost);
	for (int i = 0; i < 100 && p->n < 50000; i++)
		peer_turn(p);
	CHECK_INT(p->n, 50000);
	rig_check_bytes(p->got, p->n);
	rig_close(&b);
}

TEST(printer_serial, that_is_pulled_out_is_lost)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];

	open_pty(p, uri, "serial", ",115200");
	rig_open(&b, uri, true);
	CHECK_OK(rig_begin(&b, 500000));
	for (int i = 0; i < 20; i++) {
		CHECK_OK(loop_step(b.loop, 1));
		peer_turn(p);
	}
	close(p->fd);
	for (int i = 0; i < 100 && !b.over; i++)
		CHECK_OK(loop_step(b.loop, 10));
	CHECK(b.over && b.lost);
	rig_wait_link(&b, LINK_GONE);
	rig_close(&b);
}

TEST(printer_serial, refuses_what_is_no_serial_port)
{
	struct rig b;

	rig_open(&b, "serial:/dev/null,115200", true);
	CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
	CHECK_HAS(printer_why(b.printer), "no serial port");
	rig_close(&b);
	rig_open(&b, "serial:/dev/no-such-port,115200", true);
	CHECK_HAS(printer_why(b.printer), "/dev/no-such-port");
	rig_close(&b);
}

/* ---- usb --------------------------------------------------------------------------------------- */

/* A pseudo-terminal in raw mode carries bytes both ways, as usblp does; its status call is unknown there. */
TEST(printer_usb, delivers_every_byte_through_a_device_file)
{
	struct rig b;
	struct peer *p = peer_new();
	struct printer_status s;
	struct termios t;
	char uri[64];

	open_pty(p, uri, "usb", "");
	CHECK_INT(tcgetattr(p->fd, &t), 0);
	cfmakeraw(&t);
	CHECK_INT(tcsetattr(p->fd, TCSANOW, &t), 0);
	rig_open(&b, uri, true);
	CHECK_OK(rig_begin(&b, 40000));
	run(&b, p, 20000);
	CHECK(b.over && !b.lost);
	CHECK_INT(b.level, PROOF_DRAINED);
	for (int i = 0; i < 100 && p->n < 40000; i++)
		peer_turn(p);
	CHECK_INT(p->n, 40000);
	rig_check_bytes(p->got, p->n);
	printer_status(b.printer, &s);
	CHECK_INT(s.paper, PAPER_UNKNOWN);
	close(p->fd);
	p->fd = -1;
	rig_wait_link(&b, LINK_GONE);
	rig_close(&b);
}

TEST(printer_usb, that_is_not_plugged_in_is_an_answer)
{
	struct rig b;

	rig_open(&b, "usb:/dev/usb/lp-no-such", true);
	CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
	CHECK_HAS(printer_why(b.printer), "/dev/usb/lp-no-such");
	rig_close(&b);
}

TEST(printer_usb, believes_bad_news_always_and_good_news_from_sensors_only)
{
	struct printer_profile clone = {.usb_status = false}, blind = {.usb_status = true},
	                       good = {.usb_status = true, .paper_sensor = true};
	static const struct {
		int bits;
		enum printer_paper clone, blind, good;
		enum printer_fault clone_fault, good_fault;
	} rows[] = {
	        {0x18, PAPER_UNKNOWN, PAPER_UNKNOWN, PAPER_OK, FAULT_UNKNOWN, FAULT_NONE},
	        {0x38, PAPER_OUT, PAPER_OUT, PAPER_OUT, FAULT_UNKNOWN, FAULT_NONE},
	        {0x10, PAPER_UNKNOWN, PAPER_UNKNOWN, PAPER_OK, FAULT_OTHER, FAULT_OTHER},
	        {0x30, PAPER_OUT, PAPER_OUT, PAPER_OUT, FAULT_OTHER, FAULT_OTHER},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct printer_status a = {0}, b = {0}, c = {0};

		usb_port_status(&a, &clone, rows[i].bits);
		usb_port_status(&b, &blind, rows[i].bits);
		usb_port_status(&c, &good, rows[i].bits);
		CHECK_INT(a.paper, rows[i].clone);
		CHECK_INT(b.paper, rows[i].blind);
		CHECK_INT(c.paper, rows[i].good);
		CHECK_INT(a.fault, rows[i].clone_fault);
		CHECK_INT(c.fault, rows[i].good_fault);
		CHECK_INT(c.cover, COVER_UNKNOWN);
	}
}
