/* tcp against a real peer: a server on the loopback. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "drivers_printer_kit.h"

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
			rig_run_with(&b, p, 10000);
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
	rig_run_with(&b, p, 20000);
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
	rig_run_with(&b, p, 10000);
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
	rig_run_with(&b, p, 10000);
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
	rig_run_with(&b, p, 5000);
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
