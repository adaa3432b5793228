/* vm_stop - the power key: words until the end, and what the board kept of its life */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/proc.h"

enum { AIM_MS = 10000, LIMIT_MS = 120000, LOOK_US = 200000, LOG_MAX = 8 << 20, TOOL_MS = 60000 };

struct seen {
	int looks, black, words;
	int64_t ms;
};

/* Looks on until the machine is off. Words: neither black nor what was there before. */
static bool watch(struct vm *v, struct seen *s)
{
	int64_t from = clock_measure_us();
	struct picture before = {0}, p;

	if (vm_look(&before, v) || vm_qmp(v, NULL, "system_powerdown", NULL))
		return false;
	while (vm_wait_ended(v, 0) == -ETIMEDOUT && clock_measure_us() - from < LIMIT_MS * 1000LL) {
		if (vm_look(&p, v) == 0) {
			char kept[VM_PATH];
			bool other = picture_difference(&p, &before) > 0.05, dark = picture_black(&p) > 0.999;

			s->looks++;
			s->black += dark;
			if (other && !dark && s->words++ == 0 && vm_keep(v, "shutting-down", kept) == 0)
				vm_say("       %s", kept);
			picture_free(&p);
		}
		(void)usleep(LOOK_US);
	}
	s->ms = (clock_measure_us() - from) / 1000;
	picture_free(&before);
	return v->ended;
}

int vm_log_count(struct vm *v, const char *text)
{
	char folder[VM_PATH + 32];
	AUTO_BUF out;
	int n = 0;

	buf_init(&out, LOG_MAX);
	(void)snprintf(folder, sizeof folder, "%s/kept/journal", v->dir);
	if (proc_run((const char *const[]){"journalctl", "-D", folder, "--no-pager", "-q", "-o", "short-monotonic",
	                     NULL},
	            &out, TOOL_MS))
		return -1;
	for (const char *at = buf_str(&out); (at = strstr(at, text)); at++)
		n++;
	return n;
}

void vm_stop(struct vm *v)
{
	struct seen s = {0};

	if (v->qemu <= 0) {
		vm_say("       the machine is off already");
		return;
	}
	if (!vm_check(v, watch(v, &s), "the power key turns the board off"))
		return;
	vm_say("       %.1f s from key to off", (double)s.ms / 1000);
	(void)vm_check(v, s.words > 0, "words on the screen while it shuts down");
	(void)vm_check(v, s.black == 0, "no black screen without words: %d of %d looks", s.black, s.looks);
	if (s.ms > AIM_MS)
		vm_say("       longer than %d s; judged on a quiet machine", AIM_MS / 1000);
	if (!vm_check(v, vm_disk_take(v, "/logs/journal", "kept") == 0, "the journal can be read from the card"))
		return;
	(void)vm_check(v, vm_log_count(v, "listening sockets: none") > 0, "listening sockets: none, says the board");
	(void)vm_check(v, vm_log_count(v, "Failed to start") == 0, "no unit failed");
}
