#include "drivers_evdev_kit.h"

static int on_here(void *me, const struct evdev_info *info)
{
	struct port *p = me;

	p->here++;
	p->info = *info;
	return p->fail;
}

static int on_events(void *me, const struct evdev_event *events, size_t n, int64_t now_ms)
{
	struct port *p = me;

	CHECK(n > 0);
	p->calls++;
	for (size_t i = 0; i < n && p->n < TOLD_MAX; i++) {
		CHECK(events[i].type != EV_SYN || events[i].code != SYN_DROPPED);
		CHECK(p->n == 0 || now_ms >= p->at_ms[p->n - 1]);
		p->at_ms[p->n] = now_ms;
		p->all[p->n++] = events[i];
	}
	return p->fail;
}

static int on_lost(void *me, int64_t now_ms)
{
	(void)now_ms;
	((struct port *)me)->lost++;
	return 0;
}

static int on_gone(void *me, bool ended)
{
	struct port *p = me;

	if (ended)
		p->ended++;
	else
		p->gone++;
	return 0;
}

void port_ask(struct port *p, const char *uri, bool (*fits)(const struct evdev_info *info), bool grab)
{
	struct evdev_setup setup = {
	        .uri = uri, .clock = &p->clock, .log = &p->log, .grab = grab, .ears = &p->ears, .me = p};

	*p = (struct port){.log = {.fd = -1, .level = LOG_DEBUG, .clock = &p->clock},
	        .ears = {.fits = fits, .here = on_here, .events = on_events, .lost = on_lost, .gone = on_gone}};
	clock_manual(&p->clock, 1773483630000);
	CHECK_OK(loop_new(&p->loop, &p->clock));
	setup.loop = p->loop;
	CHECK_OK(evdev_open(&p->device, &setup));
	CHECK_INT(p->here + p->gone, 0); /* nothing is told from inside */
	port_turn(p);
}

void port_open(struct port *p, const char *uri)
{
	port_ask(p, uri, NULL, false);
}

void port_close(struct port *p)
{
	evdev_close(p->device);
	loop_free(p->loop);
}

void port_turn(struct port *p)
{
	for (int i = 0; i < 4; i++)
		CHECK_OK(loop_step(p->loop, 0));
}

void port_pass(struct port *p, int64_t ms)
{
	for (; ms > 0; ms--) {
		clock_advance(&p->clock, 1);
		CHECK_OK(loop_step(p->loop, 0));
	}
}

struct evdev_event one(uint16_t type, uint16_t code, int32_t value)
{
	return (struct evdev_event){0, type, code, value};
}

static void little(uint8_t *out, uint64_t v, int n)
{
	for (int i = 0; i < n; i++)
		out[i] = (uint8_t)(v >> 8 * i);
}

void event_bytes(uint8_t out[24], int64_t s, uint32_t us, uint16_t type, uint16_t code, int32_t value)
{
	little(out, (uint64_t)s, 8);
	little(out + 8, us, 8);
	little(out + 16, type, 2);
	little(out + 18, code, 2);
	little(out + 20, (uint32_t)value, 4);
}
