/* vm_stop - the power key: words until the end, and what the board kept of its life */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "board/vm/vm_disk.h"
#include "sys/buf.h"
#include "sys/clock.h"

enum {
	AIM_MS = 10000,
	LIMIT_MS = 120000,
	AGAIN_MS = 15000,
	LOOK_US = 200000,
	LOG_MAX = 64 << 20,
	JOURNAL_MAX = 32 << 20
};

struct seen {
	int looks, black, words, presses;
	int64_t ms;
};

static void press(struct vm *v, struct seen *s)
{
	if (vm_qmp(v, NULL, "system_powerdown", NULL) == 0)
		s->presses++;
}

/* Looks on until the machine is off. Words: neither black nor what was there before. */
static bool watch(struct vm *v, struct seen *s)
{
	int64_t from = clock_measure_us();
	struct picture before = {0}, p;

	if (vm_look(&before, v))
		return false;
	press(v, s);
	while (vm_wait_ended(v, 0) == -ETIMEDOUT && clock_measure_us() - from < LIMIT_MS * 1000LL) {
		if (vm_look(&p, v) == 0) {
			char kept[VM_PATH];
			bool other = picture_difference(&p, &before) > 0.05, dark = picture_black(&p) > 0.999;

			s->looks++;
			s->black += dark;
			if (other && !dark && s->words++ == 0 && vm_keep(v, "shutting-down", kept) == 0)
				say("       %s", kept);
			picture_free(&p);
		}
		/* Nothing yet: the board was still starting, and a person presses once more. */
		if (s->words == 0 && clock_measure_us() - from > (int64_t)s->presses * AGAIN_MS * 1000)
			press(v, s);
		(void)usleep(LOOK_US);
	}
	s->ms = (clock_measure_us() - from) / 1000;
	picture_free(&before);
	return v->ended;
}

static int64_t folder_bytes(const char *path)
{
	struct dirent *d;
	DIR *dir = opendir(path);
	int64_t n = 0;

	while (dir && (d = readdir(dir))) {
		char at[2 * VM_PATH];
		struct stat st;

		(void)snprintf(at, sizeof at, "%s/%s", path, d->d_name);
		if (d->d_name[0] == '.' || lstat(at, &st))
			continue;
		n += S_ISDIR(st.st_mode) ? folder_bytes(at) : (int64_t)st.st_size;
	}
	if (dir)
		(void)closedir(dir);
	return n;
}

/* The one life that ended just now: from power to the key. */
static void read_life(struct vm *v)
{
	char folder[VM_PATH + 32];
	const char *text;
	AUTO_BUF out;
	int64_t bytes;
	int e;

	buf_init(&out, LOG_MAX);
	e = vm_journal(&out, v);
	if (!vm_check(v, e == 0, "the journal can be read from the card%s%s", e ? ": " : "", e ? err_why() : ""))
		return;
	text = buf_str(&out);
	(void)snprintf(folder, sizeof folder, "%s/kept/journal", v->dir);
	bytes = folder_bytes(folder);
	(void)vm_check(v, vm_count(text, "listening sockets: none") > 0, "listening sockets: none, says the board");
	(void)vm_check(v, vm_count(text, "Failed to start") == 0, "no unit failed");
	(void)vm_check(v, vm_journal_processes(text, "loket") == 1, "the kiosk was started once: %d",
	        vm_journal_processes(text, "loket"));
	(void)vm_check(v, bytes <= JOURNAL_MAX, "the journal is within its bounds: %.1f of %d MiB, %d lines",
	        (double)bytes / (1 << 20), JOURNAL_MAX >> 20, vm_count(text, "\n"));
	if (v->usb_shut == 0)
		return;
	(void)vm_check(v, vm_count(text, "and stays shut") == v->usb_shut,
	        "the board tells of each USB device that it shut out: %d of %d", vm_count(text, "and stays shut"),
	        v->usb_shut);
	(void)vm_check(v,
	        vm_count(text, "input: QEMU QEMU USB") == 0 && vm_count(text, "usb-storage") == 0 &&
	                vm_count(text, "scsi host") == 0 && vm_count(text, "rndis_host") == 0 &&
	                vm_count(text, "cdc_ether") == 0,
	        "no driver was bound to any of them");
}

void vm_stop(struct vm *v)
{
	struct seen s = {0};

	if (v->qemu <= 0) {
		say("       the machine is off already");
		return;
	}
	if (!vm_check(v, watch(v, &s), "the power key turns the board off"))
		return;
	say("       %.1f s from key to off%s", (double)s.ms / 1000, s.presses > 1 ? ", pressed more than once" : "");
	(void)vm_check(v, s.words > 0, "words on the screen while it shuts down");
	(void)vm_check(v, s.black == 0, "no black screen without words: %d of %d looks", s.black, s.looks);
	if (s.ms > AIM_MS)
		say("       longer than %d s; judged on a quiet machine", AIM_MS / 1000);
	read_life(v);
}
