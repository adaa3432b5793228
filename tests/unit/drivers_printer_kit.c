#include "drivers_printer_kit.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

uint8_t rig_byte(size_t i)
{
	return (uint8_t)(i % 251);
}

void rig_check_bytes(const uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i] != rig_byte(i))
			test_fail(__FILE__, __LINE__, "byte %zu of %zu is %u, not %u", i, n, bytes[i], rig_byte(i));
}

void rig_open(struct rig *b, const char *uri, bool held)
{
	rig_open_at(b, uri, held, NULL);
}

void rig_open_at(struct rig *b, const char *uri, bool held, const char *root)
{
	const struct printer_setup setup = {.uri = uri, .root = root, .profile = &b->profile, .log = &b->log};
	struct printer_setup mine = setup;

	*b = (struct rig){.log = {.fd = -1}, .level = PROOF_NOTHING};
	b->profile.dots = 384;
	b->profile.dpi = 203;
	if (held)
		clock_manual(&b->clock, 1000000);
	else
		clock_real(&b->clock);
	b->log.clock = &b->clock;
	CHECK_OK(loop_new(&b->loop, &b->clock));
	mine.loop = b->loop;
	CHECK_OK(printer_open(&b->printer, &mine));
}

void rig_close(struct rig *b)
{
	printer_close(b->printer);
	loop_free(b->loop);
}

/* Up to 1000 bytes at each call, then the end, then the proof. */
static void on_printer(void *me)
{
	struct rig *b = me;
	uint8_t bytes[1000];
	size_t n = b->n - b->sent < sizeof bytes ? b->n - b->sent : sizeof bytes, taken = 0;
	int r;

	b->calls++;
	b->level = printer_level(b->printer);
	if (printer_is_lost(b->printer)) {
		b->lost = b->over = true;
		printer_abort(b->printer);
		return;
	}
	if (b->ended) {
		b->over = true;
		printer_release(b->printer);
		return;
	}
	for (size_t i = 0; i < n; i++)
		bytes[i] = rig_byte(b->sent + i);
	r = printer_send(&taken, b->printer, bytes, n);
	if (r == 0) {
		b->sent += taken;
		if (b->sent < b->n)
			return;
		r = printer_end(b->printer);
	}
	b->level = printer_level(b->printer);
	if (r) {
		CHECK_INT(r, PRINTER_GONE);
		b->lost = b->over = true;
		printer_abort(b->printer);
	} else if (b->level >= PROOF_DRAINED) {
		b->over = true;
		printer_release(b->printer);
	} else {
		b->ended = true;
	}
}

int rig_begin(struct rig *b, size_t n)
{
	b->n = n;
	b->sent = 0;
	b->calls = 0;
	b->ended = b->over = b->lost = false;
	b->level = PROOF_NOTHING;
	return printer_begin(b->printer, on_printer, b);
}

void rig_run(struct rig *b, int limit_ms)
{
	int64_t end = clock_measure_us() + (int64_t)limit_ms * 1000;

	while (!b->over && clock_measure_us() < end)
		CHECK_OK(loop_step(b->loop, 20));
}

void rig_wait_link(struct rig *b, enum printer_link link)
{
	struct printer_status s;

	for (int i = 0; i < 250; i++) {
		printer_status(b->printer, &s);
		if (s.link == link)
			return;
		CHECK_OK(loop_step(b->loop, 20));
		if (b->clock.manual)
			clock_advance(&b->clock, 500);
	}
	test_fail(__FILE__, __LINE__, "the link is %d, not %d: %s", s.link, link, printer_why(b->printer));
}

/* ---- the other end ------------------------------------------------------------- */

struct peer *peer_new(void)
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

void peer_turn(struct peer *p)
{
	size_t room = PEER_MOST - p->n < p->per_turn ? PEER_MOST - p->n : p->per_turn;

	if (p->fd < 0 && p->listener >= 0)
		p->fd = accept4(p->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (p->fd >= 0 && room) {
		ssize_t n = read(p->fd, p->got + p->n, room);

		p->n += n > 0 ? (size_t)n : 0;
	}
}

void rig_run_with(struct rig *b, struct peer *p, int limit_ms)
{
	int64_t end = clock_measure_us() + (int64_t)limit_ms * 1000;

	while (!b->over && clock_measure_us() < end) {
		CHECK_OK(loop_step(b->loop, 1));
		peer_turn(p);
	}
	peer_turn(p);
}
