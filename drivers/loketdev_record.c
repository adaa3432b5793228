/* loketdev record: what an input device sends, as a recording that replay:FILE plays */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/evemu.h"
#include "drivers/loketdev.h"
#include "sys/file.h"
#include "sys/text.h"

struct recorder {
	struct dev_bench bench;
	struct evdev *input;
	struct buf text;
	int64_t start_us;
	uint64_t events;
	bool described;
};

static int on_here(void *me, const struct evdev_info *info)
{
	struct recorder *r = me;

	if (!r->described)
		evemu_print_info(&r->text, info);
	r->described = true;
	say("%s: recording; Ctrl-C ends it", info->name);
	return 0;
}

static int on_events(void *me, const struct evdev_event *events, size_t n, int64_t now_ms)
{
	struct recorder *r = me;

	(void)now_ms;
	if (r->events == 0)
		r->start_us = events[0].at_us;
	for (size_t i = 0; i < n && r->events < EVEMU_EVENTS_MAX; i++, r->events++)
		evemu_print_event(&r->text, &events[i], r->start_us);
	if (r->events == EVEMU_EVENTS_MAX)
		r->bench.ends_ms = 1;
	return 0;
}

static int on_lost(void *me, int64_t now_ms)
{
	struct recorder *r = me;

	(void)now_ms;
	buf_text(&r->text, "# here the kernel dropped events\n");
	return 0;
}

static int on_gone(void *me, bool ended)
{
	struct recorder *r = me;

	(void)ended;
	r->bench.ends_ms = 1; /* what was recorded is kept */
	return 0;
}

static const struct evdev_ears ears = {.here = on_here, .events = on_events, .lost = on_lost, .gone = on_gone};

static int record(struct recorder *r, const char *dev)
{
	char class[16], path[300];
	const char *uri;
	int e = dev_find(class, &uri, path, dev);

	if (e < 0)
		return err_up(e);
	if (!text_is(class, "input") && !text_is(class, "touch") && !text_is(class, "keypad"))
		return err_new(EINVAL,
		        "only input devices are recorded: /dev/input/eventN or input=URI. A card reader is not: "
		        "a recording would hold the card");
	e = evdev_open(&r->input, &(struct evdev_setup){.uri = uri,
	                                  .loop = r->bench.loop,
	                                  .clock = &r->bench.clock,
	                                  .log = &r->bench.log,
	                                  .ears = &ears,
	                                  .me = r});
	if (e < 0)
		return err_up(e);
	e = dev_bench_run(&r->bench);
	evdev_close(r->input);
	return err_up(e);
}

int dev_record(int *status, const struct dev_settings *s, const char *const *words)
{
	struct recorder r = {.events = 0};
	int e = dev_bench_begin(&r.bench, s);

	if (e < 0)
		return err_up(e);
	r.bench.log.level = LOG_ERROR;
	buf_init(&r.text, EVEMU_TEXT_MAX);
	e = record(&r, words[0]);
	if (e == 0)
		e = buf_done(&r.text);
	if (e == 0 && r.events == 0)
		e = err_new(ENODATA, "nothing came from %s: nothing was written", words[0]);
	if (e == 0)
		e = file_replace(words[1], r.text.data, r.text.len, 0644);
	if (e == 0)
		say("record: %llu events in %s", (unsigned long long)r.events, words[1]);
	buf_fini(&r.text);
	dev_bench_end(&r.bench);
	*status = 0;
	return err_up(e);
}
