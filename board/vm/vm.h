#pragma once

/*
 * vm - the real image in QEMU, driven from outside as a person would: fingers on a touch screen, eyes on the screen, paper, the power key
 *
 * Nothing of it lies in the image. Touches come by a virtual multi-touch device, paper leaves by a USB-serial converter, the hub answers at the host's
 * loopback, and what is on the screen is seen by screendump. A kiosk beside it on this machine (the "shadow": the same program, headless, with its test
 * door) knows where on a screen a button lies; both get the same finger at the same place, and their pictures are held beside each other.
 *
 * One file a group (vm_boot.c, vm_visit.c, vm_stop.c ...): a function of struct vm that says what held by vm_check(). Groups run in the order of the table in
 * vm.c; each finds the machine as the one before left it and may start it anew.
 */
#include <jansson.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "sys/buf.h"
#include "sys/err.h"
#include "sys/say.h"

enum { VM_PATH = 1024, VM_WIDTH = 1280, VM_HEIGHT = 800, VM_MARKS = 16 };

struct door;
struct shadow;

/* A moment of a start, on this machine's clock, since QEMU was started. */
struct vm_mark {
	const char *what;
	int64_t at_us; /* 0: not yet */
	double kernel_s; /* the kernel's own time in that line; < 0: none */
};

struct vm {
	char build[VM_PATH], dir[VM_PATH]; /* where programs lie; where this run lives: BUILD/vm */
	char image[VM_PATH], disk[VM_PATH]; /* what was built; the copy that runs */
	char fill[VM_PATH]; /* what the data partition of a new card holds */
	char block_log[VM_PATH]; /* where each write to the disk is noted (board/vm/blocklog.h); "": nowhere */
	char stick[VM_PATH]; /* a stick that is plugged in, and starts before the disk does; "": none */
	char office[VM_PATH], hub_store[VM_PATH]; /* keys of this run's authority; sqlite:PATH */
	char paper[VM_PATH]; /* sheets of the printer's twin */
	char printer[64]; /* host:port of the twin */
	int hub_port, hubs; /* where it listens; how many others there were */
	pid_t qemu, hub, twin;
	int qmp; /* -1: not connected */
	int twin_in; /* words on it happen to the printer's twin; -1: none */
	char heard[65536]; /* bytes of QMP that are no whole line yet */
	size_t n_heard;
	bool ended; /* QEMU said that the machine is off */
	int bites; /* of the watchdog, since the machine was switched on; counted whenever QEMU is asked something */
	int64_t started_us;
	struct vm_mark mark[VM_MARKS];
	int n_marks;
	long serial_at; /* what of the serial line was read */
	char line[4096];
	size_t n_line;
	struct shadow *shadow;
	bool brief; /* answers of a visit are short ones */
	int usb_shut; /* devices that were plugged in and had to stay shut, since the start */
	int passed, failed;
	int shots;
};

/* ---- telling (vm.c) ---- */
/* One line; counts. Gives back ok. */
bool vm_check(struct vm *v, bool ok, const char *what, ...) PRINTF_LIKE(3, 4);

/* ---- the machine (vm_machine.c; its card: vm_disk.h) ---- */
NODISCARD int vm_start(struct vm *v); /* power on */
void vm_kill(struct vm *v); /* power off without a word */
void vm_listen(struct vm *v); /* reads the serial line and notes the moments of a start */
const struct vm_mark *vm_mark_of(const struct vm *v, const char *what);
/* How often a text stands on the serial line since power on. */
int vm_serial_count(struct vm *v, const char *text);
/* Until it stands there; false: not within so long. */
bool vm_serial_wait(struct vm *v, const char *text, int wait_ms);
NODISCARD int vm_wait_ended(struct vm *v, int wait_ms); /* until the machine switched itself off */

/* ---- QMP (vm_qmp.c) ---- */
NODISCARD int vm_qmp_open(struct vm *v);
NODISCARD int vm_qmp(struct vm *v, json_t **reply, const char *command, json_t *arguments); /* steals arguments */

#include "board/vm/vm_see.h" /* hands and eyes; the kiosk beside it */
#include "board/vm/vm_told.h" /* visits, and what office, printer, journal and wire tell of them */

/* ---- groups ---- */
void vm_boot(struct vm *v);
void vm_visit(struct vm *v);
void vm_breakout(struct vm *v);
void vm_soak(struct vm *v);
void vm_canary(struct vm *v); /* the machine is off */
void vm_desk(struct vm *v); /* leaves the card of another station, switched off */
void vm_cuts(struct vm *v);
void vm_stop(struct vm *v);
void vm_update(struct vm *v);
void vm_reset(struct vm *v); /* leaves a wiped card, switched off */
void vm_install(struct vm *v); /* leaves an installed disk, switched off */
void vm_stick(struct vm *v); /* leaves the card of a new station, switched off */
void vm_demo(struct vm *v); /* leaves the card of a demonstration, switched off */
