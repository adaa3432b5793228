/* vm_boot - from power to the first screen, with its parts; what was seen on the way */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "sys/clock.h"

enum { FIRST_SCREEN_MS = 240000, TOUCH_MS = 60000, LOOK_US = 250000, AIM_SCREEN_S = 20, AIM_WORDS_S = 4 };

static double seconds(int64_t us)
{
	return (double)us / 1e6;
}

/* Figures are judged on a quiet machine only; a busy one says so. */
static bool is_quiet(void)
{
	double load[1] = {0};

	return getloadavg(load, 1) == 1 && load[0] < 1.5;
}

/* Looks until the machine shows what the kiosk beside it shows; counts how often the screen was black after the words had been there. */
static bool wait_first(struct vm *v, const struct picture *idle, int64_t *at_us, int *black)
{
	int64_t until = clock_measure_us() + FIRST_SCREEN_MS * 1000LL;
	const struct vm_mark *words = vm_mark_of(v, "start: words on the screen");

	while (clock_measure_us() < until) {
		struct picture p;
		bool same = false;

		vm_listen(v);
		*at_us = clock_measure_us() - v->started_us;
		/* A look costs the machine time: none before there can be anything to see. */
		if (words->at_us && vm_look(&p, v) == 0) {
			same = picture_difference(&p, idle) < 0.01;
			*black += words->at_us && picture_black(&p) > 0.999;
			picture_free(&p);
		}
		if (same)
			return true;
		(void)usleep(LOOK_US);
	}
	return false;
}

static void tell_parts(const struct vm *v, int64_t screen_us)
{
	for (int i = 0; i < v->n_marks; i++) {
		const struct vm_mark *m = &v->mark[i];

		if (m->at_us && m->kernel_s >= 0)
			say("       %6.1f s  %s (%.1f s after the kernel's start)", seconds(m->at_us), m->what,
			        m->kernel_s);
		else if (m->at_us)
			say("       %6.1f s  %s", seconds(m->at_us), m->what);
	}
	say("       %6.1f s  first screen of the kiosk", seconds(screen_us));
}

static void judge(struct vm *v, int64_t screen_us, bool quiet)
{
	const struct vm_mark *words = vm_mark_of(v, "start: words on the screen");

	(void)vm_check(v, words->at_us > 0, "words are on the screen before the kiosk is");
	if (!quiet) {
		say("       this machine is busy: times are told, not judged");
		return;
	}
	(void)vm_check(v, words->kernel_s <= AIM_WORDS_S, "words within %d s of the kernel's start: %.1f s",
	        AIM_WORDS_S, words->kernel_s);
	(void)vm_check(v, seconds(screen_us) <= AIM_SCREEN_S, "first screen within %d s of power: %.1f s", AIM_SCREEN_S,
	        seconds(screen_us));
}

void vm_boot(struct vm *v)
{
	struct picture idle = {0};
	bool quiet = is_quiet();
	char kept[VM_PATH];
	int64_t screen_us = 0;
	int black = 0, e = shadow_look(&idle, v);

	if (e == 0)
		e = vm_start(v);
	if (!vm_check(v, e == 0, "the machine is on%s%s", e ? ": " : "", e ? err_why() : "")) {
		picture_free(&idle);
		return;
	}
	if (vm_check(v, wait_first(v, &idle, &screen_us, &black),
	            "the first screen is the kiosk's, dot for dot as beside it"))
		tell_parts(v, screen_us);
	picture_free(&idle);
	judge(v, screen_us, quiet);
	if (black)
		say("       the screen was black %d times between words and kiosk", black);
	if (vm_keep(v, "first-screen", kept) == 0)
		say("       %s", kept);
	e = vm_both_tap(v, "next");
	(void)vm_check(v, e == 0 && vm_same(v, 1, TOUCH_MS), "a finger on 'begin' brings the languages%s%s",
	        e ? ": " : "", e ? err_why() : "");
	if (e == 0)
		say("       %6.1f s  and answered a finger", seconds(clock_measure_us() - v->started_us));
}
