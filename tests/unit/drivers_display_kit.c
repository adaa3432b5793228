#include "drivers_display_kit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "sys/file.h"

void stage_set(struct stage *s)
{
	memset(s, 0, sizeof *s);
	clock_manual(&s->clock, 0);
	CHECK_OK(loop_new(&s->loop, &s->clock));
	strcpy(s->said, "display.log");
	s->log = (struct log){
	        .fd = open(s->said, O_CREAT | O_TRUNC | O_WRONLY, 0600), .level = LOG_DEBUG, .clock = &s->clock};
	s->card.n_connectors = 2;
	strcpy(s->card.connector[0].name, "VGA-1");
	s->card.connector[1] = (struct card_connector){.name = "HDMI-A-1",
	        .connected = true,
	        .told_width_mm = 300,
	        .told_height_mm = 170,
	        .n_modes = 3,
	        .modes = {{.width = 1920, .height = 1080, .refresh_hz = 60, .preferred = true, .index = 0},
	                {.width = 1280, .height = 800, .refresh_hz = 60, .index = 1},
	                {.width = 640, .height = 480, .refresh_hz = 60, .index = 2}}};
	s->console.there = true;
	s->world = (struct display_world){&card_twin, &console_twin, &s->card, &s->console, "/dev/dri"};
}

static void on_change(void *me)
{
	((struct stage *)me)->changes++;
}

void stage_open(struct stage *s, int width, int height, int rotation)
{
	struct display_setup setup = {.uri = "drm:/dev/dri/card0",
	        .width_px = width,
	        .height_px = height,
	        .rotation = rotation,
	        .loop = s->loop,
	        .log = &s->log,
	        .changed = on_change,
	        .me = s,
	        .world = &s->world};

	CHECK_OK(display_open(&s->display, &setup));
}

void stage_close(struct stage *s)
{
	display_close(s->display);
	loop_free(s->loop);
	(void)close(s->log.fd);
	CHECK_INT(s->card.buffers, 0);
	CHECK_INT(s->card.opens, s->card.closes);
}

void stage_wait(struct stage *s, int64_t ms)
{
	for (; ms > 0; ms -= 50) {
		clock_advance(&s->clock, ms < 50 ? ms : 50);
		CHECK_OK(loop_fire_due(s->loop));
	}
}

void stage_paint(struct stage *s, uint32_t colour)
{
	struct display_back b = display_back(s->display);
	struct display_rect all = {0, 0, b.width, b.height};

	for (int i = 0; i < b.width * b.height; i++)
		b.pixels[i] = colour;
	CHECK_OK(display_show(s->display, &all, 1));
}

struct display_status stage_status(const struct stage *s)
{
	struct display_status status;

	display_status(&status, s->display);
	return status;
}

int stage_said(const struct stage *s, const char *text)
{
	struct buf all;
	int n = 0;

	buf_init(&all, 1 << 20);
	CHECK_OK(file_read(&all, s->said));
	for (const char *p = strstr(buf_str(&all), text); p; p = strstr(p + 1, text))
		n++;
	buf_fini(&all);
	return n;
}
