/* loketdev_bench - time, and what every command does with the one device that is open */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "drivers/loketdev.h"
#include "sys/text.h"

static int told_to_stop(void *me, int signal)
{
	struct dev_bench *b = me;

	(void)signal;
	b->ends_ms = 1;
	loop_stop(b->loop);
	return 0;
}

int dev_bench_begin(struct dev_bench *b, const struct dev_settings *s)
{
	static const int stops[] = {SIGINT, SIGTERM};
	int r;

	*b = (struct dev_bench){.settings = s, .log = {STDERR_FILENO, LOG_INFO, &b->clock}};
	clock_real(&b->clock);
	if ((r = loop_new(&b->loop, &b->clock)) < 0)
		return err_up(r);
	r = loop_signals(b->loop, stops, 2, told_to_stop, b);
	if (r < 0)
		dev_bench_end(b);
	if (s->seconds > 0)
		b->ends_ms = clock_mono_ms(&b->clock) + s->seconds * 1000;
	return err_up(r);
}

void dev_bench_end(struct dev_bench *b)
{
	dev_close(b);
	loop_free(b->loop);
	b->loop = NULL;
}

void dev_bench_check(struct check_list *l, const struct dev_bench *b)
{
	const char *c = b->class;

	if (text_is(c, "touch"))
		check_touch(l, b->is.touch);
	else if (text_is(c, "keypad"))
		check_keypad(l, b->is.keypad);
	else if (text_is(c, "badge"))
		check_badge(l, b->is.badge);
	else if (text_is(c, "printer"))
		check_printer(l, b->is.printer);
	else if (text_is(c, "jack"))
		check_speech(l, NULL, b->is.jack);
	else if (text_is(c, "speech"))
		check_speech(l, b->is.speech, NULL);
	else if (text_is(c, "presence"))
		check_presence(l, b->is.presence);
	else if (text_is(c, "tamper"))
		check_tamper(l, b->is.tamper);
	else if (text_is(c, "bell"))
		check_bell(l, b->is.bell);
	else if (text_is(c, "stick"))
		check_usbdisk(l, b->is.stick);
	else if (text_is(c, "input") && evdev_is_here(b->is.input))
		check_add(l, "input.link", CHECK_PASSED, "", "", "%s", evdev_info(b->is.input)->name);
	else if (text_is(c, "input"))
		check_add(l, "input.link", CHECK_FAILED, "I02", "Look at its cable; loketdev list shows what is there.",
		        "it is not there");
}

bool dev_bench_is_over(const struct dev_bench *b)
{
	return b->ends_ms > 0 && clock_mono_ms(&b->clock) >= b->ends_ms;
}

int dev_bench_turn(struct dev_bench *b, int64_t ms)
{
	int64_t until = clock_mono_ms(&b->clock) + ms, left;

	while (!dev_bench_is_over(b) && (left = until - clock_mono_ms(&b->clock)) > 0) {
		int r = loop_step(b->loop, left < 250 ? left : 250);

		if (r < 0)
			return err_up(r);
	}
	return 0;
}

int dev_bench_run(struct dev_bench *b)
{
	while (!dev_bench_is_over(b)) {
		int r = dev_bench_turn(b, 1000);

		if (r < 0)
			return err_up(r);
	}
	return 0;
}
